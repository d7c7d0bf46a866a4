"""Whose X token it is, and what it may do: X says so in a header of every answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from takeover.adapters.secrets import XTokens
from takeover.adapters.x_client import XClient
from takeover.errors import LaterError, NotAllowedError, OutOfCreditError, RefusedError
from takeover.model.readiness import Obstacle, ObstacleKind

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
        OutOfCreditError: the account's credit is used up.
        LaterError: X could not be reached, or answered without what was asked for.
    """
    told = XClient(tokens, address).read(_ask)
    if not (told.get("name") and told.get("access")):
        raise LaterError("X answered without the account's name, or without what its token may do")
    return XAccess(str(told["name"]), str(told["access"]))


def x_obstacle(tokens: Callable[[], XTokens], account: str, address: str = "") -> Obstacle | None:
    """Say what keeps us from posting as this account, or None.

    `address` replaces X's own on the embedded AWS and is empty everywhere else.
    """
    try:
        keys = tokens()
    except NotAllowedError as error:
        return Obstacle(ObstacleKind.X_KEYS, str(error))
    except RefusedError as error:
        return Obstacle(ObstacleKind.X_UNCHECKED, str(error))
    try:
        me = who_am_i(keys, address)
    except OutOfCreditError as error:
        return Obstacle(ObstacleKind.X_CREDIT, _without_x(error))
    except NotAllowedError as error:
        return Obstacle(ObstacleKind.X_REFUSED, _without_x(error))
    except RefusedError as error:
        return Obstacle(ObstacleKind.X_UNCHECKED, _without_x(error))
    if me.name.casefold() != account.casefold():
        return Obstacle(ObstacleKind.X_OTHER_ACCOUNT, me.name)
    return None if me.may_write else Obstacle(ObstacleKind.X_READ_ONLY, me.access)


def _ask(x: Any) -> Mapping[str, str]:  # noqa: ANN401 -- tweepy publishes no types
    # tweepy's own answers leave the headers out.
    x.return_type = requests.Response
    answer: requests.Response = x.get_me(user_auth=True)
    told = answer.json()
    account = told.get("data") if isinstance(told, Mapping) else None
    name = account.get("username", "") if isinstance(account, Mapping) else ""
    return {"name": name, "access": answer.headers.get(LEVEL, "")}


def _without_x(error: RefusedError) -> str:
    return str(error).removeprefix("X: ")
