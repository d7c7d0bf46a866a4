"""Another guest in a row: what the row says of the one before must not become theirs."""

from __future__ import annotations

from collections.abc import Mapping

from takeover.model.roster import ABOUT_A_GUEST
from takeover.sheets.meanings import one_line, same_person
from takeover.sheets.writing import as_text

NAMES = ("guest_name", "public_name")


def cells_to_empty(cells: Mapping[str, str], row: Mapping[str, object]) -> list[str]:
    """The cells of the former guest for which the file has no column.

    A new address under the same name is a correction, and empties nothing.
    """
    before = same_person(as_text(row.get("guest_email")))
    now = same_person(cells.get("guest_email", as_text(row.get("guest_email"))))
    if not before or before == now:
        return []
    another = any(
        cell in cells and one_line(as_text(row.get(cell))) != cells[cell] for cell in NAMES
    )
    if now and not another:
        return []
    theirs = set(ABOUT_A_GUEST) - {"notes"}  # which may be about the weekend
    return [cell for cell in row if cell in theirs and cell not in cells]
