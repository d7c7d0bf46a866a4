"""What SES tells of a mail reaches its function, and no address comes along."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from local.feed import handed_over
from takeover.model.mail_event import FATES, Fate, MailEvent, read_mail_event
from tests.ses_events import ADDRESS, KINDS, as_eventbridge_sends_it
from tests.template.stack import Deployed

RULES = ["MailEventsFunctionWent", "MailEventsFunctionCameBack"]


def rules(deployed: Deployed) -> dict[str, dict[str, Any]]:
    every = deployed.kind("AWS::Events::Rule")
    return {name: rule for name, rule in every.items() if "EventPattern" in rule}


def test_ses_tells_the_accounts_own_bus_of_every_mail(deployed: Deployed) -> None:
    feed = deployed.all["Mail.Feed"]["Properties"]
    destination = feed["EventDestination"]
    assert (feed["ConfigurationSetName"], destination["Enabled"]) == ("Mail.Rules", True)
    assert destination["MatchingEventTypes"] == [
        "send", "delivery", "deliveryDelay", "bounce", "complaint", "reject",
    ]  # fmt: skip
    assert destination["EventBridgeDestination"] == {
        "EventBusArn": "arn:aws:events:eu-west-2:123456789012:event-bus/default"
    }


def test_two_rules_listen_for_what_the_code_knows_once_each(deployed: Deployed) -> None:
    listening = rules(deployed)
    assert sorted(listening) == sorted(RULES)
    heard = [kind for rule in listening.values() for kind in rule["EventPattern"]["detail-type"]]
    assert sorted(heard) == sorted(FATES)
    for rule in listening.values():
        assert [target["Arn"] for target in rule["Targets"]] == ["MailEventsFunction.Arn"]


@pytest.mark.parametrize("name", RULES)
def test_only_tagged_mails_of_this_stack_are_listened_for(deployed: Deployed, name: str) -> None:
    pattern = rules(deployed)[name]["EventPattern"]
    assert pattern["source"] == ["aws.ses"]
    assert pattern["detail"] == {
        "mail": {
            "tags": {
                "ses:configuration-set": ["Mail.Rules"],
                "turn": [{"exists": True}],
                "step": [{"exists": True}],
            }
        }
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_handed_over_names_turn_and_step_and_nobody(deployed: Deployed, kind: str) -> None:
    event = as_eventbridge_sends_it(kind, turn="2026-12-04_1", step="number")
    (rule,) = [
        rule
        for rule in rules(deployed).values()
        if event["detail-type"] in rule["EventPattern"]["detail-type"]
    ]
    payload = handed_over(rule["Targets"][0], event)
    assert ADDRESS in json.dumps(event)
    assert "@" not in payload
    told = read_mail_event(json.loads(payload))
    assert told is not None
    assert (told.turn, told.step) == ("2026-12-04_1", "number")
    assert told == MailEvent(KINDS[kind], told.turn, told.step, told.message, told.sent_at)
    assert told.sent_at is not None


@pytest.mark.parametrize("name", RULES)
def test_each_word_that_is_handed_over_is_found_in_every_event(
    deployed: Deployed, name: str
) -> None:
    # A path that leads nowhere would spoil the JSON, and with it the event.
    rule = rules(deployed)[name]
    transformer = rule["Targets"][0]["InputTransformer"]
    used = set(re.findall(r"<([a-z]+)>", transformer["InputTemplate"]))
    assert used == set(transformer["InputPathsMap"])
    details = any("$.detail.bounce." in path for path in transformer["InputPathsMap"].values())
    assert details == (rule["EventPattern"]["detail-type"] == ["Email Bounced"])


def test_every_fate_is_told_by_some_event() -> None:
    assert set(KINDS.values()) == set(Fate)
