"""What the domain needs of the world outside; every port has a contract suite in tests/.

Unless said otherwise a call raises LaterError for throttling or an outage that surely had no
effect, UnknownOutcomeError where the answer was lost, and NotAllowedError for missing rights.
"""

from __future__ import annotations

from typing import Protocol

from takeover.ports.ledger import Claim, Ledger
from takeover.ports.outside import (
    Attachment,
    Channel,
    Clock,
    Journal,
    Letter,
    Mailer,
    Mention,
    Probe,
    Published,
    Readiness,
    Refusal,
    Roster,
    Secrets,
)
from takeover.ports.photos import Photos
from takeover.ports.spoken import SpokenNumbers
from takeover.ports.team import Team
from takeover.ports.texts import Texts
from takeover.ports.waiting import WaitingList
from takeover.settings import Settings

__all__ = [
    "Attachment",
    "Channel",
    "Claim",
    "Clock",
    "Journal",
    "Ledger",
    "Letter",
    "Mailer",
    "Mention",
    "Photos",
    "Probe",
    "Published",
    "Readiness",
    "Refusal",
    "Roster",
    "Secrets",
    "SpokenNumbers",
    "Team",
    "Texts",
    "WaitingList",
    "World",
]


class World(Protocol):
    """Everything outside, each part built when it is first touched."""

    @property
    def settings(self) -> Settings:
        """The stack's settings."""

    @property
    def clock(self) -> Clock:
        """The only source of time."""

    @property
    def roster(self) -> Roster:
        """The coordinator's table."""

    @property
    def ledger(self) -> Ledger:
        """The system's own table."""

    @property
    def team(self) -> Team:
        """Who of the team is signed in to the list."""

    @property
    def spoken(self) -> SpokenNumbers:
        """Numbers that are read out on the phone."""

    @property
    def waiting_list(self) -> WaitingList:
        """Who would like a weekend."""

    @property
    def texts(self) -> Texts:
        """The charity's own words."""

    @property
    def photos(self) -> Photos:
        """The guests' photos."""

    @property
    def mailer(self) -> Mailer:
        """Mail."""

    @property
    def channel(self) -> Channel:
        """The account on X."""

    @property
    def probe(self) -> Probe:
        """The deployed desk, seen from outside."""

    @property
    def readiness(self) -> Readiness:
        """Whether all that a weekend needs is there."""

    @property
    def secrets(self) -> Secrets:
        """The stack's secrets."""

    @property
    def journal(self) -> Journal:
        """The log."""

    @property
    def desk_url(self) -> str:
        """Where the guest's page is, without a slash at the end."""
