"""Looks for what must not be there: a canary is any text that leaks if somebody else can read it.

Uses the standard library only: the end-to-end run has another environment.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote, quote_plus

SHORTEST: Final = 3
PHRASE: Final = 3
# Four digits are a year, an offset from UTC or a line of code more often than a guest's number.
NOT_A_NUMBER: Final = re.compile(
    r"\d{4}-\d\d-\d\d(#\d+)?([T ][\d:.,]+)?\s?([+-]\d\d:?\d\d|Z)?|[\w.]+\.py:\d+|[+-]\d{4}\b"
)


@dataclass(frozen=True)
class Canary:
    """A text, what it is, and whose it is: a guest's address, or nobody's."""

    text: str
    what: str
    owner: str = ""

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The text as it is, and as JSON, HTML and addresses write it."""
        text = self.text
        written = (text, json.dumps(text)[1:-1], html.escape(text), quote(text), quote_plus(text))
        return tuple(dict.fromkeys(written))

    @cached_property
    def is_number(self) -> bool:
        return self.text.isdecimal()

    @cached_property
    def is_searched(self) -> bool:
        return len(self.text.strip()) >= SHORTEST

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Every few words on end: a text that is cut short leaks as well."""
        words = self.text.split()
        runs = [words[at : at + PHRASE] for at in range(len(words) - PHRASE + 1)]
        return tuple(dict.fromkeys(" ".join(run) for run in runs if len(runs) > 1))

    def __str__(self) -> str:
        return f"{self.what} {self.text!r}" + (f" of {self.owner}" if self.owner else "")


class Said:
    """A text that is searched many times."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def without_times(self) -> str:
        return NOT_A_NUMBER.sub(" ", self.text)

    def holds(self, canary: Canary, *, phrases: bool = False) -> bool:
        """Is it in here, as a word of its own?"""
        if not canary.is_searched:
            return False
        here = self.without_times if canary.is_number else self.text
        wanted = canary.forms + canary.phrases if phrases else canary.forms
        # Nearly always none; a test that tries hundreds of forms asks this a million times.
        there = [form for form in wanted if form in here]
        return bool(there) and any(_as_a_word(form, here) for form in there)


def found(canaries: Iterable[Canary], text: str, *, phrases: bool = False) -> list[Canary]:
    """Those of these canaries that are in a text."""
    said = Said(text)
    return [canary for canary in canaries if said.holds(canary, phrases=phrases)]


def _as_a_word(form: str, text: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text) is not None
