"""Odd things that somebody types into the list: they stop nothing else, and no log quotes them."""

from __future__ import annotations

import pytest

from takeover.model.steps import HANDOVER, REMINDERS
from tests.story import WEEKEND, Story
from tests.takeover.openings import booked


@pytest.mark.parametrize("sign", ["\uffff", "\ufffe", "\ufeff", "\u2028", "\u202e", "\x07"])
@pytest.mark.parametrize("cell", ["public_name", "introduction"])
def test_a_sign_that_x_does_not_take_stops_no_other_row(sign: str, cell: str) -> None:
    story = Story("2026-11-20 09:30")
    story.book(**{cell: f"Sam{sign}Field"})
    story.world.roster.put(
        {"weekend": "2026-12-11", "status": "booked", "guest_name": "Kim", "guest_email": "k@x.org"}
    )
    story.run(HANDOVER)
    assert "2026-12-11#1" in {turn.id for turn in story.world.ledger.look(WEEKEND).turns}
    story.run(REMINDERS)
    assert story.failed() == []


def test_wednesdays_mail_says_nothing_of_mistakes_of_weekends_long_past() -> None:
    story = booked()
    story.world.roster.put({"weekend": "2026-09-04", "status": "boked"})
    story.days_until("2026-11-25 09:00")
    (wednesday,) = [mail for mail in story.world.mailer.sent if mail.tags["turn"] == "weekly"]
    assert "2026-09-04" not in wednesday.text
