"""What is told of weekends that are over: answers, records, quarters. Only reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from takeover.model.calendar import local_date
from takeover.model.quarter import Counts, Quarter
from takeover.model.roster import Row, day_of, read_row
from takeover.model.turn import Answer, Fact, Turn
from takeover.planning.counting import count, had_it
from takeover.planning.record import Kept
from takeover.ports import World

EVER = date(2000, 1, 1)


@dataclass(frozen=True)
class Given:
    """One guest's answers; `name` is the one that people saw, empty once it is forgotten."""

    turn: Turn
    answer: Answer
    name: str


def answers_given(world: World) -> tuple[Given, ...]:
    """All answers that there are, the newest weekend first; not those of rehearsals."""
    turns = [turn for turn in world.ledger.look(EVER).turns if not turn.rehearsal]
    rows = {str(day_of(raw)): raw for raw in world.roster.rows(EVER)}
    turns.sort(key=lambda turn: (turn.weekend, turn.number), reverse=True)
    return _given(world, turns, rows)


def answers_of(
    world: World, turns: Sequence[Turn], raw: Mapping[str, object] | None
) -> tuple[Given, ...]:
    """The answers of one weekend, with what stands in its row now."""
    return _given(world, turns, {str(turn.weekend): raw or {} for turn in turns})


def record_of(world: World, weekend: date) -> tuple[Kept, ...]:
    """What there is about each guest who had the account then; of rehearsals if of no other."""
    turns = [turn for turn in world.ledger.look(weekend).turns if turn.weekend == weekend]
    opened = [turn for turn in turns if turn.has(Fact.OPENED)]
    real = [turn for turn in opened if not turn.rehearsal]
    raw = world.roster.row(weekend)
    row = _read(world, raw)
    return tuple(
        Kept(turn, row, raw or {}, world.ledger.answer(turn.id)) for turn in real or opened
    )


def quarter_of(world: World, quarter: Quarter) -> Counts:
    """What a quarter comes to, as far as it is over."""
    now = world.clock.now()
    # Those whose day to be forgotten was in this quarter had their weekend long before.
    since = quarter.first - timedelta(days=world.settings.retention_days + 14)
    turns = [
        turn
        for turn in world.ledger.look(since).turns
        if since <= turn.weekend < quarter.following.first
    ]
    rows = {
        day: row
        for raw in world.roster.rows(quarter.first)
        if (day := day_of(raw)) is not None and (row := _read(world, raw)) is not None
    }
    asked = [turn for turn in turns if had_it(turn) and quarter.holds(turn.weekend)]
    answers = {one.turn.id: one.answer for one in _given(world, asked, {})}
    return count(quarter, rows, turns, answers, world.settings, now)


def weekends_of(world: World, quarter: Quarter) -> list[date]:
    """The weekends of a quarter on which somebody had the account, and it is back."""
    turns = world.ledger.look(quarter.first).turns
    return sorted({turn.weekend for turn in turns if had_it(turn) and quarter.holds(turn.weekend)})


def this_quarter(world: World) -> Quarter:
    """The quarter that it is now, on the charity's own calendar."""
    return Quarter.of(local_date(world.clock.now(), world.settings.zone))


def _given(
    world: World, turns: Sequence[Turn], rows: Mapping[str, Mapping[str, object]]
) -> tuple[Given, ...]:
    found = []
    for turn in turns:
        answer = world.ledger.answer(turn.id) if turn.has(Fact.ANSWERED) else None
        if answer is not None:
            raw = rows.get(str(turn.weekend))
            kept = Kept(turn, _read(world, raw), raw or {}, answer)
            found.append(Given(turn, answer, answer.quote_as or kept.name))
    return tuple(found)


def _read(world: World, raw: Mapping[str, object] | None) -> Row | None:
    return read_row(raw, world.settings)[0] if raw else None
