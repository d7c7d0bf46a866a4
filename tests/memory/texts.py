"""The charity's own words in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.memory.roster import copied
from tests.memory.seam import OnSeam, Seam, port_call


class MemoryTexts(OnSeam):
    """Texts by their name."""

    port = "texts"

    def __init__(self, seam: Seam | None = None, account: str = "ourcharity") -> None:
        super().__init__(seam)
        self._partition = f"{account}#texts"
        self._texts: dict[str, dict[str, object]] = {}

    def edit(self, text: Mapping[str, object]) -> None:
        """The coordinator writes or edits a text in the console."""
        self._texts[str(text["weekend"])] = copied({**text, "account": self._partition})

    @port_call
    def get(self, name: str) -> Mapping[str, object] | None:
        return copied(self._texts[name]) if name in self._texts else None

    @port_call
    def all(self) -> Sequence[Mapping[str, object]]:
        return [copied(self._texts[name]) for name in sorted(self._texts, key=str.encode)]

    @port_call
    def put(self, name: str, cells: Mapping[str, str], expected: object) -> bool:
        item = {**cells, "account": self._partition, "weekend": name}
        if not self._is(name, expected):
            return self._texts.get(name) == item
        self._texts[name] = dict(item)
        return True

    @port_call
    def delete(self, name: str, expected: object) -> bool:
        if not self._is(name, expected):
            return name not in self._texts
        self._texts.pop(name, None)
        return True

    def _is(self, name: str, expected: object) -> bool:
        there = self._texts.get(name, {}).get("text")
        if expected is None or isinstance(expected, str):
            return there == expected
        return there is not None and not isinstance(there, str)
