"""What the coordinator types, and what she is told of it."""

from __future__ import annotations

from datetime import date

from takeover.model.steps import REVOCATION, ROSTER_CHECK
from tests.story import ROBIN, WEEKEND, Story

NEXT, THIRD = date(2026, 12, 11), date(2026, 12, 18)


def edit(story: Story, at: str, weekend: date = WEEKEND, **cells: object) -> None:
    """The coordinator types a row, and the stream wakes the check."""
    story.at(at)
    story.book(weekend, **cells)
    story.run(ROSTER_CHECK)


def mistakes(story: Story) -> list[str]:
    """The texts of the mails about the list."""
    sent = [mail for mail in story.world.mailer.sent if ROBIN.address in mail.to]
    return [mail.text for mail in sent if mail.tags["step"].startswith("mistake-")]


def sweep(story: Story, *instants: str) -> None:
    for instant in instants:
        story.at(f"2026-11-20 {instant}")
        story.run(REVOCATION)
