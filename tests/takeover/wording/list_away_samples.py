"""The pages about time away, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import list_away_pages as pages
from takeover.wording.list_edit_pages import Later
from takeover.wording.page_data import Problem
from tests.takeover.wording.list_mail_samples import TO_GUEST

DAY, FRIDAY = "Monday 14 December 2026", "Friday 11 December"
FORM = pages.ListAway()
LOOK = pages.ListAwayLook(
    until=DAY,
    effects=(
        pages.stays_open("Bluebell", "on Monday 7 December, 9am"),
        pages.never_opens("Sam", FRIDAY),
        pages.opens_late("Jo", FRIDAY, DAY),
    ),
    later=(Later(TO_GUEST, "Wednesday 25 November, 11am"),),
    not_sent=(TO_GUEST,),
    hidden=(("day", "2026-12-14"), ("was", "")),
)
PAGES = {
    "list-away": FORM,
    "list-away-now": replace(FORM, until=DAY, was="2026-12-14T00:00:00+00:00"),
    "list-away-no-day": replace(
        FORM, given={"day": "soon"}, problems=(Problem(pages.NO_SUCH_DAY, "day"),)
    ),
    "list-away-look": LOOK,
    "list-away-look-nothing": replace(LOOK, effects=(), later=(), not_sent=()),
}
