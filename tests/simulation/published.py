"""What must hold at the instant at which X publishes something: I1, I3, I7, I8, I11, I13."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from takeover.model.calendar import Window
from takeover.model.credentials import from_path, session_digest
from takeover.model.steps import HANDOVER
from takeover.model.turn import Ending, Fact, SessionKind
from tests.simulation.invariants import SKEW, SLOW, Invariants, Known
from tests.simulation.pictured import Pictured
from tests.simulation.prepared import Prepared
from tests.simulation.reviewed import TEAM, Reviewed
from tests.simulation.stack import Actor
from tests.simulation.talked import Talked

CLOCKWORK = {HANDOVER, "replay"}
NO_GUESTS = {"adversary", "scanner", "probe"}
FIVE_MINUTES = timedelta(minutes=5)
CLOSES_EARLY = timedelta(seconds=15)  # the design's, not the gate's own


class Published:
    """Looks at every post."""

    def __init__(self, checks: Invariants) -> None:
        self._checks, self._stack = checks, checks.stack
        self.prepared, self.reviewed = Prepared(checks), Reviewed(checks)
        self.talked, self.pictured = Talked(checks), Pictured(checks)
        self._words: set[tuple[str, datetime, str]] = set()
        self._quiet: set[date] = set()

    def asked(self) -> None:
        """At the instant at which X is asked to publish: its answer may take eleven seconds."""
        (record, step), now = self._stack.actor.claimed, self._stack.clock.now()
        known = self._checks.known.get(record)
        if known is None or known.given is None or step == "farewell":
            return
        if now >= known.given.ends_at - CLOSES_EARLY + SKEW:
            self._checks.breach("I1", f"X was asked for {step} of {record} in the last 15 seconds")

    def acted(self, what: str) -> None:
        """At the instant at which X is asked for something else in a guest's name."""
        actor, now = self._stack.actor, self._stack.clock.now()
        guest = actor.who == "guest" or actor.who in NO_GUESTS
        record = from_path(actor.turn) if guest else actor.claimed[0]
        known = self._checks.known.get(record)
        if known is None or known.given is None:
            self._checks.breach("I1", f"X was asked for {what} of {record}, which never opened")
            return
        if self._stack.ledger._turns[record].rehearsal:
            self._checks.breach("I10", f"X was asked for {what} of {record} in a rehearsal")
        if now >= known.given.ends_at - CLOSES_EARLY + SKEW:
            self._checks.breach("I1", f"X was asked for {what} of {record} in the last 15 seconds")
        self._row_was_theirs(record, what, known, now)
        self._account_was_theirs(record, what, now)
        if guest:
            self._session_was_theirs(actor, record)

    def look(self, text: str, reply_to: str, photos: tuple[str, ...]) -> None:
        """At the instant at which X publishes something."""
        actor, now = self._stack.actor, self._stack.clock.now()
        record, step = actor.claimed
        known = self._checks.known.get(record)
        if known is None or known.given is None:
            self._checks.breach(
                "I1", f"{step or 'something'} was posted for a turn that never opened"
            )
            return
        times = self._checks.posts[record, step] = self._checks.posts.get((record, step), 0) + 1
        if times > 1:
            self._checks.breach("I8", f"{step} of {record} was posted {times} times")
        # Until a sweep has seen a restore, a guest's own second tap may post what it forgot.
        words = record, known.begun, text
        if step.startswith("post-") and words in self._words and not self._checks.restored:
            self._checks.breach("I8", f"the same words were posted twice for {record}")
        self._words.add(words)
        if self._stack.ledger._turns[record].rehearsal:
            self._checks.breach("I10", f"{step} of {record} was posted in a rehearsal")
        self._after_a_restore(record, step, known, now)
        if known.guest.anonymous and known.guest.surname in text:
            self._checks.breach("I13", f"{step} of {record} says who an anonymous guest is")
        actor.published += 1
        if step == "farewell":
            self._farewell(record, known, now)
            return
        self._row_was_theirs(record, step, known, now)
        if step == "holding":
            self._holding(record, known, now)
            return
        self._account_was_theirs(record, step, now)
        turn = self._stack.ledger._turns[record]
        if step == "introduction" and not (turn.has(Fact.ALL_SET) or turn.has(Fact.SIGNED_IN)):
            self._checks.breach("I6", f"{record} was introduced, and nobody was there")
        if step.startswith("post-"):
            self.prepared.in_order(record, step)
            self.reviewed.look(record, step, now)
            if self._checks.acted:
                self.talked.look(record, step, reply_to)
                self.pictured.look(record, step, photos)
            self._by_somebody(actor, record, step, now)

    def _by_somebody(self, actor: Actor, record: str, step: str, now: datetime) -> None:
        """A guest's words: sent by the clock, or by the guest, or with the team's yes."""
        if actor.who in CLOCKWORK:
            self.prepared.look(record, step, now)
        elif actor.who != TEAM:
            self._session_was_theirs(actor, record)

    def _after_a_restore(self, record: str, step: str, known: Known, now: datetime) -> None:
        """I18: once a sweep has seen it nothing is posted; and nothing of ours is said again.

        Until then, a quarter of an hour at most, the guest's page does not know of it.
        """
        checks = self._checks
        ours = step in {"introduction", "holding", "farewell"} and self._stack.actor.who != "guest"
        noticed = checks.former.noticed if checks.former else None
        late = noticed is not None and now - noticed > timedelta(seconds=SLOW)
        if checks.restored and (ours or late):
            checks.breach("I18", f"{step} of {record} was posted after a restore")
        said = known.weekend, known.guest.number, step
        as_it_was = (
            checks.truth.typed[known.weekend][-1][0] < checks.mode_since
        )  # and no other dates
        assert known.given is not None
        if ours and as_it_was and self._known_before(said, known.given):
            checks.breach("I18", f"{step} of {record} was posted again after a restore")
        checks.published[said] = known.given

    def _known_before(self, said: tuple[date, int, str], window: Window) -> bool:
        """Was it posted before the restore, and does anything that was left tell so?

        Where the snapshot is from before the opening, and the row has other dates by now, nothing
        does: the window that had begun in between has left no trace.
        """
        former = self._checks.former
        if former is None or said not in former.posts:
            return False
        return said[:2] in former.opened or former.posts[said] == window

    def _row_was_theirs(self, record: str, step: str, known: Known, now: datetime) -> None:
        given = known.given
        assert given is not None
        if not given.starts_at - SKEW <= now < given.ends_at:
            self._checks.breach("I1", f"{step} of {record} went out outside its window")
        wishes = self._checks.truth.lately(known.weekend, now, SLOW)
        if not any(self._checks.theirs(w, known) for w in wishes):
            self._checks.breach(
                "I1", f"{step} of {record} went out while its row was off or unreadable"
            )
        elif not any(self._checks.theirs(w, known) and now < w.window.ends_at for w in wishes):
            self._checks.breach(
                "I1", f"{step} of {record} went out after the end that the row says"
            )
        if self._stack.actor.unread:
            self._checks.breach(
                "I7", f"{step} of {record} went out although the gate was not readable"
            )

    def _account_was_theirs(self, record: str, step: str, now: datetime) -> None:
        turn = self._stack.ledger._turns[record]
        before = now - timedelta(seconds=SLOW)
        closed = turn.at(Fact.CLOSED)
        if closed is not None and closed <= before:
            self._checks.breach("I1", f"{step} of {record} went out after it was closed")
        holder = self._stack.ledger._holder
        paused = holder.paused_at if holder and holder.turn == record else None
        if paused is not None and paused <= before:
            self._checks.breach("I1", f"{step} of {record} went out in a pause")

    def _holding(self, record: str, known: Known, now: datetime) -> None:
        """The charity's own word: of a pause of the guest's own that stood for five minutes."""
        turn, checks = self._stack.ledger._turns[record], self._checks
        closed = turn.at(Fact.CLOSED)
        until = closed if closed is not None and turn.how is Ending.GUEST_STOPPED else now
        spans = pairwise([*checks.holders, (now + SKEW, None)])
        lately = (held for (_, held), (end, _) in spans if end >= until - timedelta(seconds=SLOW))
        if not any(
            held.turn == record and held.paused_at is not None and not held.paused_by_us
            and now >= held.paused_at + FIVE_MINUTES - SKEW
            for held in lately if held
        ):  # fmt: skip
            checks.breach("I1", f"holding of {record}, and no pause of five minutes stood")
        if known.weekend in self._quiet and checks.former is None:
            checks.breach("I8", f"{known.weekend} had its holding post already")
        self._quiet.add(known.weekend)

    def _session_was_theirs(self, actor: Actor, record: str) -> None:
        now, who = self._stack.clock.now(), actor.who
        if who in NO_GUESTS:
            self._checks.breach("I11", f"the {who} posted for {record}")
        session = self._stack.ledger._sessions.get((record, session_digest(actor.token)))
        if session is None or session.kind is not SessionKind.NUMBER:
            self._checks.breach(
                "I3", f"a session without the number, or of another turn, posted: {record}"
            )
        elif session.ended_at and session.ended_at <= now - timedelta(seconds=SLOW):
            self._checks.breach("I3", f"a session that had been ended posted for {record}")
        elif now >= session.ends_at + timedelta(seconds=SLOW):
            self._checks.breach("I3", f"a session that had run out posted for {record}")

    def _farewell(self, record: str, known: Known, now: datetime) -> None:
        turn, given = self._stack.ledger._turns[record], known.given
        assert given is not None
        # Words that may or may not be out count until it is known that they are not.
        wrote = any(post.turn == record for post in self._stack.ledger._posts.values())
        if turn.how is not Ending.POSTED or not wrote:
            self._checks.breach(
                "I1", f"a farewell for {record}, which did not end by the clock with posts"
            )
        if now > given.ends_at + timedelta(hours=12, seconds=SLOW):
            self._checks.breach("I1", f"the farewell of {record} came half a day late")
