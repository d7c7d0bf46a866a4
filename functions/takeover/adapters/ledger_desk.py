"""What happens at the desk: sessions, posts, answers, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pynamodb.expressions.condition import Condition

from takeover.adapters.dynamodb import Key, Write, add, attribute, if_absent, to
from takeover.adapters.ledger_items import (
    ABOUT,
    ANSWER,
    ASK,
    DRAFT,
    ENTRY,
    POST,
    SEND,
    SESSION,
    answer_item,
    ask_item,
    fact_name,
    read_answer,
    read_holder,
    read_session,
    session_item,
)
from takeover.adapters.ledger_table import LedgerTable
from takeover.adapters.ledger_words import draft_item, post_item, read_draft, read_post
from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.post import Draft, Post
from takeover.model.turn import Answer, Fact, Holder, Session, SessionKind


class LedgerDesk(LedgerTable):
    """The part of the ledger that the desk writes."""

    def add_session(self, session: Session) -> None:
        """Write a new session, one with the number only while the turn is not closed.

        So a closing either finds it and ends it, or it never begins. Raises StaleError for a
        closed turn, and if its digest is another session's.
        """
        if self._begin(session):
            return
        if self.session(session.turn, session.digest) != session:
            raise StaleError(f"turn {session.turn} is closed, or has another session of this token")

    def _begin(self, session: Session) -> bool:
        new, item = self._table.is_not_there, session_item(session)
        if session.kind is not SessionKind.NUMBER:
            return self._table.put(item, new)
        open_still = attribute(fact_name(Fact.CLOSED)).does_not_exist()
        return self._table.transact(
            self._table.putting(item, new),
            self._table.checking(self._turn_key(session.turn), open_still),
        )

    def session(self, turn_id: str, digest: str) -> Session | None:
        """One session, strongly consistent."""
        item = self._table.get(_session_key(turn_id, digest))
        return None if item is None else read_session(item)

    def sessions(self, turn_id: str) -> Sequence[Session]:
        """All sessions of a turn that the table still has."""
        items = self._table.query(turn_id, attribute(ENTRY).startswith(SESSION))
        return [read_session(item) for item in items]

    def end_session(self, turn_id: str, digest: str, at: datetime) -> None:
        """Mark a session as ended; one that is ended, or gone already, stays as it is."""
        ended = [if_absent("ended_at", iso(at))]
        self._table.update(_session_key(turn_id, digest), ended, self._table.is_there)

    def gate_view(self, turn_id: str, digest: str) -> tuple[Holder | None, Session | None]:
        """Holder and session in one strongly consistent read."""
        keys = (self._holder_key, _session_key(turn_id, digest))
        found = {(item[ABOUT], item[ENTRY]): item for item in self._table.get_together(*keys)}
        holder, session = (found.get(key) for key in keys)
        return (
            None if holder is None else read_holder(holder),
            None if session is None else read_session(session),
        )

    def write_post(self, post: Post) -> bool:
        """Keep the words of one attempt; False if this attempt's words are there already."""
        if self._table.put(post_item(post), self._table.is_not_there):
            return True
        there = self._table.get(_post_key(post.turn, post.attempt))
        return there is not None and read_post(there) == post

    def posts(self, turn_id: str) -> Sequence[Post]:
        """The words of a turn's attempts, oldest first."""
        items = self._table.query(turn_id, attribute(ENTRY).startswith(POST))
        return sorted(map(read_post, items), key=lambda post: (post.written_at, post.attempt))

    def keep_draft(self, draft: Draft) -> None:
        """Keep these words in place of the draft's last ones; draft and turn, or neither."""
        if not self._table.transact(self._table.putting(draft_item(draft)), self._in_turn(draft)):
            raise StaleError(f"turn {draft.turn} is to be forgotten, or is not in the ledger")

    def swap_draft(self, before: Draft | None, after: Draft) -> bool:
        """Keep these words if the draft still is as it was; draft and turn, or neither."""
        unchanged = self._table.is_not_there if before is None else _is_still(before)
        if self._table.transact(
            self._table.putting(draft_item(after), unchanged), self._in_turn(after)
        ):
            return True
        if self._existing_turn(after.turn).has(Fact.FORGET_ASKED):
            raise StaleError(f"turn {after.turn} is to be forgotten, and keeps no words")
        there = self._table.get((after.turn, DRAFT + after.attempt))
        return there is not None and read_draft(there) == after

    def _in_turn(self, draft: Draft) -> Write:
        """When these words go out, or what they wait for."""
        send, ask = attribute(SEND + draft.attempt), attribute(ASK + draft.attempt)
        changes = [
            send.remove() if draft.goes_at is None else to(send, iso(draft.goes_at)),
            ask.remove() if draft.asking is None else to(ask, ask_item(draft.asking)),
        ]
        wanted = self._table.is_there & attribute(fact_name(Fact.FORGET_ASKED)).does_not_exist()
        return self._table.updating(self._turn_key(draft.turn), changes, wanted)

    def drafts(self, turn_id: str) -> Sequence[Draft]:
        """What is kept for later, the oldest first."""
        items = self._table.query(turn_id, attribute(ENTRY).startswith(DRAFT))
        return sorted(map(read_draft, items), key=lambda draft: (draft.saved_at, draft.attempt))

    def drop_draft(self, turn_id: str, attempt: str) -> None:
        """Throw these words away; gone already is success."""
        gone = [attribute(name + attempt).remove() for name in (SEND, ASK)]
        self._table.update(self._turn_key(turn_id), gone, self._table.is_there)
        self._table.delete((turn_id, DRAFT + attempt))

    def save_answer(self, answer: Answer) -> None:
        """Keep the survey's answer, unless a newer one is there; both records or neither."""
        saved_at = iso(answer.saved_at)
        actions = [if_absent(fact_name(Fact.ANSWERED), saved_at), add("answers", 1)]
        if answer.wants_contact:
            actions.append(if_absent(fact_name(Fact.WANTS_CONTACT), saved_at))
        newer = self._table.is_not_there | (attribute("saved_at") < saved_at)
        wanted = attribute(fact_name(Fact.FORGET_ASKED)).does_not_exist()
        wanted &= self._table.is_there
        if not self._table.transact(
            self._table.putting(answer_item(answer), newer),
            self._table.updating(self._turn_key(answer.turn), actions, wanted),
        ) and self._existing_turn(answer.turn).has(Fact.FORGET_ASKED):
            raise StaleError(f"turn {answer.turn} is to be forgotten, and takes no answer")

    def answer(self, turn_id: str) -> Answer | None:
        """The survey's answer."""
        item = self._table.get((turn_id, ANSWER))
        return None if item is None else read_answer(item)

    def ask_number(self, turn_id: str, at: datetime) -> int:
        """Note that the guest asked for the number again; returns how often by now."""
        asked = [to(attribute(fact_name(Fact.ASKED_NUMBER)), iso(at)), add("number_asks", 1)]
        counted = self._table.update(self._turn_key(turn_id), asked, self._table.is_there)
        if counted is None:
            raise StaleError(f"turn {turn_id} is not in the ledger")
        return int(counted["number_asks"])

    def count_number(self, turn_id: str, generation: int) -> int:
        """Count a number against this generation, before it is looked at; returns the count.

        A lost answer may count one twice, which is the safe side.
        """
        current = attribute("generation") == generation
        counted = self._table.update(self._turn_key(turn_id), [add("wrong_numbers", 1)], current)
        if counted is None:
            raise StaleError(f"generation {generation} of turn {turn_id} is over")
        return int(counted["wrong_numbers"])

    def number_was_right(self, turn_id: str, generation: int) -> None:
        """Take a count back; a generation that is over has forgotten it already."""
        current = attribute("generation") == generation
        self._table.update(self._turn_key(turn_id), [add("wrong_numbers", -1)], current)

    def next_generation(self, turn_id: str, generation: int, at: datetime) -> bool:
        """End this generation; False if somebody else ended it before."""
        actions = [
            to(attribute("generation"), generation + 1),
            to(attribute(fact_name(Fact.NEW_NUMBER)), iso(at)),
            to(attribute("wrong_numbers"), 0),
        ]
        current = attribute("generation") == generation
        if self._table.update(self._turn_key(turn_id), actions, current):
            return True
        turn = self._existing_turn(turn_id)
        return turn.generation == generation + 1 and turn.at(Fact.NEW_NUMBER) == at


def _session_key(turn_id: str, digest: str) -> Key:
    return turn_id, SESSION + digest


def _post_key(turn_id: str, attempt: str) -> Key:
    return turn_id, POST + attempt


def _is_still(draft: Draft) -> Condition:
    """Is the record of this edition?"""
    saved_at, asked_at, reply = draft.edition
    found: Condition = attribute("saved_at") == iso(saved_at)
    ask, said = attribute("ask", "asked_at"), attribute("reply")
    found &= ask.does_not_exist() if asked_at is None else ask == iso(asked_at)
    found &= said.does_not_exist() if reply is None else said == reply.value
    return found
