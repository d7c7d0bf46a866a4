"""Cold starts of the built bundle, as ratios in one run: `python -m tests.wire.cold_start`.

Start-up is what Lambda's runtime says (`INIT REPORT`). Our handlers import the SDKs when they are
first needed, so start-up alone would flatter them: it is told together with the first idle tick,
which makes two or three requests. The yardsticks live in the same bundle, with byte code like the
rest, make the same requests and do nothing else: the floor imports only the SDK parts that an idle
tick uses, the other one imports everything at its top, as most handlers do.
"""

from __future__ import annotations

import compileall
import py_compile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from takeover.model.steps import FUNCTIONS
from tests.figures import idle
from tests.figures.ground import Ground, ground
from tests.figures.printed import say, table, yes_no
from tests.wire.runtime import Lambda, unpack_bundle

FLOOR, ALL_AT_THE_TOP = "floor", "all_at_the_top"
ROUNDS = 11
OF_THE_FLOOR, OF_ALL_AT_THE_TOP = 1.15, 0.6
IMPORTS = {
    FLOOR: """
import botocore.session
from pynamodb.connection import TableConnection
""",
    ALL_AT_THE_TOP: """
import boto3
import jinja2
import tweepy
from aws_lambda_powertools import Logger, Metrics
from pynamodb.connection import TableConnection
from pynamodb.models import Model
""",
}
TICK = """
import os
from pynamodb.connection.base import MetaTable

KEYS = {"ROSTER_TABLE": ("account", "weekend"), "LEDGER_TABLE": ("about", "entry")}


def table(name, keys):
    schema = {
        "TableName": name,
        "KeySchema": [{"AttributeName": k, "KeyType": t} for k, t in zip(keys, ("HASH", "RANGE"))],
        "AttributeDefinitions": [{"AttributeName": k, "AttributeType": "S"} for k in keys],
    }
    return TableConnection(name, meta_table=MetaTable(schema))


def lambda_handler(event, context):
    for setting, keys in KEYS.items():
        table(os.environ[setting], keys).query(os.environ["ACCOUNT"], consistent_read=True)
    return {"steps": 0}
"""


@dataclass(frozen=True)
class Cold:
    """One cold start in milliseconds: start-up, and start-up with the first idle tick."""

    init: float
    ready: float


@dataclass(frozen=True)
class ColdStarts:
    """Every cold start by handler, round by round."""

    found: Mapping[str, Sequence[Cold]]

    def init(self, function: str, other: str) -> float:
        """Start-up as a multiple of another's: the median of the rounds."""
        return self._ratio(function, other, lambda cold: cold.init)

    def ready(self, function: str, other: str) -> float:
        """Start-up and first tick as a multiple of another's: the median of the rounds."""
        return self._ratio(function, other, lambda cold: cold.ready)

    def meets_the_goals(self, function: str) -> bool:
        """Goals of the start-up: against the floor, and against all at the top."""
        return (
            self.init(function, FLOOR) <= OF_THE_FLOOR
            and self.init(function, ALL_AT_THE_TOP) <= OF_ALL_AT_THE_TOP
        )

    def _ratio(self, function: str, other: str, what: Callable[[Cold], float]) -> float:
        # Round by round: what else this machine does then weighs on both.
        pairs = zip(self.found[function], self.found[other], strict=True)
        return median(what(ours) / what(theirs) for ours, theirs in pairs)


def measure(here: Ground, rounds: int = ROUNDS) -> ColdStarts:
    """Start each handler cold, one after the other, round after round."""
    idle.settle(here)
    environment = here.environment(idle.DESK)
    found: dict[str, list[Cold]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        task = unpack_bundle(Path(folder))
        _add_yardsticks(task)
        for number in range(rounds + 1):
            for handler in (*FUNCTIONS, FLOOR, ALL_AT_THE_TOP):
                cold = _start(task, handler, environment)
                if number:  # the first round fills the caches of this machine
                    found[handler].append(cold)
    return ColdStarts(found)


def _start(task: Path, handler: str, environment: Mapping[str, str]) -> Cold:
    with Lambda(task, f"{handler}.handler.lambda_handler", environment) as function:
        answer = function.invoke()
        assert answer.body == {"steps": 0}, (handler, answer, function.log.read_text())
        # The emulator counts the start-up into the first invocation.
        return Cold(function.init_ms[0], function.duration_ms[0])


def _add_yardsticks(task: Path) -> None:
    for name, imports in IMPORTS.items():
        folder = task / name
        folder.mkdir()
        (folder / "handler.py").write_text(imports + TICK)
        compileall.compile_dir(
            folder, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )


def tell(colds: ColdStarts) -> None:
    """Print the ratios."""
    say("\nCold starts of the built bundle on Lambda's own runtime (ratios, median of rounds)")
    say(
        f"Goal of the start-up: at most {OF_THE_FLOOR} of a handler that imports only the SDK "
        f"parts it uses,\nand at most {OF_ALL_AT_THE_TOP} of one that imports everything at its "
        "top. SDKs are imported when first\nneeded, so the last two columns count the first idle "
        "tick as well; no goal is set for them.\n"
    )
    rows = [
        (
            name,
            f"{colds.init(name, FLOOR):.2f}",
            f"{colds.init(name, ALL_AT_THE_TOP):.2f}",
            yes_no(colds.meets_the_goals(name)),
            f"{colds.ready(name, FLOOR):.2f}",
            f"{colds.ready(name, ALL_AT_THE_TOP):.2f}",
        )
        for name in FUNCTIONS
    ]
    heads = ("function", "of the floor", "of all at the top", "goal met")
    table((*heads, "with tick: floor", "with tick: all"), rows)


if __name__ == "__main__":
    with ground() as place:
        tell(measure(place))
