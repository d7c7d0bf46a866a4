"""What makes a weekend quick without making it any kinder; `test_simulation` runs it both ways.

Reading a row is a pure function of its cells, and the same row is read some hundred times in a
weekend: here it is read once. Turns are frozen, so that what the ledger in memory hands out needs
no copy; nor do rows, which nobody writes into. Mails go out as they are before Markdown is made
of them, with the same words in them. Nothing of the product knows.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from takeover.apply import look
from takeover.model import roster, sight
from takeover.model.credentials import guest_hmac
from takeover.model.roster import Row
from takeover.settings import Settings
from takeover.wording import length, mail
from tests.memory import ledger, ledger_steps
from tests.memory import roster as memory_roster

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

    parser = _remembering(length._parser())
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    with (
        patch.object(roster, "read_row", read_row),
        patch.object(look, "read_row", read_row),
        patch.object(ledger, "copied", lambda turn: turn),
        patch.object(ledger_steps, "copied", lambda turn: turn),
        patch.object(memory_roster, "copied", lambda row: row),
        patch.object(mail, "parse", lambda source: source),
        patch.object(mail, "as_html", str),
        patch.object(mail, "as_plain_html", str),
        patch.object(mail, "as_text", _as_text),
        patch.object(sight, "guest_hmac", lru_cache(MOST_ROWS)(guest_hmac)),
        patch.object(length, "_parser", lambda: parser),
    ):
        yield
    gc.set_threshold(*before)


def _remembering(parser: ModuleType) -> SimpleNamespace:
    """X's own way to count, which takes a millisecond a text."""
    return SimpleNamespace(
        parse_tweet=lru_cache(MOST_ROWS)(parser.parse_tweet),
        extract_urls=lru_cache(MOST_ROWS)(parser.extract_urls),
    )


def _as_text(source: str) -> str:
    return source.replace("**", "").replace("\\", "")
