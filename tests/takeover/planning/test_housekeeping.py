"""Wednesday's mail, mistakes, trouble, and what nobody knows yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from takeover.model.cells import OTHER_WORDS, Mistake
from takeover.model.roster import Roster
from takeover.model.steps import REMINDERS, REVOCATION, ROSTER_CHECK
from takeover.model.turn import Account, Fact, State, StepRecord
from takeover.planning import in_the_log, mistake_key, plan
from takeover.planning.housekeeping import PARTS
from takeover.planning.tuning import this_wednesday
from takeover.timeline import HOUSEKEEPING
from tests.story import LONDON, local, row
from tests.takeover.planning.scenes import SETTINGS, keys_planned, made_turn, planned

BAD_ROW = row(guest_email="sam at example")
BAD = Mistake("2026-12-04", "guest_email", "sam at example", "a mail address")
KEY = mistake_key(BAD)


def record(state: State, at: str) -> StepRecord:
    return StepRecord(state, local(at), "owner", "")


def test_each_step_of_the_account_is_worked_out_in_one_place() -> None:
    found = [name for names in PARTS.values() for name in names]
    assert sorted([*found, "move"]) == sorted(step.name for step in HOUSEKEEPING)


# --- Wednesday


@pytest.mark.parametrize(
    ("now", "keys"),
    [
        ("2026-11-24 23:59", []),
        ("2026-11-25 07:59", []),
        ("2026-11-25 08:00", ["2026-11-25"]),
        ("2026-11-26 23:59", ["2026-11-25"]),
        ("2026-11-27 00:00", []),
        ("2026-11-30 12:00", []),
        ("2026-12-30 08:00", ["2026-12-30"]),
        ("2027-01-06 08:00", ["2027-01-06"]),
        ("2026-03-25 08:00", ["2026-03-25"]),
        ("2026-04-01 08:00", ["2026-04-01"]),
        ("2026-10-28 08:00", ["2026-10-28"]),
    ],
)
def test_wednesdays_mail_goes_from_eight_until_friday(now: str, keys: list[str]) -> None:
    assert keys_planned(REMINDERS, now) == keys


def test_wednesdays_mail_goes_once_a_week() -> None:
    sent = {"2026-11-25": record(State.DONE, "2026-11-25 08:00")}
    assert keys_planned(REMINDERS, "2026-11-26 12:00", weekly=sent) == []
    assert keys_planned(REMINDERS, "2026-12-02 12:00", weekly=sent) == ["2026-12-02"]


def test_wednesdays_mail_comes_every_week_at_eight_on_the_charitys_clocks() -> None:
    """Each week from 2024 to 2040: due at eight, and not a minute before."""
    wednesday = datetime(2024, 1, 3, tzinfo=LONDON)
    for week in range(0, 887, 3):
        eight = (wednesday + timedelta(weeks=week)).replace(hour=8)
        for now, keys in ((eight, [str(eight.date())]), (eight - timedelta(minutes=1), [])):
            found = plan_nothing(now)
            assert found == keys


def plan_nothing(now: datetime) -> list[str]:
    return [one.key for one in plan(Roster(), Account(), SETTINGS, now, REMINDERS)]


def test_the_wednesday_of_a_week_is_the_charitys_own() -> None:
    kathmandu = ZoneInfo("Asia/Kathmandu")
    sunday_evening = datetime(2026, 11, 29, 20, tzinfo=UTC)
    assert this_wednesday(sunday_evening, LONDON).date() == local("2026-11-25 12:00").date()
    assert this_wednesday(sunday_evening, kathmandu).date() == local("2026-12-02 12:00").date()


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_wednesday_is_its_noon_on_the_charitys_clocks(zone: str) -> None:
    there = ZoneInfo(zone)
    noon = datetime(2026, 11, 25, 12, tzinfo=there)
    found = {this_wednesday(noon + timedelta(days=days), there) for days in range(-2, 5)}
    assert [one.isoformat() for one in found] == [noon.isoformat()]


# --- mistakes


def mistakes_planned(now: str, told: dict[str, StepRecord], *rows: Any) -> list[tuple[str, str]]:
    found = [
        (one.step.name, one.key)
        for by in (ROSTER_CHECK, REVOCATION)
        for one in planned(by, now, (), rows, told=told)
        if one.mistakes or one.step.name == "mistake_mended"
    ]
    hourly = [(one.step.name, one.key) for one in planned(REMINDERS, now, (), rows, told=told)]
    noted = {"mistake_seen", "mistake_mended"}
    # What an edit's own run was too late for, or never started for, is found by the hourly run.
    assert [one for one in found if one[0] in noted] == [one for one in hourly if one[0] in noted]
    return found


def test_a_mistake_is_noted_at_once_and_told_after_half_an_hour_once() -> None:
    assert mistakes_planned("2026-11-20 10:00", {}, BAD_ROW) == [("mistake_seen", KEY)]
    seen = {KEY: record(State.SEEN, "2026-11-20 10:00")}
    assert mistakes_planned("2026-11-20 10:29", seen, BAD_ROW) == []
    assert mistakes_planned("2026-11-20 10:30", seen, BAD_ROW) == [("mistakes", KEY)]
    for state in (State.CLAIMED, State.DONE, State.TOLD):
        told = {KEY: record(state, "2026-11-20 10:30")}
        assert mistakes_planned("2026-11-20 12:00", told, BAD_ROW) == []


SECOND = row(date(2026, 12, 11), status="boked")
KEYS = [KEY, mistake_key(Mistake("2026-12-11", "status", "boked", ""))]


@pytest.mark.parametrize("state", [State.SEEN, State.CLAIMED, State.DONE, State.ABSORBED])
def test_what_is_new_is_told_in_one_mail_half_an_hour_after_the_last(state: State) -> None:
    told = {
        KEYS[0]: record(State.SEEN, "2026-11-20 10:00"),
        KEYS[1]: record(state, "2026-11-20 10:20"),
    }
    rows = (BAD_ROW, SECOND)
    together = state is State.SEEN
    early = mistakes_planned("2026-11-20 10:49", told, *rows)
    assert [key for _, key in early] == ([] if together else KEYS[:1])
    found = planned(REVOCATION, "2026-11-20 10:50", (), rows, told=told)
    (mail,) = [one for one in found if one.mistakes]
    cells = ["guest_email", "status"] if together else ["guest_email"]
    assert [one.cell for one in mail.mistakes] == cells
    assert (mail.key, mail.absorbs) == (KEYS[0], tuple(KEYS[1:] if together else ()))


def test_what_was_mended_meanwhile_holds_no_mail_up_and_is_not_in_it() -> None:
    told = {
        KEYS[0]: record(State.SEEN, "2026-11-20 10:00"),
        KEYS[1]: record(State.SEEN, "2026-11-20 10:20"),
    }
    (mail,) = planned(REVOCATION, "2026-11-20 10:30", (), (BAD_ROW,), told=told)
    assert (mail.key, mail.absorbs) == (KEY, ())


def test_a_mail_about_a_whole_bad_list_names_fifty_and_the_next_one_the_others() -> None:
    rows = [BAD_ROW | {"weekend": f"{day:02d}/12/26"} for day in range(60)]
    seen = {
        one.key: record(State.SEEN, "2026-11-20 10:00")
        for one in planned(ROSTER_CHECK, "2026-11-20 10:00", (), tuple(rows))
    }
    (mail,) = planned(REVOCATION, "2026-11-20 10:30", (), tuple(rows), told=seen)
    said = {mail.key, *mail.absorbs}
    assert (len(said), len(mail.mistakes)) == (50, 50)
    told = {key: replace(one, state=State.DONE) for key, one in seen.items() if key in said}
    (rest,) = planned(REVOCATION, "2026-11-20 10:35", (), tuple(rows), told=seen | told)
    assert {rest.key, *rest.absorbs} == seen.keys() - said


@pytest.mark.parametrize("state", [State.SEEN, State.DONE, State.TOLD])
def test_a_mended_mistake_is_forgotten_and_may_be_told_again(state: State) -> None:
    told = {KEY: record(state, "2026-11-20 10:00")}
    assert mistakes_planned("2026-11-20 10:10", told, row()) == [("mistake_mended", KEY)]
    assert mistakes_planned("2026-11-20 11:00", {}, BAD_ROW) == [("mistake_seen", KEY)]


def test_a_mistake_whose_mail_is_under_way_is_not_forgotten() -> None:
    told = {KEY: record(State.CLAIMED, "2026-11-20 10:30")}
    assert mistakes_planned("2026-11-20 10:31", told, row()) == []


def test_each_distinct_mistake_has_a_key_of_its_own_and_what_was_typed_is_not_in_it() -> None:
    others = [
        BAD,
        replace(BAD, found="sam@"),
        replace(BAD, cell="guest_name"),
        replace(BAD, weekend="2026-12-11"),
    ]
    assert len({mistake_key(one) for one in others}) == len(others)
    secret = replace(BAD, weekend="../Sam Field <sam@example.org> and much more of it")
    assert mistake_key(secret).startswith("mistake--guest_email-")
    assert mistake_key(secret) != mistake_key(replace(secret, weekend="Kim Moss"))
    assert "sam at" not in KEY


def test_the_log_names_cell_and_remedy_and_never_what_was_typed() -> None:
    right = {"weekend": "2026-12-04", "cell": "guest_email", "right": BAD.right}
    assert in_the_log([]) == {}
    assert in_the_log([BAD]) == right
    assert in_the_log([BAD, BAD]) == {name: f"{words} | {words}" for name, words in right.items()}
    quoted = replace(BAD, right=f"{OTHER_WORDS}X would make a link of sam.example.org")
    assert in_the_log([quoted]) == right | {"right": "other words"}
    named = replace(
        BAD, weekend="XAM Field 2026-12-04 and far too many digits 12345678901234567890"
    )
    assert in_the_log([named])["weekend"] == "2026-12-041234567890"


def test_a_mistake_of_a_weekend_long_past_is_not_told() -> None:
    assert mistakes_planned("2026-12-18 12:00", {}, BAD_ROW) == []
    assert mistakes_planned("2026-12-11 12:00", {}, BAD_ROW) == [("mistake_seen", KEY)]


def test_a_weekend_that_is_no_date_is_told_however_it_sorts() -> None:
    found = mistakes_planned("2026-12-18 12:00", {}, BAD_ROW | {"weekend": "04/12/2026"})
    assert {name for name, _ in found} == {"mistake_seen"}


# --- trouble

TROUBLE = "trouble-x-later"


def troubles_planned(now: str, state: State) -> list[str]:
    told = {TROUBLE: record(state, "2026-12-04 17:00")}
    return [one.step.name for one in planned(REVOCATION, now, told=told)]


def test_trouble_is_told_after_half_an_hour_and_forgotten_after_a_day() -> None:
    assert troubles_planned("2026-12-04 17:29", State.SEEN) == []
    assert troubles_planned("2026-12-04 17:30", State.SEEN) == ["trouble"]
    assert troubles_planned("2026-12-04 17:10", State.CLAIMED) == []
    assert troubles_planned("2026-12-05 16:59", State.DONE) == []
    assert troubles_planned("2026-12-05 17:00", State.DONE) == ["trouble_over"]


# --- what nobody knows

CLAIMED_AT = "2026-12-04 10:00"


def unknown_planned(now: str, **steps: StepRecord) -> list[tuple[str, str, str]]:
    turn = replace(made_turn({Fact.OPENED: CLAIMED_AT}), steps=steps)
    found = planned(REVOCATION, now, (turn,), (row(),))
    return [(one.step.name, one.key, one.subject) for one in found]


def claimed() -> StepRecord:
    return record(State.CLAIMED, CLAIMED_AT)


def test_a_mail_of_unknown_outcome_is_told_after_twenty_minutes() -> None:
    assert unknown_planned("2026-12-04 10:19", number=claimed()) == []
    expected = [("unsure_mail", "unsure-number", "number")]
    assert unknown_planned("2026-12-04 10:20", number=claimed()) == expected


@pytest.mark.parametrize("key", ["introduction", "farewell", "post-00112233aabbccdd"])
def test_a_post_of_unknown_outcome_is_looked_for_after_two_minutes(key: str) -> None:
    assert unknown_planned("2026-12-04 10:01", **{key: claimed()}) == []
    assert unknown_planned("2026-12-04 10:02", **{key: claimed()}) == [("look_for_post", key, key)]


def test_a_repeated_mail_of_unknown_outcome_is_told_by_its_own_key() -> None:
    found = unknown_planned("2026-12-04 10:20", **{"number_again.2": claimed()})
    assert found == [("unsure_mail", "unsure-number_again.2", "number_again.2")]


@pytest.mark.parametrize("state", [State.DONE, State.ABSORBED, State.TOLD])
def test_what_is_known_is_not_looked_at_again(state: State) -> None:
    assert unknown_planned("2026-12-05 10:00", number=record(state, CLAIMED_AT)) == []


def test_mails_of_the_account_itself_can_be_unknown_too() -> None:
    found = planned(
        REVOCATION,
        "2026-12-04 10:20",
        told={KEY: claimed()},
        weekly={"2026-12-02": claimed()},
    )
    assert [(one.record, one.key) for one in found] == [
        ("~told", f"unsure-{KEY}"),
        ("~weekly", "unsure-2026-12-02"),
    ]
