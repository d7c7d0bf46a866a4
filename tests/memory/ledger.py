"""The ledger in memory: turns, and who holds the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import Account, Ending, Fact, Holder, Session, Turn
from tests.memory.ledger_forgetting import MemoryForgetting
from tests.memory.ledger_steps import copied
from tests.memory.seam import Seam, port_call

OVER = {Fact.OPENED, Fact.CLOSED, Fact.DECLINED, Fact.GONE}


class MemoryLedger(MemoryForgetting):
    """The ledger of one account."""

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._live_since: datetime | None = None
        self._away_until: datetime | None = None
        self._live_table = self.own_id = "the table that was made first"

    @port_call
    def look(self, since: date) -> Account:
        held = self._holder.turn if self._holder else None
        turns = [turn for turn in self._turns.values() if turn.weekend >= since or turn.id == held]
        return Account(
            turns=tuple(copied(turn) for turn in sorted(turns, key=_in_order)),
            holder=self._holder,
            live_since=self._live_since,
            live_table=self._live_table if self._live_since else "",
            told=self._told(),
            weekly=dict(self._own["~weekly"]),
            away_until=self._away_until,
        )

    @port_call
    def turn(self, turn_id: str) -> Turn | None:
        turn = self._turns.get(turn_id)
        return turn and copied(turn)

    @port_call
    def holder(self) -> Holder | None:
        return self._holder

    @port_call
    def begin(self, turn: Turn) -> None:
        there = self._turns.setdefault(turn.id, copied(turn))
        if there != turn:
            raise StaleError(f"turn {turn.id} was begun by somebody else")

    @port_call
    def open(self, turn: Turn, holder: Holder, probe: Session, at: datetime) -> None:
        iso(at)
        standing, there = self._holder, self._existing(turn.id)
        if standing is None and not OVER & there.facts.keys():
            facts = {**there.facts, Fact.OPENED: at}
            self._keep(replace(there, facts=facts, window=turn.window))
            self._holder = holder
            self._sessions[probe.turn, probe.digest] = probe
        elif there.at(Fact.OPENED) != at or standing is None or standing.turn != turn.id:
            raise StaleError(f"turn {turn.id} cannot be opened: it is over, or another one holds")

    @port_call
    def close(self, turn_id: str, how: Ending, at: datetime) -> None:
        iso(at)
        turn = self._existing(turn_id)
        if turn.has(Fact.CLOSED):
            return
        if self._holder is not None and self._holder.turn == turn_id:
            self._holder = None
        self._keep(replace(turn, facts={**turn.facts, Fact.CLOSED: at}, how=how))

    @port_call
    def note(self, turn_id: str, fact: Fact, at: datetime, how: Ending | None = None) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if turn.has(fact):
            return turn.at(fact) == at
        self._keep(replace(turn, facts={**turn.facts, fact: at}, how=how or turn.how))
        return True

    @port_call
    def forget_fact(self, turn_id: str, *facts: Fact) -> None:
        if not facts:
            return
        turn = self._existing(turn_id)
        how = turn.how
        if Fact.GONE in facts:
            if turn.has(Fact.CLOSED):
                raise StaleError(f"turn {turn_id} is not in the ledger, or is closed by now")
            how = None
        kept = {fact: at for fact, at in turn.facts.items() if fact not in facts}
        self._keep(replace(turn, facts=kept, how=how))

    @port_call
    def accept(self, turn_id: str, terms: str, at: datetime) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if turn.has(Fact.ACCEPTED):
            return turn.at(Fact.ACCEPTED) == at
        facts = {**turn.facts, Fact.ACCEPTED: at}
        self._keep(replace(turn, facts=facts, terms=terms))
        return True

    @port_call
    def decline(self, turn_id: str, at: datetime) -> bool:
        iso(at)
        turn = self._existing(turn_id)
        if turn.has(Fact.DECLINED):
            return turn.at(Fact.DECLINED) == at
        facts = {**turn.facts, Fact.DECLINED: at}
        self._keep(replace(turn, facts=facts, declines=turn.declines + 1))
        return True

    @port_call
    def pause(self, turn_id: str, at: datetime, *, by_us: bool = False) -> bool:
        iso(at)
        holder = self._holder
        if holder is None or holder.turn != turn_id:
            return False
        if holder.paused_at is not None:
            return holder.paused_at == at
        turn = self._existing(turn_id)
        self._holder = replace(holder, paused_at=at, paused_by_us=by_us)
        facts = {**turn.facts, Fact.PAUSED_BY_US if by_us else Fact.PAUSED: at}
        pauses, ours = turn.pauses + (not by_us), turn.our_pauses + by_us
        self._keep(replace(turn, facts=facts, pauses=pauses, our_pauses=ours))
        return True

    @port_call
    def resume(self, turn_id: str, *, by_us: bool = False) -> bool:
        holder = self._holder
        if holder is None or holder.turn != turn_id or holder.paused_at is None:
            return False
        if holder.paused_by_us and not by_us:
            return False
        self._holder = replace(holder, paused_at=None, paused_by_us=False)
        return True

    @port_call
    def go_live(self, at: datetime) -> bool:
        iso(at)
        if self._live_since is None:
            self._live_since, self._live_table = at, self.own_id
        return self._live_since == at

    @port_call
    def end_live(self) -> None:
        if self._live_table != self.own_id:
            self._live_since = None

    @port_call
    def set_away(self, until: datetime | None, before: datetime | None) -> bool:
        for at in (until, before):
            if at is not None:
                iso(at)
        if self._away_until == before:
            self._away_until = until
        return self._away_until == until

    @port_call
    def table_id(self) -> str:
        return self.own_id


def _in_order(turn: Turn) -> tuple[date, int]:
    return turn.weekend, turn.number
