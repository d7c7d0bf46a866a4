"""One line of log a request: route, turn, outcome and status, and nothing that anybody typed.

Never a path (it may hold a link), a header, a cookie, a number, a name, a text or an event.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from aws_lambda_powertools import Logger

from desk.answers import Answer
from takeover.commands import Visit
from takeover.errors import SettingsError


def note(logger: Logger, route: str, here: Visit | None, answer: Answer) -> None:
    """Log a request that got its answer."""
    line = {
        "route": route,
        "turn": here.turn.id if here else answer.turn,
        "who": answer.who,
        "outcome": answer.outcome,
        "reason": answer.refused,
        "status": answer.status,
    }
    logger.info("request", extra=line)


def note_fault(logger: Logger, route: str, error: Exception) -> None:
    """Log what went wrong and where; not its text, which may hold what somebody typed.

    Only a wrong setting is named: nobody but who deployed the stack typed that.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    kind = type(error).__name__
    what = str(error) if isinstance(error, SettingsError) else ""
    line = {"route": route, "error": kind, "where": where, "what": what}
    logger.error("request failed", extra=line)
