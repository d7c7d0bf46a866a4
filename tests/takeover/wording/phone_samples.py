"""Help by phone, in every state of its pages."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import phone_pages as pages
from takeover.wording.page_data import Page, Problem

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
    "help-by-phone-number": pages.ListSpoken(
        date=HELP.date,
        path=HERS,
        name="Bluebell",
        number="0417 2256",
        until="6.30pm",
        page_address=ADDRESS,
    ),
}
