"""Moves: the guest of a row that has gone stands in another weekend's row."""

from __future__ import annotations

from collections.abc import Iterator

from takeover.planning.planned import Planned, Scene, went


def moves(scene: Scene) -> Iterator[Planned]:
    """Each weekend that was put on another date, before its guest was told anything else."""
    step = scene.tune.housekeeper("move")
    for gone in scene.account.turns:
        if not went(gone):
            continue
        for turn in scene.account.turns:
            if scene.took_its_place(gone, turn):
                yield Planned(
                    step, "move", turn.id, scene.now, step.why,
                    sight=scene.sight(turn), subject=gone.id,
                )  # fmt: skip
                break
