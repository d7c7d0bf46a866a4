"""What a guest has told the team of, in sentences for their mail; who the guest is stays out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from takeover.model.report import About, reports

if TYPE_CHECKING:
    from takeover.apply.fillers import Blanks

POST_ON_X = "https://x.com/i/status/"
SAID: Mapping[About, str] = {
    About.DANGER: "Somebody may be in danger",
    About.GUESSING: "Somebody is guessing who they are",
}
NOWHERE = "They did not say where"
AN_EXAMPLE = "It is one of the examples of the rehearsal"


def told(blanks: Blanks) -> list[str]:
    """Every report of this weekend, newest first, each with the address of its post."""
    turn, found = blanks.sight.turn, []
    for report in reports(turn):
        where = POST_ON_X + report.post if report.post else NOWHERE
        if turn.rehearsal and report.post:
            where = AN_EXAMPLE
        found.append(f"{SAID[report.about]}, {blanks.when(report.at)}: {where}")
    return found
