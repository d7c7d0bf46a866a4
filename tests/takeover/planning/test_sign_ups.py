"""A day's sign-ups: told the next morning, once, and not kept for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from takeover.model.roster import Roster
from takeover.model.steps import FUNCTIONS, REMINDERS, REVOCATION, SURVEY
from takeover.model.turn import Account, State, StepRecord
from takeover.planning import plan
from takeover.planning.housekeeping import sign_ups_key
from takeover.planning.preview import preview
from tests.story import local
from tests.takeover.planning.scenes import SETTINGS, planned

KEY = "sign-ups-2026-11-23"


def told(state: State = State.SEEN) -> dict[str, StepRecord]:
    return {KEY: StepRecord(state, local("2026-11-23 23:50"))}


def due(now: str, state: State = State.SEEN) -> list[tuple[str, str, str]]:
    found = [one for by in FUNCTIONS for one in planned(by, now, told=told(state))]
    return [(one.step.by, one.step.name, one.key) for one in found if one.step.name != "weekly"]


def test_the_key_names_the_day() -> None:
    assert sign_ups_key(date(2026, 11, 23)) == KEY


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ("2026-11-23 23:59", []),
        ("2026-11-24 08:59", []),
        ("2026-11-24 09:00", [(REMINDERS, "signed_up", KEY)]),
        ("2026-12-24 09:00", [(REMINDERS, "signed_up", KEY)]),
    ],
)
def test_a_days_sign_ups_are_told_the_next_morning(now: str, names: list[object]) -> None:
    assert due(now) == names


@pytest.mark.parametrize("state", [State.DONE, State.TOLD])
def test_they_are_told_once(state: State) -> None:
    assert due("2026-11-24 12:00", state) == []


def test_a_mail_about_them_that_nobody_is_sure_of_is_told_and_not_sent_again() -> None:
    unsure = [(REVOCATION, "unsure_mail", f"unsure-{KEY}")]
    assert due("2026-11-24 12:00", State.CLAIMED) == unsure


@pytest.mark.parametrize("state", [State.SEEN, State.DONE, State.TOLD])
def test_on_the_day_after_ninety_they_are_forgotten_told_or_not(state: State) -> None:
    forget = (SURVEY, "forget_applicants", KEY)
    assert forget not in due("2027-02-22 03:59", state)
    assert forget in due("2027-02-22 04:00", state)


def test_how_long_they_are_kept_is_a_setting() -> None:
    settings = replace(SETTINGS, retention_days=7)
    account = Account(told=told(State.DONE))
    for now, names in (("2026-12-01 03:59", []), ("2026-12-01 04:00", ["forget_applicants"])):
        found = plan(Roster(), account, settings, local(now), SURVEY)
        assert [one.step.name for one in found] == names


def test_the_day_is_one_on_the_charitys_own_clocks() -> None:
    for zone in (ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")):
        settings = replace(SETTINGS, zone=zone)
        nine = datetime(2026, 11, 24, 9, tzinfo=zone)
        for now, keys in ((nine, [KEY]), (nine - timedelta(seconds=1), [])):
            found = plan(Roster(), Account(told=told()), settings, now, REMINDERS)
            assert [one.key for one in found] == keys


def test_what_will_be_sent_shows_tomorrows_mail() -> None:
    account = Account(told=told())
    now, until = local("2026-11-23 23:55"), local("2026-11-24 12:00")
    expected = preview(Roster(), account, SETTINGS, now, until)
    assert [(one.step.name, one.at) for one in expected] == [
        ("signed_up", local("2026-11-24 09:00"))
    ]
