"""What a month costs by itself, before anything is counted."""

from __future__ import annotations

from tests.figures.month import GOAL, Part, later


def test_the_key_makes_a_month_dearer_only_after_years() -> None:
    first_years = [Part("all of it", 1, GOAL)]
    assert [(round(years), dollars - GOAL) for years, dollars in later(first_years)] == [
        (7, 1.0),
        (14, 2.0),
    ]
