"""A tick with 100 and with 100,000 past rows on the list: its requests, and its time.

The embedded AWS looks at every item of a partition, which DynamoDB does not: it keeps a partition
sorted and goes to the first key that is asked for. So here the real adapters, PynamoDB and botocore
ask a table that is sorted, too; only the network between them is left out.
"""

from __future__ import annotations

import gc
import json
import re
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from takeover.apply import take_all
from takeover.bootstrap import AwsWorld, build
from takeover.model.steps import REVOCATION
from tests.figures.ground import ACCOUNT, PEOPLE
from tests.memory.world import FixedClock

FEW, MANY = 100, 100_000
ROUNDS = 151
GOAL = 1.05
TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRST, DAYS = date(2000, 1, 1), 9_000  # up to summer 2024
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_ACCESS_KEY_ID": "000000000000",
    "AWS_SECRET_ACCESS_KEY": "test",
    "ACCOUNT": ACCOUNT,
    "ROSTER_TABLE": "Roster",
    "LEDGER_TABLE": "Ledger",
    "LINK_KEY_SECRET": "arn",
    **PEOPLE,
}
CONDITION = re.compile(r"\(?(#\d+) = (:\d+)(?: AND (#\d+) (<|>=) (:\d+))?\)?")
COMING = (
    {"weekend": "2026-12-11", "status": "break"},
    {"weekend": "2026-12-18", "status": "break"},
)

type Item = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Tick:
    """What an idle tick took with so many past rows: requests, and items that came back."""

    rows: int
    requests: tuple[str, ...]
    items: int


@dataclass(frozen=True)
class History:
    """The same tick with few and with many past rows, and its time as a ratio of medians."""

    few: Tick
    many: Tick
    time: float
    goal: float = GOAL

    @property
    def meets_the_goal(self) -> bool:
        same = (self.few.requests, self.few.items) == (self.many.requests, self.many.items)
        return same and self.time <= self.goal


class Sorted:
    """One account's rows, kept as DynamoDB keeps a partition: sorted, and found by key."""

    def __init__(self, past: int) -> None:
        rows = [*(_past_row(number, past) for number in range(past)), *map(_cells, COMING)]
        rows.sort(key=lambda row: row["weekend"]["S"])
        self._rows = rows
        self._keys = [row["weekend"]["S"] for row in rows]
        self.asked: list[str] = []
        self.items = 0

    def answer(self, request: Any) -> AWSResponse:
        """Answer one request of botocore; only queries by key are understood."""
        operation = request.headers["X-Amz-Target"].decode().partition(".")[2]
        body = json.loads(request.body)
        assert (operation, body.get("FilterExpression")) == ("Query", None), body
        found = self._query(body) if body["TableName"] == "Roster" else []
        self.asked.append(f"{operation} {body['TableName']}")
        self.items += len(found)
        said = {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        return AWSResponse(request.url, 200, HTTPHeaders(), _Body(json.dumps(said).encode()))

    def _query(self, body: dict[str, Any]) -> Sequence[Item]:
        condition = CONDITION.fullmatch(body["KeyConditionExpression"])
        assert condition, body["KeyConditionExpression"]
        _, _, _, comparison, value = condition.groups()
        at = bisect_left(self._keys, body["ExpressionAttributeValues"][value]["S"])
        return self._rows[at:] if comparison == ">=" else self._rows[:at]


@dataclass
class _Body:
    content: bytes

    def stream(self) -> Iterator[bytes]:
        yield self.content


def _past_row(number: int, past: int) -> Item:
    a_day = -(-past // DAYS)
    day = FIRST + timedelta(days=number // a_day)
    # A real list has one row a weekend; a hundred thousand have to share the days.
    name = f"{day}-{number % a_day:02d}"
    return _cells({"weekend": name, "status": "booked", "guest_email": "sam@example.org"})


def _cells(row: dict[str, str]) -> Item:
    return {name: {"S": text} for name, text in ({"account": ACCOUNT} | row).items()}


@contextmanager
def _asking(tables: Sorted) -> Iterator[None]:
    with patch.object(URLLib3Session, "send", lambda _, request: tables.answer(request)):
        yield


def measure(rounds: int = ROUNDS) -> History:
    """Run the same idle tick with few and with many past rows, in turns."""
    tables = {past: Sorted(past) for past in (FEW, MANY)}
    with patch.dict("os.environ", ENVIRONMENT):
        world = _idle_world()
        for past in (FEW, MANY, FEW, MANY):
            _tick(world, tables[past])  # so that everything is imported
        ticks = {past: _counted(world, tables[past], past) for past in (FEW, MANY)}
        gc.collect()
        gc.freeze()  # a hundred thousand rows of ours are no garbage to look through
        try:
            times = [[_tick(world, tables[past]) for past in (FEW, MANY)] for _ in range(rounds)]
        finally:
            gc.unfreeze()
    few, many = (median(column) for column in zip(*times, strict=True))
    return History(ticks[FEW], ticks[MANY], many / few)


def _idle_world() -> AwsWorld:
    world = build(ENVIRONMENT)
    world.clock = FixedClock(TUESDAY)
    return world


def _counted(world: AwsWorld, tables: Sorted, past: int) -> Tick:
    tables.asked.clear()
    tables.items = 0
    _tick(world, tables)
    return Tick(past, tuple(tables.asked), tables.items)


def _tick(world: AwsWorld, tables: Sorted) -> float:
    with _asking(tables):
        started = time.process_time()
        run = take_all(world, REVOCATION, lambda: 60.0)
        took = time.process_time() - started
    assert (run.outcomes, run.finished) == ((), True), run
    return took
