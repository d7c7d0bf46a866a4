"""Two cookies, each with the secret of this browser: of a guest's weekend, and of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aws_lambda_powertools.shared.cookies import Cookie, SameSite

from takeover.model.credentials import from_path, in_path

# "__Host-" makes browsers take it over HTTPS only, for this very address, and from no subdomain.
NAME = "__Host-weekend"
LIST_NAME = "__Host-list"
VALUE = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{1,6})\.([A-Za-z0-9_-]{20,200})")
LIST_VALUE = re.compile(r"[A-Za-z0-9_-]{20,200}")


@dataclass(frozen=True)
class Ticket:
    """What the cookie holds: a turn and a session's token; never to be logged."""

    turn: str
    token: str


def read_ticket(event: Mapping[str, object], cookie_header: str) -> Ticket | None:
    """Find our cookie; AWS hands cookies over in a list of their own, the emulator in a header."""
    for name, value in _pairs(event.get("cookies"), cookie_header):
        found = VALUE.fullmatch(value) if name == NAME else None
        if found:
            return Ticket(from_path(found[1]), found[2])
    return None


def set_ticket(ticket: Ticket, now: datetime, keep_until: datetime | None) -> Cookie:
    """A cookie for this browser: until it is closed, or (its owner's own) until an instant."""
    max_age = None if keep_until is None else int((keep_until - now).total_seconds())
    return _cookie(NAME, f"{in_path(ticket.turn)}.{ticket.token}", max_age)


def clear_ticket() -> Cookie:
    """Make the browser forget."""
    return _cookie(NAME, "", 0)


def read_list_token(event: Mapping[str, object], cookie_header: str) -> str:
    """Find the token of somebody of the team; empty if there is none that could be ours."""
    for name, value in _pairs(event.get("cookies"), cookie_header):
        if name == LIST_NAME and LIST_VALUE.fullmatch(value):
            return value
    return ""


def set_list_token(token: str, keep: timedelta | None) -> Cookie:
    """A cookie for this browser of the team: until it is closed, or for some time."""
    return _cookie(LIST_NAME, token, None if keep is None else int(keep.total_seconds()))


def clear_list_token() -> Cookie:
    """Make the browser forget."""
    return _cookie(LIST_NAME, "", 0)


def _cookie(name: str, value: str, max_age: int | None) -> Cookie:
    return Cookie(
        name=name,
        value=value,
        path="/",
        secure=True,
        http_only=True,
        same_site=SameSite.LAX_MODE,
        max_age=max_age,
    )


def _pairs(listed: object, header: str) -> Iterator[tuple[str, str]]:
    apart = [str(one) for one in listed] if isinstance(listed, list) else []
    for pair in [*apart, *header.split(";")]:
        name, _, value = pair.partition("=")
        yield name.strip(), value.strip()
