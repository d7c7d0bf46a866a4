"""Signing in to the list of weekends: an address, a number by mail, and from then on a session.

Whether an address is one of ours is told neither by a word nor by the time that an answer takes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from takeover.commands.visit import TOKEN_BYTES
from takeover.errors import RefusedError, UnknownOutcomeError
from takeover.model.credentials import same, session_digest
from takeover.model.mail_event import tags
from takeover.model.team import (
    A_WORKING_DAY,
    GOOD_FOR,
    NOBODY,
    NUMBERS,
    OWN_DEVICE,
    TRIES,
    Asking,
    TeamSession,
    asked_again,
    hashed_number,
    may_ask,
    members,
    normal,
    person_of,
)
from takeover.ports import Letter, World
from takeover.settings import Person
from takeover.wording import render_mail

MAIL = "list_number"
ANSWERS_AFTER = timedelta(seconds=3)
"""Longer than it takes to send a mail, also in a process that has just started."""


@dataclass(frozen=True)
class Member:
    """Somebody of the team, signed in: what they are, who they are, and by which session."""

    who: str
    person: Person
    session: TeamSession
    token: str


def ask_for_number(world: World, address: str) -> None:
    """Mail a number to this address if it is one of the team's; tells nobody whether it is.

    At most one a minute and five an hour. A mail that fails is in the log: an answer that said so
    would say whose address it is.
    """
    with _in_the_same_time(world):
        who, person = _whose(world, address)
        before, now = world.team.asking(who), world.clock.now()
        key = world.secrets.link_key()
        if person is None or not may_ask(before, now):
            return
        number = f"{secrets.randbelow(NUMBERS):06d}"
        hashed = hashed_number(key, who, person.address, now, number)
        asking = Asking(who, hashed, now + GOOD_FOR, asked_again(before, now))
        if world.team.ask(asking, before):
            _mail(world, who, person, number)


def enter(world: World, address: str, number: str, *, own_device: bool) -> str:
    """Check a number and open a session; returns its token, or nothing if it was not right.

    Counted before it is looked at, so that of numbers that come all at once no more are looked at
    than of numbers one by one. After five the number is dead. It works once.
    """
    with _in_the_same_time(world) as right:
        who, person = _whose(world, address)
        now = world.clock.now()
        key = world.secrets.link_key()
        asking = world.team.count_try(who, now, TRIES)
        if asking is None or person is None:
            return ""
        typed = hashed_number(key, who, person.address, asking.asked[-1], number)
        if not same(typed, asking.hashed):
            return ""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = TeamSession(
            who=who,
            digest=session_digest(token),
            person=person_of(token, person.address),
            proved_at=now,
            ends_at=now + (OWN_DEVICE if own_device else A_WORKING_DAY),
        )
        if not world.team.enter(asking, session):
            return ""
        right.append(token)
        return token


def member(world: World, token: str) -> Member | None:
    """Who of the team this token belongs to, looked up on each request; None if to nobody."""
    session = world.team.session(session_digest(token))
    if session is None or not session.live(world.clock.now()):
        return None
    person = dict(members(world.settings)).get(session.who)
    if person is None or not same(person_of(token, person.address), session.person):
        return None
    return Member(session.who, person, session, token)


def is_fresh(world: World, here: Member) -> bool:
    """Was the number typed in the last quarter of an hour?"""
    return here.session.fresh(world.clock.now())


def sign_out(world: World, here: Member) -> None:
    """End this session."""
    world.team.end_session(here.session.digest, world.clock.now())


def sign_out_everywhere(world: World, here: Member) -> None:
    """End every session of this person, and the number that may be in a mail."""
    world.team.end_sessions(here.who, world.clock.now())


def _whose(world: World, address: str) -> tuple[str, Person | None]:
    """Who of the team has this address; each is compared, so that it always takes as long."""
    found = [
        (who, person)
        for who, person in members(world.settings)
        if same(normal(person.address), normal(address))
    ]
    return found[0] if found else (NOBODY, None)


@contextmanager
def _in_the_same_time(world: World) -> Iterator[list[str]]:
    """Answer after the same time, whatever was done; at once only to who put something in."""
    started, right = world.clock.now(), list[str]()
    try:
        yield right
    finally:
        if not right:
            world.clock.wait_until(started + ANSWERS_AFTER)


def _mail(world: World, who: str, person: Person, number: str) -> None:
    settings = world.settings
    text = render_mail(
        MAIL, {"number": number, "technical_helper_name": settings.technical_helper.first_name}
    )
    letter = Letter(
        to=(person.address,),
        reply_to=settings.technical_helper.address,
        from_name=settings.coordinator.first_name,
        subject=text.subject,
        text=text.text,
        html=text.html,
        tags=tags("~team", MAIL),
    )
    line = {"who": who, "outcome": "sent"}
    try:
        world.mailer.send(letter)
    except (RefusedError, UnknownOutcomeError) as error:
        line |= {"outcome": "refused, or nobody knows", "error": type(error).__name__}
    world.journal.note(MAIL, line, failed="error" in line)
