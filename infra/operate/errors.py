"""What can stand in the way of looking at a stack, each told in a sentence that says what to do."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from takeover.adapters.aws_errors import Trouble, code_of, trouble_of

SIGN_IN = "Sign in to the AWS account that the stack is in (aws configure, or aws sso login)"
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired"}


class OperateError(Exception):
    """Something stands in the way; the text is for a person and says what to do."""


class NoSuchStackError(OperateError):
    """There is no stack of this name where we looked."""


class NotReadyError(OperateError):
    """The system cannot go live as it stands."""


def in_plain_words(error: BotoCoreError | ClientError, doing: str) -> OperateError:
    """Say what an error of AWS means while `doing` something ("reading the stack")."""
    match error:
        case NoRegionError():
            return OperateError(
                "No AWS region is set. Set the one that the stack is in, for instance: "
                "export AWS_DEFAULT_REGION=eu-west-2"
            )
        case NoCredentialsError() | PartialCredentialsError():
            return OperateError(f"No AWS credentials were found. {SIGN_IN} and try again.")
        case ProfileNotFound():
            return OperateError(f"{error}. Choose another AWS_PROFILE, or unset it.")
        case UnauthorizedSSOTokenError() | TokenRetrievalError():
            return OperateError(f"The AWS sign-in is over. {SIGN_IN} again.")
    code = code_of(error)
    if code in _EXPIRED:
        return OperateError(f"The AWS sign-in is over. {SIGN_IN} again.")
    match trouble_of(error):
        case Trouble.FORBIDDEN:
            return OperateError(
                f"AWS refuses {doing} ({code}). Use the credentials with which the stack was "
                "deployed."
            )
        case Trouble.LATER | Trouble.LOST:
            return OperateError(f"AWS gave no answer while {doing} ({code}). Try again.")
        case Trouble.OTHER:
            return OperateError(f"AWS did not allow {doing}: {error}")
