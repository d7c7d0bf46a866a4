"""Any list, written as a file and read back, is the same list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from takeover.errors import SheetError
from takeover.sheets.comparing import Kind, as_it_would_be
from takeover.sheets.headings import KNOWN
from takeover.sheets.meanings import cleaned
from takeover.sheets.reading import read_file
from takeover.sheets.writing import as_text, columns, to_csv, to_workbook
from tests.takeover.sheets.listed import SAM, compared

type Write = Callable[[Sequence[Mapping[str, object]]], bytes]

WRITERS = [pytest.param(to_csv, id="CSV"), pytest.param(to_workbook, id="a workbook")]
LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(LETTERS, max_size=12) | st.sampled_from(
    ["=1+1", "+44 1632 960001", "-", "@sam", "'=x", "''tis", "a\r\nb", "a\rb", "_x0041_", "\x00",
     "#REF!", "2026-12-04", "OPEN", "Sam (2)", "TBC", "yes", "# a remark", "1632960001", "“”🌻👩‍👧",
     " a ", "\u00a0", "true", "Booked", "4/12/2026", "a;b\tc|d,e", '"', 'a"b']
)  # fmt: skip
VALUES = (
    TEXTS
    | st.booleans()
    | st.none()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.lists(TEXTS, max_size=2)
    | st.dictionaries(TEXTS, st.integers(), max_size=2)
    | st.sets(TEXTS, min_size=1, max_size=2)
    | st.binary(max_size=4)
)
FRIDAYS = st.integers(-60, 60).map(lambda week: str(date(2026, 12, 4) + timedelta(weeks=week)))
KEYS = FRIDAYS | st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["04/12/2026", " 2026-12-04", "2026-12-05", "# 2026-12-04", "Total", "Weekend", "weekend"]
)  # fmt: skip
NAMES = st.sampled_from(KNOWN[1:]) | st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["Email", "E-mail ", "e-mail", "Notes", "Weekend", "Date", " ", "Guest", "Account", "T-shirt"]
)  # fmt: skip
ROWS = st.lists(
    st.tuples(KEYS, st.dictionaries(NAMES, VALUES, max_size=6)),
    max_size=6,
    unique_by=lambda row: row[0],
).map(lambda rows: [{"account": "ourcharity", **cells, "weekend": key} for key, cells in rows])
# Workbooks take a few hundredths of a second each.
OFTEN = settings_of(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("to_file", WRITERS)
@OFTEN
@given(rows=ROWS)
def test_every_cell_comes_back_letter_by_letter(
    to_file: Write, rows: list[dict[str, object]]
) -> None:
    (grid,) = read_file(to_file(rows))
    names = columns(rows)
    in_order = sorted(rows, key=lambda row: str(row["weekend"]))
    assert [
        [line.text(column) for column in range(len(names))]
        for line in grid.lines
        if line.number > 1
    ] == [[as_text(row.get(name)) for name in names] for row in in_order]


@pytest.mark.parametrize("to_file", WRITERS)
@OFTEN
@given(rows=ROWS)
def test_an_export_changes_nothing_when_it_comes_back(
    to_file: Write, rows: list[dict[str, object]]
) -> None:
    comparison = compared(to_file(rows), *rows)
    assert comparison.understood.over == ()
    assert comparison.understood.remarks == 0
    assert {row.weekend for row in comparison.of(Kind.UNCHANGED)} == {
        str(row["weekend"]) for row in rows
    }
    assert (len(comparison.rows), comparison.gone) == (len(rows), ())
    assert as_it_would_be(rows, comparison, delete=True) == rows


@pytest.mark.parametrize("to_file", WRITERS)
@OFTEN
@given(cells=st.dictionaries(st.sampled_from(["notes", "T-shirt"]), TEXTS))
def test_an_export_fills_an_empty_list_with_the_same_words(
    to_file: Write, cells: dict[str, str]
) -> None:
    rows = [{**SAM, **cells}]
    comparison = compared(to_file(rows))
    (row,) = as_it_would_be([], comparison, delete=False)
    assert row == {
        cell: clean
        for cell, text in rows[0].items()
        if cell != "account" and (clean := cleaned(cell, str(text)))
    }


def test_numbers_of_the_table_are_written_as_people_type_them() -> None:
    values = [7, Decimal("7.5"), True, False, None, ["a", 1], {"b": {2}}, b"\x00"]
    assert [as_text(value) for value in values] == [
        "7", "7.5", "yes", "no", "", '["a", 1]', '{"b": [2]}', '"AA=="',
    ]  # fmt: skip


@pytest.mark.parametrize("to_file", WRITERS)
def test_a_cell_that_no_spreadsheet_holds_is_named(to_file: Write) -> None:
    with pytest.raises(SheetError, match=r"notes of the weekend 2026-12-04 has 32,768 letters"):
        to_file([{**SAM, "notes": "x" * 32_768}])


def test_excel_is_told_that_the_csv_is_in_utf_8() -> None:
    assert to_csv([SAM]).startswith(b"\xef\xbb\xbfweekend,status,")
