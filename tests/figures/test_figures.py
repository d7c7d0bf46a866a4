"""The goals of an idle tick, held by every function."""

from __future__ import annotations

import pytest

from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION, SURVEY
from tests.figures.ground import EMULATOR_PYTHON, ground
from tests.figures.idle import IdleTick, measure

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.skipif(not EMULATOR_PYTHON.exists(), reason="there is no .venv-local"),
]


@pytest.fixture(scope="module")
def idle() -> dict[str, IdleTick]:
    with ground() as here:
        return {tick.function: tick for tick in measure(here)}


def test_an_idle_tick_reads_roster_and_ledger_and_nothing_else(idle: dict[str, IdleTick]) -> None:
    reads = {function: idle[function].counts.as_json() for function in FUNCTIONS}
    assert reads == {
        HANDOVER: [[HANDOVER, "DynamoDB", "Query", 2]],
        # A cold sweep asks once whether this is a restored copy of the table that went live.
        REVOCATION: [
            [REVOCATION, "DynamoDB", "DescribeTable", 1],
            [REVOCATION, "DynamoDB", "Query", 2],
        ],
        # One more looks for rows whose weekend is no date.
        REMINDERS: [[REMINDERS, "DynamoDB", "Query", 3]],
        SURVEY: [[SURVEY, "DynamoDB", "Query", 2]],
    }


def test_an_idle_tick_imports_neither_tweepy_nor_jinja2(idle: dict[str, IdleTick]) -> None:
    assert {function: idle[function].imported for function in FUNCTIONS} == dict.fromkeys(
        FUNCTIONS, ()
    )


def test_every_function_meets_its_goal(idle: dict[str, IdleTick]) -> None:
    assert [function for function in FUNCTIONS if not idle[function].meets_the_goal] == []
