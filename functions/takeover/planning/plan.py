"""Roster and ledger in, steps out: each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from takeover.model.due import Moments
from takeover.model.roster import Roster, Takeover
from takeover.model.sight import Sight, is_guest
from takeover.model.steps import Step, To
from takeover.model.turn import Account, Ending, Fact, Turn
from takeover.planning.housekeeping import housekeeping
from takeover.planning.moves import moves
from takeover.planning.planned import Planned, Scene
from takeover.planning.tuning import Tuned, tuned
from takeover.settings import Settings

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
    steps += moves(scene)
    steps += housekeeping(scene)
    return tuple(step for step in steps if step.step.by == by)


def plan_turn(
    sight: Sight, settings: Settings, tune: Tuned | None = None, by: str = ""
) -> tuple[Planned, ...]:
    """The steps of one turn that are due now; of one function and its groups, or of all."""
    if sight.turn.forgotten:
        return ()
    tune = tune or tuned(settings.timeline_overrides)
    due: list[Planned] = []
    names: set[str] = set()
    for step in tune.of_a_turn(by):
        if tune.said_already(step, sight.turn):
            continue
        planned = _due(step, sight, settings, names)
        if planned is None or (step.to is To.GUEST and not _may_mail(step, sight, settings, tune)):
            continue
        due.append(planned)
        names.add(step.name)
    return tuple(_lowest_of_each_group(due))


def _plan_weekend(scene: Scene, weekend: date, by: str) -> Iterator[Planned]:
    turns = sorted(
        (turn for turn in scene.account.turns if turn.weekend == weekend),
        key=lambda turn: turn.number,
    )
    for turn in turns:
        yield from plan_turn(scene.sight(turn), scene.settings, scene.tune, by)
    row = scene.roster.takeovers.get(weekend)
    if row is not None and row.booked and _wants_a_turn(scene, row, turns):
        step = next(step for step in scene.tune.timeline if step.name == "begin")
        number = turns[-1].number + 1 if turns else 1
        why = step.why if not turns else "the row was booked anew, or has another guest"
        yield Planned(step, "begin", f"{weekend}#{number}", scene.now, why, row=row)


def _wants_a_turn(scene: Scene, row: Takeover, turns: Sequence[Turn]) -> bool:
    if scene.now >= row.window.ends_at:
        return False
    live_since = scene.account.live_since
    rehearsing = live_since is None
    sights = [scene.sight(turn) for turn in turns]
    if any(one.out_of_mode or one.older_than_a_restore for one in sights):
        # A window already begun when the system went live, or back, gets no new turn.
        if (live_since or scene.now) >= row.window.starts_at:
            return False
        turns = [turn for turn in turns if turn.rehearsal == rehearsing]
    if turns and scene.sight(turns[-1]).correctable:
        return False
    theirs = [turn for turn in turns if is_guest(turn, row)]
    if not theirs:
        return True
    if any(turn.has(Fact.FORGET_ASKED) for turn in theirs):
        return False  # put back by a restore, and about to be deleted again
    last = theirs[-1]
    ending = last.ending(scene.now, last.window.ends_at)
    if ending is Ending.CANCELLED:
        return "cancelled" in last.steps or "cannot_tell" in last.steps
    if ending is Ending.RESTORED:
        return live_since is not None and live_since < row.window.starts_at
    # One that moved away and is booked here again has moved back, or comes twice.
    return ending in {Ending.CHARITY_STOPPED, Ending.MOVED}


def _due(step: Step, sight: Sight, settings: Settings, names: set[str]) -> Planned | None:
    """This step as planned, or None if it is not due, too late, taken, or lacks what it needs."""
    key = _key(step, sight.turn)
    if _taken(step, key, sight.turn):
        return None
    moments: Moments = sight.moment
    due = step.due.resolve(moments, settings.zone)
    if due is None or due > sight.now:
        return None
    late = step.late.resolve(moments, settings.zone)
    if late is not None and sight.now >= late:
        return None
    if step.to in {To.GUEST, To.ACCOUNT} and sight.counts_as_said(due):
        return None
    if not all(need.met(sight) or need.mail in names for need in step.needs):
        return None
    return Planned(step, key, sight.turn.id, due, step.why, sight=sight)


def _key(step: Step, turn: Turn) -> str:
    """The step's name in the ledger; one that may come again carries its count."""
    # Without a count, where the version before did not count yet, it is the first time.
    count = int(getattr(turn, step.counts)) if step.counts else 1
    return step.name if count <= 1 else f"{step.name}.{count}"


def _taken(step: Step, key: str, turn: Turn) -> bool:
    # Taking away is retried until it is settled; what is given or said is claimed once.
    return turn.settled(key) if step.to is To.LEDGER else key in turn.steps


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
