"""Moves, corrections, a no taken back and rows that cannot be read, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import Ending, Fact, State, StepRecord, Turn
from tests.memory.ledger_desk import MemoryDesk
from tests.memory.seam import port_call


class MemoryChanges(MemoryDesk):
    """The part of the ledger that follows a change of plan."""

    @port_call
    def move(self, gone: Turn, to: Turn, at: datetime) -> None:
        iso(at)
        old, new = self._existing(gone.id), self._existing(to.id)
        fresh = not {Fact.MOVED, Fact.GONE, Fact.CLOSED} & new.facts.keys()
        if not (old.has(Fact.GONE) and old.how is None and fresh and "booked" not in new.steps):
            if new.at(Fact.MOVED) == at:
                return
            raise StaleError(f"turn {gone.id} or {to.id} changed before it could be moved")
        facts: dict[Fact, datetime] = {**new.facts, Fact.MOVED: at}
        if gone.has(Fact.LEAVING):
            facts[Fact.CHOSEN] = at
        accepted = gone.at(Fact.ACCEPTED)
        if accepted is not None:
            facts[Fact.ACCEPTED] = accepted
        steps = {**new.steps, "booked": StepRecord(State.ABSORBED, at, proof=gone.id)}
        self._keep(replace(old, how=Ending.MOVED))
        self._keep(
            replace(
                new,
                facts=facts,
                steps=steps,
                terms=gone.terms,
                calendar=gone.calendar or gone.id,
                sequence=gone.sequence + 1,
                moves=gone.moves + 1,
            )
        )

    @port_call
    def leave(self, turn_id: str, at: datetime) -> None:
        iso(at)
        turn = self._existing(turn_id)
        if not {Fact.OPENED, Fact.CLOSED, Fact.DECLINED, Fact.GONE} & turn.facts.keys():
            left: dict[Fact, datetime] = {**turn.facts, Fact.LEAVING: at, Fact.GONE: at}
            self._keep(replace(turn, facts=left))
        elif (turn.at(Fact.LEAVING), turn.at(Fact.GONE)) != (at, at):
            raise StaleError(f"turn {turn_id} changed before its guest could leave it")

    @port_call
    def stay(self, turn_id: str, at: datetime) -> None:
        iso(at)
        turn = self._existing(turn_id)
        if turn.at(Fact.LEAVING) == at and turn.how is None:
            self._keep(replace(turn, facts=_without(turn, Fact.LEAVING, Fact.GONE)))

    @port_call
    def take_back(self, turn_id: str, at: datetime) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if not turn.has(Fact.DECLINED):
            return turn.at(Fact.TOOK_BACK) == at
        if {Fact.OPENED, Fact.CLOSED, Fact.GONE} & turn.facts.keys():
            raise StaleError(f"turn {turn_id} changed before the no could be taken back")
        facts = {**_without(turn, Fact.DECLINED), Fact.TOOK_BACK: at}
        self._keep(replace(turn, facts=facts, sequence=turn.sequence + 2))
        return True

    @port_call
    def correct(self, turn: Turn, guest_hmac: str, mails: Sequence[str], at: datetime) -> None:
        iso(at)
        now = self._existing(turn.id)
        used = now.has(Fact.LINK_USED) or now.has(Fact.CLOSED)
        if used or now.generation != turn.generation or now.open != turn.open:
            if now.at(Fact.CORRECTED) == at:
                return
            raise StaleError(f"turn {turn.id} changed before it could be corrected")
        facts: dict[Fact, datetime] = dict(now.facts)
        facts.pop(Fact.GONE, None)
        facts.pop(Fact.BOUNCED, None)
        steps = {name: record for name, record in now.steps.items() if name not in mails}
        self._keep(
            replace(
                now,
                guest_hmac=guest_hmac,
                generation=now.generation + 1,
                wrong_numbers=0,
                last_mail_at=None,
                facts={**facts, Fact.SEEN: at, Fact.CORRECTED: at},
                steps=steps,
            )
        )
        if turn.open and self._holder is not None:
            self._holder = replace(self._holder, guest_hmac=guest_hmac)

    @port_call
    def suspend(self, turn_id: str, at: datetime) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if turn.has(Fact.SUSPENDED):
            return turn.at(Fact.SUSPENDED) == at
        facts = {**turn.facts, Fact.SUSPENDED: at}
        self._keep(replace(turn, facts=facts, suspensions=turn.suspensions + 1))
        return True

    @port_call
    def bounce(self, turn: Turn, at: datetime) -> bool:
        iso(at)
        now = self._existing(turn.id)
        if now.generation != turn.generation:
            raise StaleError(f"turn {turn.id} changed before its mail could be told as lost")
        if now.has(Fact.BOUNCED):
            return now.at(Fact.BOUNCED) == at
        self._keep(replace(now, facts={**now.facts, Fact.BOUNCED: at}))
        return True


def _without(turn: Turn, *facts: Fact) -> dict[Fact, datetime]:
    return {fact: at for fact, at in turn.facts.items() if fact not in facts}
