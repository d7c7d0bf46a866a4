"""The embedded AWS and the sandboxes, with a proxy that breaks things in front of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.canaries.listening import nothing_leaks
from tests.canaries.on_the_wire import the_wire_heard
from tests.canaries.watch import Watch
from tests.figures.ground import EMULATOR_PYTHON, Ground, ground
from tests.wire.burst import PROGRAM, Burst
from tests.wire.wired import Wired, Wires

__all__ = ["nothing_leaks"]


@pytest.fixture(autouse=True)
def the_wire_is_heard(nothing_leaks: Watch) -> Iterator[None]:
    """What the real adapters and Lambda put out is searched after each test."""
    with the_wire_heard(nothing_leaks):
        yield


@pytest.fixture(scope="session")
def here() -> Iterator[Ground]:
    """Tables, secrets and sandboxes, one for each process of the tests."""
    if not (EMULATOR_PYTHON.exists() and PROGRAM.exists()):
        pytest.fail("there is no .venv-local or no .venv-wire; `make wire` sets them up")
    with ground() as standing:
        yield standing


@pytest.fixture(scope="session")
def wires(here: Ground) -> Iterator[Wires]:
    with Burst(here.emulator.url) as aws, Burst(here.ses_url) as ses, Burst(here.x_url) as x:
        yield Wires(aws, ses, x)


@pytest.fixture
def wired(here: Ground, wires: Wires, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wired]:
    """A system that has just gone live, with one weekend on its list; nothing is broken yet."""
    for name, value in wires.environment(here).items():
        monkeypatch.setenv(name, value)
    system = Wired(here, wires)
    yield system
    system.clear()
