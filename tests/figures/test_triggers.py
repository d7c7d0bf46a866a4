"""How often template.yaml starts each function from Friday to Monday."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION, SURVEY
from tests.figures.triggers import fired
from tests.figures.weekend import END, START


def test_four_days_of_triggers() -> None:
    assert Counter(trigger.function for _, trigger in fired(START, END)) == {
        HANDOVER: 4 * 288,
        # Every 15 minutes for two days, every five for two, and the schedule of its own.
        REVOCATION: 2 * 96 + 2 * 288 + 1,
        REMINDERS: 4 * 24,
        SURVEY: 4 * 24,
    }


def test_the_second_trigger_of_the_closing_knows_the_zone() -> None:
    # In summer London is an hour ahead of UTC, and the rules are not.
    at = datetime(2026, 6, 8, 8, tzinfo=UTC)
    crons = {trigger.cron for when, trigger in fired(at, at.replace(minute=1)) if when == at}
    assert "0 9 ? * MON *" in crons
