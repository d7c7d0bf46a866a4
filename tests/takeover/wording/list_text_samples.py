"""The pages for mails and posts in the charity's own words, in every state they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import list_text_pages as pages
from takeover.wording.findings import grave
from takeover.wording.own_texts import Ours, built_in, check
from takeover.wording.page_data import Problem
from takeover.wording.texts_shown import groups, text_page

OURS = Ours("our charity", "multiple sclerosis", "ourcharity")
STATE = "Changed on Monday 23 November, 11am, by Robin."


def path_of(name: str) -> str:
    return f"{pages.TEXTS}/{name.replace('/', '-', 1)}"


def text(name: str, words: str = "", **more: object) -> pages.ListText:
    typed = words or built_in(name)
    found = check(name, typed, OURS)
    made = text_page(name, typed, found, OURS)
    problems = tuple(Problem(one.words, "text") for one in grave(found))
    more = {"path": path_of(name), "was": "0a1b", "problems": problems} | more
    return replace(made, **more)  # type: ignore[arg-type]


LIST = pages.ListTexts(groups=groups(path_of, {}, (), OURS))
PAGES = {
    "list-texts": LIST,
    "list-texts-own": replace(
        LIST,
        groups=groups(
            path_of, {"mail/booked": STATE, "post/intro-named": STATE}, {"post/intro-named"}, OURS
        ),
    ),
    "list-text-mail": text("mail/booked"),
    "list-text-list": text("mail/weekly", state=STATE),
    "list-text-post": text("post/intro-named", state=STATE),
    "list-text-page": text("page/guide"),
    "list-text-wrong": text("mail/number", "Hello {public_nam}\n\n{link}"),
    "list-text-advice": text("mail/booked", "Hello\n\nDear {public_name},\n\n[Look]"),
    "list-text-changed": text(
        "mail/booked", theirs="Hello\n\nDear you", problems=(Problem(pages.CHANGED_MEANWHILE),)
    ),
}
