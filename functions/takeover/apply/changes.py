"""The coordinator changed her mind: what follows from it in the ledger."""

from __future__ import annotations

from takeover.apply.taking import Taking
from takeover.errors import StaleError
from takeover.model.credentials import guest_hmac
from takeover.model.roster import Takeover
from takeover.model.steps import To
from takeover.model.turn import Ending, Fact
from takeover.timeline import BY_NAME


def gone(taking: Taking) -> bool:
    """Note that the row is off the list; a rehearsal ends silently when the system goes live."""
    how = Ending.REHEARSAL_OVER if taking.sight.rehearsal_over else None
    return taking.world.ledger.note(taking.sight.turn.id, Fact.GONE, taking.now, how)


def back(taking: Taking) -> bool:
    """The coordinator has put the row back before anybody was told."""
    taking.world.ledger.forget_fact(taking.sight.turn.id, Fact.GONE)
    return True


def correct(taking: Taking) -> bool:
    """The same guest, with the right address: a new generation, and every mail anew."""
    turn, row = taking.sight.turn, taking.sight.row
    if not isinstance(row, Takeover) or row.guest is None:
        raise StaleError("the row has lost its guest")
    mails = [key for key in turn.steps if _is_to_guest(key)]
    theirs = guest_hmac(row.guest.address, turn.salt)
    taking.world.ledger.correct(turn, theirs, mails, taking.now)
    return True


def move(taking: Taking) -> bool:
    """The same guest on other dates: what they agreed to goes with them."""
    before = {turn.id: turn for turn in taking.look.account.turns}
    old = before[taking.planned.subject]
    taking.world.ledger.move(old, taking.sight.turn, taking.now)
    return True


def suspend(taking: Taking) -> bool:
    """Note that an open weekend's row cannot be read; the gate refuses all the while."""
    return taking.world.ledger.suspend(taking.sight.turn.id, taking.now)


def mended(taking: Taking) -> bool:
    """The row can be read again."""
    taking.world.ledger.forget_fact(taking.sight.turn.id, Fact.SUSPENDED)
    return True


def _is_to_guest(key: str) -> bool:
    step = BY_NAME.get(key.partition(".")[0])
    return step is not None and step.to is To.GUEST
