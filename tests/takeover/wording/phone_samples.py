"""Help by phone, and the pause button of the team's phones, in every state of their pages."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import phone_pages as pages
from takeover.wording.device_pages import Devices
from takeover.wording.page_data import Page, Problem
from takeover.wording.pause_pages import ListPauseButton, PauseButton

HERS = "/list/2026-12-04"
ADDRESS = "https://weekends.example.org"
TYPE = pages.Helped()
HELP = pages.ListHelp(
    date="Friday 4 December 2026",
    path=HERS,
    name="Bluebell",
    phone="020 7946 0123",
    page_address=ADDRESS,
)


def _wrong(text: str) -> tuple[Problem, ...]:
    return (Problem(text, "number"),)


PAGES: dict[str, Page] = {
    "helped": TYPE,
    "helped-slip": replace(TYPE, number="0417", problems=_wrong(pages.NUMBER_HAS_EIGHT)),
    "helped-wrong": replace(TYPE, own_device=True, problems=_wrong(pages.NOT_IT)),
    "helped-too-many": replace(TYPE, problems=_wrong(pages.TOO_MANY)),
    "help-by-phone": HELP,
    "help-by-phone-without-one": replace(HELP, phone="", name="Wilhelmina von und zu der Aue."),
    "devices": Devices(stays=True),
    "devices-by-link": Devices(stays=False),
    "pause-button": PauseButton(until="Monday 7 December, 9am"),
    "pause-button-nothing-on": PauseButton(),
    "pause-button-paused": PauseButton(until="Monday 7 December, 9am", paused=True, by_us=True),
    "pause-button-stopped": PauseButton(until="Monday 7 December, 9am", paused=True),
    "list-pause-button": ListPauseButton(path="/pause/coordinator/" + "0123456789abcdef" * 2),
    "help-by-phone-number": pages.ListSpoken(
        date=HELP.date,
        path=HERS,
        name="Bluebell",
        number="0417 2256",
        until="6.30pm",
        page_address=ADDRESS,
    ),
}
