"""Deliberate bugs in the list's forms, in the pause button, and in a guest's own changes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from desk.team import undoing, wishes
from desk.team.wishes import Wish
from takeover import commands
from takeover.commands import editing, moving, pause_button
from takeover.planning.editing import moved
from tests.simulation.bugs import Bug, patched


def _compares_nothing() -> AbstractContextManager[object]:
    """A form does not know any more what it was made from."""
    return patch.object(Wish, "whole_state", "")


def _only_arrives(*asked: Any) -> Any:
    """Who moves is in both weekends."""
    return moved(*asked)[:1]


_really_edits = moving.edits_of_a_move


def _leaves_nothing(*asked: Any) -> Any:
    """Who moves by themselves is in both weekends."""
    return _really_edits(*asked)[:1]


PAGES: dict[str, Bug] = {
    "page: whoever is slower wins": _compares_nothing,
    "page: an edit is only said to be saved": patched(editing, "_write", lambda *_: None),
    "page: a move leaves the guest in both": patched(wishes, "moved", _only_arrives),
    "page: undone days later": patched(undoing, "GOOD_FOR", timedelta(days=9)),
    "button: it pauses nothing": patched(pause_button, "pause_for_the_charity", lambda *_: True),
    "button: anybody's is good": patched(pause_button, "is_ours", lambda *_: True),
    "mind: who moves stays as well": patched(moving, "edits_of_a_move", _leaves_nothing),
    "mind: a no is taken back in words only": patched(commands, "undo_no", lambda *_: True),
}
