"""What a run says became of each step: alone, it never says that somebody else has taken it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from takeover.apply import Result
from takeover.errors import UnknownOutcomeError
from takeover.model.steps import REMINDERS, REVOCATION
from tests.story import WEEKEND, Story
from tests.takeover.openings import HELLO, KIM

LATER = date(2026, 12, 11)


def offered() -> Story:
    """Sam was asked this morning."""
    story = Story("2026-11-24 09:30")
    story.book()
    story.run()
    story.at("2026-11-24 10:00")
    story.run()
    assert story.steps() == ["booked"]
    return story


def opened() -> Story:
    """Booked on the morning itself: Sam agrees, the account is ready, the weekend begins."""
    story = Story("2026-12-04 11:00")
    story.book()
    story.run()
    story.accept()
    story.run()
    story.at("2026-12-04 17:00")
    return story


def comes_back(story: Story) -> None:
    story.book(status="cancelled")
    story.run()
    story.book()


def is_corrected(story: Story) -> None:
    story.book(guest_email=KIM)


def is_moved(story: Story) -> None:
    story.remove()
    story.book(LATER)


def is_restored(story: Story) -> None:
    story.world.ledger.own_id = "a copy"


def has_a_mistake(story: Story) -> None:
    story.book(LATER, status="boked")


def has_no_mistake_any_more(story: Story) -> None:
    has_a_mistake(story)
    story.run()
    story.remove(LATER)


def is_unreadable(story: Story) -> None:
    story.book(status="boked")


def is_mended(story: Story) -> None:
    is_unreadable(story)
    story.run()
    story.book()


def is_cancelled(story: Story) -> None:
    story.book(status="cancelled")


def has_a_post_in_doubt(story: Story, *, sent: bool = True) -> None:
    token = story.sign_in()
    lost = UnknownOutcomeError("no answer")
    story.world.seam.fail("channel.post", lost, afterwards=sent)
    story.post(token, HELLO)
    story.at("2026-12-04 17:02")


def has_a_post_that_was_lost(story: Story) -> None:
    has_a_post_in_doubt(story, sent=False)


@pytest.mark.parametrize(
    ("begins", "happens", "step", "by"),
    [
        (offered, comes_back, "back", REVOCATION),
        (offered, is_corrected, "correct", REVOCATION),
        (offered, is_moved, "move", REVOCATION),
        (offered, is_restored, "restore", REVOCATION),
        (offered, has_a_mistake, "mistake_seen", REMINDERS),
        (offered, has_no_mistake_any_more, "mistake_mended", REMINDERS),
        (offered, is_cancelled, "gone", REVOCATION),
        (opened, is_unreadable, "suspend", REVOCATION),
        (opened, is_mended, "mended", REVOCATION),
        (opened, is_cancelled, "close", REVOCATION),
        (opened, is_cancelled, "proof", REVOCATION),
        (opened, has_a_post_in_doubt, "look_for_post", REVOCATION),
        (opened, has_a_post_that_was_lost, "look_for_post", REVOCATION),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_step_that_was_taken_is_done_and_nobody_elses(
    begins: Callable[[], Story], happens: Callable[[Story], None], step: str, by: str
) -> None:
    story = begins()
    happens(story)
    if step == "move":
        story.run("handover")
    outcomes = [*story.run(by), *story.run(by)]
    results = [one.result for one in outcomes if one.planned.step.name == step]
    assert results == [Result.DONE]
    assert [one.planned.key for one in story.outcomes if one.result is Result.TAKEN] == []
    assert story.failed() == []


def test_a_weekend_begins_and_opens_by_nobody_elses_doing() -> None:
    story = opened()
    results = {one.planned.key: one.result for one in story.outcomes}
    assert {results[name] for name in ("begin", "open", "number")} == {Result.DONE}
    assert story.turn().id == f"{WEEKEND}#1"
