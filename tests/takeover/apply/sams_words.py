"""Saturday morning of Sam's weekend, and words on their way to X."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from takeover.apply.publishing import Published, Publishing
from takeover.apply.sending import gate_of
from takeover.model.post import Draft, Photo, Post, parts_of
from takeover.model.turn import Fact
from takeover.photos import SafePhoto
from tests.memory.world import MemoryWorld
from tests.story import WEEKEND, local
from tests.takeover.apply.worlds import kept, world_of
from tests.takeover.planning.scenes import made_turn

NOW = "2026-12-05 10:00"
NAME = "0123456789abcdef"
TURN = f"{WEEKEND}#1"
OPENED = {Fact.ACCEPTED: "2026-11-21 10:00", Fact.OPENED: "2026-12-04 10:00"}
RED, BLUE = (
    Photo(letter * 32, f"All {colour}") for letter, colour in (("a", "red"), ("b", "blue"))
)
SAFE = SafePhoto(b"red", "image/jpeg")
AGAIN_AT = local("2026-12-05 23:00")


def sams(*posted: str, live: bool = True, limits: Mapping[str, int] | None = None) -> MemoryWorld:
    """Saturday morning of Sam's weekend; posts went out at these times."""
    steps = {f"post-{number:016x}": at for number, at in enumerate(posted)}
    turn = made_turn(OPENED, steps, rehearsal=not live)
    world = world_of(NOW, turn, holds=turn, live=live)
    world.settings = replace(world.settings, **(limits or {}))  # type: ignore[arg-type]
    return world


def parts(
    world: MemoryWorld, *texts: str, answers: str = "", photos: tuple[Photo, ...] = ()
) -> list[Post]:
    draft = Draft(TURN, NAME, texts, world.clock.now(), answers=answers, photos=photos)
    return parts_of(draft, draft.saved_at)


def publish(
    world: MemoryWorld, *texts: str, answers: str = "", photos: tuple[Photo, ...] = ()
) -> Published:
    turn = kept(world)
    publishing = Publishing(world, turn, lambda: gate_of(world, turn))
    return publishing.publish(parts(world, *texts, answers=answers, photos=photos))


def posts(world: MemoryWorld) -> list[str]:
    return [post.text for post in reversed(world.channel.published)]


def told(world: MemoryWorld) -> list[str]:
    return list(world.ledger.look(WEEKEND).told)


def at_each(call: str, do: Callable[[int], None]) -> Callable[[str], None]:
    """Do this at each such call, with its number from one."""
    numbers = iter(range(1, 99))
    return lambda made: do(next(numbers)) if made == call else None
