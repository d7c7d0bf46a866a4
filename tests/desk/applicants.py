"""Somebody who asks for a weekend on the public form, a week after the story's beginning."""

from __future__ import annotations

from tests.desk.browser import Browser, Seen
from tests.story import Story

MONDAY = "2026-11-23 12:00"
FIRST, SECOND = "2026-12-11", "2027-01-01"
WHY = "I would like to talk about gardens and rest."
FILLED = {
    "first_choice": FIRST,
    "second_choice": SECOND,
    "public_name": "Bluebell",
    "anonymous": "yes",
    "why": WHY,
    "guest_email": "bluebell@example.org",
    "guest_phone": "020 7946 0123",
    "point": "yes",
    "consent": "yes",
}


def stranger(story: Story | None = None) -> Browser:
    """A browser without any cookie."""
    return Browser(story or Story(MONDAY))


def sends(browser: Browser, **changes: str) -> Seen:
    """Open the form, take ten seconds to fill it in, and send it."""
    browser.get("/sign-up")
    browser.story.world.clock.advance(seconds=10)
    return browser.press("Send", **(FILLED | changes))


def kept(story: Story) -> list[dict[str, object]]:
    """What the waiting list holds."""
    return [dict(entry) for entry in story.world.waiting_list.entries()]
