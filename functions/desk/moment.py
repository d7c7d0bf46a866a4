"""Which page it is at this moment: from roster, ledger, gate and clock, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desk.asked import usable
from desk.writing import write_page
from takeover import commands
from takeover.commands import Visit, preparing
from takeover.commands.devices import may_be_others
from takeover.gate import Reason, account_is_with
from takeover.model.credentials import csrf_token
from takeover.model.roster import BrokenRow, Guest
from takeover.model.turn import Ending, Fact, SessionKind
from takeover.ports import World
from takeover.settings import Person
from takeover.wording import agreement, dates
from takeover.wording import page_data as pages
from takeover.wording.change_pages import Gone, LetGo
from takeover.wording.questions import QUESTIONS

HOLDING, AN_HOUR = "holding", timedelta(hours=1)
ASKS_ALL_SET_BEFORE = timedelta(days=2)
MOST_ANSWERS = 5


def page_of_the_moment(world: World, here: Visit | None) -> pages.Page:
    """The page that this visitor should see now."""
    if here is None:
        return pages.SignedOut()
    if not usable(here):
        return _not_signed_in(world, here)
    if here.turn.has(Fact.CLOSED):
        return _after(world, here)
    if here.turn.has(Fact.OPENED):
        return _while_open(world, here)
    return _before(world, here)


def frame(world: World, here: Visit | None) -> pages.Frame:
    """What stands around the page."""
    settings = world.settings
    return pages.Frame(
        charity=settings.charity,
        csrf=csrf_token(here.token) if here and usable(here) else "",
        from_name=settings.coordinator.first_name,
        phone=settings.phone,
        rehearsal=here is not None and here.turn.rehearsal,
        devices=here is not None and usable(here) and may_be_others(here),
    )


def guest_of(here: Visit) -> Guest | None:
    """The guest as the roster has them, as long as it does."""
    return here.sight.addressed.guest if here.sight.addressed else None


def duty_of(world: World, here: Visit) -> Person:
    """Who answers this weekend."""
    row = here.sight.addressed
    return (row.duty if row else None) or world.settings.coordinator


def _not_signed_in(world: World, here: Visit) -> pages.Page:
    """This browser was signed in once: say at least why that is over."""
    if here.session.kind is SessionKind.PROBE:
        return pages.SignedOut()
    passed = here.turn.has(Fact.OPENED) and here.now >= here.sight.window.ends_at
    if passed or here.turn.has(Fact.CLOSED):
        return _over(world, here, _who_closed(here))
    if here.live and here.turn.open:
        return pages.Renewed()
    return pages.SignedOut()


def _before(world: World, here: Visit) -> pages.Page:
    sight, row = here.sight, here.sight.takeover
    if sight.ending is Ending.DECLINED:
        return LetGo(undo_until=_moment(world, sight.undo_until) if sight.undoable else "")
    if isinstance(here.row, BrokenRow) and sight.ending is None:
        return pages.Waiting()
    if sight.ending is not None or row is None:
        return _gone(here)
    if not here.turn.has(Fact.ACCEPTED):
        return _offer(world, here)
    return _ready(world, here)


def _gone(here: Visit) -> pages.Page:
    sight, moved = here.sight, here.sight.ending is Ending.MOVED
    leaving = here.turn.has(Fact.LEAVING) and not moved
    if leaving and sight.takeover is not None:
        return pages.Trouble(fault=pages.Fault.LATER)  # a move that was cut short; a sweep mends it
    passed = sight.ending in {Ending.NEVER_ACCEPTED, Ending.NEVER_OPENED}
    return Gone(passed=passed, moved=moved or leaving)


def _offer(world: World, here: Visit) -> pages.Page:
    settings, guest = world.settings, guest_of(here)
    return pages.Offer(
        opens=_moment(world, here.sight.window.starts_at),
        closes=_moment(world, here.sight.window.ends_at),
        public_name=guest.public_name if guest else "",
        points=tuple(agreement.ten_points(condition=settings.condition, charity=settings.charity)),
        agree=agreement.AGREE,
        consent=agreement.consent(charity=settings.charity),
        privacy=tuple(
            agreement.privacy_note(
                from_name=settings.coordinator.first_name,
                deputy_name=settings.deputy.first_name,
                technical_helper_name=settings.technical_helper.first_name,
                sender=settings.sender.address,
                retention_days=settings.retention_days,
                region_in_words=settings.region_in_words,
                privacy_contact=settings.privacy_contact,
                regulator=settings.regulator,
            )
        ),
    )


def _ready(world: World, here: Visit) -> pages.Page:
    window = here.sight.window
    late = here.now >= window.starts_at
    asked = "all_set" in here.turn.steps
    soon = here.now >= window.starts_at - ASKS_ALL_SET_BEFORE
    return pages.Ready(
        opens=_moment(world, window.starts_at),
        closes=_moment(world, window.ends_at),
        asks_all_set=asked or soon,
        all_set=here.turn.has(Fact.ALL_SET),
        late=late,
        names=None if late else _names(here),
    )


def _while_open(world: World, here: Visit) -> pages.Page:
    reason = account_is_with(here.turn.id, here.now, here.holder, here.row).reason
    if reason is Reason.CLOSED:
        over = _over(world, here, pages.Close.CLOCK)
        return replace(over, unsent=tuple(preparing.unsent(world, here)))
    if reason is Reason.OFF_THE_LIST:
        return _over(world, here, pages.Close.CHARITY)
    if here.session.kind is SessionKind.LINK:
        return number_page(world, here)
    if reason is Reason.UNREADABLE:
        return pages.Waiting()
    if reason is Reason.TOO_EARLY:
        window = here.sight.window
        opens, closes = _moment(world, window.starts_at), _moment(world, window.ends_at)
        return pages.Early(opens=opens, closes=closes, names=_names(here))
    if reason is Reason.PAUSED:
        return _stopped(world, here)
    return write_page(world, here)


def number_page(world: World, here: Visit) -> pages.Number:
    """The number is asked: it stands in the mail of the first day, or in a newer one."""
    first = here.turn.at(Fact.OPENED) if here.turn.generation == 1 else None
    day = dates.weekday(first.astimezone(world.settings.zone)) if first else ""
    return pages.Number(day=day)


def _after(world: World, here: Visit) -> pages.Page:
    unsent = tuple(preparing.unsent(world, here))
    if not commands.may_answer(here):
        return replace(_over(world, here, _who_closed(here)), unsent=unsent)
    contact_only = here.turn.how is Ending.SILENT
    guest = guest_of(here)
    return pages.Survey(
        questions=tuple(q for q in QUESTIONS if q.id == "contact" or not contact_only),
        public_name=guest.public_name if guest else "",
        answered=here.turn.has(Fact.ANSWERED),
        may_save=here.turn.answers < MOST_ANSWERS,
        contact_only=contact_only,
        pass_on=f"{world.desk_url}/weekends",
        unsent=unsent,
    )


def _stopped(world: World, here: Visit) -> pages.Stopped:
    """Nothing can be posted; who gets in touch is said with a time where that is known."""
    holder, settings = here.holder, world.settings
    paused_at = holder.paused_at if holder else None
    by = settings.help_hours.answer_by(paused_at, settings.zone) if paused_at else None
    return pages.Stopped(
        duty_name=duty_of(world, here).first_name,
        by_us=holder is not None and holder.paused_by_us,
        by=_moment(world, by) if by is not None and by > here.now else "",
        quiet_soon=HOLDING not in here.turn.steps
        and here.now < here.sight.window.ends_at - AN_HOUR,
        quiet_said=here.turn.settled(HOLDING),
    )


def _over(world: World, here: Visit, by: pages.Close) -> pages.Over:
    return pages.Over(by=by, duty_name=duty_of(world, here).first_name)


def _who_closed(here: Visit) -> pages.Close:
    if here.turn.how is Ending.GUEST_STOPPED:
        return pages.Close.GUEST
    if here.turn.how in {Ending.CHARITY_STOPPED, Ending.REHEARSAL_OVER}:
        return pages.Close.CHARITY
    return pages.Close.CLOCK


def _names(here: Visit) -> pages.Names:
    guest = guest_of(here)
    return pages.Names(guest.public_name, guest.introduction) if guest else pages.Names("", "")


def _moment(world: World, instant: datetime) -> str:
    return dates.moment(instant, world.settings.zone)
