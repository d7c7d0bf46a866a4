"""Going live: shown, asked, written once."""

from __future__ import annotations

import pytest

from local.stack import LocalStack
from operate import live
from operate.stack import find
from tests.memory.world import MemoryWorld
from tests.operate.changes import put_row
from tests.story import WEEKEND, local, row, settings

MONDAY = local("2026-11-23 10:00")
SHOWN = """\
If @ourcharity goes live now, this is sent until Monday 7 December:

  Monday 23 November
    10:30  mail to Sam <sam@example.org>: the first mail, with their link: please say yes \
(Friday 4 December)

  Tuesday 24 November
    11:00  mail to Robin Lee <robin@example.org>: nobody has said yes yet (Friday 4 December)
           only if they have not said yes by then

  Wednesday 25 November
    08:00  mail to Robin Lee <robin@example.org>: Wednesday's look-ahead
    11:00  mail to Sam <sam@example.org>: how to get ready (Friday 4 December)
"""


class Person:
    """Somebody at a terminal: says one thing, and keeps what was shown."""

    def __init__(self, answer: str = "live") -> None:
        self._answer = answer
        self.asked: list[str] = []
        self.shown: list[str] = []

    def say(self, line: str) -> None:
        self.shown.append(line)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self._answer


def rehearsing() -> MemoryWorld:
    world = MemoryWorld(settings(), MONDAY)
    world.roster.put(row())
    return world


def live_since(world: MemoryWorld) -> object:
    return world.ledger.look(WEEKEND).live_since


def test_it_shows_asks_and_writes_the_instant() -> None:
    world, person = rehearsing(), Person(" Live ")
    assert live.go_live(world, person.say, person.ask) == 0
    assert live_since(world) == MONDAY
    assert person.asked == ["\nType live to go live: "]
    assert "\n".join(person.shown).startswith(SHOWN)
    assert person.shown[-1].startswith("\nIt is live since Monday 23 November, 10am.\n")


def test_any_other_answer_changes_nothing() -> None:
    world, person = rehearsing(), Person("yes")
    assert live.go_live(world, person.say, person.ask) == 1
    assert live_since(world) is None
    assert person.shown[-1] == "Nothing was changed: it still rehearses."


def test_with_yes_nobody_is_asked() -> None:
    world, person = rehearsing(), Person()
    assert live.go_live(world, person.say, None) == 0
    assert (live_since(world), person.asked) == (MONDAY, [])


def test_live_already_says_since_when_and_keeps_it() -> None:
    world, person = rehearsing(), Person()
    live.go_live(world, person.say, None)
    world.clock.advance(days=3)
    person.shown.clear()
    assert live.go_live(world, person.say, person.ask) == 0
    assert person.shown == [
        "@ourcharity is live already, since Monday 23 November, 10am. Nothing was changed."
    ]
    assert live_since(world) == MONDAY


def test_an_empty_list_is_said_and_mistakes_are_counted() -> None:
    world, person = MemoryWorld(settings(), local("2026-11-26 10:00")), Person("no")
    world.roster.put(row(status="boked"))
    live.go_live(world, person.say, person.ask)
    assert "\n  The list has 1 mistake, which make doctor names: such a row sends nothing." in (
        person.shown
    )


def test_an_argument_that_means_nothing_is_named() -> None:
    person = Person()
    assert live.main(["--now"], {}, person.say, person.ask) == 1
    assert person.shown == ["--now means nothing here; there is only --yes."]


@pytest.mark.emulator
def test_without_x_tokens_it_refuses_and_with_them_it_goes_live_once(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    person = Person()
    world = find(here).world()
    assert live.main(["--yes"], here, person.say, person.ask) == 1
    assert "\n".join(person.shown).splitlines()[:2] == [
        "It cannot go live as it is:",
        "✘ The X token is missing, so nothing can be posted.",
    ]
    assert person.shown[0].endswith(f"into the secret {deployed.outputs['XTokensSecret']}.")
    assert world.ledger.look(WEEKEND).live_since is None
    deployed.give_x_tokens()
    put_row(deployed, **{name: str(cell) for name, cell in row().items()})
    assert live.main([], here, person.say, person.ask) == 0
    since = world.ledger.look(WEEKEND).live_since
    assert since is not None
    assert live.main([], here, person.say, person.ask) == 0
    assert (world.ledger.look(WEEKEND).live_since, len(person.asked)) == (since, 1)


@pytest.mark.emulator
def test_without_a_terminal_nothing_is_changed(
    here: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    person = Person()
    monkeypatch.setattr(live, "refuse_if_not_ready", lambda *_: None)
    monkeypatch.setattr(live, "go_live", lambda _world, _say, ask: ask("?"))
    assert live.main([], here, person.say, nobody) == 1
    assert person.shown == ["\nNobody answered, so nothing was changed. Without a terminal: --yes"]
