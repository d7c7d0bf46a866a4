"""Posts that wait for the team's yes, as the team sees them, in every state."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording.list_pages import ListPage
from takeover.wording.list_review_pages import (
    NOT_SAID,
    ListReview,
    PhotoShown,
    PostToReview,
)
from takeover.wording.page_data import Problem

POST = PostToReview(
    turn="1",
    attempt="a" * 16,
    edition="2026-12-05T10:12:00.000000+00:00",
    texts=("What helps you sleep?\n\nI put the radio on, very low.",),
    asked="Saturday 5 December, 10.12am",
    until="Saturday 5 December, 11.15pm",
)
THREAD = replace(POST, texts=("I slept well, for once.", "And you?"), attempt="b" * 16)
TIMED = replace(POST, wanted="Sunday 6 December, 7pm")
ANSWER = replace(POST, texts=("Tea.",), answers="https://x.com/i/status/1900000001")
WITH_PHOTOS = replace(POST, photos=(PhotoShown("2" * 32, "My dog."), PhotoShown("3" * 32, "")))
ONE = ListReview(
    date="Friday 4 December 2026", path="/list/2026-12-04", name="Bluebell", posts=(POST,)
)

PAGES: dict[str, ListPage] = {
    "review": ONE,
    "review-several": replace(ONE, posts=(THREAD, TIMED, ANSWER)),
    "review-photos": replace(ONE, posts=(WITH_PHOTOS,)),
    "review-nothing": replace(ONE, posts=()),
    "review-late": replace(ONE, posts=(), late=1),
    "review-late-several": replace(ONE, late=3),
}
PAGES |= {
    f"review-{why.replace(' ', '-')}": replace(ONE, problems=(Problem(text),))
    for why, text in NOT_SAID.items()
}
