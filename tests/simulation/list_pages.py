"""The list's real pages and forms, as a browser of the team's asks for them.

Like `desk.py` without Powertools' resolver; the pages are drawn now and then, so that one that
cannot be drawn is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import cast

from desk import pause_button
from desk.answers import Answer
from desk.asked import Asked
from desk.faults import answer_to
from desk.team.routes import FORMS, PAGES
from takeover.commands.pause_button import PLACE
from takeover.model.credentials import csrf_token, session_digest
from takeover.model.team import COORDINATOR, TeamSession, pause_mac, person_of
from takeover.ports import World
from takeover.wording.page import render_page
from takeover.wording.page_data import Frame
from tests.simulation.desk import event_of
from tests.simulation.on_x import TEAM
from tests.simulation.stack import Actor, KilledError, Stack

TOKEN = "the-browser-of-the-coordinator"
COOKIE = f"__Host-list={TOKEN}"
DRAWN = 0.2
ROUTES = {
    "GET": {**PAGES, pause_button.PLACE: pause_button.show},
    "POST": {**FORMS, pause_button.PLACE: pause_button.press},
}
PATTERNS = {
    method: [(re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", path)), act)
             for path, act in sorted(routes.items(), key=lambda one: one[0].count("<"))]
    for method, routes in ROUTES.items()
}  # fmt: skip


class ListPages:
    """The coordinator's browser, signed in; and the pause button of the same phone."""

    def __init__(self, stack: Stack, chance: Random) -> None:
        self._stack, self._chance = stack, chance
        person = stack.settings.coordinator
        at, digest = stack.clock.now(), session_digest(TOKEN)
        stack.team._sessions[digest] = TeamSession(
            who=COORDINATOR,
            digest=digest,
            person=person_of(TOKEN, person.address),
            proved_at=at,
            ends_at=at + timedelta(days=400),
        )
        mac = pause_mac(stack.secrets._key, COORDINATOR, person.address)
        self.button = f"{PLACE}/{COORDINATOR}/{mac}"

    def get(self, path: str) -> Answer:
        """Look at a page; what it says comes as data."""
        return self._ask("GET", path, {})

    def post(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Send a form of a page's; 502 where the process was killed."""
        return self._ask("POST", path, {"csrf": csrf_token(TOKEN), **(fields or {})})

    def _ask(self, method: str, path: str, fields: Mapping[str, str]) -> Answer:
        stack = self._stack
        stack.actors.append(Actor(TEAM, began=stack.clock.now()))
        try:
            answer = self._answer(method, path, fields)
        except KilledError:
            answer = Answer(502)
        finally:
            stack.actors.pop()
        shown = path.removesuffix(path.rpartition("/")[2]) if path == self.button else path
        stack.tell(f"{TEAM}: {method} {shown} -> {answer.status} {answer.refused}")
        return answer

    def _answer(self, method: str, path: str, fields: Mapping[str, str]) -> Answer:
        found = ((pattern.fullmatch(path), act) for pattern, act in PATTERNS[method])
        parts, act = next((match.groupdict(), act) for match, act in found if match)
        event, instance = event_of(method, path, fields, COOKIE), self._stack.instance()
        try:
            answer = act(Asked(event, cast("World", instance), parts))
            if answer.page is not None and self._chance.random() < DRAWN:
                colour = self._stack.settings.accent_colour
                render_page(answer.page, answer.frame or Frame(), colour)
        except Exception as error:  # noqa: BLE001 -- as the desk's own app does
            answer = answer_to(error, posting=False)
            if answer.status == 500:
                self._stack.desk.unexpected.append(f"{method} {path}: {error!r}")
        return answer
