"""Two people at one row: what somebody else has changed since it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from takeover.errors import RowError

type Row = Mapping[str, object]


def as_wanted(row: Row, cells: Mapping[str, str | None]) -> bool:
    """Is every cell as this edit would leave it, as after an edit whose answer was lost?"""
    wanted = {cell: text for cell, text in cells.items() if text is not None}
    return all(alike(row, wanted, cell) for cell in cells)


def refuse_what_changed(weekend: str, row: Row | None, cells: Iterable[str], expected: Row) -> None:
    """Raise RowError, which names the cells that are not as they were read; never their text."""
    if row is None:
        raise RowError(f"the row of {weekend} is gone by now")
    if changed := [cell for cell in cells if not alike(row, expected, cell)]:
        raise RowError(f"somebody changed the row of {weekend} in between: {', '.join(changed)}")


def refuse_one_of_several(
    weekend: str,
    row: Row | None,
    cells: Mapping[str, str | None],
    expected: Row,
    *,
    is_new: bool,
) -> None:
    """Raise RowError if this edit is why none of several was written; not if it is as wanted."""
    if row is not None and as_wanted(row, cells):
        return
    if not is_new:
        refuse_what_changed(weekend, row, cells, expected)
    elif row is not None:
        raise RowError(f"there is a row for {weekend} by now")


def alike(one: Row, other: Row, cell: str) -> bool:
    """Is a cell missing in both, or the same in both? Yes is not the number 1, as to Python."""
    if cell not in one or cell not in other:
        return (cell in one) == (cell in other)
    same_kind = isinstance(one[cell], bool) == isinstance(other[cell], bool)
    return same_kind and one[cell] == other[cell]
