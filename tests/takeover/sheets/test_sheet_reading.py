"""Files of every kind, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from takeover.errors import SheetError
from takeover.sheets.grid import Grid, place
from takeover.sheets.reading import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_file

LINES = [
    ["Date", "Name", "Notes"],
    ["2026-12-04", "Zoë", "likes tea, cake; and jam"],
    [],
    ["2026-12-11", "Søren", "two\nlines"],
]
TEXT = (
    'Date,Name,Notes\n2026-12-04,Zoë,"likes tea, cake; and jam"\n\n2026-12-11,Søren,"two\nlines"\n'
)


def texts(grid: Grid) -> list[list[str]]:
    return [list(line.texts) for line in grid.lines]


def only(content: bytes) -> Grid:
    (grid,) = read_file(content)
    return grid


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(str.encode, id="UTF-8"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: b"\xfe\xff" + text.encode("utf-16-be"), id="UTF-16, big end"),
        pytest.param(lambda text: text.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(lambda text: text.encode("cp1252"), id="Windows-1252"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(lambda text: text.replace("\n", "\r").encode("mac_roman"), id="an old Mac"),
    ],
)
def test_every_usual_encoding_is_read(encode: Callable[[str], bytes]) -> None:
    read = [
        [text.replace("\r\n", "\n").replace("\r", "\n") for text in line]
        for line in texts(only(encode(TEXT)))
    ]
    assert read == LINES


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_by_which_the_headings_make_sense(mark: str) -> None:
    rota = ["The rota, for 2026; all of it", "", mark.join(["Date", "Name", "Notes"])]
    rows = [mark.join(["4/12/2026", "Sam", f'"a{mark}b, c; d"'])]
    assert texts(only("\n".join(rota + rows).encode()))[-1] == [
        "4/12/2026", "Sam", f"a{mark}b, c; d",
    ]  # fmt: skip


def test_excel_s_line_about_the_delimiter_is_not_a_row() -> None:
    grid = only(b"sep=;\r\nDate;Name\r\n4/12/2026;Sam\r\n")
    assert [(line.number, line.texts) for line in grid.lines] == [
        (2, ("Date", "Name")),
        (3, ("4/12/2026", "Sam")),
    ]


def test_one_stray_letter_does_not_spoil_the_rest() -> None:
    grid = only("Date,Name\n4/12/2026,Zoë 🌻".encode() + b" and Zo\xeb\n")
    assert texts(grid)[1] == ["4/12/2026", "Zoë 🌻 and Zoë"]
    assert grid.notes == ("Letters with accents were read as Windows-1252.",)


def test_an_apostrophe_before_a_formula_s_sign_goes_and_any_other_stays() -> None:
    grid = only(b"Date,Name,Notes\n4/12/2026,'+44 1632,'tis\n11/12/2026,''=1,'-\n")
    assert texts(grid)[1:] == [["4/12/2026", "+44 1632", "'tis"], ["11/12/2026", "'=1", "-"]]


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [place(column, 7) for column in (0, 2, 25, 26, 51, 52, 701, 702)] == [
        "A7", "C7", "Z7", "AA7", "AZ7", "BA7", "ZZ7", "AAA7",
    ]  # fmt: skip


def workbook(*rows: Sequence[object], title: str = "Rota") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestWorkbooks:
    def test_what_is_no_text_is_written_as_people_would_type_it(self) -> None:
        row = [date(2026, 12, 4), datetime(2026, 12, 4, 17, 30), time(9, 0), True, 7.0, 7.5, None]  # noqa: DTZ001 -- as Excel has it
        grid = only(saved(workbook(["Date"], row)))
        assert texts(grid)[1] == ["2026-12-04", "2026-12-04 17:30", "09:00", "yes", "7", "7.5"]

    def test_every_sheet_that_can_be_seen_is_read(self) -> None:
        book = workbook(["Date"], title="2026")
        book.create_sheet("2027").append(["Date"])
        book.create_sheet("Old").sheet_state = "hidden"
        assert [grid.name for grid in read_file(saved(book))] == ["2026", "2027"]

    def test_a_formula_without_its_result_is_not_taken_for_an_empty_cell(self) -> None:
        grid = only(saved(workbook(["Date", "Name"], ["=A1+7", "Sam"])))
        assert grid.no_result == {(2, 0): "=A1+7"}

    def test_a_sheet_that_says_it_is_smaller_is_read_to_its_end(self) -> None:
        content = saved(workbook(["Date", "Name"], ["4/12/2026", "Sam"]))
        lying = repacked(content, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:A1"')
        assert texts(only(lying)) == [["Date", "Name"], ["4/12/2026", "Sam"]]

    def test_formats_far_below_the_last_row_are_no_rows(self) -> None:
        book = workbook(["Date", "Name"], ["4/12/2026", "Sam"])
        book.worksheets[0].cell(20_000, 300).number_format = "@"
        assert texts(only(saved(book))) == [["Date", "Name"], ["4/12/2026", "Sam"]]


def repacked(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            if name == part:
                assert old in held
                held = held.replace(old, new)
            target.writestr(name, held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"""


