"""From an event to a run, and from a run to one line of log per step and a count.

The event's own time is never trusted, and nothing of it is logged: only the clock is asked.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from takeover.apply import Outcome, Result, take_all
from takeover.bootstrap import world_at
from takeover.errors import StepsFailedError, TakeoverError
from takeover.model.steps import REVOCATION
from takeover.ports import World

Handler = Callable[[dict[str, object], LambdaContext], dict[str, int]]
MILLISECONDS = 1000


def scheduled(function: str, world: Callable[[], World] = world_at) -> Handler:
    """The handler of one scheduled function: take all that is due for it, whatever woke it up.

    Raises StepsFailedError at the end of a run with anything unexpected, so that the platform's
    retries, the failure queue and the alarm see it.
    """

    def handler(_event: dict[str, object], context: LambdaContext) -> dict[str, int]:
        outcomes = take_all(
            world(), function, lambda: context.get_remaining_time_in_millis() / MILLISECONDS
        )
        report(function, outcomes)
        return {"steps": sum(1 for outcome in outcomes if outcome.result is Result.DONE)}

    return handler


def report(function: str, outcomes: Sequence[Outcome]) -> None:
    """One line of JSON a step, a count for a finished sweep; then raise what nobody expected."""
    for outcome in outcomes:
        _log(function, outcome)
    if function == REVOCATION:
        metrics = Metrics()
        metrics.add_metric(name="SweepFinished", unit=MetricUnit.Count, value=1)
        metrics.flush_metrics()
    failed = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
    if failed:
        # Their texts and causes stay behind: a library's error may quote what it was given.
        steps = ", ".join(f"{one.planned.record} {one.planned.key}" for one in failed)
        raise StepsFailedError(f"{len(failed)} step(s) failed, the log says why: {steps}")


def _log(function: str, outcome: Outcome) -> None:
    planned = outcome.planned
    line = {
        "turn": planned.record,
        "step": planned.key,
        "reason": planned.reason,
        "outcome": outcome.result.value,
        "due_at": planned.due.isoformat(timespec="milliseconds"),
    }
    if outcome.error is not None:
        line |= _where(outcome.error)
    level = "error" if outcome.result is Result.FAILED else "info"
    getattr(_logger(function), level)(planned.step.name, extra=line)


def _where(error: Exception) -> dict[str, str]:
    """What kind of error, and the line it came from; its text only if it is one of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    told = {"error": type(error).__name__, "at": place}
    # Our own texts name settings, turns and steps, and never a person.
    return told | ({"said": str(error)} if isinstance(error, TakeoverError) else {})


@cache
def _logger(function: str) -> Logger:
    return Logger(service=function)
