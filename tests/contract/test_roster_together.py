"""Two rows in one write: a guest stands in one of them, never in both, never in none."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.errors import RowError
from takeover.planning.editing import RowEdit
from tests.contract.made import WEEKEND
from tests.contract.test_roster import SAM, Fill, filled, row

__all__ = ["filled"]

LATER = date(2026, 12, 18)
LEAVES = RowEdit(WEEKEND, {"guest_email": None, "status": None}, SAM, ())
COMES = RowEdit(LATER, {"guest_email": "sam@example.org"}, {}, (), is_new=True)
EMPTY = {"account": "ourcharity", "weekend": "2026-12-04", "public_name": ""}
NEW = {"account": "ourcharity", "weekend": "2026-12-18", "guest_email": "sam@example.org"}


def unsaid(found: object) -> object:
    """The row without its account, which nobody types in memory."""
    assert isinstance(found, dict)
    return {**found, "account": "ourcharity"}


def test_both_rows_are_written_or_none(filled: Fill) -> None:
    roster = filled(SAM)
    roster.edit_together(LEAVES, COMES)
    assert [unsaid(one) for one in roster.rows(WEEKEND)] == [EMPTY, NEW]


def test_an_edit_of_a_row_that_is_there_keeps_what_it_does_not_name(filled: Fill) -> None:
    roster = filled(SAM, {"account": "ourcharity", "weekend": "2026-12-18", "duty": "Kit <k@x.y>"})
    roster.edit_together(LEAVES, RowEdit(LATER, COMES.cells, {}, ()))
    assert unsaid(roster.row(LATER)) == {**NEW, "duty": "Kit <k@x.y>"}


def test_a_lost_answer_may_be_asked_for_again(filled: Fill) -> None:
    roster = filled(SAM)
    for _ in range(2):
        roster.edit_together(LEAVES, COMES)
    assert [unsaid(one) for one in roster.rows(WEEKEND)] == [EMPTY, NEW]


def test_nothing_is_written_where_the_new_row_is_there_by_now(filled: Fill) -> None:
    theirs = row("2026-12-18", guest_email="kim@example.org")
    roster = filled(SAM, theirs)
    with pytest.raises(RowError, match="there is a row for 2026-12-18 by now"):
        roster.edit_together(LEAVES, COMES)
    assert list(roster.rows(WEEKEND)) == [SAM, theirs]


def test_nothing_is_written_where_somebody_changed_the_old_row(filled: Fill) -> None:
    changed = row("2026-12-04", status="cancelled")
    roster = filled(changed)
    with pytest.raises(RowError, match=r"row of 2026-12-04 in between: status$"):
        roster.edit_together(LEAVES, COMES)
    assert list(roster.rows(WEEKEND)) == [changed]


def test_a_cell_that_was_not_there_must_not_be_there_by_now(filled: Fill) -> None:
    taken = row("2026-12-18", guest_email="kim@example.org")
    roster = filled(SAM, taken)
    with pytest.raises(RowError, match=r"row of 2026-12-18 in between: guest_email$"):
        roster.edit_together(LEAVES, RowEdit(LATER, COMES.cells, {}, ()))
    assert list(roster.rows(WEEKEND)) == [SAM, taken]


def test_a_row_that_is_gone_is_named(filled: Fill) -> None:
    roster = filled()
    with pytest.raises(RowError, match="row of 2026-12-04 is gone by now"):
        roster.edit_together(LEAVES, COMES)
    assert list(roster.rows(WEEKEND)) == []
