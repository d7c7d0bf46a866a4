"""Whether all that a weekend needs of the world outside is there, asked of X, SES, SNS and desk.

Every question changes nothing. What cannot be asked is an obstacle too, and hides no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import requests
from botocore.exceptions import ClientError

from takeover.adapters.aws_errors import AWS_ERRORS, code_of
from takeover.adapters.quiet import hush
from takeover.adapters.ses import in_ascii
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.settings import Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient

    from takeover.adapters.secrets import XTokens

CONNECT_SECONDS = 3
READ_SECONDS = 10  # the page may have to wake up first
NOT_THERE = "NotFoundException"


class AwsReadiness:
    """Looks at the stack as its functions have it; keeps no token and no address."""

    def __init__(
        self,
        settings: Settings,
        tokens: Callable[[], XTokens],
        desk_url: str,
        x_api_url: str = "",
    ) -> None:
        self._settings = settings
        self._tokens = tokens
        self._desk_url = desk_url
        self._x_api_url = x_api_url

    def obstacles(self, guest_address: str, *, live: bool) -> Sequence[Obstacle]:
        """All that stands in the way of a weekend of this guest, each kind once."""
        found = [
            self._on_x() if live else None,
            *self._on_mail(guest_address, live=live),
            self._on_alarms(),
            desk_obstacle(self._desk_url) if guest_address else None,
        ]
        once: dict[ObstacleKind, Obstacle] = {}
        for one in found:
            if one is not None:
                once.setdefault(one.kind, one)
        return tuple(once.values())

    def _on_x(self) -> Obstacle | None:
        from takeover.adapters.x_access import x_obstacle  # noqa: PLC0415 -- slow import: tweepy

        return x_obstacle(self._tokens, self._settings.account, self._x_api_url)

    def _on_mail(self, guest_address: str, *, live: bool) -> Iterator[Obstacle | None]:
        coordinator = self._settings.coordinator.address

        def theirs() -> Obstacle | None:
            return _held_back(self._ses, guest_address, ObstacleKind.GUEST_HELD_BACK)

        questions: tuple[Callable[[], Obstacle | None], ...] = (
            lambda: sender_obstacle(self._ses, self._settings.sender.address),
            *([theirs] if guest_address else []),
            lambda: sending_obstacle(self._ses, live=live),
            lambda: _held_back(self._ses, coordinator, ObstacleKind.COORDINATOR_HELD_BACK),
        )
        for ask in questions:
            try:
                yield ask()
            except (ClientError, UnicodeError) as error:
                yield Obstacle(ObstacleKind.MAIL_UNCHECKED, code_of(error))
            except AWS_ERRORS as error:
                yield Obstacle(ObstacleKind.MAIL_UNCHECKED, code_of(error))
                return  # nobody answers there: the other questions would only take time

    def _on_alarms(self) -> Obstacle | None:
        topic = self._settings.alarm_topic
        if not topic:
            return Obstacle(ObstacleKind.ALARMS_UNCHECKED, "ALARM_TOPIC is missing")
        try:
            return alarm_obstacle(self._sns, topic, self._settings.technical_helper.address)
        except AWS_ERRORS as error:
            return Obstacle(ObstacleKind.ALARMS_UNCHECKED, code_of(error))

    @cached_property
    def _ses(self) -> Any:  # noqa: ANN401 -- boto3 makes its clients' methods while running
        return _client("sesv2")

    @cached_property
    def _sns(self) -> Any:  # noqa: ANN401 -- the same
        return _client("sns")


def sender_obstacle(ses: Any, address: str) -> Obstacle | None:  # noqa: ANN401 -- a client of boto3
    """Say whether SES may not send as this address; its whole domain may be what is confirmed."""
    address = in_ascii(address)
    domain = address.rpartition("@")[2]
    if any(_is_verified(ses, identity) for identity in (address, domain)):
        return None
    return Obstacle(ObstacleKind.SENDER_UNCONFIRMED)


def sending_obstacle(ses: Any, *, live: bool) -> Obstacle | None:  # noqa: ANN401 -- a client of boto3
    """Say what SES holds against this AWS account; its sandbox matters where guests get mail."""
    account = ses.get_account()
    state = str(account.get("EnforcementStatus") or "")
    if not account.get("SendingEnabled") or state == "SHUTDOWN":
        return Obstacle(ObstacleKind.MAIL_STOPPED, state)
    if live and not account.get("ProductionAccessEnabled"):
        return Obstacle(ObstacleKind.MAIL_SANDBOX)
    return Obstacle(ObstacleKind.MAIL_WARNED, state) if state == "PROBATION" else None


def alarm_obstacle(sns: Any, topic: str, helper: str) -> Obstacle | None:  # noqa: ANN401 -- a client of boto3
    """Say whom alarms do not reach: the helper, or whoever else was put on the topic by mail."""
    pages = sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    by_mail = [
        one
        for page in pages
        for one in page["Subscriptions"]
        if one["Protocol"].startswith("email")
    ]
    confirmed = {
        one["Endpoint"].casefold() for one in by_mail if one["SubscriptionArn"].startswith("arn:")
    }
    wanted = {one["Endpoint"].casefold() for one in by_mail} | {helper.casefold()}
    waiting = sorted(wanted - confirmed)
    return Obstacle(ObstacleKind.ALARMS_UNCONFIRMED, ", ".join(waiting)) if waiting else None


def desk_obstacle(url: str) -> Obstacle | None:
    """Say whether the guest's page does not answer; without a link there is nothing to see."""
    hush("urllib3", "requests")
    try:
        answer = requests.get(url, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=False)
    except requests.RequestException as error:
        return Obstacle(ObstacleKind.DESK, f"does not answer ({type(error).__name__})")
    if answer.ok or answer.status_code == 404:
        return None
    return Obstacle(ObstacleKind.DESK, f"answers with an error ({answer.status_code})")


def _held_back(ses: Any, address: str, kind: ObstacleKind) -> Obstacle | None:  # noqa: ANN401 -- a client of boto3
    """Is this address on the account's suppression list?"""
    try:
        held = ses.get_suppressed_destination(EmailAddress=in_ascii(address))
    except ClientError as error:
        if code_of(error) == NOT_THERE:
            return None
        raise
    return Obstacle(kind, str(held["SuppressedDestination"]["Reason"]))


def _is_verified(ses: Any, identity: str) -> bool:  # noqa: ANN401 -- a client of boto3
    try:
        return bool(ses.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
    except ClientError as error:
        if code_of(error) == NOT_THERE:
            return False
        raise


def _client(service: str) -> BaseClient:
    import boto3  # noqa: PLC0415 -- slow import
    from botocore.config import Config  # noqa: PLC0415 -- slow import

    hush("boto3", "botocore", "urllib3")
    # Only questions are asked here, so asking again is safe; SES takes most of them once a second.
    config = Config(
        connect_timeout=2,
        read_timeout=3,
        retries={"total_max_attempts": 3, "mode": "standard"},
    )
    make: Any = boto3.client  # typed for literal names of services only
    client: BaseClient = make(service, config=config)
    return client
