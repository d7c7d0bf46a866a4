"""The ledger in DynamoDB: turns, and who holds the account."""

from __future__ import annotations

from datetime import date, datetime

from takeover.adapters.attribute_values import Item
from takeover.adapters.dynamodb import add, attribute, to
from takeover.adapters.ledger_changes import LedgerChanges
from takeover.adapters.ledger_desk import LedgerDesk
from takeover.adapters.ledger_forgetting import LedgerForgetting
from takeover.adapters.ledger_items import (
    ABOUT,
    AWAY,
    BY_US,
    ENTRY,
    HOLDER,
    LIVE,
    TOLD,
    TURN,
    WEEKLY,
    fact_name,
    holder_item,
    read_holder,
    read_steps,
    read_turn,
    session_item,
    turn_item,
    window_item,
)
from takeover.adapters.ledger_steps import LedgerSteps
from takeover.errors import StaleError
from takeover.model.calendar import iso, parse_instant
from takeover.model.turn import Account, Ending, Fact, Holder, Session, Turn

# What a turn must not have gone through if it is to be opened.
OVER = (Fact.OPENED, Fact.CLOSED, Fact.DECLINED, Fact.GONE)


class DynamoLedger(LedgerSteps, LedgerDesk, LedgerChanges, LedgerForgetting):
    """The ledger of one account."""

    def look(self, since: date) -> Account:
        """All that a run needs to know, in one query (two if the holder's turn is older)."""
        items = self._table.query(self._account, attribute(ENTRY) >= f"{TURN}{since}")
        turns = [read_turn(item) for item in items if item[ENTRY].startswith(TURN)]
        own = {item[ENTRY]: item for item in items}
        holder = read_holder(own[HOLDER]) if HOLDER in own else None
        if holder is not None and holder.turn not in {turn.id for turn in turns}:
            older = self.turn(holder.turn)
            turns += [older] if older is not None else []
        live = own.get(LIVE)
        return Account(
            turns=tuple(sorted(turns, key=lambda turn: (turn.weekend, turn.number))),
            holder=holder,
            live_since=None if live is None else parse_instant(live["live_since"]),
            live_table="" if live is None else live.get("table_id", ""),
            told=read_steps(own.get(TOLD)),
            weekly=read_steps(own.get(WEEKLY)),
            away_until=_away(own.get(AWAY)),
        )

    def begin(self, turn: Turn) -> None:
        """Write a new turn; its random salt tells our own record from another's."""
        if self._table.put(turn_item(self._account, turn), self._table.is_not_there):
            return
        if self.turn(turn.id) != turn:
            raise StaleError(f"turn {turn.id} was begun by somebody else")

    def open(self, turn: Turn, holder: Holder, probe: Session, at: datetime) -> None:
        """Holder, pass and the obligation to close, in one transaction."""
        actions = [to(attribute(fact_name(Fact.OPENED)), iso(at))]
        actions += [to(attribute(name), text) for name, text in window_item(turn.window).items()]
        may_open = self._table.is_there
        for fact in OVER:
            may_open &= attribute(fact_name(fact)).does_not_exist()
        if self._table.transact(
            self._table.putting(holder_item(self._account, holder), self._table.is_not_there),
            self._table.updating(self._turn_key(turn.id), actions, may_open),
            self._table.putting(session_item(probe)),
        ):
            return
        standing, now = self.holder(), self._existing_turn(turn.id)
        if now.at(Fact.OPENED) != at or standing is None or standing.turn != turn.id:
            raise StaleError(f"turn {turn.id} cannot be opened: it is over, or another one holds")

    def close(self, turn_id: str, how: Ending, at: datetime) -> None:
        """Release the holder and set CLOSED and `how`, in one transaction."""
        holder = self.holder()
        held = attribute("turn") == turn_id
        if holder is not None and holder.turn == turn_id:
            release = self._table.deleting(self._holder_key, held)
        else:
            not_held = self._table.is_not_there | (attribute("turn") != turn_id)
            release = self._table.checking(self._holder_key, not_held)
        closed = attribute(fact_name(Fact.CLOSED))
        actions = [to(closed, iso(at)), to(attribute("how"), how.name)]
        may_close = self._table.is_there & closed.does_not_exist()
        done = self._table.transact(
            release, self._table.updating(self._turn_key(turn_id), actions, may_close)
        )
        if not done and not self._existing_turn(turn_id).has(Fact.CLOSED):
            raise StaleError(f"turn {turn_id} changed hands while it was being closed")

    def note(self, turn_id: str, fact: Fact, at: datetime, how: Ending | None = None) -> bool:
        """Write down that something happened, once; False if it was written before."""
        name = fact_name(fact)
        actions = [to(attribute(name), iso(at))]
        if how is not None:
            actions.append(to(attribute("how"), how.name))
        first = self._table.is_there & attribute(name).does_not_exist()
        if self._table.update(self._turn_key(turn_id), actions, first):
            return True
        return self._existing_turn(turn_id).at(fact) == at

    def forget_fact(self, turn_id: str, *facts: Fact) -> None:
        """Take facts back, and `how` with GONE; raises StaleError for GONE of a closed turn."""
        actions = [attribute(fact_name(fact)).remove() for fact in sorted(set(facts))]
        if not actions:
            return
        possible = self._table.is_there
        if Fact.GONE in facts:
            # A closed turn's `how` says how it ended, and that stands.
            actions.append(attribute("how").remove())
            possible &= attribute(fact_name(Fact.CLOSED)).does_not_exist()
        if not self._table.update(self._turn_key(turn_id), actions, possible):
            raise StaleError(f"turn {turn_id} is not in the ledger, or is closed by now")

    def accept(self, turn_id: str, terms: str, at: datetime) -> bool:
        """Write the agreement; False if it was given before."""
        accepted = attribute(fact_name(Fact.ACCEPTED))
        actions = [to(accepted, iso(at)), to(attribute("terms"), terms)]
        first = self._table.is_there & accepted.does_not_exist()
        if self._table.update(self._turn_key(turn_id), actions, first):
            return True
        return self._existing_turn(turn_id).at(Fact.ACCEPTED) == at

    def decline(self, turn_id: str, at: datetime) -> bool:
        """Write the guest's no, and count it; False if it stands already."""
        declined = attribute(fact_name(Fact.DECLINED))
        actions = [to(declined, iso(at)), add("declines", 1)]
        first = self._table.is_there & declined.does_not_exist()
        if self._table.update(self._turn_key(turn_id), actions, first):
            return True
        return self._existing_turn(turn_id).at(Fact.DECLINED) == at

    def pause(self, turn_id: str, at: datetime, *, by_us: bool = False) -> bool:
        """Pause the holder if it is this turn and not paused."""
        paused = attribute(fact_name(Fact.PAUSED))
        is_paused = [to(paused, iso(at)), *([to(attribute(BY_US), True)] if by_us else [])]
        may_pause = (attribute("turn") == turn_id) & paused.does_not_exist()
        fact, counter = (Fact.PAUSED_BY_US, "our_pauses") if by_us else (Fact.PAUSED, "pauses")
        counted = [to(attribute(fact_name(fact)), iso(at)), add(counter, 1)]
        if self._table.transact(
            self._table.updating(self._holder_key, is_paused, may_pause),
            self._table.updating(self._turn_key(turn_id), counted, self._table.is_there),
        ):
            return True
        holder = self.holder()
        return holder is not None and (holder.turn, holder.paused_at) == (turn_id, at)

    def resume(self, turn_id: str, *, by_us: bool = False) -> bool:
        """Take the pause off the holder if it is this turn; False if it was not paused.

        A transaction of one, because a removal leaves nothing that could show it was ours.
        """
        paused = attribute(fact_name(Fact.PAUSED))
        is_paused = (attribute("turn") == turn_id) & paused.exists()
        if not by_us:
            is_paused &= attribute(BY_US).does_not_exist()
        goes_on = [paused.remove(), attribute(BY_US).remove()]
        return self._table.transact(self._table.updating(self._holder_key, goes_on, is_paused))

    def go_live(self, at: datetime) -> bool:
        """Write the instant of going live, once; False if it was written before."""
        live = {
            ABOUT: self._account,
            ENTRY: LIVE,
            "live_since": iso(at),
            "table_id": self._table.id,
        }
        if self._table.put(live, self._table.is_not_there):
            return True
        there = self._table.get((self._account, LIVE))
        return there is not None and parse_instant(there["live_since"]) == at

    def set_away(self, until: datetime | None, before: datetime | None) -> bool:
        """Write until when nobody of the charity is there, in place of `before`."""
        known = attribute("until")
        action = known.remove() if until is None else to(known, iso(until))
        same = known.does_not_exist() if before is None else known == iso(before)
        key = (self._account, AWAY)
        if self._table.update(key, [action], same):
            return True
        return _away(self._table.get(key)) == until

    def table_id(self) -> str:
        """AWS's id of this very table, asked once a process."""
        return self._table.id

    def end_live(self) -> None:
        """Forget that this table went live, if it was another one that did."""
        elsewhere = attribute("table_id") != self._table.id
        self._table.transact(self._table.deleting((self._account, LIVE), elsewhere))


def _away(item: Item | None) -> datetime | None:
    return parse_instant(item["until"]) if item and "until" in item else None
