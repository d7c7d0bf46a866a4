"""The waiting list: who would like a weekend, and forgetting them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to
from desk.team.kinds import possible
from takeover import commands
from takeover.apply.look import Look, look
from takeover.commands.team import Member
from takeover.model.applicant import Applicant, friday_of
from takeover.model.calendar import FRIDAY
from takeover.model.roster import Roster
from takeover.model.steps import HANDOVER
from takeover.planning import overview
from takeover.planning.waiting import still_waiting, weekends_of
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.list_edit_pages import Kind
from takeover.wording.list_pages import HOME, Said
from takeover.wording.list_waiting_pages import (
    FIRST_WISH,
    SECOND_WISH,
    Free,
    ListChoose,
    ListWaiting,
    Waiting,
    from_the_waiting_list,
    wish_first,
    wish_second,
)

PLACE, BOOK = "/list/waiting", "/list/waiting/book"
FROM = "from"
"""In the address of a form that is filled in with what somebody of the waiting list told us."""
WEEKS_AHEAD = 26


def waiting_page(asked: Asked, _here: Member) -> Answer:
    """Everybody who waits, the newest first."""
    world = asked.world
    seen = look(world, HANDOVER)
    page = ListWaiting(
        waiting=tuple(_in_words(world, one, seen) for one in commands.waiting(world)),
        retention_days=world.settings.retention_days,
        public_page=f"{world.desk_url}/weekends",
    )
    return Answer(200, page)


def choose_page(asked: Asked, _here: Member) -> Answer:
    """For which free weekend? Each leads to the form, filled in with what they told us."""
    world = asked.world
    one = applicant_of(asked, "entry")
    if one is None:
        return go_to(PLACE, Said.NOT_WAITING)
    seen, zone = look(world, HANDOVER), world.settings.zone
    ahead = overview.coming(seen.roster, seen.account, zone, seen.now, WEEKS_AHEAD)
    free = (there.friday for there in ahead if Kind.BOOK in possible(there) and there.gap)
    wishes = {one.second_choice: SECOND_WISH, one.first_choice: FIRST_WISH}
    fridays = sorted(free, key=lambda day: str(day) not in wishes)
    page = ListChoose(
        name=one.public_name,
        fridays=tuple(
            Free(book_path(day, one), dates.day(day), wishes.get(str(day), "")) for day in fridays
        ),
    )
    return Answer(200, page)


def who_waits(world: World, seen: Look) -> list[Applicant]:
    """Those who have no weekend yet; who has waited longest comes first."""
    return waits_then(world, seen.roster, seen.now)


def waits_then(world: World, roster: Roster, now: datetime) -> list[Applicant]:
    """The same, if the list were like this."""
    return still_waiting(commands.waiting(world), roster, now)[::-1]


def first_choosers(waiting: Iterable[Applicant], friday: date) -> Iterator[Applicant]:
    """Those who would like this weekend best."""
    return (one for one in waiting if one.first_choice == str(friday))


def wishes_for(waiting: Sequence[Applicant], friday: date) -> Iterator[str]:
    """Who would like this weekend, in sentences; those first who would like it best."""
    for one in first_choosers(waiting, friday):
        yield wish_first(one.public_name)
    for one in waiting:
        if one.second_choice == str(friday) != one.first_choice:
            yield wish_second(one.public_name)


def book_path(friday: date, applicant: Applicant | None = None) -> str:
    """Where a weekend is booked; for somebody who waits, the form is filled in."""
    query = f"?{urlencode({FROM: applicant.id})}" if applicant else ""
    return f"{HOME}/{friday}/{Kind.BOOK}{query}"


def applicant_of(asked: Asked, field: str) -> Applicant | None:
    """Who is meant by this part of the address, if they still wait."""
    entry = asked.query.get(field, "")
    return next((one for one in commands.waiting(asked.world) if one.id == entry), None)


def told_us(applicant: Applicant) -> dict[str, str]:
    """What they told us, as the form of a weekend has it."""
    return {
        "public_name": applicant.public_name,
        "guest_email": applicant.address,
        "anonymous": "yes" if applicant.anonymous else "",
        "guest_phone": applicant.phone,
        "notes": from_the_waiting_list(applicant.why),
    }


def forget(asked: Asked, _here: Member) -> Answer:
    """Delete one application for good."""
    commands.forget_applicant(asked.world, asked.form.text("entry"))
    return go_to(PLACE, Said.APPLICANT_FORGOTTEN)


def _in_words(world: World, one: Applicant, seen: Look) -> Waiting:
    since = dates.moment(one.applied_at, world.settings.zone) if one.applied_at else "Not known"
    best = friday_of(one.first_choice)
    return Waiting(
        id=one.id,
        since=since,
        first_choice=_day(one.first_choice),
        second_choice=_day(one.second_choice),
        public_name=one.public_name,
        anonymous=one.anonymous,
        why=one.why,
        address=one.address,
        phone=one.phone,
        agreed=one.agreed,
        book=f"{BOOK}?{urlencode({'entry': one.id})}",
        book_best=book_path(best, one) if best and _is_free(world, best, seen) else "",
        booked=" and ".join(map(dates.day, weekends_of(one, seen.roster, seen.now))),
    )


def _is_free(world: World, friday: date, seen: Look) -> bool:
    there = overview.weekend(seen.roster, seen.account, world.settings.zone, seen.now, friday)
    return there.gap and friday.weekday() == FRIDAY and Kind.BOOK in possible(there)


def _day(choice: str) -> str:
    day = friday_of(choice)
    return dates.day(day) if day else choice
