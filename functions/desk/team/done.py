"""What was done with a weekend, the way back, and what probably comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk.asked import Asked
from desk.team import undoing
from desk.team.foretelling import name, other_name
from desk.team.kinds import possible
from desk.team.waiting import PLACE, book_path, first_choosers, waits_then
from desk.team.wishes import Wish
from takeover.commands.editing import Foreseen
from takeover.model.applicant import Applicant
from takeover.planning import overview
from takeover.wording import dates, list_edit_pages
from takeover.wording.list_edit_pages import CHANGED_PLACES, DONE, ENDED_NOW, Kind, ListDone
from takeover.wording.list_pages import HOME
from takeover.wording.list_waiting_pages import SOMEBODY

FILLING = frozenset({Kind.BOOK, Kind.BREAK})
"""After these she probably goes on with the next free weekend."""
WEEKS_AHEAD = 26


def done_page(asked: Asked, wish: Wish, foreseen: Foreseen) -> ListDone:
    """The page that says so. Made before anything is written, so that no read can fail after."""
    return ListDone(
        what=_what(wish, foreseen),
        date=dates.day(wish.friday),
        path=f"{HOME}/{wish.friday}",
        undo="" if foreseen.ends else undoing.sealed(asked, wish.edits),
        who=tuple(_who(wish)),
        onwards=tuple(_onwards(asked, wish, foreseen)) if wish.kind in FILLING else (),
    )


def _what(wish: Wish, foreseen: Foreseen) -> str:
    if wish.kind is Kind.CANCEL and foreseen.ends:
        return ENDED_NOW
    return CHANGED_PLACES if wish.exchange else DONE[wish.kind]


def _who(wish: Wish) -> Iterator[str]:
    typed = wish.given.get("public_name") or wish.given.get("guest_name")
    if wish.kind in {Kind.BOOK, Kind.SWAP} and typed:
        pencilled = wish.given.get("status") == "pencilled"
        says = list_edit_pages.pencilled_in if pencilled else list_edit_pages.has_now
        yield says(typed, dates.day_short(wish.friday))
    if wish.goal is not None:
        yield list_edit_pages.has_now(name(wish), dates.day_short(wish.goal))
    if wish.exchange:
        yield list_edit_pages.has_now(other_name(wish), dates.day_short(wish.friday))


def _onwards(asked: Asked, wish: Wish, foreseen: Foreseen) -> Iterator[tuple[str, str]]:
    waiting = waits_then(asked.world, foreseen.roster, wish.seen.now)
    if friday := _next_free(asked, wish):
        first: Applicant | None = next(first_choosers(waiting, friday), None)
        booker = (first.public_name or SOMEBODY) if first else ""
        words = list_edit_pages.book_next(dates.day_short(friday), booker)
        yield book_path(friday, first), words
    if waiting:
        yield PLACE, list_edit_pages.book_waiting(len(waiting))


def _next_free(asked: Asked, wish: Wish) -> date | None:
    """The next one after this, else the first that there is."""
    seen, zone = wish.seen, asked.world.settings.zone
    free = [
        one.friday
        for one in overview.coming(seen.roster, seen.account, zone, seen.now, WEEKS_AHEAD)
        if one.gap and Kind.BOOK in possible(one) and one.friday != wish.friday
    ]
    return next((friday for friday in free if friday > wish.friday), next(iter(free), None))
