"""What is foreseen of the account's own mails: each once, and only what the list itself brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from takeover.model.roster import read_roster
from takeover.model.turn import Account, State, StepRecord
from takeover.planning.housekeeping import mistake_key
from takeover.planning.preview import preview
from tests.story import LONDON, local, row
from tests.takeover.planning.scenes import SETTINGS, made_turn

LIVE = local("2026-01-05 10:00")
MONDAY, A_WEEK_LATER = "2026-11-23 07:00", "2026-11-30 07:00"
WEEKLY = "Wed 25 08:00 weekly"


def foreseen(
    account: Account, *rows: Mapping[str, object], at: str = MONDAY, until: str = A_WEEK_LATER
) -> list[str]:
    roster = read_roster(rows, SETTINGS)
    live = replace(account, live_since=LIVE)
    found = preview(roster, live, SETTINGS, local(at), local(until))
    ours = [one for one in found if not one.weekend]
    return [f"{one.at.astimezone(LONDON):%a %d %H:%M} {one.step.name}" for one in ours]


def told(at: str, state: State = State.SEEN, *keys: str) -> Mapping[str, StepRecord]:
    return {key: StepRecord(state, local(at)) for key in keys}


def test_wednesdays_mail_comes_once_a_week() -> None:
    assert foreseen(Account(), until="2026-12-10 07:00") == [
        WEEKLY,
        "Wed 02 08:00 weekly",
        "Wed 09 08:00 weekly",
    ]
    assert foreseen(Account(), until="2026-11-25 08:00") == []


def test_wednesdays_mail_comes_once_though_something_else_is_told_after_it() -> None:
    seen = told("2026-11-25 08:10", State.SEEN, "trouble-x-later")
    found = foreseen(Account(told=seen), at="2026-11-25 08:20")
    assert found == ["Wed 25 08:20 weekly", "Wed 25 08:40 trouble"]
    sent = {"2026-11-25": StepRecord(State.DONE, local("2026-11-25 08:00"))}
    assert foreseen(Account(weekly=sent), at="2026-11-25 08:20") == []


def test_mistakes_are_told_half_an_hour_after_the_last_and_once() -> None:
    bad = row(guest_email="nobody") | {"weekend": "2026-11-27"}
    assert foreseen(Account(), bad, row(status="boked")) == ["Mon 23 07:30 mistakes", WEEKLY]


def test_a_mistake_that_is_told_already_or_mended_is_not_told() -> None:
    bad = row(status="boked")
    (mistake,) = read_roster([bad], SETTINGS).mistakes
    key = mistake_key(mistake)
    for state in (State.DONE, State.TOLD):
        account = Account(told=told("2026-11-20 10:00", state, key))
        assert foreseen(account, bad) == [WEEKLY]
    assert foreseen(Account(told=told("2026-11-20 10:00", State.SEEN, key)), row()) == [WEEKLY]


def test_a_trouble_that_was_told_is_over_after_a_day_and_not_told_again() -> None:
    keys = ("trouble-x-later", "trouble-mail-later")
    account = Account(told=told("2026-11-22 06:00", State.DONE, *keys))
    assert foreseen(account) == [WEEKLY]
    account = Account(told=told("2026-11-23 06:45", State.SEEN, *keys))
    assert foreseen(account) == ["Mon 23 07:15 trouble", "Mon 23 07:15 trouble", WEEKLY]


def test_sign_ups_are_told_beside_everything_else() -> None:
    seen = told("2026-11-23 06:45", State.SEEN, "trouble-x-later", "sign-ups-2026-11-23")
    assert foreseen(Account(told=seen)) == [
        "Mon 23 07:15 trouble",
        "Tue 24 09:00 signed_up",
        WEEKLY,
    ]


def test_a_restore_is_told_and_a_mail_in_doubt_is_supposed_to_be_known() -> None:
    doubt = StepRecord(State.CLAIMED, local("2026-11-22 10:00"), "somebody")
    turn = replace(made_turn(), steps={"booked": doubt})
    assert foreseen(Account((turn,)), row()) == [WEEKLY]
    assert foreseen(Account(restored="a copy")) == [WEEKLY]
    seen = told("2026-11-22 10:00", State.SEEN, "restored-2026-11-22")
    assert foreseen(Account(told=seen)) == ["Mon 23 07:00 restored", WEEKLY]
