"""No failure is silent: both ways of failing end in one queue, and silence itself is an alarm."""

from __future__ import annotations

from typing import Any

import pytest

from tests.template.stack import TEMPLATES, Deployed, read

STARTED_BY_RULES = ["Handover", "Revocation", "Reminders", "Survey", "MailEvents"]
QUEUE, TOPIC = "Data.Failures.Arn", "Data.Alarms"


def alarms(deployed: Deployed) -> dict[str, dict[str, Any]]:
    return deployed.kind("AWS::CloudWatch::Alarm")


def test_what_could_not_be_started_ends_in_the_queue(deployed: Deployed) -> None:
    rules = deployed.kind("AWS::Events::Rule").values()
    schedules = deployed.kind("AWS::Scheduler::Schedule").values()
    targets = [target for rule in rules for target in rule["Targets"]]
    targets += [schedule["Target"] for schedule in schedules]
    assert [target["DeadLetterConfig"] for target in targets] == [{"Arn": QUEUE}] * len(targets)
    for target in targets:
        assert target["RetryPolicy"]["MaximumRetryAttempts"] > 0
        assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] <= 3600


@pytest.mark.parametrize("room", STARTED_BY_RULES)
def test_what_was_started_and_failed_ends_in_the_same_queue(deployed: Deployed, room: str) -> None:
    (tried,) = [
        config
        for config in deployed.kind("AWS::Lambda::EventInvokeConfig").values()
        if config["FunctionName"] == f"{room}Function"
    ]
    assert tried["DestinationConfig"] == {"OnFailure": {"Destination": QUEUE}}
    assert tried["MaximumRetryAttempts"] == 2


def test_nothing_but_a_person_starts_the_desk(deployed: Deployed) -> None:
    rules = deployed.kind("AWS::Events::Rule").values()
    assert "DeskFunction.Arn" not in {t["Arn"] for rule in rules for t in rule["Targets"]}


def test_rules_may_write_into_the_queue(deployed: Deployed) -> None:
    policy = deployed.all["Data.FailuresPolicy"]["Properties"]
    assert policy["Queues"] == ["Data.Failures"]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Sid": "RulesOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": QUEUE,
            "Condition": {
                "ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-2:123456789012:rule/*"}
            },
        }
    ]


def test_alarms_may_write_to_the_topic(deployed: Deployed) -> None:
    policy = deployed.all["Data.AlarmsPolicy"]["Properties"]
    assert policy["Topics"] == [TOPIC]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert (statement["Action"], statement["Resource"]) == ("sns:Publish", TOPIC)


def test_the_topic_mails_the_technical_helper(deployed: Deployed) -> None:
    (subscription,) = deployed.kind("AWS::SNS::Subscription").values()
    assert subscription == {
        "TopicArn": TOPIC,
        "Protocol": "email",
        "Endpoint": "robin@example.org",
    }


def test_the_queue_keeps_what_failed_as_long_as_a_queue_can(deployed: Deployed) -> None:
    queue = deployed.all["Data.Failures"]["Properties"]
    assert queue == {"MessageRetentionPeriod": 14 * 24 * 3600, "SqsManagedSseEnabled": True}


def test_an_alarm_rings_for_each_message_sent_not_for_those_that_wait(deployed: Deployed) -> None:
    on_queues = [alarm for alarm in alarms(deployed).values() if alarm["Namespace"] == "AWS/SQS"]
    (alarm,) = on_queues
    assert alarm["MetricName"] == "NumberOfMessagesSent"
    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": "Data.Failures.QueueName"}]
    assert (alarm["Statistic"], alarm["Threshold"]) == ("Sum", 1)
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_every_function_has_an_alarm_for_its_errors(deployed: Deployed) -> None:
    watched = {
        dimension["Value"]: alarm["MetricName"]
        for alarm in alarms(deployed).values()
        if alarm["Namespace"] == "AWS/Lambda"
        for dimension in alarm["Dimensions"]
    }
    # The desk answers its own faults with a page, which Errors does not count.
    told_by_answer = {"DeskFunction": "Url5xxCount"}
    assert watched == dict.fromkeys(deployed.functions(), "Errors") | told_by_answer


def test_three_silent_quarters_of_an_hour_are_an_alarm(deployed: Deployed) -> None:
    dead_man = alarms(deployed)["Watch.NoSweep"]
    variables = deployed.functions()["RevocationFunction"]["Environment"]["Variables"]
    assert dead_man["Namespace"] == variables["POWERTOOLS_METRICS_NAMESPACE"]
    assert dead_man["Dimensions"] == [
        {"Name": "service", "Value": variables["POWERTOOLS_SERVICE_NAME"]}
    ]
    assert (dead_man["MetricName"], dead_man["Statistic"]) == ("SweepFinished", "Sum")
    assert dead_man["TreatMissingData"] == "breaching"
    assert dead_man["Period"] * dead_man["EvaluationPeriods"] == 45 * 60
    assert (dead_man["ComparisonOperator"], dead_man["Threshold"]) == ("LessThanThreshold", 1)


def told_of_costs(deployed: Deployed) -> list[tuple[str, int, str]]:
    (budget,) = deployed.kind("AWS::Budgets::Budget").values()
    return [
        (
            told["Notification"]["NotificationType"],
            told["Notification"]["Threshold"],
            who["Address"],
        )
        for told in budget["NotificationsWithSubscribers"]
        for who in told["Subscribers"]
    ]


def test_a_month_that_costs_too_much_is_told_before_and_as_it_comes(deployed: Deployed) -> None:
    (budget,) = deployed.kind("AWS::Budgets::Budget").values()
    assert budget["Budget"] == {
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": 10, "Unit": "USD"},
    }
    assert told_of_costs(deployed) == [
        ("ACTUAL", 80, "robin@example.org"),
        ("FORECASTED", 100, "robin@example.org"),
    ]
    assert told_of_costs(Deployed(TechnicalHelper="Alex Moss <alex@example.org>")) == [
        ("ACTUAL", 80, "alex@example.org"),
        ("FORECASTED", 100, "alex@example.org"),
    ]


def test_without_an_amount_there_is_no_template_that_names_a_budget() -> None:
    # A region that knows no budgets refuses the whole template in which one is named.
    without = Deployed(MonthlyBudget="0")
    assert without.kind("AWS::Budgets::Budget") == {}
    assert "Budget" not in without.stack.children
    named = {file: "AWS::Budgets::Budget" in str(read(file)["Resources"]) for file in TEMPLATES}
    assert [file for file, names in named.items() if names] == ["infra/budget.yaml"]


def test_every_alarm_reaches_the_technical_helper_in_plain_words(deployed: Deployed) -> None:
    for name, alarm in alarms(deployed).items():
        assert alarm["AlarmActions"] == [TOPIC], name
        assert alarm["AlarmName"].startswith("weekend-takeover: "), name
        said = alarm["AlarmDescription"]
        assert "What happened: " in said, name
        assert "access ends by itself at the window's end" in said, name
        assert "What to do first: " in said, name
        assert len(said) <= 1024, name
