"""Deliberate bugs in what a guest does about those who write, and in photos."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from desk import conversation as pages
from takeover import commands
from takeover.apply import publishing, take_turn
from takeover.commands import conversation, posting
from takeover.model.due import Nothing, Now
from takeover.model.post import parts_of
from takeover.model.report import HIDDEN_PREFIX
from takeover.model.turn import Fact
from tests.simulation.bugs import Bug, patched, timeline

NEVER: dict[str, object] = {"due": Nothing()}


def _answers_nobody(draft: Any, at: Any) -> Any:
    return [replace(part, answers="") for part in _really_parts_of(draft, at)]


_really_parts_of = parts_of


def _hides_for_whoever(world: Any, here: Any, post_id: str) -> Any:
    """Without the gate."""
    world.channel.hide(post_id)
    world.ledger.mark(here.turn.id, HIDDEN_PREFIX + post_id, here.now, "")
    return publishing.Published(publishing.Publication.POSTED)


def _notes_first(world: Any, here: Any, report: Any) -> Any:
    """A report is written down, and what owes the mail after it; who presses again is put off."""
    if report.step not in here.turn.steps:
        world.ledger.mark(here.turn.id, report.step, here.now, "")
        world.ledger.note(here.turn.id, Fact.TOLD_US, here.now)
        take_turn(world, here.turn.id, ("told_us",))
    return conversation.Told.TOLD


def _with_their_words(world: Any, here: Any, report: Any) -> Any:
    """What the team is told of is kept as it was written."""
    found = conversation.heard(world, here, report.post)
    said = found.mention.text if found else ""
    world.ledger.mark(here.turn.id, report.step, here.now, said)
    return _really_tells(world, here, report)


_really_tells = conversation.tell_team


def _hides_and_logs(world: Any, here: Any, post_id: str) -> Any:
    """Whose post it was stands in the log."""
    found = conversation.heard(world, here, post_id)
    if found:
        line = {"turn": here.turn.id, "outcome": f"hidden: @{found.mention.handle}"}
        world.journal.note("hide", line, failed=False)
    return _really_hides(world, here, post_id)


_really_hides = conversation.hide


def _notes_hiding_anyway(world: Any, here: Any, post_id: str) -> Any:
    world.ledger.mark(here.turn.id, HIDDEN_PREFIX + post_id, here.now, "")
    return _really_hides(world, here, post_id)


def _other_way_round(self: Any, post: Any) -> Any:
    found = _really_photos(self, post)
    return found and found[::-1]


_really_photos = publishing.Publishing._photos


@contextmanager
def _nobody_asks_the_gate() -> Iterator[None]:
    with (
        patch.object(pages, "_no", lambda *_: None),
        patch.object(commands, "hide", _hides_for_whoever),
    ):
        yield


TALK: dict[str, Bug] = {
    "talk: an answer is a post of its own": patched(posting, "parts_of", _answers_nobody),
    "talk: a post is hidden without the gate": _nobody_asks_the_gate,
    "talk: a post counts as hidden before it is": patched(commands, "hide", _notes_hiding_anyway),
    "talk: nobody is told of a report": timeline(told_us=NEVER),
    "talk: a report of which half was written down": patched(commands, "tell_team", _notes_first),
    "talk: a report is kept with others' words": patched(commands, "tell_team", _with_their_words),
    "talk: the log says who wrote": patched(commands, "hide", _hides_and_logs),
    "photo: they are shown in another order":
        patched(publishing.Publishing, "_photos", _other_way_round),
    "photo: they are left out": patched(publishing.Publishing, "_photos", lambda *_: []),
    "photo: they are kept for ever": timeline(drop_photos=NEVER),
    "photo: they are dropped while the guest posts": timeline(drop_photos={"due": Now()}),
}  # fmt: skip
