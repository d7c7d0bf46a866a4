"""A weekend in which the coordinator looks at posts before they go out."""

from __future__ import annotations

from tests.desk.browser import Browser, Seen
from tests.desk.list_editors import HERS
from tests.desk.list_stories import signed_in
from tests.desk.stories import HANDOVER, WORDS, in_the_weekend
from tests.story import ROBIN, Story

REVIEW = f"{HERS}/review"
HOURS = "Fri 17:00-22:00, Sat-Sun 09:00-21:00"
YES, NO = "Yes, post it", "No, do not post it"


def reviewed(hours: str = HOURS) -> tuple[Story, Browser]:
    """Saturday, 10.12am, on the guest's page."""
    return in_the_weekend(review=hours)


def asks(words: str = WORDS, hours: str = HOURS) -> tuple[Story, Browser]:
    """The guest has posted something, which waits."""
    story, guest = reviewed(hours)
    post(guest, words)
    return story, guest


def post(guest: Browser, words: str) -> Seen:
    guest.write(words)
    return guest.press("Post it")


def looks(story: Story, address: str = ROBIN.address) -> Browser:
    """Somebody of the team, at the page with all that waits."""
    story.world.clock.advance(minutes=2)  # nobody gets two numbers within a minute
    browser = signed_in(story, address)
    browser.get(REVIEW)
    return browser


def told(story: Story) -> list[str]:
    """The subjects of the mails about words that wait."""
    sent = story.world.mailer.sent
    return [mail.subject for mail in sent if mail.tags["step"].startswith("yes_wanted")]


def passes(story: Story, minutes: int) -> None:
    """Time goes by, with its runs of handover."""
    for _ in range(minutes // 5):
        story.world.clock.advance(minutes=5)
        story.run(HANDOVER)
