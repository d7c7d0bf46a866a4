"""An Excel workbook as sheets of text: dates as in the list, numbers as people type them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from takeover.errors import SheetError
from takeover.sheets.grid import Grid, Line
from takeover.sheets.reading import MOST_COLUMNS, MOST_ROWS, refuse_too_many

MOST_UNPACKED = 32 * 1024 * 1024
MOST_PARTS = 500
_WORKBOOK = "xl/workbook.xml"
# What a broken or hostile workbook makes openpyxl raise; a DTD raises a ValueError of defusedxml's.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, SyntaxError, NotImplementedError, RuntimeError, OverflowError,
    OSError, AssertionError,
)  # fmt: skip
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_workbook(content: bytes) -> Sequence[Grid]:
    """Read the sheets that can be seen, first to last.

    Raises SheetError where this is no workbook, a broken one, or one that unpacks to far more
    than a list of weekends has.
    """
    try:
        _refuse_bombs(content)
        formulas = dict(_formulas(content))
        return list(_grids(content, formulas))
    except _BROKEN as error:
        raise SheetError(
            f"This workbook cannot be read ({type(error).__name__}). Open it in the program that "
            "made it, save it as Excel workbook (.xlsx) or CSV, and try again."
        ) from error


def _refuse_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if not any(part.filename == _WORKBOOK for part in parts):
        raise SheetError(
            "This file is no Excel workbook. Save it as one (.xlsx), or as CSV, and try again."
        )
    # zipfile never gives out more than a part says that it has.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetError(
            "This workbook is far larger inside than any list of weekends. Copy the list into a "
            "new one, and try that."
        )


def _grids(content: bytes, formulas: Mapping[str, Mapping[tuple[int, int], str]]) -> Iterator[Grid]:
    for sheet in _sheets(content, data_only=True):
        lines, no_result = [], {}
        own = formulas.get(sheet.title, {})
        for number, row in enumerate(_rows(sheet), 1):
            texts = [_text(cell.value) for cell in row]
            for column, text in enumerate(texts):
                if not text and (number, column) in own:
                    no_result[number, column] = own[number, column]
                    texts[column] = own[number, column]
            while texts and not texts[-1]:
                texts.pop()
            if texts:  # programs write formats far below the last row
                refuse_too_many(number, len(texts))
                lines.append(Line(number, tuple(texts)))
        yield Grid(tuple(lines), sheet.title, no_result=no_result)


def _formulas(content: bytes) -> Iterator[tuple[str, Mapping[tuple[int, int], str]]]:
    """Each sheet's formulas: a program may have saved them without their results."""
    if not _has_formulas(content):
        return
    for sheet in _sheets(content, data_only=False):
        found = {
            (number, column): str(cell.value)
            for number, row in enumerate(_rows(sheet), 1)
            for column, cell in enumerate(row)
            if cell.data_type == "f"
        }
        yield sheet.title, found


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            re.search(rb"<(?:\w+:)?f[ />]", archive.read(part))
            for part in archive.namelist()
            if part.startswith("xl/worksheets/")
        )


def _sheets(content: bytes, *, data_only: bool) -> Iterator[Any]:
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
    )
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401 -- openpyxl's read-only sheet
    # One more than we take, so that more is noticed; what the file says of its size may be wrong.
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(
        min_row=1, max_row=MOST_ROWS + 1, min_col=1, max_col=MOST_COLUMNS + 1
    )
    return rows


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        case _:
            return str(value)
