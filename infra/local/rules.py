"""Deliver the deployed rules' own targets and inputs, faster than the emulator's minute.

What is delivered is read back from the deployment, so a rule that is missing, disabled or points
elsewhere in the template is missing here too. The time in the event is this machine's; no
function of ours trusts it.
"""

import json
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from local.clock import Clock, utc_now
from local.emulator import Emulator
from local.errors import DeliveryError

type Kind = Literal["rule", "schedule"]


@dataclass(frozen=True)
class Rule:
    """One deployed trigger of one function: an EventBridge rule's target, or a schedule."""

    name: str
    arn: str
    kind: Kind
    expression: str
    enabled: bool
    function: str
    payload: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery; `error` is None if the function finished."""

    rule: Rule
    error: str | None
    answer: str
    seconds: float

    @property
    def ok(self) -> bool:
        """Say whether the function finished."""
        return self.error is None


class Rules:
    """The triggers of one deployed stack.

    Args:
        emulator: where it is deployed.
        functions: physical names of the stack's functions; other triggers are not ours.
        clock: what time the events say it is.
    """

    def __init__(
        self, emulator: Emulator, functions: Iterable[str], clock: Clock = utc_now
    ) -> None:
        from botocore.config import Config  # noqa: PLC0415 -- slow import

        self._emulator = emulator
        self._functions = frozenset(functions)
        self._clock = clock
        # Lambda's own retries are the platform's business: one delivery, one invocation.
        self._lambda = emulator.client(
            "lambda", config=Config(read_timeout=300, retries={"total_max_attempts": 1})
        )

    def deployed(self) -> list[Rule]:
        """Return every timed trigger, enabled or not, by name.

        Raises:
            DeliveryError: a target changes its input in a way that is not supported here.
        """
        found = [*self._event_rules(), *self._schedules()]
        return sorted(
            (rule for rule in found if rule.function in self._functions),
            key=lambda rule: rule.name,
        )

    def deliver(self, rule: Rule) -> Outcome:
        """Invoke the rule's function with the rule's input and wait for it."""
        started = time.perf_counter()
        answer = self._lambda.invoke(
            FunctionName=rule.function,
            Payload=(rule.payload or self._event(rule)).encode(),
        )
        said = answer["Payload"].read().decode()
        return Outcome(
            rule=rule,
            error=_message(said) if answer.get("FunctionError") else None,
            answer=said,
            seconds=time.perf_counter() - started,
        )

    def deliver_all(self, *, each_function_once: bool = True) -> list[Outcome]:
        """Deliver every enabled rule, one after the other.

        Args:
            each_function_once: leave out further rules with the same function and input: they
                differ only in when they fire.
        """
        outcomes: list[Outcome] = []
        done: set[tuple[str, str | None]] = set()
        for rule in self.deployed():
            if not rule.enabled or (each_function_once and (rule.function, rule.payload) in done):
                continue
            done.add((rule.function, rule.payload))
            outcomes.append(self.deliver(rule))
        return outcomes

    def _event_rules(self) -> Iterable[Rule]:
        events = self._emulator.client("events")
        for page in events.get_paginator("list_rules").paginate():
            for rule in page["Rules"]:
                if not rule.get("ScheduleExpression"):
                    continue
                targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
                for target in targets:
                    yield _rule(rule, target, "rule", rule["Arn"])

    def _schedules(self) -> Iterable[Rule]:
        scheduler = self._emulator.client("scheduler")
        for page in scheduler.get_paginator("list_schedules").paginate():
            for listed in page["Schedules"]:
                schedule = scheduler.get_schedule(
                    Name=listed["Name"], GroupName=listed["GroupName"]
                )
                yield _rule(schedule, schedule["Target"], "schedule", schedule["Arn"])

    def _event(self, rule: Rule) -> str:
        """Return the event that AWS makes up for a timed trigger without an input."""
        return json.dumps(
            {
                "version": "0",
                "id": str(uuid.uuid4()),
                "detail-type": "Scheduled Event",
                "source": "aws.events" if rule.kind == "rule" else "aws.scheduler",
                "account": "000000000000",
                "time": self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
                "region": self._emulator.region,
                "resources": [rule.arn],
                "detail": {} if rule.kind == "rule" else "{}",
            }
        )


def _rule(found: dict[str, Any], target: dict[str, Any], kind: Kind, arn: str) -> Rule:
    if changed := {"InputPath", "InputTransformer"} & set(target):
        raise DeliveryError(
            f"The target of {found['Name']} uses {changed.pop()}, which is not delivered here; "
            "give it an Input instead."
        )
    return Rule(
        name=found["Name"],
        arn=arn,
        kind=kind,
        expression=found["ScheduleExpression"],
        enabled=found.get("State") == "ENABLED",
        function=target["Arn"].rpartition(":function:")[2].partition(":")[0],
        payload=target.get("Input"),
    )


def _message(said: str) -> str:
    """Return the sentence in a function's error, whose shape is Lambda's."""
    try:
        return str(json.loads(said)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return said
