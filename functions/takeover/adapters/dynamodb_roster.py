"""The coordinator's table in DynamoDB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from takeover.adapters.attribute_values import typed
from takeover.adapters.dynamodb import DynamoDB, Table, Write, attribute, to
from takeover.errors import RowError
from takeover.model.edits import as_wanted, refuse_one_of_several, refuse_what_changed
from takeover.model.roster import ABOUT_A_GUEST, Status
from takeover.settings import Settings

if TYPE_CHECKING:
    from takeover.planning.editing import RowEdit

THIS_CENTURY = "2000"
WORDS = frozenset({"public_name", "introduction"})


class DynamoRoster:
    """The rows of one account."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.roster_table, "account", "weekend")
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
        # The desk's role may name these cells and no others, and may read none by writing.
        if not self._table.change((self._account, weekend.isoformat()), actions, still_theirs):
            raise RowError(f"the row of {weekend} is gone, or has another guest by now")

    def forget(self, weekend: str, address: object) -> bool:
        """Delete all that is about the guest, if the row still has this raw address."""
        cell = attribute("guest_email")
        # Only text can be an address; of anything else it is enough that it is no text yet.
        same = cell == address if isinstance(address, str) else ~cell.is_type("S")
        actions: list[Action] = [attribute(name).remove() for name in ABOUT_A_GUEST]
        actions.append(to(attribute("status"), Status.FORGOTTEN.value))
        return self._table.change((self._account, weekend), actions, self._table.is_there & same)

    def add(self, weekend: str, cells: Mapping[str, str]) -> None:
        """Write a row that is not there yet; raises RowError if there is another by now."""
        key = (self._account, weekend)
        # Not a whole item put in its place: the desk's role may write named cells only.
        actions = [to(attribute(cell), text) for cell, text in cells.items()]
        if self._table.change(key, actions, self._table.is_not_there):
            return
        row = {"account": self._account, "weekend": weekend, **cells}
        if self._table.get(key) != row:
            raise RowError(f"there is a row for {weekend} by now")

    def edit(
        self, weekend: str, cells: Mapping[str, str | None], expected: Mapping[str, object]
    ) -> None:
        """Set these cells, if each is still as expected; raises RowError if one is not."""
        if not cells:
            return
        unchanged = self._unchanged(cells, expected)
        if not self._table.change((self._account, weekend), _actions(cells), unchanged):
            there = self._table.get((self._account, weekend))
            if there is None or not as_wanted(there, cells):
                refuse_what_changed(weekend, there, cells, expected)
                raise RowError(f"the row of {weekend} is being changed by somebody else")

    def edit_together(self, *edits: RowEdit) -> None:
        """Write these edits, all or none; raises RowError if a row is not as it was read."""
        if self._table.transact(*(self._part(edit) for edit in edits)):
            return
        done = True
        for edit in edits:
            day, cells = str(edit.weekend), edit.cells
            row = self._table.get((self._account, day))
            refuse_one_of_several(day, row, cells, edit.expected, is_new=edit.is_new)
            done = done and row is not None and as_wanted(row, cells)
        if not done:
            raise RowError("the rows are being changed by somebody else")

    def _part(self, edit: RowEdit) -> Write:
        free, same = self._table.is_not_there, self._unchanged(edit.cells, edit.expected)
        key = (self._account, str(edit.weekend))
        return self._table.updating(key, _actions(edit.cells), free if edit.is_new else same)

    def delete(self, weekend: str, expected: Mapping[str, object]) -> None:
        """Delete the row, if these cells are still the same; raises RowError if one is not."""
        key = (self._account, weekend)
        deleting = self._table.deleting(key, self._unchanged(expected, expected))
        if not self._table.transact(deleting) and (there := self._table.get(key)):
            refuse_what_changed(weekend, there, expected, expected)
            raise RowError(f"the row of {weekend} is being changed by somebody else")

    def _unchanged(self, cells: Iterable[str], expected: Mapping[str, object]) -> Condition:
        """The condition that the row is there and that these cells are as they were read."""
        condition = self._table.is_there
        for cell in cells:
            there = attribute(cell)
            condition &= (
                there == typed(expected[cell]) if cell in expected else there.does_not_exist()
            )
        return condition


def _actions(cells: Mapping[str, str | None]) -> list[Action]:
    return [
        attribute(cell).remove() if text is None else to(attribute(cell), text)
        for cell, text in cells.items()
    ]


def refuse_other_cells(words: Mapping[str, str]) -> None:
    """Raise ValueError if one of these cells is the coordinator's own."""
    if others := sorted(words.keys() - WORDS):
        raise ValueError(f"a guest may set {sorted(WORDS)}, not {others}")
