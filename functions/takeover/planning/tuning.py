"""The timeline as this stack runs it: `TimelineOverrides` can compress it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from takeover.errors import SettingsError
from takeover.model.calendar import local_date
from takeover.model.due import After, Due
from takeover.model.sight import Sight
from takeover.model.steps import Step
from takeover.model.turn import Fact
from takeover.timeline import BY_NAME, HOUSEKEEPING, TIMELINE

SATURDAY = 5
FIRST_HOUR, LAST_HOUR, LAST_HOUR_IN_A_HURRY = time(9), time(19), time(21)
IN_A_HURRY = timedelta(hours=24)


@dataclass(frozen=True)
class MailRules:
    """When a guest may get a mail, on the charity's own clocks."""

    gap: timedelta = timedelta(hours=20)
    any_hour: bool = False

    def allow(self, step: Step, sight: Sight, zone: ZoneInfo) -> bool:
        """May this mail go to the guest now?"""
        if step.urgent or self.any_hour:
            return step.urgent or self._rested(sight)
        local = sight.now.astimezone(zone)
        hurry = _in_a_hurry(sight)
        if local.weekday() >= SATURDAY and not (step.any_day or hurry):
            return False
        latest = LAST_HOUR_IN_A_HURRY if hurry else LAST_HOUR
        return FIRST_HOUR <= local.time() < latest and self._rested(sight)

    def _rested(self, sight: Sight) -> bool:
        last = sight.turn.last_mail_at
        return last is None or last + self.gap <= sight.now


def _in_a_hurry(sight: Sight) -> bool:
    seen = sight.turn.at(Fact.SEEN)
    return seen is not None and seen > sight.window.starts_at - IN_A_HURRY


@dataclass(frozen=True)
class Tuned:
    """Timeline, housekeeping and mail rules in force."""

    timeline: tuple[Step, ...] = TIMELINE
    housekeeping: tuple[Step, ...] = HOUSEKEEPING
    rules: MailRules = MailRules()

    def housekeeper(self, name: str) -> Step:
        """One step of the account itself."""
        return next(step for step in self.housekeeping if step.name == name)


def tuned(overrides: Mapping[str, Any]) -> Tuned:
    """Apply `TimelineOverrides`: for a step, an anchor and the seconds after it.

    Such as `{"steps": {"booked": {"due": ["seen", 2], "late": ["end", -5]}}, "mail_gap_seconds": 0,
    "any_hour": true}`. Raises SettingsError naming what is wrong.
    """
    if not overrides:
        return Tuned()
    unknown = set(overrides) - {"steps", "mail_gap_seconds", "any_hour"}
    changes = overrides.get("steps", {})
    unknown |= set(changes) - set(BY_NAME)
    if unknown:
        raise SettingsError(f"TIMELINE_OVERRIDES names what does not exist: {sorted(unknown)}")
    gap = timedelta(seconds=overrides.get("mail_gap_seconds", MailRules.gap.total_seconds()))
    return Tuned(
        tuple(_override(step, changes) for step in TIMELINE),
        tuple(_override(step, changes) for step in HOUSEKEEPING),
        MailRules(gap, bool(overrides.get("any_hour", False))),
    )


def _override(step: Step, changes: Mapping[str, Any]) -> Step:
    change = changes.get(step.name, {})
    wanted: dict[str, Due] = {}
    for name, value in change.items():
        match value:
            case [str(anchor), int(seconds)] if name in {"due", "late"}:
                wanted[name] = After(anchor, seconds)
            case _:
                right = '{"due": ["start", -60], "late": ["end", 0]}'
                raise SettingsError(f"TIMELINE_OVERRIDES for {step.name} should look like {right}")
    return replace(step, **wanted) if wanted else step  # type: ignore[arg-type]


def this_wednesday(now: datetime, zone: ZoneInfo) -> datetime:
    """Noon of the Wednesday in this Monday-to-Sunday week, as an instant."""
    today = local_date(now, zone)
    wednesday = today + timedelta(days=2 - today.weekday())
    return datetime.combine(wednesday, time(12), tzinfo=zone)
