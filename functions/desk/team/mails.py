"""What will be sent: the mails of the next four weeks, and each as it will look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from desk.answers import Answer
from desk.asked import Asked
from desk.team.guard import go_to, nothing_done
from desk.team.lines import linked, mail_path
from desk.team.overview import friday_of
from takeover import commands
from takeover.apply.drafts import draft
from takeover.apply.look import Look, look
from takeover.commands import coming
from takeover.commands.coming import Went
from takeover.commands.team import Member
from takeover.model.calendar import local_date
from takeover.model.steps import REMINDERS, To
from takeover.model.team import Press
from takeover.planning import overview
from takeover.planning.preview import Expected, preview
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.list_mail_pages import (
    HOLD_LATER,
    NO_HOLD_IN_REHEARSAL,
    NO_SUCH_MAIL,
    NOT_NOW,
    TOO_MANY_TESTS,
    ListMail,
    ListMails,
    Week,
)
from takeover.wording.list_pages import HOME, ListNothingDone, Said

LOOKS_AHEAD = timedelta(weeks=4)


def mails_page(asked: Asked, _here: Member) -> Answer:
    """All that is sent in the next four weeks, week by week."""
    world = asked.world
    seen, settings = look(world, REMINDERS), world.settings
    expected = _of_the_next_weeks(world, seen)
    weeks = tuple(
        Week(dates.day_short(monday), tuple(linked(one, settings) for one in those))
        for monday, those in groupby(expected, lambda one: _monday(one, world))
    )
    page = ListMails(
        weeks=weeks,
        rehearsing=seen.account.live_since is None,
        coordinator=settings.coordinator.first_name,
    )
    return Answer(200, page)


@dataclass(frozen=True)
class Found:
    """The mail that an address names, and all that it was found in."""

    this: Expected
    seen: Look


def mail_page(asked: Asked, _here: Member) -> Answer:
    """One of them, as it would look now."""
    found = find(asked)
    if found is None:
        return no_such_mail()
    world, this = asked.world, found.this
    made, friday = draft(world, found.seen, this), this.weekend
    page = ListMail(
        coming=linked(this, world.settings),
        path=mail_path(this, world.settings),
        subject=made.text.subject,
        inside=made.text.inside,
        to_guest=this.step.to is To.GUEST,
        about=(f"{HOME}/{friday}", dates.day(friday)) if friday else ("", ""),
        with_calendar=bool(made.attachments),
        attempt=commands.new_attempt(),
        may_hold=coming.may_be_held(found.seen, this),
        why_not=_why_not(found),
        may_go=coming.may_go_at_once(world, found.seen, this),
    )
    return Answer(200, page)


def _why_not(found: Found) -> str:
    """Why a mail that could be held is not yet; empty if it can, or never could."""
    if not found.this.step.can_wait or coming.may_be_held(found.seen, found.this):
        return ""
    return HOLD_LATER if found.seen.account.live_since else NO_HOLD_IN_REHEARSAL


def send_test(asked: Asked, here: Member) -> Answer:
    """The same mail to whoever presses, with nobody's link and number in it."""
    found = find(asked)
    if found is None:
        return no_such_mail()
    world, attempt = asked.world, asked.form.text("attempt")
    if coming.send_test(world, here, found.seen, found.this, attempt) is Press.TOO_OFTEN:
        return nothing_done(here, TOO_MANY_TESTS, "too_often", 429)
    return go_to(mail_path(found.this, world.settings), Said.TEST_SENT)


def hold(asked: Asked, here: Member) -> Answer:
    """From now on it is not sent until somebody lets it go."""
    return _wish(asked, here, coming.hold, Said.HELD)


def release(asked: Asked, here: Member) -> Answer:
    """It goes in its time again."""
    return _wish(asked, here, coming.let_go, Said.LET_GO)


def send_now(asked: Asked, here: Member) -> Answer:
    """It goes out though its time has not come, as soon as guests may get mail."""
    found = find(asked)
    if found is None:
        return no_such_mail()
    match coming.send_now(asked.world, found.seen, found.this):
        case Went.SENT:
            return go_to(f"{HOME}/{found.this.weekend}", Said.SENT_NOW)
        case Went.GOES_SOON:
            return go_to(mail_path(found.this, asked.world.settings), Said.GOES_SOON)
        case Went.NOT_NOW:
            return nothing_done(here, NOT_NOW, "not_now", 409)


def _wish(
    asked: Asked, here: Member, act: Callable[[World, Look, Expected], bool], said: Said
) -> Answer:
    found = find(asked)
    if found is None:
        return no_such_mail()
    if not act(asked.world, found.seen, found.this):
        return nothing_done(here, NOT_NOW, "not_now", 409)
    return go_to(mail_path(found.this, asked.world.settings), said)


def no_such_mail() -> Answer:
    """The address names none that is still to come."""
    return Answer(404, ListNothingDone(heading="There is no such mail", why=NO_SUCH_MAIL))


def find(asked: Asked) -> Found | None:
    """The mail that this address names, if it is still to come."""
    world, path = asked.world, f"/{asked.parts['weekend']}/{asked.parts['step']}"
    seen, friday = look(world, REMINDERS), friday_of(asked.parts["weekend"])
    among = _of_one_weekend(world, seen, friday) if friday else ()
    for this in (*among, *_of_the_next_weeks(world, seen)):
        if this.step.is_mail and mail_path(this, world.settings).endswith(path):
            return Found(this, seen)
    return None


def _of_the_next_weeks(world: World, seen: Look) -> tuple[Expected, ...]:
    until = seen.now + LOOKS_AHEAD
    return preview(seen.roster, seen.account, world.settings, seen.now, until, with_held=True)


def _of_one_weekend(world: World, seen: Look, friday: date) -> tuple[Expected, ...]:
    """Of one weekend all, as its own page shows them: further ahead than four weeks."""
    zone = world.settings.zone
    one = overview.weekend(seen.roster, seen.account, zone, seen.now, friday)
    return overview.expected(one, seen.account, world.settings, seen.now, with_held=True)


def _monday(this: Expected, world: World) -> date:
    day = local_date(this.at, world.settings.zone)
    return day - timedelta(days=day.weekday())
