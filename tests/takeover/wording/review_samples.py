"""Words that wait for the team's yes, as their guest sees them, in every state."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording.page_data import Notice, Page
from takeover.wording.review_pages import Review, looks_first
from tests.takeover.wording.conversation_samples import LOOK, TALK
from tests.takeover.wording.write_samples import (
    KEPT,
    KEPT_ONE,
    PREVIEW,
    THREAD,
    WRITE,
)

LOOKS = looks_first("Robin", "Friday, 5pm to 10pm; Saturday and Sunday, 9am to 9pm")
BY = "Saturday 5 December, 11.15am"
WAITS = replace(KEPT_ONE, review=Review(waits=True, look_by=BY))
IN_TIME = replace(KEPT_ONE, review=Review(waits=True, look_by=BY, wanted="Sunday 6 December, 7pm"))
UNKNOWN = replace(KEPT_ONE, texts=THREAD, review=Review(waits=True))
OVERDUE = replace(KEPT_ONE, review=Review(waits=True, look_by=BY, overdue=True))
ANSWER = replace(WAITS, texts=("Tea, and a list on the fridge.",), answers="1900000001")
LATE = replace(KEPT_ONE, review=Review(late=True, look_by=BY))
NO = replace(KEPT_ONE, review=Review(no=True))
WHY_NOT = replace(
    KEPT_ONE, review=Review(no=True, reason="Please leave out the name of your nurse. Robin")
)
ANSWER_NO = replace(ANSWER, review=Review(no=True, reason="Not this one, please."))
YES = replace(KEPT_ONE, review=Review(yes=True), sends_at="Sunday 6 December, 7pm")
REVIEWED = replace(WRITE, review=LOOKS)

PAGES: dict[str, Page] = {
    "write-reviewed": REVIEWED,
    "write-waiting": replace(REVIEWED, waiting=(WAITS,), notice=Notice.WAITING),
    "write-waiting-several": replace(REVIEWED, waiting=(IN_TIME, UNKNOWN, ANSWER)),
    "write-waiting-late": replace(REVIEWED, waiting=(LATE,)),
    "write-waiting-overdue": replace(REVIEWED, waiting=(OVERDUE,)),
    "write-waiting-no": replace(REVIEWED, waiting=(WHY_NOT, NO, ANSWER_NO)),
    "write-reviewed-any-hour": replace(REVIEWED, review=looks_first("Robin", "at any hour")),
    "write-reviewed-no-hours": replace(REVIEWED, review=looks_first("Robin", "")),
    "preview-reviewed": replace(PREVIEW, review=LOOKS),
    "answer-reviewed": replace(LOOK, review=LOOKS),
    "talk-waiting": replace(
        TALK, others=(replace(TALK.others[0], waiting=("Tea, and a list on the fridge.",)),)
    ),
    "kept-waiting": replace(
        KEPT, words=(IN_TIME, LATE, WHY_NOT, YES, ANSWER, ANSWER_NO), notice=Notice.TAKEN_BACK
    ),
    "kept-answered": replace(KEPT, words=(YES, NO), notice=Notice.ANSWERED),
}
