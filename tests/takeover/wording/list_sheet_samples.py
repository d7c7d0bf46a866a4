"""The pages of the list as a spreadsheet, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import list_sheet_pages as pages
from takeover.wording.list_pages import Coming, ListPage
from takeover.wording.list_sheet_pages import Entry, Part
from takeover.wording.page_data import Problem

PARTS = (
    Part(
        "New in the list: 1 weekend",
        (Entry("Friday 8 January 2027: Wilhelmina", ("booked, w@post.example.org",)),),
    ),
    Part(
        "Changed: 2 weekends",
        (
            Entry("Friday 4 December 2026: Sam", ("Name people will see: “Sam” → “Bluebell”",)),
            Entry("Friday 11 December 2026", ("Phone: empty → “01632 960001”",) * 3),
        ),
    ),
    Part("Moved: 1 weekend", (Entry("Kim: from Friday 8 January 2027 to Friday 15 January 2027"),)),
    Part("As it was: 7 weekends"),
    Part("In the list but not in the file: 1 weekend to come", (Entry("Friday 5 February 2027"),)),
)
TROUBLES = (
    Part(
        "Please look at: 2 cells",
        (
            Entry(
                "A7: Date is “5/12/26”. Right would be a Friday. "
                "Did you mean Friday 4 December 2026? The row is left out."
            ),
            Entry("D9: Mail address is “kim@example”. Right would be a mail address."),
        ),
    ),
    Part("Letters with accents were read as Windows-1252."),
)
MAILS = (
    Coming("Friday 4 December, 10am", "Bluebell", "the first mail, with their link", ""),
    Coming("Monday 7 December, 9am", "", "goodbye and thank you", "if they come"),
)
LOOK = pages.ListSheetLook(
    file="d2Vla2VuZA==",
    was="c5" * 32,
    parts=PARTS,
    troubles=TROUBLES,
    mails=MAILS,
    changes=4,
    missing=1,
    coordinator="Robin",
)
DONE = pages.ListSheetDone(
    written=("Friday 4 December 2026", "Friday 11 December 2026"), deleted=(), failed=()
)
NOT_DONE = (Entry("Friday 4 December 2026", ("public_name is another by now.",)),)


def _with(text: str) -> pages.ListSheet:
    return pages.ListSheet(problems=(Problem(text, "sheet"),))


PAGES: dict[str, ListPage] = {
    "list-sheet": pages.ListSheet(),
    "list-sheet-none": _with(pages.NO_FILE),
    "list-sheet-too-large": _with(pages.too_large(3)),
    "list-sheet-not-ours": _with(pages.NOT_OUR_FILE),
    "list-sheet-look": LOOK,
    "list-sheet-look-deleting": replace(LOOK, deleting=True),
    "list-sheet-look-not-sure": replace(
        LOOK, left_be="A weekend could not be read, so nothing is deleted."
    ),
    "list-sheet-look-nothing": replace(
        LOOK, parts=PARTS[3:4], troubles=(), mails=(), changes=0, missing=0
    ),
    "list-sheet-look-rehearsing": replace(LOOK, rehearsing=True),
    "list-sheet-look-changed": replace(LOOK, problems=(Problem(pages.CHANGED_MEANWHILE),)),
    "list-sheet-done": DONE,
    "list-sheet-done-deleted": replace(DONE, deleted=("Friday 5 February 2027",)),
    "list-sheet-done-not-all": replace(DONE, failed=NOT_DONE),
    "list-sheet-done-nothing": replace(DONE, written=()),
}
