"""What the team wants of one mail that is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Want(StrEnum):
    """What the team wants of one mail that is still to come: keep it back, or send it now."""

    HOLD = "hold"
    NOW = "now"


@dataclass(frozen=True)
class Wish:
    """What the team wants of one mail, and since when."""

    want: Want
    at: datetime
