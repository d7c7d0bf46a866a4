"""The waiting list, as the team sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import ListPage

FIRST_WISH, SECOND_WISH = "They would like this best.", "They would like this, too."


SOMEBODY = "Somebody"


def wish_first(name: str) -> str:
    """Say beside a weekend who of the waiting list asked for it."""
    return f"{name or SOMEBODY} would like it best."


def wish_second(name: str) -> str:
    """Say beside a weekend who asked for it as their second choice."""
    return f"{name or SOMEBODY} would like it, too."


def from_the_waiting_list(why: str) -> str:
    """What goes into the notes of a weekend: why they would like one."""
    return f"From the waiting list: {why}" if why else ""


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits, in words; `id` is for the button that forgets.

    `book` leads to the choice of a weekend, and `book_best` to the form of the one that they would
    like best, while it is free; `booked` names the ones that they have by now.
    """

    id: str
    since: str
    first_choice: str
    second_choice: str
    public_name: str
    anonymous: bool
    why: str
    address: str
    phone: str
    agreed: str
    book: str = ""
    book_best: str = ""
    booked: str = ""


@dataclass(frozen=True)
class Free:
    """A weekend that somebody can be booked for; `wish` says so if they asked for it."""

    path: str
    date: str
    wish: str = ""


@dataclass(frozen=True, kw_only=True)
class ListChoose(ListPage):
    """For which free weekend is this person to be booked? Those that they asked for come first."""

    template: ClassVar[str] = "list_choose.html"
    name: str
    fridays: tuple[Free, ...]


@dataclass(frozen=True, kw_only=True)
class ListWaiting(ListPage):
    """Who would like a weekend, newest first."""

    template: ClassVar[str] = "list_waiting.html"
    waiting: tuple[Waiting, ...]
    retention_days: int
    public_page: str
