"""Going live, and whether all is ready: what the team sees of the stack itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import Coming, ListPage
from takeover.wording.not_ready import Told

PLACE, HEALTH = "/list/going-live", "/list/health"
TICK_FIRST = "Please tick that you have looked at it all."
NOT_READY = "It can’t go live yet. What is in the way stands below."
LIVE_ALREADY = "Somebody else did that a moment ago: it is live already."


@dataclass(frozen=True, kw_only=True)
class ListGoingLive(ListPage):
    """What is sent in the next fourteen days if it goes live now; `since` is set once it is live.

    `in_the_way` forbids it, `beside` does not.
    """

    template: ClassVar[str] = "list_going_live.html"
    account: str
    until: str
    coming: tuple[Coming, ...] = ()
    mistakes: int = 0
    in_the_way: tuple[Told, ...] = ()
    beside: tuple[Told, ...] = ()
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class ListHealth(ListPage):
    """Is all ready that a weekend needs? Empty: all is well."""

    template: ClassVar[str] = "list_health.html"
    obstacles: tuple[Told, ...]
    troubles: tuple[str, ...]
    coordinator: str
    technical_helper: str
    since: str = ""
