"""Words that would tell too much on a lock screen, where anybody may look over a shoulder."""

import re
from collections.abc import Iterable

SEEN_FIRST = 100
"""So many letters of a mail a lock screen shows under its subject."""

_TELLING = (
    "MS|multiple sclerosis|sclerosis|illness|ill|disease|patients?|charity|takeover|accounts?"
    "|credentials?|passwords?|verif(?:y|ied)|codes?"
)
# Too short or too plain to be a name of ours wherever they stand.
_TOO_PLAIN = {"our charity", ""}


def telling(names: Iterable[str] = ()) -> re.Pattern[str]:
    """What must not be in a subject or a mail's first words; `names` are the charity's own.

    These are what gives an illness away, and what spam folders and thieves look for.
    """
    own = [re.escape(name) for name in names if name.casefold() not in _TOO_PLAIN]
    return re.compile(rf"\b(?:{'|'.join([*own, _TELLING])})\b", re.IGNORECASE)


def seen_first(text: str) -> str:
    """What a lock screen shows of a mail: its first line, and some of what follows."""
    return text.replace("\n", " ")[: max(SEEN_FIRST, text.find("\n"))]
