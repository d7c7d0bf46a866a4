"""What stands in the way of a weekend: in memory, and asked of X, SES, SNS and a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Response

from local.emulator import Emulator
from local.serving import free_port
from takeover.adapters import readiness as adapter
from takeover.adapters.aws_errors import AWS_ERRORS
from takeover.adapters.readiness import alarm_obstacle
from takeover.adapters.secrets import SecretsManager
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.ports import Readiness
from tests.contract.conftest import BOTH
from tests.contract.made import SETTINGS
from tests.contract.out_of_order import (
    GUEST,
    SENDER,
    WAYS,
    K,
    Real,
    broken_desk,
    held_back,
    no_topic,
    real_world,
)
from tests.memory import MemoryReadiness

LIVE_ONLY = {kind for kind in ObstacleKind if kind.name.startswith("X_")} | {K.MAIL_SANDBOX}


@pytest.fixture
def real(aws: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Real]:
    with real_world(aws, lambda url: monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", url)) as made:
        yield made


@dataclass
class Stage:
    """A readiness, and a way to put things in the way."""

    readiness: Readiness
    put: Callable[[ObstacleKind], None]

    def kinds(self, *, live: bool = True) -> list[ObstacleKind]:
        return [one.kind for one in self.readiness.obstacles(GUEST, live=live)]


@pytest.fixture(params=BOTH)
def stage(request: pytest.FixtureRequest) -> Stage:
    if request.param == "memory":
        memory = MemoryReadiness()
        return Stage(memory, lambda kind: memory.in_the_way.append(Obstacle(kind)))
    real: Real = request.getfixturevalue("real")
    return Stage(real.readiness, lambda kind: WAYS[kind](real))


class TestBoth:
    def test_nothing_stands_in_the_way_where_all_is_well(self, stage: Stage) -> None:
        assert (stage.kinds(), stage.kinds(live=False)) == ([], [])

    @pytest.mark.parametrize("kind", ObstacleKind)
    def test_what_stands_in_the_way_is_found(self, stage: Stage, kind: ObstacleKind) -> None:
        stage.put(kind)
        assert stage.kinds() == [kind]

    @pytest.mark.parametrize("kind", ObstacleKind)
    def test_a_rehearsal_needs_neither_x_nor_leave_to_mail_everybody(
        self, stage: Stage, kind: ObstacleKind
    ) -> None:
        stage.put(kind)
        assert stage.kinds(live=False) == ([] if kind in LIVE_ONLY else [kind])

    @pytest.mark.parametrize("kind", [K.GUEST_HELD_BACK, K.DESK, K.MAIL_SANDBOX])
    def test_the_desk_asks_about_no_guest_and_not_about_itself(
        self, stage: Stage, kind: ObstacleKind
    ) -> None:
        stage.put(kind)
        found = [one.kind for one in stage.readiness.obstacles("", live=True)]
        assert found == ([kind] if kind is K.MAIL_SANDBOX else [])

    def test_one_hides_no_other(self, stage: Stage) -> None:
        in_order = [K.X_READ_ONLY, K.SENDER_UNCONFIRMED, K.GUEST_HELD_BACK, K.MAIL_SANDBOX,
                    K.COORDINATOR_HELD_BACK, K.ALARMS_UNCONFIRMED, K.DESK]  # fmt: skip
        for kind in in_order:
            stage.put(kind)
        assert stage.kinds() == in_order


@pytest.mark.emulator
class TestWhatCannotBeAsked:
    def test_it_hides_nothing_else(self, real: Real) -> None:
        real.x.faults.add("unavailable")
        real.ses.faults.add("denied")
        real.ses.production = False
        held_back(GUEST)(real)
        no_topic(real)
        broken_desk(real)
        assert real.kinds() == [K.X_UNCHECKED, K.MAIL_UNCHECKED, K.GUEST_HELD_BACK,
                                K.MAIL_SANDBOX, K.ALARMS_UNCHECKED, K.DESK]  # fmt: skip

    def test_it_is_told_once_however_much_of_ses_is_denied(self, real: Real) -> None:
        real.ses.faults.add("denied", 4)
        assert real.kinds() == [K.MAIL_UNCHECKED]

    def test_a_throttled_question_is_asked_again(self, real: Real) -> None:
        real.ses.faults.add("throttled", 2)
        assert real.kinds() == []

    def test_a_silent_ses_is_not_asked_four_times(
        self, real: Real, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []

        def ask(_: Any, address: str) -> None:
            asked.append(address)
            raise AWS_ERRORS[0]

        monkeypatch.setattr(adapter, "sender_obstacle", ask)
        assert (real.kinds(), asked) == ([K.MAIL_UNCHECKED], [SENDER])
        assert real.ses.requests.snapshot() == {}

    def test_a_missing_topic_names_its_setting(self, real: Real) -> None:
        real.readiness._settings = replace(real.readiness._settings, alarm_topic="")
        assert real.detail() == "ALARM_TOPIC is missing"

    def test_a_secret_that_is_busy_leaves_x_unasked(
        self, real: Real, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
        real.readiness._tokens = SecretsManager(real.readiness._settings).x_tokens
        assert K.X_UNCHECKED in real.kinds()

    def test_a_desk_that_is_not_there_does_not_answer(self, real: Real) -> None:
        real.readiness._desk_url = f"http://127.0.0.1:{free_port()}"
        assert real.detail() == "does not answer (ConnectionError)"


@pytest.mark.emulator
class TestTheQuestions:
    def test_a_confirmed_domain_is_as_good_as_an_address(self, real: Real) -> None:
        real.ses.verified = {"example.org"}
        assert real.kinds() == []

    def test_ses_that_was_shut_down_has_stopped(self, real: Real) -> None:
        real.ses.enforcement = "SHUTDOWN"
        assert (real.kinds(), real.detail()) == ([K.MAIL_STOPPED], "SHUTDOWN")

    @pytest.mark.parametrize("level", ["read-write", "read-write-directmessages"])
    def test_a_token_that_may_do_more_than_write_is_fine(self, real: Real, level: str) -> None:
        real.x.access = level
        assert real.kinds() == []

    def test_a_token_of_which_x_says_nothing_was_not_checked(self, real: Real) -> None:
        real.x.access = ""
        assert real.kinds() == [K.X_UNCHECKED]

    @pytest.mark.parametrize("status", [200, 303, 404])
    def test_a_desk_that_answers_is_there(self, real: Real, status: int) -> None:
        real.desk[:] = [Response("", status, {"Location": "/somewhere"})]
        assert real.kinds() == []

    @pytest.mark.parametrize("status", [403, 500, 503])
    def test_a_desk_that_answers_with_an_error_is_not(self, real: Real, status: int) -> None:
        real.desk[:] = [Response("", status)]
        assert real.detail() == f"answers with an error ({status})"

    def test_nothing_is_changed_by_asking(self, real: Real) -> None:
        real.kinds()
        asked = {**real.ses.requests.snapshot(), **real.x.requests.snapshot()}
        assert {request.partition(" ")[0] for request in asked} == {"GET"}
        assert real.x.requests.snapshot() == {"GET /2/users/me": 1}

    def test_neither_the_guests_address_nor_a_token_stands_in_what_is_found(
        self, real: Real
    ) -> None:
        for way in WAYS.values():
            way(real)
            found = repr(real.readiness.obstacles(GUEST, live=True))
            assert GUEST not in found
            assert real.x.keys.access_token_secret not in found


HELPER = SETTINGS.technical_helper.address


class Topic:
    """SNS as it answers before somebody has pressed the link: the embedded one never waits."""

    def __init__(self, **subscribed: str) -> None:
        self._subscribed = subscribed

    def get_paginator(self, _: str) -> Topic:
        return self

    def paginate(self, **_: str) -> list[dict[str, list[dict[str, str]]]]:
        return [
            {
                "Subscriptions": [
                    {"Protocol": "email", "Endpoint": f"{who}@example.org", "SubscriptionArn": arn}
                ]
            }
            for who, arn in self._subscribed.items()
        ]


CONFIRMED, PENDING = "arn:aws:sns:eu-west-2:123456789012:alarms:1", "PendingConfirmation"


@pytest.mark.parametrize(
    ("subscribed", "waiting"),
    [
        ({"robin": CONFIRMED}, ""),
        ({"Robin": CONFIRMED}, ""),
        ({"robin": CONFIRMED, "bo": CONFIRMED}, ""),
        ({"robin": PENDING}, HELPER),
        ({}, HELPER),
        ({"robin": CONFIRMED, "bo": PENDING}, "bo@example.org"),
    ],
)
def test_every_address_of_the_topic_has_to_be_confirmed(
    subscribed: dict[str, str], waiting: str
) -> None:
    found = alarm_obstacle(Topic(**subscribed), "arn:topic", HELPER)
    assert found == (Obstacle(K.ALARMS_UNCONFIRMED, waiting) if waiting else None)
