"""A file's bytes as sheets: CSV of any usual kind, or an Excel workbook; told apart by content."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from takeover.errors import SheetError
from takeover.sheets.grid import Grid, Line
from takeover.sheets.headings import how_many_known

# A roster has a few hundred rows; the desk takes requests of six megabytes.
MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 100

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DELIMITERS = ",;\t|"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "Save it as Excel workbook (.xlsx) or CSV, and try again."
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def read_file(content: bytes) -> Sequence[Grid]:
    """Read the sheets of a file.

    Raises SheetError, which says what is wrong with the file and what to do.
    """
    if len(content) > MOST_BYTES:
        raise SheetError(
            f"The file has {len(content) / 1024**2:.1f} MB; {MOST_BYTES // 1024**2} are the most "
            "that we read. A list of weekends is far smaller: take out pictures and old sheets."
        )
    if not content.strip():
        raise SheetError("The file is empty.")
    if content.startswith(_OLD_EXCEL):
        raise SheetError(
            "This is an Excel file of before 2007 (.xls), or one with a password. " + _SAVE_AS
        )
    if content.startswith(b"PK\x03\x04"):
        from takeover.sheets.workbook import read_workbook  # noqa: PLC0415 -- slow import

        return read_workbook(content)
    if content.startswith(b"%PDF") or content[:1] == b"{":
        raise SheetError("This file is no spreadsheet. " + _SAVE_AS)
    return [_read_csv(content)]


def refuse_too_many(rows: int, columns: int) -> None:
    """Raise SheetError for a sheet that is far larger than any list of weekends."""
    if rows > MOST_ROWS:
        raise SheetError(f"The sheet has more than {MOST_ROWS:,} rows, the most that we read.")
    if columns > MOST_COLUMNS:
        raise SheetError(f"The sheet has more than {MOST_COLUMNS} columns, the most that we read.")


def _read_csv(content: bytes) -> Grid:
    text, notes = _decode(content)
    declared = re.match(r"sep=(.)(\r\n|\r|\n)", text)
    if declared:
        text = text[declared.end() :]
    offset = 1 if declared else 0
    delimiters = declared[1] if declared else _DELIMITERS
    # The delimiter is the one by which the headings make sense.
    first = [_grid(_records(text, mark, 40), offset, notes) for mark in delimiters]
    best = max(range(len(first)), key=lambda one: how_many_known(first[one]))
    _refuse_open_quotation(text, delimiters[best])
    return _grid(_records(text, delimiters[best], None), offset, notes)


def _refuse_open_quotation(text: str, delimiter: str) -> None:
    """A quotation mark that never ends would swallow every row after it, without a word."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    started = 1
    try:
        for _ in reader:
            started = reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise SheetError(
                f'In line {started} of the file a quotation mark (") is opened and never closed, '
                "so all that follows would be one cell. Close it or take it out."
            ) from error


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strictly(content[len(bom) :], encoding), ()
    zeros = content[:200].count(0)
    if zeros > len(content[:200]) // 4:
        return _strictly(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), ()
    try:
        return content.decode(), ()
    except UnicodeDecodeError:
        pass
    # Old Macs ended lines by a lone CR. What is not UTF-8 is read letter by letter as the old
    # encoding, so that one stray letter does not spoil the whole file.
    old = "mac_roman" if b"\r" in content and b"\n" not in content else "cp1252"
    return _mixed(content, old), (f"Letters with accents were read as {_NAMES[old]}.",)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError(
            f"The file's text is broken at byte {error.start + 1}. {_SAVE_AS}"
        ) from error


def _mixed(content: bytes, old: str) -> str:
    parts, start = [], 0
    while start < len(content):
        try:
            parts.append(content[start:].decode())
            break
        except UnicodeDecodeError as error:
            bad = start + error.start
            parts.append(content[start:bad].decode())
            parts.append(content[bad : bad + 1].decode(old, errors="replace"))
            start = bad + 1
    return "".join(parts)


def _records(text: str, delimiter: str, most: int | None) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append([unguarded(one) for one in record])
            if most is not None and len(records) >= most:
                return records
            refuse_too_many(len(records), len(_trimmed(record)))
    except csv.Error as error:
        raise SheetError(f"Line {reader.line_num} of the file cannot be read ({error}).") from error
    return records


def _grid(records: list[list[str]], offset: int, notes: tuple[str, ...]) -> Grid:
    lines = (Line(number, tuple(_trimmed(one))) for number, one in enumerate(records, 1 + offset))
    return Grid(tuple(lines), notes=notes)


def _trimmed(record: list[str]) -> list[str]:
    """Without the empty cells at its end, of which some programs write thousands."""
    end = len(record)
    while end and not record[end - 1]:
        end -= 1
    return record[:end]


def unguarded(text: str) -> str:
    """Take off the apostrophe that `writing.guarded` has put before a formula's sign."""
    return text[1:] if _GUARDED.match(text) else text
