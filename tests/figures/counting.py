"""Counts the requests that leave this process, by who makes them, service and operation."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import requests
from botocore.httpsession import URLLib3Session

# By the path of SES's questions, which change nothing.
ASKED_OF_SES = {
    "/v2/email/identities/": "GetEmailIdentity",
    "/v2/email/account": "GetAccount",
    "/v2/email/suppression/addresses/": "GetSuppressedDestination",
}
READS = {
    "Query", "GetItem", "BatchGetItem", "Scan", "DescribeTable", "GetSecretValue",
    "ListSubscriptionsByTopic", *ASKED_OF_SES.values(),
}  # fmt: skip
DYNAMODB, SECRETS, SES, X, DESK = "DynamoDB", "Secrets Manager", "SES", "X", "desk"
SEND, SNS = "SendEmail", "SNS"
TARGETS = {"DynamoDB": DYNAMODB, "secretsmanager": SECRETS}
NOBODY = "nobody"


@dataclass(frozen=True, order=True)
class Call:
    """One kind of request: who made it, of which service, and which operation."""

    by: str
    service: str
    operation: str

    @property
    def is_aws(self) -> bool:
        return self.service not in {X, DESK}

    @property
    def is_read(self) -> bool:
        return self.operation in READS

    @property
    def is_mail(self) -> bool:
        return self.operation == SEND


@dataclass
class Counts:
    """How often each kind of request was made."""

    calls: Counter[Call] = field(default_factory=Counter)

    def total(self, by: str | None = None, **wanted: bool | str) -> int:
        """All calls that fit: `total("handover", is_aws=True, is_read=True)`."""
        return sum(
            number
            for call, number in self.calls.items()
            if by in {None, call.by}
            and all(getattr(call, name) == value for name, value in wanted.items())
        )

    def reads(self, by: str | None = None) -> int:
        return self.total(by, is_aws=True, is_read=True)

    def writes(self, by: str | None = None) -> int:
        """Writes to tables; mails are counted by themselves."""
        return self.total(by, is_aws=True, is_read=False, is_mail=False)

    def mails(self, by: str | None = None) -> int:
        return self.total(by, is_mail=True)

    def x(self, by: str | None = None) -> int:
        return self.total(by, service=X)

    def as_json(self) -> list[list[str | int]]:
        return [
            [call.by, call.service, call.operation, number]
            for call, number in sorted(self.calls.items())
        ]

    @classmethod
    def from_json(cls, told: list[list[Any]]) -> Counts:
        return cls(Counter({Call(*call): number for *call, number in told}))


class Meter:
    """The wrapped clients: while `counting`, every request of botocore and requests is noted."""

    def __init__(self, x_url: str) -> None:
        self._x_host = urlsplit(x_url).netloc
        self._here = threading.local()
        self._counts = Counts()

    @property
    def counts(self) -> Counts:
        return self._counts

    def fresh(self) -> Counts:
        """Begin a new count; returns the one so far."""
        so_far, self._counts = self._counts, Counts()
        return so_far

    @contextmanager
    def by(self, function: str) -> Iterator[None]:
        """What this thread asks for is this function's."""
        before = getattr(self._here, "function", NOBODY)
        self._here.function = function
        try:
            yield
        finally:
            self._here.function = before

    def note(self, service: str, operation: str) -> None:
        by = getattr(self._here, "function", NOBODY)
        if by != NOBODY:
            self._counts.calls[Call(by, service, operation)] += 1

    @contextmanager
    def counting(self) -> Iterator[None]:
        aws: Any = URLLib3Session.send
        web: Any = requests.Session.send

        def send_to_aws(session: Any, request: Any) -> Any:
            self.note(*_aws_operation(request))
            return aws(session, request)

        def send_to_web(session: Any, request: Any, **options: Any) -> Any:
            self.note(*self._web_operation(request))
            return web(session, request, **options)

        with (
            patch.object(URLLib3Session, "send", send_to_aws),
            patch.object(requests.Session, "send", send_to_web),
        ):
            yield

    def _web_operation(self, request: requests.PreparedRequest) -> tuple[str, str]:
        """tweepy's requests bear X's own host until its adapter sends them to the sandbox."""
        url = urlsplit(request.url or "")
        is_x = url.netloc in {self._x_host, "api.twitter.com", "api.x.com"}
        path = "/".join("{id}" if part.isdigit() and len(part) > 1 else part
                        for part in url.path.split("/"))  # fmt: skip
        return (X if is_x else DESK), f"{request.method} {path}"


def _aws_operation(request: Any) -> tuple[str, str]:
    target = request.headers.get("X-Amz-Target", b"")
    if target:
        name, _, operation = (target if isinstance(target, str) else target.decode()).partition(".")
        return TARGETS[name.partition("_")[0]], operation
    path = urlsplit(request.url).path
    if path == "/v2/email/outbound-emails":
        return SES, SEND
    for asked, operation in ASKED_OF_SES.items():
        if path.startswith(asked):
            return SES, operation
    if path == "/" and request.body:  # SNS says it in a form
        form = request.body if isinstance(request.body, str) else request.body.decode()
        return SNS, parse_qs(form)["Action"][0]
    raise LookupError(f"nobody thought of a request to {path}")
