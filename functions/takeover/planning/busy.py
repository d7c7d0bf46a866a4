"""Is it busy on X, measured against what is usual for this very account? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

AN_HOUR = timedelta(hours=1)
HOURS_BEFORE = 5
LOOKS_BACK = (HOURS_BEFORE + 1) * AN_HOUR
"""So far back one has to know who wrote."""
TIMES_AS_MANY = 4
LEAST = 5
"""Fewer an hour than this is usual nowhere: a quiet night makes no morning busy."""


def is_busy(wrote_at: Sequence[datetime], now: datetime) -> bool:
    """Did four times as many write within the hour as in each of the five hours before?"""
    lately = sum(1 for at in wrote_at if at > now - AN_HOUR)
    before = sum(1 for at in wrote_at if now - LOOKS_BACK < at <= now - AN_HOUR)
    return lately >= TIMES_AS_MANY * max(before / HOURS_BEFORE, LEAST)
