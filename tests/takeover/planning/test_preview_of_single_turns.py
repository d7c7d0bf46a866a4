"""What is foreseen of one turn, where it hangs on when a guest was asked, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from takeover.model.roster import read_roster
from takeover.model.turn import Account, Ending, Fact, Turn
from takeover.planning.preview import A, Expected, P, S, Y, _condition, preview
from tests.story import LONDON, local, row, settings
from tests.takeover.planning.scenes import SETTINGS, made_turn

YES = {Fact.ACCEPTED: "2026-11-21 10:00"}
ASKED = {"booked": "2026-11-20 10:00", "getting_ready": "2026-11-25 11:00"}
LIVE_SINCE = "2026-01-05 10:00"


def foreseen(
    at: str, until: str, *turns: Turn, live: str | None = LIVE_SINCE, **cells: Any
) -> Sequence[Expected]:
    """What the guest and the team get of this weekend, the list being as it is."""
    roster = read_roster([row(**cells)], SETTINGS)
    account = Account(turns, live_since=local(live) if live else None)
    found = preview(roster, account, SETTINGS, moment(at), local(until))
    return [one for one in found if one.weekend]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def told(expected: Sequence[Expected]) -> list[tuple[str, str, str]]:
    return [
        (f"{one.at.astimezone(LONDON):%a %H:%M}", one.step.name, one.only_if) for one in expected
    ]


def test_who_is_booked_on_the_morning_itself_is_asked_first_and_opened_then() -> None:
    assert told(foreseen("2026-12-04 10:30", "2026-12-04 17:30")) == [
        ("Fri 11:00", "booked", ""),
        ("Fri 11:00", "please_ring", "if they say yes"),
        ("Fri 11:00", "number", "if they say yes"),
        ("Fri 17:00", "introduction", "if they say yes and come"),
    ]


def test_a_mail_waits_twenty_hours_after_the_one_before_it() -> None:
    turn = made_turn(YES, ASKED, last_mail_at=local("2026-12-02 18:00"))
    expected = foreseen("2026-12-02 18:30", "2026-12-04 09:00", turn)
    assert told(expected) == [("Thu 14:00", "all_set", "")]
    expected = foreseen("2026-12-02 15:30", "2026-12-04 09:00")
    assert told(expected)[:2] == [
        ("Wed 16:00", "getting_ready", ""),
        ("Thu 12:00", "all_set", "if they say yes"),
    ]


def test_a_guest_who_is_out_of_reach_gets_no_number_and_does_not_come() -> None:
    turn = made_turn(YES | {Fact.BOUNCED: "2026-11-25 12:00"}, ASKED | {"bounced": LIVE_SINCE})
    assert told(foreseen("2026-12-04 08:00", "2026-12-06 09:00", turn)) == [
        ("Fri 10:00", "please_ring", ""),
        ("Fri 19:00", "not_signed_in", ""),
    ]


def test_a_weekend_that_was_taken_off_the_list_is_told_after_half_an_hour() -> None:
    turn = made_turn(YES, ASKED)
    expected = foreseen("2026-11-26 10:00", "2026-12-04 17:30", turn, status="cancelled")
    assert told(expected) == [("Thu 10:30", "cancelled", "")]


def test_a_later_start_is_followed_until_the_opening_and_an_earlier_end_after_it() -> None:
    turn = made_turn(YES | {Fact.ALL_SET: "2026-12-03 12:00"}, ASKED | {"all_set": LIVE_SINCE})
    times = {"starts_at": "2026-12-04 19:00", "ends_at": "2026-12-06 12:00"}
    expected = foreseen("2026-12-04 08:00", "2026-12-06 13:00", turn, **times)
    found = {one.step.name: one.at for one in expected}
    assert found["introduction"] == local("2026-12-04 19:00")
    assert found["receipt"] == local("2026-12-06 12:00")


def test_mails_that_wait_for_the_morning_are_foreseen_on_the_hour() -> None:
    expected = foreseen("2026-11-24 06:20:30.5", "2026-11-24 12:00", made_turn({}, {}))
    assert [one.at for one in expected] == [local("2026-11-24 09:00")]


def test_a_rehearsal_is_no_more_however_far_it_came() -> None:
    """Open, closed, gone or waiting: from now on it is another turn, asked anew."""
    closed = YES | {Fact.OPENED: "2026-11-27 10:00", Fact.CLOSED: "2026-11-27 12:00"}
    for facts in (YES, YES | {Fact.GONE: LIVE_SINCE}, closed):
        turn = made_turn(facts, ASKED, rehearsal=True, how=Ending.GUEST_STOPPED)
        expected = foreseen("2026-11-27 07:00", "2026-11-27 23:00", turn, live=None)
        assert told(expected) == [("Fri 09:00", "getting_ready", "")]
        assert [one.planned.record for one in expected] == ["2026-12-04#2"]


def test_a_step_that_waits_for_a_day_to_pass_is_foreseen_when_it_has() -> None:
    turn = made_turn({}, {"booked": "2026-11-26 10:00"}, last_mail_at=local("2026-11-26 10:00"))
    found = told(foreseen("2026-11-27 08:00", "2026-11-27 12:00", turn))
    assert ("Fri 10:00", "nobody_sure_7", "if they have not said yes by then") in found


def test_a_mail_for_an_odd_mixture_of_guests_comes_perhaps() -> None:
    assert _condition([S, Y, P, A], [S, Y, P, A], said_yes=False) == ""
    assert _condition([S, P], [S, Y, P, A], said_yes=False) == "perhaps"
    assert _condition([Y], [Y, P, A], said_yes=True) == "if they are not heard of again"
    assert _condition([A], [Y, P, A], said_yes=True) == "if they answer the survey"


def test_the_end_is_not_foreseen_itself() -> None:
    ends_at = "2026-11-27 09:00"
    assert foreseen("2026-11-27 07:00", ends_at) == []
    after = (local(ends_at) + timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S")
    assert told(foreseen("2026-11-27 07:00", after)) == [("Fri 09:00", "getting_ready", "")]


def test_a_row_that_cannot_be_read_sends_nothing_about_its_turn() -> None:
    turn = made_turn(YES, ASKED)
    assert foreseen("2026-11-26 10:00", "2026-12-03 17:00", turn, status="boked") == []


def test_a_weekend_that_is_over_and_forgotten_ends_the_play() -> None:
    last = foreseen("2026-12-04 10:30", "2027-06-30 12:00")[-1]
    assert last.step.name in {"answers", "survey_again"}


def test_what_is_told_later_than_it_happens_is_foreseen_as_well() -> None:
    late = settings(timeline_overrides={"steps": {"answers": {"due": ["answered", 3600]}}})
    now, until = local("2026-12-04 10:30"), local("2026-12-20 12:00")
    found = preview(read_roster([row()], late), Account(), late, now, until)
    assert [one.at for one in found if one.step.name == "answers"] == [local("2026-12-09 12:00")]
