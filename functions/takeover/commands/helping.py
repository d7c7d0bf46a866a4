"""Help by phone: a number that somebody of the team reads out, and a page that it opens once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from takeover.apply.look import sight_of
from takeover.commands.devices import let_in
from takeover.commands.team import Member
from takeover.errors import StaleError
from takeover.model.spoken import (
    GOOD_FOR,
    NUMBERS,
    SHOWN,
    TRIES_AN_HOUR,
    USED,
    Spoken,
    hashed,
    hour_of,
)
from takeover.model.turn import Turn
from takeover.ports import World

OWNER_BYTES = 12


class Help(StrEnum):
    """What came of a number that was read out."""

    IN = "in"
    NOT_IT = "not_it"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Helped:
    """The outcome; once in, the turn and a `token` for the new session."""

    outcome: Help
    turn: Turn | None = None
    token: str = ""


def can_be_helped(world: World, turn: Turn) -> bool:
    """Is the account with this guest now, from the morning of the first day on?"""
    sight = sight_of(world, turn)
    holds = sight.holder is not None and sight.holder.turn == turn.id
    theirs = sight.takeover is not None and sight.now < sight.window.ends_at
    return turn.open and holds and theirs


def show_number(world: World, here: Member, turn: Turn) -> str:
    """Make a number to read out, good once and for half an hour; that it was shown is written down.

    Raises StaleError where the account is not with this guest.
    """
    if not can_be_helped(world, turn):
        raise StaleError(f"the account is not with {turn.id} now")
    number = f"{secrets.randbelow(NUMBERS):08d}"
    now, key = world.clock.now(), world.secrets.link_key()
    spoken = Spoken(hashed(key, number), turn.id, turn.generation, here.who, now + GOOD_FOR)
    world.ledger.mark(turn.id, SHOWN + spoken.mark, now, here.who)
    if not world.spoken.keep(spoken):
        raise StaleError("this very number is in use: press again")
    return number


def enter_by_phone(world: World, number: str, *, own_device: bool) -> Helped:
    """Find whose page a number opens, and open it; counted before it is looked at."""
    now = world.clock.now()
    if not world.spoken.count_try(hour_of(now), TRIES_AN_HOUR):
        return Helped(Help.TOO_MANY)
    spoken = world.spoken.find(hashed(world.secrets.link_key(), number))
    if spoken is None or now >= spoken.ends_at:
        return Helped(Help.NOT_IT)
    turn = world.ledger.turn(spoken.turn)
    if turn is None or turn.generation != spoken.generation or not can_be_helped(world, turn):
        return Helped(Help.NOT_IT)
    if not world.spoken.use(spoken, secrets.token_hex(OWNER_BYTES)):
        return Helped(Help.NOT_IT)
    token = let_in(world, turn, now, own_device=own_device)
    world.ledger.mark(turn.id, USED + spoken.mark, now, "")
    return Helped(Help.IN, turn, token)
