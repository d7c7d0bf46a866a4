"""When template.yaml starts which function: its own rules, worked out minute by minute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from local.deploy import read_template
from tests.figures.ground import ROOT

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
A_MINUTE = timedelta(minutes=1)
SUFFIX = "Function"
TIMED = {"Schedule", "ScheduleV2"}


@dataclass(frozen=True)
class Trigger:
    """One rule or schedule of one function; rules know only UTC."""

    function: str
    cron: str
    zone: ZoneInfo

    def fires_at(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        minute, hour, day, month, weekday, year = self.cron.split()
        assert (month, year) == ("*", "*"), self.cron
        assert day in {"?", "*"}, self.cron
        return (
            _fits(minute, local.minute)
            and _fits(hour, local.hour)
            and (weekday in {"*", "?"} or DAYS[local.weekday()] in weekday.split(","))
        )


def _fits(said: str, number: int) -> bool:
    """One field of a cron expression: `*`, `9`, or `0/5`."""
    if said == "*":
        return True
    first, _, every = said.partition("/")
    if not every:
        return number == int(first)
    return number >= int(first) and (number - int(first)) % int(every) == 0


def triggers() -> list[Trigger]:
    """Every timed trigger of the template, with the answers that its parameters have already."""
    template = read_template(ROOT / "template.yaml")
    found = []
    for name, resource in template["Resources"].items():
        for event in (resource.get("Properties", {}).get("Events") or {}).values():
            if event["Type"] not in TIMED:
                continue
            wanted = event["Properties"]
            said = _answer(template, wanted.get("Schedule") or wanted["ScheduleExpression"])
            zone = _answer(template, wanted.get("ScheduleExpressionTimezone", "UTC"))
            cron = re.fullmatch(r"cron\((.+)\)", said)
            assert cron, said
            found.append(Trigger(name.removesuffix(SUFFIX).lower(), cron[1], ZoneInfo(zone)))
    return found


def _answer(template: dict[str, Any], value: str | dict[str, str]) -> str:
    if isinstance(value, str):
        return value
    return str(template["Parameters"][value["Ref"]]["Default"])


def fired(start: datetime, end: datetime) -> Iterator[tuple[datetime, Trigger]]:
    """Each time that a trigger fires in `[start, end)`, in order of time."""
    known = triggers()
    at = start
    while at < end:
        yield from ((at, trigger) for trigger in known if trigger.fires_at(at))
        at += A_MINUTE
