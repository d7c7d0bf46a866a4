"""Roster and ledger in, steps out: each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from takeover.model.due import Moments
from takeover.model.roster import Roster
from takeover.model.sight import Sight
from takeover.model.steps import Step, To
from takeover.model.turn import Account, Fact, Turn, counted
from takeover.model.wish import Want, Wish
from takeover.planning.housekeeping import housekeeping
from takeover.planning.moves import moves
from takeover.planning.planned import Planned, Scene
from takeover.planning.tuning import Tuned, tuned
from takeover.settings import Settings
from takeover.timeline import BY_NAME, takes

__all__ = ["Planned", "plan"]


def plan(
    roster: Roster, account: Account, settings: Settings, now: datetime, by: str
) -> tuple[Planned, ...]:
    """The steps that this function should take now, in the timeline's order, oldest weekend first.

    Pure: the same roster, ledger and instant give the same steps, however often and however
    late they are asked for.
    """
    scene = Scene(roster, account, settings, tuned(settings.timeline_overrides), now)
    steps: list[Planned] = []
    weekends = {turn.weekend for turn in account.turns} | set(roster.takeovers)
    for weekend in sorted(weekends):
        steps += _plan_weekend(scene, weekend, by)
    if takes(by, BY_NAME["move"]):
        steps += moves(scene)
    steps += housekeeping(scene, by)
    return tuple(planned for planned in steps if takes(by, planned.step))


def plan_turn(
    sight: Sight, settings: Settings, tune: Tuned | None = None, by: str = ""
) -> tuple[Planned, ...]:
    """The steps of one turn that are due now; of one function and its groups, or of all."""
    tune = tune or tuned(settings.timeline_overrides)
    due: list[Planned] = []
    names: set[str] = set()
    for step, key in left(tune, sight.turn, by):
        planned = _due(step, key, sight, settings, names)
        if planned is None or (step.to is To.GUEST and not _may_mail(step, sight, settings, tune)):
            continue
        due.append(planned)
        names.add(step.name)
    return tuple(_lowest_of_each_group(due))


def left(tune: Tuned, turn: Turn, by: str) -> Sequence[tuple[Step, str]]:
    """What this function must know of a turn's timeline, but for what is taken or said by now.

    Each with its key in the ledger. Whatever else is needed for a step, these are all there are.
    """
    if turn.forgotten:
        return ()
    return [
        (step, key)
        for step in tune.of_a_turn(by)
        if not _taken(step, key := _key(step, turn), turn)
        and not (step.group and tune.said_already(step, turn))
    ]


def _plan_weekend(scene: Scene, weekend: date, by: str) -> Iterator[Planned]:
    turns = scene.turns_of(weekend)
    for turn in turns:
        yield from plan_turn(scene.sight(turn), scene.settings, scene.tune, by)
    row = scene.roster.takeovers.get(weekend)
    if row is None or scene.away or not takes(by, BY_NAME["begin"]):
        return
    if scene.wants_a_turn(row):
        step = next(step for step in scene.tune.timeline if step.name == "begin")
        number = turns[-1].number + 1 if turns else 1
        why = step.why if not turns else "the row was booked anew, or has another guest"
        yield Planned(step, "begin", f"{weekend}#{number}", scene.now, why, row=row)


def _due(step: Step, key: str, sight: Sight, settings: Settings, names: set[str]) -> Planned | None:
    """This step as planned, or None if it is not due, too late, or lacks what it needs."""
    for need in step.needs:  # asked before the instants: most steps fail here, and it costs least
        if not (need.met(sight) or need.mail in names):
            return None
    if waits_for_us(step, sight):
        return None
    moments: Moments = sight.moment
    due = due_at(step, sight, settings)
    if due is None or due > sight.now:
        return None
    late = step.late.resolve(moments, settings.zone)
    if late is not None and sight.now >= late:
        return None
    if step.to in {To.GUEST, To.ACCOUNT} and sight.counts_as_said(due):
        return None
    return Planned(step, key, sight.turn.id, due, step.why, sight=sight)


def waits_for_us(step: Step, sight: Sight) -> bool:
    """Does this wait for a word of the team's, or until somebody of it is there again?

    While they are away no turn begins, no weekend opens, and guests get only what cannot wait.
    What ends or closes something goes on, and our own people are still told.
    """
    if step.can_wait and sight.turn.held(step.name):
        return True
    return sight.away and (step.can_wait or step.name == "open")


def due_at(step: Step, sight: Sight, settings: Settings) -> datetime | None:
    """When this is due: at its time, or as soon as the team wants it."""
    wanted = sight.turn.wanted_now(step.name) if step.can_wait else None
    return wanted or step.due.resolve(sight.moment, settings.zone)


def may_go_now(step: Step, sight: Sight, settings: Settings) -> bool:
    """Has this mail all that it needs, but for its time?"""
    tune = tuned(settings.timeline_overrides)
    if not step.can_wait or tune.said_already(step, sight.turn) or sight.addressed is None:
        return False
    key = _key(step, sight.turn)
    if _taken(step, key, sight.turn):
        return False
    wishes = {**sight.turn.wishes, step.name: Wish(Want.NOW, sight.now)}
    wanted = replace(sight, turn=replace(sight.turn, wishes=wishes))
    return _due(step, key, wanted, settings, set()) is not None


def _key(step: Step, turn: Turn) -> str:
    """The name in the ledger of a step that may come again: it carries its count."""
    return counted(step.name, int(getattr(turn, step.counts))) if step.counts else step.name


def _taken(step: Step, key: str, turn: Turn) -> bool:
    # Taking away is retried until it is settled; what is given or said is claimed once.
    record = turn.steps.get(key)
    return record is not None and (step.to is not To.LEDGER or record.settled)


def _may_mail(step: Step, sight: Sight, settings: Settings, tune: Tuned) -> bool:
    if sight.addressed is None or sight.turn.has(Fact.BOUNCED):
        return False
    return tune.rules.allow(step, sight, settings.zone)


def _lowest_of_each_group(due: Sequence[Planned]) -> Iterator[Planned]:
    """Of several due in one group the lowest in the table goes, and absorbs the others."""
    for planned in due:
        group = planned.step.group
        if not group:
            yield planned
            continue
        together = [other for other in due if other.step.group == group]
        if planned is together[-1]:
            absorbed = tuple(other.key for other in together[:-1])
            yield planned.absorbing(absorbed)
