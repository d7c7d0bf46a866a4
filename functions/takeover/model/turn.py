"""What did happen: turns, their steps, who holds the account, sessions and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from takeover.model.calendar import Window
from takeover.model.facts import Ending, Fact
from takeover.model.review import Ask
from takeover.model.wish import Want, Wish

__all__ = [
    "DOWN_PREFIX", "POST_PREFIX", "TOLD_PREFIX", "YES_WANTED", "Account", "Answer", "Ending",
    "Fact", "Holder", "Session", "SessionKind", "State", "StepRecord", "Turn", "counted",
]  # fmt: skip

POST_PREFIX, TOLD_PREFIX, DOWN_PREFIX = "post-", "told-", "down-"
"""So begins what the turn's record calls a post, one that the team was told of, one taken down."""
YES_WANTED = "yes_wanted"
"""The mail that tells the team that words wait."""


class State(StrEnum):
    """Where a step stands: `seen` waits, `claimed` may or may not have happened."""

    SEEN = "seen"
    CLAIMED = "claimed"
    DONE = "done"
    ABSORBED = "absorbed"
    TOLD = "told"


OVER = frozenset({State.DONE, State.ABSORBED, State.TOLD})


@dataclass(frozen=True)
class StepRecord:
    """One step in the ledger; `proof` is a mail id, a post id or what else proves it."""

    state: State
    at: datetime
    owner: str = ""
    proof: str = ""

    @property
    def settled(self) -> bool:
        """Is this step over, so that what needs it may go on?"""
        return self.state in OVER


def counted(step: str, count: int) -> str:
    """The key of a step that may come again: its name, and from the second time on its count."""
    # Without a count, where the version before did not count yet, it is the first time.
    return step if count <= 1 else f"{step}.{count}"


