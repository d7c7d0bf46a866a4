"""The number: asked once a device; five wrong tries end it, and a new one goes out by mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from takeover.apply import take_turn
from takeover.commands.devices import let_in, may_renew
from takeover.commands.visit import Visit
from takeover.errors import StaleError
from takeover.model.credentials import issue, same
from takeover.model.turn import Fact, Turn
from takeover.ports import World

TRIES = 5
ASKS_A_DAY = 5


class Entry(StrEnum):
    """What came of a number."""

    IN = "in"
    WRONG = "wrong"
    RENEWED = "renewed"
    USED_UP = "used_up"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Entered:
    """The outcome; a `token` for the new session, or the tries that are left."""

    entry: Entry
    token: str = ""
    tries_left: int = 0


def enter_number(world: World, here: Visit, number: str, *, own_device: bool) -> Entered:
    """Check a number and open a posting session under a new token.

    Only while the account is with this turn, and only behind the link of the same generation.
    """
    turn = here.turn
    # The clock, and not whether Monday's job has run, says when it is over.
    passed = here.over or here.now >= here.sight.window.ends_at
    if not turn.open or passed or here.session.generation != turn.generation:
        return Entered(Entry.NOT_NOW)
    right = issue(world.secrets.link_key(), turn).number
    try:
        tries = TRIES + 1 if turn.wrong_numbers >= TRIES else _count(world, turn)
    except StaleError:
        return Entered(Entry.NOT_NOW)
    if tries > TRIES:
        return _renew(world, here)
    if not same("".join(number.split()), right):
        return _renew(world, here) if tries == TRIES else _wrong(tries)
    world.ledger.number_was_right(turn.id, turn.generation)
    try:
        token = let_in(world, turn, here.now, own_device=own_device)
    except StaleError:  # closed while the number was typed
        return Entered(Entry.NOT_NOW)
    world.ledger.end_session(turn.id, here.session.digest, here.now)
    return Entered(Entry.IN, token)


def ask_number_again(world: World, here: Visit) -> bool:
    """Send the number once more to the row's address; False if it was asked too often."""
    turn = here.turn
    passed = here.over or here.now >= here.sight.window.ends_at
    if not turn.open or passed or turn.number_asks >= ASKS_A_DAY:
        return False
    if world.ledger.ask_number(turn.id, here.now) > ASKS_A_DAY:
        return False
    take_turn(world, turn.id, ("number_again",))
    return True


def _count(world: World, turn: Turn) -> int:
    """Counted before it is looked at: else all numbers that come at once would be looked at."""
    return world.ledger.count_number(turn.id, turn.generation)


def _wrong(tries: int) -> Entered:
    return Entered(Entry.WRONG, tries_left=TRIES - tries)


def _renew(world: World, here: Visit) -> Entered:
    """End the generation: old link and number are dead, new ones go to the row's address."""
    turn = here.turn
    if not may_renew(turn, here.now):
        world.ledger.note(turn.id, Fact.NUMBERS_USED_UP, here.now)
        take_turn(world, turn.id, ("numbers_used_up",))
        return Entered(Entry.USED_UP)
    world.ledger.next_generation(turn.id, turn.generation, here.now)
    take_turn(world, turn.id, ("new_number",))
    return Entered(Entry.RENEWED)
