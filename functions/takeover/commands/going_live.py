"""Going live: what would be sent, what stands in the way, and the one instant that is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from takeover.apply.look import Look, look
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.model.steps import REMINDERS
from takeover.planning.preview import Expected, preview
from takeover.ports import World

LOOKS_AHEAD = timedelta(days=14)
ABOUT_NOBODY = ""
FORBIDS_IT = frozenset(
    {
        *(kind for kind in ObstacleKind if kind.name.startswith("X_")),
        ObstacleKind.SENDER_UNCONFIRMED,
        ObstacleKind.MAIL_STOPPED,
        ObstacleKind.MAIL_SANDBOX,
        ObstacleKind.MAIL_WARNED,
        ObstacleKind.MAIL_UNCHECKED,
    }
)
"""With one of these posts could not be published, or mails not be sent."""


@dataclass(frozen=True)
class Prospect:
    """The stack before it goes live; `expected` is what is sent until then if it does so now."""

    seen: Look
    until: datetime
    expected: tuple[Expected, ...]

    @property
    def live_since(self) -> datetime | None:
        """Since when it is live; None while it rehearses."""
        return self.seen.account.live_since


def prospect(world: World) -> Prospect:
    """Look at what would be sent in the next fourteen days; changes nothing."""
    seen = look(world, REMINDERS)
    until = seen.now + LOOKS_AHEAD
    expected = preview(seen.roster, seen.account, world.settings, seen.now, until)
    return Prospect(seen, until, expected)


def in_the_way(world: World) -> Sequence[Obstacle]:
    """All that is not ready for a live weekend, whoever its guest is."""
    return world.readiness.obstacles(ABOUT_NOBODY, live=True)


def go_live(world: World) -> datetime | None:
    """End the rehearsal; the instant, or None if somebody else was quicker."""
    now = world.clock.now()
    return now if world.ledger.go_live(now) else None
