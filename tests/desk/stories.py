"""Where a weekend can stand when somebody comes to the desk."""

from __future__ import annotations

from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION
from tests.desk.browser import Browser
from tests.story import WEEKEND, Story

WEDNESDAY, FRIDAY_NOON = "2026-12-02 12:00", "2026-12-04 12:00"
IN_THE_WEEKEND, LAST_HOUR = "2026-12-05 10:12", "2026-12-07 08:00"
OVER = "2026-12-07 09:05"
WORDS = "What helps you sleep?"
YES = {"terms": "yes", "consent": "yes"}


def booked(**cells: object) -> Story:
    """A booked row and its turn; nobody has answered."""
    story = Story(WEDNESDAY)
    story.book(WEEKEND, **cells)
    story.run(HANDOVER)
    return story


def accepted(**cells: object) -> Story:
    """The guest has said yes."""
    story = booked(**cells)
    story.accept(name=str(cells.get("public_name", "Sam")))
    return story


def opened(**cells: object) -> Story:
    """Friday noon: the number is in the mail."""
    story = accepted(**cells)
    story.at(FRIDAY_NOON)
    story.run(HANDOVER)
    return story


def in_the_weekend(**cells: object) -> tuple[Story, Browser]:
    """Saturday morning, and the guest signed in on Friday, on their own phone."""
    story = opened(**cells)
    guest = Browser(story)
    guest.sign_in()
    story.at(IN_THE_WEEKEND)
    story.run(HANDOVER)
    guest.get("/")
    return story, guest


def after_the_weekend(*words: str) -> tuple[Story, Browser]:
    """Monday, closed; the guest posted these words."""
    story, guest = in_the_weekend()
    for text in words:
        guest.write(text)
        guest.press("Post it")
    story.at(OVER)
    story.run(REVOCATION)
    return story, guest


def own_posts(story: Story) -> list[str]:
    """The guest's own, without our introduction."""
    return story.posts()[1:]


def ready_to_post(words: str = WORDS) -> tuple[Story, Browser, dict[str, str]]:
    """The preview is in front; its form is ready to be sent."""
    story, guest = in_the_weekend()
    guest.write(words)
    form, _ = guest.last.page.form_with("Post it")
    return story, guest, form.fields


__all__ = [
    "FRIDAY_NOON", "HANDOVER", "IN_THE_WEEKEND", "LAST_HOUR", "OVER", "REMINDERS", "REVOCATION",
    "YES", "accepted", "after_the_weekend", "booked", "in_the_weekend", "opened",
]  # fmt: skip
