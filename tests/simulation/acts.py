"""What else one seed means: who writes to the account, photos, the team.

Only in some weekends, which a chance of its own chooses: all others keep their histories, to
the letter, and what is looked at in them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.scenario import Scenario

SHARE = 0.2  # of all weekends
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1),
)  # fmt: skip
WEEK = 7 * DAY
OF_THE_TEAM = (
    "pause", "button", "go on", "hold", "hold", "let go", "send now", "away", "away", "back",
    "take down", "end now", "swap", "earlier end", "later end", "free", "book", "break",
    "correct", "move", "move",
)  # fmt: skip
LATER = (MINUTE / 2, 5 * MINUTE, 20 * MINUTE, 3 * HOUR, 20 * HOUR)
THE_OTHER_WAY = {"pause": "go on", "button": "go on", "hold": "let go", "away": "back"}
THEN = {"free": ("book", "break"), "end now": ("book", "break"), "move": ("move back", "book")}
EDITS = frozenset({"end now", "swap", "earlier end", "later end", "free", "correct", "move"})


@dataclass(frozen=True)
class Acts:
    """`talks` and `photos` are how often. Nothing unless it is drawn."""

    looked_at: bool = False
    talks: int = 0
    photos: int = 0
    team: tuple[tuple[datetime, str], ...] = ()
    minds: bool = False
    goal: date | None = None
    """To which Friday a guest moves, by the team or by themselves."""


def chosen(seed: int) -> bool:
    """Do people do more in the weekend of this seed?"""
    return Random(f"more {seed}").random() < SHARE


def acting(seed: int, scenario: Scenario) -> Scenario:
    """The scenario of this seed, with what people do on top of it, whether it is chosen or not.

    Not where the team looks first (`reviewed.py`): what a guest does then waits for a yes.
    """
    if scenario.main.review:
        return scenario
    chance = Random(f"acts {seed}")
    acts = Acts(
        looked_at=True,
        talks=chance.choice((0, 0, 0, 3, 8)),
        photos=chance.choice((0, 0, 0, 1, 3)),
        team=_team(chance, scenario) if chance.random() < 0.6 else (),
        minds=chance.random() < 0.4,
    )
    moves = acts.minds or "move" in {name for _, name in acts.team}
    if moves and scenario.twists.move is None:
        taken = {wish.weekend for _, wish in scenario.wishes}
        weeks = [one for one in (1, 2, 3, 4) if scenario.main.weekend + one * WEEK not in taken]
        later = chance.choice(weeks) * WEEK
        goal = scenario.main.weekend + later
        scenario = replace(scenario, ends=scenario.ends + later)
        acts = replace(acts, goal=goal)
    return replace(scenario, acts=acts)


def _team(chance: Random, scenario: Scenario) -> tuple[tuple[datetime, str], ...]:
    """Mostly near an edge, and what has another way often goes it as well."""
    window, booked = scenario.main.window, scenario.wishes[0][0]
    start, end = window.starts_at, window.ends_at
    edges = (booked + HOUR, start - DAY, start - 7 * HOUR, start, start + DAY, end, end + 2 * HOUR)
    found: list[tuple[datetime, str]] = []
    for _ in range(chance.choice((1, 2, 3, 5))):
        at = chance.choice(edges) + chance.randint(-3000, 3000) * SECOND
        name = chance.choice(OF_THE_TEAM)
        if name in {"pause", "button", "take down"}:
            at = start + (end - start) * chance.random()
        if name == "away" and chance.random() < 0.5:  # so that it is for the very morning
            at = start - 3 * DAY * chance.random()
        at = max(at, booked + MINUTE)
        found.append((at, name))
        back = "undo" if name in EDITS else THE_OTHER_WAY.get(name)
        if name in THEN and chance.random() < 0.5:
            found.append((at + chance.choice(LATER), chance.choice(THEN[name])))
        elif back and chance.random() < 0.7:
            later = LATER[:3] if back == "undo" and chance.random() < 0.8 else LATER
            found.append((at + chance.choice(later), back))
    return tuple(sorted(found))
