"""What makes a weekend quick without making it any kinder; `test_simulation` runs it both ways.

Reading a row is a pure function of its cells, and the same row is read some hundred times in a
weekend: here it is read once. Turns are frozen, so that what the ledger in memory hands out needs
no copy. Nothing of the product knows.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from takeover.apply import look
from takeover.model import roster
from takeover.model.roster import Row
from takeover.settings import Settings
from tests.memory import ledger

type Reader = Callable[[Mapping[str, object], Settings], tuple[Row, Any]]
MOST_ROWS = 500
SELDOM = 50_000


@contextmanager
def quickly() -> Iterator[None]:
    """Read the same row once, and let the collector of garbage look seldom."""
    read: dict[object, tuple[Row, Any]] = {}
    really: Reader = roster.read_row

    def read_row(raw: Mapping[str, object], settings: Settings) -> tuple[Row, Any]:
        key = str(raw)
        found = read.get(key)
        if found is None:
            if len(read) > MOST_ROWS:
                read.clear()
            found = read[key] = really(raw, settings)
        return found

    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    with (
        patch.object(roster, "read_row", read_row),
        patch.object(look, "read_row", read_row),
        patch.object(ledger, "copied", lambda turn: turn),
    ):
        yield
    gc.set_threshold(*before)
