"""A file beside the list: what is new, changed, moved or missing, and what is left alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from takeover.errors import SheetError
from takeover.sheets.comparing import CellChange, Comparison, Kind, RowChange, as_it_would_be
from tests.takeover.sheets.listed import SAM, compared, found, good, kinds, understood

HEAD = "weekend,status,guest_name,guest_email,public_name\n"
SAMS = "2026-12-04,booked,Sam Field,sam@example.org,Sam\n"
KIM: Mapping[str, object] = {
    "weekend": "2026-12-11",
    "status": "booked",
    "guest_name": "Kim Lowe",
    "guest_email": "kim@example.org",
    "public_name": "Kim",
    "notes": "hers",
}
KIMS = "2026-12-11,booked,Kim Lowe,kim@example.org,Kim\n"


def only(comparison: Comparison, kind: Kind) -> RowChange:
    (row,) = comparison.of(kind)
    return row


def after(comparison: Comparison, *rows: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """The list once the file is written, without what nobody asked to delete."""
    return {str(row["weekend"]): row for row in as_it_would_be(rows, comparison, delete=False)}


class TestWhatBecomesOfARow:
    def test_what_is_in_both_is_as_it_was(self) -> None:
        assert kinds(compared(HEAD + SAMS, SAM)) == {"unchanged": ["2026-12-04"]}

    def test_the_same_in_other_words_is_no_change(self) -> None:
        text = "Date;Booked?;Email\nFri 4/12/26;Confirmed ; SAM@example.org\n"
        upper = {**SAM, "guest_email": "SAM@example.org"}
        assert kinds(compared(text, upper)) == {"unchanged": ["2026-12-04"]}

    def test_empty_is_pencilled_and_not_anonymous(self) -> None:
        text = "weekend,status,anonymous\n2026-12-04,,\n"
        row = {"weekend": "2026-12-04", "status": "pencilled", "anonymous": False}
        assert kinds(compared(text, row)) == {"unchanged": ["2026-12-04"]}

    def test_a_row_that_the_list_has_not_is_new(self) -> None:
        row = only(compared(HEAD + SAMS), Kind.ADDED)
        assert row.cells == {
            "status": "booked",
            "guest_name": "Sam Field",
            "guest_email": "sam@example.org",
            "public_name": "Sam",
        }
        assert (row.is_new, row.line, row.guest) == (True, 2, "Sam Field")

    def test_a_change_is_told_cell_by_cell_with_what_it_was(self) -> None:
        row = only(compared(HEAD + SAMS.replace(",Sam\n", ",Sammy\n"), SAM), Kind.CHANGED)
        assert row.changes == (CellChange("public_name", "Sam", "Sammy"),)
        assert (row.cells, row.expected) == ({"public_name": "Sammy"}, {"public_name": "Sam"})

    def test_a_cell_that_is_empty_now_is_taken_out(self) -> None:
        row = only(compared("weekend,guest_phone\n2026-12-04,\n", SAM), Kind.CHANGED)
        assert (row.cells, row.expected) == (
            {"guest_phone": None}, {"guest_phone": "01632 960001"},
        )  # fmt: skip

    def test_a_column_that_the_file_has_not_is_left_alone(self) -> None:
        comparison = compared(HEAD + KIMS.replace(",Kim\n", ",K\n"), KIM)
        assert after(comparison, KIM) == {"2026-12-11": {**KIM, "public_name": "K"}}

    def test_her_own_columns_come_along_as_she_calls_them(self) -> None:
        comparison = compared("Date,T-shirt size \n4/12/2026,M\n", SAM)
        assert only(comparison, Kind.CHANGED).cells == {"T-shirt size": "M"}

    def test_a_weekend_that_nobody_has_any_more_forgets_its_guest(self) -> None:
        comparison = compared("weekend,status,name,email\n2026-12-04,,OPEN,\n", SAM)
        assert after(comparison, SAM)["2026-12-04"] == {
            "account": "ourcharity", "weekend": "2026-12-04",
        }  # fmt: skip


class TestAnotherGuest:
    def test_another_guest_does_not_get_what_was_said_of_the_one_before(self) -> None:
        text = "weekend,status,name,email\n2026-12-04,booked,Kim Lowe,kim@example.org\n"
        sam = {**SAM, "notes": "quiet week"}
        row = after(compared(text, sam), sam)
        assert row["2026-12-04"] == {
            "account": "ourcharity",
            "weekend": "2026-12-04",
            "status": "booked",
            "guest_name": "Kim Lowe",
            "guest_email": "kim@example.org",
            "notes": "quiet week",
        }

    def test_a_corrected_address_keeps_everything(self) -> None:
        text = "weekend,name,email\n2026-12-04,Sam Field,sam.field@example.org\n"
        assert after(compared(text, SAM), SAM)["2026-12-04"] == {
            **SAM, "guest_email": "sam.field@example.org",
        }  # fmt: skip


class TestMoves:
    def test_a_guest_whose_old_row_is_gone_from_the_file_moves(self) -> None:
        comparison = compared(HEAD + SAMS.replace("12-04", "12-18"), SAM)
        row = only(comparison, Kind.MOVED)
        assert (row.moved_from, row.weekend, comparison.gone) == ("2026-12-04", "2026-12-18", ())
        assert after(comparison, SAM) == {
            "2026-12-18": {
                cell: text for cell, text in SAM.items() if cell != "account"
            } | {"weekend": "2026-12-18"}
        }  # fmt: skip

    def test_the_times_of_the_old_weekend_do_not_move(self) -> None:
        sam = {**SAM, "starts_at": "2026-12-04 18:00"}
        row = only(compared(HEAD + SAMS.replace("12-04", "12-18"), sam), Kind.MOVED)
        assert "starts_at" not in row.cells

    def test_a_guest_whose_old_row_is_open_now_moves(self) -> None:
        text = HEAD + "2026-12-04,OPEN,,,\n" + SAMS.replace("12-04", "12-18")
        comparison = compared(text, SAM)
        assert kinds(comparison) == {"moved": ["2026-12-18"], "changed": ["2026-12-04"]}
        assert after(comparison, SAM)["2026-12-04"] == {
            "account": "ourcharity", "weekend": "2026-12-04",
        }  # fmt: skip

    def test_two_guests_swap(self) -> None:
        text = HEAD + SAMS.replace("12-04", "12-11") + KIMS.replace("12-11", "12-04")
        comparison = compared(text, SAM, KIM)
        assert [(row.moved_from, row.weekend) for row in comparison.of(Kind.MOVED)] == [
            ("2026-12-04", "2026-12-11"),
            ("2026-12-11", "2026-12-04"),
        ]

    def test_who_comes_again_does_not_move(self) -> None:
        before = {**SAM, "weekend": "2026-10-02"}
        assert kinds(compared(HEAD + SAMS, before)) == {"added": ["2026-12-04"]}

    def test_who_gets_a_second_weekend_does_not_move(self) -> None:
        comparison = compared(HEAD + SAMS + SAMS.replace("12-04", "12-18"), SAM)
        assert kinds(comparison) == {"added": ["2026-12-18"], "unchanged": ["2026-12-04"]}


class TestWhatIsNotInTheFile:
    def test_it_is_told_and_stays_unless_asked(self) -> None:
        comparison = compared(HEAD + SAMS, SAM, KIM)
        assert [(one.weekend, one.guest) for one in comparison.gone] == [("2026-12-11", "Kim Lowe")]
        assert list(after(comparison, SAM, KIM)) == ["2026-12-04", "2026-12-11"]
        assert as_it_would_be([SAM, KIM], comparison, delete=True) == [SAM]

    def test_weekends_that_have_begun_or_are_over_are_none_of_these(self) -> None:
        over = [{**KIM, "weekend": day} for day in ("2026-11-20", "2026-10-02")]
        assert compared(HEAD + SAMS, SAM, *over).gone == ()

    def test_a_row_that_is_left_out_is_in_the_file_all_the_same(self) -> None:
        comparison = compared(HEAD + SAMS.replace("booked", "boked"), SAM)
        assert (comparison.rows, comparison.gone) == ((), ())
        assert [row.line for row in comparison.left_out] == [2]

    def test_nothing_is_deleted_while_a_weekend_cannot_be_read(self) -> None:
        comparison = compared(HEAD + SAMS.replace("2026-12-04", "Saturday 5/12/26"), SAM)
        assert [one.weekend for one in comparison.gone] == ["2026-12-04"]
        assert comparison.not_sure


class TestLines:
    @pytest.mark.parametrize(
        "line",
        ["# 2026-12-11,booked", "// old", ",,,,", "Total,,8", "December 2026", "Q1 2027",
         "weekend,status,guest_name,guest_email,public_name", ",// see below", "Totals:,3"],
    )  # fmt: skip
    def test_remarks_sums_and_titles_are_no_rows(self, line: str) -> None:
        read = understood(f"{HEAD}{line}\n{SAMS}", SAM)
        assert (list(good(read)), found(read)) == (["2026-12-04"], [])

    def test_a_number_before_the_weekend_is_no_remark(self) -> None:
        read = understood("No.,weekend,email\n#1,4/12/2026,sam@example.org\n", SAM)
        assert list(good(read)) == ["2026-12-04"]

    def test_a_weekend_that_is_over_is_left_out_without_a_word_for_each(self) -> None:
        read = understood(HEAD + SAMS.replace("2026-12-04", "2026-10-02") + SAMS, SAM)
        assert (list(good(read)), found(read), read.over) == (["2026-12-04"], [], (2,))

    def test_a_past_year_between_weekends_to_come_is_a_slip(self) -> None:
        read = understood(HEAD + SAMS + KIMS.replace("2026-12-11", "12/12/2025"))
        assert found(read) == [("A3", "12/12/2025", "2026-12-11", "left out")]

    def test_a_past_year_that_leaves_a_gap_is_a_slip(self) -> None:
        read = understood(HEAD + SAMS.replace("2026-12-04", "5/12/2025") + KIMS)
        assert found(read) == [("A2", "5/12/2025", "2026-12-04", "left out")]


class TestTheSameWeekendTwice:
    def test_the_same_words_count_once(self) -> None:
        read = understood(HEAD + SAMS + SAMS)
        assert (list(good(read)), found(read)) == (
            ["2026-12-04"], [("A3", "2026-12-04", "", "stays")],
        )  # fmt: skip

    def test_the_cancelled_and_the_empty_row_give_way(self) -> None:
        lee = "2026-12-04,cancelled,Lee,lee@example.org,Lee\n"
        read = understood(HEAD + lee + SAMS + "4/12/2026,OPEN,,,\n")
        assert good(read)["2026-12-04"]["guest_name"] == "Sam Field"
        assert [place for place, *_ in found(read)] == ["A2", "A4"]

    def test_two_guests_are_both_left_out(self) -> None:
        read = understood(HEAD + SAMS + KIMS.replace("12-11", "12-04"))
        assert good(read) == {}
        assert [(place, what) for place, _, _, what in found(read)] == [
            ("A2", "left out"), ("A3", "left out"),
        ]  # fmt: skip


class TestHeadings:
    def test_without_a_heading_for_the_weekend_the_file_is_refused(self) -> None:
        with pytest.raises(SheetError, match=r"The first line says: Name, Email\. "):
            understood("Name,Email\nSam,sam@example.org\n")

    def test_without_a_status_nothing_is_sent_and_that_is_said(self) -> None:
        read = understood("Date,Email\n4/12/2026,sam@example.org\n")
        assert good(read) == {"2026-12-04": {"guest_email": "sam@example.org"}}
        assert "nothing is sent for it until its status is booked" in read.notes[0]

    def test_a_heading_that_stands_twice_is_named_and_the_first_counts(self) -> None:
        read = understood("Date,Tea,Tea\n4/12/2026,milk,sugar\n")
        assert found(read) == [("C1", "Tea", "", "stays")]
        assert good(read) == {"2026-12-04": {"Tea": "milk"}}

    def test_a_column_without_a_heading_is_named(self) -> None:
        assert found(understood("Date,,Tea\n4/12/2026,x,milk\n")) == [("B1", "", "", "stays")]

    def test_a_row_of_another_account_is_left_out(self) -> None:
        read = understood("account,weekend\n@other,2026-12-04\n@OurCharity,2026-12-11\n")
        assert found(read) == [("A2", "@other", "", "left out")]
        assert list(good(read)) == ["2026-12-11"]


def test_weekends_that_overlap_are_named_as_the_list_would() -> None:
    text = (
        "weekend,status,guest_name,guest_email,starts_at,ends_at\n"
        "2026-12-04,booked,Sam Field,sam@example.org,2026-12-07 08:00,2026-12-10 09:00\n"
        "2026-12-11,booked,Kim Lowe,kim@example.org,Wed 9 Dec 2026 5pm,\n"
    )
    read = understood(text)
    assert list(good(read)) == ["2026-12-04"]
    (clash,) = read.findings
    assert (clash.at, clash.right) == (
        "E3", "a time that does not overlap the weekend of 2026-12-04",
    )  # fmt: skip
