"""Mails that the team keeps back: which, and until when they can still be let go. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from takeover.model.sight import Sight
from takeover.model.steps import Step
from takeover.settings import Settings
from takeover.timeline import BY_NAME

TOLD_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """One mail that is kept back; it is for nothing once it is `late`."""

    step: Step
    late: datetime | None

    def nearly_too_late(self, now: datetime) -> bool:
        """Is a person to be told, as a day is left, or less?"""
        return self.late is not None and now >= self.late - TOLD_BEFORE

    def pointless(self, now: datetime) -> bool:
        """Can it not be sent any more?"""
        return self.late is not None and now >= self.late


def held_back(sight: Sight, settings: Settings) -> Iterator[Held]:
    """The mails of this turn that the team keeps back, and that it could still need."""
    for name in sight.turn.wishes:
        step = BY_NAME.get(name)
        if step is None or not step.can_wait or not sight.turn.held(name):
            continue
        if all(need.met(sight) or need.mail for need in step.needs):
            yield Held(step, step.late.resolve(sight.moment, settings.zone))
