"""The timeline as this stack runs it: `TimelineOverrides` can compress it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from takeover.errors import SettingsError
from takeover.model.calendar import local_date
from takeover.model.due import After, Due
from takeover.model.quarter import Quarter
from takeover.model.sight import Sight
from takeover.model.steps import FUNCTIONS, ROSTER_CHECK, Step
from takeover.model.turn import Fact, Turn
from takeover.settings import Settings
from takeover.timeline import BY_NAME, HOUSEKEEPING, TIMELINE, takes

SATURDAY = 5
FIRST_HOUR, LAST_HOUR, LAST_HOUR_IN_A_HURRY = time(9), time(19), time(21)
IN_A_HURRY = timedelta(hours=24)
USUAL_GAP_SECONDS = 20 * 60 * 60
MOMENTS = {
    "start", "end", "now", "wednesday", "quarter", "claimed", "signed_up", "kept_until", "send_at",
}  # fmt: skip
ANCHORS = MOMENTS | set(Fact)
RIGHT = '{"due": ["start", -60], "late": ["end", 0]}'


@dataclass(frozen=True)
class MailRules:
    """When a guest may get a mail, on the charity's own clocks."""

    gap: timedelta = timedelta(seconds=USUAL_GAP_SECONDS)
    any_hour: bool = False

    def allow(self, step: Step, sight: Sight, zone: ZoneInfo) -> bool:
        """May this mail go to the guest now?"""
        if not (step.urgent or step.no_gap or self._rested(sight)):
            return False
        if step.urgent or self.any_hour:
            return True
        local = sight.now.astimezone(zone)
        hurry = _in_a_hurry(sight)
        if local.weekday() >= SATURDAY and not (step.any_day or hurry):
            return False
        latest = LAST_HOUR_IN_A_HURRY if hurry else LAST_HOUR
        return FIRST_HOUR <= local.time() < latest

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

    def said_already(self, step: Step, turn: Turn) -> bool:
        """Has a later mail of the same group gone out, which said what this one would?"""
        return not turn.steps.keys().isdisjoint(self._later[step.name])

    def of_a_turn(self, by: str) -> tuple[Step, ...]:
        """The steps of a turn that this function must know: its own, and all of their groups.

        For what is due in a group decides, whoever takes it. An empty name means every function.
        """
        return self._of_a_turn[by]

    def housekeeper(self, name: str) -> Step:
        """One step of the account itself."""
        return self._housekeepers[name]

    # Looked up some thousand times in a run over a long list of weekends.

    @cached_property
    def _later(self) -> Mapping[str, frozenset[str]]:
        return {
            step.name: frozenset(
                other.name
                for other in self.timeline[place + 1 :]
                if step.group and other.group == step.group
            )
            for place, step in enumerate(self.timeline)
        }

    @cached_property
    def _of_a_turn(self) -> Mapping[str, tuple[Step, ...]]:
        steps = [step for step in self.timeline if step.name != "begin"]
        found = {"": tuple(steps)}
        for by in (*FUNCTIONS, ROSTER_CHECK):
            groups = {step.group for step in steps if step.group and takes(by, step)}
            found[by] = tuple(step for step in steps if takes(by, step) or step.group in groups)
        return found

    @cached_property
    def _housekeepers(self) -> Mapping[str, Step]:
        return {step.name: step for step in self.housekeeping}


USUAL = Tuned()
"""Without overrides: the timeline as it stands."""


def tuned(overrides: Mapping[str, Any]) -> Tuned:
    """Apply `TimelineOverrides`: for a step, an anchor and the seconds after it.

    Such as `{"steps": {"booked": {"due": ["seen", 2], "late": ["end", -5]}}, "mail_gap_seconds": 0,
    "any_hour": true}`. Raises SettingsError naming what is wrong.
    """
    if not overrides:
        return USUAL
    steps, gap = overrides.get("steps", {}), overrides.get("mail_gap_seconds", USUAL_GAP_SECONDS)
    if unknown := set(overrides) - {"steps", "mail_gap_seconds", "any_hour"}:
        raise _wrong(f"there is no setting {', '.join(sorted(unknown))}")
    if not isinstance(gap, int | float):
        raise _wrong(f"mail_gap_seconds should be a number, not {gap!r}")
    if not isinstance(steps, dict):
        raise _wrong('steps should look like {"booked": {"due": ["seen", 2]}}')
    if unknown := set(steps) - set(BY_NAME):
        raise _wrong(f"there is no step {', '.join(sorted(unknown))}")
    return Tuned(
        tuple(_override(step, steps) for step in TIMELINE),
        tuple(_override(step, steps) for step in HOUSEKEEPING),
        MailRules(timedelta(seconds=gap), bool(overrides.get("any_hour", False))),
    )


def _override(step: Step, steps: Mapping[str, Any]) -> Step:
    said = steps.get(step.name, {})
    if not isinstance(said, dict) or set(said) - {"due", "late"}:
        raise _wrong(f"{step.name} should look like {RIGHT}")
    if "due" in said:
        step = replace(step, due=_after(step, said["due"]))
    if "late" in said:
        step = replace(step, late=_after(step, said["late"]))
    return step


def _after(step: Step, said: object) -> Due:
    match said:
        case [str(anchor), int(seconds)] if _is_anchor(anchor):
            return After(anchor, seconds)
    raise _wrong(f"{step.name} should look like {RIGHT}, not {said!r}")


def _is_anchor(name: str) -> bool:
    step = name.removeprefix("done:")
    return name in ANCHORS or (step != name and step in BY_NAME)


def _wrong(what: str) -> SettingsError:
    return SettingsError(f"TIMELINE_OVERRIDES: {what}")


def kept_until(sight: Sight, settings: Settings) -> datetime | None:
    """Until when we keep who this turn's guest was."""
    timeline = tuned(settings.timeline_overrides).timeline
    forget = next(step for step in timeline if step.name == "forget")
    return forget.due.resolve(sight.moment, settings.zone)


def first_wednesday(quarter: Quarter, zone: ZoneInfo) -> datetime:
    """Noon of the first Wednesday of a quarter: the last weekend of the one before is over then."""
    first = this_wednesday(datetime.combine(quarter.first, time(12), tzinfo=zone), zone)
    return first if local_date(first, zone) >= quarter.first else first + timedelta(weeks=1)


def this_wednesday(now: datetime, zone: ZoneInfo) -> datetime:
    """Noon of the Wednesday in this Monday-to-Sunday week, as an instant."""
    today = local_date(now, zone)
    wednesday = today + timedelta(days=2 - today.weekday())
    return datetime.combine(wednesday, time(12), tzinfo=zone)
