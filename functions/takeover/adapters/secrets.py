"""The stack's secrets from Secrets Manager, fetched when they are touched and never before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from takeover.adapters.aws_errors import AWS_ERRORS, Trouble, code_of, trouble_of
from takeover.adapters.quiet import hush
from takeover.errors import LaterError, NotAllowedError, SettingsError, TakeoverError
from takeover.settings import Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient

# A generated key has 64 letters; one that a hand has shortened would make links guessable.
SHORTEST_KEY = 32


@dataclass(frozen=True)
class XTokens:
    """The four tokens of the charity's own X app; none of them shows in a repr."""

    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)


class SecretsManager:
    """Link key and X tokens."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._link_key: bytes | None = None

    def link_key(self) -> bytes:
        """The key under which links and numbers are derived; fetched once, for it never changes.

        Raises SettingsError if there is no such secret, or if it is too short.
        """
        if self._link_key is None:
            arn = self._settings.link_key_secret
            key = self._fetch("LINK_KEY_SECRET", arn, SettingsError)
            if len(key) < SHORTEST_KEY:
                raise SettingsError(
                    f"the secret of LINK_KEY_SECRET has {len(key)} letters; "
                    f"it should have at least {SHORTEST_KEY}"
                )
            self._link_key = key.encode()
        return self._link_key

    def x_tokens(self) -> XTokens:
        """The tokens as they are at this moment, so that a new token needs no deployment.

        Raises NotAllowedError while they are not filled in: nothing can be posted with them.
        """
        arn = self._settings.x_tokens_secret
        return _tokens(self._fetch("X_TOKENS_SECRET", arn, NotAllowedError))

    def _fetch(self, setting: str, arn: str, without: type[TakeoverError]) -> str:
        """The secret's text; raises `without` if there is no such secret."""
        if not arn:
            raise without(f"{setting} is missing: this function was given no such secret")
        try:
            held = self._client.get_secret_value(SecretId=arn)
        except AWS_ERRORS as error:
            raise _in_our_words(setting, error, without) from error
        return str(held.get("SecretString") or "")

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 -- boto3 makes its clients' methods while running
        import boto3  # noqa: PLC0415 -- slow import
        from botocore.config import Config  # noqa: PLC0415 -- slow import

        hush("boto3", "botocore", "urllib3")
        config = Config(
            connect_timeout=3,
            read_timeout=5,
            retries={"total_max_attempts": 3, "mode": "standard"},
        )
        client: BaseClient = boto3.client("secretsmanager", config=config)
        return client


def _in_our_words(
    setting: str, error: BaseException, without: type[TakeoverError]
) -> TakeoverError:
    said = f"the secret of {setting}: {code_of(error)}"
    match trouble_of(error):
        case Trouble.LATER | Trouble.LOST:
            return LaterError(said)
        case Trouble.FORBIDDEN:
            return NotAllowedError(f"{said}; the function's role may not read it")
        case Trouble.OTHER:
            return without(f"{said}; it should be the ARN of a secret of this account")


def _tokens(held: str) -> XTokens:
    """Read the secret; says which token is missing, and never what stands there."""
    names = [part.name for part in fields(XTokens)]
    wanted = f"it should be a JSON object with {', '.join(names)}"
    try:
        found = json.loads(held)
    except json.JSONDecodeError:
        # Without its cause, which would carry the text along.
        raise NotAllowedError(f"the secret of X_TOKENS_SECRET is not JSON; {wanted}") from None
    if not isinstance(found, dict):
        raise NotAllowedError(f"the secret of X_TOKENS_SECRET is no object; {wanted}")
    if empty := [name for name in names if not str(found.get(name) or "").strip()]:
        raise NotAllowedError(
            f"the secret of X_TOKENS_SECRET has no {', '.join(empty)}; {wanted}, filled in"
        )
    return XTokens(*(str(found[name]).strip() for name in names))
