"""Who runs when."""

from __future__ import annotations

import json
from typing import Any

from tests.template.stack import Deployed


def timed(deployed: Deployed) -> list[dict[str, Any]]:
    """The rules that fire by the clock; the others wait for news of mails."""
    rules = deployed.kind("AWS::Events::Rule").values()
    return [rule for rule in rules if "ScheduleExpression" in rule]


def test_each_function_has_the_rules_of_the_design(deployed: Deployed) -> None:
    rules = {
        (target["Arn"], rule["ScheduleExpression"])
        for rule in timed(deployed)
        for target in rule["Targets"]
    }
    assert rules == {
        ("HandoverFunction.Arn", "cron(0/5 * ? * FRI,SAT,SUN,MON *)"),
        ("HandoverFunction.Arn", "cron(0 * ? * TUE,WED,THU *)"),
        ("RevocationFunction.Arn", "cron(0/5 * ? * SUN,MON,TUE *)"),
        ("RevocationFunction.Arn", "cron(0/15 * ? * WED,THU,FRI,SAT *)"),
        ("RemindersFunction.Arn", "cron(0 * ? * * *)"),
        ("SurveyFunction.Arn", "cron(0 * ? * * *)"),
    }


def test_every_rule_is_switched_on(deployed: Deployed) -> None:
    states = {rule.get("State", "ENABLED") for rule in deployed.kind("AWS::Events::Rule").values()}
    assert states == {"ENABLED"}


def test_the_days_of_a_functions_rules_make_up_one_whole_week(deployed: Deployed) -> None:
    days: dict[str, list[str]] = {}
    for rule in timed(deployed):
        said = rule["ScheduleExpression"].removeprefix("cron(").split()[4]
        every = "SUN,MON,TUE,WED,THU,FRI,SAT" if said == "*" else said
        days.setdefault(rule["Targets"][0]["Arn"], []).extend(every.split(","))
    week = sorted(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    assert {function: sorted(of) for function, of in days.items()} == {
        "HandoverFunction.Arn": week,
        "RevocationFunction.Arn": week,
        "RemindersFunction.Arn": week,
        "SurveyFunction.Arn": week,
    }


def test_every_rule_may_start_its_function(deployed: Deployed) -> None:
    allowed = {
        (permission["FunctionName"] + ".Arn", permission["SourceArn"])
        for permission in deployed.kind("AWS::Lambda::Permission").values()
        if permission["Principal"] == "events.amazonaws.com"
    }
    needed = {
        (target["Arn"], name + ".Arn")
        for name, rule in deployed.kind("AWS::Events::Rule").items()
        for target in rule["Targets"]
    }
    assert allowed == needed


def test_closing_has_a_second_trigger_that_knows_the_zone(deployed: Deployed) -> None:
    schedules = deployed.kind("AWS::Scheduler::Schedule")
    assert schedules == {
        "RevocationFunctionUsualEnd": {
            "Description": "Takes back at the window's usual end, in the charity's own zone.",
            "ScheduleExpression": "cron(0 9 ? * MON *)",
            "ScheduleExpressionTimezone": "Europe/London",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": "RevocationFunction.Arn",
                "RoleArn": "RevocationFunctionUsualEndRole.Arn",
                "RetryPolicy": {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 20},
                "DeadLetterConfig": {"Arn": "Data.Failures.Arn"},
            },
        }
    }


def test_the_second_trigger_follows_the_charitys_own_settings() -> None:
    elsewhere = Deployed(Zone="America/Toronto", CloseCron="cron(0 8 ? * TUE *)")
    (schedule,) = elsewhere.kind("AWS::Scheduler::Schedule").values()
    assert schedule["ScheduleExpressionTimezone"] == "America/Toronto"
    assert schedule["ScheduleExpression"] == "cron(0 8 ? * TUE *)"


def test_the_second_trigger_may_start_the_closing_and_tell_of_failure(deployed: Deployed) -> None:
    role = deployed.all["RevocationFunctionUsualEndRole"]["Properties"]
    rights = {
        (statement["Action"], statement["Resource"])
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    }
    assert rights == {
        ("lambda:InvokeFunction", "RevocationFunction.Arn"),
        ("sqs:SendMessage", "Data.Failures.Arn"),
    }


def test_every_edit_of_a_row_starts_the_check_and_a_sign_up_does_not(deployed: Deployed) -> None:
    (mapping,) = deployed.kind("AWS::Lambda::EventSourceMapping").values()
    (one,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {"dynamodb": {"Keys": {"account": {"S": ["ourcharity"]}}}}
    assert {name: mapping[name] for name in ("EventSourceArn", "FunctionName")} == {
        "EventSourceArn": "Data.Roster.StreamArn",
        "FunctionName": "RosterCheckFunction",
    }
    # What was edited while it was being deployed is looked at too, and an edit waits for nobody.
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["MaximumBatchingWindowInSeconds"] <= 5


def test_nothing_in_the_stack_is_named_after_the_second_trigger(deployed: Deployed) -> None:
    (schedule,) = deployed.kind("AWS::Scheduler::Schedule").values()
    assert "Name" not in schedule


def test_the_desk_is_a_plain_web_address_for_everybody(deployed: Deployed) -> None:
    assert deployed.kind("AWS::Lambda::Url") == {
        "DeskFunctionUrl": {
            "TargetFunctionArn": "DeskFunction",
            "AuthType": "NONE",
            "InvokeMode": "BUFFERED",
        }
    }
    opened = {
        (
            permission["Action"],
            permission["FunctionName"],
            permission.get("FunctionUrlAuthType"),
            permission.get("InvokedViaFunctionUrl"),
        )
        for permission in deployed.kind("AWS::Lambda::Permission").values()
        if permission["Principal"] == "*"
    }
    assert opened == {
        ("lambda:InvokeFunctionUrl", "DeskFunction", "NONE", None),
        ("lambda:InvokeFunction", "DeskFunction", None, True),  # asked for since October 2025
    }
