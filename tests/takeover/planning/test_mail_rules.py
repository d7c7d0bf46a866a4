"""When a guest may get a mail, and which of several goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from takeover.model.sight import Sight
from takeover.model.turn import Ending, Fact
from takeover.planning.plan import plan_turn
from takeover.timeline import BY_NAME, TIMELINE
from tests.story import local, row, settings
from tests.takeover.planning.cases import (
    ACCEPTED,
    BOOKED,
    CLOSED,
    DECLINED,
    OPENED,
    PAUSED_BY_US,
    how,
)
from tests.takeover.planning.scenes import (
    SETTINGS,
    made_turn,
    mails_planned,
    planned_names,
    row_read,
)

MOMENT = timedelta(microseconds=1)
EARLY = {Fact.SEEN: "2026-10-01 09:00"}


def sight(now: datetime, facts: Any = None, steps: Any = None, **turn: Any) -> Sight:
    return Sight(made_turn(facts, steps, **turn), row_read(row()), None, None, now)


@pytest.mark.parametrize(
    ("hour", "goes"),
    [("08:59", False), ("09:00", True), ("18:59", True), ("19:00", False), ("23:00", False)],
)
@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-24"])
def test_mails_go_from_nine_to_seven_on_weekdays(day: str, hour: str, goes: bool) -> None:
    assert mails_planned(sight(local(f"{day} {hour}"))) == ({"booked": ()} if goes else {})


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22"])
def test_no_mail_goes_on_a_weekend(day: str) -> None:
    assert mails_planned(sight(local(f"{day} 12:00"))) == {}


def test_the_hours_are_those_of_the_charitys_clocks() -> None:
    """In July nine o'clock in London is eight by UTC."""
    facts = {Fact.SEEN: "2026-07-01 06:00"}
    early = datetime(2026, 7, 1, 7, 59, tzinfo=ZoneInfo("UTC"))
    assert mails_planned(sight(early, facts)) == {}
    assert mails_planned(sight(early + timedelta(minutes=1), facts)) == {"booked": ()}


def test_one_mail_in_twenty_hours() -> None:
    due = local("2026-11-25 11:00")
    for ago, expected in ((timedelta(hours=20), {"getting_ready": ()}),
                          (timedelta(hours=20) - MOMENT, {})):  # fmt: skip
        assert mails_planned(sight(due, steps=BOOKED, last_mail_at=due - ago)) == expected


HURRY = {Fact.SEEN: "2026-12-04 18:00", Fact.ACCEPTED: "2026-12-04 18:10"}


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        ("2026-12-05 08:59", False),
        ("2026-12-05 09:00", True),
        ("2026-12-05 20:59", True),
        ("2026-12-05 21:00", False),
        ("2026-12-06 12:00", True),
    ],
)
def test_a_late_booking_gets_mail_on_any_day_until_nine(at: str, goes: bool) -> None:
    assert mails_planned(sight(local(at), HURRY)) == ({"booked": ()} if goes else {})


def test_a_booking_is_late_within_a_day_of_its_start() -> None:
    evening = local("2026-12-03 20:00")
    assert "booked" in mails_planned(sight(evening, {Fact.SEEN: "2026-12-03 17:01"}))
    assert mails_planned(sight(evening, {Fact.SEEN: "2026-12-03 17:00"})) == {}


def test_no_rush_goes_on_a_saturday_and_within_the_hours() -> None:
    opened = made_turn(OPENED, BOOKED, last_mail_at=local("2026-12-04 10:00"))
    steps = {**opened.steps, **made_turn(steps={"number": "2026-12-04 10:00"}).steps}
    seen = replace(sight(local("2026-12-05 10:00")), turn=replace(opened, steps=steps))
    assert mails_planned(seen) == {"no_rush": ()}
    rested = replace(seen, turn=replace(seen.turn, last_mail_at=local("2026-12-04 14:00") + MOMENT))
    assert mails_planned(rested) == {}


EXEMPT: dict[str, tuple[dict[Fact, str], dict[str, Any]]] = {
    "number": (OPENED, {}),
    "new_number": (OPENED | {Fact.NEW_NUMBER: "2026-12-05 22:00"}, {"generation": 2}),
    "was_it_you": (OPENED | {Fact.SECOND_DEVICE: "2026-12-05 22:00"}, {}),
    "number_again": (OPENED | {Fact.ASKED_NUMBER: "2026-12-05 22:00"}, {"number_asks": 1}),
    "ended_early": (CLOSED | {Fact.CLOSED: "2026-12-05 22:00"}, how(Ending.GUEST_STOPPED)),
    "said_no": (DECLINED, {"declines": 1}),
    "paused_by_us": (OPENED | {Fact.PAUSED_BY_US: "2026-12-05 22:00"}, {"our_pauses": 1}),
    "kept_again": ({Fact.TOOK_BACK: "2026-12-05 22:00"}, {"declines": 1}),
    "moved_as_asked": ({Fact.CHOSEN: "2026-12-05 22:00"}, {}),
}
HOLDERS = {"paused_by_us": PAUSED_BY_US}
SAID_BEFORE = {"kept_again": {"said_no": "2026-12-05 21:00"}}


