"""The coordinator at the list: signs in with the number from her mail."""

from __future__ import annotations

import re

from tests.desk.browser import Browser, Seen
from tests.story import ROBIN, Story

MONDAY = "2026-11-30 10:00"


def ask(browser: Browser, address: str = ROBIN.address) -> Seen:
    """Type an address on the page that asks for one."""
    browser.get("/list")
    return browser.press("Send me a number", address=address)


def number_in_mail(story: Story, address: str = ROBIN.address) -> str:
    """The six digits in the newest mail of the kind."""
    mails = [
        mail
        for mail in story.world.mailer.sent
        if address in mail.to and mail.tags["step"] == "list_number"
    ]
    found = re.search(r"Type this number: (\d{6})\n", mails[-1].text)
    assert found is not None
    return found[1]


def sign_in(browser: Browser, address: str = ROBIN.address, **boxes: str) -> Seen:
    """Ask for a number, read the mail, type it."""
    ask(browser, address)
    number = number_in_mail(browser.story, address)
    return browser.press("Open the list", number=number, **boxes)


def signed_in(story: Story | None = None, address: str = ROBIN.address) -> Browser:
    """A browser of the coordinator's, at the list."""
    browser = Browser(story or Story(MONDAY))
    sign_in(browser, address)
    return browser
