"""What the team sees when nobody will be there for a while: form, what will happen, how it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from takeover.wording.list_edit_pages import Later
from takeover.wording.list_pages import HOME, Coming, ListPage

AWAY = f"{HOME}/away"
NO_SUCH_DAY = "We are back on: please choose a day to come, within half a year."
CHANGED_MEANWHILE = "Somebody else has changed this meanwhile. Please look once more."
WHAT_IT_MEANS = (
    "Nothing new begins: who is booked meanwhile is asked afterwards.",
    "No weekend opens. One that is on goes on, and ends by itself.",
    "Guests get only what cannot wait: their number, and news of a change of plan.",
    "You are still told when something needs you.",
)


def away_until(day: str) -> str:
    """Say on top of the list, and on Wednesdays, that nothing begins for now."""
    return f"Nobody is here until {day}: no weekend opens"


def stays_open(name: str, until: str) -> str:
    """Say what becomes of the weekend that is on."""
    return f"{name}’s weekend goes on, and ends by itself {until}."


def opens_late(name: str, friday: str, day: str) -> str:
    """Say what becomes of a weekend that has begun by the day on which they are back."""
    return f"{name}’s weekend of {friday} opens only on {day}. Please tell them, or move it."


def never_opens(name: str, friday: str) -> str:
    """Say what becomes of a weekend that is over by then."""
    return f"{name}’s weekend of {friday} does not open at all. Please move or cancel it first."


@dataclass(frozen=True, kw_only=True)
class ListAway(ListPage):
    """When is everybody back? `until` is filled while nobody is there; `was` is sent along."""

    template: ClassVar[str] = "list_away.html"
    meaning: ClassVar[tuple[str, ...]] = WHAT_IT_MEANS
    until: str = ""
    was: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ListAwayLook(ListPage):
    """This is what will happen; nothing is saved yet."""

    template: ClassVar[str] = "list_away_look.html"
    meaning: ClassVar[tuple[str, ...]] = WHAT_IT_MEANS
    until: str
    effects: tuple[str, ...]
    later: tuple[Later, ...]
    not_sent: tuple[Coming, ...]
    hidden: tuple[tuple[str, str], ...]
