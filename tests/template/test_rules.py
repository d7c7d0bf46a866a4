"""The template keeps our rules, and each rule sees a template that does not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from takeover.adapters.ledger_items import session_item
from takeover.model.turn import Session, SessionKind
from tests.template import rules
from tests.template.rules import RULES, Rule
from tests.template.stack import Deployed

type Change = Callable[[dict[str, Any]], object]

WRITES_ANYWHERE = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*"}
ASKS_AND_MAILS = {
    "Effect": "Allow", "Action": ["ses:GetAccount", "ses:SendEmail"], "Resource": "*",
}  # fmt: skip
DOES_ANYTHING = {"Effect": "Allow", "Action": ["dynamodb:*"], "Resource": "Data.Ledger.Arn"}
ALL_BUT = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "Data.Ledger.Arn"}
ANYBODY = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Condition": {"x": 1}}
SCHEDULE, RULE, DESK = (
    "RevocationFunctionUsualEnd",
    "HandoverFunctionHourlyOtherwise",
    "DeskFunction",
)


def into(*path: str | int) -> Callable[[dict[str, Any]], Any]:
    """What stands at this place of a resource's properties."""

    def found(properties: dict[str, Any]) -> Any:
        here: Any = properties
        for step in path:
            here = here[step]
        return here

    return found


def without(name: str, *path: str | int) -> Change:
    return lambda properties: into(*path)(properties).pop(name)


def having(name: str, value: object, *path: str | int) -> Change:
    return lambda properties: into(*path)(properties).update({name: value})


def more(statement: object, *path: str | int) -> Change:
    return lambda properties: into(*path)(properties).append(statement)


