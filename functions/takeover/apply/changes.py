"""The coordinator changed her mind: what follows from it in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from takeover.apply.forgetting import forget_again
from takeover.apply.taking import Taking
from takeover.errors import StaleError
from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac
from takeover.model.roster import Takeover
from takeover.model.sight import Sight
from takeover.model.steps import To
from takeover.model.turn import Fact, State, StepRecord, Turn
from takeover.timeline import TIMELINE, step_of

BOUNCED = "bounced"
"""Tells of one address, so that another one starts without it."""


def gone(taking: Taking) -> bool:
    """Note that the row is off the list; what is not of the system's mode ends silently."""
    how = taking.sight.out_of_mode_ending if taking.sight.out_of_mode else None
    return taking.world.ledger.note(taking.sight.turn.id, Fact.GONE, taking.now, how)


def back(taking: Taking) -> bool:
    """The row is back before anybody was told; or it never went: a guest's wish was cut short."""
    taking.world.ledger.forget_fact(taking.sight.turn.id, Fact.GONE, Fact.LEAVING)
    return True


def correct(taking: Taking) -> bool:
    """The same guest, with the right address: a new generation, and every mail anew."""
    turn, row = taking.sight.turn, taking.sight.row
    if not isinstance(row, Takeover) or row.guest is None:
        raise StaleError("the row has lost its guest")
    mails = [key for key in turn.steps if is_to_guest(key) or key == BOUNCED]
    theirs = guest_hmac(row.guest.address, turn.salt)
    taking.world.ledger.correct(turn, theirs, mails, taking.now)
    return True


def move(taking: Taking) -> bool:
    """The same guest on other dates: what they agreed to and prepared goes with them."""
    before = {turn.id: turn for turn in taking.look.account.turns}
    old, new, ledger = before[taking.planned.subject], taking.sight.turn, taking.world.ledger
    for draft in ledger.drafts(old.id):
        ledger.keep_draft(replace(draft, turn=new.id, send_at=None))
    ledger.move(old, new, taking.now)
    return True


def suspend(taking: Taking) -> bool:
    """Note that an open weekend's row cannot be read; the gate refuses all the while."""
    return taking.world.ledger.suspend(taking.sight.turn.id, taking.now)


def mended(taking: Taking) -> bool:
    """The row can be read again."""
    taking.world.ledger.forget_fact(taking.sight.turn.id, Fact.SUSPENDED)
    return True


def restore(taking: Taking) -> bool:
    """Rehearse again after a restore, forget again, and let the coordinator know."""
    forget_again(taking)
    taking.world.ledger.see(taking.planned.subject, taking.now)
    taking.world.ledger.end_live()
    return True


def said_before(turn: Turn, window: Window, now: datetime, zone: ZoneInfo) -> dict[str, StepRecord]:
    """The mails that a guest has had, or may have had, before the records were put back.

    What was due by then counts as said, as nobody can know any more: nothing is mailed twice.
    What is urgent, or keeps no distance, is about this very turn: its link, or a change of plan.
    So does the introduction on X, if the window in which it was open had begun: the row may say
    a later one by now, and nobody is introduced a second time.
    """
    ended = [at for fact in (Fact.GONE, Fact.CLOSED) if (at := turn.at(fact))]
    put_back = max(ended, default=now)
    sight = Sight(replace(turn, window=window), None, None, None, put_back)
    said = StepRecord(State.ABSORBED, now, proof=turn.id)
    guests = [step for step in TIMELINE if step.to is To.GUEST]
    mails = [step for step in guests if not (step.urgent or step.no_gap)]
    due = {step.name: step.due.resolve(sight.moment, zone) for step in mails}
    past = [name for name, at in due.items() if at is not None and at <= put_back]
    if turn.has(Fact.OPENED) and turn.window.starts_at <= put_back:
        past.append("introduction")
    return dict.fromkeys([*past, *(step.name for step in mails if step.name in turn.steps)], said)


def is_to_guest(key: str) -> bool:
    """Is this the key of a mail to the guest?"""
    step = step_of(key)
    return step is not None and step.to is To.GUEST
