"""Another weekend: the guest picks one, sees what will happen, and presses one button."""

from __future__ import annotations

from collections.abc import Sequence

from desk import acts
from desk.answers import Answer, go_home
from desk.asked import Asked
from desk.cookies import Ticket, set_ticket
from desk.moment import page_of_the_moment
from takeover import commands
from takeover.commands import Move, Visit
from takeover.commands.applying import Weekend
from takeover.model.applicant import friday_of
from takeover.model.turn import Fact, SessionKind
from takeover.ports import World
from takeover.wording import dates, refusals
from takeover.wording.change_pages import ConfirmMove, PickAnother
from takeover.wording.page_data import Notice, Offer, Problem, Ready
from takeover.wording.public_data import Offered


def choose(asked: Asked) -> Answer:
    """The weekends that are free; or, of the one that was tapped, what will happen."""
    world, here = asked.world, asked.visit
    page = page_of_the_moment(world, here)
    if here is None or not isinstance(page, (Offer, Ready)):
        return go_home()
    weekends = _offered(world, commands.open_weekends(world, here))
    wished = asked.query.get("to", "")
    if not wished or not commands.may_move(here.turn):
        return Answer(200, _pick(world, here, weekends))
    chosen = next((one for one in weekends if one.friday == wished), None)
    if chosen is None:
        return _not_free(world, here, weekends)
    opens, closes = _own(world, here)
    accepted = here.turn.has(Fact.ACCEPTED)
    return Answer(200, ConfirmMove(opens=opens, closes=closes, chosen=chosen, accepted=accepted))


def move(asked: Asked, here: Visit) -> Answer:
    """Move; this browser is at once signed in to the page of the other weekend."""
    world, friday = asked.world, friday_of(asked.form.text("to"))
    if friday is None:
        return go_home()
    moved = commands.move_to(world, here, friday)
    match moved.move:
        case Move.TAKEN:
            return _not_free(world, here, _offered(world, commands.open_weekends(world, here)))
        case Move.NOT_NOW:
            return acts.refused(asked, "not_now")
        case Move.MOVED if moved.turn is not None:
            token = commands.start_session(world, moved.turn, SessionKind.LINK)
            ticket = Ticket(moved.turn.id, token)
            return go_home(Notice.MOVED, set_ticket(ticket, world.clock.now(), None))
        case _:
            return go_home()  # the next sweep goes on, and the mail has the new link


def _pick(world: World, here: Visit, weekends: Sequence[Offered]) -> PickAnother:
    opens, closes = _own(world, here)
    too_often = not commands.may_move(here.turn)
    return PickAnother(opens=opens, closes=closes, weekends=tuple(weekends), too_often=too_often)


def _not_free(world: World, here: Visit, weekends: Sequence[Offered]) -> Answer:
    opens, closes = _own(world, here)
    problems = (Problem(refusals.NOT_FREE),)
    page = PickAnother(opens=opens, closes=closes, weekends=tuple(weekends), problems=problems)
    return Answer(409, page, refused="taken")


def _own(world: World, here: Visit) -> tuple[str, str]:
    window, zone = here.sight.window, world.settings.zone
    return dates.moment(window.starts_at, zone), dates.moment(window.ends_at, zone)


def _offered(world: World, weekends: Sequence[Weekend]) -> list[Offered]:
    zone = world.settings.zone
    return [
        Offered(str(one.friday), dates.span(one.window.starts_at, one.window.ends_at, zone))
        for one in weekends
    ]
