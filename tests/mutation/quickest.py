"""A mutant meets the quickest tests first, and not more than some seconds of them.

Loaded by mutmut's pytest (pyproject.toml). A mutant that lives has met every test of its function
otherwise, most of them whole weekends: a minute each. What only a long story would notice deserves
a short test of its own.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

TAKEN_TIMES = Path("mutmut-stats.json")
SECONDS = 10.0


def pytest_configure(config: pytest.Config) -> None:
    """Put the tests that mutmut asks for in order, and leave the longest out."""
    _open_the_logs_again()
    mutant = os.environ.get("MUTANT_UNDER_TEST", "stats")
    if mutant in {"stats", "list_all_tests"}:
        return
    took = times()  # read in the run without a mutant already, of which the others are forks
    if mutant and mutant != "fail":
        config.args = list(quickest(config.args, took))


def _open_the_logs_again() -> None:
    """Loggers that were made in an earlier run of this process write to what that run closed."""
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- as long as we live
    for name in logging.root.manager.loggerDict:
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.stream = nowhere


@cache
def times() -> Mapping[str, float]:
    """The seconds that each test took when mutmut noted which functions it reaches."""
    found: Mapping[str, float] = json.loads(TAKEN_TIMES.read_text())["duration_by_test"]
    return found


def quickest(tests: Sequence[str], took: Mapping[str, float]) -> Iterator[str]:
    """The quickest tests that together take no longer than SECONDS."""
    together = 0.0
    for test in sorted(tests, key=lambda one: (took.get(one, 0.0), one)):
        together += took.get(test, 0.0)
        if together > SECONDS:
            return
        yield test
