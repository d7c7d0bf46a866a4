"""What the demonstration prints can be read by somebody who sees it for the first time."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console

from local.sample import DemoWeekend
from local.show import Show, StepLine

START = datetime(2026, 12, 4, 17, tzinfo=UTC)
DEMO = DemoWeekend.starting(START, timedelta(seconds=36), ZoneInfo("Europe/London"))
WIDTH = 80


def printed(*lines: StepLine, at: datetime = START - timedelta(seconds=45)) -> list[str]:
    paper = io.StringIO()
    show = Show(DEMO, Console(file=paper, width=WIDTH, highlight=False), lambda: at)
    show.steps(lines)
    return paper.getvalue().splitlines()


def step(turn: str = DEMO.turn, outcome: str = "done") -> StepLine:
    return StepLine("reminders", turn, "booked", "booked", "the booking has settled", outcome, 3.21)


def test_a_step_tells_when_which_function_how_late_and_why() -> None:
    assert printed(step()) == [
        " 45 s to start reminders  booked         +3.2 s  the booking has settled"
    ]


def test_the_same_step_of_other_weekends_is_one_line() -> None:
    others = [step(f"2027-01-{day:02}#1") for day in (1, 8, 15)]
    assert [line.rstrip() for line in printed(*others)] == [
        " 45 s to start reminders  booked         +3.2 s  the booking has settled (3",
        " " * 49 + "other weekends)",
    ]


def test_one_other_weekend_is_named() -> None:
    assert " ".join(printed(step("2027-01-08#2"))).endswith("(weekend of 8 January)")


def test_a_step_that_was_not_taken_says_what_became_of_it() -> None:
    line = printed(step(outcome="taken by somebody else"))[0]
    assert line.split("booked")[1].strip() == "–  the booking has settled: taken"


def test_the_time_is_told_once_for_all_that_happens_in_it() -> None:
    first, second = printed(step(), step())
    assert (first[:15], second[:15]) == (" 45 s to start ", " " * 15)


def test_no_line_is_wider_than_the_window_whatever_a_guest_writes() -> None:
    paper = io.StringIO()
    show = Show(DEMO, Console(file=paper, width=WIDTH, highlight=False), lambda: START)
    show.post("[bold]Ten words of a guest about the night and the kettle.[/bold] " * 9)
    lines = paper.getvalue().splitlines()
    assert (len(lines), max(map(len, lines)) <= WIDTH) == (3, True)
    assert "[bold]Ten words" in lines[0]
    assert lines[-1].endswith("…")
