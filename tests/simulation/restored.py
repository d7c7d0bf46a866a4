"""The tables are put back to an earlier state; and records that the version before has written.

I18 after a restore the system rehearses: nothing is posted once a sweep has seen it, no guest is
written to but who asked for it at the desk before that, the coordinator is told, once; and after
going live again a guest whom the snapshot knew gets no mail of the timeline a second time.
Not promised, as nobody can know: of a booking that the snapshot has not, the mails come anew, and
the coordinator may hear the same twice.
I17 what the version before wrote is read, and every other invariant goes on holding.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.adapters.ledger_items import fact_name, read_turn, turn_item
from takeover.model.turn import Fact, State, Turn
from tests.simulation.truth import Wish

if TYPE_CHECKING:
    from tests.simulation.invariants import Known
    from tests.simulation.weekend import Weekend

TRIES_AGAIN = timedelta(minutes=20)
OF_PERSONS = (Fact.ACCEPTED, Fact.DECLINED, Fact.ALL_SET, Fact.SIGNED_IN)
NOT_YET_KNOWN = ("suspensions", "calendar", "sequence", "declines")
NOT_YET_NOTED = (Fact.LINK_USED, Fact.BOUNCED)
NOT_THE_TABLE = {"seam", "_stack", "own_id", "_listed"}  # the list of who was forgotten has its own


@dataclass(frozen=True)
class Snapshot:
    """The tables as they were at one instant, and what we knew then."""

    ledger: dict[str, object]
    rows: dict[str, dict[str, object]]
    wishes: dict[date, Wish]
    known: dict[str, Known]
    used: set[str]
    posts: dict[tuple[str, str], int]
    mails: dict[tuple[str, str, int], datetime]
    mailed: dict[str, datetime]
    out_of_reach: dict[tuple[str, int], datetime]


class Restores:
    """Takes a snapshot and puts it back, once; then somebody goes live again, or not."""

    def __init__(self, weekend: Weekend) -> None:
        self._weekend = weekend
        self.snapshot: Snapshot | None = None
        self._calls = -1

    def plan(self) -> None:
        """Put it into the heap."""
        weekend, twists = self._weekend, self._weekend.scenario.twists
        if twists.deployed is not None:
            weekend.at(twists.deployed, self.forget_what_is_new)
        restore = twists.restore
        if restore is None:
            return
        weekend.at(restore.snapshot, lambda: self.take_after(restore.calls))
        weekend.at(restore.at, lambda: self.put_back(roster=restore.roster))
        if restore.live_after is not None:
            weekend.at(restore.at + restore.live_after, self.go_live)

    # --- a restore

    def take_after(self, calls: int) -> None:
        """Take it after so many more calls of the ledger: in the middle of a run."""
        self._calls = calls
        self._weekend.checks.after_a_call = self._count if calls else lambda: None
        if not calls:
            self.take()

    def _count(self) -> None:
        self._calls -= 1
        if not self._calls:
            self.take()

    def take(self) -> None:
        """Keep everything as it is now."""
        weekend = self._weekend
        ledger, checks = weekend.stack.ledger, weekend.checks
        weekend.stack.tell("(to this instant the tables will be put back)")
        self.snapshot = Snapshot(
            ledger={
                name: _copied(value)
                for name, value in vars(ledger).items()
                if name not in NOT_THE_TABLE
            },
            rows={name: dict(row) for name, row in weekend.stack.roster._rows.items()},
            wishes={day: typed[-1][1] for day, typed in weekend.truth.typed.items()},
            known={name: replace(known) for name, known in checks.known.items()},
            used=set(checks.used),
            posts=dict(checks.posts),
            mails=dict(weekend.stack.mailed.mails),
            mailed=dict(checks.mailed),
            out_of_reach=dict(checks.out_of_reach),
        )

    def put_back(self, *, roster: bool) -> None:
        """A restored table is a copy: it says what the other one said, and has an id of its own."""
        weekend, snapshot = self._weekend, self.snapshot
        if snapshot is None:
            return
        stack, checks, ledger = weekend.stack, weekend.checks, weekend.stack.ledger
        stack.tell(f"THE LEDGER{' and the list' if roster else ''}: put back to an earlier state")
        lost = ledger._turns
        for name, value in snapshot.ledger.items():
            setattr(ledger, name, _copied(value))
        ledger.own_id = "the table that a restore made"
        known = dict(checks.known)
        checks.known = {name: replace(one) for name, one in snapshot.known.items()}
        for name, one in checks.known.items():
            one.stopped = one.stopped or (name in known and known[name].stopped)
        checks.used, checks.mailed = set(snapshot.used), dict(snapshot.mailed)
        checks.out_of_reach = dict(snapshot.out_of_reach)
        self._effects_of(snapshot)
        for name in lost.keys() - ledger._turns.keys():
            weekend.lives.pop(name, None)
        checks.put_back(ledger._turns)
        if roster:
            stack.roster._rows = {name: dict(row) for name, row in snapshot.rows.items()}
            for day in list(weekend.truth.typed):
                was = snapshot.wishes.get(day)
                standing = weekend.truth.wish(day)
                assert standing is not None
                weekend.truth.note(weekend.now, was or replace(standing, there=False))
        for wish in map(weekend.truth.wish, weekend.truth.typed):
            if wish is not None:
                weekend.wake_for(wish)

    def _effects_of(self, snapshot: Snapshot) -> None:
        """What is done once may be done anew where its claim is forgotten, and only there."""
        checks, stack = self._weekend.checks, self._weekend.stack
        posts, mails = dict(snapshot.posts), dict(snapshot.mails)
        records = {name: turn.steps for name, turn in stack.ledger._turns.items()}
        for record, steps in (records | stack.ledger._own).items():
            for key, step in steps.items():
                if step.state is not State.CLAIMED:
                    continue
                stack.uncertain.add((record, key))
                if (record, key) in checks.posts:
                    posts[record, key] = checks.posts[record, key]
                edition = checks.known[record].editions if record in checks.known else 0
                if (record, key, edition) in stack.mailed.mails:
                    mails[record, key, edition] = stack.mailed.mails[record, key, edition]
        checks.posts, stack.mailed.mails = posts, mails

    def go_live(self) -> None:
        """`make live`, tried until it says that it is."""
        weekend = self._weekend
        goes_on = weekend.checks.restored and weekend.now < weekend.scenario.ends
        if goes_on and not self.try_to_go_live():
            weekend.at(weekend.now + TRIES_AGAIN, self.go_live)

    def try_to_go_live(self) -> bool:
        """Once; it does nothing before a sweep has seen that the table is another one."""
        weekend = self._weekend
        weather, ledger = weekend.stack.weather, weekend.stack.ledger
        was, weather.calm = weather.calm, True
        ledger.go_live(weekend.now)
        weather.calm = was
        if ledger._live_table != ledger.own_id:
            return False
        weekend.stack.tell("somebody goes live again")
        weekend.checks.went_live(weekend.now)
        for wish in map(weekend.truth.wish, weekend.truth.typed):
            if wish is not None:
                weekend.wake_for(wish)
        return True

    # --- a deployment

    def forget_what_is_new(self) -> None:
        """All turns as the version before would have written them, read by the real adapter."""
        weekend = self._weekend
        ledger, checks = weekend.stack.ledger, weekend.checks
        weekend.stack.tell("a deployment: what is in the ledger, the version before has written")
        for name, turn in list(ledger._turns.items()):
            ledger._turns[name] = written_before(turn)
            if not any(turn.has(fact) for fact in OF_PERSONS):
                checks.used.discard(name)  # it could not be told from a link that nobody used
            checks.out_of_reach = {
                key: at for key, at in checks.out_of_reach.items() if key[0] != name
            }


def written_before(turn: Turn) -> Turn:
    """A turn without what the version before did not know; the later ones' own changes stay."""
    item = turn_item("ourcharity", turn)
    if not (turn.has(Fact.MOVED) or turn.has(Fact.CORRECTED) or turn.suspensions):
        for name in NOT_YET_KNOWN:
            del item[name]
    for fact in NOT_YET_NOTED:
        item.pop(fact_name(fact), None)
    item["of_a_later_version"] = "is left alone"
    return read_turn(item)


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return copy(value) if isinstance(value, list | set) else value
