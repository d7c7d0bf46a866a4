"""The guests' photos, until a day after their weekend."""

from __future__ import annotations

from typing import Protocol

from takeover.photos import SafePhoto


class Photos(Protocol):
    """Photos by turn and key; one turn's key finds nothing in another turn.

    A call whose answer was lost may be repeated without harm, so it raises LaterError then.
    """

    def put(self, turn_id: str, key: str, photo: SafePhoto) -> None:
        """Keep a photo in place of what was there; raises ValueError for what is no key."""

    def get(self, turn_id: str, key: str) -> SafePhoto | None:
        """One photo of this turn, or None; also for what is no key."""

    def drop(self, turn_id: str) -> None:
        """Delete all photos of a turn; gone already is success."""
