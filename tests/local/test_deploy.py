"""What the deployment tells a person when it fails, and how it finds what stands."""

from pathlib import Path
from typing import Any

import pytest

from local.deploy import Deployment, read_template, why_it_failed
from local.errors import DeployError


def event(logical: str, kind: str, status: str, reason: str | None = None) -> dict[str, Any]:
    """Return a stack event."""
    told = {"ResourceStatusReason": reason} if reason else {}
    return {
        "LogicalResourceId": logical,
        "ResourceType": kind,
        "ResourceStatus": status,
        **told,
    }


def test_the_resource_that_failed_first_is_named_with_its_reason() -> None:
    events = [
        event("Key", "AWS::KMS::Key", "CREATE_COMPLETE"),
        event("Roster", "AWS::DynamoDB::Table", "CREATE_FAILED", "Resource creation cancelled"),
        event("Budget", "AWS::Budgets::Budget", "CREATE_FAILED", "Unsupported resource type"),
        event("Watch", "AWS::CloudFormation::Stack", "CREATE_FAILED", "Nested stack failed"),
    ]
    assert why_it_failed(events, "ROLLBACK_COMPLETE") == (
        "The template could not be deployed: Budget (AWS::Budgets::Budget) failed with: "
        "Unsupported resource type"
    )


def test_a_nested_stack_is_named_for_want_of_anything_in_it() -> None:
    events = [event("Watch", "AWS::CloudFormation::Stack", "CREATE_FAILED", "No template")]
    told = why_it_failed(events, "")
    assert told.endswith("Watch (AWS::CloudFormation::Stack) failed with: No template")


def test_without_a_reason_the_stack_speaks_for_itself() -> None:
    assert why_it_failed([], "ROLLBACK_COMPLETE").endswith(": ROLLBACK_COMPLETE")


def test_a_resource_is_found_by_its_path_or_by_an_unmistakable_name() -> None:
    deployed = Deployment("s", {}, {"Data/Roster": "roster-1", "A/X": "1", "B/X": "2"}, {})
    assert deployed.physical("Roster") == deployed.physical("Data/Roster") == "roster-1"
    with pytest.raises(DeployError, match="2 resources called X: A/X, B/X"):
        deployed.physical("X")
    with pytest.raises(DeployError, match="0 resources called Ledger"):
        deployed.physical("Ledger")


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeployError, match=r"nowhere\.yaml cannot be read"):
        read_template(tmp_path / "nowhere.yaml")
