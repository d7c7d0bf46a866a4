"""Numbers for help by phone in memory."""

from __future__ import annotations

from takeover.model.calendar import iso
from takeover.model.spoken import Spoken
from tests.memory.seam import OnSeam, Seam, port_call


class MemorySpoken(OnSeam):
    """The numbers of one ledger, and who used them."""

    port = "spoken"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._numbers: dict[str, Spoken] = {}
        self._used: dict[str, str] = {}
        self._tries: tuple[str, int] = ("", 0)

    @port_call
    def keep(self, spoken: Spoken) -> bool:
        iso(spoken.ends_at)
        return self._numbers.setdefault(spoken.hashed, spoken) == spoken

    @port_call
    def count_try(self, hour: str, most: int) -> bool:
        counted_in, tries = self._tries
        if counted_in < hour:
            counted_in, tries = hour, 0
        if counted_in != hour or tries >= most:
            return False
        self._tries = hour, tries + 1
        return True

    @port_call
    def find(self, hashed: str) -> Spoken | None:
        return None if hashed in self._used else self._numbers.get(hashed)

    @port_call
    def use(self, spoken: Spoken, owner: str) -> bool:
        if spoken.hashed not in self._numbers:
            return False
        return self._used.setdefault(spoken.hashed, owner) == owner
