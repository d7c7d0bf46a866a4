"""The charity's own words: a partition of their own in the coordinator's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pynamodb.expressions.condition import Condition

from takeover.adapters.dynamodb import DynamoDB, Table, attribute
from takeover.model.cells import TEXT
from takeover.settings import Settings


class DynamoTexts:
    """The texts of one account."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.roster_table, "account", "weekend")
        self._partition = f"{settings.account}#texts"

    def get(self, name: str) -> Mapping[str, object] | None:
        """One text, or None; by a query, as not every function may ask for single items."""
        found = self._table.query(self._partition, attribute("weekend") == name)
        return found[0] if found else None

    def all(self) -> Sequence[Mapping[str, object]]:
        """Every text, in order of name."""
        return self._table.query(self._partition)

    def put(self, name: str, cells: Mapping[str, str], expected: object) -> bool:
        """Write a text in place of what was there; False if that is not as expected."""
        item = {**cells, "account": self._partition, "weekend": name}
        if self._table.put(item, _is(expected)):
            return True
        return self.get(name) == item  # our own write, whose first answer was lost

    def delete(self, name: str, expected: object) -> bool:
        """Delete a text; one that is gone is success, False if it is not as expected."""
        deleting = self._table.deleting((self._partition, name), _is(expected))
        return self._table.transact(deleting) or self.get(name) is None


def _is(expected: object) -> Condition:
    """The condition that the text is as it was read; of what is no text it is enough that it is."""
    cell = attribute(TEXT)
    if expected is None:
        return cell.does_not_exist()
    return cell == expected if isinstance(expected, str) else cell.exists() & ~cell.is_type("S")
