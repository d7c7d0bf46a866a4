"""Deliberate bugs in whom things are for, and in what people ask for."""

from __future__ import annotations

from typing import Any

from takeover import commands, gate
from takeover.apply import letters, posts, publishing, run
from takeover.commands import entering
from takeover.commands.visit import start_session
from takeover.errors import LaterError, RefusedError
from takeover.model import sight
from takeover.model.calendar import Window
from takeover.model.credentials import issue
from takeover.model.steps import To
from takeover.model.turn import Fact, SessionKind
from takeover.planning import planned
from tests.simulation.bugs import Bug, everywhere, patched


def any_end(self: Window, other: Window | None) -> Window:
    """A row may move the end later as well."""
    return other or self


def numbers_before_counting() -> Bug:
    """The number is compared first, and counted only if it is wrong."""
    really = entering.enter_number

    def enter_number(world: Any, here: Any, number: str, *, own_device: bool) -> Any:
        right = issue(world.secrets.link_key(), here.turn).number
        if number == right and here.turn.open:
            token = start_session(world, here.turn, SessionKind.NUMBER, own_device=own_device)
            world.ledger.note(here.turn.id, Fact.SIGNED_IN, here.now)
            return entering.Entered(entering.Entry.IN, token)
        return really(world, here, number, own_device=own_device)

    return patched(commands, "enter_number", enter_number)


def counts_per_device() -> Bug:
    """Each browser has five tries of its own."""
    tries: dict[str, int] = {}

    def count(world: Any, _: Any) -> int:
        browser = world.ledger._stack.actor.token
        tries[browser] = tries.get(browser, 0) + 1
        return tries[browser]

    return patched(entering, "_count", count)


def publishes_again() -> Bug:
    """A post of unknown outcome is simply posted once more."""
    really = publishing.Publishing._send

    def send(self: Any, *what: Any) -> Any:
        said = really(self, *what)
        if said.outcome is publishing.Publication.UNSURE:
            said = really(self, *what)
        return said

    return patched(publishing.Publishing, "_send", send)


def remembers_a_guest() -> Bug:
    """A warm process keeps the address of the first guest it mailed."""
    kept: list[Any] = []
    really = letters._recipients

    def recipients(blanks: Any) -> Any:
        found = really(blanks)
        if blanks.planned.step.to is To.GUEST:
            kept.append(found)
            return kept[0]
        return found

    return patched(letters, "_recipients", recipients)


def real_names() -> Bug:
    """The hello uses the name in the list, not the one that people will see."""
    really = posts._fillers

    def fillers(world: Any, seen: Any) -> Any:
        return {**really(world, seen), "public_name": seen.addressed.guest.name}

    return patched(posts, "_fillers", fillers)


def nobody_is_another() -> Bug:
    """Another address in the row is the same guest."""
    return everywhere("is_guest", lambda *_: True, gate, sight, planned)


def stops_at_the_first() -> Bug:
    """One refused step ends the whole run."""
    really = run._take

    def take(*asked: Any) -> Any:
        outcome = really(*asked)
        if isinstance(outcome.error, RefusedError):
            raise LaterError("the run stops here")
        return outcome

    return patched(run, "_take", take)


def reports_nothing(_: Any, __: Any) -> None:
    """The sweep is not counted."""


def says_no_to_stop(_: Any, __: Any) -> None:
    """The guest's wish is not carried out."""


def said_in_the_log(mistake: Any) -> dict[str, str]:
    """A mistake is logged with what was typed."""
    return {"weekend": mistake.weekend, "cell": mistake.cell, "found": mistake.found}


def begins_again(scene: Any, row: Any) -> bool:
    """A doubled trigger begins a second turn."""
    return bool(row.booked and scene.now < row.window.ends_at)
