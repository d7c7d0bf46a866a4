"""A weekend's world outside that can be put out of order, one thing at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import uuid4

from flask import Flask, Response

from local import ses_sandbox, x_sandbox
from local.emulator import Emulator
from local.serving import LoopbackServer
from local.ses_state import SesSandbox
from local.x_state import XAccount, XSandbox, sample_keys
from takeover.adapters.readiness import AwsReadiness
from takeover.adapters.secrets import SecretsManager
from takeover.model.readiness import ObstacleKind
from tests.contract.made import SETTINGS

GUEST = "sam@example.org"
SENDER, COORDINATOR = SETTINGS.sender.address, SETTINGS.coordinator.address
ACCOUNT = XAccount("ourcharity", "Our charity")
K = ObstacleKind


@dataclass
class Real:
    """The adapter, and all that it asks."""

    readiness: AwsReadiness
    x: XSandbox
    ses: SesSandbox
    aws: Emulator
    secret: str
    topic: str
    desk: list[Response] = field(default_factory=lambda: [Response("nothing here", 404)])

    def kinds(self, *, live: bool = True) -> list[ObstacleKind]:
        return [one.kind for one in self.readiness.obstacles(GUEST, live=live)]

    def detail(self) -> str:
        (only,) = self.readiness.obstacles(GUEST, live=True)
        return only.detail

    def keep(self, text: str) -> None:
        self.aws.client("secretsmanager").put_secret_value(SecretId=self.secret, SecretString=text)

    def other_helper(self) -> None:
        self.readiness._settings = replace(
            self.readiness._settings, technical_helper=SETTINGS.deputy
        )


@contextmanager
def real_world(aws: Emulator, point_ses_at: Callable[[str], None]) -> Iterator[Real]:
    """All of it in order, on loopback."""
    x, ses = XSandbox(ACCOUNT, sample_keys(ACCOUNT)), SesSandbox({SENDER})
    desk = Flask("desk")
    topic = aws.client("sns").create_topic(Name=uuid4().hex)["TopicArn"]
    aws.client("sns").subscribe(
        TopicArn=topic, Protocol="email", Endpoint=SETTINGS.technical_helper.address
    )
    secret = aws.client("secretsmanager").create_secret(
        Name=uuid4().hex, SecretString=json.dumps(vars(x.keys))
    )["ARN"]
    settings = replace(SETTINGS, x_tokens_secret=secret, alarm_topic=topic)
    with (
        LoopbackServer(x_sandbox.create_app(x), "the sandboxed X") as x_server,
        LoopbackServer(ses_sandbox.create_app(ses), "the sandboxed SES") as ses_server,
        LoopbackServer(desk, "a desk") as desk_server,
    ):
        point_ses_at(ses_server.url)
        tokens = SecretsManager(settings).x_tokens
        readiness = AwsReadiness(settings, tokens, desk_server.url, x_server.url)
        made = Real(readiness, x, ses, aws, secret, topic)
        desk.add_url_rule("/", view_func=lambda: made.desk[0])
        yield made


def revoked(real: Real) -> None:
    real.x.revoked = True


def somebody_elses(real: Real) -> None:
    real.x.account = replace(ACCOUNT, username="somebody")


def read_only(real: Real) -> None:
    real.x.access = "read"


def unconfirmed(real: Real) -> None:
    real.ses.verified.clear()
    real.ses.unconfirmed.add(SENDER)


def stopped(real: Real) -> None:
    real.ses.sending = False


def in_the_sandbox(real: Real) -> None:
    real.ses.production = False


def warned(real: Real) -> None:
    real.ses.enforcement = "PROBATION"


def held_back(address: str) -> Callable[[Real], None]:
    def hold(real: Real) -> None:
        real.ses.suppression[address] = ("COMPLAINT", real.ses.clock())

    return hold


def no_topic(real: Real) -> None:
    real.readiness._settings = replace(real.readiness._settings, alarm_topic=f"{real.topic}-gone")


def broken_desk(real: Real) -> None:
    real.desk[:] = [Response("oh dear", 502)]


WAYS: dict[ObstacleKind, Callable[[Real], None]] = {
    K.X_KEYS: lambda real: real.keep('{"consumer_key": "a"}'),
    K.X_REFUSED: revoked,
    K.X_OTHER_ACCOUNT: somebody_elses,
    K.X_READ_ONLY: read_only,
    K.X_CREDIT: lambda real: real.x.faults.add("no_credit"),
    K.X_UNCHECKED: lambda real: real.x.faults.add("rate_limited"),
    K.SENDER_UNCONFIRMED: unconfirmed,
    K.MAIL_STOPPED: stopped,
    K.MAIL_SANDBOX: in_the_sandbox,
    K.MAIL_WARNED: warned,
    K.GUEST_HELD_BACK: held_back(GUEST),
    K.COORDINATOR_HELD_BACK: held_back(COORDINATOR),
    K.MAIL_UNCHECKED: lambda real: real.ses.faults.add("denied"),
    K.ALARMS_UNCONFIRMED: Real.other_helper,
    K.ALARMS_UNCHECKED: no_topic,
    K.DESK: broken_desk,
}
