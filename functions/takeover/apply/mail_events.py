"""What follows when SES tells what became of a mail; told twice, late or in disorder, nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from takeover.apply.changes import is_to_guest
from takeover.errors import StillOwedError
from takeover.model.calendar import local_date
from takeover.model.mail_event import MailEvent, plain
from takeover.model.turn import Fact, State, StepRecord, Turn
from takeover.planning.housekeeping import TOLD, WEEKLY
from takeover.ports import World

TURN_TAG = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,6})")
CLOCKS_DIFFER = timedelta(minutes=1)
"""SES's clock and ours, at the most."""
SEEN_AND_SENT_AT_ONCE = timedelta(seconds=5)
"""Of a weekend that is booked when it should be on, the number is mailed in the same second."""


@dataclass(frozen=True)
class _Mail:
    """The step that a mail belongs to, and the turn; None for the account's own records."""

    record: str
    key: str
    step: StepRecord
    turn: Turn | None

    @property
    def to_guest(self) -> bool:
        """Was it for the guest, and did it go there? In rehearsal the coordinator gets it."""
        return self.turn is not None and not self.turn.rehearsal and is_to_guest(self.key)


def take_mail_event(world: World, event: MailEvent | None) -> bool:
    """Settle a mail of unknown outcome, or note that an address is out of reach; True if new.

    Raises StillOwedError for a mail that does not reach our own people: nobody else would know.
    """
    mail = _find(world, event) if event is not None else None
    if event is None or mail is None or not _is_about(mail, event):
        _log(world, event, mail, "none of ours, or out of date")
        return False
    known = _settle(world, event, mail)
    if not event.fate.final:
        _log(world, event, mail, "known now" if known else "known before")
        return known
    if mail.turn is None or not mail.to_guest:
        _log(world, event, mail, "our own people do not get it", failed=True)
        raise StillOwedError(
            f"the mail {mail.key} of {mail.record} {event.fate}: it reached nobody"
        )
    before = mail.turn.has(Fact.BOUNCED)
    noted = not before and world.ledger.bounce(mail.turn, world.clock.now())
    _log(world, event, mail, "no more mail to this address" if noted else "known before")
    return noted or known


def _find(world: World, event: MailEvent) -> _Mail | None:
    """The step whose key and record look like the event's tags."""
    turn = None
    steps: Mapping[str, StepRecord] = {}
    record = f"~{event.turn}"
    if found := TURN_TAG.fullmatch(event.turn):
        record = f"{found[1]}#{found[2]}"
        turn = world.ledger.turn(record)
        steps = turn.steps if turn else {}
    elif record in {TOLD, WEEKLY}:
        account = world.ledger.look(local_date(world.clock.now(), world.settings.zone))
        steps = account.told if record == TOLD else account.weekly
    keys = [key for key in steps if plain(key) == event.step]
    return _Mail(record, keys[0], steps[keys[0]], turn) if keys else None


def _is_about(mail: _Mail, event: MailEvent) -> bool:
    """Does this step stand for that very mail, or for an earlier one, to a mistyped address?"""
    step, sent_at = mail.step, event.sent_at
    if step.state is State.DONE:
        return step.proof == event.message
    # A correction is seen anew: what was sent before it went to another address.
    seen = mail.turn.at(Fact.SEEN) if mail.turn else None
    if sent_at is not None and seen is not None and sent_at < seen - SEEN_AND_SENT_AT_ONCE:
        return False
    if step.state is State.CLAIMED:
        return sent_at is None or sent_at >= step.at - CLOCKS_DIFFER
    return step.state is State.TOLD


def _settle(world: World, event: MailEvent, mail: _Mail) -> bool:
    """SES has the mail, whatever became of it then; True if nobody knew that."""
    if mail.step.state is not State.CLAIMED:
        return False
    world.ledger.settle(mail.record, mail.key, mail.step.owner, world.clock.now(), event.message)
    return True


def _log(
    world: World, event: MailEvent | None, mail: _Mail | None, outcome: str, *, failed: bool = False
) -> None:
    """One line: names of turn and step as the ledger has them, and nothing else of the event."""
    line = {"event": event.fate.value if event else "unreadable", "outcome": outcome}
    if mail is not None:
        line |= {"turn": mail.record, "step": mail.key}
    world.journal.note("mail_event", line, failed=failed)
