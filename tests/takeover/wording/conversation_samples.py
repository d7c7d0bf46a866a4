"""Who wrote to the guest, in every state of its pages."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import conversation_pages as pages
from takeover.wording import refusals
from takeover.wording.page_data import Bar, Notice, Page, Posted, Problem
from takeover.wording.ready_answers import READY

BAR = Bar("Monday 9am", "1 day and 22 hours")
US = "@ourcharity"
AT = "Saturday 5 December, 10.02am"
KIND = pages.Other("107", "Bo Example", "@bo_example", "What helps you on a foggy day?", AT)
ANSWER = Posted(
    "0123456789abcdef", "A list on the fridge. And tea.", "Saturday 5 December, 10.05am"
)
ANSWERED = replace(
    KIND,
    id="106",
    answers=(
        ANSWER,
        replace(ANSWER, attempt="1123456789abcdef", taken_down=True),
        replace(ANSWER, attempt="2123456789abcdef", unsure=True),
        replace(ANSWER, attempt="3123456789abcdef", posted=False),
    ),
    can_hide=True,
)
DANGER = replace(
    KIND, id="105", name="Eli Example", handle="", words="I can’t go on like this any more.",
    danger=True, can_hide=True,
)  # fmt: skip
TOLD = replace(DANGER, id="104", told=True, can_answer=False)
OTHERS = (
    KIND,
    ANSWERED,
    DANGER,
    TOLD,
    replace(KIND, id="103", name="Someone", handle="", can_answer=False),
    replace(KIND, id="102", words="Rude words", hidden=True, can_hide=True),
    replace(KIND, id="101", name="إيلي", words="שלום! What is that?\n\nIs it Hebrew?"),
)
TALK = pages.Talk(bar=BAR, others=OTHERS, at_account=US, seen_at=AT)
DOWN = replace(TALK, others=(), why=pages.Why.LATER, own=ANSWERED.answers)
BOX = pages.AnswerTo(
    bar=BAR, post=KIND.id, other=KIND, ready=tuple(READY.items()), at_account=US
)  # fmt: skip
WORDS = "A list on the fridge. And tea."
HELP = "Thank you for telling us. You matter. Please talk to someone now: Samaritans, 116 123."
LOOK = pages.LookAtAnswer(
    bar=BAR, post=KIND.id, other=KIND, text=WORDS, attempt="0123456789abcdef"
)  # fmt: skip
HIDE = pages.ConfirmHide(bar=BAR, post=ANSWERED.id, other=ANSWERED)


def _wrong(text: str, field: str = "") -> tuple[Problem, ...]:
    return (Problem(text.format(at_account=US), field),)


PAGES: dict[str, Page] = {
    "talk": TALK,
    "talk-nobody": replace(TALK, others=()),
    "talk-older": replace(TALK, others=(KIND,), newest=False),
    "talk-more": replace(TALK, others=(KIND,), older="107"),
    "talk-told": replace(TALK, others=(TOLD,), notice=Notice.TOLD_US),
    "talk-posted": replace(TALK, others=(ANSWERED,), notice=Notice.POSTED),
    "talk-hidden": replace(TALK, others=(ANSWERED,), notice=Notice.HIDDEN),
    "talk-hide-refused": replace(TALK, problems=_wrong(pages.HIDE_REFUSED)),
    "talk-hide-later": replace(TALK, problems=_wrong(pages.HIDE_LATER)),
    "talk-told-often": replace(TALK, problems=_wrong(pages.TOLD_OFTEN)),
    "talk-x-down": DOWN,
    "talk-x-later": replace(DOWN, own=(), until="12.15pm"),
    "talk-x-credit": replace(DOWN, why=pages.Why.CREDIT),
    "talk-x-no": replace(DOWN, why=pages.Why.NOT_ALLOWED),
    "answer": BOX,
    "answer-kept": replace(BOX, text=WORDS, kept_words="What I had typed before"),
    "answer-help": replace(BOX, other=DANGER, text=HELP, help_message=True),
    "answer-not-seen": replace(BOX, other=None),
    "answer-not-let": replace(BOX, other=TOLD),
    "answer-too-long": replace(BOX, text="w" * 300, problems=_wrong("20 too many.", "text")),
    "answer-same-words": replace(BOX, text=WORDS, problems=_wrong(refusals.SAME_WORDS, "text")),
    "answer-not-summoned": replace(
        BOX, text=WORDS, problems=_wrong(pages.NOT_SUMMONED, "text"), to_post_instead=True
    ),
    "answer-gone": replace(
        BOX, other=None, text=WORDS, problems=_wrong(pages.TARGET_GONE, "text"),
        to_post_instead=True,
    ),
    "answer-look": LOOK,
    "answer-look-help": replace(LOOK, other=DANGER, text=HELP, help_message=True),
    "answer-look-link": replace(LOOK, links=("www.example.org",), accidents=("fridge.And",)),
    "answer-look-sensitive": replace(LOOK, sensitive=("tea", "fridge")),
    "answer-look-not-seen": replace(LOOK, other=None),
    "answer-look-x-down": replace(
        LOOK, problems=_wrong(refusals.not_taken_by_x("later", from_name="Robin"))
    ),
    "hide": HIDE,
    "hide-not-seen": replace(HIDE, other=None),
}  # fmt: skip
