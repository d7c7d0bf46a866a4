"""Another weekend, because the guest asks for one: any that nobody has, without asking anybody.

The wish is written down first; then both rows change in one write, so the guest always stands in
one of them; then the usual steps follow, here at once, or in the next sweep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from takeover.apply import take_turn
from takeover.apply.look import Look, look
from takeover.apply.run import take
from takeover.commands.applying import Weekend, weekends_ahead
from takeover.commands.visit import Visit
from takeover.errors import RefusedError, RowError, UnknownOutcomeError
from takeover.model.roster import ABOUT_A_GUEST, Status
from takeover.model.steps import HANDOVER, REVOCATION
from takeover.model.turn import Fact, Turn
from takeover.planning import Planned, plan
from takeover.planning.editing import Raw, RowEdit, moved
from takeover.planning.planned import Scene, untold
from takeover.planning.tuning import tuned
from takeover.ports import World
from takeover.sheets.writing import as_text

MOST_MOVES = 3
ROUNDS = 4
"""The new turn begins, the old one goes, one takes the other's place; and once more, to be sure."""
COMPARED = ("status", *ABOUT_A_GUEST, "starts_at", "ends_at")


class Move(StrEnum):
    """What became of the wish for another weekend."""

    MOVED = "moved"
    TAKEN = "somebody changed the list in between"
    NOT_NOW = "this weekend cannot be moved now"


@dataclass(frozen=True)
class Moved:
    """What became of it; `turn` is the one in the other weekend, as soon as it is known."""

    move: Move
    turn: Turn | None = None


def may_move(turn: Turn) -> bool:
    """May this guest move by themselves once more?"""
    return turn.moves < MOST_MOVES


def open_weekends(world: World, here: Visit) -> list[Weekend]:
    """The weekends to which this guest may move: nothing in their rows is about anybody."""
    return list(_open(world, look(world, HANDOVER), here.turn))


def move_to(world: World, here: Visit, friday: date) -> Moved:
    """Move to the weekend of this Friday; asked for twice, it is done once."""
    seen = look(world, HANDOVER)
    turn = next((one for one in seen.account.turns if one.id == here.turn.id), here.turn)
    row = seen.cells.get(str(turn.weekend))
    ours = row is not None and _still_theirs(world, seen, turn)
    if turn.has(Fact.LEAVING) and not ours:
        return _arrived(_follow(world, turn.id, friday), friday)
    if row is None or not ours or not may_move(turn):
        return Moved(Move.NOT_NOW)
    if friday not in {one.friday for one in _open(world, seen, turn)}:
        return Moved(Move.TAKEN)
    now = world.clock.now()
    world.ledger.leave(turn.id, now)
    edits = edits_of_a_move(row, turn.weekend, friday, seen.cells.get(str(friday)))
    if not _rewritten(world, turn, now, edits):
        return Moved(Move.TAKEN)
    return _arrived(_follow(world, turn.id, friday), friday)


def _arrived(turn: Turn | None, friday: date) -> Moved:
    """Done; unless another device had moved to yet another weekend first."""
    elsewhere = turn is not None and turn.weekend != friday
    return Moved(Move.NOT_NOW) if elsewhere else Moved(Move.MOVED, turn)


def _still_theirs(world: World, seen: Look, turn: Turn) -> bool:
    """Is the weekend theirs, and has the account not been given to them yet?"""
    settings = world.settings
    tune = tuned(settings.timeline_overrides)
    sight = Scene(seen.roster, seen.account, settings, tune, seen.now).sight(turn)
    on = sight.ending is None and not turn.has(Fact.OPENED) and not sight.out_of_mode
    return on and sight.takeover is not None


def _open(world: World, seen: Look, turn: Turn) -> Iterator[Weekend]:
    """Free weekends that clash with no other, and of whose last guest nothing is left to tell."""
    booked = [row for row in seen.roster.takeovers.values() if row.booked]
    windows = [row.window for row in booked if row.weekend != turn.weekend]
    turns = seen.account.turns
    waiting = {one.weekend for one in turns if untold(one) and not one.has(Fact.DECLINED)}
    for weekend in weekends_ahead(world):
        row = seen.roster.takeovers.get(weekend.friday)
        # A cancelled one may be off for a reason; one with notes may be promised to somebody.
        free = row is None or row.status is Status.PENCILLED
        if not (weekend.free and free) or weekend.friday in waiting:
            continue
        clashes = any(window.overlaps(weekend.window) for window in windows)
        if not clashes and _is_blank(seen.cells.get(str(weekend.friday), {})):
            yield weekend


def _is_blank(row: Raw) -> bool:
    cells = (cell for cell in ABOUT_A_GUEST if cell != "anonymous")  # alone it is about nobody
    return not any(as_text(row.get(cell)).strip() for cell in cells)


def edits_of_a_move(row: Raw, weekend: date, friday: date, there: Raw | None) -> list[RowEdit]:
    """All that is about the guest goes along, and all of both rows is compared."""
    new, old = moved(row, weekend, friday, there)
    return [_comparing(new, there), _comparing(old, row)]


def _comparing(edit: RowEdit, row: Raw | None) -> RowEdit:
    """The same edit, which no longer fits once somebody has touched anything about the guest."""
    if row is None:
        return edit
    cells = dict(edit.cells)
    for cell in COMPARED:
        standing = row.get(cell)
        if standing is None or isinstance(standing, str):
            cells.setdefault(cell, standing)
    return replace(edit, cells=cells, expected={cell: row[cell] for cell in cells if cell in row})


def _rewritten(world: World, turn: Turn, at: datetime, edits: Sequence[RowEdit]) -> bool:
    """Write both rows; False if somebody else was quicker, and then nothing has happened."""
    try:
        with suppress(UnknownOutcomeError):
            world.roster.edit_together(*edits)
            return True
        world.roster.edit_together(*edits)  # what is written already is success
    except RowError:
        world.ledger.stay(turn.id, at)
        return False
    except RefusedError:
        world.ledger.stay(turn.id, at)
        raise
    return True


def _follow(world: World, turn_id: str, friday: date) -> Turn | None:
    """Let the usual steps follow at once; None if that is left to the next sweep."""
    try:
        for _ in range(ROUNDS):
            seen = look(world, HANDOVER)
            turns = {turn.id: turn for turn in seen.account.turns}
            for turn in turns.values():
                if turn.moved_from == turn_id:
                    take_turn(world, turn.id, ("moved_as_asked",))
                    return turn
            if not turns[turn_id].has(Fact.LEAVING):
                # A sweep saw the row before it went, and took the wish back.
                world.ledger.note(turn_id, Fact.LEAVING, seen.now)
            steps = list(_next_steps(world, seen, turn_id, friday))
            if not steps:
                return None
            for planned in steps:
                take(world, seen, planned)
    except RefusedError as error:
        line = {"turn": turn_id, "step": "move", "outcome": "waits", "said": str(error)}
        world.journal.note("move", line, failed=False)
    return None


def _next_steps(world: World, seen: Look, turn_id: str, friday: date) -> Iterator[Planned]:
    """Of all that is due now, what belongs to this move."""
    for by in (REVOCATION, HANDOVER):
        for planned in plan(seen.roster, seen.account, world.settings, seen.now, by):
            there = planned.row or (planned.sight.row if planned.sight else None)
            match planned.step.name:
                case "gone" if planned.record == turn_id:
                    yield planned
                case "move" if planned.subject == turn_id:
                    yield planned
                case "begin" | "correct" if there and str(there.weekend) == str(friday):
                    yield planned
