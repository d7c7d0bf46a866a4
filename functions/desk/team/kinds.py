"""What may be done with a weekend, by how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from takeover.planning.overview import Standing, Weekend
from takeover.wording.list_edit_pages import (
    END_NOW,
    HELP_BY_PHONE,
    LABELS,
    LET_IT_GO_ON,
    PAUSE_IT,
    Kind,
)
from takeover.wording.list_pages import HOME
from takeover.wording.list_review_pages import REVIEW, WAITING_FOR_YES

PAUSE, GO_ON, HELP = "pause", "go-on", "help"
WITH_THEM = {Standing.SAID_YES, Standing.ALL_SET, Standing.OPEN, Standing.PAUSED}
_BOOKED = (Kind.CHANGE, Kind.SWAP, Kind.MOVE, Kind.CANCEL)
_RUNNING = (Kind.CHANGE, Kind.CANCEL)
POSSIBLE: Mapping[Standing, tuple[Kind, ...]] = {
    Standing.FREE: (Kind.BOOK, Kind.BREAK),
    Standing.CANCELLED: (Kind.BOOK, Kind.BREAK),
    Standing.PENCILLED: (Kind.CHANGE, Kind.MOVE, Kind.FREE),
    Standing.BOOKED: _BOOKED,
    Standing.SAID_YES: _BOOKED,
    Standing.SAID_NO: _BOOKED,
    Standing.ALL_SET: _BOOKED,
    Standing.OPEN: _RUNNING,
    Standing.PAUSED: _RUNNING,
    Standing.BREAK: (Kind.BOOK, Kind.FREE),
    Standing.UNREADABLE: (Kind.CHANGE, Kind.CANCEL),
    Standing.OVER: (),
}


def possible(one: Weekend) -> tuple[Kind, ...]:
    """What may be done with it now; with the account in a guest's hands, little."""
    if one.turn is not None and one.turn.open:
        return tuple(kind for kind in POSSIBLE[one.standing] if kind in _RUNNING)
    return POSSIBLE[one.standing]


def ways(one: Weekend) -> tuple[tuple[str, str], ...]:
    """The pages on which it is done, each with its words."""
    path = f"{HOME}/{one.friday}"
    edits = tuple((f"{path}/{kind}", label_of(kind, one)) for kind in possible(one))
    return tuple((f"{path}/{way}", label) for way, label in _while_on(one)) + edits


def _while_on(one: Weekend) -> Iterator[tuple[str, str]]:
    if one.standing is Standing.OPEN:
        yield PAUSE, PAUSE_IT
    if one.standing is Standing.PAUSED:
        yield GO_ON, LET_IT_GO_ON
    if one.turn is not None and one.turn.asks and one.turn.open:
        yield REVIEW, WAITING_FOR_YES
    if with_the_guest(one):
        yield HELP, HELP_BY_PHONE


def with_the_guest(one: Weekend) -> bool:
    """Has the guest got the account, from the morning of the first day on?"""
    return one.turn is not None and one.turn.open and one.standing in WITH_THEM


def label_of(kind: Kind, one: Weekend) -> str:
    """What the link says; a weekend that is on is not cancelled but ended."""
    begun = kind is Kind.CANCEL and one.turn is not None and one.turn.open
    return END_NOW if begun else LABELS[kind]
