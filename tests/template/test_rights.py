"""What each function may touch: this, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.template.stack import Deployed

type Right = tuple[str, str]

ROSTER, LEDGER = "Data.Roster.Arn", "Data.Ledger.Arn"
LINK_KEY, X_TOKENS = "Data.LinkKey.Id", "Data.XTokens.Id"
ANY_IDENTITY = "arn:aws:ses:eu-west-2:123456789012:identity/*"
SENDING_RULES = "arn:aws:ses:eu-west-2:123456789012:configuration-set/Mail.Rules"
FAILURES = "Data.Failures.Arn"


def on(resource: str, service: str, *actions: str) -> set[Right]:
    return {(f"{service}:{action}", resource) for action in actions}


EVERYBODY = (
    on(LEDGER, "dynamodb", "Query", "GetItem", "UpdateItem")
    | on(LINK_KEY, "secretsmanager", "GetSecretValue")
    | on(ANY_IDENTITY, "ses", "SendEmail", "SendRawEmail")
    | on(SENDING_RULES, "ses", "SendEmail", "SendRawEmail")
)
POSTS = on(X_TOKENS, "secretsmanager", "GetSecretValue")
TELLS = on(FAILURES, "sqs", "SendMessage")
KNOWS = on(LEDGER, "dynamodb", "DescribeTable")
CLOSES = on(LEDGER, "dynamodb", "DeleteItem", "ConditionCheckItem")

RIGHTS = {
    "Handover": EVERYBODY
    | POSTS
    | TELLS
    | KNOWS
    | on(ROSTER, "dynamodb", "Query", "GetItem")
    | on(LEDGER, "dynamodb", "PutItem"),
    "Revocation": EVERYBODY | POSTS | TELLS | KNOWS | CLOSES | on(ROSTER, "dynamodb", "Query"),
    "Reminders": EVERYBODY | TELLS | KNOWS | on(ROSTER, "dynamodb", "Query"),
    "Survey": EVERYBODY | TELLS | KNOWS | on(ROSTER, "dynamodb", "Query"),
    "MailEvents": TELLS | on(LEDGER, "dynamodb", "Query", "GetItem", "UpdateItem"),
    "Desk": EVERYBODY
    | POSTS
    | CLOSES
    | on(ROSTER, "dynamodb", "GetItem", "UpdateItem")
    | on(LEDGER, "dynamodb", "BatchGetItem", "PutItem"),
}


MAILING = [room for room in RIGHTS if room != "MailEvents"]


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def statements(deployed: Deployed, room: str) -> Iterator[dict[str, Any]]:
    function = deployed.functions()[f"{room}Function"]
    role = deployed.all[function["Role"].removesuffix(".Arn")]["Properties"]
    for name in role.get("ManagedPolicyArns", []):
        yield from deployed.all[name]["Properties"]["PolicyDocument"]["Statement"]
    for policy in role["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def rights(deployed: Deployed, room: str) -> set[Right]:
    return {
        (action, resource)
        for statement in statements(deployed, room)
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    }


@pytest.mark.parametrize("room", RIGHTS)
def test_each_function_may_do_what_it_does(deployed: Deployed, room: str) -> None:
    log = on(f"{room}Log.Arn", "logs", "CreateLogStream", "PutLogEvents")
    assert rights(deployed, room) == RIGHTS[room] | log


def test_every_function_stands_in_the_table(deployed: Deployed) -> None:
    assert sorted(deployed.functions()) == sorted(f"{room}Function" for room in RIGHTS)


@pytest.mark.parametrize("room", RIGHTS)
def test_no_right_is_given_by_a_wild_card(deployed: Deployed, room: str) -> None:
    wild = {right for right in rights(deployed, room) if "*" in "".join(right)}
    # The one that is: mail, to whomever, but (next test) in the sender's name only.
    assert wild == (on(ANY_IDENTITY, "ses", "SendEmail", "SendRawEmail") & RIGHTS[room])


@pytest.mark.parametrize("room", MAILING)
def test_mail_goes_out_in_the_senders_name_only(deployed: Deployed, room: str) -> None:
    conditions = [
        statement.get("Condition")
        for statement in statements(deployed, room)
        if any(action.startswith("ses:") for action in listed(statement["Action"]))
    ]
    assert conditions == [{"StringEqualsIgnoreCase": {"ses:FromAddress": "weekends@example.org"}}]


def test_only_those_that_post_may_read_the_tokens_of_x(deployed: Deployed) -> None:
    reading = {
        room
        for room in RIGHTS
        if ("secretsmanager:GetSecretValue", X_TOKENS) in rights(deployed, room)
    }
    assert reading == {"Handover", "Revocation", "Desk"}


def test_every_role_belongs_to_one_function_or_to_the_second_trigger(deployed: Deployed) -> None:
    assert sorted(deployed.kind("AWS::IAM::Role")) == sorted(
        [f"{room}Role" for room in RIGHTS] + ["RevocationFunctionUsualEndRole"]
    )
    assert sorted(f["Role"] for f in deployed.functions().values()) == sorted(
        f"{room}Role.Arn" for room in RIGHTS
    )


def test_roles_use_no_policy_that_is_not_written_here(deployed: Deployed) -> None:
    attached = {
        policy
        for role in deployed.kind("AWS::IAM::Role").values()
        for policy in role.get("ManagedPolicyArns", [])
    }
    assert attached == {"WhatAllMay"}


def test_only_lambda_itself_can_take_a_functions_role(deployed: Deployed) -> None:
    for room in RIGHTS:
        (trust,) = deployed.all[f"{room}Role"]["Properties"]["AssumeRolePolicyDocument"][
            "Statement"
        ]
        assert trust == {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
