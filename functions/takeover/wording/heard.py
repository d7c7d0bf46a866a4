"""What others wrote on X, made safe to be looked at; and examples of it for a rehearsal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from takeover.wording.markup import is_hidden
from takeover.wording.words import shortened

LONGEST_SHOWN = 1_000
LONGEST_NAME = 50
MOST_MARKS = 4
"""So many accents may stand on one letter; some people pile up hundreds over the lines around."""
NOBODY = "Someone"

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
# They reorder what stands beside them, and nobody needs them where a text stands alone.
_MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f")


def words_of_others(text: str) -> str:
    """Somebody's post as our page shows it: nothing unseen, no towers of accents, bounded."""
    lines = text[: 4 * LONGEST_SHOWN].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = "".join(_seen(unicodedata.normalize("NFC", lines)))
    return shortened(_EMPTY_LINES.sub("\n\n", seen).strip(), LONGEST_SHOWN)


def name_of_others(name: str) -> str:
    """Somebody's name, on one line; never empty."""
    line = " ".join(words_of_others(name).split())
    letters = any(letter.isprintable() and not letter.isspace() for letter in line)
    return shortened(line, LONGEST_NAME) if letters else NOBODY


def handle_of_others(handle: str) -> str:
    """Somebody's X name with its @, or nothing if it is none that X could have given."""
    return f"@{handle}" if _HANDLE.fullmatch(handle) else ""


def _seen(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if letter in _MARKS_OF_DIRECTION or marks > MOST_MARKS:
            continue
        if letter == "\n" or not is_hidden(letter):
            yield letter


# fmt: off
EXAMPLES = (
    ("Bo Example", "bo_example", "Hello! What helps you on a foggy day?", True),
    ("Cleo Example", "cleo_example", "Thank you for saying that. I feel less alone.", True),
    ("Dot Example", "dot_example", "I think I know who you are. Do you live near the park?", True),
    ("Eli Example", "eli_example", "I can’t go on like this any more.", True),
    ("Fay Example", "fay_example", "Has anybody seen what they post this weekend?", False),
)
"""For a rehearsal: name, X name, words, and whether X would let us answer; nobody wrote them."""
# fmt: on
