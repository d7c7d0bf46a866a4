"""What would be sent from now on: the same plan, played forward for guests of several manners.

Nothing here decides anything: `plan` says what is due at an instant, this file only lets time
pass and supposes what a guest does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import IntEnum

from takeover.model.due import Now
from takeover.model.roster import Roster, Row, Takeover
from takeover.model.sight import Sight
from takeover.model.steps import Step, To
from takeover.model.turn import POST_PREFIX, Account, Fact, State, StepRecord, Turn
from takeover.planning.following import begun
from takeover.planning.plan import due_at, plan_turn, waits_for_us
from takeover.planning.planned import Planned, Scene
from takeover.planning.preview_housekeeping import play_housekeeping
from takeover.planning.tuning import Tuned, tuned
from takeover.settings import Person, Settings

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
ONLY_IN_TROUBLE = {"not_ready"}  # comes if something is wrong by then, which nobody supposes


@dataclass(frozen=True)
class Expected:
    """One mail, or one post of the account's own (then `to` is empty).

    `at` is when it becomes due; it goes out with the next run of its function. `only_if` says in
    words what else must happen first; empty means that it comes anyway. `planned` shows the turn
    as it would be then. `held`: the team keeps it back, and it would come then otherwise.
    """

    at: datetime
    planned: Planned
    to: tuple[Person, ...]
    weekend: date | None = None
    only_if: str = ""
    held: bool = False

    @property
    def step(self) -> Step:
        """The step that it is."""
        return self.planned.step


class Manner(IntEnum):
    """How a guest behaves: each one goes a little further than the one before."""

    SILENT = 1
    SAYS_YES = 2
    POSTS = 3
    ANSWERS = 4


S, Y, P, A = Manner.SILENT, Manner.SAYS_YES, Manner.POSTS, Manner.ANSWERS
WORDS = {
    (S,): "if they have not said yes by then",
    (Y, P, A): "if they say yes",
    (Y,): "if they say yes and are not heard of again",
    (P, A): "if they say yes and come",
    (P,): "if they do not answer the survey",
    (A,): "if they answer the survey",
}
WORDS_AFTER_YES = {
    (Y,): "if they are not heard of again",
    (P, A): "if they come",
    (Y, P): "if they do not answer the survey",
}


def preview(
    roster: Roster,
    account: Account,
    settings: Settings,
    now: datetime,
    until: datetime,
    *,
    with_held: bool = False,
) -> tuple[Expected, ...]:
    """What is sent in `[now, until)` if the system is live from now on, in order of time.

    Where it rehearses, its rehearsal turns end now, a window that has begun gets no new turn, and
    every later booked row begins one. Rows and facts are supposed to stay as they are, but for
    what guests do when they are asked. `with_held` shows what the team keeps back as well.
    """
    tune = tuned(settings.timeline_overrides)
    live = replace(account, live_since=account.live_since or now)
    scene = Scene(roster, live, settings, tune, now)
    found: list[Expected] = []
    for at, planned in play_housekeeping(scene, until):
        trustees = planned.step.to is To.TRUSTEES
        to = settings.trustees if trustees else (settings.coordinator,)
        found.append(Expected(at, planned, to))
    for weekend in sorted({turn.weekend for turn in live.turns} | set(roster.takeovers)):
        for stage in _stages(scene, weekend):
            found += _expect(stage, settings, tune, now, until)
            found += _held_back(stage, settings, tune, now, until) if with_held else ()
    return tuple(sorted(found, key=lambda one: one.at))


@dataclass(frozen=True)
class _Stage:
    """A turn as it stands when the play begins, and its row."""

    turn: Turn
    row: Row | None
    away_until: datetime | None

    def sight(self, turn: Turn, now: datetime) -> Sight:
        return Sight(turn, self.row, None, None, now, away_until=self.away_until)


def _stages(scene: Scene, weekend: date) -> Iterator[_Stage]:
    """The weekend's live turns, and the one that would begin now if the row wants it."""
    turns, row = scene.turns_of(weekend), scene.roster.takeovers.get(weekend)
    away_until = scene.account.away_until
    for turn in turns:
        if not turn.rehearsal:
            yield _Stage(turn, scene.row(turn), away_until)
    begins = max(scene.now, away_until or scene.now)
    if row is None or row.guest is None or begins >= row.window.ends_at:
        return
    if scene.wants_a_turn(row):
        yield _Stage(begun(row, row.guest.address, len(turns) + 1, begins), row, away_until)


def _expect(
    stage: _Stage, settings: Settings, tune: Tuned, now: datetime, until: datetime
) -> Iterator[Expected]:
    """Play one turn in every manner, and say what is sent in all of them and what in some."""
    said_yes = stage.turn.has(Fact.ACCEPTED)
    manners = [manner for manner in Manner if not (said_yes and manner is Manner.SILENT)]
    sent: dict[str, tuple[datetime, Planned, list[Manner]]] = {}
    for manner in manners:
        for at, planned in _Play(stage, settings, tune, manner).until(now, until):
            sent.setdefault(planned.key, (at, planned, []))[2].append(manner)
    for at, planned, in_manners in sent.values():
        yield Expected(
            at=at,
            planned=planned,
            to=_readers(planned, stage, settings),
            weekend=stage.turn.weekend,
            only_if=_condition(in_manners, manners, said_yes=said_yes),
        )


