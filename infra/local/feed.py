"""SES's event feed: what became of each mail, handed to the deployed rules' own targets.

The emulator stores a configuration set's destination and delivers nothing, and nobody may put an
event of AWS's own onto its bus, as on AWS. So the way from SES to the function is walked here by
what was deployed: destination, pattern (the emulator compares), transformer and target.
"""

import json
import re
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local.emulator import Emulator
from local.ses_state import SesSandbox

# Source: "Amazon Simple Email Service events" in the EventBridge event reference.
DETAIL_TYPES = {
    "Send": "Email Sent",
    "Delivery": "Email Delivered",
    "DeliveryDelay": "Email Delivery Delayed",
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
    "Reject": "Email Rejected",
}


@dataclass(frozen=True)
class Delivered:
    """One event that one function has been given; `error` is None if it finished."""

    event_type: str
    function: str
    error: str | None


class Feed:
    """The way from the sandboxed SES to the functions of one deployed stack.

    Args:
        emulator: where it is deployed.
        functions: physical names of the stack's functions; other targets are not ours.
        ses: whose events these are.
    """

    def __init__(self, emulator: Emulator, functions: Iterable[str], ses: SesSandbox) -> None:
        from botocore.config import Config  # noqa: PLC0415 -- slow import

        self._region = emulator.region
        self._functions = frozenset(functions)
        self._ses = ses
        self._events = emulator.client("events")
        self._rules_of_sending = emulator.client("sesv2")
        # Lambda's own retries are the platform's business: one delivery, one invocation.
        self._lambda = emulator.client(
            "lambda", config=Config(read_timeout=300, retries={"total_max_attempts": 1})
        )
        self._told = 0
        self._delivering = threading.Lock()

    def deliver_new(self) -> list[Delivered]:
        """Deliver what SES has told since the last time, the oldest first."""
        with self._delivering:
            new = list(self._ses.events[self._told :])
            self._told += len(new)
            return [delivered for event in new for delivered in self.deliver(event)]

    def deliver(self, detail: Mapping[str, Any]) -> list[Delivered]:
        """Deliver one event of SES to each function whose rule listens for it."""
        if not self._is_published(detail):
            return []
        event = as_event(detail, self._region)
        return [
            self._invoke(function, handed_over(target, event), detail["eventType"])
            for rule in self._listening()
            if self._matches(rule["EventPattern"], event)
            for target in self._events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            if (function := _function(target)) in self._functions
        ]

    def _is_published(self, detail: Mapping[str, Any]) -> bool:
        """Does the mail's configuration set have a destination for this kind of event?"""
        (name,) = detail["mail"]["tags"]["ses:configuration-set"]
        found = self._rules_of_sending.get_configuration_set_event_destinations(
            ConfigurationSetName=name
        )
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", detail["eventType"]).upper()
        return any(
            destination["Enabled"] and kind in destination["MatchingEventTypes"]
            for destination in found["EventDestinations"]
            if "EventBridgeDestination" in destination
        )

    def _listening(self) -> Iterator[dict[str, Any]]:
        for page in self._events.get_paginator("list_rules").paginate():
            for rule in page["Rules"]:
                if rule.get("EventPattern") and rule.get("State") == "ENABLED":
                    yield rule

    def _matches(self, pattern: str, event: Mapping[str, Any]) -> bool:
        answer = self._events.test_event_pattern(EventPattern=pattern, Event=json.dumps(event))
        return bool(answer["Result"])

    def _invoke(self, function: str, payload: str, event_type: str) -> Delivered:
        answer = self._lambda.invoke(FunctionName=function, Payload=payload.encode())
        said = answer["Payload"].read().decode()
        return Delivered(event_type, function, said if answer.get("FunctionError") else None)


def as_event(detail: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Return the event that SES puts onto its account's bus."""
    (name,) = detail["mail"]["tags"]["ses:configuration-set"]
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": DETAIL_TYPES[detail["eventType"]],
        "source": "aws.ses",
        "account": "000000000000",
        "time": detail["mail"]["timestamp"],
        "region": region,
        "resources": [f"arn:aws:ses:{region}:000000000000:configuration-set/{name}"],
        "detail": dict(detail),
    }


def handed_over(target: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return what the target is given: the event, or what its InputTransformer makes of it.

    Raises:
        LookupError: a path of the transformer leads nowhere in this event.
    """
    transformer = target.get("InputTransformer")
    if transformer is None:
        return str(target.get("Input") or json.dumps(event))
    found = {
        name: json.dumps(_at(path, event)) for name, path in transformer["InputPathsMap"].items()
    }
    return re.sub(r"<([^<>]+)>", lambda place: found[place[1]], transformer["InputTemplate"])


def _at(path: str, event: Mapping[str, Any]) -> object:
    here: Any = event
    for name in path.removeprefix("$.").split("."):
        here = here[name]
    return here


def _function(target: Mapping[str, Any]) -> str:
    return str(target["Arn"]).rpartition(":function:")[2].partition(":")[0]
