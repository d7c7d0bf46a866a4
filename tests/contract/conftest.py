"""Both implementations of each port: in memory, and the real one on the embedded AWS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.emulator import Emulator
from takeover.adapters.dynamodb import connect
from takeover.adapters.dynamodb_ledger import DynamoLedger
from takeover.adapters.dynamodb_roster import DynamoRoster
from takeover.ports import Ledger
from takeover.settings import Settings
from tests.contract.channels import Sandboxed, X, at_the_sandbox, in_memory, sandboxed_x
from tests.contract.made import SETTINGS
from tests.memory import MemoryLedger

PROJECT = Path(__file__).parents[2]
PYTHON = PROJECT / ".venv-local/bin/python"
TABLES = {
    "Roster": ("account", "weekend"),
    "Ledger": ("about", "entry"),
    "Forgotten": ("account", "turn"),
}
BOTH = ["memory", pytest.param("dynamodb", marks=pytest.mark.emulator)]


@dataclass(frozen=True)
class Real:
    """The adapters on the embedded AWS, and a client that writes what only a console would."""

    settings: Settings
    client: Any
    roster: DynamoRoster
    ledger: DynamoLedger


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """The embedded AWS, one for each process of the tests."""
    if not PYTHON.exists():
        pytest.fail("there is no .venv-local with the embedded AWS; `make test` sets it up")
    with Emulator(python=PYTHON) as running:
        yield running


@pytest.fixture
def aws(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """The embedded AWS as a function finds it: by its environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", emulator.region)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return emulator


@pytest.fixture(scope="session")
def real(emulator: Emulator) -> Real:
    """Tables made as infra/data.yaml says, and their adapters: building clients is what is slow."""
    client = emulator.client("dynamodb")
    for name in TABLES:
        wanted = _properties(name)
        client.create_table(
            TableName=name,
            BillingMode=wanted["BillingMode"],
            AttributeDefinitions=wanted["AttributeDefinitions"],
            KeySchema=wanted["KeySchema"],
        )
    settings = replace(
        SETTINGS, roster_table="Roster", ledger_table="Ledger", forgotten_table="Forgotten"
    )
    connection = connect()
    return Real(
        settings, client, DynamoRoster(settings, connection), DynamoLedger(settings, connection)
    )


@pytest.fixture
def dynamo(aws: Emulator, real: Real) -> Iterator[Real]:  # noqa: ARG001 -- sets the environment
    """The real adapters with empty tables."""
    yield real
    for name, keys in TABLES.items():
        for item in real.client.scan(TableName=name)["Items"]:
            real.client.delete_item(TableName=name, Key={key: item[key] for key in keys})


@pytest.fixture(params=BOTH)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """A ledger with nothing in it."""
    if request.param == "memory":
        return MemoryLedger()
    real: Real = request.getfixturevalue("dynamo")
    return real.ledger


@pytest.fixture
def sandboxed() -> Iterator[Sandboxed]:
    """The real channel to X, at a sandbox that understands both of X's spellings."""
    with sandboxed_x() as here:
        yield here


@pytest.fixture(params=["memory", "posts", "tweets"])
def x(request: pytest.FixtureRequest) -> Iterator[X]:
    """X in memory, and at a sandbox that understands one of the spellings of X's documents."""
    if request.param == "memory":
        yield in_memory()
        return
    with sandboxed_x(request.param) as here:
        yield at_the_sandbox(here)


class _Template(yaml.SafeLoader):
    """Reads a template; what `!Ref` and the like stand for does not matter here."""


_Template.add_multi_constructor("!", lambda _loader, suffix, _node: f"!{suffix}")


def _properties(resource: str) -> dict[str, Any]:
    """What infra/data.yaml says of a table, so that no second schema can drift from it."""
    # A safe loader, with tags that are read as text.
    template = yaml.load((PROJECT / "infra/data.yaml").read_text(), Loader=_Template)  # noqa: S506
    properties: dict[str, Any] = template["Resources"][resource]["Properties"]
    return properties
