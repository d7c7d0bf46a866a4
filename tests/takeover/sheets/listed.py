"""The list that the invented sheets are compared with, and short ways to say what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from takeover.sheets.comparing import Comparison, Kind, compare
from takeover.sheets.findings import Understood
from takeover.sheets.reading import read_file
from takeover.sheets.understanding import understand
from tests.story import settings

type Rows = Sequence[Mapping[str, object]]

TODAY = date(2026, 11, 23)
SAM: Mapping[str, object] = {
    "account": "ourcharity",
    "weekend": "2026-12-04",
    "status": "booked",
    "guest_name": "Sam Field",
    "guest_email": "sam@example.org",
    "guest_phone": "01632 960001",
    "public_name": "Sam",
}


def understood(content: bytes | str, *rows: Mapping[str, object]) -> Understood:
    """What a file says beside these rows of the list."""
    whole = content.encode() if isinstance(content, str) else content
    return understand(read_file(whole), rows, settings(), TODAY)


def compared(content: bytes | str, *rows: Mapping[str, object]) -> Comparison:
    """What a file would do to these rows of the list."""
    return compare(understood(content, *rows), rows, TODAY)


def found(read: Understood) -> list[tuple[str, str, str, str]]:
    """The findings: place, what stands there, what it should be or was read as, what happens."""
    return [
        (
            one.at,
            one.found,
            one.taken_as or one.suggestion,
            "left out" if one.row_left_out else "read" if one.taken_as else "stays",
        )
        for one in read.findings
    ]


def good(read: Understood) -> dict[str, dict[str, str]]:
    """The rows that go in: by weekend, the cells that say something."""
    return {
        row.weekend: {cell: text for cell, text in row.cells.items() if text}
        for row in read.rows
        if not row.left_out
    }


def kinds(comparison: Comparison) -> dict[str, list[str]]:
    """The weekends by what becomes of them; kinds without any are left out."""
    by_kind = {str(kind): [row.weekend for row in comparison.of(kind)] for kind in Kind}
    return {kind: weekends for kind, weekends in by_kind.items() if weekends}
