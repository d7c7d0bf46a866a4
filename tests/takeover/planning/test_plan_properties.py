"""Properties of every plan: pure, nothing twice, and only one function takes a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from takeover.model.calendar import Window
from takeover.model.roster import Roster, read_roster
from takeover.model.steps import FUNCTIONS, REMINDERS, To
from takeover.model.turn import Account, Ending, Fact, Holder, State, StepRecord, Turn
from takeover.planning import Planned, plan
from takeover.timeline import TIMELINE
from tests.story import LONDON, WEEKEND, local, row
from tests.takeover.planning.scenes import SETTINGS, made_turn

BEGIN = local("2026-11-01 00:00")
MOMENTS = st.integers(0, 60 * 24 * 4).map(lambda quarter: BEGIN + quarter * timedelta(minutes=15))
FACTS = st.dictionaries(st.sampled_from(Fact), MOMENTS, max_size=8)
STEPS = st.dictionaries(
    st.sampled_from([*(step.name for step in TIMELINE), "too_much.2", "post-00112233aabbccdd"]),
    st.builds(StepRecord, st.sampled_from(State), MOMENTS, st.just("owner")),
    max_size=8,
)
CELLS = st.sampled_from(
    [None, {}, {"status": "cancelled"}, {"status": "boked"}, {"guest_email": "kim@example.org"},
     {"ends_at": "2026-12-06 12:00"}, {"ends_at": "2026-12-08 12:00"}]
)  # fmt: skip


@st.composite
def turns(draw: st.DrawFn) -> Turn:
    facts = {Fact.SEEN: draw(MOMENTS)} | draw(FACTS)
    how = draw(st.sampled_from(Ending)) if Fact.CLOSED in facts else None
    counts = st.integers(0, 2)
    return replace(
        made_turn(),
        facts=facts,
        steps=draw(STEPS),
        how=how,
        rehearsal=draw(st.booleans()),
        generation=1 + draw(counts),
        pauses=draw(counts),
        answers=draw(counts),
        number_asks=draw(counts),
        declines=draw(counts),
        last_mail_at=draw(st.none() | MOMENTS),
    )


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Roster, Account, datetime]:
    turn, cells = draw(turns()), draw(CELLS)
    holder = None
    if turn.open:
        holder = Holder(turn.id, turn.salt, turn.guest_hmac, Window.usual(WEEKEND, LONDON))
    roster = read_roster([] if cells is None else [row(**cells)], SETTINGS)
    account = Account(
        draw(st.sampled_from([(turn,), ()])), holder, draw(st.none() | MOMENTS), told={}
    )
    return roster, account, draw(MOMENTS)


def everything(roster: Roster, account: Account, now: datetime) -> list[Planned]:
    return [one for by in FUNCTIONS for one in plan(roster, account, SETTINGS, now, by)]


@given(scenes())
@settings(max_examples=60)
def test_the_same_inputs_give_the_same_plan(scene: tuple[Roster, Account, datetime]) -> None:
    assert everything(*scene) == everything(*scene)


@given(scenes())
@settings(max_examples=60)
def test_no_step_is_planned_twice_nor_by_two_functions(
    scene: tuple[Roster, Account, datetime],
) -> None:
    found = [(one.record, one.step.name, one.key) for one in everything(*scene)]
    assert len(found) == len(set(found))


@given(scenes())
@settings(max_examples=60)
def test_nothing_that_is_claimed_or_settled_is_planned_again(
    scene: tuple[Roster, Account, datetime],
) -> None:
    for one in everything(*scene):
        if one.sight is None or one.subject or one.step.to is To.LEDGER:
            continue
        assert one.key not in one.sight.turn.steps
        assert not set(one.absorbs) & set(one.sight.turn.steps)


@given(scenes())
@settings(max_examples=60)
def test_a_plan_holds_one_mail_of_a_group_and_every_step_has_a_reason(
    scene: tuple[Roster, Account, datetime],
) -> None:
    found = everything(*scene)
    groups = [(one.record, one.step.group) for one in found if one.step.group]
    assert len(groups) == len(set(groups))
    assert all(one.reason and one.due <= scene[2] for one in found)


@given(scenes())
@settings(max_examples=60)
def test_nothing_is_given_before_it_is_agreed(scene: tuple[Roster, Account, datetime]) -> None:
    for one in everything(*scene):
        if one.step.name in {"open", "all_set"}:
            assert one.sight is not None
            assert one.sight.turn.has(Fact.ACCEPTED)
            assert one.sight.takeover is not None


@given(turns(), MOMENTS)
@settings(max_examples=60)
def test_an_open_turn_past_its_end_is_always_to_be_closed(turn: Turn, now: datetime) -> None:
    """The obligation: whatever else is in the ledger, and whatever the row says."""
    open_turn = replace(turn, facts={**turn.facts, Fact.OPENED: BEGIN}, steps={})
    late = max(now, Window.usual(WEEKEND, LONDON).ends_at)
    for cells in ([], [row()], [row(status="boked")], [row(ends_at="2026-12-20 09:00")]):
        account = Account((open_turn,), live_since=BEGIN)
        planned = plan(read_roster(cells, SETTINGS), account, SETTINGS, late, "revocation")
        assert "close" in {one.step.name for one in planned}


def test_a_row_that_is_only_pencilled_in_begins_nothing() -> None:
    for status in ("", "pencilled", "break", "cancelled", "forgotten"):
        roster = read_roster([row(status=status)], SETTINGS)
        found = everything(roster, Account(), local("2026-11-20 12:00"))
        assert [one.key for one in found] == []


def test_weekends_are_taken_oldest_first() -> None:
    rows = [row(WEEKEND + timedelta(weeks=1), guest_email="kim@example.org"), row()]
    found = everything(read_roster(rows, SETTINGS), Account(), local("2026-11-20 12:00"))
    assert [one.record for one in found] == ["2026-12-04#1", "2026-12-11#1"]
    assert {one.step.by for one in found}.isdisjoint({REMINDERS})