@pytest.mark.parametrize("name", EXEMPT)
def test_what_they_asked_for_goes_at_once_at_any_hour(name: str) -> None:
    facts, changes = EXEMPT[name]
    night = local("2026-12-05 23:30")
    said = BOOKED | SAID_BEFORE.get(name, {})
    seen = sight(night, facts, said, last_mail_at=night - timedelta(minutes=1), **changes)
    assert name in mails_planned(replace(seen, holder=HOLDERS.get(name)))


def test_only_these_are_exempt() -> None:
    assert {step.name for step in TIMELINE if step.urgent} == set(EXEMPT)
    assert {step.name for step in TIMELINE if step.any_day} == {"no_rush"}


def test_the_lowest_of_several_goes_and_says_what_the_others_would_have_said() -> None:
    monday = local("2026-11-30 11:00")
    assert mails_planned(sight(monday)) == {"getting_ready": ("booked",)}
    the_day_before = local("2026-12-03 11:00")
    assert mails_planned(sight(the_day_before, ACCEPTED)) == {"all_set": ("booked",)}
    assert mails_planned(sight(the_day_before, ACCEPTED, BOOKED)) == {"all_set": ()}


def test_a_mail_that_is_too_late_is_not_said_along() -> None:
    assert mails_planned(sight(local("2026-12-03 11:00"), ACCEPTED)) == {"all_set": ("booked",)}
    late = sight(local("2026-12-10 11:00"), CLOSED, BOOKED, **how(Ending.POSTED))
    assert mails_planned(late) == {"survey": ()}


def test_the_thanks_go_before_the_survey_is_due_and_both_at_once_never() -> None:
    tuesday = sight(local("2026-12-08 11:00"), CLOSED, **how(Ending.POSTED))
    assert mails_planned(tuesday) == {"thank_you": ()}
    a_week_on = sight(local("2026-12-16 11:00"), CLOSED, **how(Ending.POSTED))
    assert mails_planned(a_week_on) == {"survey_again": ("survey",)}


def test_of_the_warnings_that_nobody_is_sure_only_the_latest_goes() -> None:
    steps = {"booked": "2026-10-01 10:00"}
    found = plan_turn(sight(local("2026-12-02 12:00"), EARLY, steps), SETTINGS)
    warnings = [(one.key, one.absorbs) for one in found if one.step.group == "nobody_sure"]
    assert warnings == [("nobody_sure_3", ("nobody_sure_14", "nobody_sure_7"))]
    assert BY_NAME["nobody_sure_3"].template == "nobody_sure"


@pytest.mark.parametrize(
    ("step", "counter", "fact"),
    [
        ("too_much", "pauses", Fact.PAUSED),
        ("number_again", "number_asks", Fact.ASKED_NUMBER),
        ("answers", "answers", Fact.ANSWERED),
    ],
)
def test_what_may_come_again_is_planned_anew_for_each_count(
    step: str, counter: str, fact: Fact
) -> None:
    facts = OPENED | {fact: "2026-12-05 12:00"}
    now = local("2026-12-05 12:00")
    second: dict[str, Any] = {counter: 2}
    once = {step: "2026-12-05 11:00"}
    assert f"{step}.2" in planned_names(sight(now, facts, once, **second))
    twice = once | {f"{step}.2": "2026-12-05 12:00"}
    names = planned_names(sight(now, facts, twice, **second))
    assert not {name for name in names if name.startswith(step)}


def test_each_new_number_has_a_mail_of_its_own() -> None:
    facts = OPENED | {Fact.NEW_NUMBER: "2026-12-05 12:00"}
    now = local("2026-12-05 12:00")
    once = {"new_number": "2026-12-05 11:00"}
    assert "new_number.2" in planned_names(sight(now, facts, once, generation=3))


def test_compressed_time_has_no_hours_and_a_gap_of_its_own() -> None:
    using = settings(timeline_overrides={"any_hour": True, "mail_gap_seconds": 5})
    night = local("2026-11-21 03:00")
    for ago, expected in ((5, ["booked"]), (4, [])):
        last = night - timedelta(seconds=ago)
        found = plan_turn(sight(night, last_mail_at=last), using)
        assert [one.key for one in found] == expected
