"""The waiting list: who would like a weekend, and forgetting them."""

from __future__ import annotations

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to
from takeover import commands
from takeover.commands.team import Member
from takeover.model.applicant import Applicant, friday_of
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.list_pages import Said
from takeover.wording.list_waiting_pages import ListWaiting, Waiting

PLACE = "/list/waiting"


def waiting_page(asked: Asked, _here: Member) -> Answer:
    """Everybody who waits, the newest first."""
    world = asked.world
    page = ListWaiting(
        waiting=tuple(_in_words(world, one) for one in commands.waiting(world)),
        retention_days=world.settings.retention_days,
        public_page=f"{world.desk_url}/weekends",
    )
    return Answer(200, page)


def forget(asked: Asked, _here: Member) -> Answer:
    """Delete one application for good."""
    commands.forget_applicant(asked.world, asked.form.text("entry"))
    return go_to(PLACE, Said.APPLICANT_FORGOTTEN)


def _in_words(world: World, one: Applicant) -> Waiting:
    since = dates.moment(one.applied_at, world.settings.zone) if one.applied_at else "Not known"
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
    )


def _day(choice: str) -> str:
    day = friday_of(choice)
    return dates.day(day) if day else choice
