"""How stories begin: a weekend of Sam's, up to some point."""

from __future__ import annotations

from datetime import timedelta

from takeover.gate import Reason
from takeover.model.turn import Fact
from tests.story import ALEX, ROBIN, SAM, Story

KIM = "kim@example.org"
MEET_SAM = (
    "Meet Sam, who has our account until Monday. Gardener, bad at resting. They live with "
    "multiple sclerosis and are here on and off. Say hello! Put @ourcharity in your post so "
    "they can answer."
)
THANKS_SAM = (
    "Sam has finished their weekend here, and our team has the account back. Thank you, Sam, "
    "for sharing it with us, and thank you to everyone who joined in. Would you like a weekend "
    "of your own? See our profile."
)
HELLO = "Hello from the garden."
FIVE_MINUTES = timedelta(minutes=5)


def booked(*, live: bool = True) -> Story:
    """Two weeks before, on a Friday: the row is there, and Sam has been asked."""
    story = Story("2026-11-20 09:30", live=live)
    story.book()
    story.run()
    story.days_until("2026-11-20 12:00")
    return story


def agreed(*, live: bool = True) -> Story:
    """Sam has said yes, and on the day before that all is set."""
    story = booked(live=live)
    story.accept()
    story.days_until("2026-12-03 15:00")
    story.all_set()
    return story


def on_friday(*, live: bool = True) -> Story:
    """Friday at noon: the account is ready, the window has not begun."""
    story = agreed(live=live)
    story.days_until("2026-12-04 12:00")
    assert story.happened(Fact.OPENED)
    return story


def signed_in(*, live: bool = True) -> tuple[Story, str]:
    """Friday evening: Sam has typed the number; with the session's token."""
    story = on_friday(live=live)
    story.days_until("2026-12-04 17:05")
    return story, story.sign_in()


def team_mails(story: Story) -> list[str]:
    """What the coordinator got, but for Wednesday's mail."""
    return [step for step in story.steps(ROBIN.address) if not step.startswith("2026-")]


def team_and_guest(story: Story) -> tuple[list[str], list[str]]:
    """All mails to the guest and to the coordinator; everybody else got none."""
    addresses = {address for mail in story.world.mailer.sent for address in mail.to}
    assert addresses <= {SAM, KIM, ROBIN.address, ALEX.address}
    return story.steps(SAM), team_mails(story)


def gate(story: Story, token: str, number: int = 1) -> Reason:
    """What the gate says to this session now."""
    return story.visit(token, number).verdict.reason
