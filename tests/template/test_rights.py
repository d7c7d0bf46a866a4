"""What each function may touch: this, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pynamodb.connection import Connection

from desk.team.wishes import FIELDS
from takeover.adapters.dynamodb_roster import DynamoRoster
from takeover.adapters.dynamodb_texts import DynamoTexts
from takeover.adapters.dynamodb_waiting import DynamoWaiting
from takeover.commands.moving import COMPARED, edits_of_a_move
from takeover.model.roster import ABOUT_A_GUEST
from takeover.settings import Settings
from takeover.sheets.headings import KNOWN
from tests.template.stack import Deployed

type Right = tuple[str, str]

ROSTER, LEDGER = "Data.Roster.Arn", "Data.Ledger.Arn"
STREAM, STREAMS = "Data.Roster.StreamArn", "Data.Roster.Arn/stream/*"
FORGOTTEN = "Data.Forgotten.Arn"
PHOTOS, EACH_PHOTO = "Data.Photos.Arn", "Data.Photos.Arn/*"
LINK_KEY, X_TOKENS = "Data.LinkKey.Id", "Data.XTokens.Id"
ANY_IDENTITY = "arn:aws:ses:eu-west-2:123456789012:identity/*"
SENDING_RULES = "arn:aws:ses:eu-west-2:123456789012:configuration-set/Mail.Rules"
FAILURES, ALARMS = "Data.Failures.Arn", "Data.Alarms"
SENDER = [
    f"arn:aws:ses:eu-west-2:123456789012:identity/{identity}"
    for identity in ("weekends@example.org", "example.org")
]


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
# SES has no resource for the second and the third: they ask about the account as a whole.
LOOKS_AHEAD = (
    {("ses:GetEmailIdentity", identity) for identity in SENDER}
    | on("*", "ses", "GetAccount", "GetSuppressedDestination")
    | on(ALARMS, "sns", "ListSubscriptionsByTopic")
)
CLOSES = on(LEDGER, "dynamodb", "DeleteItem", "ConditionCheckItem")

RIGHTS = {
    "Handover": EVERYBODY
    | POSTS
    | TELLS
    | KNOWS
    | LOOKS_AHEAD
    | on(ROSTER, "dynamodb", "Query", "GetItem")
    | on(LEDGER, "dynamodb", "PutItem")
    | on(PHOTOS, "s3", "ListBucket")
    | on(EACH_PHOTO, "s3", "GetObject"),
    "Revocation": EVERYBODY
    | POSTS
    | TELLS
    | KNOWS
    | CLOSES
    | on(ROSTER, "dynamodb", "Query")
    | on(FORGOTTEN, "dynamodb", "Query"),
    "Reminders": EVERYBODY | TELLS | KNOWS | on(ROSTER, "dynamodb", "Query"),
    "Survey": EVERYBODY
    | TELLS
    | KNOWS
    | on(ROSTER, "dynamodb", "Query", "GetItem", "UpdateItem", "DeleteItem")
    | on(LEDGER, "dynamodb", "DeleteItem")
    | on(PHOTOS, "s3", "ListBucket")
    | on(EACH_PHOTO, "s3", "DeleteObject"),
    "MailEvents": TELLS | on(LEDGER, "dynamodb", "Query", "GetItem", "UpdateItem"),
    "RosterCheck": TELLS
    | KNOWS
    | CLOSES
    | on(STREAM, "dynamodb", "DescribeStream", "GetRecords", "GetShardIterator")
    | on(STREAMS, "dynamodb", "ListStreams")
    | on(ROSTER, "dynamodb", "Query")
    | on(LEDGER, "dynamodb", "Query", "GetItem", "UpdateItem"),
    "Desk": EVERYBODY
    | POSTS
    | LOOKS_AHEAD
    | CLOSES
    | KNOWS
    | on(ROSTER, "dynamodb", "Query", "GetItem", "UpdateItem", "PutItem", "DeleteItem")
    | on(LEDGER, "dynamodb", "BatchGetItem", "PutItem")
    | on(PHOTOS, "s3", "ListBucket")
    | on(EACH_PHOTO, "s3", "PutObject", "GetObject"),
}


MAILING = [room for room in RIGHTS if room not in {"MailEvents", "RosterCheck"}]


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
    # Those that are: mail, to whomever, but (next test) in the sender's name only; and questions.
    sends = on(ANY_IDENTITY, "ses", "SendEmail", "SendRawEmail")
    asks = on("*", "ses", "GetAccount", "GetSuppressedDestination")
    asks |= on(STREAMS, "dynamodb", "ListStreams")
    asks |= on(EACH_PHOTO, "s3", "PutObject", "GetObject", "DeleteObject")
    assert wild == ((sends | asks) & RIGHTS[room])


@pytest.mark.parametrize("room", MAILING)
def test_mail_goes_out_in_the_senders_name_only(deployed: Deployed, room: str) -> None:
    conditions = [
        statement.get("Condition")
        for statement in statements(deployed, room)
        if any(action.startswith("ses:Send") for action in listed(statement["Action"]))
    ]
    assert conditions == [{"StringEqualsIgnoreCase": {"ses:FromAddress": "weekends@example.org"}}]


class Listener(Connection):
    """DynamoDB's place in the desk: notes each request and says yes."""

    def __init__(self) -> None:
        super().__init__(region="eu-west-2")
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        self.asked.append((operation_name, operation_kwargs))
        return {}


