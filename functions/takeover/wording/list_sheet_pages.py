"""What the team sees of the list as a spreadsheet: choose a file, look, write, hand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import Coming, ListPage

NO_FILE = "Please choose a file first."
CHANGED_MEANWHILE = (
    "Nothing was saved: the list has been changed since you looked. This is what would happen now. "
    "Please look, and try once more."
)
NOT_OUR_FILE = "We could not read the file any more. Please choose it again."


def too_large(megabytes: int) -> str:
    """Say that a file is far larger than any list."""
    return (
        f"The file is larger than {megabytes} MB. A list of weekends is far smaller: take out "
        "pictures and old sheets, or save it as CSV."
    )


@dataclass(frozen=True, kw_only=True)
class ListSheet(ListPage):
    """The list goes out as a file, or a file comes in."""

    template: ClassVar[str] = "list_sheet.html"


@dataclass(frozen=True)
class Entry:
    """One sentence about a file, and what belongs to it."""

    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Several sentences under one heading; none where the heading says it all."""

    heading: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListSheetLook(ListPage):
    """What a file would do; nothing is written yet.

    `file` is the file itself, in base64, and `was` names what is shown here: both go along with
    the button. `missing` counts weekends to come that the file has not; `left_be` says why they
    are not deleted. `troubles` are what somebody should look at in the file. `deleting`: it is
    shown with them deleted.
    """

    template: ClassVar[str] = "list_sheet_look.html"
    file: str
    was: str
    parts: tuple[Part, ...]
    troubles: tuple[Part, ...]
    mails: tuple[Coming, ...]
    changes: int
    missing: int
    left_be: str = ""
    deleting: bool = False
    rehearsing: bool = False
    coordinator: str = ""


@dataclass(frozen=True, kw_only=True)
class ListSheetDone(ListPage):
    """What was written, weekend by weekend, and what was not, and why."""

    template: ClassVar[str] = "list_sheet_done.html"
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    failed: tuple[Entry, ...]
