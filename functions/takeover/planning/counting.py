"""What a quarter comes to, and how many people answered what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from takeover.model.calendar import Window, local_date
from takeover.model.quarter import Counts, Quarter, Share
from takeover.model.roster import Row, Status, Takeover
from takeover.model.sight import is_guest
from takeover.model.turn import Answer, Ending, Fact, Turn
from takeover.settings import Settings

GOOD = frozenset({"very-good", "good"})
LESS_ALONE = frozenset({"much-less", "less"})
TIDIED_WITHIN = timedelta(minutes=15)  # as seldom as the closing looks at all
A_DAY = timedelta(days=1)


def said(answers: Iterable[Answer], question: str, wanted: Iterable[str]) -> Share:
    """How many of those who answered this question chose one of these."""
    chosen = [one.choices[question] for one in answers if one.choices.get(question)]
    return Share(sum(choice in wanted for choice in chosen), len(chosen))


def had_it(turn: Turn) -> bool:
    """Was the account really with this guest, and is it back?"""
    return not turn.rehearsal and turn.has(Fact.OPENED) and turn.has(Fact.CLOSED)


def guest_row(turn: Turn, row: Row | None) -> Takeover | None:
    """The row, if it is still this guest's and reads well."""
    return row if isinstance(row, Takeover) and is_guest(turn, row) else None


def count(
    quarter: Quarter,
    rows: Mapping[date, Row],
    turns: Sequence[Turn],
    answers: Mapping[str, Answer],
    settings: Settings,
    now: datetime,
) -> Counts:
    """Count a quarter; `turns` are those of the quarter and of the one before, at least."""
    over = [day for day in quarter.fridays if Window.usual(day, settings.zone).ends_at <= now]
    guests = [turn for turn in turns if turn.weekend in over and had_it(turn)]
    taken = {turn.weekend for turn in guests}
    given = [answers[turn.id] for turn in guests if turn.id in answers]
    return Counts(
        weekends=len(over),
        with_guest=len(taken),
        unnamed=_unnamed(guests, rows),
        breaks=sum(_is_break(rows.get(day)) for day in over if day not in taken),
        on_time=len({turn.weekend for turn in guests if _on_time(turn)}),
        checked=len({turn.weekend for turn in guests if turn.settled("proof")}),
        stopped_by_guest=sum(turn.how is Ending.GUEST_STOPPED for turn in guests),
        stopped_by_us=sum(turn.how is Ending.CHARITY_STOPPED for turn in guests),
        posts=sum(turn.posts for turn in guests),
        taken_down=sum(turn.posts_down for turn in guests),
        answered=len(given),
        good=said(given, "overall", GOOD),
        less_alone=said(given, "alone", LESS_ALONE),
        asked_for_contact=sum(turn.has(Fact.WANTS_CONTACT) for turn in guests),
        deleted=_deleted(quarter, turns, settings, now),
        asked_to_be_forgotten=sum(_asked_in(quarter, turn, settings) for turn in turns),
    )


def _unnamed(guests: Sequence[Turn], rows: Mapping[date, Row]) -> int | None:
    known = [guest_row(turn, rows.get(turn.weekend)) for turn in guests]
    if any(row is None or row.guest is None for row in known):
        return None
    return sum(bool(row and row.guest and row.guest.anonymous) for row in known)


def _is_break(row: Row | None) -> bool:
    return isinstance(row, Takeover) and row.status is Status.BREAK


def _on_time(turn: Turn) -> bool:
    """The page refuses from the very end on; this says that the tidying was no later."""
    closed = turn.at(Fact.CLOSED)
    return closed is not None and closed <= turn.window.ends_at + TIDIED_WITHIN


def _deleted(quarter: Quarter, turns: Iterable[Turn], settings: Settings, now: datetime) -> Share:
    """Of those whose day to be forgotten was in this quarter: how many were, on that day."""
    on_time = []
    for turn in turns:
        due = turn.window.ends_at + timedelta(days=settings.retention_days)
        in_time = due + A_DAY
        if turn.rehearsal or not quarter.holds(local_date(due, settings.zone)) or in_time > now:
            continue
        on_time.append(turn.forgotten and turn.steps["forget"].at <= in_time)
    return Share(sum(on_time), len(on_time))


def _asked_in(quarter: Quarter, turn: Turn, settings: Settings) -> bool:
    asked = turn.at(Fact.FORGET_ASKED)
    return asked is not None and quarter.holds(local_date(asked, settings.zone))
