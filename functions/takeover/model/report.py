"""What a guest does about posts of others: hides them, and tells the team of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from takeover.model.turn import TOLD_PREFIX, Turn

HIDDEN_PREFIX = "hidden-"
"""So begins what the turn's record calls somebody else's post that the guest has hidden."""
OF_OTHERS = (TOLD_PREFIX, HIDDEN_PREFIX)
"""What names posts of other people: forgotten with the guest."""


class About(StrEnum):
    """Why the team should look at a post."""

    DANGER = "danger"
    GUESSING = "guessing"


@dataclass(frozen=True)
class Report:
    """One thing that the team was told, once; `post` is X's id, or empty if none was named."""

    about: About
    post: str = ""
    at: datetime | None = None

    @property
    def step(self) -> str:
        """What the turn's record calls it."""
        return f"{TOLD_PREFIX}{self.about}-{self.post}"


def reports(turn: Turn) -> list[Report]:
    """All that the team was told in this turn, newest first."""
    found = []
    for name, record in turn.steps.items():
        if name.startswith(TOLD_PREFIX):
            about, _, post = name.removeprefix(TOLD_PREFIX).partition("-")
            found.append((record.at, name, Report(About(about), post, record.at)))
    return [report for _, _, report in sorted(found, key=lambda one: one[:2], reverse=True)]
