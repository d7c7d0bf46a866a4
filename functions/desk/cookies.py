"""The one cookie: whose weekend it is, and the secret of this browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from aws_lambda_powertools.shared.cookies import Cookie, SameSite

from takeover.model.credentials import from_path, in_path

# "__Host-" makes browsers take it over HTTPS only, for this very address, and from no subdomain.
NAME = "__Host-weekend"
VALUE = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{1,6})\.([A-Za-z0-9_-]{20,200})")


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
    return _cookie(f"{in_path(ticket.turn)}.{ticket.token}", max_age)


def clear_ticket() -> Cookie:
    """Make the browser forget."""
    return _cookie("", 0)


def _cookie(value: str, max_age: int | None) -> Cookie:
    return Cookie(
        name=NAME,
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