def test_forgetting_may_write_just_what_it_deletes_from_a_row(deployed: Deployed) -> None:
    (writing,) = [
        s for s in statements(deployed, "Survey") if s["Sid"] == "ForgetsTheGuestInTheRow"
    ]
    asked = Listener()
    settings = Settings.from_env(deployed.functions()["SurveyFunction"]["Environment"]["Variables"])
    DynamoRoster(settings, asked).forget("2026-12-04", "bluebell@example.org")
    ((operation, request),) = asked.asked
    named = {*request["Key"], *request["ExpressionAttributeNames"].values()}
    cells = ["account", "weekend", "status", *ABOUT_A_GUEST]
    assert (operation, sorted(named)) == ("UpdateItem", sorted(cells))
    assert "ReturnValues" not in request  # which means NONE
    assert writing["Condition"] == {
        "ForAllValues:StringEquals": {"dynamodb:Attributes": cells},
        "StringEqualsIfExists": {"dynamodb:ReturnValues": "NONE"},
    }


def test_the_desk_may_write_just_what_it_writes_into_a_row(deployed: Deployed) -> None:
    (writing,) = [s for s in statements(deployed, "Desk") if s["Sid"] == "EditsTheList"]
    asked = Listener()
    settings = Settings.from_env(deployed.functions()["DeskFunction"]["Environment"]["Variables"])
    roster = DynamoRoster(settings, asked)
    words = {"public_name": "Bluebell", "introduction": "Hello."}
    roster.set_words(date(2026, 12, 4), "bluebell@example.org", words)
    cells = dict.fromkeys((*FIELDS, *ABOUT_A_GUEST), "Bluebell")
    roster.add("2026-12-04", cells)
    roster.edit("2026-12-04", cells, {"status": "booked"})
    known = ["account", *KNOWN]
    named: set[str] = set()
    for operation, request in asked.asked:
        # IAM counts what is compared as well as what is written, and the key.
        named = {*request["Key"], *request["ExpressionAttributeNames"].values()}
        assert (operation, named - set(known)) == ("UpdateItem", set())
        assert "ReturnValues" not in request  # which means NONE
        assert _partition(request) == "ourcharity"
    assert named == set(known)
    assert writing["Condition"] == {
        "ForAllValues:StringEquals": {
            "dynamodb:LeadingKeys": ["ourcharity"],
            "dynamodb:Attributes": known,
        },
        "StringEqualsIfExists": {"dynamodb:ReturnValues": "NONE"},
    }


