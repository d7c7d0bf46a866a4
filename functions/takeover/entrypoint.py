"""From an event to a run, and from a run to a count and an exception.

A trigger's own time is never trusted, and nothing of it is logged: only the clock is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from takeover.apply import NAMES_NOBODY, Result, Run, take_all, take_mail_event
from takeover.bootstrap import world_at
from takeover.errors import StepsFailedError, place_of
from takeover.model.mail_event import read_mail_event
from takeover.model.steps import REVOCATION
from takeover.ports import World

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

type Handler = Callable[[dict[str, object], LambdaContext], dict[str, int]]
MILLISECONDS = 1000


def scheduled(function: str, world: Callable[[], World] = world_at) -> Handler:
    """The handler of one scheduled function: take all that is due for it, whatever woke it up.

    Raises StepsFailedError at the end of a run with anything unexpected, so that the platform's
    retries, the failure queue and the alarm see it.
    """

    def handler(_event: dict[str, object], context: LambdaContext) -> dict[str, int]:
        with _quoting_nobody():
            run = take_all(
                world(), function, lambda: context.get_remaining_time_in_millis() / MILLISECONDS
            )
        report(function, run)
        return {"steps": sum(1 for outcome in run.outcomes if outcome.result is Result.DONE)}

    return handler


def mail_feed(world: Callable[[], World] = world_at) -> Handler:
    """The handler of what SES tells of our mails, one event a run.

    Raises StillOwedError for a mail that does not reach our own people.
    """

    def handler(event: dict[str, object], _context: LambdaContext) -> dict[str, int]:
        with _quoting_nobody():
            return {"steps": int(take_mail_event(world(), read_mail_event(event)))}

    return handler


@contextmanager
def _quoting_nobody() -> Iterator[None]:
    """Lambda writes an error into the log, and a library's text may quote what it was given."""
    try:
        yield
    except NAMES_NOBODY:
        raise
    except Exception as error:  # noqa: BLE001 -- raised again, without its text
        said = f"the run failed: {type(error).__name__} at {place_of(error)}"
        raise StepsFailedError(said) from None


def report(function: str, run: Run) -> None:
    """Count a finished sweep; then raise what nobody expected, once every step had its turn."""
    if function == REVOCATION and run.finished:
        # Slow to import, and only a sweep needs it.
        from aws_lambda_powertools import Metrics  # noqa: PLC0415
        from aws_lambda_powertools.metrics import MetricUnit  # noqa: PLC0415

        metrics = Metrics()
        metrics.add_metric(name="SweepFinished", unit=MetricUnit.Count, value=1)
        metrics.flush_metrics()
    failed = [outcome for outcome in run.outcomes if outcome.result is Result.FAILED]
    if failed:
        # Their texts and causes stay behind: a library's error may quote what it was given.
        steps = ", ".join(f"{one.planned.record} {one.planned.key}" for one in failed)
        raise StepsFailedError(f"{len(failed)} step(s) failed, the log says why: {steps}")
