"""Help by phone, for the team: a number to read out, shown once, and written down that it was."""

from __future__ import annotations

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to, nothing_done
from desk.team.kinds import with_the_guest
from desk.team.lines import name_of
from desk.team.overview import friday_of
from takeover.apply.look import Look, look
from takeover.commands import helping
from takeover.commands.team import Member
from takeover.errors import StaleError
from takeover.model.spoken import GOOD_FOR
from takeover.model.steps import HANDOVER
from takeover.planning import overview
from takeover.planning.overview import Weekend
from takeover.wording import dates, phone_pages
from takeover.wording.list_pages import HOME, Said
from takeover.wording.phone_pages import ListHelp, ListSpoken


def page(asked: Asked, here: Member) -> Answer:
    """What to say on the phone; nothing is made yet."""
    found = _found(asked)
    if found is None:
        return nothing_done(here, phone_pages.NOT_WITH_THEM, "not_now", 409)
    one, seen = found
    if not with_the_guest(one):
        return go_to(f"{HOME}/{one.friday}", Said.NOT_NOW)
    guest = one.takeover.guest if one.takeover else None
    shown = ListHelp(
        date=dates.day(one.friday),
        path=f"{HOME}/{one.friday}",
        name=name_of(one, seen) or "the guest",
        phone=guest.phone if guest else "",
        page_address=asked.world.desk_url,
    )
    return Answer(200, shown)


def show(asked: Asked, here: Member) -> Answer:
    """Make the number and show it, here and only now: no redirect could carry it."""
    found = _found(asked)
    turn = found[0].turn if found else None
    try:
        number = helping.show_number(asked.world, here, turn) if turn else ""
    except StaleError:
        number = ""
    if found is None or not number:
        return nothing_done(here, phone_pages.NOT_WITH_THEM, "not_now", 409)
    one, seen = found
    until = asked.world.clock.now() + GOOD_FOR
    shown = ListSpoken(
        date=dates.day(one.friday),
        path=f"{HOME}/{one.friday}",
        name=name_of(one, seen) or "the guest",
        number=f"{number[:4]} {number[4:]}",
        until=dates.clock(until.astimezone(asked.world.settings.zone)),
        page_address=asked.world.desk_url,
    )
    return Answer(200, shown)


def _found(asked: Asked) -> tuple[Weekend, Look] | None:
    friday = friday_of(asked.parts["weekend"])
    if friday is None:
        return None
    seen, zone = look(asked.world, HANDOVER), asked.world.settings.zone
    return overview.weekend(seen.roster, seen.account, zone, seen.now, friday), seen
