"""Weekends booked, changed and given to somebody else on the list, each after a look."""

from __future__ import annotations

from datetime import timedelta

from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import signed_in
from tests.story import SAM, WEEKEND, Story

MONDAY = "2026-11-16 10:00"
HERS = "/list/2026-12-04"
SAM_TYPED = {"public_name": "Sam", "guest_email": SAM, "introduction": "Gardener, bad at resting."}
A_TICK = timedelta(hours=1)


def raw(story: Story) -> dict[str, object]:
    """The row as it stands in the list."""
    return dict(story.world.roster.row(WEEKEND) or {})


def at_list(story: Story | None = None) -> Browser:
    """The coordinator in front of the weekend of 4 December."""
    browser = signed_in(story or Story(MONDAY))
    browser.get(HERS)
    return browser


def fill(browser: Browser, kind: str, **typed: str) -> Seen:
    """Open a form, fill it in, and look at what will happen."""
    browser.get(f"{HERS}/{kind}")
    return browser.press("What will happen?", **typed)


def booked(browser: Browser, **typed: str) -> Seen:
    """Book Sam."""
    fill(browser, "book", **(SAM_TYPED | typed))
    return browser.press("Save it")


def test_somebody_is_booked_and_gets_the_first_mail() -> None:
    browser = at_list()
    seen = fill(browser, "book", **SAM_TYPED)
    assert raw(browser.story) == {}
    assert "Nothing is sent for half an hour." in seen.text
    assert "To Sam : the first mail, with their link: please say yes" in seen.text
    assert "It is on the list." in browser.press("Save it").text
    assert raw(browser.story) == {"weekend": "2026-12-04", "status": "booked", **SAM_TYPED}
    browser.story.pass_until("2026-11-16 12:00")
    assert browser.story.steps() == ["booked"]
