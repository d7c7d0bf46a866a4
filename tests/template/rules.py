"""What public linters let through, as rules of ours: each names what breaks it, or nothing.

cfn-lint, cfn-lint-serverless and checkov all pass a schedule without a zone, with a window of a
day, without a queue for what failed and without a retry policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.template.stack import Deployed

type Rule = Callable[[Deployed], list[str]]

SECRETIVE: Final = re.compile(r"TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIAL|(^|_)KEY(_|$)|_PIN$")
# Powertools and Lambda write events, answers or errors into logs and traces if told to.
TALKATIVE: Final = {
    "POWERTOOLS_LOGGER_LOG_EVENT",
    "POWERTOOLS_DEV",
    "POWERTOOLS_DEBUG",
    "POWERTOOLS_TRACER_CAPTURE_RESPONSE",
    "POWERTOOLS_TRACER_CAPTURE_ERROR",
    "AWS_LAMBDA_EXEC_WRAPPER",
    "PYTHONINSPECT",
}
PRECIOUS: Final = {"AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::KMS::Key"}
# Questions about the AWS account as a whole, for which IAM has no narrower resource.
KNOW_NO_RESOURCE: Final = {"ses:GetAccount", "ses:GetSuppressedDestination"}
RESOURCE_POLICIES: Final = ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def targets(deployed: Deployed) -> Iterator[tuple[str, dict[str, Any]]]:
    """What every rule and schedule starts."""
    for name, rule in deployed.kind("AWS::Events::Rule").items():
        for target in rule["Targets"]:
            yield name, target
    for name, schedule in deployed.kind("AWS::Scheduler::Schedule").items():
        yield name, schedule["Target"]


def statements(deployed: Deployed) -> Iterator[tuple[str, dict[str, Any]]]:
    """What every role and policy allows."""
    for name, role in deployed.kind("AWS::IAM::Role").items():
        for policy in role.get("Policies", []):
            for statement in listed(policy["PolicyDocument"]["Statement"]):
                yield name, statement
    for kind in ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"):
        for name, policy in deployed.kind(kind).items():
            for statement in listed(policy["PolicyDocument"]["Statement"]):
                yield name, statement


def variables(deployed: Deployed) -> Iterator[tuple[str, str, str]]:
    """Function, name and value of every variable."""
    for name, function in deployed.functions().items():
        for variable, value in function["Environment"]["Variables"].items():
            yield name, variable, str(value)


def a_schedule_names_its_zone(deployed: Deployed) -> list[str]:
    schedules = deployed.kind("AWS::Scheduler::Schedule").items()
    return [name for name, schedule in schedules if not schedule.get("ScheduleExpressionTimezone")]


def a_schedule_is_on_time(deployed: Deployed) -> list[str]:
    schedules = deployed.kind("AWS::Scheduler::Schedule").items()
    return [name for name, one in schedules if one.get("FlexibleTimeWindow") != {"Mode": "OFF"}]


def a_trigger_is_switched_on(deployed: Deployed) -> list[str]:
    kinds = ("AWS::Events::Rule", "AWS::Scheduler::Schedule")
    every = [item for kind in kinds for item in deployed.kind(kind).items()]
    return [name for name, one in every if one.get("State", "ENABLED") != "ENABLED"]


def what_cannot_be_started_is_kept(deployed: Deployed) -> list[str]:
    queues = {f"{name}.Arn" for name in deployed.kind("AWS::SQS::Queue")}
    started = targets(deployed)
    return [
        name for name, one in started if one.get("DeadLetterConfig", {}).get("Arn") not in queues
    ]


def what_cannot_be_started_is_tried_again(deployed: Deployed) -> list[str]:
    wrong = []
    for name, target in targets(deployed):
        policy = target.get("RetryPolicy", {})
        often = policy.get("MaximumRetryAttempts", 0) > 0
        # A day late, as AWS would by itself, is worse than told.
        if not (often and 0 < policy.get("MaximumEventAgeInSeconds", 86400) <= 3600):
            wrong.append(name)
    return wrong


def what_fails_is_kept(deployed: Deployed) -> list[str]:
    queues = {f"{name}.Arn" for name in deployed.kind("AWS::SQS::Queue")}
    kept = {
        config["FunctionName"]
        for config in deployed.kind("AWS::Lambda::EventInvokeConfig").values()
        if config.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination") in queues
        and config.get("MaximumRetryAttempts", 2) > 0
    }
    started = {target["Arn"].removesuffix(".Arn") for _, target in targets(deployed)}
    return sorted(started - kept)


def what_a_stream_starts_is_tried_again_and_kept(deployed: Deployed) -> list[str]:
    queues = {f"{name}.Arn" for name in deployed.kind("AWS::SQS::Queue")}
    wrong = []
    for name, one in deployed.kind("AWS::Lambda::EventSourceMapping").items():
        kept = one.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination") in queues
        # Without these bounds one run that fails holds up every later edit for a day.
        tried = 0 < one.get("MaximumRetryAttempts", -1) <= 10
        ends = 0 < one.get("MaximumRecordAgeInSeconds", -1) <= 3600
        if not (kept and tried and ends and one.get("Enabled", True) is True):
            wrong.append(name)
    return wrong


def a_log_is_there_and_ends(deployed: Deployed) -> list[str]:
    logs = deployed.kind("AWS::Logs::LogGroup")
    wrong = [name for name, log in logs.items() if not log.get("RetentionInDays")]
    for name, function in deployed.functions().items():
        # Without its own group Lambda makes one that keeps everything for ever.
        if function.get("LoggingConfig", {}).get("LogGroup") not in logs:
            wrong.append(name)
    return wrong


def no_right_is_for_everything(deployed: Deployed) -> list[str]:
    wrong = []
    for name, statement in statements(deployed):
        actions, resources = listed(statement.get("Action", "*")), statement.get("Resource", "*")
        every = any(action == "*" or action.endswith(":*") for action in actions)
        everywhere = "*" in listed(resources) and not set(actions) <= KNOW_NO_RESOURCE
        if every or everywhere or {"NotAction", "NotResource"} & set(statement):
            wrong.append(name)
    return wrong


def no_door_is_open_to_everybody(deployed: Deployed) -> list[str]:
    wrong = [
        name
        for name, one in deployed.kind("AWS::Lambda::Permission").items()
        if one["Principal"].endswith(".amazonaws.com")
        and not ({"SourceArn", "SourceAccount"} & set(one))
    ]
    for kind in RESOURCE_POLICIES:
        for name, policy in deployed.kind(kind).items():
            for statement in listed(policy["PolicyDocument"]["Statement"]):
                anybody = statement["Principal"] in ("*", {"AWS": "*"}, {"Service": "*"})
                if anybody or not statement.get("Condition"):
                    wrong.append(name)
    return wrong


def no_variable_makes_a_library_talk(deployed: Deployed) -> list[str]:
    every = variables(deployed)
    return [f"{name}: {variable}" for name, variable, _ in every if variable in TALKATIVE]


def no_variable_holds_a_secret(deployed: Deployed) -> list[str]:
    """A variable names the secret; what stands in it is read by whoever sees the console."""
    secrets = deployed.kind("AWS::SecretsManager::Secret")
    names = {f"{secret}.{end}" for secret in secrets for end in ("Id", "Arn")} | set(secrets)
    return [
        f"{name}: {variable}"
        for name, variable, value in variables(deployed)
        if "{{resolve:" in value or (SECRETIVE.search(variable) and value not in names)
    ]


def what_is_precious_outlives_the_stack(deployed: Deployed) -> list[str]:
    return [
        name
        for name, resource in deployed.all.items()
        if resource["Type"] in PRECIOUS
        and (resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy"))
        != ("Retain", "Retain")
    ]


def what_waits_is_encrypted(deployed: Deployed) -> list[str]:
    tables = deployed.kind("AWS::DynamoDB::Table").items()
    queues = deployed.kind("AWS::SQS::Queue").items()
    plain = [
        name for name, table in tables if not table.get("SSESpecification", {}).get("SSEEnabled")
    ]
    return plain + [
        name
        for name, queue in queues
        if not (queue.get("SqsManagedSseEnabled") or queue.get("KmsMasterKeyId"))
    ]


RULES: Final[tuple[Rule, ...]] = (
    a_schedule_names_its_zone,
    a_schedule_is_on_time,
    a_trigger_is_switched_on,
    what_cannot_be_started_is_kept,
    what_cannot_be_started_is_tried_again,
    what_fails_is_kept,
    what_a_stream_starts_is_tried_again_and_kept,
    a_log_is_there_and_ends,
    no_right_is_for_everything,
    no_door_is_open_to_everybody,
    no_variable_makes_a_library_talk,
    no_variable_holds_a_secret,
    what_is_precious_outlives_the_stack,
    what_waits_is_encrypted,
)
