"""What a person is told to look at: from when, until when, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from takeover.model.credentials import guest_hmac
from takeover.model.roster import read_roster
from takeover.model.turn import Account, Ending, Fact, Turn
from takeover.model.wish import Want, Wish
from takeover.planning import mistake_key
from takeover.planning.advice import advice
from takeover.planning.holding import Held, held_back
from takeover.planning.planned import Scene
from takeover.planning.tuning import USUAL
from takeover.timeline import BY_NAME
from takeover.wording import render_mail
from tests.story import local, row
from tests.takeover.planning.scenes import SALT, SETTINGS, Case, made_turn
from tests.takeover.wording.samples import USUAL as FILLERS

LAST, NEXT = date(2026, 11, 13), date(2026, 12, 11)
KIM = "kim@example.org"
TALKED = row(NEXT, guest_email=KIM, talked_on="2026-11-18")
HOLD = Wish(Want.HOLD, local("2026-11-23 10:00"))
ASKED = {"booked": "2026-11-20 10:00"}
LIVE = local("2026-01-05 10:00")
PLEASE_RING = (
    "2026-12-04, talked_on: nobody is noted as having talked with this guest. If you have, "
    "write the day there; if not, please ring them. All goes on meanwhile."
)
TWICE = (
    "{}, guest_email: the weekend of {} has the same address. If that is meant, leave both "
    "as they are. All goes on meanwhile."
)
NOBODY_HERE = (
    "2026-12-04, status: nobody is here until Friday 4 December 2026. Till then this guest "
    "is not asked, and it does not open. Please choose a later weekend, or say on the list that "
    "you are back. All goes on meanwhile."
)
ON_HOLD = (
    "2026-12-04, on hold: the mail “how to get ready” is on hold. After Wednesday 2 "
    "December, 5pm, it is not sent at all. If the guest should have it, let it go on the list. "
    "All goes on meanwhile."
)


def scene(
    now: str, *rows: Mapping[str, object], turns: tuple[Turn, ...] = (), **account: Any
) -> Scene:
    known = Account(turns, live_since=LIVE, **account)
    return Scene(read_roster(rows, SETTINGS), known, SETTINGS, USUAL, local(now))


def said(seen: Scene) -> list[str]:
    """What the mail says, line by line; whatever it is, it stops nothing."""
    found = list(advice(seen))
    assert [one for one in found if one.stops_the_row] == []
    text = render_mail("mistakes", {**FILLERS, "mistakes": found}).text
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def test_a_weekend_that_is_over_or_only_pencilled_is_no_address_twice() -> None:
    twice = [TWICE.format("2026-12-04", "Friday 13 November")]
    assert said(scene("2026-11-16 08:59:59", row(LAST), row())) == twice
    assert said(scene("2026-11-16 09:00", row(LAST), row())) == []
    assert said(scene("2026-11-16 08:59", row(LAST, status="pencilled"), row())) == []


def test_eight_weeks_are_soon_again_and_nine_are_not() -> None:
    twice = [TWICE.format("2027-01-29", "Friday 4 December")]
    assert said(scene("2026-11-20 10:00", row(), row(date(2027, 1, 29)))) == twice
    assert said(scene("2026-11-20 10:00", row(), row(date(2027, 2, 5)))) == []


def test_who_has_not_been_rung_is_named_until_the_weekend_begins() -> None:
    assert said(scene("2026-11-20 08:59:59", row(), TALKED)) == []
    assert said(scene("2026-11-20 09:00", row(), TALKED)) == [PLEASE_RING]
    assert said(scene("2026-12-04 16:59:59", row(), TALKED)) == [PLEASE_RING]
    assert said(scene("2026-12-04 17:00", row(), TALKED)) == []


def test_who_has_said_no_need_not_be_rung_and_who_was_asked_must() -> None:
    asked = made_turn({}, ASKED)
    no = made_turn({Fact.DECLINED: "2026-11-24 10:00"}, ASKED)
    now = "2026-11-25 10:00"
    assert said(scene(now, row(), TALKED, turns=(asked,))) == [PLEASE_RING]
    assert said(scene(now, row(), TALKED, turns=(no,))) == []


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ("2026-12-01 16:59:59", []),
        ("2026-12-01 17:00", [ON_HOLD]),
        ("2026-12-02 16:59:59", [ON_HOLD]),
    ],
)
def test_a_mail_on_hold_is_named_from_a_day_before_it_is_too_late(
    now: str, lines: list[str]
) -> None:
    """Though another one is on hold as well, for which there is time."""
    yes = {Fact.ACCEPTED: "2026-11-21 10:00"}
    turn = made_turn(yes, ASKED, wishes={"all_set": HOLD, "getting_ready": HOLD})
    assert said(scene(now, row(), turns=(turn,))) == lines


def test_a_mail_on_hold_that_is_never_too_late_is_not_named() -> None:
    held = Held(BY_NAME["getting_ready"], None)
    now = local("2026-12-04 10:00")
    assert (held.nearly_too_late(now), held.pointless(now)) == (False, False)


def test_at_the_very_instant_it_is_too_late() -> None:
    late = local("2026-12-02 17:00")
    held = Held(BY_NAME["getting_ready"], late)
    assert not held.pointless(local("2026-12-02 16:59:59"))
    assert held.pointless(late)


def test_only_what_can_be_held_is_and_could_still_be_needed_is_kept_back() -> None:
    """Not news, which cannot wait; nor what shall go now, is no mail, or lacks a yes."""
    wishes = {
        "still_for_you": Wish(Want.NOW, HOLD.at),
        "no_such_mail": HOLD,
        "moved": HOLD,
        "cancelled": HOLD,
        "all_set": HOLD,
        "getting_ready": HOLD,
    }
    case = Case("getting_ready", "2026-11-25 11:00", None, turn={"wishes": wishes})
    found = list(held_back(case.seen_at(local(case.due)), SETTINGS))
    assert found == [Held(BY_NAME["getting_ready"], local("2026-12-02 17:00"))]


def test_who_is_booked_into_a_time_away_is_named_if_it_begins_before_that_ends() -> None:
    at_five, later = local("2026-12-04 17:00"), local("2026-12-04 17:00:01")
    now = "2026-11-25 10:00"
    assert said(scene(now, row(), away_until=later)) == [NOBODY_HERE]
    assert said(scene(now, row(), away_until=at_five)) == []
    asked = made_turn({}, ASKED)
    anothers = replace(asked, guest_hmac=guest_hmac(KIM, SALT))
    assert said(scene(now, row(), away_until=later, turns=(asked,))) == []
    assert said(scene(now, row(), away_until=later, turns=(anothers,))) == [NOBODY_HERE]


def test_what_was_told_is_not_told_again_by_a_later_release() -> None:
    """The keys stand in the ledgers of charities: another key is another mail."""
    other = made_turn({Fact.BOUNCED: "2026-11-12 10:00"}, weekend=LAST, how=Ending.SILENT)
    booked_again = scene(
        "2026-11-20 10:00",
        row(),
        row(NEXT, talked_by="Robin"),
        turns=(other,),
        away_until=local("2026-12-05 12:00"),
    )
    assert [mistake_key(one) for one in advice(booked_again)] == [
        "mistake-2026-12-04-talked_on-9313",
        "mistake-2026-12-04-guest_email-b2df",
        "mistake-2026-12-04-status-e761",
        "mistake-2026-12-11-guest_email-b036",
        "mistake-2026-12-11-guest_email-7395",
    ]
