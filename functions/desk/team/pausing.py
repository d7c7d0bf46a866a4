"""Pausing a weekend that is on, and letting it go on: one look, one button."""

from __future__ import annotations

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import MemberAct, go_to, nothing_done
from desk.team.kinds import GO_ON, PAUSE
from desk.team.lines import name_of
from desk.team.overview import friday_of
from takeover.apply.look import Look, look
from takeover.commands import overseeing
from takeover.commands.team import Member
from takeover.model.steps import HANDOVER
from takeover.planning import overview
from takeover.planning.overview import Standing, Weekend
from takeover.wording import dates, list_edit_pages
from takeover.wording.list_edit_pages import ListPause
from takeover.wording.list_pages import HOME, Said

WHEN = {PAUSE: Standing.OPEN, GO_ON: Standing.PAUSED}


def page(way: str) -> MemberAct:
    """Says what will happen."""

    def answer(asked: Asked, here: Member) -> Answer:
        found = _found(asked)
        if found is None:
            return nothing_done(here, list_edit_pages.NOT_NOW, "not_now", 409)
        one, seen = found
        if one.standing is not WHEN[way]:
            return go_to(f"{HOME}/{one.friday}", Said.NOT_NOW)
        duty = (one.takeover.duty if one.takeover else None) or asked.world.settings.coordinator
        shown = ListPause(
            date=dates.day(one.friday),
            path=f"{HOME}/{one.friday}",
            name=name_of(one, seen) or "The guest",
            duty_name=duty.first_name,
            goes_on=way == GO_ON,
        )
        return Answer(200, shown)

    return answer


def pause(asked: Asked, here: Member) -> Answer:
    """From now on nothing can be posted, and the guest is told."""
    found = _found(asked)
    turn = found[0].turn if found else None
    if found is None or turn is None or not overseeing.pause_for_the_charity(asked.world, turn):
        return nothing_done(here, list_edit_pages.NOT_NOW, "not_now", 409)
    return go_to(f"{HOME}/{found[0].friday}", Said.PAUSED)


def go_on(asked: Asked, here: Member) -> Answer:
    """The guest may post again."""
    found = _found(asked)
    turn = found[0].turn if found else None
    if found is None or turn is None or not overseeing.let_go_on(asked.world, turn):
        return nothing_done(here, list_edit_pages.NOT_NOW, "not_now", 409)
    return go_to(f"{HOME}/{found[0].friday}", Said.GOES_ON)


def _found(asked: Asked) -> tuple[Weekend, Look] | None:
    friday = friday_of(asked.parts["weekend"])
    if friday is None:
        return None
    seen = look(asked.world, HANDOVER)
    zone = asked.world.settings.zone
    return overview.weekend(seen.roster, seen.account, zone, seen.now, friday), seen
