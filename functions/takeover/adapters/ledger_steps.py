"""Steps are taken once: claims, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from takeover.adapters.dynamodb import add, attribute, if_absent, to
from takeover.adapters.ledger_items import (
    SEEN,
    STEP,
    TOLD,
    read_steps,
    step_item,
    step_name,
)
from takeover.adapters.ledger_table import LedgerTable, is_own_record
from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import State, StepRecord
from takeover.ports import Claim


class LedgerSteps(LedgerTable):
    """The part of the ledger that says which steps are taken."""

    def claim(self, claim: Claim) -> bool:
        """Claim a step that nobody has claimed; False if it is somebody else's."""
        record = StepRecord(State.CLAIMED, claim.at, claim.owner, claim.proof)
        step = attribute(step_name(claim.step))
        actions = [to(step, step_item(record))]
        condition = step.does_not_exist()
        if not is_own_record(claim.record):
            # Without this an update would bring a turn into being that nobody has begun.
            condition &= self._table.is_there
        if claim.mails_before is not None:
            condition &= _mails_are(claim.mails_before)
            actions += [
                to(attribute("mails"), claim.mails_before + 1),
                to(attribute("last_mail_at"), iso(claim.at)),
            ]
        if self._table.update(self._record_key(claim.record), actions, condition):
            return True
        return self._is_claimed(claim.record, claim.step, claim.owner)

    def finish(self, claim: Claim, at: datetime, proof: str, absorbed: Sequence[str] = ()) -> None:
        """Mark our claim done, with its proof, and other steps as absorbed by it."""
        step = step_name(claim.step)
        actions = [
            to(attribute(step, "state"), State.DONE.value),
            to(attribute(step, "at"), iso(at)),
            to(attribute(step, "proof"), proof),
        ]
        contained = step_item(StepRecord(State.ABSORBED, at, claim.owner, proof))
        others = sorted(set(absorbed) - {claim.step})
        actions += [if_absent(step_name(name), contained) for name in others]
        ours = attribute(step, "owner") == claim.owner
        if not self._table.update(self._record_key(claim.record), actions, ours):
            raise StaleError(f"step {claim.step} of {claim.record} is no longer this run's")

    def release(self, claim: Claim, last_mail_at: datetime | None) -> None:
        """Give a claim back after a definite refusal, and restore the turn's `last_mail_at`."""
        key = self._record_key(claim.record)
        gone = attribute(step_name(claim.step)).remove()
        ours = _is_claim_of(claim.step, claim.owner)
        if claim.mails_before is None:
            self._table.update(key, [gone], ours)
            return
        before = attribute("last_mail_at")
        restored = before.remove() if last_mail_at is None else to(before, iso(last_mail_at))
        mails = to(attribute("mails"), claim.mails_before)
        unchanged = ours & _mails_are(claim.mails_before + 1)
        if not self._table.update(key, [gone, mails, restored], unchanged):
            # Another mail went out in between: its instant stands, only ours does not count.
            self._table.update(key, [gone, add("mails", -1)], ours)

    def settle(self, record: str, step: str, owner: str, at: datetime, proof: str) -> None:
        """End a claim of unknown outcome: done, with its proof; or without one, told."""
        state = State.DONE if proof else State.TOLD
        known = step_item(StepRecord(state, at, owner, proof))
        actions = [to(attribute(step_name(step)), known)]
        self._table.update(self._record_key(record), actions, _is_claim_of(step, owner))

    def mark(self, record: str, step: str, at: datetime, proof: str) -> None:
        """Mark a step that needs no claim as done; one that is taken already stays as it is."""
        known = step_item(StepRecord(State.DONE, at, proof=proof))
        done = [if_absent(step_name(step), known)]
        if is_own_record(record):
            self._table.update(self._record_key(record), done)
        elif not self._table.update(self._record_key(record), done, self._table.is_there):
            raise StaleError(f"turn {record} is not in the ledger")

    def free(self, record: str, step: str, owner: str) -> None:
        """Remove a claim whose effect surely did not happen."""
        gone = attribute(step_name(step)).remove()
        self._table.update(self._record_key(record), [gone], _is_claim_of(step, owner))

    def see(self, step: str, at: datetime) -> None:
        """Note in `~told` when something was first seen; does nothing if it is there."""
        seen = attribute(step_name(step, SEEN))
        taken = attribute(step_name(step))
        condition = seen.does_not_exist() & taken.does_not_exist()
        self._table.update(self._record_key(TOLD), [to(seen, iso(at))], condition)

    def unsee(self, steps: Sequence[str]) -> None:
        """Remove entries of `~told` that no longer hold."""
        names = [step_name(step, prefix) for step in steps for prefix in (SEEN, STEP)]
        if names:
            actions: list[Action] = [attribute(name).remove() for name in sorted(set(names))]
            self._table.update(self._record_key(TOLD), actions, self._table.is_there)

    def _is_claimed(self, record: str, step: str, owner: str) -> bool:
        """Is our own token there? Then our first write arrived and only its answer was lost."""
        taken = read_steps(self._record(record)).get(step)
        return taken is not None and (taken.state, taken.owner) == (State.CLAIMED, owner)


def _is_claim_of(step: str, owner: str) -> Condition:
    name = step_name(step)
    ours: Condition = attribute(name, "owner") == owner
    ours &= attribute(name, "state") == State.CLAIMED.value
    return ours


def _mails_are(number: int) -> Condition:
    mails = attribute("mails")
    same: Condition = mails == number
    return same if number else same | mails.does_not_exist()
