"""What guest and team see where the team looks at posts before they go out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Review:
    """How words stand that need a yes: they wait, came too late, or got an answer.

    `look_by` is by when somebody has promised to look, `overdue` that nobody has; `wanted` when
    they would go out then, if their guest chose a time. `reason` is the team's, with its no.
    """

    waits: bool = False
    late: bool = False
    yes: bool = False
    no: bool = False
    look_by: str = ""
    overdue: bool = False
    wanted: str = ""
    reason: str = ""


def looks_first(from_name: str, hours: str) -> str:
    """Say that posts wait for somebody, and when that person looks; the hours may be unknown."""
    said = f"{from_name} looks at posts before they go out."
    return f"{said} They look {hours}." if hours else said
