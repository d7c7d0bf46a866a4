"""The journal: one line of JSON a step, by Powertools, into the function's own log group."""

from __future__ import annotations

from collections.abc import Mapping

from aws_lambda_powertools import Logger


class PowertoolsJournal:
    """Writes to standard output, where Lambda takes it from; the service names the function."""

    def __init__(self) -> None:
        self._logger = Logger(location=None)

    def note(self, step: str, line: Mapping[str, str], *, failed: bool) -> None:
        """Write one line, as an error where nobody expected what happened."""
        write = self._logger.error if failed else self._logger.info
        write(step, extra=dict(line))
