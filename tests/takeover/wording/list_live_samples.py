"""Going live and whether all is well, in every state."""

from __future__ import annotations

from dataclasses import replace

from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.wording import list_live_pages as pages
from takeover.wording.list_pages import Coming, ListPage
from takeover.wording.not_ready import in_words
from takeover.wording.page_data import Problem

FIRST = Coming(
    "Monday 23 November, 11.30am", "Bluebell", "the first mail, with their link: please say yes", ""
)
TOLD = tuple(
    in_words(Obstacle(kind), public_name="The guest", account="ourcharity", helper="Kit")
    for kind in ObstacleKind
)
BEFORE = pages.ListGoingLive(account="ourcharity", until="Monday 7 December", coming=(FIRST,))
WELL = pages.ListHealth(
    obstacles=(),
    troubles=(),
    coordinator="Robin",
    technical_helper="Kit",
    since="Monday 23 November, 10am",
)

PAGES: dict[str, ListPage] = {
    "going-live": BEFORE,
    "going-live-nothing": replace(BEFORE, coming=(), mistakes=1),
    "going-live-in-the-way": replace(
        BEFORE, in_the_way=TOLD, mistakes=2, problems=(Problem(pages.NOT_READY),)
    ),
    "going-live-beside": replace(
        BEFORE, beside=TOLD, problems=(Problem(pages.TICK_FIRST, "looked"),)
    ),
    "going-live-already": replace(
        BEFORE, since="Monday 23 November, 10am", problems=(Problem(pages.LIVE_ALREADY),)
    ),
    "health": WELL,
    "health-not": replace(
        WELL, obstacles=TOLD, troubles=("Nobody said yes for Friday 27 November.",), since=""
    ),
}
