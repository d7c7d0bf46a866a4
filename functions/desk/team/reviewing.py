"""Posts of a guest that wait for the team's yes: look at them, say yes, say no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk.answers import Answer, HandedOut
from desk.asked import Asked
from desk.team.guard import go_to
from desk.team.overview import friday_of
from takeover.apply.look import row_of
from takeover.apply.told import POST_ON_X
from takeover.commands import approving
from takeover.commands.approving import Said as Became
from takeover.commands.approving import Waiting
from takeover.commands.team import Member
from takeover.model.roster import Takeover
from takeover.ports import World
from takeover.wording import dates, refusals
from takeover.wording.list_pages import HOME, ListNothingDone, Said
from takeover.wording.list_review_pages import (
    NOT_SAID,
    REVIEW,
    ListReview,
    PhotoShown,
    PostToReview,
)
from takeover.wording.page_data import Problem

DONE = {
    Became.POSTED: Said.YES_POSTED,
    Became.AT_ITS_TIME: Said.YES_AT_ITS_TIME,
    Became.TOO_LATE: Said.YES_TOO_LATE,
    Became.SOON: Said.YES_SOON,
    Became.NO: Said.SAID_NO,
}


def page(asked: Asked, _here: Member) -> Answer:
    """All words of this weekend that wait."""
    friday = friday_of(asked.parts["weekend"])
    if friday is None:
        why = refusals.NO_SUCH_WEEKEND
        return Answer(404, ListNothingDone(heading="There is no such weekend", why=why))
    return Answer(200, _page(asked.world, friday))


def photo(asked: Asked, _here: Member) -> Answer:
    """One photo of words that wait, and of no others."""
    friday, key = friday_of(asked.parts["weekend"]), asked.parts["key"]
    waiting = approving.waiting(asked.world, friday) if friday else []
    turns = [one.turn for one in waiting if key in {photo.key for photo in one.draft.photos}]
    found = asked.world.photos.get(turns[0].id, key) if turns else None
    if found is None:
        why = "This photo does not wait for a yes any more."
        return Answer(404, ListNothingDone(heading="There is no such photo", why=why))
    return Answer(200, file=HandedOut("", found.media_type, found.content))


def say_yes(asked: Asked, here: Member) -> Answer:
    """Let these very words go out."""
    friday = friday_of(asked.parts["weekend"])
    if friday is None:
        return go_to(HOME)
    became = approving.say_yes(asked.world, here.who, _turn(asked, friday), *_which(asked))
    return _after(asked, friday, became)


def say_no(asked: Asked, here: Member) -> Answer:
    """Give them back to their guest, perhaps with a line why."""
    friday = friday_of(asked.parts["weekend"])
    if friday is None:
        return go_to(HOME)
    why = asked.form.text("why")
    turn, which = _turn(asked, friday), _which(asked)
    return _after(asked, friday, approving.say_no(asked.world, here.who, turn, *which, why))


def _turn(asked: Asked, friday: date) -> str:
    """Of this weekend, whatever a form says."""
    number = asked.form.text("turn")
    return f"{friday}#{number if number.isascii() and number.isdecimal() else ''}"


def _which(asked: Asked) -> tuple[str, str]:
    return asked.form.text("attempt"), asked.form.text("edition")


def _after(asked: Asked, friday: date, became: Became) -> Answer:
    if became in DONE:
        return go_to(f"{HOME}/{friday}/{REVIEW}", DONE[became])
    problems = (Problem(NOT_SAID[became]),)
    now = replace(_page(asked.world, friday), problems=problems)
    return Answer(409, now, refused=became.replace(" ", "_"))


def _page(world: World, friday: date) -> ListReview:
    found, now = approving.waiting(world, friday), world.clock.now()
    waits = [one for one in found if one.draft.waits(now)]
    return ListReview(
        date=dates.day(friday),
        path=f"{HOME}/{friday}",
        name=_name(world, found[-1]) if found else "The guest",
        posts=tuple(_shown(world, one) for one in waits),
        late=len(found) - len(waits),
    )


def _name(world: World, one: Waiting) -> str:
    row = row_of(world, one.turn)
    return row.guest.public_name if isinstance(row, Takeover) and row.guest else "The guest"


def _shown(world: World, one: Waiting) -> PostToReview:
    draft, zone = one.draft, world.settings.zone
    return PostToReview(
        turn=str(one.turn.number),
        attempt=draft.attempt,
        edition=one.edition,
        texts=draft.texts,
        asked=dates.moment(draft.ask.asked_at, zone) if draft.ask else "",
        until=dates.moment(draft.ask.until, zone) if draft.ask else "",
        photos=tuple(PhotoShown(photo.key, photo.alt) for photo in draft.photos),
        wanted=dates.moment(draft.send_at, zone) if draft.send_at else "",
        answers=f"{POST_ON_X}{draft.answers}" if draft.answers else "",
    )