@dataclass(frozen=True)
class Turn:
    """One guest's hold on a takeover, numbered within its weekend.

    `guest_hmac` is the guest: an HMAC of the normalised address under `salt`; both are empty once
    the guest is forgotten. `calendar` names the turn whose calendar entry this one goes on with,
    and `sequence` its latest edition; `moves` counts how often it was moved on the way. `sends`
    says when words that the guest has prepared are to go out, by attempt; `asks` which wait for
    the team's yes.
    """

    weekend: date
    number: int
    salt: str
    guest_hmac: str
    window: Window
    rehearsal: bool
    generation: int = 1
    facts: Mapping[Fact, datetime] = field(default_factory=dict)
    steps: Mapping[str, StepRecord] = field(default_factory=dict)
    how: Ending | None = None
    mails: int = 0
    last_mail_at: datetime | None = None
    pauses: int = 0
    our_pauses: int = 0
    answers: int = 0
    number_asks: int = 0
    declines: int = 0
    suspensions: int = 0
    wrong_numbers: int = 0
    terms: str = ""
    calendar: str = ""
    sequence: int = 0
    moves: int = 0
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    sends: Mapping[str, datetime] = field(default_factory=dict)
    asks: Mapping[str, Ask] = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """The turn's name in the ledger: `2026-12-04#1`."""
        return f"{self.weekend}#{self.number}"

    def at(self, fact: Fact) -> datetime | None:
        """When this happened, or None if it has not."""
        return self.facts.get(fact)

    def has(self, fact: Fact) -> bool:
        """Has this happened?"""
        return fact in self.facts

    def settled(self, step: str) -> bool:
        """Is this step done, contained in a later mail, or told to a person?"""
        record = self.steps.get(step)
        return record is not None and record.settled

    def held(self, step: str) -> bool:
        """Does the team keep this mail back?"""
        wish = self.wishes.get(step)
        return wish is not None and wish.want is Want.HOLD and step not in self.steps

    def wanted_now(self, step: str) -> datetime | None:
        """Since when the team wants this mail to go out, though its time has not come."""
        wish = self.wishes.get(step)
        return wish.at if wish is not None and wish.want is Want.NOW else None

    @property
    def forgotten(self) -> bool:
        """Is everything deleted that led to the guest? Then nothing is owed any more."""
        return self.settled("forget")

    @property
    def moved_from(self) -> str:
        """The id of the turn whose place this one took; empty if it took none, or is anew."""
        record = self.steps.get("booked")
        moved = record is not None and record.state is State.ABSORBED and self.has(Fact.MOVED)
        return record.proof if record and moved and "#" in record.proof else ""

    @property
    def new_numbers(self) -> int:
        """How often wrong tries ended a generation."""
        return self.generation - 1

    @property
    def posts(self) -> int:
        """How many of the guest's posts were published."""
        of_guest = (record for key, record in self.steps.items() if key.startswith(POST_PREFIX))
        return sum(record.state is State.DONE for record in of_guest)

    def down(self, step: str) -> StepRecord | None:
        """When the post of this step was taken down, and by whom; None if it was not."""
        return self.steps.get(DOWN_PREFIX + step)

    @property
    def posts_down(self) -> int:
        """How many of the guest's posts were taken down again."""
        return sum(1 for name in self.steps if name.startswith(DOWN_PREFIX + POST_PREFIX))

    @property
    def yes_mails(self) -> int:
        """Which mail about words that wait for a yes comes next; the first is 1."""
        return 1 + sum(key.partition(".")[0] == YES_WANTED for key in self.steps)

    @property
    def tellings(self) -> int:
        """How often the guest has told the team of somebody else's post."""
        return sum(name.startswith(TOLD_PREFIX) for name in self.steps)

    @property
    def open(self) -> bool:
        """Has the account been given, and not yet been taken back?"""
        return self.has(Fact.OPENED) and not self.has(Fact.CLOSED)

    def ending(self, now: datetime, ends_at: datetime) -> Ending | None:
        """How this turn ended, or None while it has not; `ends_at` is the end that counts."""
        if self.has(Fact.CLOSED):
            return self.how
        if self.has(Fact.OPENED):
            return None
        if self.has(Fact.GONE):
            return Ending.CANCELLED if self.how is None else self.how
        if self.has(Fact.DECLINED):
            return Ending.DECLINED
        if now >= ends_at:
            return Ending.NEVER_OPENED if self.has(Fact.ACCEPTED) else Ending.NEVER_ACCEPTED
        return None

    def ended_by_the_clock(self) -> Ending:
        """Which of the usual endings it was, once the window is over."""
        if not self.has(Fact.SIGNED_IN):
            return Ending.NEVER_CAME
        # A post that may or may not be out counts: it is theirs, and will be known soon.
        wrote = any(name.startswith(POST_PREFIX) for name in self.steps)
        return Ending.POSTED if wrote else Ending.SILENT


@dataclass(frozen=True)
class Holder:
    """The one turn that holds the account now; the gate reads it on every request.

    `paused_by_us`: the team has paused it, so that only the team lets it go on.
    """

    turn: str
    salt: str
    guest_hmac: str
    window: Window
    paused_at: datetime | None = None
    paused_by_us: bool = False


class SessionKind(StrEnum):
    """What opened a session: the link alone, link and number, or the probe of revocation."""

    LINK = "link"
    NUMBER = "number"
    PROBE = "probe"


@dataclass(frozen=True)
class Session:
    """One browser of a guest; the ledger knows only the SHA-256 of its token."""

    turn: str
    digest: str
    kind: SessionKind
    generation: int
    created_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """The guest's answers to the survey; question id to choice or own words.

    `quote_as` is the name under which a forgotten guest's words may still be quoted.
    """

    turn: str
    saved_at: datetime
    choices: Mapping[str, str]
    wants_contact: bool = False
    quote_as: str = ""


@dataclass(frozen=True)
class Account:
    """All that a run needs to know from the ledger, read at once.

    `live_table` is the id of the table that went live. `restored` is this table's own if it is
    another one, so a copy of an earlier state; it rehearses, whatever it says of itself.
    `away_until`: nobody of the charity is there before.
    """

    turns: tuple[Turn, ...] = ()
    holder: Holder | None = None
    live_since: datetime | None = None
    live_table: str = ""
    restored: str = ""
    told: Mapping[str, StepRecord] = field(default_factory=dict)
    weekly: Mapping[str, StepRecord] = field(default_factory=dict)
    away_until: datetime | None = None
