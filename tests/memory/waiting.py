"""The waiting list in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tests.memory.roster import copied
from tests.memory.seam import OnSeam, Seam, port_call


class MemoryWaiting(OnSeam):
    """Applications by their id."""

    port = "waiting_list"

    def __init__(self, seam: Seam | None = None, account: str = "ourcharity") -> None:
        super().__init__(seam)
        self._partition = f"{account}#waiting"
        self._entries: dict[str, dict[str, object]] = {}
        self._today: tuple[str, int] = ("", 0)

    def put(self, entry: Mapping[str, object]) -> None:
        """The coordinator writes or edits an entry."""
        self._entries[str(entry["weekend"])] = copied({**entry, "account": self._partition})

    @port_call
    def entries(self) -> Sequence[Mapping[str, object]]:
        return [copied(self._entries[name]) for name in sorted(self._entries, key=str.encode)]

    @port_call
    def keep(self, entry: str, cells: Mapping[str, str]) -> None:
        self._entries[entry] = {**cells, "account": self._partition, "weekend": entry}

    @port_call
    def forget(self, entry: str) -> None:
        self._entries.pop(entry, None)

    @port_call
    def count(self, day: date, most: int) -> bool:
        counted_on, number = self._today
        if counted_on < str(day):
            counted_on, number = str(day), 0
        if counted_on != str(day) or number >= most:
            return False
        self._today = counted_on, number + 1
        return True
