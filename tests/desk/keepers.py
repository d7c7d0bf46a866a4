"""A guest who keeps words for later."""

from __future__ import annotations

from tests.desk.browser import Browser, Seen
from tests.desk.stories import WORDS, in_the_weekend
from tests.story import Story

SUNDAY = {"day": "2026-12-06", "hour": "19", "minute": "5"}


def kept(words: str = WORDS) -> tuple[Story, Browser, Seen]:
    story, guest = in_the_weekend()
    seen = guest.press("Keep it for later", text=words)
    return story, guest, seen


def send(guest: Browser, **at: str) -> Seen:
    guest.get("/kept")
    return guest.press("Send it then", **(SUNDAY | at))
