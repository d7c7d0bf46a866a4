"""Who of the waiting list has a weekend by now: their address stands in the list. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from takeover.model.applicant import Applicant
from takeover.model.roster import Roster


def weekends_of(applicant: Applicant, roster: Roster, now: datetime) -> tuple[date, ...]:
    """The weekends to come for which they are booked, the earliest first.

    Nothing is noted for it, so it holds whoever booked them, and however; and no more if undone.
    """
    address = applicant.address.strip().casefold()
    return tuple(
        sorted(
            row.weekend
            for row in roster.takeovers.values()
            if row.booked and row.guest is not None and now < row.window.ends_at
            if row.guest.address.strip().casefold() == address
        )
    )


def still_waiting(
    applicants: Iterable[Applicant], roster: Roster, now: datetime
) -> list[Applicant]:
    """Those who are booked for no weekend to come."""
    return [one for one in applicants if not weekends_of(one, roster, now)]
