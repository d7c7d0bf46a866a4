"""Deliberate bugs in what steps do to the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from takeover.apply import effects, letters, taking
from takeover.apply.fillers import Blanks
from takeover.errors import RefusedError, StaleError, UnknownOutcomeError
from takeover.model.turn import Fact, Holder
from tests.simulation.bugs import Bug, patched


def grants_first(task: Any) -> bool:
    """The holder is written, and then that it is open."""
    turn, row = task.sight.turn, task.sight.takeover
    ledger = task.world.ledger
    if row is None or ledger._holder is not None:
        raise StaleError("not now")
    holder = Holder(turn.id, turn.salt, turn.guest_hmac, row.window)
    ledger._holder = holder
    ledger.note(turn.id, Fact.OPENED, task.now)
    return True


def leaves_sessions(task: Any) -> bool:
    """Closing forgets the sessions."""
    turn, ledger = task.sight.turn, task.world.ledger
    ledger.close(turn.id, task.sight.how_to_close, task.now)
    ledger.mark(turn.id, "close", task.now, "")
    return True


def swallows(task: Any) -> bool:
    """An error on the way is taken for success."""
    turn, ledger = task.sight.turn, task.world.ledger
    try:
        ledger.close(turn.id, task.sight.how_to_close, task.now)
        for session in ledger.sessions(turn.id):
            ledger.end_session(turn.id, session.digest, task.now)
    except (RefusedError, UnknownOutcomeError):
        pass
    ledger.mark(turn.id, "close", task.now, "")
    return True


def sdk_retries(task: Any) -> bool:
    """The SDK sends again by itself when no answer comes."""
    ready = letters.letter(Blanks(task.world, task.planned, task.look))

    def send() -> str:
        try:
            said: str = task.world.mailer.send(ready)
        except UnknownOutcomeError:
            said = task.world.mailer.send(ready)
        return said

    done: bool = task.once(send)
    return done


def once(*, free: tuple[type[Exception], ...], keep_claims: bool = True) -> Bug:
    """A claim is given back after these errors only; or nobody looks whose claim it is."""

    def wrong(self: Any, act: Callable[[], str], proof: str = "") -> bool:
        claim = self._claim(proof)
        ledger = self.world.ledger
        if not ledger.claim(claim) and keep_claims:
            return False
        try:
            proved = act()
        except free:
            ledger.release(claim, self._last_mail_at())
            raise
        if keep_claims:
            ledger.finish(claim, self.now, proved)
        return True

    return patched(taking.Taking, "once", wrong)


def settles_silently(task: Any) -> bool:
    """A mail of unknown outcome is called told, and nobody is."""
    steps = effects._steps(task)
    record = steps[task.planned.subject]
    task.world.ledger.settle(task.planned.record, task.planned.subject, record.owner, task.now, "")
    return True


def frees_unseen(task: Any) -> bool:
    """A post of unknown outcome is taken for one that never was."""
    claim = task.sight.turn.steps[task.planned.subject]
    task.world.ledger.free(task.sight.turn.id, task.planned.subject, claim.owner)
    return True


def inherits(task: Any) -> bool:
    """A turn starts with what the one before it had done."""
    turns = [t for t in task.look.account.turns if t.weekend == task.planned.row.weekend]
    with patch.object(effects, "is_guest", lambda *_: True):
        effects.begin(task)
    if turns:
        ledger = task.world.ledger
        kept = replace(ledger._turns[task.planned.record], steps=dict(turns[-1].steps))
        ledger._turns[task.planned.record] = kept
    return True
