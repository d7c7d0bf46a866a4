"""What is foreseen while nobody of the charity is there, and whom the quarter's numbers reach."""

from __future__ import annotations

from takeover.model.roster import read_roster
from takeover.model.turn import Account, Fact, Turn
from takeover.planning.preview import preview
from takeover.settings import Person, Settings
from tests.story import LONDON, ROBIN, local, row, settings
from tests.takeover.planning.scenes import SETTINGS, made_turn

ADA, JO = Person("Ada Vale", "ada@example.org"), Person("Jo Reed", "jo@example.org")
LIVE = local("2026-01-05 10:00")
A_DAY = 86400


def foreseen(
    at: str, until: str, away_until: str, *turns: Turn, using: Settings = SETTINGS
) -> list[str]:
    """What comes of Sam's weekend."""
    account = Account(turns, live_since=LIVE, away_until=local(away_until))
    found = preview(read_roster([row()], using), account, using, local(at), local(until))
    return [f"{one.at.astimezone(LONDON):%a %H:%M} {one.step.name}" for one in found if one.weekend]


def test_who_is_asked_after_a_time_away_is_foreseen_for_then() -> None:
    soon = foreseen("2026-11-16 10:00", "2026-11-18 12:00", "2026-11-16 09:00")
    assert soon == ["Mon 10:30 booked"]
    assert foreseen("2026-11-16 10:00", "2026-11-18 12:00", "2026-11-18 11:00") == [
        "Wed 11:30 booked"
    ]


def test_who_is_asked_on_a_day_of_the_time_away_is_foreseen_for_its_end() -> None:
    two_weeks_before = {"booked": {"due": ["start", -14 * A_DAY]}}
    using = settings(timeline_overrides={"steps": two_weeks_before, "any_hour": True})
    during = ("2026-11-20 10:00", "2026-11-24 17:00", "2026-11-24 12:00")
    assert foreseen(*during, using=using) == ["Tue 12:00 booked"]


def test_what_waits_for_a_time_away_is_foreseen_for_its_end() -> None:
    yes = {Fact.ACCEPTED: "2026-11-21 10:00"}
    turn = made_turn(yes, {"booked": "2026-11-20 10:00"})
    during = ("2026-11-25 10:00", "2026-11-30 17:00")
    assert foreseen(*during, "2026-11-25 09:00", turn) == ["Wed 11:00 getting_ready"]
    assert foreseen(*during, "2026-11-30 11:00", turn) == ["Mon 11:00 getting_ready"]


def test_a_weekend_that_is_over_before_anybody_is_there_sends_nothing() -> None:
    assert foreseen("2026-11-25 10:00", "2027-04-01 10:00", "2026-12-07 09:00") == []


def test_the_quarters_numbers_reach_the_trustees_and_no_other_mail_does() -> None:
    ours = settings(trustees=(ADA, JO))
    until = local("2027-01-08 10:00")
    found = preview(
        read_roster([], ours), Account(live_since=LIVE), ours, LIVE.replace(year=2027), until
    )
    assert {one.step.name: one.to for one in found} == {"quarter": (ADA, JO), "weekly": (ROBIN,)}
