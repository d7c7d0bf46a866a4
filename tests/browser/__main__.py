"""`make browser`: every page in every state, and every journey, in a real Chromium."""

from __future__ import annotations

import io
import shutil
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.browser import chromium, pictures
from tests.browser.hands import Hands
from tests.browser.journeys import JOURNEYS
from tests.browser.looking import DESK, PHONE, Looker, shoot
from tests.browser.served import Served
from tests.browser.states import State, states, without_a_state

SHOTS = Path(__file__).parents[2] / ".screenshots"


def main() -> int:
    began = time.monotonic()
    log = io.StringIO()  # what the stories' functions say
    with redirect_stdout(log), sync_playwright() as playwright, Served() as served:
        browser = chromium.start(playwright)
        if "--pictures" in sys.argv:
            for picture in pictures.take(browser, served):
                say(f"{picture.name}: {picture.stat().st_size // 1024} KB")
            return 0
        shutil.rmtree(SHOTS, ignore_errors=True)
        SHOTS.mkdir()
        looker, bare = Looker(browser), Looker(browser, scripts=False)
        every = list(states())
        looker.wrongs.add("the samples", [f"no sample shows {k}" for k in without_a_state()])
        for state in every:
            look_at(looker, served, state)
        travelled = [travel(one, served) for one in (looker, bare)]
        browser.close()
    wrongs = looker.wrongs
    wrongs.join(bare.wrongs, "without JavaScript")
    for line in wrongs.lines():
        say(line)
    say(f"{time.monotonic() - began:.0f} s; pictures are in {SHOTS.name}/")
    pages = len({state.kind for state in every})
    say(f"{pages} pages in {len(every) + sum(travelled)} states, {len(wrongs)} violations")
    return 1 if len(wrongs) else 0


def look_at(looker: Looker, served: Served, state: State) -> None:
    """One sample: looked at, and its pictures taken."""
    answer = looker.tab.goto(served.address_of(state))
    if answer is None or not answer.ok:
        looker.wrongs.add(state.name, [f"the desk could not show it: {served.last_fault()}"])
    looker.look(state.name)
    shoot(looker.tab, SHOTS / f"{state.name}-desk.png", DESK)
    shoot(looker.tab, SHOTS / f"{state.name}-phone.png", PHONE)
    if state.main:
        with looker.dark():
            shoot(looker.tab, SHOTS / f"{state.name}-phone-dark.png", PHONE)


def travel(looker: Looker, served: Served) -> int:
    """Every journey, in a browser that nobody was in before; returns how many pages were met."""
    met = 0
    for journey in JOURNEYS:
        looker.tab.context.clear_cookies()
        hands = Hands(looker.tab, served.url, looker.look if looker.scripts else looker.listen)
        hands.scripts = looker.scripts
        hands.journey = journey.__name__.replace("_", " ")
        try:
            journey(served, hands)
        except (AssertionError, Error) as error:
            looker.wrongs.add(hands.journey, [f"broke off: {error}"])
        met += hands.seen
    return met


def say(line: str) -> None:
    print(line, file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    sys.exit(main())
