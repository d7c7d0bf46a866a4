"""What went wrong between us and AWS, told apart by whether the call can have had an effect."""

from __future__ import annotations

from enum import StrEnum

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    PartialCredentialsError,
    ProxyConnectionError,
    SSLError,
)
from botocore.parsers import ResponseParserError

AWS_ERRORS = (BotoCoreError, ClientError, ResponseParserError)

BUSY = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "ThrottlingError",
        "TooManyRequestsException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ProvisionedThroughputExceeded",
    }
)
_FORBIDDEN = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "KMSAccessDeniedException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "NotAuthorized",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_BROKEN = frozenset(
    {
        "InternalFailure",
        "InternalServerError",
        "InternalServiceError",
        "InternalServiceErrorException",
        "InternalError",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "RequestTimeout",
        "RequestTimeoutException",
    }
)
_NEVER_REACHED = (
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    ProxyConnectionError,
)
_UNHEARD = (HTTPClientError, IncompleteReadError, ResponseParserError, SSLError)


class Trouble(StrEnum):
    """What is known about the effect of a call that went wrong."""

    LATER = "nothing happened, the same call may work later"
    LOST = "no answer came, so it may have happened"
    FORBIDDEN = "nothing happened, we have not the right"
    OTHER = "nothing happened, for a reason of its own"


def code_of(error: BaseException) -> str:
    """AWS's own name of an error, or its class; holds nothing that may not be logged."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "unknown"))
    return type(error).__name__


def trouble_of(error: BaseException) -> Trouble:
    """Tell what an error of botocore means for the effect of the call."""
    if isinstance(error, _NEVER_REACHED):
        return Trouble.LATER
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return Trouble.FORBIDDEN
    if not isinstance(error, ClientError):
        return Trouble.LOST if isinstance(error, _UNHEARD) else Trouble.OTHER
    code = code_of(error)
    if code in BUSY:
        return Trouble.LATER
    if code in _FORBIDDEN:
        return Trouble.FORBIDDEN
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    # An answer that botocore cannot read gets its status as its code.
    if code in _BROKEN or status >= 500 or (code.isdigit() and int(code) >= 500):
        return Trouble.LOST
    return Trouble.OTHER
