"""The coordinator's table in memory."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from takeover.errors import RowError
from takeover.model.edits import as_wanted, refuse_one_of_several, refuse_what_changed
from takeover.model.roster import ABOUT_A_GUEST
from takeover.planning.editing import RowEdit
from tests.memory.seam import OnSeam, Seam, port_call

WORDS = {"public_name", "introduction"}


class MemoryRoster(OnSeam):
    """Rows by the text of their `weekend`; a coordinator edits them through `put` and `remove`.

    A row is never written into: an edit puts another one in its place.
    """

    port = "roster"

    def __init__(self, rows: Iterable[Mapping[str, object]] = (), seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._rows: dict[str, dict[str, object]] = {}
        for row in rows:
            self.put(row)

    def put(self, row: Mapping[str, object]) -> None:
        """The coordinator writes a row."""
        self._rows[str(row["weekend"])] = copied(row)

    def remove(self, weekend: date | str) -> None:
        """The coordinator deletes a row."""
        del self._rows[str(weekend)]

    @port_call
    def rows(self, since: date) -> Sequence[Mapping[str, object]]:
        return [
            copied(self._rows[name])
            for name in sorted(self._rows, key=str.encode)
            if name >= str(since)
        ]

    @port_call
    def misfiled(self) -> Sequence[Mapping[str, object]]:
        return [copied(self._rows[name]) for name in sorted(self._rows) if name < "2000"]

    @port_call
    def row(self, weekend: date) -> Mapping[str, object] | None:
        row = self._rows.get(str(weekend))
        return None if row is None else copied(row)

    @port_call
    def set_words(self, weekend: date, address: str, words: Mapping[str, str]) -> None:
        if others := sorted(words.keys() - WORDS):
            raise ValueError(f"a guest may set {sorted(WORDS)}, not {others}")
        if not words:
            return
        row = self._rows.get(str(weekend))
        if row is None or row.get("guest_email") != address:
            raise RowError(f"the row of {weekend} is gone, or has another guest by now")
        self._rows[str(weekend)] = {**row, **words}

    @port_call
    def forget(self, weekend: str, address: object) -> bool:
        row = self._rows.get(weekend)
        there = None if row is None else row.get("guest_email")
        same = there == address if isinstance(address, str) else not isinstance(there, str)
        if row is None or not same:
            return False
        kept = {cell: said for cell, said in row.items() if cell not in ABOUT_A_GUEST}
        self._rows[weekend] = kept | {"status": "forgotten"}
        return True

    @port_call
    def add(self, weekend: str, cells: Mapping[str, str]) -> None:
        there = self._rows.get(weekend)
        account = {"account": there["account"]} if there and "account" in there else {}
        if there is None:
            self._rows[weekend] = {"weekend": weekend, **cells}
        elif there != {**account, "weekend": weekend, **cells}:
            raise RowError(f"there is a row for {weekend} by now")

    @port_call
    def edit(
        self, weekend: str, cells: Mapping[str, str | None], expected: Mapping[str, object]
    ) -> None:
        if not cells:
            return
        row = self._rows.get(weekend)
        if row is not None and as_wanted(row, cells):
            return
        refuse_what_changed(weekend, row, cells, expected)
        assert row is not None
        self._rows[weekend] = _written(row, cells)

    @port_call
    def edit_together(self, *edits: RowEdit) -> None:
        rows = [self._rows.get(str(edit.weekend)) for edit in edits]
        if all(row and as_wanted(row, one.cells) for row, one in zip(rows, edits, strict=True)):
            return
        for row, one in zip(rows, edits, strict=True):
            if not (one.is_new and row is None):
                day = str(one.weekend)
                refuse_one_of_several(day, row, one.cells, one.expected, is_new=one.is_new)
                refuse_what_changed(day, row, one.cells, one.expected)
        for one in edits:
            day = str(one.weekend)
            self._rows[day] = _written(self._rows.get(day, {"weekend": day}), one.cells)

    @port_call
    def delete(self, weekend: str, expected: Mapping[str, object]) -> None:
        if weekend in self._rows:
            refuse_what_changed(weekend, self._rows[weekend], expected, expected)
            del self._rows[weekend]


def _written(row: Mapping[str, object], cells: Mapping[str, str | None]) -> dict[str, object]:
    kept = {cell: said for cell, said in row.items() if cell not in cells}
    return kept | {cell: text for cell, text in cells.items() if text is not None}


def copied(row: Mapping[str, object]) -> dict[str, object]:
    """A row that shares nothing with this one."""
    return copy.deepcopy(dict(row))
