"""What a month costs by AWS's list prices: what was counted, what the templates make, prices.toml.

A month has as many weekends as an average one (4.35), each of them booked. X is not in it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.figures.counting import DYNAMODB, SECRETS, SEND, Counts
from tests.figures.ground import ROOT
from tests.figures.idle import IdleTick
from tests.figures.triggers import fired
from tests.figures.weekend import START, Phase

GOAL = 3.50
WEEKS = 365.25 / 12 / 7
PRICES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("prices.toml").read_text())
KINDS = {
    "AWS::KMS::Key": "key",
    "AWS::SecretsManager::Secret": "secret",
    "AWS::CloudWatch::Alarm": "alarm",
}
WRITES = {"UpdateItem", "PutItem", "TransactWriteItems"}
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Part:
    """One line of the bill."""

    what: str
    number: float
    dollars: float


def bill(idle: Sequence[IdleTick], phases: Mapping[str, Phase]) -> list[Part]:
    """Every part of a month's bill, the dearest first."""
    runs, counts = _a_month(idle, phases)
    parts = [*_standing(), *_used(runs, counts)]
    return sorted(parts, key=lambda part: -part.dollars)


def total(parts: Sequence[Part]) -> float:
    """Dollars a month from the first year on, until the key's first rotation."""
    return sum(part.dollars for part in parts)


def later(parts: Sequence[Part]) -> list[tuple[float, float]]:
    """After how many years a month costs how many dollars instead: the key's dear rotations."""
    (days,) = (
        resource["Properties"]["RotationPeriodInDays"]
        for resource in _every_resource()
        if resource["Type"] == "AWS::KMS::Key"
    )
    more = PRICES["a_month"]["key"]
    return [(n * days / 365.25, total(parts) + n * more) for n in (1, 2)]


def _standing() -> list[Part]:
    """What the templates make, and the one metric that the sweep writes."""
    made = Counter(
        KINDS[resource["Type"]] for resource in _every_resource() if resource["Type"] in KINDS
    )
    made["metric"] = 1
    prices = PRICES["a_month"]
    return [Part(f"{kind}s", number, number * prices[kind]) for kind, number in made.items()]


def _every_resource() -> list[dict[str, Any]]:
    """All that the templates make; references in them are cut short."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!", lambda _loader, suffix, _node: suffix)  # type: ignore[attr-defined]
    found: list[dict[str, Any]] = []
    for path in (ROOT / "template.yaml", *sorted((ROOT / "infra").glob("*.yaml"))):
        template = yaml.load(path.read_text(), Loader=loader)  # noqa: S506 -- a safe loader
        found += template["Resources"].values()
    return found


def _a_month(
    idle: Sequence[IdleTick], phases: Mapping[str, Phase]
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each function runs, and every request: weekends, and idle ticks around them."""
    runs: Counter[str] = Counter(
        trigger.function for _, trigger in fired(START, START + timedelta(days=7))
    )
    counts: Counter[tuple[str, str]] = Counter()
    for phase in phases.values():
        counts += _calls(phase.counts, 1)
    for tick in idle:
        busy = sum(phase.runs.get(tick.function, 0) for phase in phases.values())
        counts += _calls(tick.counts, max(runs[tick.function] - busy, 0))
    mails = sum(number for (_, operation), number in counts.items() if operation == SEND)
    runs["mail_events"] = mails * PRICES["assumed"]["events_a_mail"]
    runs["roster_check"] = PRICES["assumed"]["edits_a_week"]
    runs["desk"] = sum(phase.runs.get("desk", 0) for phase in phases.values())
    return runs, counts


def _calls(counts: Counts, times: int) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for call, number in counts.calls.items():
        found[call.service, call.operation] += number * times
    return found


def _used(runs: Mapping[str, int], counts: Mapping[tuple[str, str], int]) -> list[Part]:
    """What is paid by use: a week's numbers times the weeks of a month."""
    assumed, prices = PRICES["assumed"], PRICES["a_million"]
    all_runs = sum(runs.values())
    # The desk has twice the memory of the others.
    gigabytes = 0.5 * (all_runs - runs["desk"]) + 1.0 * runs["desk"]
    units: Counter[bool] = Counter()
    for (service, operation), number in counts.items():
        if service == DYNAMODB:
            units[operation in WRITES] += number * assumed["units"][operation]
    weekly = {
        "runs": all_runs,
        "gigabyte_seconds": gigabytes * assumed["seconds_a_run"],
        "read_units": units[False],
        "write_units": units[True],
        "secret_reads": sum(n for (service, _), n in counts.items() if service == SECRETS),
        "key_uses": all_runs * assumed["key_uses_a_run"],
        "mails": sum(n for (_, operation), n in counts.items() if operation == SEND),
        "schedules": 1,
    }
    parts = [
        Part(name.replace("_", " "), n * WEEKS, n * WEEKS * prices[name] / 1_000_000)
        for name, n in weekly.items()
    ]
    logged = all_runs * WEEKS * assumed["bytes_logged_a_run"] / GIGABYTE
    kept, gigabyte = assumed["gigabytes_kept"], PRICES["a_gigabyte"]
    return [
        *parts,
        Part("gigabytes of logs", logged, logged * gigabyte["logs"]),
        Part("gigabytes kept", kept, kept * (gigabyte["tables"] + gigabyte["backup"])),
    ]
