"""When something is due: instants counted from anchors, exact across clock changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from takeover.model.calendar import instant, local_date

Moments = Callable[[str], datetime | None]
"""Looks an anchor up (`start`, `end`, a fact, a finished step); None if it has not happened."""


def done(step: str) -> str:
    """The anchor at which a step was done."""
    return f"done:{step}"


class Due(Protocol):
    """Something that resolves to an instant once its anchors are known."""

    def resolve(self, moments: Moments, zone: ZoneInfo, /) -> datetime | None:
        """The instant, aware, in UTC; None while an anchor is unknown."""


@dataclass(frozen=True)
class Days:
    """A time of day on the charity's clocks, some days from the anchor's date."""

    anchor: str
    days: int
    at: str

    def resolve(self, moments: Moments, zone: ZoneInfo, /) -> datetime | None:
        """The instant at which the clocks on the wall show that time."""
        moment = moments(self.anchor)
        if moment is None:
            return None
        return _on_that_day(moment, self.days, self.at, zone)


@lru_cache(maxsize=1000)
def _on_that_day(moment: datetime, days: int, at: str, zone: ZoneInfo) -> datetime:
    """Cached, because each look at a long list asks for the same few days again."""
    day = local_date(moment, zone) + timedelta(days=days)
    return instant(day, time.fromisoformat(at), zone)


@dataclass(frozen=True)
class After:
    """Real seconds after the anchor; before it where negative."""

    anchor: str
    seconds: int = 0

    def resolve(self, moments: Moments, _zone: ZoneInfo, /) -> datetime | None:
        """The anchor's instant, moved."""
        moment = moments(self.anchor)
        return None if moment is None else moment + timedelta(seconds=self.seconds)


@dataclass(frozen=True, init=False)
class First:
    """The earliest of those that are known."""

    of: tuple[Due, ...]

    def __init__(self, *of: Due) -> None:
        object.__setattr__(self, "of", of)

    def resolve(self, moments: Moments, zone: ZoneInfo, /) -> datetime | None:
        """The earliest instant; None while none is known."""
        known = [at for due in self.of if (at := due.resolve(moments, zone)) is not None]
        return min(known, default=None)


@dataclass(frozen=True, init=False)
class Last:
    """The latest, once all are known."""

    of: tuple[Due, ...]

    def __init__(self, *of: Due) -> None:
        object.__setattr__(self, "of", of)

    def resolve(self, moments: Moments, zone: ZoneInfo, /) -> datetime | None:
        """The latest instant; None while one is unknown."""
        instants = [due.resolve(moments, zone) for due in self.of]
        known = [at for at in instants if at is not None]
        return max(known) if len(known) == len(instants) else None


@dataclass(frozen=True)
class Now:
    """At once."""

    def resolve(self, moments: Moments, _zone: ZoneInfo, /) -> datetime | None:
        """The instant of this look."""
        return moments("now")


@dataclass(frozen=True)
class Nothing:
    """Never: what must be done however late it is."""

    def resolve(self, _moments: Moments, _zone: ZoneInfo, /) -> datetime | None:
        """No instant."""
        return None
