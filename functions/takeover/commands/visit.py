"""Who is at the desk: link, session and gate, looked at on every request."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from takeover.apply.look import row_of
from takeover.gate import Verdict, may_act
from takeover.model.credentials import from_path, issue, same, session_digest
from takeover.model.roster import Row
from takeover.model.sight import Sight
from takeover.model.turn import Fact, Holder, Session, SessionKind, Turn
from takeover.ports import World

TOKEN_BYTES = 32
AN_HOUR = timedelta(hours=1)
AFTER_PAGE_DAYS = timedelta(days=21)


@dataclass(frozen=True)
class Visit:
    """One request of one browser: the turn, its session, and what roster and holder say now."""

    turn: Turn
    session: Session
    token: str
    row: Row | None
    holder: Holder | None
    now: datetime

    @property
    def verdict(self) -> Verdict:
        """May this session post at this instant?"""
        return may_act(self.now, self.holder, self.session, self.row)

    @cached_property
    def sight(self) -> Sight:
        """The turn as roster and ledger show it now."""
        return Sight(self.turn, self.row, self.holder, None, self.now)

    @property
    def over(self) -> bool:
        """Has the weekend ended, or been let go?"""
        return self.turn.has(Fact.CLOSED) or self.sight.ending is not None

    @property
    def live(self) -> bool:
        """Is this session good for anything? A weekend's end leaves the link's page only."""
        return self.session.ended_at is None and self.now < self.session.ends_at


def follow_link(world: World, segment: str, mac: str) -> Turn | None:
    """The turn that a link opens; None if it opens nothing, for whatever reason.

    A link of an earlier generation opens nothing; nor does one three weeks after the end.
    """
    # The key first: fetching it takes time, which must not tell whether there is such a weekend.
    key = world.secrets.link_key()
    turn = world.ledger.turn(from_path(segment))
    if turn is None or not same(issue(key, turn).mac, mac):
        return None
    if world.clock.now() >= turn.window.ends_at + AFTER_PAGE_DAYS:
        return None
    return turn


def came_from(world: World, turn: Turn, earlier: str) -> bool:
    """Did this turn take the place of that earlier one, perhaps by way of others?"""
    before = turn.moved_from
    while before and before != earlier:
        between = world.ledger.turn(before)
        before = between.moved_from if between else ""
    return before == earlier


def start_session(world: World, turn: Turn, kind: SessionKind, *, own_device: bool = False) -> str:
    """Write a session under a new random token and return the token.

    On the guest's own device a session lasts until the window's end, otherwise an hour.
    """
    now = world.clock.now()
    if not turn.has(Fact.LINK_USED):
        # From here on another address in the row is another guest, not a typing error.
        world.ledger.note(turn.id, Fact.LINK_USED, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ends_at = now + AN_HOUR
    if kind is SessionKind.NUMBER:
        ends_at = turn.window.ends_at if own_device else min(ends_at, turn.window.ends_at)
    world.ledger.add_session(
        Session(turn.id, session_digest(token), kind, turn.generation, now, ends_at)
    )
    return token


def visit(world: World, turn_id: str, token: str) -> Visit | None:
    """Look everything up that the gate asks, strongly consistent; None if there is no session."""
    holder, session = world.ledger.gate_view(turn_id, session_digest(token))
    turn = world.ledger.turn(turn_id) if session else None
    if session is None or turn is None:
        return None
    return Visit(turn, session, token, row_of(world, turn), holder, world.clock.now())


def sign_out(world: World, here: Visit) -> None:
    """End this session."""
    world.ledger.end_session(here.turn.id, here.session.digest, here.now)
