"""The pages on which the team edits a weekend, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import list_edit_pages as pages
from takeover.wording.list_edit_pages import Choice, Kind
from takeover.wording.list_pages import Coming, ListPage
from takeover.wording.page_data import Problem

HERS = "/list/2026-12-04"
DATE = "Friday 4 December 2026"
LONG_NAME = "Wilhelmina von und zu der Aue."
EMPTY = dict.fromkeys(
    ("public_name", "guest_email", "anonymous", "guest_phone", "introduction", "guest_name",
     "handle", "said_yes_on", "talked_on", "talked_by", "duty", "review", "starts_at",
     "ends_at", "notes"),
    "",
) | {"status": "booked"}  # fmt: skip
FILLED = EMPTY | {
    "public_name": LONG_NAME,
    "guest_email": "wilhelmina.von.und.zu.der.aue.the.third@post.example.org",
    "anonymous": "yes",
    "starts_at": "2026-12-04 16:00",
    "ends_at": "Monday, ten",
    "notes": "Likes cats.\nAnd tea.",
}
BOOK = pages.ListEdit(
    heading=pages.LABELS[Kind.BOOK],
    date=DATE,
    path=HERS,
    kind=Kind.BOOK,
    was="c5" * 32,
    given=EMPTY,
    coordinator="Robin",
    usual_start="Friday 4 December, 5pm",
    usual_end="Monday 7 December, 9am",
)
CHANGE = replace(BOOK, heading=pages.LABELS[Kind.CHANGE], kind=Kind.CHANGE, given=FILLED)
MOVE = pages.ListMove(
    places=(Choice("2027-01-01", pages.place_of("Friday 1 January 2027", LONG_NAME)),),
    date=DATE,
    path=HERS,
    was="c5" * 32,
    name="Bluebell",
    fridays=(
        Choice("2026-12-11", "Friday 11 December 2026"),
        Choice("2026-12-18", "Friday 18 December 2026"),
    ),
)
FIRST = Coming(
    "Monday 23 November, 11.30am", "Bluebell", "the first mail, with their link: please say yes", ""
)
PERHAPS = Coming(
    "Friday 20 November, 9am", "Robin", "nobody has said yes yet", "if they have not said yes"
)
POST = Coming("Friday 4 December, 5pm", "", "who has the account this weekend", "if they come")
LOOK = pages.ListLook(
    date=DATE,
    path=HERS,
    button="Save it",
    effects=(pages.QUIET,),
    rewritten=(
        pages.Rewritten(DATE, (("Status", "", "booked"), ("Hello", "Gardener.", "Baker, now."))),
    ),
    sent=(FIRST, PERHAPS, POST, FIRST, PERHAPS, POST),
    later=(),
    not_sent=(),
    hidden=(("kind", "book"), ("notes", "Likes cats.\nAnd tea.")),
    may_change=True,
    doable=True,
    rehearsing=False,
    coordinator="Robin",
)
PAUSE = pages.ListPause(date=DATE, path=HERS, name="Bluebell", duty_name="Ash", goes_on=False)
DONE = pages.ListDone(what=pages.DONE[Kind.BOOK], date=DATE, path=HERS, undo="1764. a {} []")
NEXT = "Friday 11 December"


def _wrong(*fields: str) -> tuple[Problem, ...]:
    said = pages.should_be("Mail address", "kit@example", "a mail address such as sam@example.org")
    return tuple(Problem(said, field) for field in fields)


PAGES: dict[str, ListPage] = {
    "edit-book": BOOK,
    "edit-book-or-break": replace(BOOK, may_break=True),
    "edit-change": CHANGE,
    "edit-swap": replace(BOOK, heading=pages.LABELS[Kind.SWAP], kind=Kind.SWAP, short=True),
    "edit-wrong": replace(CHANGE, problems=_wrong(*EMPTY)),
    "edit-no-status": replace(
        CHANGE,
        given=FILLED | {"status": "boked"},
        problems=(Problem(pages.CHOOSE_STATUS, "status"), Problem(pages.NOTHING_DIFFERENT)),
    ),
    "edit-conflict": replace(
        CHANGE,
        problems=(Problem(pages.CHANGED_MEANWHILE),),
        differing=(
            pages.Differing("Hello", "Gardener.", "Baker, now."),
            pages.Differing("Notes", "", "Likes cats."),
        ),
    ),
    "edit-move": MOVE,
    "edit-move-none": replace(
        MOVE, name=LONG_NAME, fridays=(), places=(), problems=(Problem(pages.CHOOSE_FRIDAY, "to"),)
    ),
    "edit-move-chosen": replace(MOVE, chosen="2026-12-18"),
    "look-book": LOOK,
    "look-rehearsed": replace(LOOK, rehearsing=True, effects=(pages.AT_ONCE,)),
    "look-end": replace(
        LOOK,
        button=pages.END_NOW,
        effects=(pages.ends_at_once(LONG_NAME), pages.NO_WAY_BACK, pages.LATER_NOT_TAKEN),
        sent=(),
        not_sent=(FIRST, POST),
        may_change=False,
    ),
    "look-move": replace(
        LOOK,
        effects=(
            pages.moves_along("Bluebell"),
            pages.says_yes_again("Bluebell"),
            pages.please_tell("Bluebell"),
            pages.anew("Bluebell"),
        ),
        rewritten=(
            *LOOK.rewritten,
            pages.Rewritten("Friday 11 December 2026", (("Status", "booked", ""),)),
        ),
        later=(pages.Later(FIRST, "Friday 20 November, 9am"),),
    ),
    "look-move-button": replace(LOOK, button=pages.move_to(NEXT)),
    "look-change-places": replace(LOOK, button=pages.CHANGE_PLACES),
    "look-no-mail": replace(LOOK, effects=(pages.NO_MAIL,), sent=(), rewritten=()),
    "look-not-doable": replace(LOOK, doable=False, may_change=False, problems=_wrong("")),
    "pause": PAUSE,
    "go-on": replace(PAUSE, name=LONG_NAME, goes_on=True),
    "done": DONE,
    "done-onwards": replace(
        DONE,
        who=(pages.pencilled_in(LONG_NAME, NEXT), pages.has_now(LONG_NAME, NEXT)),
        onwards=(
            (f"{HERS}/book", pages.book_next(NEXT, LONG_NAME)),
            (f"{HERS}/book", pages.book_next(NEXT, "")),
            ("/list/waiting", pages.book_waiting(12)),
        ),
    ),
    "done-changed-places": replace(DONE, what=pages.CHANGED_PLACES),
    "done-ended": replace(DONE, what=pages.ENDED_NOW, undo=""),
}
PAGES |= {f"done-{kind}": replace(DONE, what=text) for kind, text in pages.DONE.items()}
