"""The ledger's table: keys, and the reads that every part of the ledger shares."""

from __future__ import annotations

from takeover.adapters.attribute_values import Item
from takeover.adapters.dynamodb import DynamoDB, Key, Table
from takeover.adapters.ledger_items import (
    ABOUT,
    ENTRY,
    HOLDER,
    TOLD,
    TURN,
    WEEKLY,
    read_holder,
    read_turn,
)
from takeover.errors import StaleError
from takeover.model.turn import Holder, Turn
from takeover.settings import Settings


class LedgerTable:
    """What the parts of the ledger have in common."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.ledger_table, ABOUT, ENTRY)
        self._account = settings.account

    def turn(self, turn_id: str) -> Turn | None:
        """One turn, strongly consistent."""
        item = self._table.get(self._turn_key(turn_id))
        return None if item is None else read_turn(item)

    def holder(self) -> Holder | None:
        """Who holds the account now, strongly consistent."""
        item = self._table.get(self._holder_key)
        return None if item is None else read_holder(item)

    @property
    def _holder_key(self) -> Key:
        return self._account, HOLDER

    def _turn_key(self, turn_id: str) -> Key:
        return self._account, TURN + turn_id

    def _record_key(self, record: str) -> Key:
        """Where a record keeps its steps: a turn, or the account itself."""
        return (self._account, record) if is_own_record(record) else self._turn_key(record)

    def _record(self, record: str) -> Item:
        """The record as it stands; raises StaleError if it is a turn that is not there."""
        item = self._table.get(self._record_key(record))
        if item is None and not is_own_record(record):
            raise StaleError(f"turn {record} is not in the ledger")
        return item or {}

    def _existing_turn(self, turn_id: str) -> Turn:
        return read_turn(self._record(turn_id))


def is_own_record(record: str) -> bool:
    """Do these steps belong to the account itself, so that the record starts by itself?"""
    return record in {TOLD, WEEKLY}
