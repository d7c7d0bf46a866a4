"""Whose X token it is, and what it may do: X says so in a header of every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from takeover.adapters.secrets import XTokens
from takeover.adapters.x_client import XClient
from takeover.errors import LaterError

LEVEL = "x-access-level"


@dataclass(frozen=True)
class XAccess:
    """The account's name without the @, and the level of access in X's own words."""

    name: str
    access: str

    @property
    def may_write(self) -> bool:
        """Say whether the token may post ("read-write", with or without messages)."""
        return self.access.startswith("read-write")


def who_am_i(tokens: XTokens, address: str = "") -> XAccess:
    """Ask X whose token this is; one request, which changes nothing.

    Raises:
        NotAllowedError: the token is unknown or revoked.
        LaterError: X could not be reached, or answered without what was asked for.
    """
    told = XClient(tokens, address).read(_ask)
    if not told.get("name"):
        raise LaterError("X answered without the account's name")
    return XAccess(str(told["name"]), str(told["access"]))


def _ask(x: Any) -> Mapping[str, str]:  # noqa: ANN401 -- tweepy publishes no types
    # tweepy's own answers leave the headers out.
    x.return_type = requests.Response
    answer: requests.Response = x.get_me(user_auth=True)
    account = answer.json().get("data") or {}
    return {"name": account.get("username", ""), "access": answer.headers.get(LEVEL, "")}
