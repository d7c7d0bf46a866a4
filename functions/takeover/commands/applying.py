"""Signing up for a weekend: which are free, who waits, and forgetting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from takeover.model.applicant import Applicant, applicant_id, read_applicant
from takeover.model.calendar import Window, local_date
from takeover.model.roster import Status, Takeover, next_fridays, read_roster
from takeover.planning.housekeeping import sign_ups_key
from takeover.ports import World
from takeover.wording.agreement import TERMS_VERSION
from takeover.wording.sign_up import SIGN_UP_VERSION, one_line

WEEKENDS_AHEAD = 26
TO_GET_READY = timedelta(days=7)
"""Nobody can be asked, agree and get ready in less; the coordinator may still book by hand."""
MOST_A_DAY = 25
TAKEN_BY = ("guest_email", "guest_name", "public_name")


@dataclass(frozen=True)
class Weekend:
    """A weekend of the next six months that is no break, and whether anybody may ask for it."""

    friday: date
    window: Window
    free: bool


def weekends_ahead(world: World) -> list[Weekend]:
    """The weekends of the next six months, by one read of the list; nobody's name is looked at."""
    now, settings = world.clock.now(), world.settings
    fridays = next_fridays(local_date(now + TO_GET_READY, settings.zone), WEEKENDS_AHEAD)
    raw = {str(row.get("weekend")): row for row in world.roster.rows(fridays[0])}
    roster = read_roster(raw.values(), settings)
    found = []
    for friday in fridays:
        row = roster.takeovers.get(friday)
        window = row.window if row else Window.usual(friday, settings.zone)
        if row is not None and row.status is Status.BREAK:
            continue
        free = str(friday) not in roster.broken and _is_free(row, raw.get(str(friday), {}))
        found.append(Weekend(friday, window, free))
    return found


def _is_free(row: Takeover | None, raw: Mapping[str, object]) -> bool:
    """No row, or one that is called off, or pencilled in for nobody."""
    if row is None or row.status is Status.CANCELLED:
        return True
    return row.status is Status.PENCILLED and not any(raw.get(cell) for cell in TAKEN_BY)


def ask_for_weekend(world: World, given: Mapping[str, str]) -> bool:
    """Write down what somebody sent, checked before; False if today's list is full.

    The same address again takes the place of what it sent before. Harmless to repeat.
    """
    now = world.clock.now()
    today = local_date(now, world.settings.zone)
    if not world.waiting_list.count(today, MOST_A_DAY):
        return False
    applicant = _applicant(world, given, now)
    world.waiting_list.keep(applicant.id, applicant.cells())
    # From here on the coordinator hears of it, and it is forgotten in time.
    world.ledger.see(sign_ups_key(today), now)
    return True


def _applicant(world: World, given: Mapping[str, str], now: datetime) -> Applicant:
    address = given["guest_email"].strip()
    return Applicant(
        id=applicant_id(world.secrets.link_key(), address),
        applied_at=now,
        first_choice=given["first_choice"],
        second_choice=given["second_choice"],
        public_name=one_line(given["public_name"]),
        anonymous=given["anonymous"] != "no",
        why=one_line(given["why"]),
        address=address,
        phone=one_line(given["guest_phone"]),
        agreed=f"sign-up {SIGN_UP_VERSION}, point 1 of the ten points {TERMS_VERSION}",
    )


def waiting(world: World) -> Sequence[Applicant]:
    """Who would like a weekend, newest first; entries without a date come last."""
    found = [read_applicant(raw) for raw in world.waiting_list.entries()]
    return sorted(found, key=_since, reverse=True)


def _since(applicant: Applicant) -> float:
    return applicant.applied_at.timestamp() if applicant.applied_at else 0.0


def forget_applicant(world: World, entry: str) -> None:
    """Delete an application, and nothing else that somebody names; gone already is success."""
    if any(one.id == entry for one in waiting(world)):
        world.waiting_list.forget(entry)
