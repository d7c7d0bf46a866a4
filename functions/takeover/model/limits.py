"""How much a guest may still write: what X lets an account post in a day, what a weekend may cost.

X counts a new account's days, but does not say when one begins; so ours are any 24 hours.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from takeover.model.post import Post
from takeover.model.turn import POST_PREFIX, State, StepRecord
from takeover.settings import Settings

A_DAY = timedelta(hours=24)
OUT = {State.CLAIMED, State.DONE}


@dataclass(frozen=True)
class Room:
    """Room for this many more; `times` are those of the last 24 hours, the oldest first."""

    most: int
    times: tuple[datetime, ...]

    @property
    def left(self) -> int:
        """How many more there is room for now."""
        return max(0, self.most - len(self.times))

    def again_at(self, number: int) -> datetime | None:
        """When there is room for this number; None if there is now."""
        too_many = len(self.times) + number - self.most
        return self.times[too_many - 1] + A_DAY if 0 < too_many <= len(self.times) else None


@dataclass(frozen=True)
class Limits:
    """What is left of a day's posts and answers, and of the weekend's posts."""

    posts: Room
    answers: Room
    weekend_left: int

    def again_at(self, parts: Sequence[Post]) -> datetime | None:
        """When these posts may go out by what X lets us do in a day; None if they may now."""
        answers = sum(1 for part in parts if part.answers)
        found = [self.posts.again_at(len(parts) - answers), self.answers.again_at(answers)]
        return max(filter(None, found), default=None)


def limits(
    answers: Collection[str],
    steps: Mapping[str, StepRecord],
    now: datetime,
    settings: Settings,
) -> Limits:
    """What is left at this instant; what may be out counts as well.

    `answers` are those of the turn's steps that answer somebody else.
    """
    out = {
        step: record.at
        for step, record in steps.items()
        if step.startswith(POST_PREFIX) and record.state in OUT
    }
    lately = sorted((at, step) for step, at in out.items() if at > now - A_DAY)
    return Limits(
        Room(settings.most_posts_a_day, tuple(at for at, step in lately if step not in answers)),
        Room(settings.most_answers_a_day, tuple(at for at, step in lately if step in answers)),
        max(0, settings.most_posts - len(out)),
    )
