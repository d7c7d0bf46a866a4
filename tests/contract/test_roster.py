"""The coordinator's table: cells as people leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from boto3.dynamodb.types import TypeSerializer

from takeover.errors import RowError
from takeover.ports import Roster
from tests.contract.conftest import BOTH, Real
from tests.contract.made import WEEKEND
from tests.memory import MemoryRoster

type Fill = Callable[..., Roster]
SAM = {
    "account": "ourcharity",
    "weekend": "2026-12-04",
    "status": "booked",
    "guest_email": "sam@example.org",
    "public_name": "",
}
ABOUT = (
    "guest_name", "guest_email", "guest_phone", "public_name", "handle", "introduction",
    "anonymous", "said_yes_on", "talked_on", "talked_by", "review", "notes",
)  # fmt: skip


@pytest.fixture(params=BOTH)
def filled(request: pytest.FixtureRequest) -> Fill:
    """Makes a roster with these rows."""
    if request.param == "memory":
        return lambda *rows: MemoryRoster(rows)
    real: Real = request.getfixturevalue("dynamo")

    def fill(*rows: Mapping[str, object]) -> Roster:
        for row in rows:
            item = {cell: TypeSerializer().serialize(value) for cell, value in row.items()}
            real.client.put_item(TableName="Roster", Item=item)
        return real.roster

    return fill


def row(weekend: str, **cells: object) -> dict[str, object]:
    return {**SAM, "weekend": weekend, **cells}


class TestReading:
    def test_an_empty_list_has_no_rows(self, filled: Fill) -> None:
        roster = filled()
        assert list(roster.rows(WEEKEND)) == []
        assert list(roster.misfiled()) == []
        assert roster.row(WEEKEND) is None

    def test_rows_come_in_order_from_the_date_on(self, filled: Fill) -> None:
        roster = filled(row("2026-12-18"), row("2026-11-27"), row("2026-12-04"))
        assert list(roster.rows(WEEKEND)) == [row("2026-12-04"), row("2026-12-18")]

    def test_a_weekend_typed_wrong_is_found_all_the_same(self, filled: Fill) -> None:
        roster = filled(row("04/12/2026"), row("4 December"), row("2026-12-4"), row(" 2026-12-04"))
        assert [found["weekend"] for found in roster.misfiled()] == [" 2026-12-04", "04/12/2026"]
        assert [found["weekend"] for found in roster.rows(WEEKEND)] == ["2026-12-4", "4 December"]

    def test_one_row_is_found_by_its_weekend(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04"), row("2026-12-11"))
        assert roster.row(WEEKEND) == SAM

    @pytest.mark.parametrize(
        "cell",
        [
            "",
            "yes",
            True,
            None,
            7,
            Decimal("7.5"),
            ["a", {"b": 1}],
            {"deep": {"er": [None, False]}},
            pytest.param({"a"}, id="a set of texts"),
            {1, 2},
        ],
        ids=repr,
    )
    def test_cells_of_any_type_come_as_they_are(self, filled: Fill, cell: object) -> None:
        roster = filled(row("2026-12-04", anonymous=cell))
        found = roster.row(WEEKEND)
        assert found is not None
        assert (found["anonymous"], type(found["anonymous"])) == (cell, type(cell))

    def test_bytes_come_as_bytes(self, filled: Fill) -> None:
        found = filled(row("2026-12-04", notes=b"\x00\xff")).row(WEEKEND)
        assert found is not None
        assert found["notes"] == b"\x00\xff"


class TestSetWords:
    def test_it_sets_the_named_cells_and_no_other(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="hers"))
        roster.set_words(
            WEEKEND, "sam@example.org", {"public_name": "Sam", "introduction": "Hello!"}
        )
        expected = row("2026-12-04", notes="hers", public_name="Sam", introduction="Hello!")
        assert roster.row(WEEKEND) == expected

    def test_setting_again_after_a_lost_answer_is_success(self, filled: Fill) -> None:
        roster = filled(SAM)
        roster.set_words(WEEKEND, "sam@example.org", {"public_name": "Sam"})
        roster.set_words(WEEKEND, "sam@example.org", {"public_name": "Sam"})
        assert roster.row(WEEKEND) == {**SAM, "public_name": "Sam"}

    def test_another_guests_row_is_refused(self, filled: Fill) -> None:
        roster = filled(SAM)
        with pytest.raises(RowError):
            roster.set_words(WEEKEND, "kim@example.org", {"public_name": "Kim"})
        assert roster.row(WEEKEND) == SAM

    def test_the_raw_cell_is_compared_as_it_was_read(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", guest_email=" Sam <SAM@example.org> "))
        roster.set_words(WEEKEND, " Sam <SAM@example.org> ", {"public_name": "Sam"})
        with pytest.raises(RowError):
            roster.set_words(WEEKEND, "sam@example.org", {"public_name": "Other"})

    def test_a_row_that_is_gone_is_not_made_up(self, filled: Fill) -> None:
        roster = filled()
        with pytest.raises(RowError):
            roster.set_words(WEEKEND, "sam@example.org", {"public_name": "Sam"})
        assert roster.row(WEEKEND) is None

    def test_no_words_change_nothing(self, filled: Fill) -> None:
        roster = filled(SAM)
        roster.set_words(WEEKEND, "sam@example.org", {})
        assert roster.row(WEEKEND) == SAM

    def test_the_coordinators_own_cells_are_out_of_reach(self, filled: Fill) -> None:
        roster = filled(SAM)
        with pytest.raises(ValueError, match="status"):
            roster.set_words(WEEKEND, "sam@example.org", {"status": "booked"})
        assert roster.row(WEEKEND) == SAM


CELLS = {"status": "booked", "guest_email": "kim@example.org"}
OF_ANY_TYPE = [
    "", "yes", True, None, 7, Decimal("7.5"), b"\x00", ["a", {"b": 1}], {"deep": [None, False]},
    {"a"}, {1, 2},
]  # fmt: skip


class TestTheCoordinatorsEdits:
    def test_a_row_is_added_once(self, filled: Fill) -> None:
        roster = filled()
        roster.add("2026-12-04", CELLS)
        roster.add("2026-12-04", CELLS)
        there = roster.row(WEEKEND)
        assert there is not None
        assert {**there, "account": ""} == {"account": "", "weekend": "2026-12-04", **CELLS}

    def test_a_row_that_is_there_by_now_is_not_written_over(self, filled: Fill) -> None:
        roster = filled(SAM)
        with pytest.raises(RowError, match="there is a row for 2026-12-04 by now"):
            roster.add("2026-12-04", CELLS)
        assert roster.row(WEEKEND) == SAM

    def test_named_cells_are_set_and_taken_out_and_no_other(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="hers", Tea="milk"))
        roster.edit(
            "2026-12-04",
            {"guest_email": "kim@example.org", "notes": None, "handle": "@kim"},
            {"guest_email": "sam@example.org", "notes": "hers"},
        )
        expected = row("2026-12-04", guest_email="kim@example.org", handle="@kim", Tea="milk")
        assert roster.row(WEEKEND) == expected

    def test_what_somebody_else_changed_is_named_and_stays(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="theirs"))
        with pytest.raises(RowError, match=r"row of 2026-12-04 in between: notes, handle$"):
            roster.edit(
                "2026-12-04",
                {"status": "cancelled", "notes": "mine", "handle": "@kim"},
                {"status": "booked", "notes": "hers", "handle": "@sam"},
            )
        assert roster.row(WEEKEND) == row("2026-12-04", notes="theirs")

    def test_a_cell_that_was_not_there_must_not_be_there_by_now(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="theirs"))
        with pytest.raises(RowError, match=r"in between: notes$"):
            roster.edit("2026-12-04", {"notes": "mine"}, {})

    def test_other_cells_may_have_changed(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="theirs"))
        roster.edit("2026-12-04", {"status": "break"}, {"status": "booked"})
        assert roster.row(WEEKEND) == row("2026-12-04", notes="theirs", status="break")

    def test_editing_again_after_a_lost_answer_is_success(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", notes="hers"))
        for _ in range(2):
            roster.edit("2026-12-04", {"status": "break", "notes": None}, {**SAM, "notes": "hers"})
        assert roster.row(WEEKEND) == row("2026-12-04", status="break")

    def test_a_row_that_is_gone_is_not_edited(self, filled: Fill) -> None:
        roster = filled()
        with pytest.raises(RowError, match="the row of 2026-12-04 is gone by now"):
            roster.edit("2026-12-04", {"status": "break"}, {"status": "booked"})
        assert roster.row(WEEKEND) is None

    @pytest.mark.parametrize("cell", OF_ANY_TYPE, ids=repr)
    def test_cells_of_any_type_are_compared(self, filled: Fill, cell: object) -> None:
        roster = filled(row("2026-12-04", anonymous=cell))
        with pytest.raises(RowError, match=r"in between: anonymous$"):
            roster.edit("2026-12-04", {"anonymous": "no"}, {"anonymous": "something else"})
        roster.edit("2026-12-04", {"anonymous": "no"}, {"anonymous": cell})
        assert roster.row(WEEKEND) == row("2026-12-04", anonymous="no")

    def test_yes_is_not_the_number_one(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", anonymous=True))
        with pytest.raises(RowError):
            roster.edit("2026-12-04", {"anonymous": "no"}, {"anonymous": 1})

    def test_a_row_whose_weekend_is_no_date_is_edited_and_removed(self, filled: Fill) -> None:
        roster = filled(row("04/12/2026"))
        roster.edit("04/12/2026", {"status": "break"}, {"status": "booked"})
        assert roster.misfiled() == [row("04/12/2026", status="break")]
        roster.delete("04/12/2026", {"status": "break"})
        assert list(roster.misfiled()) == []

    def test_a_row_is_removed_once(self, filled: Fill) -> None:
        roster = filled(SAM)
        for _ in range(2):
            roster.delete("2026-12-04", SAM)
        assert roster.row(WEEKEND) is None

    def test_a_row_that_somebody_changed_is_not_removed(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", status="cancelled"))
        with pytest.raises(RowError, match=r"in between: status$"):
            roster.delete("2026-12-04", SAM)
        assert roster.row(WEEKEND) == row("2026-12-04", status="cancelled")

    def test_a_hundred_columns_of_hers_are_compared_at_once(self, filled: Fill) -> None:
        hers = {f"Column {number}": "x" * 50 for number in range(100)}
        roster = filled(row("2026-12-04", **hers))
        roster.edit("2026-12-04", dict.fromkeys(hers, None), hers)
        assert roster.row(WEEKEND) == SAM


class TestForget:
    def test_all_that_is_about_the_guest_goes_and_the_rest_stays(self, filled: Fill) -> None:
        hers = {"starts_at": "2026-12-04 18:00", "duty": "Kit <kit@example.org>", "hers": "blue"}
        roster = filled(row("2026-12-04", **hers, **dict.fromkeys(ABOUT, "Sam")))
        assert roster.forget("2026-12-04", "Sam") is True
        keys = {"account": "ourcharity", "weekend": "2026-12-04"}
        assert roster.row(WEEKEND) == {**keys, "status": "forgotten", **hers}

    def test_another_guests_row_is_left_alone(self, filled: Fill) -> None:
        roster = filled(SAM)
        assert roster.forget("2026-12-04", "kim@example.org") is False
        assert roster.row(WEEKEND) == SAM

    def test_the_raw_cell_is_compared_as_it_was_read(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04", guest_email=" Sam <SAM@example.org> "))
        assert roster.forget("2026-12-04", "sam@example.org") is False
        assert roster.forget("2026-12-04", " Sam <SAM@example.org> ") is True

    @pytest.mark.parametrize("cell", [None, True, 7, ["a"], {"b": 1}, {"a"}], ids=repr)
    def test_an_address_that_is_no_text_is_as_good_as_none(
        self, filled: Fill, cell: object
    ) -> None:
        roster = filled(row("2026-12-04", guest_email=cell, guest_name="Sam Field"))
        assert roster.forget("2026-12-04", cell) is True
        found = roster.row(WEEKEND)
        assert found is not None
        assert "guest_name" not in found

    def test_a_row_without_address_is_left_alone_once_it_has_one(self, filled: Fill) -> None:
        roster = filled(row("2026-12-04"))
        assert roster.forget("2026-12-04", None) is False
        assert roster.row(WEEKEND) == SAM

    def test_a_row_that_is_gone_is_not_made_up(self, filled: Fill) -> None:
        roster = filled()
        assert roster.forget("2026-12-04", "sam@example.org") is False
        assert roster.forget("2026-12-04", None) is False
        assert roster.row(WEEKEND) is None

    def test_a_row_whose_weekend_is_no_date_can_be_forgotten_as_well(self, filled: Fill) -> None:
        roster = filled(row("04/12/2026"))
        assert roster.forget("04/12/2026", "sam@example.org") is True
        assert [found["status"] for found in roster.misfiled()] == ["forgotten"]