def test_a_guest_who_moves_needs_no_other_right(deployed: Deployed) -> None:
    (writing,) = [s for s in statements(deployed, "Desk") if s["Sid"] == "EditsTheList"]
    settings = Settings.from_env(deployed.functions()["DeskFunction"]["Environment"]["Variables"])
    there: dict[str, object] = dict.fromkeys(COMPARED, "Bluebell")
    edits = edits_of_a_move(there, date(2026, 12, 4), date(2026, 12, 18), {"weekend": "2026-12-18"})
    asked = Listener()
    DynamoRoster(settings, asked).edit_together(*edits)
    ((operation, request),) = asked.asked
    may = set(writing["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"])
    assert operation == "TransactWriteItems"
    for part in request["TransactItems"]:
        ((kind, update),) = part.items()
        named = {*update["Key"], *update["ExpressionAttributeNames"].values()}
        assert (kind, named - may, _partition(update)) == ("Update", set(), "ourcharity")


WHOLE = {"dynamodb:PutItem", "dynamodb:DeleteItem"}


def whole_items(deployed: Deployed, room: str) -> dict[str, Any]:
    """Under which condition a function may write or delete whole items of the roster, by Sid."""
    return {
        statement["Sid"]: statement["Condition"]
        for statement in statements(deployed, room)
        if WHOLE & set(listed(statement["Action"])) and ROSTER in listed(statement["Resource"])
    }


def only_in(part: str) -> dict[str, Any]:
    return {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [f"ourcharity#{part}"]}}


def test_whole_items_of_the_roster_are_written_beside_the_rows_only(deployed: Deployed) -> None:
    found = {room: items for room in RIGHTS if (items := whole_items(deployed, room))}
    assert found == {
        "Desk": {
            "KeepsWhoSignsUp": only_in("waiting"),
            "KeepsTheCharitysOwnWords": only_in("texts"),
        },
        "Survey": {"ForgetsWhoSignedUp": only_in("waiting")},
    }


def test_the_waiting_list_and_the_texts_are_parts_of_their_own(deployed: Deployed) -> None:
    settings = Settings.from_env(deployed.functions()["DeskFunction"]["Environment"]["Variables"])
    asked = Listener()
    waiting_list = DynamoWaiting(settings, asked)
    waiting_list.keep("0a", {"public_name": "Bluebell"})
    waiting_list.count(date(2026, 12, 4), 3)
    waiting_list.forget("0a")
    assert {_partition(request) for _, request in asked.asked} == {"ourcharity#waiting"}
    asked.asked.clear()
    texts = DynamoTexts(settings, asked)
    texts.put("mail/booked", {"text": "Hello"}, None)
    texts.delete("mail/booked", "Hello")
    writes = [request for _, request in asked.asked]
    writes[1:] = [item["Delete"] for item in writes[1]["TransactItems"]]
    assert {_partition(request) for request in writes} == {"ourcharity#texts"}


def _partition(request: dict[str, Any]) -> str:
    keys: dict[str, Any] = request.get("Key") or request["Item"]
    return str(keys["account"]["S"])


def test_only_those_that_post_may_read_the_tokens_of_x(deployed: Deployed) -> None:
    reading = {
        room
        for room in RIGHTS
        if ("secretsmanager:GetSecretValue", X_TOKENS) in rights(deployed, room)
    }
    assert reading == {"Handover", "Revocation", "Desk"}


def test_only_handover_and_the_teams_page_look_ahead(deployed: Deployed) -> None:
    looking = [room for room in RIGHTS if rights(deployed, room) & LOOKS_AHEAD]
    assert looking == ["Handover", "Desk"]


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
    assert attached == {"WhatAllMay", "WhatLooksAhead"}


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
