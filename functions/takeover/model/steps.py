"""What a row of the timeline says about one step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from takeover.model.due import Due
from takeover.model.needs import Need

HANDOVER, REVOCATION, REMINDERS, SURVEY = "handover", "revocation", "reminders", "survey"
FUNCTIONS = (HANDOVER, REVOCATION, REMINDERS, SURVEY)
ROSTER_CHECK = "roster_check"
"""Runs when the list is edited; has no steps of its own, but takes some of the others' at once."""


class To(StrEnum):
    """Whom a step reaches: people by mail, the account on X, or only our own ledger."""

    GUEST = "guest"
    COORDINATOR = "coordinator"
    COORDINATOR_AND_DUTY = "coordinator and duty"
    TRUSTEES = "trustees"
    ACCOUNT = "account"
    LEDGER = "ledger"


GUEST, COORDINATOR, COORDINATOR_AND_DUTY = To.GUEST, To.COORDINATOR, To.COORDINATOR_AND_DUTY
TRUSTEES, ACCOUNT, LEDGER = To.TRUSTEES, To.ACCOUNT, To.LEDGER


@dataclass(frozen=True)
class Step:
    """One thing that the timeline wants done once for a turn.

    `group`: of several due at once the lowest goes. `urgent`: exempt from mail hours and from
    the 20 hours; `no_gap`: from the 20 hours only. `any_day`: weekends too. `counts`: the turn's
    counter that makes it due anew.
    """

    name: str
    to: To
    by: str
    why: str
    due: Due
    late: Due
    needs: tuple[Need, ...] = ()
    group: str = ""
    urgent: bool = False
    any_day: bool = False
    no_gap: bool = False
    counts: str = ""
    mail: str = ""

    @cached_property
    def can_wait(self) -> bool:
        """Is it a mail to a guest that may as well come later?

        Not what somebody waits for, and not the news that a weekend is off or at another time.
        """
        return self.to is To.GUEST and not self.urgent and not self.no_gap

    @property
    def template(self) -> str:
        """The mail's text in `wording/mails/`."""
        return self.mail or self.name

    @cached_property
    def is_mail(self) -> bool:
        """Does this step send a mail?"""
        return self.to not in {ACCOUNT, LEDGER}
