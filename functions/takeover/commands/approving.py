"""The team's yes or no to a guest's words: said once, whoever of them is first, then done at once.

The yes is written down before anything is posted, so a sweep posts what a crash has left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from takeover.apply.publishing import Published
from takeover.apply.sending import FOR_GOOD, gate_of, send_draft
from takeover.gate import Reason
from takeover.model.calendar import iso
from takeover.model.post import Draft
from takeover.model.review import NO_PREFIX, YES_PREFIX, Reply
from takeover.model.turn import Turn
from takeover.ports import World
from takeover.timeline import SENT_WITHIN
from takeover.wording.length import tidy

LONGEST_REASON = 500


class Said(StrEnum):
    """What became of a yes or a no.

    NOT_WAITING: somebody was quicker, the guest took it back, or it is too late. PAUSED and
    NOT_THEIRS: the gate lets nothing through now, so nothing was said. AT_ITS_TIME: it goes out by
    itself. TOO_LATE: the time that the guest had chosen is long over. SOON: it is not out yet, and
    sweeps try again. NEVER: X does not take it, which its guest sees.
    """

    POSTED = "posted"
    AT_ITS_TIME = "at its time"
    TOO_LATE = "too late"
    SOON = "soon"
    NEVER = "never"
    NO = "no"
    NOT_WAITING = "not waiting"
    PAUSED = "paused"
    NOT_THEIRS = "not theirs"


@dataclass(frozen=True)
class Waiting:
    """Words of a guest's that wait, or waited in vain."""

    turn: Turn
    draft: Draft

    @property
    def edition(self) -> str:
        """What a form sends along, so that an answer is to these very words and no others."""
        return iso(self.draft.ask.asked_at) if self.draft.ask else ""


def waiting(world: World, weekend: date) -> Sequence[Waiting]:
    """All words of this weekend that ask for a yes, the oldest first; those too late as well."""
    turns = [turn for turn in world.ledger.look(weekend).turns if turn.weekend == weekend]
    found = [
        Waiting(turn, draft)
        for turn in turns
        if turn.asks and not turn.forgotten
        for draft in world.ledger.drafts(turn.id)
        if draft.ask is not None and draft.asking is not None
    ]
    return sorted(found, key=lambda one: (one.edition, one.draft.attempt))


def say_yes(world: World, who: str, turn_id: str, attempt: str, edition: str) -> Said:
    """Let these words go out: now, or at the time that the guest has chosen.

    `who` is "coordinator" or "deputy".
    """
    one = _find(world, turn_id, attempt, edition)
    if one is None:
        return Said.NOT_WAITING
    now = world.clock.now()
    shut = _shut(world, one)
    if shut is not None:
        return shut
    answered = replace(one.draft, reply=Reply.YES, send_at=one.draft.send_at or now)
    if not world.ledger.swap_draft(one.draft, answered):
        return Said.NOT_WAITING
    world.ledger.mark(turn_id, YES_PREFIX + attempt, now, who)
    return _send(world, one.turn, answered, now)


def say_no(world: World, who: str, turn_id: str, attempt: str, edition: str, why: str) -> Said:
    """Give these words back to their guest, who may change them, and see why."""
    one = _find(world, turn_id, attempt, edition)
    if one is None:
        return Said.NOT_WAITING
    reason = tidy(why)[:LONGEST_REASON]
    answered = replace(one.draft, reply=Reply.NO, reason=reason, send_at=None)
    if not world.ledger.swap_draft(one.draft, answered):
        return Said.NOT_WAITING
    world.ledger.mark(turn_id, NO_PREFIX + attempt, world.clock.now(), who)
    return Said.NO


def _find(world: World, turn_id: str, attempt: str, edition: str) -> Waiting | None:
    turn = world.ledger.turn(turn_id)
    if turn is None or turn.forgotten:
        return None
    for draft in world.ledger.drafts(turn_id):
        one = Waiting(turn, draft)
        if draft.attempt == attempt and one.edition == edition != "":
            return one if draft.waits(world.clock.now()) else None
    return None


def _shut(world: World, one: Waiting) -> Said | None:
    """Does the gate keep it back? Before the start only what goes out later may have its yes."""
    reason = gate_of(world, one.turn).reason
    if reason is Reason.OPEN or (reason is Reason.TOO_EARLY and one.draft.send_at is not None):
        return None
    return Said.PAUSED if reason is Reason.PAUSED else Said.NOT_THEIRS


def _send(world: World, turn: Turn, draft: Draft, now: datetime) -> Said:
    at = draft.send_at or now
    if at > now:
        return Said.AT_ITS_TIME
    if now >= at + timedelta(seconds=SENT_WITHIN):
        return Said.TOO_LATE
    return _in_words(send_draft(world, turn, draft))


def _in_words(said: Published) -> Said:
    if said.outcome.out:
        return Said.POSTED
    if said.outcome in FOR_GOOD:
        return Said.NEVER
    return Said.SOON
