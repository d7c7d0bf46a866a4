"""All addresses that the desk answers, whoever comes to know of one, and all that could change."""

from __future__ import annotations

import re
from copy import deepcopy
from inspect import getclosurevars

from desk.app import serve
from takeover.commands.pause_button import PLACE
from takeover.model.team import pause_mac
from takeover.ports import World
from tests.desk.browser import Browser
from tests.desk.list_stories import sign_in
from tests.desk.photographs import add, keys
from tests.desk.stories import WORDS, in_the_weekend
from tests.story import ROBIN, Story

PORTS = (
    "roster", "ledger", "team", "waiting_list", "texts", "photos", "spoken", "mailer", "channel",
)  # fmt: skip
NO_STATE = {"seam", "_clock"}


def routes(method: str) -> list[str]:
    """The paths of all routes of this method, as they are registered."""
    app = getclosurevars(serve(_no_world)).nonlocals["app"]
    every = [*app._static_routes, *app._dynamic_routes]
    return sorted({route.path for route in every if route.method == method})


def everything(story: Story) -> dict[str, object]:
    """All that any port holds."""
    return {
        name: deepcopy({k: v for k, v in vars(port).items() if k not in NO_STATE})
        for name, port in ((name, getattr(story.world, name)) for name in PORTS)
    }


class Weekend:
    """Saturday morning, with something of every kind: a post, words for later, a photo, a letter.

    `everybody` is one browser with a guest and the coordinator signed in; `guest` has the guest's
    form's secret, `team` the other.
    """

    def __init__(self) -> None:
        self.story, self.everybody = in_the_weekend()
        guest = self.everybody
        guest.write("Good morning.")
        guest.press("Post it")
        (self.attempt,) = re.findall('data-out="([0-9a-f]{16})"', guest.last.body)
        guest.press("Keep it for later", text="For the afternoon.")
        guest.get("/")
        add(guest, text=WORDS)
        self.photo = keys(guest)[0]
        self.guest = guest.csrf
        self.letter = self.story.world.channel.somebody_writes("@ourcharity Hello?")
        sign_in(guest)
        self.team = guest.csrf

    def path(self, route: str) -> str:
        """The route with names of things that are there."""
        for name, value in {
            "<turn>/<mac>": self.story.key().path[1:],
            "/pause/<who>/<mac>": self.button,
            "<key>": self.photo,
            "<weekend>": "2026-12-04",
            "<quarter>": "2026-Q4",
            "<text>": "mail-booked",
            "<step>": "thank_you",
        }.items():
            route = route.replace(name, value) if name in route else route
        return route

    @property
    def button(self) -> str:
        """Where the coordinator's pause button is."""
        key = self.story.world.secrets.link_key()
        return f"{PLACE}/coordinator/{pause_mac(key, 'coordinator', ROBIN.address)}"

    def nobody(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self.story)


def _no_world(_: str) -> World:
    raise AssertionError("nothing is asked of it")
