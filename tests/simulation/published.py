"""What must hold at the instant at which X publishes something: I1, I3, I7, I8, I11, I13."""

from __future__ import annotations

from datetime import datetime, timedelta

from takeover.model.credentials import session_digest
from takeover.model.turn import Ending, Fact, SessionKind
from tests.simulation.invariants import SKEW, SLOW, Invariants, Known
from tests.simulation.stack import Actor

NO_GUESTS = {"adversary", "scanner", "probe"}


class Published:
    """Looks at every post."""

    def __init__(self, checks: Invariants) -> None:
        self._checks, self._stack = checks, checks.stack
        self._words: set[tuple[str, str]] = set()

    def look(self, text: str) -> None:
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
        if step.startswith("post-") and (record, text) in self._words:
            self._checks.breach("I8", f"the same words were posted twice for {record}")
        self._words.add((record, text))
        if not self._checks.live:
            self._checks.breach("I10", f"{step} of {record} was posted in a rehearsal")
        if known.guest.anonymous and known.guest.surname in text:
            self._checks.breach("I13", f"{step} of {record} says who an anonymous guest is")
        actor.published += 1
        if step == "farewell":
            self._farewell(record, known, now)
            return
        self._account_was_theirs(record, step, known, now)
        if step.startswith("post-"):
            self._session_was_theirs(actor, record)

    def _account_was_theirs(self, record: str, step: str, known: Known, now: datetime) -> None:
        given, turn = known.given, self._stack.ledger._turns[record]
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
        before = now - timedelta(seconds=SLOW)
        closed = turn.at(Fact.CLOSED)
        if closed is not None and closed <= before:
            self._checks.breach("I1", f"{step} of {record} went out after it was closed")
        holder = self._stack.ledger._holder
        paused = holder.paused_at if holder and holder.turn == record else None
        if paused is not None and paused <= before:
            self._checks.breach("I1", f"{step} of {record} went out in a pause")
        if self._stack.actor.unread:
            self._checks.breach(
                "I7", f"{step} of {record} went out although the gate was not readable"
            )

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
