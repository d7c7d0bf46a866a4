"""What an error of botocore says about the effect of the call."""

from __future__ import annotations

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    ReadTimeoutError,
    SSLError,
)
from botocore.parsers import ResponseParserError

from takeover.adapters.aws_errors import Trouble, code_of, trouble_of

URL = "https://service.example.org"


def said(code: str, status: int = 400) -> ClientError:
    metadata = {"HTTPStatusCode": status}
    answer = {"Error": {"Code": code, "Message": "words"}, "ResponseMetadata": metadata}
    return ClientError(answer, "Operation")  # type: ignore[arg-type]  # only these parts matter


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (EndpointConnectionError(endpoint_url=URL), Trouble.LATER),
        (ConnectTimeoutError(endpoint_url=URL), Trouble.LATER),
        (CredentialRetrievalError(provider="role", error_msg="busy"), Trouble.LATER),
        (said("ThrottlingException"), Trouble.LATER),
        (said("TooManyRequestsException", 429), Trouble.LATER),
        (ReadTimeoutError(endpoint_url=URL), Trouble.LOST),
        (ConnectionClosedError(endpoint_url=URL), Trouble.LOST),
        (SSLError(endpoint_url=URL, error=OSError("cut")), Trouble.LOST),
        (ResponseParserError("half an answer"), Trouble.LOST),
        (said("InternalServerError", 500), Trouble.LOST),
        (said("SomethingNew", 503), Trouble.LOST),
        (said("502"), Trouble.LOST),
        (NoCredentialsError(), Trouble.FORBIDDEN),
        (said("AccessDeniedException"), Trouble.FORBIDDEN),
        (said("ExpiredTokenException", 403), Trouble.FORBIDDEN),
        (NoRegionError(), Trouble.OTHER),
        (ParamValidationError(report="never sent"), Trouble.OTHER),
        (said("ValidationException"), Trouble.OTHER),
        (said("404"), Trouble.OTHER),
    ],
    ids=repr,
)
def test_the_effect_is_told_from_the_error(error: Exception, trouble: Trouble) -> None:
    assert trouble_of(error) is trouble


def test_what_is_logged_of_an_error_is_its_code_only() -> None:
    assert code_of(said("MessageRejected")) == "MessageRejected"
    assert code_of(ReadTimeoutError(endpoint_url=URL)) == "ReadTimeoutError"
