"""A guest in November who may want another weekend, or none."""

from __future__ import annotations

from datetime import date

from takeover.model.turn import Turn
from tests.desk.browser import Browser
from tests.story import Story

LATER, NEXT = date(2026, 12, 18), date(2026, 12, 11)
KIM = "kim@example.org"
NOT_FREE = "This weekend is not free any more"
DATES = "Friday 18 December, 5pm, to Monday 21 December, 9am"
NOT_FREE = "This weekend is not free any more"


def offered() -> Story:
    """Friday in November: the mail has gone out, and nobody has answered."""
    story = Story("2026-11-20 09:30")
    story.book(anonymous=True, notes="likes the evening", duty="Alex Moss <alex@example.org>")
    story.run()
    story.at("2026-11-20 10:30")
    story.run()
    story.at("2026-11-23 20:15")
    return story


def said_yes() -> tuple[Story, Browser]:
    story = offered()
    story.accept()
    return story, looking(story)


def looking(story: Story) -> Browser:
    guest = Browser(story)
    guest.open_link()
    return guest


def pick(guest: Browser, friday: date = LATER) -> str:
    """Tap a weekend, and press the button below what will happen; the page after it."""
    guest.get(f"/move?to={friday}")
    return guest.press("Yes, move my weekend").text


def there(story: Story, friday: date = LATER) -> Turn:
    return story.turn(1, friday)


def sent(story: Story, address: str, step: str) -> list[str]:
    mails = story.world.mailer.sent
    return [one.text for one in mails if address in one.to and one.tags["step"] == step]


def goals(guest: Browser) -> list[str]:
    """The weekends that the page in front offers."""
    links = [given.get("href", "") for _, given in guest.last.page.tags]
    return [link.partition("=")[2] for link in links if link.startswith("/move?to=")]


def wish(guest: Browser, friday: date) -> dict[str, str]:
    guest.get("/")
    return {"csrf": guest.csrf, "to": str(friday)}
