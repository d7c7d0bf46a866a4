"""Claims, and what becomes of them, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import State, StepRecord, Turn
from takeover.model.wish import Wish
from takeover.ports import Claim
from tests.memory.seam import OnSeam, Seam, port_call

OWN_RECORDS = {"~told", "~weekly"}


class MemorySteps(OnSeam):
    """The part of the ledger that says which steps are taken."""

    port = "ledger"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._turns: dict[str, Turn] = {}
        self._own: dict[str, dict[str, StepRecord]] = {name: {} for name in OWN_RECORDS}
        self._seen: dict[str, datetime] = {}

    @port_call
    def claim(self, claim: Claim) -> bool:
        iso(claim.at)
        steps = self._steps(claim.record)
        taken = steps.get(claim.step)
        if taken is not None:
            return (taken.state, taken.owner) == (State.CLAIMED, claim.owner)
        if steps.keys() & set(claim.absorbs):
            return False
        if claim.seen_at is not None and self._seen.get(claim.step) != claim.seen_at:
            return False
        if claim.mails_before is not None:
            turn = self._existing(claim.record)
            if turn.mails != claim.mails_before or turn.held(claim.step):
                return False
            self._keep(replace(turn, mails=turn.mails + 1, last_mail_at=claim.at))
        contained = StepRecord(State.ABSORBED, claim.at, claim.owner)
        steps |= dict.fromkeys(claim.absorbs, contained)
        steps[claim.step] = StepRecord(State.CLAIMED, claim.at, claim.owner, claim.proof)
        self._keep_steps(claim.record, steps)
        return True

    @port_call
    def wish(self, turn_id: str, step: str, wish: Wish | None) -> bool:
        if wish is not None:
            iso(wish.at)
        turn = self._turns.get(turn_id)
        if turn is None or step in turn.steps:
            return False
        kept = {name: one for name, one in turn.wishes.items() if name != step}
        self._keep(replace(turn, wishes=kept if wish is None else kept | {step: wish}))
        return True

    @port_call
    def finish(self, claim: Claim, at: datetime, proof: str) -> None:
        iso(at)
        steps = self._steps(claim.record)
        taken = steps.get(claim.step)
        if taken is None or taken.owner != claim.owner:
            raise StaleError(f"step {claim.step} of {claim.record} is no longer this run's")
        steps[claim.step] = replace(taken, state=State.DONE, at=at, proof=proof)
        self._keep_steps(claim.record, steps)

    @port_call
    def release(self, claim: Claim, last_mail_at: datetime | None) -> None:
        if not self._remove(claim.record, claim.step, claim.owner):
            return
        kept = self._steps(claim.record)
        for name in claim.absorbs:
            kept.pop(name, None)
        self._keep_steps(claim.record, kept)
        if claim.mails_before is None:
            return
        turn = self._existing(claim.record)
        if turn.mails == claim.mails_before + 1:
            turn = replace(turn, last_mail_at=last_mail_at)
        self._keep(replace(turn, mails=turn.mails - 1))

    @port_call
    def settle(self, record: str, step: str, owner: str, at: datetime, proof: str) -> None:
        iso(at)
        if self._remove(record, step, owner):
            steps = self._steps(record)
            state = State.DONE if proof else State.TOLD
            steps[step] = StepRecord(state, at, owner, proof)
            self._keep_steps(record, steps)

    @port_call
    def mark(self, record: str, step: str, at: datetime, proof: str) -> None:
        iso(at)
        steps = self._steps(record)
        steps.setdefault(step, StepRecord(State.DONE, at, proof=proof))
        self._keep_steps(record, steps)

    @port_call
    def free(self, record: str, step: str, owner: str) -> None:
        self._remove(record, step, owner)

    @port_call
    def see(self, step: str, at: datetime) -> None:
        iso(at)
        if step not in self._own["~told"]:
            self._seen.setdefault(step, at)

    @port_call
    def unsee(self, steps: Sequence[str]) -> None:
        for step in steps:
            self._own["~told"].pop(step, None)
            self._seen.pop(step, None)

    def _told(self) -> dict[str, StepRecord]:
        """What was seen, and over it what was done about it."""
        seen = {step: StepRecord(State.SEEN, at) for step, at in self._seen.items()}
        return seen | self._own["~told"]

    def _remove(self, record: str, step: str, owner: str) -> bool:
        """Remove a claim if it is this owner's, and still a claim."""
        steps = self._steps(record, must_exist=False)
        taken = steps.get(step)
        if taken is None or (taken.state, taken.owner) != (State.CLAIMED, owner):
            return False
        del steps[step]
        self._keep_steps(record, steps)
        return True

    def _steps(self, record: str, *, must_exist: bool = True) -> dict[str, StepRecord]:
        """A copy of a record's steps."""
        if record in OWN_RECORDS:
            return dict(self._own[record])
        if record not in self._turns and not must_exist:
            return {}
        return dict(self._existing(record).steps)

    def _keep_steps(self, record: str, steps: dict[str, StepRecord]) -> None:
        if record in OWN_RECORDS:
            self._own[record] = steps
        else:
            self._keep(replace(self._existing(record), steps=steps))

    def _existing(self, turn_id: str) -> Turn:
        if turn_id not in self._turns:
            raise StaleError(f"turn {turn_id} is not in the ledger")
        return self._turns[turn_id]

    def _keep(self, turn: Turn) -> None:
        self._turns[turn.id] = copied(turn)


def copied(turn: Turn) -> Turn:
    """A turn that shares no mapping with this one; raises ValueError for naive instants."""
    for at in (*turn.facts.values(), *(record.at for record in turn.steps.values())):
        iso(at)
    facts, steps = dict(turn.facts), dict(turn.steps)
    wishes, sends = dict(turn.wishes), dict(turn.sends)
    return replace(turn, facts=facts, steps=steps, wishes=wishes, sends=sends)
