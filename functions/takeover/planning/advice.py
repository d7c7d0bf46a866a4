"""What a person should look at, though nothing in the list is wrong. It stops nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from takeover.model.calendar import local_date
from takeover.model.cells import Mistake
from takeover.model.roster import Takeover
from takeover.model.sight import is_guest
from takeover.model.turn import Fact
from takeover.planning.holding import held_back
from takeover.planning.planned import Scene
from takeover.planning.story import content
from takeover.wording import dates

TALK_BEFORE, MORNING = timedelta(days=14), time(9)
SOON_AGAIN = timedelta(weeks=8)
ON_HOLD = "on hold"


def advice(scene: Scene) -> Iterator[Mistake]:
    """About the booked weekends to come, the earliest first."""
    rows = sorted(scene.roster.takeovers.values(), key=lambda row: row.weekend)
    coming = [row for row in rows if row.booked and scene.now < row.window.ends_at]
    # Who never fills these cells in keeps that elsewhere, and needs no reminding.
    kept = any(row.talked for row in rows)
    for row in coming:
        if kept and not row.talked and _wants_a_call(scene, row):
            yield _advice(
                row,
                "talked_on",
                "nobody is noted as having talked with this guest.",
                "If you have, write the day there; if not, please ring them.",
            )
        yield from _came_back(scene, row)
        yield from _while_away(scene, row)
    yield from _twice(coming)
    yield from _kept_back(scene)


def _wants_a_call(scene: Scene, row: Takeover) -> bool:
    first = datetime.combine(row.weekend - TALK_BEFORE, MORNING, tzinfo=scene.settings.zone)
    if not first <= scene.now < row.window.starts_at:
        return False
    turns = scene.turns_of(row.weekend)
    theirs = [scene.sight(turn) for turn in turns if is_guest(turn, row)]
    return not theirs or theirs[-1].ending is None


def _kept_back(scene: Scene) -> Iterator[Mistake]:
    """A mail on hold is told of before it is too late, so that nobody forgets it."""
    for turn in scene.account.turns:
        for held in held_back(scene.sight(turn), scene.settings):
            if held.late is None or not held.nearly_too_late(scene.now):
                continue
            by = dates.moment(held.late, scene.settings.zone)
            said = f"the mail “{content(held.step)}” is on hold. After {by}, it is not sent at all."
            right = "If the guest should have it, let it go on the list."
            yield Mistake(
                str(turn.weekend), ON_HOLD, held.step.name, right, stops_the_row=False, advice=said
            )


def _while_away(scene: Scene, row: Takeover) -> Iterator[Mistake]:
    """Who is booked into a time away that has begun; of others it was told when that was set."""
    until = scene.account.away_until
    if until is None or not (scene.away and row.window.starts_at < until):
        return
    if any(is_guest(turn, row) for turn in scene.turns_of(row.weekend)):
        return
    back = dates.day(local_date(until, scene.settings.zone))
    said = f"nobody is here until {back}. Till then this guest is not asked, and it does not open."
    right = "Please choose a later weekend, or say on the list that you are back."
    yield _advice(row, "status", said, right, "away")


def _came_back(scene: Scene, row: Takeover) -> Iterator[Mistake]:
    """Of this weekend's own mails the coordinator is told at once; this is about earlier ones."""
    for turn in scene.account.turns:
        if turn.weekend != row.weekend and turn.has(Fact.BOUNCED) and is_guest(turn, row):
            said = (
                f"our mails for the weekend of {dates.day_short(turn.weekend)} did not get through "
                "to this address."
            )
            right = "Please ask the guest for another one; it may be mistyped."
            yield _advice(row, "guest_email", said, right, "came back")
            return


def _twice(coming: Sequence[Takeover]) -> Iterator[Mistake]:
    last: dict[str, Takeover] = {}
    for row in coming:
        address = row.guest.address.strip().casefold() if row.guest else ""
        before = last.get(address)
        last[address] = row
        if before is not None and row.weekend - before.weekend <= SOON_AGAIN:
            said = f"the weekend of {dates.day_short(before.weekend)} has the same address."
            yield _advice(
                row, "guest_email", said, "If that is meant, leave both as they are.", "twice"
            )


def _advice(row: Takeover, cell: str, said: str, right: str, kind: str = "") -> Mistake:
    return Mistake(str(row.weekend), cell, kind, right, stops_the_row=False, advice=said)
