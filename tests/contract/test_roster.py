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
            pytest.param({"a", "b"}, id="a set of texts"),
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
