"""A run: look, plan, take each step, and look again until nothing new is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from takeover.apply.effects import effect_of
from takeover.apply.look import Look, look, sight_of
from takeover.apply.taking import Taking
from takeover.errors import (
    RefusedError,
    SettingsError,
    StaleError,
    StillOwedError,
    UnknownOutcomeError,
    place_of,
)
from takeover.model.steps import REVOCATION
from takeover.planning import Planned, in_the_log, plan
from takeover.planning.housekeeping import TROUBLE
from takeover.planning.plan import plan_turn
from takeover.ports import World

ROUNDS = 10
NAMES_NOBODY = (RefusedError, StaleError, StillOwedError, SettingsError, UnknownOutcomeError)
ENOUGH_SECONDS = 20.0
"""One step may wait for X (11 s) and for the ledger; without that much left a run stops."""
WHERE = {
    "proof": "desk",
    **dict.fromkeys(("introduction", "holding", "farewell", "look_for_post", "send"), "x"),
}


class Result(StrEnum):
    """What became of one step in one run."""

    DONE = "done"
    TAKEN = "taken by somebody else"
    WAITS = "waits"
    REFUSED = "refused, waits"
    UNKNOWN = "outcome unknown"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """One step taken, or not; `error` is what a person has to see."""

    planned: Planned
    result: Result
    error: Exception | None = None


@dataclass(frozen=True)
class Run:
    """What one run did, and whether it came to its end before its time ran out."""

    outcomes: tuple[Outcome, ...]
    finished: bool = True


def take_all(world: World, by: str, seconds_left: Callable[[], float]) -> Run:
    """Take every step that is due for this function; one failure never stops another step.

    What is not reached before time runs out is found again by the next run.
    """
    outcomes: list[Outcome] = []
    tried: set[tuple[str, str, str]] = set()
    # The sweep notices a restore by itself; the others ask only where there is something to do.
    sure = by == REVOCATION
    for _ in range(ROUNDS):
        seen = look(world, by, sure=sure)
        due = plan(seen.roster, seen.account, world.settings, seen.now, by)
        fresh = [planned for planned in due if _identity(planned) not in tried]
        if not fresh:
            break
        if not sure:
            sure = True
            continue
        for planned in fresh:
            if seconds_left() < ENOUGH_SECONDS:
                return Run(tuple(outcomes), finished=False)
            tried.add(_identity(planned))
            outcomes.append(take(world, seen, planned))
    return Run(tuple(outcomes))


def take_turn(world: World, turn_id: str, names: Sequence[str]) -> list[Outcome]:
    """Take these steps of one turn at once, after a person asked for something.

    What fails here is found by the next sweep: asking wrote down what is owed.
    """
    try:
        turn = world.ledger.turn(turn_id)
        sight = sight_of(world, turn) if turn else None
    except RefusedError as error:
        line = {"turn": turn_id, "step": ", ".join(names), "outcome": Result.WAITS.value}
        world.journal.note("look", line | {"said": str(error)}, failed=False)
        return []
    if sight is None:
        return []
    seen = Look.of_one(sight)
    due = [step for step in plan_turn(sight, world.settings) if step.step.name in names]
    return [take(world, seen, planned) for planned in due]


def take(world: World, seen: Look, planned: Planned) -> Outcome:
    """Take one step, and write one line about what became of it."""
    outcome = _take(world, seen, planned)
    failed = outcome.result is Result.FAILED
    world.journal.note(planned.step.name, _line(outcome), failed=failed)
    if outcome.result is Result.DONE:
        with suppress(RefusedError, UnknownOutcomeError):  # the next step that works says so too
            _trouble_is_over(world, seen, planned)
    return outcome


def _take(world: World, seen: Look, planned: Planned) -> Outcome:
    try:
        done = effect_of(planned)(Taking(world, seen, planned))
    except StaleError as error:
        return Outcome(planned, Result.WAITS, error)
    except UnknownOutcomeError as error:
        return Outcome(planned, Result.UNKNOWN, error)
    except RefusedError as error:
        return _refused(world, seen, planned, error)
    except Exception as error:  # noqa: BLE001 -- collected here, raised at the end of the run
        return Outcome(planned, Result.FAILED, error)
    return Outcome(planned, Result.DONE if done else Result.TAKEN)


def _line(outcome: Outcome) -> dict[str, str]:
    """Why and what became of it: names of steps and turns, and nobody's name."""
    planned, error = outcome.planned, outcome.error
    line = {
        "turn": planned.record,
        "step": planned.key,
        "reason": planned.reason,
        "outcome": outcome.result.value,
        "due_at": planned.due.isoformat(timespec="milliseconds"),
    }
    line |= in_the_log(planned.mistakes)
    if error is None:
        return line
    line |= {"error": type(error).__name__, "at": place_of(error)}
    # These name settings, turns and steps; other texts may quote what a person typed.
    return line | ({"said": str(error)} if isinstance(error, NAMES_NOBODY) else {})


def _refused(world: World, seen: Look, planned: Planned, error: RefusedError) -> Outcome:
    """A definite no: the step waits, and after half an hour a person is told, once."""
    if planned.step.name in {"trouble", "unsure_mail"}:
        # The mail that would tell a person is refused itself: only the alarm is left.
        told = StillOwedError(f"nobody could be told of {planned.key}: {error.kind}")
        return Outcome(planned, Result.FAILED, told)
    key = f"{TROUBLE}{_where(planned)}-{error.kind}"
    try:
        if key not in seen.account.told:
            world.ledger.see(key, world.clock.now())
    except Exception as second:  # noqa: BLE001 -- collected here, raised at the end of the run
        return Outcome(planned, Result.FAILED, second)
    return Outcome(planned, Result.REFUSED, error)


def _trouble_is_over(world: World, seen: Look, planned: Planned) -> None:
    """Something of this kind has worked again, so what was refused before is no trouble now."""
    kind = f"{TROUBLE}{_where(planned)}-"
    standing = [key for key in seen.account.told if key.startswith(kind) and key != planned.key]
    if standing:
        world.ledger.unsee(standing)


def _where(planned: Planned) -> str:
    return "mail" if planned.step.is_mail else WHERE.get(planned.step.name, "ledger")


def _identity(planned: Planned) -> tuple[str, str, str]:
    return planned.record, planned.step.name, planned.key
