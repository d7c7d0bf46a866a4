"""The idle tick: a cold start of the real handler, with nothing to do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from takeover.model.steps import FUNCTIONS
from tests.figures.counting import Counts
from tests.figures.ground import ROOT, Ground
from tests.figures.one_tick import SETTLE

ROWS = (
    {"weekend": "2026-12-11", "status": "break"},
    {"weekend": "2026-12-18", "status": "pencilled", "guest_name": "Noor Vale"},
    {
        "weekend": "2027-01-15",
        "status": "booked",
        "guest_name": "Sam Field",
        "guest_email": "sam@example.org",
    },
)
DESK = "http://127.0.0.1:9"  # nothing listens there, and an idle tick must not mind


@dataclass(frozen=True)
class IdleTick:
    """What one idle tick of one function took."""

    function: str
    counts: Counts
    imported: tuple[str, ...]

    @property
    def meets_the_goal(self) -> bool:
        """At most three reads, no write, no mail, nothing of X, and no tweepy."""
        others = self.counts.total() - self.counts.reads()
        return self.counts.reads() <= 3 and others == 0 and "tweepy" not in self.imported


def settle(ground: Ground) -> None:
    """Let a stack come to rest, so that nothing is due."""
    ground.put_rows(*ROWS)
    _child(SETTLE, ground.environment(DESK))


def measure(ground: Ground) -> list[IdleTick]:
    """Let a stack come to rest, then start each function once more, each in its own process."""
    settle(ground)
    environment = ground.environment(DESK)
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(lambda function: _child(function, environment), FUNCTIONS)
    return [
        IdleTick(function, Counts.from_json(said["calls"]), tuple(said["imported"]))
        for function, said in zip(FUNCTIONS, told, strict=True)
    ]


def _child(what: str, environment: Mapping[str, str]) -> dict[str, list[Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.figures.one_tick", what],
        env=dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, list[Any]] = json.loads(done.stdout.splitlines()[-1])
    return said
