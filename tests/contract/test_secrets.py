"""Secrets Manager, and what is said when a secret is not there or not filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from uuid import uuid4

import pytest

from local.emulator import Emulator
from takeover.adapters.secrets import SecretsManager, XTokens
from takeover.errors import LaterError, NotAllowedError, SettingsError
from takeover.ports import Secrets
from tests.contract.conftest import BOTH
from tests.contract.made import SETTINGS
from tests.memory import MemorySecrets

KEY = "k" * 64
NAMES = [field.name for field in fields(XTokens)]
FILLED = {name: f"the-{name}" for name in NAMES}

type Keep = Callable[[str], str]


@pytest.fixture
def keep(aws: Emulator) -> Keep:
    """Keeps a secret and says its ARN."""
    client = aws.client("secretsmanager")

    def create(text: str) -> str:
        arn: str = client.create_secret(Name=uuid4().hex, SecretString=text)["ARN"]
        return arn

    return create


@pytest.fixture(params=BOTH)
def secrets(request: pytest.FixtureRequest) -> Secrets:
    if request.param == "memory":
        return MemorySecrets(KEY.encode())
    keep: Keep = request.getfixturevalue("keep")
    return SecretsManager(replace(SETTINGS, link_key_secret=keep(KEY)))


def test_the_link_key_stays_the_same(secrets: Secrets) -> None:
    assert [secrets.link_key(), secrets.link_key()] == [KEY.encode()] * 2


@pytest.mark.emulator
class TestLinkKey:
    def test_it_is_fetched_once(self, aws: Emulator, keep: Keep) -> None:
        arn = keep(KEY)
        secrets = SecretsManager(replace(SETTINGS, link_key_secret=arn))
        secrets.link_key()
        aws.client("secretsmanager").put_secret_value(SecretId=arn, SecretString="n" * 64)
        assert secrets.link_key() == KEY.encode()

    def test_one_that_is_too_short_is_refused(self, keep: Keep) -> None:
        secrets = SecretsManager(replace(SETTINGS, link_key_secret=keep("short")))
        with pytest.raises(SettingsError, match="LINK_KEY_SECRET has 5 letters"):
            secrets.link_key()

    def test_one_that_is_not_there_names_the_setting(self, aws: Emulator) -> None:
        gone = f"arn:aws:secretsmanager:{aws.region}:000000000000:secret:gone-abcdef"
        with pytest.raises(SettingsError, match="LINK_KEY_SECRET"):
            SecretsManager(replace(SETTINGS, link_key_secret=gone)).link_key()
        with pytest.raises(SettingsError, match="LINK_KEY_SECRET is missing"):
            SecretsManager(SETTINGS).link_key()


@pytest.mark.emulator
class TestXTokens:
    def test_they_are_read_anew_each_time(self, aws: Emulator, keep: Keep) -> None:
        arn = keep(json.dumps(FILLED))
        secrets = SecretsManager(replace(SETTINGS, x_tokens_secret=arn))
        assert secrets.x_tokens() == XTokens(**FILLED)
        changed = FILLED | {"access_token": " 17-new "}
        aws.client("secretsmanager").put_secret_value(
            SecretId=arn, SecretString=json.dumps(changed)
        )
        assert secrets.x_tokens() == XTokens(**FILLED | {"access_token": "17-new"})

    @pytest.mark.parametrize("name", NAMES)
    def test_an_empty_one_is_named(self, keep: Keep, name: str) -> None:
        arn = keep(json.dumps(FILLED | {name: ""}))
        secrets = SecretsManager(replace(SETTINGS, x_tokens_secret=arn))
        with pytest.raises(NotAllowedError, match=f"has no {name};"):
            secrets.x_tokens()

    @pytest.mark.parametrize("held", ["the-consumer_key", '["the-consumer_key"]'])
    def test_what_cannot_be_read_is_not_repeated(self, keep: Keep, held: str) -> None:
        secrets = SecretsManager(replace(SETTINGS, x_tokens_secret=keep(held)))
        with pytest.raises(NotAllowedError, match="X_TOKENS_SECRET") as raised:
            secrets.x_tokens()
        assert "the-consumer_key" not in repr(raised.value)
        assert raised.value.__cause__ is None

    def test_a_function_that_has_none_says_so(self) -> None:
        with pytest.raises(NotAllowedError, match="X_TOKENS_SECRET is missing"):
            SecretsManager(SETTINGS).x_tokens()


def test_a_service_that_cannot_be_reached_is_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    with pytest.raises(LaterError, match="LINK_KEY_SECRET"):
        SecretsManager(replace(SETTINGS, link_key_secret="any")).link_key()
