"""Weekends in which somebody has written to the guest."""

from __future__ import annotations

from tests.desk.browser import Browser, Seen
from tests.desk.stories import in_the_weekend
from tests.story import Story

HELLO = "@ourcharity What helps you on a foggy day?"
ANSWER = "A list on the fridge, and tea."
SAD = "@ourcharity I can’t go on like this any more"


def somebody_wrote(*texts: str) -> tuple[Story, Browser, list[str]]:
    """Saturday morning: these were written to us, the last one newest; the page is open."""
    story, guest = in_the_weekend()
    ids = [story.world.channel.somebody_writes(text) for text in texts]
    story.world.clock.advance(minutes=1)
    guest.get("/talk")
    return story, guest, ids


def answering(guest: Browser, post: str, text: str) -> Seen:
    """The answer is in front as people will see it."""
    guest.get(f"/talk/answer?to={post}")
    return guest.press("Look at it first", text=text)


def answers(story: Story) -> list[tuple[str, str]]:
    """What was published in answer to others: words and target."""
    return [(post.text, post.reply_to) for post in story.world.channel.published if post.reply_to]


def told(story: Story) -> list[str]:
    """The mails in which the team was told of a post."""
    sent = story.world.mailer.sent
    return [mail.text for mail in sent if mail.tags["step"].startswith("told_us")]


def reads(story: Story) -> int:
    """How often X was asked who wrote."""
    return story.world.seam.calls.count("channel.mentions")
