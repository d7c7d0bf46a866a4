"""Words that wait for a yes of the team's: who has said what, and until when they may wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from takeover.hours import Hours
from takeover.model.calendar import Window

WAITS_AFTER_LOOK = timedelta(hours=12)
"""So long after somebody should have looked the words are still of the moment."""
YES_PREFIX, NO_PREFIX = "yes-", "no-"
"""So begins what the turn's record calls words that the team said yes, or no, to."""


class Reply(StrEnum):
    """What the team says."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Ask:
    """A guest asks for a yes, which comes too late from `until` on.

    `look_by`: by then somebody has promised to look; None where nobody has.
    """

    asked_at: datetime
    until: datetime
    look_by: datetime | None = None


def ask(
    now: datetime, hours: Hours, window: Window, zone: ZoneInfo, *, send_by: datetime | None = None
) -> Ask:
    """What can be promised to a guest who asks now; `send_by` is when it is too late to send.

    The end of the weekend ends the waiting as well.
    """
    look_by = hours.answer_by(now, zone, within=max(window.ends_at - now, timedelta()))
    if look_by is None:
        return Ask(now, window.ends_at)
    latest = max(look_by + WAITS_AFTER_LOOK, send_by or look_by)
    return Ask(now, min(latest, window.ends_at), look_by)
