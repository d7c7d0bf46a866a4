"""The hours in which somebody looks at posts first, as a spreadsheet brings them."""

from __future__ import annotations

import pytest

from takeover.model.cells import HOURS_OR_YES
from takeover.sheets.comparing import Kind
from tests.takeover.sheets.listed import SAM, compared, found, good, understood

LINE = (
    "weekend,status,guest name,guest email,{heading}\n"
    "2026-12-04,booked,Sam,sam@example.org,{cell}\n"
)


def cells(cell: str, heading: str = "review") -> dict[str, str]:
    sheet = LINE.format(heading=heading, cell=f'"{cell}"')
    return good(understood(sheet)).get("2026-12-04", {})


@pytest.mark.parametrize("cell", ["yes", "no", "daily 09:00-21:00",
                                  "Fri 17:00-22:00, Sat-Sun 09:00-21:00"])  # fmt: skip
def test_hours_are_taken_as_they_are(cell: str) -> None:
    assert cells(cell)["review"] == cell


def test_what_nobody_can_read_is_named_and_taken_as_it_is() -> None:
    read = understood(LINE.format(heading="review", cell="after lunch"))
    assert good(read)["2026-12-04"]["review"] == "after lunch"  # posts wait until it can be read
    assert [one.right for one in read.findings] == [HOURS_OR_YES]
    assert [one[1:] for one in found(read)] == [("after lunch", "", "stays")]


def test_a_heading_in_words_is_known_and_feedback_is_her_own() -> None:
    assert cells("yes", "Look at posts first")["review"] == "yes"
    assert "review" not in cells("It went well.", "How it went")


def test_a_file_that_says_the_same_changes_nothing() -> None:
    row = {**SAM, "guest_name": "Sam", "review": "daily 09:00-21:00"}
    comparison = compared(LINE.format(heading="review", cell="daily 09:00-21:00"), row)
    assert [one.weekend for one in comparison.of(Kind.UNCHANGED)] == ["2026-12-04"]
