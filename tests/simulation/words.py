"""A weekend's history in words, on London's clocks."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tests.simulation.weekend import Weekend

LONDON = ZoneInfo("Europe/London")


def in_words(weekend: Weekend) -> Iterator[str]:
    """One line an event; what happens within a run, or in the middle of another, is indented."""
    scenario = weekend.scenario
    yield (
        f"seed {weekend.seed}: the weekend of {scenario.main.weekend}, "
        f"{'live' if scenario.live else 'rehearsing'}; one call in "
        f"{round(1 / scenario.rate) if scenario.rate else 'no'} goes wrong"
    )
    for outage in scenario.outages:
        yield f"    {outage}"
    for at, depth, words in weekend.stack.history:
        local = at.astimezone(LONDON)
        yield f"{local:%a %d %b %H:%M:%S}  {'    ' * depth}{words}"
    for breach in weekend.breaches:
        yield f"  {breach.at.astimezone(LONDON):%a %d %b %H:%M:%S}  {breach}"
