"""A weekend edited by the team: form, what will happen, one button, and back within half an hour.

Each form carries the state of the list that it was made from. If that is another by now, nothing
is written, and both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desk.answers import Answer
from desk.asked import Asked
from desk.team import undoing
from desk.team.done import done_page
from desk.team.foretelling import look_page, name, problems
from desk.team.guard import MemberAct, go_to, nothing_done
from desk.team.kinds import possible
from desk.team.lines import name_of
from desk.team.wishes import WITH_FORM, Wish, goals, wish_for
from takeover.commands import editing
from takeover.commands.editing import Foreseen
from takeover.commands.team import Member
from takeover.errors import RowError
from takeover.model.calendar import Window
from takeover.planning.overview import Weekend
from takeover.sheets.writing import as_text
from takeover.wording import dates, list_edit_pages
from takeover.wording.list_edit_pages import (
    LABELS,
    Choice,
    Differing,
    Kind,
    ListEdit,
    ListMove,
)
from takeover.wording.list_pages import CELLS, HOME, ListPage, Said
from takeover.wording.page_data import Problem

type ForWish = Callable[[Asked, Member, Wish], Answer]


def page(kind: Kind) -> MemberAct:
    """The page on which something is begun: a form, or at once what will happen."""

    def answer(asked: Asked, here: Member) -> Answer:
        wish = wish_for(asked, kind)
        if wish is None:
            return _not_now(here)
        if not wish.possible:
            return go_to(f"{HOME}/{wish.friday}", Said.NOT_NOW)
        if form := _form(asked, wish):
            return Answer(200, form)
        return _look(asked, wish, editing.foresee(asked.world, wish.seen, wish.edits))

    return answer


def _of_a_wish(act: ForWish) -> MemberAct:
    """A form about a wish: which one it is, and whether that may be done now."""

    def answer(asked: Asked, here: Member) -> Answer:
        said = asked.form.text("kind")
        wish = wish_for(asked, Kind(said), asked.form) if said in set(Kind) else None
        if wish is None or not wish.possible:
            return _not_now(here)
        return act(asked, here, wish)

    return answer


@_of_a_wish
def look_first(asked: Asked, _here: Member, wish: Wish) -> Answer:
    """What was typed is read, and what would follow is shown; nothing is written."""
    if asked.form.text("was") != wish.state:
        return _changed_meanwhile(asked, wish)
    return _checked(asked, wish) or _look(asked, wish, _foreseen(asked, wish))


@_of_a_wish
def again(asked: Asked, here: Member, wish: Wish) -> Answer:
    """Back to the form, with all that was typed; it still knows what it was made from."""
    form = _form(asked, wish)
    if form is None:
        return _not_now(here)
    return Answer(200, replace(form, was=asked.form.text("was")))


@_of_a_wish
def write(asked: Asked, _here: Member, wish: Wish) -> Answer:
    """Do what the page said, if the list is still as it was then."""
    if asked.form.text("all_was") != wish.whole_state:
        return _changed_meanwhile(asked, wish)
    if found := _checked(asked, wish):
        return found
    done = done_page(asked, wish, _foreseen(asked, wish))
    try:
        editing.carry_out(asked.world, wish.seen, wish.edits)
    except RowError:
        # Somebody was quicker by a moment: the same as if they had been so by an hour.
        newest = wish_for(asked, wish.kind, asked.form)
        return _changed_meanwhile(asked, newest or wish)
    return Answer(200, done)


def undo(asked: Asked, here: Member) -> Answer:
    """Put back what was there, if nobody has changed it since, and no mail can be out."""
    edits = undoing.opened(asked, asked.form.text("undo"))
    if edits is None:
        return nothing_done(here, list_edit_pages.TOO_LATE_TO_UNDO, "too_late", 409)
    try:
        undoing.carry_out(asked, edits)
    except RowError:
        return nothing_done(here, list_edit_pages.NOT_UNDONE, "changed", 409)
    return go_to(f"{HOME}/{edits[0].weekend}", Said.UNDONE)


def _foreseen(asked: Asked, wish: Wish) -> Foreseen:
    return editing.foresee(asked.world, wish.seen, wish.edits)


def _checked(asked: Asked, wish: Wish) -> Answer | None:
    """The form once more if something in it has to be put right."""
    if wish.kind is Kind.MOVE and wish.goal is None:
        return _once_more(asked, wish, [Problem(list_edit_pages.CHOOSE_FRIDAY, "to")])
    if "status" in wish.given and wish.given["status"] not in {"booked", "pencilled"}:
        return _once_more(asked, wish, [Problem(list_edit_pages.CHOOSE_STATUS, "status")])
    if not wish.changes_something:
        return _once_more(asked, wish, [Problem(list_edit_pages.NOTHING_DIFFERENT)])
    wrong = list(problems(wish, _foreseen(asked, wish)))
    return _once_more(asked, wish, wrong) if wrong else None


def _once_more(asked: Asked, wish: Wish, wrong: Sequence[Problem], status: int = 422) -> Answer:
    form: ListPage | None = _form(asked, wish)
    shown = form or look_page(asked, wish, _foreseen(asked, wish))
    return Answer(status, replace(shown, problems=tuple(wrong)))


def _look(asked: Asked, wish: Wish, foreseen: Foreseen) -> Answer:
    wrong = tuple(problems(wish, foreseen))
    return Answer(200, replace(look_page(asked, wish, foreseen), problems=wrong))


def _changed_meanwhile(asked: Asked, wish: Wish) -> Answer:
    answer = _once_more(asked, wish, [Problem(list_edit_pages.CHANGED_MEANWHILE)], 409)
    if isinstance(answer.page, ListEdit):
        answer = replace(answer, page=replace(answer.page, differing=_differing(wish)))
    return replace(answer, refused="changed")


def _differing(wish: Wish) -> tuple[Differing, ...]:
    row = wish.row or {}
    return tuple(
        Differing(CELLS[cell], as_text(row.get(cell)), wish.given.get(cell, ""))
        for cell in CELLS
        if cell in wish.edits[0].changed
    )


def _form(asked: Asked, wish: Wish) -> ListEdit | ListMove | None:
    zone = asked.world.settings.zone
    date, path = dates.day(wish.friday), f"{HOME}/{wish.friday}"
    if wish.kind in WITH_FORM:
        usual = Window.usual(wish.friday, zone)
        return ListEdit(
            heading=LABELS[wish.kind],
            date=date,
            path=path,
            kind=wish.kind,
            was=wish.state,
            given=wish.given,
            coordinator=asked.world.settings.coordinator.first_name,
            short=wish.kind is Kind.SWAP,
            may_break=wish.kind is Kind.BOOK and Kind.BREAK in possible(wish.one),
            usual_start=dates.moment(usual.starts_at, zone),
            usual_end=dates.moment(usual.ends_at, zone),
        )
    if wish.kind is Kind.MOVE:
        there = tuple(goals(asked, wish))
        return ListMove(
            date=date,
            path=path,
            was=wish.state,
            name=name(wish),
            fridays=tuple(_choice(one, wish) for one in there if wish.has_room(one)),
            places=tuple(_choice(one, wish) for one in there if not wish.has_room(one)),
            chosen=str(wish.goal or ""),
        )
    return None


def _choice(one: Weekend, wish: Wish) -> Choice:
    date, there = dates.day(one.friday), "" if wish.has_room(one) else name_of(one, wish.seen)
    return Choice(str(one.friday), list_edit_pages.place_of(date, there) if there else date)


def _not_now(here: Member) -> Answer:
    return nothing_done(here, list_edit_pages.NOT_NOW, "not_now", 409)
