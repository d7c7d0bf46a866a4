"""`make browser ARGS=--pictures`: the three small pictures of README, of the real desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from tests.browser.hands import Hands
from tests.browser.journeys import in_by_number
from tests.browser.looking import PHONE
from tests.browser.served import Served
from tests.desk.list_stories import number_in_mail
from tests.desk.stories import accepted
from tests.story import ROBIN, Story

PICTURES = Path(__file__).with_name("pictures")
SMALL_DESK = ViewportSize(width=960, height=720)
NEXT = {
    date(2026, 12, 11): {"public_name": "Kim", "guest_email": "kim@example.org"},
    date(2026, 12, 18): {
        "public_name": "Jo",
        "guest_email": "jo@example.org",
        "status": "pencilled",
    },
    date(2026, 12, 25): {"status": "break"},
    date(2027, 1, 8): {"public_name": "Alex", "guest_email": "alex.b@example.org"},
}


def take(browser: Browser, served: Served) -> list[Path]:
    """Take them anew; returns where they are."""
    PICTURES.mkdir(exist_ok=True)
    tab = browser.new_context(viewport=PHONE, locale="en-GB").new_page()
    taken: list[Path] = []

    def keep(name: str) -> None:
        taken.append(PICTURES / f"{name}.png")
        tab.screenshot(path=taken[-1])

    hands = Hands(tab, served.url, lambda _: None)
    story = accepted(public_name="Bluebell")
    served.tell(story)
    in_by_number(story, hands)
    for words in ("Hello from the sofa.", "What is your best trick for a foggy day?"):
        hands.write("Write a post", words)
        hands.press("Look at it first")
        hands.press("Post it")
    hands.go("/")
    hands.write("Write a post", "Mine: one list, three things, and a nap after each.")
    tab.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    keep("write-phone")
    _into_the_list(story, hands)
    keep("list-phone")
    tab.set_viewport_size(SMALL_DESK)
    keep("list-desk")
    return taken


def _into_the_list(story: Story, hands: Hands) -> None:
    for weekend, cells in NEXT.items():
        story.book(weekend, **cells)
    story.run()
    hands.go("/list")
    hands.send_from("Your mail address", ROBIN.address)
    hands.send_from("Type the 6 numbers…", number_in_mail(story))
