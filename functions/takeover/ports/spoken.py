"""Numbers that are read out on the phone, in the ledger's table."""

from __future__ import annotations

from typing import Protocol

from takeover.model.spoken import Spoken


class SpokenNumbers(Protocol):
    """Each opens one page once; every write is conditional, a lost answer to our own is success."""

    def keep(self, spoken: Spoken) -> bool:
        """Write a new one; False if just this number is there already."""

    def count_try(self, hour: str, most: int) -> bool:
        """Count a number that was typed, before it is looked at; False if `most` were in this hour.

        Of the whole stack, as nobody has said yet whose page it is.
        """

    def find(self, hashed: str) -> Spoken | None:
        """The one that was typed, if nobody has used it, strongly consistent."""

    def use(self, spoken: Spoken, owner: str) -> bool:
        """Use it up; False if somebody else did. Finding our own `owner` there is success."""