def _held_back(
    stage: _Stage, settings: Settings, tune: Tuned, now: datetime, until: datetime
) -> Iterator[Expected]:
    """What the team keeps back, as it would come if it did not."""
    turn = stage.turn
    if any(turn.held(step) for step in turn.wishes):
        let_go = {step: wish for step, wish in turn.wishes.items() if not turn.held(step)}
        free = replace(stage, turn=replace(turn, wishes=let_go))
        for one in _expect(free, settings, tune, now, until):
            if turn.held(one.planned.key):
                yield replace(one, held=True)


def _condition(found: Sequence[Manner], played: Sequence[Manner], *, said_yes: bool) -> str:
    if found == played:
        return ""
    words = WORDS | WORDS_AFTER_YES if said_yes else WORDS
    return words.get(tuple(found), "perhaps")


def _readers(planned: Planned, stage: _Stage, settings: Settings) -> tuple[Person, ...]:
    row = stage.row if isinstance(stage.row, Takeover) else None
    match planned.step.to:
        case To.GUEST if row is not None and row.guest is not None:
            return (Person(row.guest.public_name, row.guest.address),)
        case To.COORDINATOR_AND_DUTY:
            duty = row.duty if row is not None else None
            return tuple(dict.fromkeys((settings.coordinator, duty or settings.coordinator)))
        case To.ACCOUNT:
            return ()
        case _:
            return (settings.coordinator,)


class _Play:
    """One turn, one guest of one manner, and the hours going by."""

    def __init__(self, stage: _Stage, settings: Settings, tune: Tuned, manner: Manner) -> None:
        self._stage = stage
        self._settings = settings
        self._tune = tune
        self._manner = manner
        self._turn = stage.turn

    def until(self, now: datetime, end: datetime) -> Iterator[tuple[datetime, Planned]]:
        """Every mail and post before the end, in order, with its instant."""
        at: datetime | None = now
        while at is not None and at < end:
            self._behave(at)
            due = plan_turn(self._sight(at), self._settings, self._tune)
            for planned in due:
                self._take(planned, at)
                if planned.step.to is not To.LEDGER and (
                    planned.step.template not in ONLY_IN_TROUBLE
                ):
                    yield at, planned
            if not due:
                at = self._next(at)

    def _sight(self, at: datetime) -> Sight:
        return self._stage.sight(self._turn, at)

    def _take(self, planned: Planned, at: datetime) -> None:
        """What the ledger knows once this step is taken."""
        sight = self._sight(at)
        match planned.step.name:
            case "open":
                self._turn = replace(self._turn, window=sight.window)
                self._note(Fact.OPENED, at)
            case "close":
                self._turn = replace(self._turn, how=sight.how_to_close)
                self._note(Fact.CLOSED, at)
            case "gone":
                self._note(Fact.GONE, at)
        steps = dict(self._turn.steps)
        steps |= {key: StepRecord(State.ABSORBED, at) for key in planned.absorbs}
        steps[planned.key] = StepRecord(State.DONE, at)
        self._turn = replace(self._turn, steps=steps)
        if planned.step.to is To.GUEST:
            self._turn = replace(self._turn, last_mail_at=at)

    def _behave(self, at: datetime) -> None:
        """What this guest does as soon as it is possible."""
        turn, manner = self._turn, self._manner
        if manner >= Manner.SAYS_YES and "booked" in turn.steps and self._sight(at).ending is None:
            self._note(Fact.ACCEPTED, at)
        if manner < Manner.POSTS:
            return
        if "all_set" in turn.steps and not turn.has(Fact.OPENED):
            self._note(Fact.ALL_SET, at)
        if turn.open and "number" in turn.steps and self._sight(at).window.contains(at):
            self._note(Fact.SIGNED_IN, at)
            posted = {f"{POST_PREFIX}supposed": StepRecord(State.DONE, at)}
            self._turn = replace(self._turn, steps={**posted, **self._turn.steps})
        if manner >= Manner.ANSWERS and "survey" in turn.steps:
            self._note(Fact.ANSWERED, at)

    def _note(self, fact: Fact, at: datetime) -> None:
        if not self._turn.has(fact):
            self._turn = replace(self._turn, facts={**self._turn.facts, fact: at})

    def _next(self, at: datetime) -> datetime | None:
        """The next instant at which anything can change; hourly while a step waits for leave."""
        sight, zone = self._sight(at), self._settings.zone
        instants = [sight.window.starts_at, sight.window.ends_at, sight.away_until or at]
        for step in self._tune.timeline:
            if isinstance(step.due, Now) or step.name in self._turn.steps:
                continue  # due in the first look, or never while the list stays as it is; taken
            due = due_at(step, sight, self._settings)
            late = step.late.resolve(sight.moment, zone) or at + A_DAY
            if due is None or late <= at:
                continue
            if due > at:
                instants.append(due)
            elif not waits_for_us(step, sight) and self._may_come(step, sight, late):
                instants.append(_next_hour(at))
        return min((instant for instant in instants if instant > at), default=None)

    def _may_come(self, step: Step, sight: Sight, late: datetime) -> bool:
        """Does this step wait for time only (mail hours, a day between two mails)?"""
        later = replace(sight, now=late)
        return all(need.met(sight) or need.met(later) for need in step.needs)


def _next_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0) + AN_HOUR
