"""What each page of the list of weekends shows: for the team, one plain object per page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from takeover.wording.page_data import Page

HOME = "/list"


class Said(StrEnum):
    """What was just done, told once on top of the next page."""

    SIGNED_OUT = "signed-out"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    APPLICANT_FORGOTTEN = "applicant-forgotten"
    UNDONE = "undone"
    NOT_NOW = "not-now"
    TEST_SENT = "test-sent"
    HELD = "held"
    LET_GO = "let-go"
    SENT_NOW = "sent-now"
    GOES_SOON = "goes-soon"
    AWAY = "away"
    BACK = "back"
    LIVE = "live"
    PAUSED = "paused"
    GOES_ON = "goes-on"
    TEXT_SAVED = "text-saved"
    TEXT_OURS = "text-ours"
    NOT_WAITING = "not-waiting"
    TAKEN_DOWN = "taken-down"
    NOT_THERE = "not-there"
    YES_POSTED = "yes-posted"
    YES_AT_ITS_TIME = "yes-at-its-time"
    YES_TOO_LATE = "yes-too-late"
    YES_SOON = "yes-soon"
    SAID_NO = "said-no"


SENTENCES: Mapping[Said, str] = {
    Said.SIGNED_OUT: "You have signed out.",
    Said.SIGNED_OUT_EVERYWHERE: "You have signed out on every phone and computer.",
    Said.APPLICANT_FORGOTTEN: "Deleted for good. Nobody was told.",
    Said.UNDONE: "Undone. It is as it was before.",
    Said.PAUSED: "Nothing can be posted now. The guest has a mail about it.",
    Said.GOES_ON: "The guest can post again.",
    Said.TEXT_SAVED: "Saved. The next mail or post of this kind goes out like this.",
    Said.TEXT_OURS: "Our own words are back.",
    Said.NOT_WAITING: "This person is not on the waiting list any more.",
    Said.TAKEN_DOWN: "Done. X does not show it any more.",
    Said.NOT_THERE: "There is nothing of this left to take down.",
    Said.YES_POSTED: "It is out.",
    Said.YES_AT_ITS_TIME: "Thank you. It goes out by itself at its time.",
    Said.YES_TOO_LATE: "Its time is long over, so it did not go out. With your yes the guest can.",
    Said.YES_SOON: "Your yes is noted. It is not out yet: we try again every few minutes.",
    Said.SAID_NO: "It was not posted. The guest sees that on their page.",
    Said.LIVE: "It is live. What is due goes out within the hour.",
    Said.AWAY: "It is noted. All goes on by itself on the day on which you are back.",
    Said.BACK: "Welcome back. What has waited goes out within the hour.",
    Said.HELD: "It is on hold. It is not sent until you let it go.",
    Said.LET_GO: "It goes out in its time again.",
    Said.SENT_NOW: "It is on its way.",
    Said.GOES_SOON: "It goes out as soon as it may: guests get mail by day, and one in 20 hours.",
    Said.TEST_SENT: "The test is on its way to you. Its link and its number open nothing.",
    Said.NOT_NOW: "That can’t be done with this weekend as it is now.",
}


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    """A page of the team's; `said` is a sentence about what was just done."""

    said: str = ""


@dataclass(frozen=True, kw_only=True)
class ListSignIn(ListPage):
    """Nobody is signed in: type a mail address. `place` is where it goes on afterwards."""

    template: ClassVar[str] = "list_sign_in.html"
    place: str = HOME
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ListNumber(ListPage):
    """Type the number from the mail; the same page whatever the address is."""

    template: ClassVar[str] = "list_number.html"
    address: str
    place: str = HOME
    own_device: bool = False


@dataclass(frozen=True, kw_only=True)
class ListFresh(ListPage):
    """Signed in, but for this the number has to be typed anew."""

    template: ClassVar[str] = "list_fresh.html"
    address: str
    place: str


