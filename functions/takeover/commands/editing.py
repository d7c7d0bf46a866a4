"""One weekend of the list edited by the team: look at what follows first, then write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from takeover.apply import take_turn
from takeover.apply.look import Look, refuse_words
from takeover.errors import UnknownOutcomeError
from takeover.model.cells import Mistake
from takeover.model.roster import Roster, read_roster
from takeover.model.sight import Sight
from takeover.model.turn import Turn
from takeover.planning import overview
from takeover.planning.differing import Difference, difference
from takeover.planning.editing import RowEdit, as_it_would_be
from takeover.planning.following import followed
from takeover.planning.preview import Expected
from takeover.ports import World

ENDS_AT_ONCE = ("close", "charity_stopped")


@dataclass(frozen=True)
class Foreseen:
    """What would follow from an edit; `ends` are open turns that end at once.

    `mistakes` are those that the list has then and has not now, or that stand in the edited rows.
    """

    roster: Roster
    mistakes: tuple[Mistake, ...]
    mails: Difference
    ends: tuple[Turn, ...]


def foresee(world: World, seen: Look, edits: Sequence[RowEdit]) -> Foreseen:
    """Say what would follow, by the same plan that will then be carried out."""
    roster = refuse_words(read_roster(as_it_would_be(seen.cells, edits), world.settings))
    days = {edit.weekend for edit in edits}
    before = _expected(world, seen, seen.roster, days)
    return Foreseen(
        roster=roster,
        mistakes=tuple(
            one
            for one in roster.mistakes
            if one not in seen.roster.mistakes or one.weekend in {str(day) for day in days}
        ),
        mails=difference(before, _expected(world, seen, roster, days)),
        ends=tuple(turn for turn in _open_ones(seen, days) if _ends(turn, roster, seen)),
    )


def carry_out(world: World, seen: Look, edits: Sequence[RowEdit]) -> None:
    """Write the rows, all or none; what ends by it ends at once, or in the next sweep.

    Raises RowError if somebody else has changed one of them since `seen`.
    """
    try:
        _write(world, *edits)
    except UnknownOutcomeError:
        _write(world, *edits)  # what is written already is success
    for turn in _open_ones(seen, {edit.weekend for edit in edits}):
        take_turn(world, turn.id, ENDS_AT_ONCE)


def _write(world: World, edit: RowEdit, *more: RowEdit) -> None:
    if more:
        world.roster.edit_together(edit, *more)
    elif edit.is_new:
        cells = {cell: text for cell, text in edit.cells.items() if text is not None}
        world.roster.add(str(edit.weekend), cells)
    else:
        world.roster.edit(str(edit.weekend), edit.cells, edit.expected)


def _open_ones(seen: Look, days: set[date]) -> list[Turn]:
    return [turn for turn in seen.account.turns if turn.open and turn.weekend in days]


def _ends(turn: Turn, roster: Roster, seen: Look) -> bool:
    row = roster.takeovers.get(turn.weekend) or roster.broken.get(str(turn.weekend))
    sight = Sight(turn, row, seen.account.holder, seen.account.live_since, seen.now)
    return sight.off_the_list or sight.window.ends_at <= seen.now


def _expected(world: World, seen: Look, roster: Roster, days: set[date]) -> Iterator[Expected]:
    """What is sent about these weekends if the list is like this from now on."""
    settings = world.settings
    account = followed(roster, seen.account, settings, seen.now)
    for day in sorted(days):
        one = overview.weekend(roster, account, settings.zone, seen.now, day)
        yield from overview.expected(one, account, settings, seen.now)
