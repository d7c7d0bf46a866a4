"""Where a guest is signed in: of a second phone or computer they are told; all can be ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from takeover.apply import take_turn
from takeover.commands.visit import Visit, start_session
from takeover.model.credentials import SIGNED_OUT, same
from takeover.model.turn import Fact, Session, SessionKind, Turn
from takeover.ports import World

A_DAY = timedelta(days=1)
NEW_NUMBERS_A_DAY = 5


def let_in(world: World, turn: Turn, now: datetime, *, own_device: bool) -> str:
    """Open a posting session, as the number was right; returns its token.

    If another device is signed in the guest is asked by mail whether it was they, once a weekend;
    written down first, so that a crash asks once too often rather than not at all.
    """
    second = any(session.kind is SessionKind.NUMBER for session in _live(world, turn, now))
    if second:
        world.ledger.note(turn.id, Fact.SECOND_DEVICE, now)
    token = start_session(world, turn, SessionKind.NUMBER, own_device=own_device)
    if second:
        take_turn(world, turn.id, ("was_it_you",))
    if world.ledger.note(turn.id, Fact.SIGNED_IN, now):
        take_turn(world, turn.id, ("introduction",))
    return token


@dataclass(frozen=True)
class SignedOut:
    """Does this device go on (`stays`), and are a new link and number on their way (`renewed`)?"""

    stays: bool
    renewed: bool


def sign_out_everywhere(world: World, here: Visit) -> SignedOut:
    """End every other session, and the link and the number; this one goes on if it knows those.

    Who has only the link may ask for this too: it takes away, and gives nothing. New ones go to
    the address on the list, but not more often in a day than after wrong numbers; the sessions
    end however often it is asked.
    """
    turn, stays = here.turn, here.session.kind is SessionKind.NUMBER
    renewed = may_renew(turn, here.now)
    _end_others(world, here)
    if renewed:
        world.ledger.mark(turn.id, f"{SIGNED_OUT}{turn.generation + 1}", here.now, "")
        world.ledger.next_generation(turn.id, turn.generation, here.now)
        _end_others(world, here)  # who came in between, by the number that is over now
        take_turn(world, turn.id, ("new_number",))
    if not stays:
        world.ledger.end_session(turn.id, here.session.digest, here.now)
    return SignedOut(stays, renewed)


def may_be_others(here: Visit) -> bool:
    """Is the account with this guest, so that somebody may be signed in elsewhere?"""
    return here.turn.open and here.now < here.sight.window.ends_at


def may_renew(turn: Turn, now: datetime) -> bool:
    """Were there not too many new numbers within a day?"""
    lately = (
        record
        for name, record in turn.steps.items()
        if name.partition(".")[0] == "new_number" and record.at > now - A_DAY
    )
    return sum(1 for _ in lately) < NEW_NUMBERS_A_DAY


def _end_others(world: World, here: Visit) -> None:
    for session in _live(world, here.turn, here.now):
        if not same(session.digest, here.session.digest):
            world.ledger.end_session(here.turn.id, session.digest, here.now)


def _live(world: World, turn: Turn, now: datetime) -> Iterator[Session]:
    """Sessions of people that still count; the probe's is revocation's own."""
    for session in world.ledger.sessions(turn.id):
        live = session.ended_at is None and now < session.ends_at
        if live and session.kind is not SessionKind.PROBE:
            yield session
