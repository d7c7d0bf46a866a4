"""Who of the waiting list has a weekend by now."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.model.applicant import Applicant
from takeover.model.roster import read_roster
from takeover.planning.waiting import still_waiting, weekends_of
from tests.story import WEEKEND, local, row
from tests.takeover.planning.scenes import SETTINGS

KIM = Applicant("1", local("2026-10-01 10:00"), "any", "Kim", " Kim@Example.org ")
LATER = date(2027, 1, 8)


def kims(weekend: date, status: str = "booked") -> dict[str, object]:
    return row(weekend, guest_email="kim@example.org", status=status)


def test_an_address_is_booked_however_its_letters_are_typed() -> None:
    now = local("2026-11-20 10:00")
    both = read_roster([kims(LATER), row(date(2026, 12, 11)), kims(WEEKEND)], SETTINGS)
    assert weekends_of(KIM, both, now) == (WEEKEND, LATER)
    others = read_roster([row(), kims(LATER, "pencilled")], SETTINGS)
    assert weekends_of(KIM, others, now) == ()


@pytest.mark.parametrize(
    ("now", "waiting"), [("2026-12-07 08:59:59", []), ("2026-12-07 09:00", [KIM])]
)
def test_whose_weekend_is_over_waits_again(now: str, waiting: list[Applicant]) -> None:
    assert still_waiting([KIM], read_roster([kims(WEEKEND)], SETTINGS), local(now)) == waiting
