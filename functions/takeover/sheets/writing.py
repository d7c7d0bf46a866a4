"""The list as a file: CSV that Excel opens rightly, or a workbook; both read back without loss."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from takeover.errors import SheetError
from takeover.sheets.headings import ACCOUNT, KNOWN
from takeover.sheets.row_cells import LONGEST_CELL

type Rows = Sequence[Mapping[str, object]]

SHEET = "Weekends"
WIDTHS = {"weekend": 12, "guest_email": 28, "introduction": 40, "notes": 40, "review": 40}
USUAL_WIDTH = 16

# A cell that begins with one of these may be run by a spreadsheet as a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What XML cannot hold, and what Excel itself would read as such a sign.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def as_text(value: object) -> str:
    """A cell as people read it; what is no text in the table (a list, a map) is written as JSON."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return str(value)
        case _:
            return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def columns(rows: Iterable[Mapping[str, object]]) -> list[str]:
    """All columns: those that we know, then hers by name. The account is the same in every row."""
    hers = {name for row in rows for name in row} - {*KNOWN, ACCOUNT}
    return [*KNOWN, *sorted(hers)]


def to_csv(rows: Rows) -> bytes:
    """Write the rows as CSV in UTF-8 with a byte order mark, without which Excel garbles accents.

    Raises SheetError for a cell that no spreadsheet can hold.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for texts in _table(rows):
        writer.writerow([guarded(text) for text in texts])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_workbook(rows: Rows) -> bytes:
    """Write the rows as an Excel workbook, every cell as text, so that nothing is made of it.

    Raises SheetError for a cell that no spreadsheet can hold.
    """
    import openpyxl  # noqa: PLC0415 -- slow import
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for number, texts in enumerate(_table(rows), 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            cell.value = _NOT_IN_XML.sub(_escaped, text)
            cell.data_type = "s"  # also what begins with "="
            cell.number_format = "@"
            if number == 1:
                cell.font = Font(bold=True)
    for column, name in enumerate(columns(rows), 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, USUAL_WIDTH)
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def guarded(text: str) -> str:
    """Put an apostrophe before what could be run as a formula; `reading.unguarded` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _table(rows: Rows) -> Iterable[list[str]]:
    names = columns(rows)
    yield names
    for row in sorted(rows, key=lambda row: str(row["weekend"])):
        texts = [as_text(row.get(name)) for name in names]
        for name, text in zip(names, texts, strict=True):
            if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
                raise SheetError(
                    f"{name} of the weekend {row['weekend']} has {len(text):,} letters; a "
                    f"spreadsheet's cell holds {LONGEST_CELL:,}."
                )
        yield texts


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _plain(value: object) -> object:
    match value:
        case Mapping():
            return {str(name): _plain(held) for name, held in value.items()}
        case list():
            return [_plain(held) for held in value]
        case set() | frozenset():
            return sorted((_plain(held) for held in value), key=str)
        case bytes():
            return base64.b64encode(value).decode()
        case Decimal():
            return str(value)
        case _:
            return value
