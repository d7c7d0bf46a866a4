"""Each row of the timeline, at its edges and without what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from takeover.model.due import Now
from takeover.model.steps import FUNCTIONS, To
from takeover.model.turn import Fact, State, StepRecord
from takeover.timeline import BY_NAME, HOUSEKEEPING, TIMELINE
from tests.story import local
from tests.takeover.planning.cases import CASES, OPENED
from tests.takeover.planning.scenes import Case, planned_names

MOMENT = timedelta(microseconds=1)
AT_ONCE = [case for case in CASES if isinstance(BY_NAME[case.name].due, Now)]
COUNTED = [case for case in CASES if case not in AT_ONCE]
ONCE = [case for case in CASES if BY_NAME[case.name].to is not To.LEDGER]
WITHOUT = [(case, number) for case in CASES for number in range(len(case.without))]


def key(case: Case) -> str:
    return case.name


def test_every_row_of_the_timeline_has_a_case() -> None:
    # Whether to begin or to correct is seen only beside the weekend's other turns: in stories.
    needs_a_scene = {"begin", "correct"}
    assert {case.name for case in CASES} | needs_a_scene == {step.name for step in TIMELINE}


def test_names_are_given_once() -> None:
    assert len(BY_NAME) == len(TIMELINE) + len(HOUSEKEEPING)
    assert {step.by for step in BY_NAME.values()} == set(FUNCTIONS)


@pytest.mark.parametrize("case", COUNTED, ids=str)
def test_a_step_is_not_planned_before_it_is_due(case: Case) -> None:
    assert key(case) not in planned_names(case.seen_at(local(case.due) - MOMENT))


@pytest.mark.parametrize("fact", [Fact.CLOSED, Fact.DECLINED])
def test_what_is_over_is_tidied_up_at_once_also_by_a_clock_that_is_behind(fact: Fact) -> None:
    over = Case("close", "2026-12-05 12:00", None, facts=OPENED | {fact: "2026-12-05 12:00"})
    for seconds in (-4, 0, 4):
        assert "close" in planned_names(over.seen_at(local(over.due) + timedelta(seconds=seconds)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_step_is_planned_when_it_is_due(case: Case) -> None:
    assert key(case) in planned_names(case.seen_at(local(case.due)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_step_is_planned_until_it_is_too_late(case: Case) -> None:
    if case.late is None:
        years_later = local(case.due) + timedelta(days=5 * 365)
        expected = case.name != "gone"  # by then the window is over, and it never opened
        assert (key(case) in planned_names(case.seen_at(years_later))) == expected
        return
    assert key(case) in planned_names(case.seen_at(local(case.late) - MOMENT))
    assert key(case) not in planned_names(case.seen_at(local(case.late)))


@pytest.mark.parametrize(
    ("case", "number"), WITHOUT, ids=[f"{case} {number}" for case, number in WITHOUT]
)
def test_a_step_is_not_planned_without_what_it_needs(case: Case, number: int) -> None:
    changes: dict[str, Any] = dict(case.without[number])
    assert key(case) not in planned_names(replace(case, **changes).seen_at(local(case.due)))


@pytest.mark.parametrize("state", [State.CLAIMED, State.DONE, State.ABSORBED, State.TOLD])
@pytest.mark.parametrize("case", ONCE, ids=str)
def test_a_step_is_not_planned_once_it_is_taken(case: Case, state: State) -> None:
    seen = case.seen_at(local(case.due))
    steps = {**seen.turn.steps, case.name: StepRecord(state, local(case.due))}
    taken = replace(seen, turn=replace(seen.turn, steps=steps))
    assert case.name not in planned_names(taken)


@pytest.mark.parametrize("name", ["said_no", "guest_said_no", "suspended"])
def test_what_the_version_before_did_not_count_yet_is_told_as_the_first(name: str) -> None:
    case = next(case for case in CASES if case.name == name)
    assert name in planned_names(replace(case, turn={}).seen_at(local(case.due)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_a_guest_or_the_public_was_owed_before_a_restore_counts_as_said(case: Case) -> None:
    seen = case.seen_at(local(case.due))
    put_back = replace(seen, restored_at=seen.now + MOMENT)
    said = BY_NAME[case.name].to in {To.GUEST, To.ACCOUNT}
    assert (key(case) in planned_names(put_back)) is not said
