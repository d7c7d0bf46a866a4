"""Sessions, posts, answers and numbers in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.post import Draft, Post
from takeover.model.turn import Answer, Fact, Holder, Session, SessionKind, Turn
from tests.memory.ledger_steps import MemorySteps
from tests.memory.seam import Seam, port_call


class MemoryDesk(MemorySteps):
    """The part of the ledger that the desk writes."""

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._holder: Holder | None = None
        self._sessions: dict[tuple[str, str], Session] = {}
        self._posts: dict[tuple[str, str], Post] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._answers: dict[str, Answer] = {}

    @port_call
    def add_session(self, session: Session) -> None:
        _refuse_naive(session.created_at, session.ends_at, session.ended_at)
        key, turn = (session.turn, session.digest), self._turns.get(session.turn)
        over = turn is not None and turn.has(Fact.CLOSED) and key not in self._sessions
        if session.kind is SessionKind.NUMBER and over:
            raise StaleError(f"turn {session.turn} is closed, or has another session of this token")
        if self._sessions.setdefault(key, session) != session:
            raise StaleError(f"turn {session.turn} is closed, or has another session of this token")

    @port_call
    def session(self, turn_id: str, digest: str) -> Session | None:
        return self._sessions.get((turn_id, digest))

    @port_call
    def sessions(self, turn_id: str) -> Sequence[Session]:
        return [self._sessions[key] for key in sorted(self._sessions) if key[0] == turn_id]

    @port_call
    def end_session(self, turn_id: str, digest: str, at: datetime) -> None:
        iso(at)
        session = self._sessions.get((turn_id, digest))
        if session is not None and session.ended_at is None:
            self._sessions[turn_id, digest] = replace(session, ended_at=at)

    @port_call
    def gate_view(self, turn_id: str, digest: str) -> tuple[Holder | None, Session | None]:
        return self._holder, self._sessions.get((turn_id, digest))

    @port_call
    def write_post(self, post: Post) -> bool:
        iso(post.written_at)
        return self._posts.setdefault((post.turn, post.attempt), post) == post

    @port_call
    def posts(self, turn_id: str) -> Sequence[Post]:
        own = [post for post in self._posts.values() if post.turn == turn_id]
        return sorted(own, key=lambda post: (post.written_at, post.attempt))

    @port_call
    def keep_draft(self, draft: Draft) -> None:
        _refuse_naive(draft.saved_at, draft.send_at)
        turn = self._existing(draft.turn)
        if turn.has(Fact.FORGET_ASKED):
            raise StaleError(f"turn {draft.turn} is to be forgotten, or is not in the ledger")
        self._put_draft(turn, draft)

    @port_call
    def swap_draft(self, before: Draft | None, after: Draft) -> bool:
        _refuse_naive(after.saved_at, after.send_at)
        turn = self._existing(after.turn)
        if turn.has(Fact.FORGET_ASKED):
            raise StaleError(f"turn {after.turn} is to be forgotten, and keeps no words")
        there = self._drafts.get((after.turn, after.attempt))
        if (there and there.edition) != (before and before.edition):
            return there == after
        self._put_draft(turn, after)
        return True

    def _put_draft(self, turn: Turn, draft: Draft) -> None:
        name = draft.attempt
        self._drafts[draft.turn, name] = draft
        sends = _without(turn.sends, name) | ({name: draft.goes_at} if draft.goes_at else {})
        asks = _without(turn.asks, name) | ({name: draft.asking} if draft.asking else {})
        self._keep(replace(turn, sends=sends, asks=asks))

    @port_call
    def drafts(self, turn_id: str) -> Sequence[Draft]:
        own = [draft for draft in self._drafts.values() if draft.turn == turn_id]
        return sorted(own, key=lambda draft: (draft.saved_at, draft.attempt))

    @port_call
    def drop_draft(self, turn_id: str, attempt: str) -> None:
        turn = self._turns.get(turn_id)
        if turn is not None:
            sends, asks = _without(turn.sends, attempt), _without(turn.asks, attempt)
            self._keep(replace(turn, sends=sends, asks=asks))
        self._drafts.pop((turn_id, attempt), None)

    @port_call
    def save_answer(self, answer: Answer) -> None:
        iso(answer.saved_at)
        turn = self._existing(answer.turn)
        if turn.has(Fact.FORGET_ASKED):
            raise StaleError(f"turn {answer.turn} is to be forgotten, and takes no answer")
        there = self._answers.get(answer.turn)
        if there is not None and there.saved_at >= answer.saved_at:
            return
        self._answers[answer.turn] = replace(answer, choices=dict(answer.choices))
        facts = {Fact.ANSWERED: answer.saved_at} | dict(turn.facts)
        if answer.wants_contact:
            facts.setdefault(Fact.WANTS_CONTACT, answer.saved_at)
        self._keep(replace(turn, facts=facts, answers=turn.answers + 1))

    @port_call
    def answer(self, turn_id: str) -> Answer | None:
        there = self._answers.get(turn_id)
        return there and replace(there, choices=dict(there.choices))

    @port_call
    def ask_number(self, turn_id: str, at: datetime) -> int:
        iso(at)
        turn = self._existing(turn_id)
        facts = {**turn.facts, Fact.ASKED_NUMBER: at}
        self._keep(replace(turn, facts=facts, number_asks=turn.number_asks + 1))
        return turn.number_asks + 1

    @port_call
    def count_number(self, turn_id: str, generation: int) -> int:
        turn = self._turns.get(turn_id)
        if turn is None or turn.generation != generation:
            raise StaleError(f"generation {generation} of turn {turn_id} is over")
        self._keep(replace(turn, wrong_numbers=turn.wrong_numbers + 1))
        return turn.wrong_numbers + 1

    @port_call
    def number_was_right(self, turn_id: str, generation: int) -> None:
        turn = self._turns.get(turn_id)
        if turn is not None and turn.generation == generation:
            self._keep(replace(turn, wrong_numbers=turn.wrong_numbers - 1))

    @port_call
    def next_generation(self, turn_id: str, generation: int, at: datetime) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if turn.generation != generation:
            ended = turn.at(Fact.NEW_NUMBER) == at
            return turn.generation == generation + 1 and ended
        facts = {**turn.facts, Fact.NEW_NUMBER: at}
        self._keep(replace(turn, generation=generation + 1, facts=facts, wrong_numbers=0))
        return True


def _without[Of](kept: Mapping[str, Of], attempt: str) -> dict[str, Of]:
    return {name: one for name, one in kept.items() if name != attempt}


def _refuse_naive(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is not None:
            iso(moment)
