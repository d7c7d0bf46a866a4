"""The coordinator edits the weekend of 4 December on the list."""

from __future__ import annotations

from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import signed_in
from tests.story import SAM, WEEKEND, Story

MONDAY = "2026-11-16 10:00"
HERS = "/list/2026-12-04"
SAM_TYPED = {"public_name": "Sam", "guest_email": SAM, "introduction": "Gardener, bad at resting."}
KIM_TYPED = {"public_name": "Kim", "guest_email": "kim@example.org"}
LOOK, SAVE, UNDO = "What will happen?", "Save it", "Undo"


def raw(story: Story) -> dict[str, object]:
    """The row as it stands in the list."""
    return dict(story.world.roster.row(WEEKEND) or {})


def editor(story: Story | None = None) -> Browser:
    """The coordinator, signed in."""
    return signed_in(story or Story(MONDAY))


def fill(browser: Browser, kind: str, **typed: str) -> Seen:
    """Open a form, fill it in, and look at what will happen."""
    browser.get(f"{HERS}/{kind}")
    return browser.press(LOOK, **typed)


def press_done(browser: Browser, kind: str, button: str = SAVE, **typed: str) -> Seen:
    """All the way: form if there is one, look, button."""
    browser.get(f"{HERS}/{kind}")
    if LOOK in browser.last.page.buttons():
        browser.press(LOOK, **typed)
    return browser.press(button)
