"""The world in memory itself: that it is a world, and that its seam breaks what it is told to."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError, UnknownOutcomeError
from takeover.ports import World
from tests.contract.made import NOON, SETTINGS, a_turn
from tests.memory import MemoryWorld


@pytest.fixture
def memory() -> MemoryWorld:
    return MemoryWorld(SETTINGS, NOON)


def test_it_is_a_world(memory: MemoryWorld) -> None:
    world: World = memory
    assert world.clock.now() == NOON


def test_calls_of_all_ports_are_noted_in_order(memory: MemoryWorld) -> None:
    memory.roster.misfiled()
    memory.ledger.holder()
    memory.channel.post("Good morning!")
    assert memory.seam.calls == ["roster.misfiled", "ledger.holder", "channel.post"]


def test_a_call_fails_without_its_effect(memory: MemoryWorld) -> None:
    memory.seam.fail("ledger.begin", LaterError("busy"), times=2)
    for _ in range(2):
        with pytest.raises(LaterError):
            memory.ledger.begin(a_turn())
    assert memory.ledger.turn("2026-12-04#1") is None
    memory.ledger.begin(a_turn())
    assert memory.ledger.turn("2026-12-04#1") == a_turn()


def test_an_answer_is_lost_after_its_effect(memory: MemoryWorld) -> None:
    memory.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    with pytest.raises(UnknownOutcomeError):
        memory.channel.post("Good morning!")
    assert [post.text for post in memory.channel.published] == ["Good morning!"]


def test_every_call_can_be_met_before_and_after(memory: MemoryWorld) -> None:
    met: list[tuple[str, str]] = []
    memory.seam.before = lambda call: met.append(("before", call))
    memory.seam.after = lambda call: met.append(("after", call))
    memory.ledger.holder()
    assert met == [("before", "ledger.holder"), ("after", "ledger.holder")]
