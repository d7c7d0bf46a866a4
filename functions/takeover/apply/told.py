"""What a guest tells or asks the team, in words for its mails; what they wrote stays out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from takeover.model.report import About, reports
from takeover.model.review import Ask

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


def _look_by(blanks: Blanks) -> str:
    """By when somebody has promised to look at words that wait; empty where nobody has."""
    return _soonest(blanks, [ask.look_by for ask in _waiting(blanks)])


def _too_late(blanks: Blanks) -> str:
    """From when on the first of these words wait no more."""
    return _soonest(blanks, [ask.until for ask in _waiting(blanks)])


def _waiting(blanks: Blanks) -> list[Ask]:
    sight = blanks.sight
    return [ask for ask in sight.turn.asks.values() if sight.now < ask.until]


def _soonest(blanks: Blanks, moments: list[datetime | None] | list[datetime]) -> str:
    known = [at for at in moments if at is not None]
    return blanks.when(min(known)) if known else ""


OF_WORDS_THAT_WAIT: Mapping[str, Callable[[Blanks], object]] = {
    # Where the fate of such a mail is told much later: it was about one post at least.
    "waiting_posts": lambda b: max(b.sight.waiting, 1),
    "look_by": _look_by,
    "too_late": _too_late,
    "review_link": lambda b: f"{b.world.desk_url}/list/{b.sight.turn.weekend}/review",
}
"""The fillers of the mail about them."""
