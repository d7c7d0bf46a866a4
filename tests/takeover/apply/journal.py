"""A journal in memory, which keeps its lines."""

from __future__ import annotations

from collections.abc import Mapping


class Lines:
    """A journal that keeps what it was given."""

    def __init__(self) -> None:
        self.written: list[tuple[str, Mapping[str, str], bool]] = []

    def note(self, step: str, line: Mapping[str, str], *, failed: bool) -> None:
        self.written.append((step, dict(line), failed))
