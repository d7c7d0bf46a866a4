"""The account's own mails of the next days: Wednesday's, and mistakes in the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from takeover.model.calendar import local_date
from takeover.model.quarter import Quarter
from takeover.model.turn import Account, State, StepRecord
from takeover.planning.housekeeping import SIGN_UPS, WEEKLY, housekeeping, sign_up_moments
from takeover.planning.planned import Planned, Scene
from takeover.planning.tuning import first_wednesday, this_wednesday

A_WEEK = timedelta(weeks=1)


def play_housekeeping(scene: Scene, until: datetime) -> Iterator[tuple[datetime, Planned]]:
    """Every mail of the account itself before `until`, if the list stays as it is."""
    # What is open about single turns is theirs; a preview supposes that no outcome is unknown.
    account = replace(scene.account, turns=())
    for at in _instants(scene, until):
        for planned in housekeeping(replace(scene, account=account, now=at)):
            if planned.step.is_mail:
                yield at, planned
            account = _after(account, planned, at)


def _instants(scene: Scene, until: datetime) -> list[datetime]:
    """When something of this can become due: now, once mistakes have settled, on Wednesdays."""
    zone = scene.settings.zone
    instants = {scene.now}
    seen_at = [scene.now, *(record.at for record in scene.account.told.values())]
    for name in ("mistakes", "trouble"):
        due = scene.tune.housekeeper(name).due
        instants |= {at for seen in seen_at if (at := due.resolve({"seen": seen}.get, zone))}
    signed_up = scene.tune.housekeeper("signed_up").due
    for key in scene.account.told:
        if key.startswith(SIGN_UPS):
            moments = sign_up_moments(key, scene.settings)
            instants |= {at for at in (signed_up.resolve(moments.get, zone),) if at is not None}
    weekly, quarterly = (scene.tune.housekeeper(name) for name in ("weekly", "quarter"))
    week = scene.now
    while week < until + A_WEEK:
        first = first_wednesday(Quarter.of(local_date(week, zone)), zone)
        moments = {"wednesday": this_wednesday(week, zone), "quarter": first}
        dues = (step.due.resolve(moments.get, zone) for step in (weekly, quarterly))
        instants |= {at for at in dues if at is not None}
        week += A_WEEK
    return sorted(at for at in instants if scene.now <= at < until)


def _after(account: Account, planned: Planned, at: datetime) -> Account:
    """What the ledger knows once this step is taken."""
    state = State.DONE if planned.step.is_mail else State.SEEN
    record = {key: StepRecord(state, at) for key in (planned.key, *planned.absorbs)}
    if planned.record == WEEKLY:
        return replace(account, weekly={**account.weekly, **record})
    told = dict(account.told)
    if planned.step.is_mail or planned.step.name == "mistake_seen":
        told |= record
    else:  # mended, over, or kept no longer
        told.pop(planned.key, None)
    return replace(account, told=told)
