"""The pages of weekends that are over, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.model.quarter import Counts, Quarter
from takeover.wording import list_report_pages as pages
from takeover.wording.list_pages import AnswersShown, ListPage
from takeover.wording.list_post_pages import (
    NOT_DOWN,
    OUR_OWN,
    ListPosts,
    ListTakeDown,
    PostShown,
    some_left,
)
from takeover.wording.list_report_pages import Quote, Recorded, Tally
from takeover.wording.page_data import Problem
from takeover.wording.quarter_words import quarter_sentences, quarter_title
from tests.takeover.wording.samples import COUNTS

DATE = "Friday 4 December 2026"
SAID = AnswersShown(
    date=DATE,
    path="/list/2026-12-04/trustees",
    name="Bluebell",
    said=(
        ("Overall, how was your weekend with us?", "Very good"),
        ("What was the best bit, and what should we change?", "The talk.\n\nMore tea."),
        ("May we quote your answers?", "Yes, as Bluebell"),
    ),
)
TALLY = Tally(
    "Since the weekend, do you feel less alone, or more?",
    (("Much less alone", "3 of 9 people"), ("A bit less alone", "4 of 9 people")),
)
LINES = (
    ("Who chose the guest?", "Robin, after a talk on 12 October."),
    ("When could they post?", "Friday 4 December, 5pm, to Monday 7 December, 9am."),
    (
        "Did it end?",
        (
            "Yes. Their time was up on Monday 7 December, 9am. All was tidied up on Monday "
            "7 December, 9am. Checked on Monday 7 December, 9:00:12am, by trying to post: refused."
        ),
    ),
    ("What was posted?", "41 posts. The first on Friday 4 December, 6.11pm."),
    ("Personal details", "To be deleted on Sunday 7 March 2027."),
)
RECORD = Recorded("Bluebell", unnamed=True, rehearsal=False, lines=LINES)
TRUSTEES = pages.ListTrustees(date=DATE, path="/list/2026-12-04", records=(RECORD,))
QUARTER = pages.ListQuarter(
    title=quarter_title(Quarter(2026, 4)),
    over=True,
    sentences=quarter_sentences(COUNTS),
    before="/list/quarters/2026-Q3",
    after="/list/quarters/2027-Q1",
)
POST = PostShown(
    key="1/post-4f",
    at="Saturday 5 December, 10.22am",
    text="Hello, all.\n\nWhat helps you sleep?",
    ours="",
    link="https://x.com/ourcharity/status/1900000001",
)
OUR_POST = replace(
    POST, key="1/introduction", text="", ours=OUR_OWN.format(content="goodbye and thank you")
)
FORGOTTEN = replace(POST, key="1/post-5e", text="")
DOWN = replace(POST, key="1/post-6d", down="Taken down by Robin, Monday 7 December, noon.")
POSTS = ListPosts(
    date=DATE,
    path="/list/2026-12-04",
    back="/list/2026-12-04",
    posts=(OUR_POST, POST, FORGOTTEN, DOWN, replace(POST, key="1/post-7c", link="")),
)
TAKE_DOWN = ListTakeDown(date=DATE, path="/list/2026-12-04", posts=(OUR_POST, POST, FORGOTTEN))

PAGES: dict[str, ListPage] = {
    "posts": POSTS,
    "posts-none": replace(POSTS, posts=()),
    "posts-one-left": replace(
        POSTS,
        posts=(replace(POST, trouble=NOT_DOWN["unsure"]), DOWN),
        problems=(Problem(some_left(1, 1, "")),),
    ),
    "posts-some-left": replace(
        POSTS,
        posts=tuple(
            replace(POST, key=f"1/post-{kind}", trouble=text) for kind, text in NOT_DOWN.items()
        ),
        problems=(Problem(some_left(6, 9, "Saturday 5 December, 11pm")),),
    ),
    "posts-take-down": replace(TAKE_DOWN, posts=(POST,)),
    "posts-take-all-down": TAKE_DOWN,
    "answers": pages.ListAnswers(tallies=(TALLY,), answers=(SAID, replace(SAID, name=""))),
    "answers-none": pages.ListAnswers(tallies=(), answers=()),
    "quotes": pages.ListQuotes(
        quotes=(Quote("The talk.\n\nMore tea.", "", DATE), Quote("Tea.", "Bluebell", DATE))
    ),
    "quotes-none": pages.ListQuotes(quotes=()),
    "trustees": replace(TRUSTEES, posts="/list/2026-12-04/posts"),
    "trustees-forgotten": replace(TRUSTEES, records=(replace(RECORD, name="", unnamed=False),)),
    "trustees-two": replace(TRUSTEES, records=(RECORD, replace(RECORD, name="", rehearsal=True))),
    "trustees-nobody": replace(TRUSTEES, records=(), none="Nobody had the account."),
    "quarter": replace(QUARTER, weekends=(("/list/2026-12-04/trustees", DATE),)),
    "quarter-so-far": replace(QUARTER, over=False, after=""),
    "quarter-empty": replace(QUARTER, sentences=quarter_sentences(Counts(weekends=13)), before=""),
}
