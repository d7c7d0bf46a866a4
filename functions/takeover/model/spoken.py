"""The number that somebody of the team reads out to a guest on the phone."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

NUMBERS = 100_000_000
GOOD_FOR = timedelta(minutes=30)
TRIES_AN_HOUR = 30
"""Of the whole stack: who guesses has thirty tries an hour in a hundred million."""
SHOWN, USED = "spoken-", "typed-"
"""How the turn's record begins to call it: shown by whom (its proof), and typed by the guest."""


@dataclass(frozen=True)
class Spoken:
    """A number for one generation of one turn; the ledger knows it hashed."""

    hashed: str
    turn: str
    generation: int
    who: str
    ends_at: datetime

    @property
    def mark(self) -> str:
        """What tells it from others in the turn's record, and tells nothing else."""
        return self.hashed[:12]


def hashed(link_key: bytes, number: str) -> str:
    """What the ledger knows a number by; without the key a hundred million guesses say nothing."""
    return hmac.digest(link_key, f"spoken\x1f{number}".encode(), hashlib.sha256).hex()


def hour_of(at: datetime) -> str:
    """The hour in which tries are counted."""
    return at.strftime("%Y-%m-%dT%H")
