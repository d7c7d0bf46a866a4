"""Who would like a weekend: a part of the coordinator's table, which is no row of her list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol


class WaitingList(Protocol):
    """Applications by their id; cells as they are, nothing interpreted."""

    def entries(self) -> Sequence[Mapping[str, object]]:
        """Everybody who waits; `weekend` holds the id. Strongly consistent, one query."""

    def keep(self, entry: str, cells: Mapping[str, str]) -> None:
        """Write an entry under this id, in place of whatever was there."""

    def forget(self, entry: str) -> None:
        """Delete an entry; one that is gone already is success."""

    def count(self, day: date, most: int) -> bool:
        """Count one more on this day; False if `most` were counted on it before."""
