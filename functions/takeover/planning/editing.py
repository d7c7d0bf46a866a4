"""Edits of single weekends, as cells: what is there, what shall be, and the way back. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from takeover.model.roster import ABOUT_A_GUEST, Status
from takeover.sheets.meanings import cleaned, same_person
from takeover.sheets.row_cells import meaning
from takeover.sheets.writing import as_text

type Raw = Mapping[str, object]

GUARDS = ("status", "guest_email")
"""Whose row it is: compared with every write, whatever is written."""
BY_MEANING = frozenset({"status", "anonymous"})
NO_GUEST: Mapping[str, str] = dict.fromkeys(ABOUT_A_GUEST, "")


@dataclass(frozen=True)
class RowEdit:
    """Cells of one row to write (None: take the cell out), and what stands there now, raw.

    `changed` are those that are another than before; the rest is only compared.
    """

    weekend: date
    cells: Mapping[str, str | None]
    expected: Raw
    changed: tuple[str, ...]
    is_new: bool = False


def edit_of(weekend: date, row: Raw | None, wanted: Mapping[str, str]) -> RowEdit:
    """The edit after which the row has these texts; an empty one takes its cell out."""
    there = row or {}
    cells: dict[str, str | None] = {
        cell: cleaned(cell, text) or None
        for cell, text in wanted.items()
        if _differs(cell, text, there.get(cell))
    }
    changed = tuple(cells)
    for cell in GUARDS if row is not None else ():
        standing = there.get(cell)
        if standing is None or isinstance(standing, str):
            cells.setdefault(cell, standing)
    expected = {cell: there[cell] for cell in cells if cell in there}
    return RowEdit(weekend, cells, expected, changed, is_new=row is None)


def moved(row: Raw, weekend: date, goal: date, goal_row: Raw | None) -> tuple[RowEdit, RowEdit]:
    """The guest of a row in another one.

    The dates stay: times and duty belong to a weekend, not to its guest.
    """
    return edit_of(goal, goal_row, _guest_of(row)), emptied(weekend, row)


def exchanged(row: Raw, weekend: date, other: date, other_row: Raw) -> tuple[RowEdit, RowEdit]:
    """Two guests, each in the other's row; the dates stay here, too."""
    return edit_of(other, other_row, _guest_of(row)), edit_of(weekend, row, _guest_of(other_row))


def _guest_of(row: Raw) -> dict[str, str]:
    return {cell: as_text(row.get(cell)) for cell in (*ABOUT_A_GUEST, "status")}


def emptied(weekend: date, row: Raw) -> RowEdit:
    """The row without its guest, free again."""
    return edit_of(weekend, row, {**NO_GUEST, "status": ""})


def is_same_guest(one: Raw, other: Raw) -> bool:
    """Do two rows have the same mail address?"""
    address = same_person(as_text(one.get("guest_email")))
    return bool(address) and address == same_person(as_text(other.get("guest_email")))


def is_booked(row: Raw) -> bool:
    """Does its status say so?"""
    return meaning("status", as_text(row.get("status"))) == Status.BOOKED


def as_it_would_be(rows: Mapping[str, Raw], edits: Iterable[RowEdit]) -> list[Raw]:
    """The list once these edits are written."""
    after = {key: dict(row) for key, row in rows.items()}
    for edit in edits:
        row = after.setdefault(str(edit.weekend), {"weekend": str(edit.weekend)})
        for cell, text in edit.cells.items():
            row.pop(cell, None)
            if text is not None:
                row[cell] = text
    return list(after.values())


def undoing(edit: RowEdit) -> RowEdit:
    """The edit that puts back what was there, if nobody has changed it since."""
    back = {
        cell: as_text(edit.expected[cell]) if cell in edit.expected else None
        for cell in edit.changed
    }
    cells = {**edit.cells, **back}
    written = {cell: text for cell, text in edit.cells.items() if text is not None}
    return RowEdit(edit.weekend, cells, written, edit.changed)


def state_of(rows: Sequence[Raw | None]) -> str:
    """A name for just this state of these rows, for a form to carry along."""
    said = [row if row is None else sorted((name, repr(row[name])) for name in row) for row in rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _differs(cell: str, text: str, before: object) -> bool:
    standing = as_text(before)
    if cell in BY_MEANING and meaning(cell, text) == meaning(cell, standing):
        return False
    return cleaned(cell, text) != cleaned(cell, standing)
