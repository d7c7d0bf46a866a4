"""What the team does about a mail that is still to come."""

from __future__ import annotations

import re
from enum import StrEnum

from takeover.apply import take_turn
from takeover.apply.drafts import draft
from takeover.apply.look import Look
from takeover.commands.team import Member
from takeover.errors import StaleError
from takeover.model.mail_event import tags
from takeover.model.sight import Sight
from takeover.model.team import Press
from takeover.model.wish import Want, Wish
from takeover.planning.plan import may_go_now
from takeover.planning.preview import Expected
from takeover.ports import Letter, World

TEST = "test"
ATTEMPT = re.compile(r"[0-9a-f]{16}")


class Went(StrEnum):
    """What came of sending a mail before its time."""

    SENT = "sent"
    GOES_SOON = "goes soon"
    NOT_NOW = "not now"


def may_be_held(seen: Look, this: Expected) -> bool:
    """Is it a mail to the guest that may as well come later, of a turn that has begun?

    In a rehearsal nothing goes to guests, also not of a live turn that a restore has brought back.
    """
    begun = {turn.id for turn in seen.account.turns}
    live = seen.account.live_since is not None
    return live and this.step.can_wait and this.planned.record in begun


def may_go_at_once(world: World, seen: Look, this: Expected) -> bool:
    """Has it all that it needs, but for its time; and is somebody there?"""
    turn = next((one for one in seen.account.turns if one.id == this.planned.record), None)
    until = seen.account.away_until
    if turn is None or (until is not None and seen.now < until):
        return False
    row = seen.roster.takeovers.get(turn.weekend)
    sight = Sight(turn, row, seen.account.holder, seen.account.live_since, seen.now)
    return may_go_now(this.step, sight, world.settings)


def hold(world: World, seen: Look, this: Expected) -> bool:
    """Keep it back from this instant on; False if it is on its way, or cannot be held."""
    if not may_be_held(seen, this):
        return False
    wish = Wish(Want.HOLD, world.clock.now())
    return world.ledger.wish(this.planned.record, this.step.name, wish)


def let_go(world: World, seen: Look, this: Expected) -> bool:
    """It goes in its time again; False if it has gone, or could never be held."""
    if not may_be_held(seen, this):
        return False
    return world.ledger.wish(this.planned.record, this.step.name, None)


def send_now(world: World, seen: Look, this: Expected) -> Went:
    """Let it go though its time has not come; guests still get one mail in 20 hours, by day."""
    turn_id, step = this.planned.record, this.step.name
    if not may_be_held(seen, this) or not may_go_at_once(world, seen, this):
        return Went.NOT_NOW
    if not world.ledger.wish(turn_id, step, Wish(Want.NOW, world.clock.now())):
        return Went.NOT_NOW
    take_turn(world, turn_id, (step,))
    turn = world.ledger.turn(turn_id)
    return Went.SENT if turn is not None and step in turn.steps else Went.GOES_SOON


def send_test(world: World, here: Member, seen: Look, this: Expected, attempt: str) -> Press:
    """Send a mail to come to whoever presses, once a press and at most twenty an hour.

    It has a line on top, nobody's link and number, and the same calendar entry. A crash in
    between loses this one test.
    """
    if not ATTEMPT.fullmatch(attempt):
        raise StaleError("this form was not made by a page of ours")
    now, before = world.clock.now(), world.team.tests(here.who)
    press = before.press(attempt, now)
    if press is not Press.FIRST:
        return press
    made = draft(world, seen, this, test=True)
    if not world.team.keep_tests(before.pressed(attempt, now), before):
        return world.team.tests(here.who).press(attempt, now)
    settings = world.settings
    world.mailer.send(
        Letter(
            to=(here.person.address,),
            reply_to=settings.technical_helper.address,
            from_name=settings.coordinator.first_name,
            subject=made.text.subject,
            text=made.text.text,
            html=made.text.html,
            tags=tags(this.planned.record, TEST),
            attachments=made.attachments,
        )
    )
    return press
