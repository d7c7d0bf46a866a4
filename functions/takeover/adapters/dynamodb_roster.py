"""The coordinator's table in DynamoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from takeover.adapters.dynamodb import Table, attribute, to
from takeover.errors import RowError
from takeover.settings import Settings

THIS_CENTURY = "2000"
WORDS = frozenset({"public_name", "introduction"})


class DynamoRoster:
    """The rows of one account."""

    def __init__(self, settings: Settings) -> None:
        self._table = Table(settings.roster_table, "account", "weekend")
        self._account = settings.account

    def rows(self, since: date) -> Sequence[Mapping[str, object]]:
        """Every row whose `weekend` is not before this date, in order of weekend."""
        return self._table.query(self._account, attribute("weekend") >= since.isoformat())

    def misfiled(self) -> Sequence[Mapping[str, object]]:
        """Rows whose `weekend` sorts before any date of this century."""
        return self._table.query(self._account, attribute("weekend") < THIS_CENTURY)

    def row(self, weekend: date) -> Mapping[str, object] | None:
        """One row, or None."""
        return self._table.get((self._account, weekend.isoformat()))

    def set_words(self, weekend: date, address: str, words: Mapping[str, str]) -> None:
        """Set the guest's words, if the row still has this address in its raw cell.

        Raises RowError if it has not, ValueError for any cell that is not the guest's to set.
        """
        refuse_other_cells(words)
        if not words:
            return
        still_theirs = self._table.is_there & (attribute("guest_email") == address)
        actions = [to(attribute(cell), text) for cell, text in words.items()]
        if not self._table.update((self._account, weekend.isoformat()), actions, still_theirs):
            raise RowError(f"the row of {weekend} is gone, or has another guest by now")


def refuse_other_cells(words: Mapping[str, str]) -> None:
    """Raise ValueError if one of these cells is the coordinator's own."""
    if others := sorted(words.keys() - WORDS):
        raise ValueError(f"a guest may set {sorted(WORDS)}, not {others}")
