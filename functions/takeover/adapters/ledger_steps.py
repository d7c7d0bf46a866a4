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
    WISH,
    read_steps,
    step_item,
    step_name,
    wish_item,
)
from takeover.adapters.ledger_table import LedgerTable, is_own_record
from takeover.errors import StaleError
from takeover.model.calendar import iso
from takeover.model.turn import State, StepRecord
from takeover.model.wish import Want, Wish
from takeover.ports import Claim


class LedgerSteps(LedgerTable):
    """The part of the ledger that says which steps are taken."""

    def claim(self, claim: Claim) -> bool:
        """Claim a step that nobody has claimed; False if it is somebody else's."""
        record = StepRecord(State.CLAIMED, claim.at, claim.owner, claim.proof)
        step = attribute(step_name(claim.step))
        actions = [to(step, step_item(record))]
        condition = step.does_not_exist()
        contained = step_item(StepRecord(State.ABSORBED, claim.at, claim.owner))
        for name in _others(claim):
            # Both at once: after a crash nobody could tell what a mail of unknown outcome said.
            actions.append(to(attribute(step_name(name)), contained))
            condition &= attribute(step_name(name)).does_not_exist()
        if claim.seen_at is not None:
            # Another run may have told it, and taken the entry away since: the trouble is over.
            condition &= attribute(step_name(claim.step, SEEN)) == iso(claim.seen_at)
        if not is_own_record(claim.record):
            # Without this an update would bring a turn into being that nobody has begun.
            condition &= self._table.is_there
        if claim.mails_before is not None:
            condition &= _mails_are(claim.mails_before) & _is_not_held(claim.step)
            actions += [
                to(attribute("mails"), claim.mails_before + 1),
                to(attribute("last_mail_at"), iso(claim.at)),
            ]
        if self._table.update(self._record_key(claim.record), actions, condition):
            return True
        return self._is_claimed(claim.record, claim.step, claim.owner)

    def wish(self, turn_id: str, step: str, wish: Wish | None) -> bool:
        """Keep what the team wants of a mail that nobody has claimed; None takes it back."""
        wanted = attribute(step_name(step, WISH))
        action = wanted.remove() if wish is None else to(wanted, wish_item(wish))
        possible = self._table.is_there & attribute(step_name(step)).does_not_exist()
        return self._table.update(self._record_key(turn_id), [action], possible) is not None

    def finish(self, claim: Claim, at: datetime, proof: str) -> None:
        """Mark our claim done, with its proof."""
        step = step_name(claim.step)
        actions = [
            to(attribute(step, "state"), State.DONE.value),
            to(attribute(step, "at"), iso(at)),
            to(attribute(step, "proof"), proof),
        ]
        ours = attribute(step, "owner") == claim.owner
        if not self._table.update(self._record_key(claim.record), actions, ours):
            raise StaleError(f"step {claim.step} of {claim.record} is no longer this run's")

    def release(self, claim: Claim, last_mail_at: datetime | None) -> None:
        """Give a claim back after a definite refusal, with what it absorbed."""
        key = self._record_key(claim.record)
        names = [claim.step, *_others(claim)]
        gone: list[Action] = [attribute(step_name(name)).remove() for name in names]
        ours = _is_claim_of(claim.step, claim.owner)
        if claim.mails_before is None:
            self._table.update(key, gone, ours)
            return
        before = attribute("last_mail_at")
        restored = before.remove() if last_mail_at is None else to(before, iso(last_mail_at))
        mails = to(attribute("mails"), claim.mails_before)
        unchanged = ours & _mails_are(claim.mails_before + 1)
        if not self._table.update(key, [*gone, mails, restored], unchanged):
            # Another mail went out in between: its instant stands, only ours does not count.
            self._table.update(key, [*gone, add("mails", -1)], ours)

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


def _others(claim: Claim) -> list[str]:
    return sorted(set(claim.absorbs) - {claim.step})


def _is_claim_of(step: str, owner: str) -> Condition:
    name = step_name(step)
    ours: Condition = attribute(name, "owner") == owner
    ours &= attribute(name, "state") == State.CLAIMED.value
    return ours


def _is_not_held(step: str) -> Condition:
    want = attribute(step_name(step, WISH), "want")
    free: Condition = want.does_not_exist() | (want != Want.HOLD.value)
    return free


def _mails_are(number: int) -> Condition:
    mails = attribute("mails")
    same: Condition = mails == number
    return same if number else same | mails.does_not_exist()
