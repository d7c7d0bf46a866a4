"""Claim, effect, done: how a step is taken once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from takeover.apply.look import Look
from takeover.errors import RefusedError, StaleError
from takeover.model.sight import Sight
from takeover.model.steps import To
from takeover.model.turn import State
from takeover.planning import Planned
from takeover.planning.housekeeping import TOLD
from takeover.ports import Claim, World

OWNER_BYTES = 12


@dataclass(frozen=True)
class Taking:
    """One attempt to take one step."""

    world: World
    look: Look
    planned: Planned

    @property
    def sight(self) -> Sight:
        """The turn that the step is about."""
        if self.planned.sight is None:
            raise LookupError(f"{self.planned.step.name} is about no turn")
        return self.planned.sight

    @property
    def now(self) -> datetime:
        """The instant at which this is asked."""
        return self.world.clock.now()

    def once(self, effect: Callable[[], str], proof: str = "") -> bool:
        """Claim the step, let the effect happen, and write down what proves it.

        A definite refusal (the gate's is one too) releases the claim; an unknown outcome leaves
        it, until something resolves it. False if somebody else has claimed the step.
        """
        claim = self._claim(proof)
        ledger = self.world.ledger
        if not ledger.claim(claim):
            return False
        try:
            proved = effect()
        except (RefusedError, StaleError):
            ledger.release(claim, self._last_mail_at())
            raise
        ledger.finish(claim, self.now, proved)
        return True

    def _claim(self, proof: str) -> Claim:
        planned = self.planned
        to_guest = planned.step.to is To.GUEST
        return Claim(
            record=planned.record,
            step=planned.key,
            owner=secrets.token_hex(OWNER_BYTES),
            at=self.now,
            mails_before=self.sight.turn.mails if to_guest else None,
            proof=proof,
            absorbs=planned.absorbs,
            seen_at=self._seen_at(),
        )

    def _seen_at(self) -> datetime | None:
        """When that which is told here was first seen; None for what needs no seeing."""
        told = self.look.account.told if self.planned.record == TOLD else {}
        record = told.get(self.planned.key)
        return record.at if record is not None and record.state is State.SEEN else None

    def _last_mail_at(self) -> datetime | None:
        return self.planned.sight.turn.last_mail_at if self.planned.sight else None