@dataclass(frozen=True, kw_only=True)
class ListNothingDone(ListPage):
    """A form that was not carried out, and why, in a sentence or two."""

    template: ClassVar[str] = "list_nothing_done.html"
    why: str
    heading: str = "Nothing was done"


CELLS: Mapping[str, str] = {
    "status": "Status",
    "public_name": "Name people will see",
    "anonymous": "Stays unnamed",
    "introduction": "Hello",
    "guest_name": "Own name",
    "guest_email": "Mail address",
    "guest_phone": "Phone",
    "handle": "Own name on X",
    "said_yes_on": "Said yes to us on",
    "talked_on": "We talked on",
    "talked_by": "Who talked with them",
    "duty": "On duty",
    "starts_at": "Starts at another time",
    "ends_at": "Ends at another time",
    "review": "Look at posts first",
    "notes": "Notes",
}
"""What the cells of a weekend are called, in the order in which they are shown."""


@dataclass(frozen=True)
class Slip:
    """Something in the list that the system will not guess at, in words."""

    cell: str
    found: str
    right: str
    stops: bool


@dataclass(frozen=True)
class Line:
    """One weekend in the list: `kind` is how it stands, `how` the way in which it ended.

    `gap`: it is one of those in Wednesday's mail, and somebody still has to be found. `until` is
    when an open one closes, in words. `book` leads to the form if it is free, filled in with
    what `booker` told us where somebody waits for just this one; `wishes` says who does.
    `words_wait`: so many of the guest's words wait for a yes of the team's.
    """

    path: str
    date: str
    kind: str
    gap: bool = False
    name: str = ""
    until: str = ""
    how: str = ""
    posts: int = 0
    slips: tuple[Slip, ...] = ()
    book: str = ""
    booker: str = ""
    wishes: tuple[str, ...] = ()
    words_wait: int = 0


@dataclass(frozen=True)
class Month:
    """The weekends of one month."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class ListView(ListPage):
    """All weekends; `troubles` are sentences, empty if all is well. `quarter` leads to its page.

    `advice` is what somebody should look at though nothing is wrong.
    `away` says until when nobody is there; empty while somebody is. `holds` are mails kept back.
    `waiting`: so many people would like a weekend and have none.
    """

    template: ClassVar[str] = "list_view.html"
    months: tuple[Month, ...]
    past: tuple[Line, ...]
    troubles: tuple[str, ...]
    rehearsing: bool
    coordinator: str
    advice: tuple[str, ...] = ()
    quarter: str = ""
    away: str = ""
    holds: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The weekends that somebody should be found for now."""
        return tuple(one for month in self.months for one in month.lines if one.gap)


@dataclass(frozen=True)
class Told:
    """Something that happened, and when, in words."""

    at: str
    words: str


@dataclass(frozen=True)
class Chapter:
    """What happened in one guest's hold on a weekend; `title` is empty where there is only one."""

    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Coming:
    """One mail (or post: then `reader` is empty) that will go out; `only_if` may be empty.

    `path` leads to the mail as it will look. `held`: it is kept back, and would go then.
    """

    at: str
    reader: str
    words: str
    only_if: str
    path: str = ""
    held: bool = False


@dataclass(frozen=True)
class AnswersShown:
    """One guest's answers: question and answer as people read them; `name` may be empty.

    `path` leads to the weekend's record for the trustees.
    """

    date: str
    path: str
    name: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ListWeekend(ListPage):
    """One weekend: how it stands, what stands in the list, what was done and what will be sent.

    `ways` are the pages on which something can be done with it: address and words. `record` leads
    to its page for the trustees, empty while there is nothing to tell; `posts` to what was posted.
    """

    template: ClassVar[str] = "list_weekend.html"
    line: Line
    heading: str
    opens: str
    closes: str
    cells: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    coming: tuple[Coming, ...]
    rehearsing: bool
    coordinator: str
    ways: tuple[tuple[str, str], ...] = ()
    answers: tuple[AnswersShown, ...] = ()
    record: str = ""
    posts: str = ""
    before: str = ""
    after: str = ""
