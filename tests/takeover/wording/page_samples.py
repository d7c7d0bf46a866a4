"""Every page in every state that it can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import agreement, refusals, write_pages
from takeover.wording import page_data as pages
from takeover.wording.change_pages import ConfirmMove, Gone, LetGo, PickAnother
from takeover.wording.length import check_hello, check_name
from takeover.wording.page_data import Notice, Problem
from takeover.wording.public_data import Offered
from takeover.wording.questions import QUESTIONS
from tests.takeover.wording import (
    conversation_samples,
    list_away_samples,
    list_edit_samples,
    list_live_samples,
    list_mail_samples,
    list_report_samples,
    list_review_samples,
    list_samples,
    list_sheet_samples,
    list_text_samples,
    phone_samples,
    photo_samples,
    public_samples,
    review_samples,
    write_samples,
)

FRAME = pages.Frame(charity="our charity", csrf="c5" * 32, from_name="Robin", phone="020 7946 0999")
FRAME = replace(FRAME, signed_in="Robin", devices=True)
SIGNED_OUT = pages.Frame(from_name="Robin")
REHEARSING = replace(FRAME, rehearsal=True, phone="")
FRAMES = (FRAME, SIGNED_OUT, REHEARSING)

OPENS, CLOSES = "Friday 4 December, 5pm", "Monday 7 December, 9am"
WORDS = "What helps you sleep?\n\nI put the radio on, very low."
NAMES = pages.Names("Bluebell", "Gardener, mum of two, bad at resting.")

OFFER = pages.Offer(
    opens=OPENS,
    closes=CLOSES,
    public_name="Bluebell",
    points=tuple(agreement.ten_points(condition="multiple sclerosis", charity="our charity")),
    agree=agreement.AGREE,
    consent=agreement.consent(charity="our charity"),
    privacy=tuple(
        agreement.privacy_note(
            from_name="Robin",
            deputy_name="Ash",
            technical_helper_name="Kit",
            sender="weekend@example.org",
            retention_days=90,
            region_in_words="London",
            privacy_contact="privacy@example.org",
            regulator="the regulator",
        )
    ),
)
NOT_SAID = (
    Problem("Please tick that you agree to the ten points.", "terms"),
    Problem("Please tick that we may use what you tell us about your health.", "consent"),
    Problem("Please type the name people will see: Bluebell", "typed_name"),
)
READY = pages.Ready(
    opens=OPENS, closes=CLOSES, asks_all_set=False, all_set=False, late=False, names=NAMES
)
FREE = tuple(
    Offered(f"2026-12-{day}", f"Friday {day} December, 5pm, to Monday {day + 3} December, 9am")
    for day in (11, 18)
)
PICK = PickAnother(opens=OPENS, closes=CLOSES, weekends=FREE)
CONFIRM_MOVE = ConfirmMove(opens=OPENS, closes=CLOSES, chosen=FREE[1], accepted=True)
NUMBER = pages.Number(day="Friday")
SURVEY = pages.Survey(
    questions=QUESTIONS, public_name="Bluebell", pass_on="https://weekends.example.org/weekends"
)


def _problem(text: str, field: str = "") -> tuple[Problem, ...]:
    return (Problem(text, field),)


PAGES: dict[str, pages.Page] = {
    "door": pages.Door(),
    "no-such-page": pages.NoSuchPage(),
    "signed-out": pages.SignedOut(),
    "signed-out-by-hand": pages.SignedOut(notice=Notice.SIGNED_OUT),
    "signed-out-with-words": pages.SignedOut(kept_words=WORDS),
    "offer": OFFER,
    "offer-not-said": replace(OFFER, problems=NOT_SAID, typed_name="Bluebel"),
    "offer-wrong-name": replace(
        OFFER,
        problems=_problem(
            refusals.not_the_name("Bluebel", "Bluebell", from_name="Robin", phone="020 7946 0999"),
            "typed_name",
        ),
        typed_name="Bluebel",
    ),
    "offer-half-said": replace(
        OFFER, problems=NOT_SAID[2:], terms_ticked=True, consent_ticked=True
    ),
    "offer-undone": replace(OFFER, notice=Notice.UNDONE),
    "let-go": LetGo(),
    "let-go-undo": LetGo(undo_until="Thursday 3 December, 5pm"),
    "pick-another": PICK,
    "pick-another-none": replace(PICK, weekends=()),
    "pick-another-too-often": replace(PICK, too_often=True),
    "pick-another-taken": replace(PICK, problems=_problem(refusals.NOT_FREE)),
    "confirm-move": CONFIRM_MOVE,
    "confirm-move-not-said-yes": replace(CONFIRM_MOVE, accepted=False),
    "offer-moved": replace(OFFER, notice=Notice.MOVED),
    "ready-moved": replace(READY, notice=Notice.MOVED),
    "ready": replace(READY, notice=Notice.SAID_YES),
    "ready-to-tap": replace(READY, asks_all_set=True),
    "ready-all-set": replace(READY, asks_all_set=True, all_set=True, notice=Notice.SAVED),
    "ready-late": replace(READY, late=True, names=None),
    "ready-bad-names": replace(
        READY,
        names=pages.Names("Shift.ms", "x" * 99),
        problems=(
            Problem(check_name("Shift.ms")[0], "public_name"),
            Problem(check_hello("x" * 99)[0], "hello"),
        ),
    ),
    "ready-words-not-changed": replace(READY, problems=_problem(refusals.WORDS_NOT_CHANGED)),
    "number": NUMBER,
    "number-sent-again": replace(NUMBER, notice=Notice.SENT_AGAIN),
    "number-newest": pages.Number(day=""),
    "number-wrong": replace(
        NUMBER, own_device=True, problems=_problem(refusals.wrong_number(4), "number")
    ),
    "number-wrong-last": replace(NUMBER, problems=_problem(refusals.wrong_number(1), "number")),
    "number-slip": replace(NUMBER, problems=_problem(refusals.NUMBER_HAS_FOUR, "number")),
    "number-asked-too-often": replace(NUMBER, problems=_problem(refusals.ASKED_TOO_OFTEN)),
    "renewed": pages.Renewed(),
    "used-up": pages.UsedUp(duty_name="Ash"),
    "early": pages.Early(opens=OPENS, closes=CLOSES, names=NAMES),
    "early-with-words": pages.Early(opens=OPENS, closes=CLOSES, names=NAMES, kept_words=WORDS),
    "unsure": write_pages.Unsure(),
    "stopped": pages.Stopped(duty_name="Ash", quiet_soon=True),
    "stopped-and-said": pages.Stopped(duty_name="Ash", quiet_said=True),
    "stopped-by-then": pages.Stopped(duty_name="Ash", by="Saturday 5 December, 11.15pm"),
    "stopped-by-us": pages.Stopped(duty_name="Ash", by_us=True),
    "stopped-with-words": pages.Stopped(duty_name="Ash", kept_words=WORDS),
    "confirm-stop": pages.ConfirmStop(begun=False),
    "confirm-stop-begun": pages.ConfirmStop(begun=True),
    "survey": SURVEY,
    "survey-unsent": replace(SURVEY, unsent=((WORDS,), (WORDS, "And you?"))),
    "survey-unnamed": replace(SURVEY, public_name=""),
    "survey-again": replace(SURVEY, answered=True),
    "survey-enough": replace(SURVEY, answered=True, may_save=False),
    "survey-contact-only": replace(SURVEY, questions=QUESTIONS[2:3], contact_only=True),
    "survey-too-long": replace(
        SURVEY,
        given={"overall": "good", "contact": "yes", "words": "x" * 300, "quote": "with-name"},
        problems=_problem("Your words are 2,001 letters long. There is room for 2,000.", "words"),
    ),
    "gone": Gone(),
    "gone-passed": Gone(passed=True),
    "gone-moved": Gone(moved=True),
    "waiting": pages.Waiting(),
    "waiting-with-words": pages.Waiting(kept_words=WORDS),
    "not-from-here": pages.NotFromHere(),
}
PAGES |= {
    f"over-{by}{'-with-words' if words else ''}": pages.Over(
        by=by, duty_name="Ash", kept_words=words
    )
    for by in pages.Close
    for words in ("", WORDS)
}
PAGES |= {f"trouble-{fault}": pages.Trouble(fault=fault) for fault in pages.Fault}
PAGES["trouble-posting"] = pages.Trouble(fault=pages.Fault.LATER, posting=True, kept_words=WORDS)

PAGES |= write_samples.PAGES
PAGES |= public_samples.PAGES
PAGES |= list_samples.PAGES
PAGES |= list_edit_samples.PAGES
PAGES |= list_live_samples.PAGES
PAGES |= phone_samples.PAGES
PAGES |= conversation_samples.PAGES
PAGES |= list_sheet_samples.PAGES
PAGES |= list_report_samples.PAGES
PAGES |= list_mail_samples.PAGES
PAGES |= list_text_samples.PAGES
PAGES |= list_away_samples.PAGES
PAGES |= photo_samples.PAGES
PAGES |= review_samples.PAGES
PAGES |= list_review_samples.PAGES
PAGES["trouble-list"] = pages.Trouble(fault=pages.Fault.LATER, back_to="/list")
