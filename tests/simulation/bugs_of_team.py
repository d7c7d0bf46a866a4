"""Deliberate bugs in what the team does by the list's pages, and in the list's stream."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from desk.team import posts
from takeover import commands
from takeover.commands import coming, editing, overseeing, taking_down
from takeover.model.due import Nothing
from takeover.model.steps import ROSTER_CHECK
from takeover.model.turn import Turn
from takeover.planning.planned import Scene
from tests.simulation.bugs import Bug, patched, planning, timeline

NEVER: dict[str, object] = {"due": Nothing()}


def _lifts_any_pause(world: Any, here: Any) -> None:
    """The guest lets go on, whoever has paused."""
    world.ledger.resume(here.turn.id, by_us=True)


def _weekends_open(step: Any, sight: Any) -> bool:
    """In time away only mails wait."""
    return bool(step.can_wait and (sight.turn.held(step.name) or sight.away))


def _mails_go(step: Any, sight: Any) -> bool:
    """In time away only what opens waits."""
    return bool((step.can_wait and sight.turn.held(step.name)) or
                (sight.away and step.name == "open"))  # fmt: skip


def _held_is_only_shown() -> AbstractContextManager[object]:
    """Neither the plan nor the claim asks whether a mail is held."""
    return patch.object(Turn, "held", lambda *_: False)


def _never_lets_go(*_: Any) -> bool:
    """What is held stays so."""
    return True


def _says_it_is_down(_: Any, __: str, chosen: Any) -> Any:
    """X is not asked."""
    return taking_down.TakenDown({post.key: taking_down.Fate.DOWN for post in chosen})


def _pauses_as_the_guest(world: Any, turn: Any) -> bool:
    """The team's pause is one that the guest may end."""
    return bool(world.ledger.pause(turn.id, world.clock.now()))


TEAM: dict[str, Bug] = {
    "team: a guest lifts the team's pause": patched(commands, "resume", _lifts_any_pause),
    "team: its pause is as the guest's own":
        patched(overseeing, "pause_for_the_charity", _pauses_as_the_guest),
    "team: nobody tells the guest of its pause": timeline(paused_by_us=NEVER),
    "team: a held mail goes out": _held_is_only_shown,
    "team: a held mail is never let go": patched(coming, "let_go", _never_lets_go),
    "away: weekends open": patched(planning, "waits_for_us", _weekends_open),
    "away: guests get all their mails": patched(planning, "waits_for_us", _mails_go),
    "away: turns begin": patched(Scene, "away", property(lambda _: False)),
    "page: what it ends goes on": patched(editing, "ENDS_AT_ONCE", ()),
    "page: posts are said to be down": patched(posts, "take_posts_down", _says_it_is_down),
    "stream: only its event closes what is off": timeline(close={"by": ROSTER_CHECK}),
}  # fmt: skip