POLICY = ("Policies", 0, "PolicyDocument", "Statement")
VARIABLES = ("Environment", "Variables")
BROKEN: list[tuple[Rule, str, Change]] = [
    (rules.a_schedule_names_its_zone, SCHEDULE, without("ScheduleExpressionTimezone")),
    (rules.a_schedule_is_on_time, SCHEDULE, without("FlexibleTimeWindow")),
    (
        rules.a_schedule_is_on_time,
        SCHEDULE,
        having("FlexibleTimeWindow", {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 1440}),
    ),
    (rules.a_trigger_is_switched_on, SCHEDULE, having("State", "DISABLED")),
    (rules.a_trigger_is_switched_on, RULE, having("State", "DISABLED")),
    (rules.what_cannot_be_started_is_kept, SCHEDULE, without("DeadLetterConfig", "Target")),
    (rules.what_cannot_be_started_is_kept, RULE, without("DeadLetterConfig", "Targets", 0)),
    (
        rules.what_cannot_be_started_is_kept,
        RULE,
        having("DeadLetterConfig", {"Arn": "Data.Alarms"}, "Targets", 0),
    ),
    (rules.what_cannot_be_started_is_tried_again, SCHEDULE, without("RetryPolicy", "Target")),
    (rules.what_cannot_be_started_is_tried_again, RULE, without("RetryPolicy", "Targets", 0)),
    (
        rules.what_cannot_be_started_is_tried_again,
        RULE,
        having("MaximumRetryAttempts", 0, "Targets", 0, "RetryPolicy"),
    ),
    (
        rules.what_cannot_be_started_is_tried_again,
        RULE,
        having("MaximumEventAgeInSeconds", 86400, "Targets", 0, "RetryPolicy"),
    ),
    (rules.what_fails_is_kept, "RevocationFunctionEventInvokeConfig", without("DestinationConfig")),
    (
        rules.what_fails_is_kept,
        "SurveyFunctionEventInvokeConfig",
        having("MaximumRetryAttempts", 0),
    ),
    *(
        (rules.what_a_stream_starts_is_tried_again_and_kept, "RosterCheckFunctionEdit", change)
        for change in (
            without("DestinationConfig"),
            without("MaximumRetryAttempts"),
            without("MaximumRecordAgeInSeconds"),
            having("MaximumRetryAttempts", 0),
            having("MaximumRecordAgeInSeconds", 86400),
            having("Enabled", value=False),
        )
    ),
    (rules.a_log_is_there_and_ends, DESK, without("LoggingConfig")),
    (rules.a_log_is_there_and_ends, DESK, having("LogGroup", "NoSuchLog", "LoggingConfig")),
    (rules.a_log_is_there_and_ends, "DeskLog", without("RetentionInDays")),
    (rules.no_right_is_for_everything, "DeskRole", more(WRITES_ANYWHERE, *POLICY)),
    (rules.no_right_is_for_everything, "DeskRole", more(ASKS_AND_MAILS, *POLICY)),
    (rules.no_right_is_for_everything, "DeskRole", more(DOES_ANYTHING, *POLICY)),
    (rules.no_right_is_for_everything, "DeskRole", more(ALL_BUT, *POLICY)),
    (
        rules.no_right_is_for_everything,
        "WhatAllMay",
        more(WRITES_ANYWHERE, "PolicyDocument", "Statement"),
    ),
    (
        rules.no_door_is_open_to_everybody,
        "Data.FailuresPolicy",
        more(ANYBODY, "PolicyDocument", "Statement"),
    ),
    (
        rules.no_door_is_open_to_everybody,
        "Data.FailuresPolicy",
        without("Condition", "PolicyDocument", "Statement", 0),
    ),
    (
        rules.no_door_is_open_to_everybody,
        "HandoverFunctionHourlyOtherwisePermission",
        without("SourceArn"),
    ),
    *(
        (rules.no_variable_makes_a_library_talk, DESK, having(name, "true", *VARIABLES))
        for name in sorted(rules.TALKATIVE)
    ),
    (rules.no_variable_holds_a_secret, DESK, having("LINK_KEY_SECRET", "abc", *VARIABLES)),
    (rules.no_variable_holds_a_secret, DESK, having("X_ACCESS_TOKEN", "1-abc", *VARIABLES)),
    (rules.no_variable_holds_a_secret, DESK, having("SIGNING_KEY", "abc", *VARIABLES)),
    (
        rules.no_variable_holds_a_secret,
        DESK,
        having("GREETING", "{{resolve:secretsmanager:x}}", *VARIABLES),
    ),
    (rules.what_waits_is_encrypted, "Data.Roster", without("SSESpecification")),
    (rules.what_waits_is_encrypted, "Data.Failures", without("SqsManagedSseEnabled")),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_template_keeps_the_rule(rule: Rule, deployed: Deployed) -> None:
    assert rule(deployed) == []


@pytest.mark.parametrize(("rule", "resource", "change"), BROKEN)
def test_a_template_that_breaks_the_rule_is_seen(
    rule: Rule, resource: str, change: Change, deployed: Deployed
) -> None:
    broken = copy.deepcopy(deployed)
    change(broken.all[resource]["Properties"])
    assert rule(broken) != []


@pytest.mark.parametrize("name", ["Data.Ledger", "Data.Roster", "Data.Key", "Data.LinkKey"])
@pytest.mark.parametrize("policy", ["DeletionPolicy", "UpdateReplacePolicy"])
def test_a_table_or_secret_that_would_go_with_the_stack_is_seen(
    name: str, policy: str, deployed: Deployed
) -> None:
    broken = copy.deepcopy(deployed)
    broken.all[name][policy] = "Delete"
    assert rules.what_is_precious_outlives_the_stack(broken) == [name]


def test_every_rule_has_a_template_that_breaks_it() -> None:
    elsewhere = {rules.what_is_precious_outlives_the_stack}  # the test above
    assert {rule for rule, _, _ in BROKEN} | elsewhere == set(RULES)


def test_the_attribute_that_disposes_is_the_one_that_is_written_in_seconds(
    deployed: Deployed,
) -> None:
    # A table whose attribute has another name, or milliseconds in it, keeps everything for ever.
    ends = datetime(2026, 12, 7, 9, tzinfo=UTC)
    session = Session("2026-12-04#1", "digest", SessionKind.LINK, 1, ends, ends)
    attribute = deployed.kind("AWS::DynamoDB::Table")["Data.Ledger"]["TimeToLiveSpecification"]
    until = datetime.fromtimestamp(int(str(session_item(session)[attribute["AttributeName"]])), UTC)
    assert timedelta() < until - ends < timedelta(days=400)
