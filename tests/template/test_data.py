"""What must never be lost is not lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.template.stack import Deployed

RESTORABLE = ("Data.Roster", "Data.Ledger")
TABLES = {
    "Data.Roster": ("account", "weekend"),
    "Data.Ledger": ("about", "entry"),
    "Data.Forgotten": ("account", "turn"),
}
KEPT = [*TABLES, "Data.Key", "Data.LinkKey", "Data.XTokens"]


@pytest.mark.parametrize("name", KEPT)
def test_it_outlives_the_stack(deployed: Deployed, name: str) -> None:
    resource = deployed.all[name]
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_there_are_three_tables_and_all_are_kept(deployed: Deployed) -> None:
    assert sorted(deployed.kind("AWS::DynamoDB::Table")) == sorted(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_cannot_be_deleted_by_hand(deployed: Deployed, name: str) -> None:
    table = deployed.all[name]["Properties"]
    assert table["DeletionProtectionEnabled"] is True
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_who_asked_to_be_forgotten_is_never_put_back(deployed: Deployed) -> None:
    table = deployed.all["Data.Forgotten"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": False}


@pytest.mark.parametrize("name", RESTORABLE)
def test_roster_and_ledger_can_be_put_back(deployed: Deployed, name: str) -> None:
    table = deployed.all[name]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {
        "PointInTimeRecoveryEnabled": True,
        "RecoveryPeriodInDays": 35,
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_under_the_projects_key(deployed: Deployed, name: str) -> None:
    assert deployed.all[name]["Properties"]["SSESpecification"] == {
        "SSEEnabled": True,
        "SSEType": "KMS",
        "KMSMasterKeyId": "Data.Key.Arn",
    }


def test_the_key_rotates_as_rarely_as_aws_allows(deployed: Deployed) -> None:
    # Each of the first two rotations makes every later month a dollar dearer.
    key = deployed.all["Data.Key"]["Properties"]
    assert (key["EnableKeyRotation"], key["RotationPeriodInDays"]) == (True, 2560)


@pytest.mark.parametrize(("name", "keys"), TABLES.items())
def test_a_table_has_the_keys_of_the_design(
    deployed: Deployed, name: str, keys: tuple[str, str]
) -> None:
    table = deployed.all[name]["Properties"]
    partition, sort = keys
    assert table["KeySchema"] == [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
    assert table["AttributeDefinitions"] == [
        {"AttributeName": partition, "AttributeType": "S"},
        {"AttributeName": sort, "AttributeType": "S"},
    ]


def test_the_roster_tells_of_each_edit(deployed: Deployed) -> None:
    stream = deployed.all["Data.Roster"]["Properties"]["StreamSpecification"]
    # With images, names and addresses would stand in each event.
    assert stream == {"StreamViewType": "KEYS_ONLY"}


def test_the_ledger_disposes_of_what_has_expired_and_the_roster_of_nothing(
    deployed: Deployed,
) -> None:
    expiry = {
        name: deployed.all[name]["Properties"].get("TimeToLiveSpecification") for name in TABLES
    }
    assert expiry == {
        "Data.Roster": None,
        "Data.Ledger": {"AttributeName": "expires_at", "Enabled": True},
        "Data.Forgotten": None,
    }


def test_the_key_serves_the_tables_and_photos_of_this_account_only(deployed: Deployed) -> None:
    (owner, users) = deployed.all["Data.Key"]["Properties"]["KeyPolicy"]["Statement"]
    assert owner["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert users["Condition"] == {
        "StringEquals": {
            "kms:CallerAccount": "123456789012",
            "kms:ViaService": ["dynamodb.eu-west-2.amazonaws.com", "s3.eu-west-2.amazonaws.com"],
        }
    }


def test_photos_are_private_under_the_projects_key_and_gone_soon(deployed: Deployed) -> None:
    (bucket,) = deployed.kind("AWS::S3::Bucket").values()
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption == {
        "BucketKeyEnabled": True,
        "ServerSideEncryptionByDefault": {
            "SSEAlgorithm": "aws:kms",
            "KMSMasterKeyID": "Data.Key.Arn",
        },
    }
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", 7)
    assert "DeletionPolicy" not in deployed.all["Data.Photos"]


def test_photos_never_travel_in_the_clear(deployed: Deployed) -> None:
    (policy,) = deployed.kind("AWS::S3::BucketPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Deny", "s3:*")
    assert statement["Resource"] == ["Data.Photos.Arn", "Data.Photos.Arn/*"]
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def key_of(properties: dict[str, Any]) -> set[str]:
    return {name for name in properties if "Kms" in name or "KMS" in name}


@pytest.mark.parametrize("name", ["Data.Failures", "Data.Alarms", "Data.LinkKey", "Data.XTokens"])
def test_no_queue_topic_or_secret_is_under_the_projects_key(deployed: Deployed, name: str) -> None:
    # A queue or topic under it would silently lose alarms: the services that write may not use it.
    assert key_of(deployed.all[name]["Properties"]) == set()


def test_no_deployment_ever_overwrites_a_secret(deployed: Deployed) -> None:
    # CloudFormation writes a new value exactly when one of these two changes.
    link_key = deployed.all["Data.LinkKey"]["Properties"]
    x_tokens = deployed.all["Data.XTokens"]["Properties"]
    assert link_key["GenerateSecretString"] == {"PasswordLength": 64, "ExcludePunctuation": True}
    assert x_tokens["SecretString"] == (
        '{"consumer_key": "", "consumer_secret": "", "access_token": "", "access_token_secret": ""}'
    )


def test_the_tokens_of_x_are_empty_until_a_person_fills_them_in(deployed: Deployed) -> None:
    tokens = json.loads(deployed.all["Data.XTokens"]["Properties"]["SecretString"])
    assert tokens == dict.fromkeys(
        ["consumer_key", "consumer_secret", "access_token", "access_token_secret"], ""
    )


@pytest.mark.parametrize(
    ("choice", "registered"),
    [
        ("address", ["weekends@example.org"]),
        ("domain", ["example.org"]),
        ("already-there", []),
    ],
)
def test_the_sender_is_registered_as_asked(choice: str, registered: list[str]) -> None:
    identities = Deployed(SenderIdentity=choice).kind("AWS::SES::EmailIdentity").values()
    assert [identity["EmailIdentity"] for identity in identities] == registered


def test_mail_is_never_sent_in_the_clear(deployed: Deployed) -> None:
    rules = deployed.all["Mail.Rules"]["Properties"]
    assert rules["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    assert rules["ReputationOptions"] == {"ReputationMetricsEnabled": True}
    assert rules["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
