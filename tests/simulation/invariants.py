"""What must hold at every effect, each by its name in facts, with its bound.

I1  a guest's words are published in `[starts_at, ends_at)` only (2 s of skew at the start), by a
    session of their own, while the row is on and nothing is paused (`SLOW` after an edit: a
    request that has asked already may take that long)
I3  one turn holds, and no other is open          I4  an end never moves later; at most 112 hours
I6  no holder without the fact that it is open, which is the obligation to close
I7  a request whose gate could not be read publishes nothing
I8  each mail, and each post, at most once        I10 the right person, and nobody else's words
I11 neither a scanner nor who has only old links, numbers and sessions posts
I17, I18 the records of the version before, and of an earlier state: `restored.py`
I20 all of it with instances whose clocks are 2 s wrong
feed what SES tells: `feed.py`      move one guest, other dates: `moved.py`
and the mail rules: hours, days and the 20 hours, each with what is exempt from it.
At the end of a weekend: `ending.py`. What is owed and not done (I2, I9, I15): `owed.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac, issue
from takeover.model.turn import Ending, Fact, Holder, Turn
from tests.simulation.stack import Stack
from tests.simulation.truth import Guest, Truth, Wish

LONDON = ZoneInfo("Europe/London")
SKEW = timedelta(seconds=2)
SLOW = 105.0  # the functions' time-out of 90 s, and X's 11
MOST_NUMBERS = 5
LONGEST = timedelta(hours=112)
ONCE_IN_A_LIFE = {
    "booked", "still_for_you", "still_good", "getting_ready", "all_set", "no_rush", "thank_you",
    "did_not_work_out", "survey", "survey_again",
}  # fmt: skip


@dataclass(frozen=True)
class Breach:
    """One thing that must not be."""

    name: str
    words: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


@dataclass
class Known:
    """What we know about a turn without asking the product."""

    guest: Guest
    weekend: date
    begun: datetime
    given: Window | None = None
    closed: bool = False
    stopped: bool = False  # by the guest, as far as the guest knows
    corrected: datetime | None = None
    former: Guest | None = None
    editions: int = 0


@dataclass
class FormerLife:
    """What had been done before the tables were put back; `known` to the snapshot is who counts."""

    mails: set[tuple[date, int, str]] = field(default_factory=set)
    posts: dict[tuple[date, int, str], Window] = field(default_factory=dict)
    known: set[tuple[date, int]] = field(default_factory=set)
    opened: set[tuple[date, int]] = field(default_factory=set)
    noticed: datetime | None = None
    told: int = 0


class Invariants:
    """Watches every effect of one weekend."""

    def __init__(self, stack: Stack, truth: Truth, *, live: bool) -> None:
        self.stack, self.truth, self.live = stack, truth, live
        self.breaches: list[Breach] = []
        self.known: dict[str, Known] = {}
        self.posts: dict[tuple[str, str], int] = {}
        self.mailed: dict[str, datetime] = {}
        self.used: set[str] = set()
        self.wrong_numbers: dict[tuple[str, int], int] = {}
        self.out_of_reach: dict[tuple[str, int], datetime] = {}
        self.agreed: set[int] = set()
        self.acted = False  # do people do what `acts.py` adds? Only then it is looked at
        self.restored = False
        self.mode_since = stack.clock.now()
        self.former: FormerLife | None = None
        self.said: set[tuple[date, int, str]] = set()
        self.published: dict[tuple[date, int, str], Window] = {}
        self.holders: list[tuple[datetime, Holder | None]] = []
        self.after_a_call: Callable[[], None] = lambda: None
        self.after_a_move: Callable[[Turn], None] = lambda _: None
        self._turns: dict[str, Turn] = {}

    def breach(self, name: str, words: str) -> None:
        """Note it; the weekend goes on, for what follows may matter more."""
        self.breaches.append(Breach(name, words, self.stack.clock.now()))
        self.stack.tell(f"BREACH of {name}: {words}")

    # --- the ledger

    def ledger_changed(self) -> None:
        """After each call of the ledger."""
        holder = self.stack.ledger._holder
        if not self.holders or self.holders[-1][1] != holder:
            self.holders.append((self.stack.clock.now(), holder))
        self._look_at_the_ledger()
        # Last: a snapshot taken here knows whose turn it is that this very call has begun.
        self.after_a_call()

    def _look_at_the_ledger(self) -> None:
        ledger = self.stack.ledger
        holder, turns = ledger._holder, ledger._turns
        if len(turns) != len(self.known):
            for turn_id in turns.keys() - self.known.keys():
                self._begun(turns[turn_id])
        for turn_id, turn in turns.items():
            if self._turns.get(turn_id) is turn:
                continue
            before, self._turns[turn_id] = self._turns.get(turn_id), turn
            if before is not None and before.guest_hmac != turn.guest_hmac:
                self._corrected(turn)
            if turn.how is Ending.MOVED and (before is None or before.how is not Ending.MOVED):
                self.after_a_move(turn)
            self._turn_changed(turn)
        open_turns = [turn_id for turn_id, turn in turns.items() if turn.open]
        if len(open_turns) > 1:
            self.breach("I3", f"{' and '.join(open_turns)} are open at once")
        if holder is None:
            if open_turns:
                self.breach("I3", f"{open_turns[0]} is open, and nobody holds the account")
            return
        turn = turns[holder.turn]
        if not turn.open or turn.settled("close"):
            self.breach("I6", f"{holder.turn} holds the account without the obligation to close")
        given = self.known[holder.turn].given
        if given is not None and holder.window.ends_at > given.ends_at:
            self.breach("I4", f"the holder's end of {holder.turn} moved later")

    def put_back(self, turns: Mapping[str, Turn]) -> None:
        """The ledger has been put back: what was live before is over, and must not come again."""
        self._turns = dict(turns)
        self.stack.overseen.put_back()
        if not self.live:
            return
        over = {Fact.GONE, Fact.DECLINED}
        known = {
            (one.weekend, one.guest.number)
            for name, one in self.known.items()
            if not over & turns[name].facts.keys()
        }
        opened = {(one.weekend, one.guest.number) for one in self.known.values() if one.given}
        self.former = FormerLife(set(self.said), dict(self.published), known, opened)
        self.live, self.restored, self.mode_since = False, True, self.stack.clock.now()

    def swept(self, began: datetime) -> None:
        """A calm sweep has come to its end: a restore before it is noticed."""
        if self.restored and self.former and not self.former.noticed and began > self.mode_since:
            self.former.noticed = self.stack.clock.now()
            told = self.stack.ledger._own["~told"].items()
            if not any(
                k.startswith("restored-") and at.at > self.mode_since - SKEW for k, at in told
            ):
                self.breach("I18", "a calm sweep has seen the restore, and the coordinator has not")

    def went_live(self, at: datetime) -> None:
        """Somebody went live again after a restore."""
        self.live, self.restored, self.mode_since = True, False, at

    def _begun(self, turn: Turn) -> None:
        now = self.stack.clock.now()
        wishes = self.truth.lately(turn.weekend, now, SLOW)
        theirs = [w for w in wishes if guest_hmac(w.guest.address, turn.salt) == turn.guest_hmac]
        if not theirs:
            self.breach("I10", f"{turn.id} was begun for nobody who is in the list")
            theirs = self.truth.lately(turn.weekend, now, 1e9)
        guest = theirs[0].guest
        before = [
            known
            for known in self.known.values()
            if known.guest.number == guest.number and known.weekend == turn.weekend
        ]
        introduced = self.former and any(
            known.given and known.given.starts_at <= now for known in before
        )
        if turn.steps.keys() - ONCE_IN_A_LIFE - ({"introduction"} if introduced else set()):
            self.breach("I18", f"{turn.id} begins with what cannot have been said of it yet")
        inherited = set(turn.facts) - {Fact.SEEN} or turn.steps
        if inherited and not before:
            self.breach("I3", f"{turn.id} begins with what somebody else had done")
        if turn.rehearsal == self.live:
            self.breach("I10", f"{turn.id} is live in a rehearsal, or the other way round")
        self.known[turn.id] = Known(guest, turn.weekend, now)
        self.stack.overseen.began(turn.id, "began")

    def _corrected(self, turn: Turn) -> None:
        """Another address in the row, and nobody has used the link: it was mistyped before."""
        known, now = self.known[turn.id], self.stack.clock.now()
        if turn.id in self.used:
            self.breach("I10", f"{turn.id} was given to another guest after its link was used")
        for wish in self.truth.lately(turn.weekend, now, SLOW):
            if guest_hmac(wish.guest.address, turn.salt) == turn.guest_hmac:
                if turn.has(Fact.ACCEPTED) and wish.guest.number not in self.agreed:
                    self.breach("I10", f"{turn.id} was corrected with somebody else's yes in it")
                if left := sorted(turn.steps.keys() & ONCE_IN_A_LIFE):
                    self.breach("I10", f"{turn.id} was corrected, but for {', '.join(left)}")
                known.former, known.guest, known.corrected = known.guest, wish.guest, now
                known.editions += 1
                self.mailed.pop(turn.id, None)
                return
        self.breach("I10", f"{turn.id} was corrected to nobody who is in the list")

    def _turn_changed(self, turn: Turn) -> None:
        known = self.known[turn.id]
        if turn.has(Fact.ACCEPTED) and self.stack.actor.who == "guest":
            self.agreed.add(known.guest.number)
        if turn.how is Ending.RESTORED and not self.former:
            self.breach("I5", f"{turn.id} ended by a restore, and there was none")
        if turn.has(Fact.OPENED):
            if known.given is None:
                self._opened(turn, known)
            elif turn.window != known.given:
                self.breach("I4", f"the window of {turn.id} changed after it was opened")
        if turn.has(Fact.CLOSED) and not known.closed:
            known.closed = True
            self._closed(turn, known)

    def _opened(self, turn: Turn, known: Known) -> None:
        known.given, now = turn.window, self.stack.clock.now()
        self.stack.overseen.began(turn.id, "was opened")
        if turn.window.length > LONGEST:
            self.breach("I4", f"{turn.id} was opened for {turn.window.length}")
        wishes = self.truth.lately(known.weekend, now, SLOW)
        if not any(self.theirs(w, known) and w.window == turn.window for w in wishes):
            self.breach("I4", f"{turn.id} was opened for a window that is not the row's")
        if not turn.has(Fact.ACCEPTED) or known.guest.number not in self.agreed:
            self.breach("I6", f"{turn.id} was opened before this very guest said yes")
        former = {weekend for weekend, _ in self.former.known} if self.former else set()
        begun = turn.window.starts_at < self.mode_since - SKEW
        if self.live and turn.weekend in former and begun:
            self.breach("I18", f"{turn.id} was opened, and had begun before going live again")

    def _closed(self, turn: Turn, known: Known) -> None:
        now, given = self.stack.clock.now(), known.given
        if given is None:
            return
        ended = min(given.ends_at, self.row_end(known, now)) - 2 * SKEW
        by_clock = turn.how in {Ending.POSTED, Ending.SILENT, Ending.NEVER_CAME}
        if by_clock and now < ended:
            self.breach("I5", f"{turn.id} ended before its end, and not because anybody asked")
        if turn.how is Ending.CHARITY_STOPPED and self._steadily_on(known, now):
            self.breach("I5", f"{turn.id} was stopped while its row was on")
        if turn.how is Ending.GUEST_STOPPED and not known.stopped:
            self.breach("I5", f"{turn.id} was stopped by a guest who did not")

    def row_end(self, known: Known, now: datetime) -> datetime:
        """The end that the row says, or has said so shortly ago that it counts."""
        ends = [w.window.ends_at for w in self.truth.lately(known.weekend, now, SLOW) if w.on]
        return min(ends, default=datetime.max.replace(tzinfo=LONDON))

    def theirs(self, wish: Wish, known: Known) -> bool:
        """Is this row on, and for this very guest?"""
        return wish.on and wish.guest.number == known.guest.number

    def _steadily_on(self, known: Known, now: datetime) -> bool:
        return all(self.theirs(w, known) for w in self.truth.lately(known.weekend, now, SLOW))

    # --- the number

    def number_typed(self, turn_id: str, number: str, before: Turn | None, *, inside: bool) -> None:
        """After a number was typed: at most five are looked at, however they come."""
        if before is None or not before.open:
            return
        right = issue(self.stack.secrets._key, before).number == number
        key = turn_id, before.generation
        if inside and not right:
            self.breach("I11", f"a wrong number let somebody in to {turn_id}")
        if inside and before.wrong_numbers >= MOST_NUMBERS:
            self.breach("I11", f"a number was looked at after five wrong ones: {turn_id}")
        if not inside and not right and before.wrong_numbers < MOST_NUMBERS:
            self.wrong_numbers[key] = self.wrong_numbers.get(key, 0) + 1
            if self.wrong_numbers[key] > MOST_NUMBERS:
                self.breach("I11", f"{self.wrong_numbers[key]} wrong numbers were looked at: "
                            f"{turn_id}")  # fmt: skip
