from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from desk.cookies import read_list_token
from takeover.model.credentials import session_digest
from tests.canaries.listening import before, nothing_leaks
from tests.canaries.watch import Page, Watch
from tests.desk.browser import Browser, Seen

__all__ = ["nothing_leaks"]

CHOICES = {"csrf", "attempt", "number", "kept", "do", "space", "meant", "day", "hour", "minute"}


@pytest.fixture(autouse=True)
def pages_are_seen(
    nothing_leaks: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was typed is a canary; what came back is searched for those of everybody else."""
    answered = Browser.raw

    def raw(browser: Browser, event: dict[str, Any]) -> Seen:
        for_team = _for_team(browser, event)
        seen = answered(browser, event)
        said = json.dumps(seen.headers) + seen.body
        nothing_leaks.pages.append(Page(_whose(event, nothing_leaks), said, for_team))
        return seen

    monkeypatch.setattr(Browser, "raw", raw)

    def typed(
        browser: Browser, path: str, fields: Mapping[str, str | list[str]], **__: str
    ) -> None:
        pairs = ((name, [text] if isinstance(text, str) else text) for name, text in fields.items())
        for name, text in ((name, text) for name, texts in pairs for text in texts):
            if name not in CHOICES:
                nothing_leaks.typed.add(text.strip())
                if " " in text.strip():
                    guest = nothing_leaks.guests.get(_turn(browser.cookie), "")
                    # Who asks for a weekend has none yet, but says who they are.
                    owner = guest or str(fields.get("guest_email", ""))
                    at_list = "a row of the list" if path.startswith("/list/") else ""
                    nothing_leaks.plant(text, name, owner or at_list)

    before(monkeypatch, Browser, "post", typed)


def _whose(event: dict[str, Any], watch: Watch) -> str:
    """The turn for which a request comes: by its session, or by a link that is right."""
    headers = event.get("headers", {})
    cookies = ";".join([*event.get("cookies", []), headers.get("cookie", "")])
    token = re.search(r"__Host-weekend=[^.;]+\.([\w-]+)", cookies)
    if token and (token[1], "") in watch.canaries:
        return _turn(cookies)
    link = re.fullmatch(r"/([\d-]+)/([0-9a-f]+).*", event["rawPath"])
    turn = _turn(f"={link[1]}.") if link else ""
    right = link is not None and (link[2], watch.guests.get(turn, "")) in watch.canaries
    return turn if right else ""


def _for_team(browser: Browser, event: dict[str, Any]) -> bool:
    """Is this the list, and somebody of the team who is signed in at this moment?"""
    token = read_list_token(event, event.get("headers", {}).get("cookie", ""))
    world = browser.story.world
    session = world.team._sessions.get(session_digest(token))
    at_list = str(event["rawPath"]).startswith("/list")
    return at_list and session is not None and session.live(world.clock.now())


def _turn(cookie: str) -> str:
    found = re.search(r"=(\d{4}-\d\d-\d\d)-(\d+)\.", cookie)
    return f"{found[1]}#{found[2]}" if found else ""
