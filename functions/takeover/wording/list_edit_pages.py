"""What the team sees when it edits a weekend: form, what will happen, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from takeover.wording.list_pages import Coming, ListPage


class Kind(StrEnum):
    """What may be done with a weekend, as the addresses of its pages call it."""

    BOOK = "book"
    CHANGE = "change"
    SWAP = "swap"
    MOVE = "move"
    CANCEL = "cancel"
    BREAK = "break"
    FREE = "free"


LABELS: Mapping[Kind, str] = {
    Kind.BOOK: "Book somebody",
    Kind.CHANGE: "Change it",
    Kind.SWAP: "Somebody else takes it",
    Kind.MOVE: "Move it, or change places",
    Kind.CANCEL: "Cancel it",
    Kind.BREAK: "Make it a break",
    Kind.FREE: "Make it free again",
}
DONE: Mapping[Kind, str] = {
    Kind.BOOK: "It is on the list.",
    Kind.CHANGE: "It is changed.",
    Kind.SWAP: "Somebody else has it now.",
    Kind.MOVE: "It is moved.",
    Kind.CANCEL: "It is cancelled.",
    Kind.BREAK: "It is a break.",
    Kind.FREE: "It is free again.",
}
CHANGED_PLACES = "They have changed places."
CHANGE_PLACES = "Let them change places"
END_NOW = "End it now"
PAUSE_IT, LET_IT_GO_ON = "Pause it", "Let it go on"
HELP_BY_PHONE = "Help by phone"
ENDED_NOW = "It has ended. Nothing can be posted any more."

QUIET = "Nothing is sent for half an hour. Until then you can undo it."
AT_ONCE = "The first of these goes out within the next minutes."
NO_MAIL = "No mail follows from this."
NO_WAY_BACK = "This cannot be undone."
LATER_NOT_TAKEN = (
    "The weekend is on. It can end earlier than it says now, but not start or end later."
)


def has_now(name: str, date: str) -> str:
    """Say who has a weekend, now that it is done."""
    return f"{name} has {date} now."


def pencilled_in(name: str, date: str) -> str:
    """Say who is pencilled in, now that it is done."""
    return f"{name} is pencilled in for {date}."


def move_to(date: str) -> str:
    """What the button says that moves a guest."""
    return f"Move it to {date}"


def place_of(date: str, name: str) -> str:
    """A weekend that somebody has, where two may change places."""
    return f"{date}: {name}"


def book_next(date: str, name: str) -> str:
    """What the button says that leads on to the next free weekend."""
    return f"Book {name}: {date}" if name else f"Book the next free weekend: {date}"


def book_waiting(count: int) -> str:
    """What the button says that leads to those who still wait."""
    return f"Book somebody who waits ({count})"


def ends_at_once(name: str) -> str:
    """Say that an open weekend is over as soon as this is done."""
    return f"{name}’s weekend ends at once. Nothing more can be posted."


def moves_along(name: str) -> str:
    """Say what becomes of a guest who gets other dates."""
    return f"What {name} has agreed to goes along. They need not say yes again."


def says_yes_again(name: str) -> str:
    """Say what becomes of a guest who gets other dates after a no."""
    return f"{name} is asked anew, for the other weekend."


def anew(name: str) -> str:
    """Say what becomes of a guest whose mail address is put right."""
    return f"{name} gets all our mails anew, with a new link. The old link ends."


def please_tell(name: str) -> str:
    """Say that somebody hears nothing of this from us."""
    return f"{name} gets no mail about this. Please tell them yourself."


NOT_NOW = (
    "That can’t be done with this weekend as it is now. Perhaps somebody has changed it. Please "
    "look at it once more."
)
NOTHING_DIFFERENT = "That is how it is already. Change something first."
CHOOSE_STATUS = "Status: please choose one."
CHOOSE_FRIDAY = "Please choose one of these Fridays."
CHANGED_MEANWHILE = (
    "Nothing was saved: this weekend has been changed since you opened it. This is how it is now. "
    "Please look, and try once more."
)
TOO_LATE_TO_UNDO = (
    "More than half an hour has passed, so mails may be out. Please change it on its own page."
)
NOT_UNDONE = "It was changed again since then, so nothing was put back."


FOR_PEOPLE = {"a guest_name or a public_name": "the name people will see"}
"""What says the names of cells, in the words of the form."""


def should_be(label: str, found: str, right: str) -> str:
    """Say what is wrong with what stands in a field."""
    said = f"we found “{found}”" if found else "it is empty"
    right = FOR_PEOPLE.get(right, right)
    return f"{label}: {said}. It should be: {right.removesuffix('.')}."


@dataclass(frozen=True)
class Choice:
    """One of several things to choose from."""

    value: str
    words: str


@dataclass(frozen=True)
class Differing:
    """A field that somebody else has changed while it was being edited."""

    label: str
    now: str
    yours: str


STATUSES = (
    Choice("booked", "Booked: we ask them by mail, and get them ready"),
    Choice("pencilled", "Pencilled in: nothing is sent yet"),
)


@dataclass(frozen=True, kw_only=True)
class ListEdit(ListPage):
    """The form for one weekend; `short` asks for the new guest alone.

    `was` names the state of the list that the form was made from. `differing` is filled where
    somebody else was quicker. `usual_start` and `usual_end` are said where a time may stay empty.
    """

    template: ClassVar[str] = "list_edit.html"
    statuses: ClassVar[tuple[Choice, ...]] = STATUSES
    heading: str
    date: str
    path: str
    kind: Kind
    was: str
    given: Mapping[str, str]
    coordinator: str
    short: bool = False
    usual_start: str = ""
    usual_end: str = ""
    differing: tuple[Differing, ...] = ()
    may_break: bool = False


@dataclass(frozen=True, kw_only=True)
class ListMove(ListPage):
    """To which other Friday? `places` are those of others, with whom the guest can change."""

    template: ClassVar[str] = "list_move.html"
    date: str
    path: str
    was: str
    name: str
    fridays: tuple[Choice, ...]
    places: tuple[Choice, ...] = ()
    chosen: str = ""


@dataclass(frozen=True)
class Rewritten:
    """One weekend of the list, and what is written there: label, before, after."""

    date: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Later:
    """A mail that comes at another time, and when it was to come."""

    coming: Coming
    was: str


@dataclass(frozen=True, kw_only=True)
class ListLook(ListPage):
    """This is what will happen; `hidden` is what the button sends along."""

    template: ClassVar[str] = "list_look.html"
    date: str
    path: str
    button: str
    effects: tuple[str, ...]
    rewritten: tuple[Rewritten, ...]
    sent: tuple[Coming, ...]
    later: tuple[Later, ...]
    not_sent: tuple[Coming, ...]
    hidden: tuple[tuple[str, str], ...]
    may_change: bool
    doable: bool
    rehearsing: bool
    coordinator: str


@dataclass(frozen=True, kw_only=True)
class ListPause(ListPage):
    """A weekend that is on is paused, or goes on: this is what will happen."""

    template: ClassVar[str] = "list_pause.html"
    date: str
    path: str
    name: str
    duty_name: str
    goes_on: bool


@dataclass(frozen=True, kw_only=True)
class ListDone(ListPage):
    """It was done; `undo` is what putting it back takes, empty where that is not possible.

    `who` says who has which weekend now; `onwards` are the pages for what probably comes next.
    """

    template: ClassVar[str] = "list_done.html"
    what: str
    date: str
    path: str
    undo: str
    who: tuple[str, ...] = ()
    onwards: tuple[tuple[str, str], ...] = ()
