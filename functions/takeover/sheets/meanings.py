"""What people write into a cell, and what the list calls it; days have a file of their own."""

from __future__ import annotations

import re
from difflib import get_close_matches
from email.utils import parseaddr

from takeover.model.cells import NO, YES
from takeover.model.roster import Status

# Blanks that cannot be seen; the joiner of emoji is none of them.
_UNSEEN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u2060": None}
)
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
_EDGE = " \t\n.,;:!*_()[]"

MORE_THAN_A_LINE = frozenset({"notes"})
_NOT_YET = frozenset({"tbc", "tba", "tbd", "to be confirmed", "to be announced"})

NOBODY = frozenset(
    {
        "open", "free", "available", "vacant", "nobody", "no one", "none", "n/a", "gap", "empty",
        "unfilled", "to fill", "needed", "volunteer needed", "guest needed", "no guest",
        "-", "--", "---", "–", "—", "/", "?", "??", "???",
    }
)  # fmt: skip
_STATUSES = {
    Status.BOOKED: "confirmed agreed definite fixed yes y ok done set booked-in ✓ ✔ ✅ ☑",
    Status.PENCILLED: "penciled pencil pencilled-in provisional tentative maybe perhaps possible "
    "probable pending tbc tba tbd asked invited waiting hold held no n unconfirmed to-be-confirmed",
    Status.CANCELLED: "canceled cancel cancelation cancellation withdrawn withdrew dropped-out ✗ ✘ "
    "❌",
    Status.BREAK: "holiday holidays closed pause paused off no-takeover skip skipped recess",
}
_STATUS = {
    word.replace("-", " "): one for one, words in _STATUSES.items() for word in words.split()
}
_YES = YES | {"anonymous", "anon", "✓", "✔", "✅", "☑", "☑️", "✔️", "yes please", "ja", "oui"}
_NO = NO | {"✗", "✘", "❌", "☐", "not", "named", "no thanks", "–", "—", "nein", "non"}
_AGAIN = re.compile(
    r"\s*(?:[(\[]\s*#?(?:\d{1,2}|again|repeat|(?:\d(?:st|nd|rd|th)|second|third)(?: time)?)\s*[)\]]"
    r"|#\d{1,2}|\d(?:nd|rd|th) time)\s*$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """A text without stray blanks at its ends, and with one kind of line end."""
    return _LINE_ENDS.sub("\n", text.translate(_UNSEEN)).strip()


def one_line(text: str) -> str:
    """A text as the system reads a cell: one line, single blanks."""
    return " ".join(tidy(text).split())


def cleaned(cell: str, text: str) -> str:
    """A cell's text without stray blanks; what may have lines, or is hers, keeps its lines."""
    return tidy(text) if cell in MORE_THAN_A_LINE else one_line(text)


def status(text: str) -> str:
    """What a status means; what has no meaning comes back as it is.

    Empty is a weekend that nobody has yet: nothing is sent, as for a pencilled one.
    """
    said = one_line(text)
    word = said.casefold().strip(_EDGE) or said.casefold()
    if word in NOBODY or not word:
        return ""
    if word in set(Status):
        return word
    if found := _STATUS.get(word):
        return found
    # "BREAK - Christmas", "booked (Sam)", "cancelled 3 Nov": the first word says it.
    first = re.split(r"[\s,;:(\[/–—-]", word, maxsplit=1)[0]
    if first in set(Status) or first in {"canceled", "tbc", "open"}:
        return status(first)
    return Status.BREAK if re.search(r"\bbreak\b", word) else said


def closest_status(text: str) -> str:
    """The status that a mistyped one was probably meant to be, or nothing."""
    names = [str(one) for one in Status if one is not Status.FORGOTTEN]
    return next(iter(get_close_matches(one_line(text).casefold(), names, 1, 0.6)), "")


def standing_for_nobody(text: str) -> str | None:
    """The status that stands where a name should be: OPEN, "-", TBC, BREAK; None for a name."""
    word = one_line(text).casefold().strip(_EDGE)
    if not word:
        return "" if one_line(text) else None
    if word in NOBODY:
        return ""
    if word in _NOT_YET:
        return Status.PENCILLED
    return Status.BREAK if re.match(r"(?:no takeover|holidays?|(?:\w+ )?break)\b", word) else None


def yes_or_no(text: str) -> str:
    """Yes or no, empty for empty; what is neither comes back as it is."""
    said = one_line(text)
    word = said.casefold().strip(_EDGE) or said.casefold()
    if not said:
        return ""
    if word in _YES:
        return "yes"
    return "no" if word in _NO else said


def name_alone(text: str) -> str:
    """A name without the number that tells a guest's second weekend from the first."""
    return _AGAIN.sub("", text) or text


def address(text: str) -> str:
    """A mail address without what programs and people put around it."""
    said = re.sub(r"^mailto:", "", name_alone(one_line(text)), flags=re.IGNORECASE)
    said = said.strip(" ,;.") if said.count("@") == 1 else said
    return said[1:-1] if re.fullmatch(r"<[^<>]+>", said) else said


def several_addresses(text: str) -> str:
    """The first address of a cell that holds more than one, or nothing."""
    found = re.findall(r"[^\s,;/<>()]+@[^\s,;/<>()]+", text)
    return found[0] if len(set(map(str.casefold, found))) > 1 else ""


def same_person(text: str) -> str:
    """A mail address as two are compared: bare, in one case."""
    return parseaddr(one_line(text))[1].casefold()


def phone_without_its_zero(text: str) -> str:
    """A British number that has lost its first 0 to a spreadsheet, with it; else nothing."""
    return f"0{text}" if re.fullmatch(r"[1-37]\d{9}", text) else ""


def likely_address(text: str) -> str:
    """The mail address that a broken one was probably meant to be, or nothing."""
    said = re.sub(r"\s*(?:\(at\)|\[at\]|\bat\b|@)\s*", "@", text.strip(), flags=re.IGNORECASE)
    said = re.sub(r"\s+", "", said.replace(",", ".")).rstrip(".")
    found = several_addresses(text) or said
    return found if found != text and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", found) else ""
