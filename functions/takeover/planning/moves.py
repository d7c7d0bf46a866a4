"""Moves: the guest of a row that has gone stands in another weekend's row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from takeover.model.roster import Takeover
from takeover.model.sight import is_guest
from takeover.model.turn import Fact, Turn
from takeover.planning.planned import Planned, Scene

TOGETHER = timedelta(minutes=30)
"""A row that was first seen so long before the other one went belongs to the same edit."""


def moves(scene: Scene) -> Iterator[Planned]:
    """Each weekend that was put on another date, before its guest was told anything else."""
    step = scene.tune.housekeeper("move")
    for gone in scene.account.turns:
        if not _went(gone):
            continue
        for turn in scene.account.turns:
            if _took_its_place(scene, gone, turn):
                yield Planned(
                    step, "move", turn.id, scene.now, step.why,
                    sight=scene.sight(turn), subject=gone.id,
                )  # fmt: skip
                break


def _went(turn: Turn) -> bool:
    """Off the list before it opened, once it was offered; and nobody has been told so."""
    told = "cancelled" in turn.steps or "cannot_tell" in turn.steps
    offered = "booked" in turn.steps or turn.has(Fact.MOVED)
    return turn.has(Fact.GONE) and turn.how is None and offered and not told


def _took_its_place(scene: Scene, gone: Turn, turn: Turn) -> bool:
    went, seen = gone.at(Fact.GONE), turn.at(Fact.SEEN)
    if turn.weekend == gone.weekend or turn.rehearsal != gone.rehearsal or went is None:
        return False
    if seen is None or seen < went - TOGETHER or "booked" in turn.steps or turn.has(Fact.MOVED):
        return False
    row = scene.row(turn)
    if not isinstance(row, Takeover) or not (is_guest(turn, row) and is_guest(gone, row)):
        return False
    return scene.sight(turn).ending is None
