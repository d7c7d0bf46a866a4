"""The pages of weekends that are over, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.model.quarter import Counts, Quarter, Share
from takeover.wording import list_report_pages as pages
from takeover.wording.list_pages import AnswersShown, ListPage
from takeover.wording.list_report_pages import Quote, Recorded, Tally
from takeover.wording.quarter_words import quarter_sentences, quarter_title

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
COUNTS = Counts(
    weekends=13, with_guest=10, unnamed=4, breaks=2, on_time=10, checked=10, stopped_by_guest=1,
    posts=402, answered=9, good=Share(8, 9), less_alone=Share(7, 9), asked_for_contact=1,
    deleted=Share(11, 11), asked_to_be_forgotten=1,
)  # fmt: skip
QUARTER = pages.ListQuarter(
    title=quarter_title(Quarter(2026, 4)),
    over=True,
    sentences=quarter_sentences(COUNTS),
    before="/list/quarters/2026-Q3",
    after="/list/quarters/2027-Q1",
)

PAGES: dict[str, ListPage] = {
    "answers": pages.ListAnswers(tallies=(TALLY,), answers=(SAID, replace(SAID, name=""))),
    "answers-none": pages.ListAnswers(tallies=(), answers=()),
    "quotes": pages.ListQuotes(
        quotes=(Quote("The talk.\n\nMore tea.", "", DATE), Quote("Tea.", "Bluebell", DATE))
    ),
    "quotes-none": pages.ListQuotes(quotes=()),
    "trustees": TRUSTEES,
    "trustees-forgotten": replace(TRUSTEES, records=(replace(RECORD, name="", unnamed=False),)),
    "trustees-two": replace(TRUSTEES, records=(RECORD, replace(RECORD, name="", rehearsal=True))),
    "trustees-nobody": replace(TRUSTEES, records=(), none="Nobody had the account."),
    "quarter": QUARTER,
    "quarter-so-far": replace(QUARTER, over=False, after=""),
    "quarter-empty": replace(QUARTER, sentences=quarter_sentences(Counts(weekends=13)), before=""),
}
