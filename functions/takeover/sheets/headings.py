"""The headings of a sheet: which column is which cell of a row, however people call it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from takeover.sheets.grid import Grid, Line
from takeover.sheets.meanings import one_line

# In the order in which they are written; whatever else a row has is the coordinator's own.
KNOWN = (
    "weekend", "status", "guest_name", "guest_email", "guest_phone", "public_name", "anonymous",
    "handle", "introduction", "said_yes_on", "talked_on", "talked_by", "duty", "starts_at",
    "ends_at", "review", "notes",
)  # fmt: skip
ACCOUNT = "account"
HEADINGS_WITHIN = 30

_CALLED: Mapping[str, tuple[str, ...]] = {
    "weekend": (
        "weekend of", "weekend date", "weekend beginning", "weekend starting", "date", "dates",
        "friday", "week", "week of", "w e", "start date", "takeover", "takeover weekend",
        "takeover date", "when",
    ),
    "status": ("state", "booked", "confirmed", "booked confirmed"),
    "guest_name": (
        "guest", "name", "full name", "real name", "who", "person", "host", "curator", "volunteer",
        "patient",
    ),
    "guest_email": (
        "email", "e mail", "mail", "email address", "e mail address", "mail address",
        "contact email", "guest e mail", "guest s email", "emails",
    ),
    "guest_phone": (
        "phone", "telephone", "tel", "mobile", "phone number", "telephone number", "tel no",
        "mobile number", "contact number", "phone no", "mobile no",
    ),
    "public_name": (
        "name people will see", "name that people will see", "name on x", "name on twitter",
        "display name", "shown name", "name shown", "name to show", "known as", "posting as",
        "posts as", "nickname", "alias", "public",
    ),
    "anonymous": ("anon", "anonymous y n", "anonymous yes no", "stay anonymous"),
    "handle": (
        "twitter", "x handle", "twitter handle", "x account", "twitter account", "x name",
        "twitter name", "username", "user name", "own handle",
    ),
    "introduction": ("intro", "hello", "bio", "about", "about them", "hello in one line"),
    "said_yes_on": ("said yes", "yes on", "agreed on", "accepted on", "confirmed on"),
    "talked_on": ("talked", "spoke on", "called on", "rang on", "phoned on", "date of call"),
    "talked_by": ("called by", "spoken to by", "rung by", "phoned by", "who called"),
    "duty": ("on duty", "duty person", "who is on duty", "on call", "on duty this weekend"),
    "starts_at": ("start", "starts", "from", "start time", "opens", "begins"),
    "ends_at": ("end", "ends", "to", "until", "end time", "end date", "closes"),
    "review": ("look first", "looks first", "look at posts first", "posts need a yes"),
    "notes": ("note", "comment", "comments", "remark", "remarks"),
}  # fmt: skip
_MEANT = {cell.replace("_", " "): cell for cell in KNOWN} | {
    name: cell for cell, names in _CALLED.items() for name in names
}


@dataclass(frozen=True)
class Headings:
    """The line of headings: `columns` says which cell each column holds.

    `unused` are the columns that hold none, each with what would be right.
    """

    line: Line
    columns: Mapping[int, str]
    unused: Mapping[int, str]

    def column(self, cell: str) -> int | None:
        """The column that holds this cell, or None."""
        return next((column for column, name in self.columns.items() if name == cell), None)


def meant(heading: str) -> str | None:
    """The cell that a heading stands for, or None where it is the coordinator's own."""
    if heading in KNOWN:
        return heading
    return _MEANT.get(re.sub(r"[\W_]+", " ", heading.casefold()).strip())


def find_headings(grid: Grid, theirs: Collection[str] = ()) -> Headings | None:
    """The line with the most headings that we know, if one of them is the weekend's.

    `theirs` are the names of all cells that the list has already, spelled as there.
    """
    best: Headings | None = None
    for line in grid.lines[:HEADINGS_WITHIN]:
        if "weekend" not in {meant(text) for text in line.texts}:
            continue
        found = _read(line, theirs)
        if best is None or _known(found) > _known(best):
            best = found
    return best


def how_many_known(grid: Grid) -> int:
    """How many headings the best line has; 0 if there is none with a weekend's."""
    found = find_headings(grid)
    return _known(found) if found else 0


def _known(headings: Headings) -> int:
    return len(set(headings.columns.values()) & set(KNOWN))


def _read(line: Line, theirs: Collection[str]) -> Headings:
    """What is spelled exactly as in the list goes first, so that an export reads as it was."""
    columns: dict[int, str] = {}
    for choose in (_exactly(theirs), meant, one_line):
        for column, text in enumerate(line.texts):
            name = choose(text)
            if name and column not in columns and name not in columns.values():
                columns[column] = name
    unused = {
        column: f"a heading of its own; “{one_line(text)}” stands here twice"
        for column, text in enumerate(line.texts)
        if column not in columns and text.strip()
    }
    return Headings(line, dict(sorted(columns.items())), unused)


def _exactly(theirs: Collection[str]) -> Callable[[str], str | None]:
    spelled = {*KNOWN, *theirs, ACCOUNT}
    return lambda text: text if text in spelled else None


def without_heading(grid: Grid, headings: Headings) -> Iterator[int]:
    """The columns that hold something below an empty heading."""
    widest = max((len(line.texts) for line in grid.lines), default=0)
    for column in range(widest):
        if not headings.line.text(column).strip() and any(
            line.text(column).strip() for line in grid.lines if line.number > headings.line.number
        ):
            yield column