class TestRefused:
    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
    def test_entities_that_multiply_are_not_followed(self, part: str) -> None:
        content = saved(workbook(["Date"], ["4/12/2026"]))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            first = archive.read(part)[:20]
        with pytest.raises(SheetError, match="cannot be read") as refused:
            read_file(repacked(content, part, first, LAUGHS + first))
        causes = [type(error).__name__ for error in _causes(refused.value)]
        assert "EntitiesForbidden" in causes

    def test_a_workbook_that_unpacks_to_far_more_is_not_unpacked(self) -> None:
        content = saved(workbook(["Date"], ["4/12/2026"]))
        huge = repacked(content, "docProps/app.xml", b"<", b"<" + b" " * 40_000_000)
        assert len(huge) < MOST_BYTES
        with pytest.raises(SheetError, match="far larger inside"):
            read_file(huge)

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "is empty"),
            (b" \n \n", "is empty"),
            (b"x" * (MOST_BYTES + 1), "4 are the most"),
            (b"\xd0\xcf\x11\xe0old", r"before 2007 \(.xls\), or one with a password"),
            (b"%PDF-1.7", "no spreadsheet"),
            (b'{"a": 1}', "no spreadsheet"),
            (b"PK\x03\x04 broken", "cannot be read"),
            (b'Date,Name\n4/12/2026,"Sam\n11/12/2026,Kim\n', "In line 2 .* never closed"),
            (b"Date\n" + b"x\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
            (b"Date" + b",x" * (MOST_COLUMNS + 1), "more than 100 columns"),
            (b"\xff\xfe\x00\xd8", "text is broken at byte 1"),
        ],
        ids=lambda given: given[:12] if isinstance(given, bytes) else given[:20],
    )
    def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
        self, content: bytes, why: str
    ) -> None:
        with pytest.raises(SheetError, match=why):
            read_file(content)

    def test_a_zip_that_is_no_workbook_is_refused(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with pytest.raises(SheetError, match="no Excel workbook"):
            read_file(out.getvalue())

    @given(st.binary(max_size=200), st.integers(0, 6000))
    def test_a_broken_workbook_is_refused_or_read_and_never_a_crash(
        self, noise: bytes, at: int
    ) -> None:
        whole = saved(workbook(["Date"], ["4/12/2026"]))
        try:
            read_file(whole[:at] + noise + whole[at + len(noise) :])
        except SheetError as error:
            assert str(error)  # noqa: PT017 -- either is fine

    @given(st.binary(max_size=300))
    @example(b"\0")
    def test_any_bytes_are_refused_or_read_and_never_a_crash(self, content: bytes) -> None:
        try:
            read_file(content)
        except SheetError as error:
            assert str(error)  # noqa: PT017 -- either is fine
