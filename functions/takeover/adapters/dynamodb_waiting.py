"""The waiting list: a partition of its own in the coordinator's table, so no row of hers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from takeover.adapters.dynamodb import DynamoDB, Table, add, attribute, to
from takeover.settings import Settings

TODAY = "~today"
"""How many came today; sorts behind every id, which are hexadecimal."""


class DynamoWaiting:
    """Who would like a weekend of one account."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.roster_table, "account", "weekend")
        self._partition = f"{settings.account}#waiting"

    def entries(self) -> Sequence[Mapping[str, object]]:
        """Everybody who waits, their cells as they are."""
        return self._table.query(self._partition, attribute("weekend") < TODAY)

    def keep(self, entry: str, cells: Mapping[str, str]) -> None:
        """Write an entry under this id, in place of whatever was there."""
        self._table.put({**cells, "account": self._partition, "weekend": entry})

    def forget(self, entry: str) -> None:
        """Delete an entry; one that is gone already is success."""
        if entry != TODAY:
            self._table.delete((self._partition, entry))

    def count(self, day: date, most: int) -> bool:
        """Count one more on this day, unless that would be more than `most`."""
        return self._more(day, most) or self._first(day) or self._more(day, most)

    def _more(self, day: date, most: int) -> bool:
        room = (attribute("day") == str(day)) & (attribute("number") < most)
        return self._table.change((self._partition, TODAY), [add("number", 1)], room)

    def _first(self, day: date) -> bool:
        another_day = self._table.is_not_there | (attribute("day") < str(day))
        begun = [to(attribute("day"), str(day)), to(attribute("number"), 1)]
        return self._table.change((self._partition, TODAY), begun, another_day)
