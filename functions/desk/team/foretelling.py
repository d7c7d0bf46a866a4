"""What will happen if it is done, in words: for the page before the button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from desk.asked import Asked
from desk.team.kinds import label_of
from desk.team.lines import coming_of, name_of
from desk.team.overview import friday_of
from desk.team.wishes import WITH_FORM, Wish
from takeover.commands.editing import Foreseen
from takeover.model.cells import Mistake
from takeover.model.sight import is_guest
from takeover.model.turn import Fact, Turn
from takeover.planning.editing import RowEdit
from takeover.planning.overview import Weekend
from takeover.sheets.writing import as_text
from takeover.wording import dates, list_edit_pages
from takeover.wording.list_edit_pages import Kind, Later, ListLook, Rewritten
from takeover.wording.list_pages import CELLS, HOME
from takeover.wording.page_data import Problem

ALL_OF_A_GUEST = frozenset({Kind.MOVE, Kind.FREE})
SETTLED = timedelta(minutes=30)


def look_page(asked: Asked, wish: Wish, foreseen: Foreseen) -> ListLook:
    """The page that says it all, with what its button sends along."""
    settings = asked.world.settings
    hidden = {"kind": wish.kind.value, "was": wish.state, "all_was": wish.whole_state}
    return ListLook(
        date=dates.day(wish.friday),
        path=f"{HOME}/{wish.friday}",
        button=_button(wish),
        effects=tuple(_effects(wish, foreseen)),
        rewritten=tuple(
            _whose(edit) if wish.kind in ALL_OF_A_GUEST else _rewritten(edit)
            for edit in wish.edits
            if edit.changed
        ),
        sent=tuple(coming_of(one, settings) for one in foreseen.mails.sent),
        later=tuple(
            Later(coming_of(one, settings), dates.moment(was, settings.zone))
            for one, was in foreseen.mails.later
        ),
        not_sent=tuple(coming_of(one, settings) for one in foreseen.mails.not_sent),
        hidden=(*hidden.items(), *wish.given.items(), ("to", str(wish.goal or ""))),
        may_change=wish.kind in WITH_FORM,
        doable=not any(problems(wish, foreseen)),
        rehearsing=wish.seen.account.live_since is None,
        coordinator=settings.coordinator.first_name,
    )


def problems(wish: Wish, foreseen: Foreseen) -> Iterator[Problem]:
    """What would be wrong with the list then; where it is only one button, what stops the row."""
    days = {str(edit.weekend) for edit in wish.edits}
    for mistake in foreseen.mistakes:
        if mistake.weekend not in days:
            friday = _day(mistake.weekend)
            yield Problem(f"{friday}: {_said(mistake)}")
        elif mistake.stops_the_row or wish.kind in WITH_FORM:
            yield Problem(_said(mistake), mistake.cell if mistake.cell in wish.given else "")


def name(wish: Wish) -> str:
    """What the guest is called."""
    return name_of(wish.one, wish.seen) or "The guest"


def other_name(wish: Wish) -> str:
    """What the one is called with whom the guest changes places."""
    return (name_of(wish.there, wish.seen) if wish.there else "") or "The other guest"


def _button(wish: Wish) -> str:
    if wish.exchange:
        return list_edit_pages.CHANGE_PLACES
    if wish.goal is not None:
        return list_edit_pages.move_to(dates.day_short(wish.goal))
    return label_of(wish.kind, wish.one) if wish.kind not in WITH_FORM else "Save it"


def _effects(wish: Wish, foreseen: Foreseen) -> Iterator[str]:
    if foreseen.ends:
        yield list_edit_pages.ends_at_once(name(wish))
        yield list_edit_pages.please_tell(name(wish))
        yield list_edit_pages.NO_WAY_BACK
        return
    if wish.one.turn is not None and wish.one.turn.open and _other_times(wish):
        yield list_edit_pages.LATER_NOT_TAKEN
    if wish.kind is Kind.MOVE:
        yield from _moving(wish.one, name(wish))
        if wish.exchange and wish.there is not None:
            yield from _moving(wish.there, other_name(wish))
    if _loses_it_unheard(wish, foreseen):
        told = any(one.step.name == "cannot_tell" for one in foreseen.mails.sent)
        put_right = wish.kind is Kind.CHANGE and not told
        words = list_edit_pages.anew if put_right else list_edit_pages.please_tell
        yield words(name(wish))
    yield from _when(wish, foreseen)


def _moving(one: Weekend, guest: str) -> Iterator[str]:
    if one.turn is not None and one.turn.has(Fact.DECLINED):
        yield list_edit_pages.says_yes_again(guest)
    elif one.turn is not None and one.turn.has(Fact.ACCEPTED):
        yield list_edit_pages.moves_along(guest)


def _when(wish: Wish, foreseen: Foreseen) -> Iterator[str]:
    first = [one.at for one in (*foreseen.mails.sent, *(one for one, _ in foreseen.mails.later))]
    if not first and not foreseen.mails.not_sent:
        yield list_edit_pages.NO_MAIL
    elif any(at < wish.seen.now + SETTLED for at in first):
        yield list_edit_pages.AT_ONCE
    else:
        yield list_edit_pages.QUIET


def _other_times(wish: Wish) -> bool:
    return any({"starts_at", "ends_at"} & set(edit.changed) for edit in wish.edits)


def _loses_it_unheard(wish: Wish, foreseen: Foreseen) -> bool:
    """Has a guest had a mail of ours, and loses the weekend without another one?"""
    turn = wish.one.turn
    if turn is None or turn.has(Fact.DECLINED) or turn.has(Fact.CLOSED):
        return False
    if "cancelled" in turn.steps or "cannot_tell" in turn.steps:
        return False
    if "booked" not in turn.steps or wish.kind is Kind.MOVE:
        return False
    return not _is_still_there(turn, foreseen)


def _is_still_there(turn: Turn, foreseen: Foreseen) -> bool:
    row = foreseen.roster.takeovers.get(turn.weekend)
    return row is not None and is_guest(turn, row)


def _rewritten(edit: RowEdit) -> Rewritten:
    order = [*CELLS, *edit.changed]
    changes = tuple(
        (CELLS.get(cell, cell), as_text(edit.expected.get(cell)), edit.cells[cell] or "")
        for cell in sorted(edit.changed, key=order.index)
    )
    return Rewritten(dates.day(edit.weekend), changes)


def _whose(edit: RowEdit) -> Rewritten:
    """One line instead of one for each cell that comes or goes with a guest."""
    before = as_text(edit.expected.get("public_name") or edit.expected.get("guest_name"))
    after = edit.cells.get("public_name") or edit.cells.get("guest_name") or ""
    return Rewritten(dates.day(edit.weekend), (("Guest", before, after),))


def _said(mistake: Mistake) -> str:
    label = CELLS.get(mistake.cell, mistake.cell)
    return list_edit_pages.should_be(label, mistake.found, mistake.right)


def _day(weekend: str) -> str:
    friday = friday_of(weekend)
    return dates.day(friday) if friday else weekend
