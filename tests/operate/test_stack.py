"""What stands in the way of finding a stack, in plain sentences."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from operate import doctor, live
from operate.errors import in_plain_words

COMMANDS = ("doctor", "live")
NO_REGION = (
    "No AWS region is set. Set the one that the stack is in, for instance: export "
    "AWS_DEFAULT_REGION=eu-west-2"
)
NO_CREDENTIALS = (
    "No AWS credentials were found. Sign in to the AWS account that the stack is in (aws "
    "configure, or aws sso login) and try again."
)
NO_PROFILE = (
    "The config profile (charity) could not be found. Choose another AWS_PROFILE, or unset it."
)
REFUSED = (
    "AWS refuses reading the stack (AccessDenied). Use the credentials with which the stack was "
    "deployed."
)
OVER = (
    "The AWS sign-in is over. Sign in to the AWS account that the stack is in (aws configure, or "
    "aws sso login) again."
)
SILENT = "AWS gave no answer while reading the stack ({}). Try again."


def said(command: str) -> tuple[int, str]:
    lines: list[str] = []
    if command == "live":
        code = live.main([], {}, lines.append, lambda _: "live")
    else:
        code = doctor.main({}, lines.append)
    return code, "\n".join(lines).removeprefix("✘ ")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("nowhere")
def test_without_a_region_it_says_how_to_set_one(command: str) -> None:
    assert said(command) == (1, NO_REGION)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_credentials_it_says_to_sign_in(nowhere: pytest.MonkeyPatch, command: str) -> None:
    nowhere.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    assert said(command) == (1, NO_CREDENTIALS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_profile_that_is_not_there_is_named(nowhere: pytest.MonkeyPatch, command: str) -> None:
    nowhere.setenv("AWS_PROFILE", "charity")
    assert said(command) == (1, NO_PROFILE)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("AccessDenied", REFUSED),
        ("ExpiredToken", OVER),
        ("Throttling", SILENT.format("Throttling")),
    ],
)
def test_what_aws_answers_is_said_in_plain_words(code: str, sentence: str) -> None:
    error = ClientError({"Error": {"Code": code, "Message": "no"}}, "DescribeStacks")
    assert str(in_plain_words(error, "reading the stack")) == sentence


def test_an_aws_that_cannot_be_reached_is_worth_another_try() -> None:
    error = EndpointConnectionError(endpoint_url="https://nowhere.example.org")
    sentence = SILENT.format("EndpointConnectionError")
    assert str(in_plain_words(error, "reading the stack")) == sentence
