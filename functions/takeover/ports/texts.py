"""The charity's own words: a part of the coordinator's table, which is no row of her list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Texts(Protocol):
    """Texts by their name, such as `mail/booked`; cells as they are, nothing interpreted.

    Reads are strongly consistent. Of a text that somebody has changed since it was read nothing is
    written: `expected` is its raw `text` cell as it was read, None if there was none.
    """

    def get(self, name: str) -> Mapping[str, object] | None:
        """One text, or None; `weekend` holds its name. One query."""

    def all(self) -> Sequence[Mapping[str, object]]:
        """Every text, in order of name. One query."""

    def put(self, name: str, cells: Mapping[str, str], expected: object) -> bool:
        """Write a text in place of what was there; False if that is not as expected."""

    def delete(self, name: str, expected: object) -> bool:
        """Delete a text; one that is gone is success, False if it is not as expected."""
