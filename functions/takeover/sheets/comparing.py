"""A sheet beside the list: what would be added, changed or moved, and what the file leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from takeover.sheets.findings import SheetRow, Understood
from takeover.sheets.headings import ACCOUNT
from takeover.sheets.meanings import cleaned, one_line, same_person
from takeover.sheets.row_cells import meaning
from takeover.sheets.writing import as_text

OF_ONE_WEEKEND = {"weekend", "starts_at", "ends_at", ACCOUNT}
NOT_SURE = (
    "The weekend of a row of the file could not be read. It may be one of those that seem to be "
    "missing, so nothing is deleted."
)
NAMES = ("guest_name", "public_name")


class Kind(StrEnum):
    """What a row of the file means for the list."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class CellChange:
    """One cell, as people read it before and after."""

    cell: str
    old: str
    new: str


@dataclass(frozen=True)
class Gone:
    """A row of the list that is not in the file, with its cells as they were read."""

    weekend: str
    guest: str
    expected: Mapping[str, object]


@dataclass(frozen=True)
class RowChange:
    """What a row of the file would do.

    `cells` are the cells to write (None: take the cell out), `expected` what stands there now;
    both empty for an unchanged row. A guest who moves comes from `moved_from`; `leaves` is
    their old row where the file has none for that weekend. `is_new`: the list has no such row.
    """

    kind: Kind
    weekend: str
    line: int
    guest: str
    changes: tuple[CellChange, ...] = ()
    cells: Mapping[str, str | None] = field(default_factory=dict)
    expected: Mapping[str, object] = field(default_factory=dict)
    moved_from: str = ""
    leaves: Gone | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Comparison:
    """The whole file beside the whole list; `gone` are weekends to come that the file has not.

    `not_sure` says why nothing may be deleted, empty where it may.
    """

    rows: tuple[RowChange, ...]
    gone: tuple[Gone, ...]
    understood: Understood
    not_sure: str = ""

    def of(self, kind: Kind) -> tuple[RowChange, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def left_out(self) -> tuple[SheetRow, ...]:
        """The rows of the file that are not written: something in them is not understood."""
        same = {row.line for row in self.rows}
        return tuple(row for row in self.understood.rows if row.left_out and row.line not in same)


def compare(
    understood: Understood, rows: Iterable[Mapping[str, object]], today: date
) -> Comparison:
    """Compare what a file says with the list as it stands."""
    listed = {str(row["weekend"]): row for row in rows}
    named = {row.weekend for row in understood.rows}
    found: list[RowChange] = []
    for row in understood.rows:
        change = _change(row, listed.get(row.weekend))
        if change.kind is Kind.UNCHANGED or not row.left_out:
            found.append(change)
    gone = [
        _gone(row) for key, row in listed.items() if key not in named and _is_to_come(key, today)
    ]
    moved = tuple(_moved(found, listed, gone, understood.columns))
    left = {row.leaves.weekend for row in moved if row.leaves}
    still = tuple(one for one in gone if one.weekend not in left)
    unread = any(row.left_out and not row.weekend for row in understood.rows)
    return Comparison(moved, still, understood, NOT_SURE if unread else "")


def as_it_would_be(
    rows: Iterable[Mapping[str, object]], comparison: Comparison, *, delete: bool
) -> list[Mapping[str, object]]:
    """The list once the file has been written."""
    after: dict[str, dict[str, object]] = {str(row["weekend"]): dict(row) for row in rows}
    for change in comparison.rows:
        row = after.setdefault(change.weekend, {"weekend": change.weekend})
        for cell, text in change.cells.items():
            row.pop(cell, None)
            if text is not None:
                row[cell] = text
        if change.leaves:
            after.pop(change.leaves.weekend, None)
    for gone in comparison.gone if delete else ():
        after.pop(gone.weekend, None)
    return list(after.values())


def _change(row: SheetRow, old: Mapping[str, object] | None) -> RowChange:
    # Of a new row whatever is said, also what empty would mean as well.
    said: Mapping[str, str | None] = {cell: text for cell, text in row.cells.items() if text}
    cells = said if old is None else _different(row, old)
    kind = Kind.ADDED if old is None else Kind.CHANGED if cells else Kind.UNCHANGED
    guest = _guest({**(old or {}), **row.cells})
    change = RowChange(kind, row.weekend, row.line, guest, is_new=old is None)
    return _filled(change, cells, old or {})


def _filled(
    change: RowChange, cells: Mapping[str, str | None], old: Mapping[str, object]
) -> RowChange:
    changes = tuple(
        CellChange(cell, as_text(old.get(cell)), text or "") for cell, text in cells.items()
    )
    expected = {cell: old[cell] for cell in cells if cell in old}
    return replace(change, changes=changes, cells=cells, expected=expected)


def _different(row: SheetRow, old: Mapping[str, object]) -> Mapping[str, str | None]:
    """The cells that mean something else than those of the list; the same in other words is not."""
    if all(cleaned(cell, text) == _before(cell, old) for cell, text in row.said.items()):
        return {}
    return {
        cell: new or None
        for cell, new in row.cells.items()
        if meaning(cell, new) != meaning(cell, _before(cell, old))
    }


def _before(cell: str, old: Mapping[str, object]) -> str:
    return cleaned(cell, as_text(old.get(cell)))


def _moved(
    found: Sequence[RowChange],
    listed: Mapping[str, Mapping[str, object]],
    gone: Sequence[Gone],
    columns: Sequence[str],
) -> Iterator[RowChange]:
    """Mark the rows whose guest comes from another weekend to come, which they leave.

    Somebody with two weekends is a guest twice; only who leaves one for one other moves.
    """
    without_row = {one.weekend: one for one in gone}
    leaving: dict[str, list[str]] = {}
    arriving: dict[str, list[str]] = {}
    for key in without_row:
        leaving.setdefault(_address(listed[key]), []).append(key)
    for change in found:
        before, now = _addresses(change, listed.get(change.weekend, {}))
        if before != now:
            arriving.setdefault(now, []).append(change.weekend)
            leaving.setdefault(before, []).append(change.weekend)
    for change in found:
        before, now = _addresses(change, listed.get(change.weekend, {}))
        sources = leaving.get(now, [])
        if not now or before == now or len(sources) != 1 or len(arriving[now]) != 1:
            yield change
            continue
        (source,) = sources
        moved = replace(change, kind=Kind.MOVED, moved_from=source, leaves=without_row.get(source))
        if change.is_new:
            moved = _with_the_rest(moved, listed[source], columns)
        yield moved


def _with_the_rest(
    change: RowChange, old: Mapping[str, object], columns: Sequence[str]
) -> RowChange:
    """What the file has no column for goes along to the new weekend."""
    along = {
        cell: as_text(value)
        for cell, value in old.items()
        if cell not in columns and cell not in OF_ONE_WEEKEND and as_text(value)
    }
    return _filled(change, {**along, **change.cells}, {})


def _addresses(change: RowChange, old: Mapping[str, object]) -> tuple[str, str]:
    """The guest's address of a row before and after."""
    after = {cell: text or "" for cell, text in change.cells.items()}
    return _address(old), _address({**old, **after})


def _address(row: Mapping[str, object]) -> str:
    return same_person(as_text(row.get("guest_email")))


def _gone(row: Mapping[str, object]) -> Gone:
    expected = {cell: value for cell, value in row.items() if cell not in {"weekend", ACCOUNT}}
    return Gone(str(row["weekend"]), _guest(row), expected)


def _guest(row: Mapping[str, object]) -> str:
    """The name by which the coordinator knows who a row is for."""
    names = (one_line(as_text(row.get(cell))) for cell in NAMES)
    return next((name for name in names if name), "")


def _is_to_come(weekend: str, today: date) -> bool:
    """Has it not begun yet? A row whose weekend is no date never begins."""
    try:
        return date.fromisoformat(weekend) > today
    except ValueError:
        return True
