"""The pause button of the team's phones: looking at it changes nothing, pressing it only pauses."""

from __future__ import annotations

import re
from collections.abc import Callable

from desk.answers import Answer
from desk.asked import Asked
from takeover.commands import pause_button
from takeover.commands.team import Member
from takeover.wording import dates
from takeover.wording.page_data import Frame, NoSuchPage, NotFromHere
from takeover.wording.pause_pages import ListPauseButton, PauseButton

PLACE = f"{pause_button.PLACE}/<who>/<mac>"
MAC = re.compile(r"[0-9a-f]{32}")

type Act = Callable[[Asked], Answer]


def how_to(asked: Asked, here: Member) -> Answer:
    """For somebody of the team, signed in: where their own button is."""
    return Answer(200, ListPauseButton(path=pause_button.path_of(asked.world, here)))


def _for_its_owner(act: Act) -> Act:
    """A button that is nobody's is no page at all, whatever is wrong with it."""

    def answer(asked: Asked) -> Answer:
        who, mac = asked.parts["who"], asked.parts["mac"]
        if not MAC.fullmatch(mac) or not pause_button.is_ours(asked.world, who, mac):
            return Answer(404, NoSuchPage(), frame=Frame())
        return act(asked)

    return answer


def _show(asked: Asked) -> Answer:
    held = pause_button.on_now(asked.world)
    page = PauseButton()
    if held is not None:
        page = PauseButton(
            until=dates.moment(held.window.ends_at, asked.world.settings.zone),
            paused=held.paused_at is not None,
            by_us=held.paused_by_us,
        )
    return Answer(200, page, who=asked.parts["who"], frame=Frame())


def _press(asked: Asked) -> Answer:
    if not asked.from_our_page:
        return Answer(403, NotFromHere(), refused="another_site", frame=Frame())
    pause_button.press(asked.world)
    who, mac = asked.parts["who"], asked.parts["mac"]
    return Answer(303, location=f"{pause_button.PLACE}/{who}/{mac}", who=who)


show, press = _for_its_owner(_show), _for_its_owner(_press)
