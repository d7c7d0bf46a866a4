"""Somebody changed their mind: moves, corrections, a no taken back, rows that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pynamodb.expressions.update import Action

from takeover.adapters.dynamodb import add, attribute, to
from takeover.adapters.ledger_items import fact_name, step_item, step_name
from takeover.adapters.ledger_table import LedgerTable
from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import Ending, Fact, State, StepRecord, Turn

BOOKED = "booked"


class LedgerChanges(LedgerTable):
    """The part of the ledger that follows a change of plan."""

    def move(self, gone: Turn, to: Turn, at: datetime) -> None:
        """Let one turn take another's place, in one transaction."""
        went = self._table.is_there & attribute(fact_name(Fact.GONE)).exists()
        went &= attribute("how").does_not_exist()
        fresh = self._table.is_there & attribute(step_name(BOOKED)).does_not_exist()
        for fact in (Fact.MOVED, Fact.GONE, Fact.CLOSED):
            fresh &= attribute(fact_name(fact)).does_not_exist()
        if self._table.transact(
            self._table.updating(self._turn_key(gone.id), [_set("how", Ending.MOVED.name)], went),
            self._table.updating(self._turn_key(to.id), _taking_place(gone, at), fresh),
        ):
            return
        if self._existing_turn(to.id).at(Fact.MOVED) != at:
            raise StaleError(f"turn {gone.id} or {to.id} changed before it could be moved")

    def leave(self, turn_id: str, at: datetime) -> None:
        """Write down, before its row goes, that the guest asks for another weekend."""
        possible = self._table.is_there
        for fact in (Fact.OPENED, Fact.CLOSED, Fact.DECLINED, Fact.GONE):
            possible &= attribute(fact_name(fact)).does_not_exist()
        actions = [_set(fact_name(fact), iso(at)) for fact in (Fact.LEAVING, Fact.GONE)]
        if self._table.update(self._turn_key(turn_id), actions, possible):
            return
        turn = self._existing_turn(turn_id)
        if (turn.at(Fact.LEAVING), turn.at(Fact.GONE)) != (at, at):
            raise StaleError(f"turn {turn_id} changed before its guest could leave it")

    def stay(self, turn_id: str, at: datetime) -> None:
        """Take `leave` of this instant back, if nothing has followed it."""
        leaving, went = attribute(fact_name(Fact.LEAVING)), attribute(fact_name(Fact.GONE))
        ours = (leaving == iso(at)) & attribute("how").does_not_exist()
        self._table.update(self._turn_key(turn_id), [leaving.remove(), went.remove()], ours)

    def take_back(self, turn_id: str, at: datetime) -> bool:
        """Take the guest's no back; False if there is none."""
        declined = attribute(fact_name(Fact.DECLINED))
        possible = declined.exists()
        for fact in (Fact.OPENED, Fact.CLOSED, Fact.GONE):
            possible &= attribute(fact_name(fact)).does_not_exist()
        actions = [declined.remove(), _set(fact_name(Fact.TOOK_BACK), iso(at)), add("sequence", 2)]
        if self._table.update(self._turn_key(turn_id), actions, possible):
            return True
        turn = self._existing_turn(turn_id)
        if turn.has(Fact.DECLINED):
            raise StaleError(f"turn {turn_id} changed before the no could be taken back")
        return turn.at(Fact.TOOK_BACK) == at

    def correct(self, turn: Turn, guest_hmac: str, mails: Sequence[str], at: datetime) -> None:
        """Give a turn whose link nobody has used to the same guest's right address."""
        opened = attribute(fact_name(Fact.OPENED))
        possible = self._table.is_there & (attribute("generation") == turn.generation)
        possible &= opened.exists() if turn.open else opened.does_not_exist()
        for fact in (Fact.LINK_USED, Fact.CLOSED):
            possible &= attribute(fact_name(fact)).does_not_exist()
        writes = [
            self._table.updating(
                self._turn_key(turn.id), _corrected(turn, guest_hmac, mails, at), possible
            )
        ]
        if turn.open:
            theirs = [_set("guest_hmac", guest_hmac)]
            held = attribute("turn") == turn.id
            writes.append(self._table.updating(self._holder_key, theirs, held))
        if self._table.transact(*writes):
            return
        if self._existing_turn(turn.id).at(Fact.CORRECTED) != at:
            raise StaleError(f"turn {turn.id} changed before it could be corrected")

    def suspend(self, turn_id: str, at: datetime) -> bool:
        """Note and count that an open turn's row cannot be read; False if it is noted."""
        name = fact_name(Fact.SUSPENDED)
        first = self._table.is_there & attribute(name).does_not_exist()
        actions = [_set(name, iso(at)), add("suspensions", 1)]
        if self._table.update(self._turn_key(turn_id), actions, first):
            return True
        return self._existing_turn(turn_id).at(Fact.SUSPENDED) == at

    def bounce(self, turn: Turn, at: datetime) -> bool:
        """Note that no mail reaches this turn's address; False if it is noted."""
        name = fact_name(Fact.BOUNCED)
        first = attribute("generation") == turn.generation
        first &= attribute(name).does_not_exist()
        if self._table.update(self._turn_key(turn.id), [_set(name, iso(at))], first):
            return True
        there = self._existing_turn(turn.id)
        if there.generation != turn.generation:
            raise StaleError(f"turn {turn.id} changed before its mail could be told as lost")
        return there.at(Fact.BOUNCED) == at


def _set(name: str, value: object) -> Action:
    return to(attribute(name), value)


def _taking_place(gone: Turn, at: datetime) -> list[Action]:
    """What the new turn takes over from the old one."""
    said = step_item(StepRecord(State.ABSORBED, at, proof=gone.id))
    actions = [
        _set(fact_name(Fact.MOVED), iso(at)),
        _set("calendar", gone.calendar or gone.id),
        _set("sequence", gone.sequence + 1),
        _set("moves", gone.moves + 1),
        _set(step_name(BOOKED), said),
        _set("terms", gone.terms),
    ]
    if gone.has(Fact.LEAVING):
        actions.append(_set(fact_name(Fact.CHOSEN), iso(at)))
    accepted = gone.at(Fact.ACCEPTED)
    if accepted is not None:
        actions.append(_set(fact_name(Fact.ACCEPTED), iso(accepted)))
    return actions


def _corrected(turn: Turn, guest_hmac: str, mails: Sequence[str], at: datetime) -> list[Action]:
    return [
        _set("guest_hmac", guest_hmac),
        _set("generation", turn.generation + 1),
        _set("wrong_numbers", 0),
        _set(fact_name(Fact.SEEN), iso(at)),
        _set(fact_name(Fact.CORRECTED), iso(at)),
        attribute(fact_name(Fact.GONE)).remove(),
        attribute(fact_name(Fact.BOUNCED)).remove(),
        attribute("last_mail_at").remove(),
        *(attribute(step_name(name)).remove() for name in mails),
    ]
