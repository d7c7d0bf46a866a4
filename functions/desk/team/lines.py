"""One weekend of the list in the words of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desk.team.kinds import possible
from desk.team.waiting import book_path, first_choosers, wishes_for
from takeover.apply.look import Look
from takeover.apply.weekly import fridays
from takeover.model.applicant import Applicant
from takeover.model.calendar import local_date
from takeover.model.cells import Mistake
from takeover.model.steps import To
from takeover.planning.overview import Standing, Weekend
from takeover.planning.preview import Expected
from takeover.planning.story import content
from takeover.settings import Settings
from takeover.wording import dates
from takeover.wording.list_edit_pages import Kind
from takeover.wording.list_mail_pages import MAILS
from takeover.wording.list_pages import CELLS, HOME, Coming, Line, Slip
from takeover.wording.list_waiting_pages import SOMEBODY

KEYS = frozenset({"account", "weekend"})
ON = frozenset({Standing.OPEN, Standing.PAUSED, Standing.UNREADABLE})


def line_of(
    one: Weekend, seen: Look, settings: Settings, waiting: Sequence[Applicant] = ()
) -> Line:
    """The weekend as one line of the list; `waiting` are those who have no weekend yet."""
    closes = one.window.ends_at.astimezone(settings.zone)
    on = one.standing in ON and one.turn is not None and one.turn.open
    line = Line(
        path=f"{HOME}/{one.friday}",
        date=dates.day_short(one.friday),
        kind=one.standing.value,
        gap=one.gap and one.friday in fridays(seen, settings.zone),
        name=name_of(one, seen),
        until=f"{dates.weekday(closes)} {dates.clock(closes)}" if on else "",
        how=one.ending.name if one.ending else "",
        posts=one.turn.posts if one.turn else 0,
        slips=tuple(map(_slip, one.mistakes)),
        words_wait=_words_wait(one, seen),
    )
    return _free(one, line, waiting) if Kind.BOOK in possible(one) and one.gap else line


def _words_wait(one: Weekend, seen: Look) -> int:
    """How many of the guest's words wait for a yes; of a weekend that is on."""
    if one.turn is None or not one.turn.open:
        return 0
    return sum(seen.now < ask.until for ask in one.turn.asks.values())


def _free(one: Weekend, line: Line, waiting: Sequence[Applicant]) -> Line:
    """A free weekend leads to its form, and says who would like it."""
    first = next(first_choosers(waiting, one.friday), None)
    return replace(
        line,
        book=book_path(one.friday, first),
        booker=(first.public_name or SOMEBODY) if first else "",
        wishes=tuple(wishes_for(waiting, one.friday)),
    )


def name_of(one: Weekend, seen: Look) -> str:
    """The name people will see; of a row that is not booked yet, whatever name stands in it."""
    if one.takeover and one.takeover.guest:
        return one.takeover.guest.public_name
    cells = dict(cells_of(seen.cells.get(str(one.friday), {})))
    return cells.get(CELLS["public_name"]) or cells.get(CELLS["guest_name"], "")


def coming_of(this: Expected, settings: Settings) -> Coming:
    """A mail or a post that will go out, in words."""
    readers = " and ".join(dict.fromkeys(person.first_name for person in this.to))
    if this.step.to is To.TRUSTEES:
        readers = "the trustees"
    guest = this.step.to is To.GUEST and this.to
    return Coming(
        at=dates.moment(this.at, settings.zone),
        reader=this.to[0].name if guest else readers,
        words=content(this.step),
        only_if=this.only_if,
        held=this.held,
    )


def linked(this: Expected, settings: Settings) -> Coming:
    """The same, and each mail leads to how it will look."""
    path = mail_path(this, settings) if this.step.is_mail else ""
    return replace(coming_of(this, settings), path=path)


def mail_path(this: Expected, settings: Settings) -> str:
    """Where a mail to come is shown; one about no weekend is known by its day."""
    return f"{MAILS}/{this.weekend or local_date(this.at, settings.zone)}/{this.planned.key}"


def cells_of(row: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What stands in a row, as it was typed: our cells in their order, then her own."""
    return tuple(_cells(row))


def _cells(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    own = sorted(row.keys() - CELLS.keys() - KEYS)
    for cell in (*CELLS, *own):
        value = row.get(cell)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value is not None and (text := str(value).strip()):
            yield CELLS.get(cell, cell), text


def _slip(mistake: Mistake) -> Slip:
    cell = CELLS.get(mistake.cell, "Date" if mistake.cell == "weekend" else mistake.cell)
    return Slip(cell, mistake.found, mistake.right, mistake.stops_the_row)
