"""The public pages, and the waiting list, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import page_data, sign_up
from takeover.wording.fillers import GUIDE
from takeover.wording.guide import guide_cases, render_guide
from takeover.wording.length import check_name
from takeover.wording.list_pages import SENTENCES, Said
from takeover.wording.list_waiting_pages import FIRST_WISH, Free, ListChoose, ListWaiting, Waiting
from takeover.wording.page_data import Problem
from takeover.wording.public_data import Guide, Offered, SignUp, Thanks, Weekends

OFFERED = (
    Offered("2026-12-11", "Friday 11 December, 5pm, to Monday 14 December, 9am"),
    Offered("2026-12-18", "Friday 18 December, 5pm, to Monday 21 December, 9am", free=False),
    Offered("2027-01-01", "Friday 1 January, 5pm, to Monday 4 January, 9am"),
)
WEEKENDS = Weekends(weekends=OFFERED, condition="MS")
FORM = SignUp(
    free=OFFERED[::2],
    stamp="1795000000.0123456789abcdef0123456789abcdef",
    point=sign_up.point(condition="MS"),
    consent=sign_up.consent(charity="our charity"),
    privacy=tuple(
        sign_up.privacy(
            from_name="Robin",
            deputy_name="Ash",
            technical_helper_name="Kit",
            retention_days=90,
            region_in_words="London",
            privacy_contact="privacy@example.org",
            regulator="the regulator",
        )
    ),
    longest_why=500,
)
GIVEN = {
    "first_choice": "2026-12-11",
    "second_choice": "2027-01-01",
    "public_name": "Bluebell",
    "anonymous": "no",
    "why": "I would like to talk about gardens.\nAnd about rest.",
    "guest_email": "bluebell@example.org",
    "guest_phone": "020 7946 0123",
    "point": "yes",
    "consent": "yes",
}
FREE = {"2026-12-11", "2027-01-01"}
NOTHING = dict.fromkeys(GIVEN, "")
ODD = GIVEN | {
    "first_choice": "2026-12-18",
    "second_choice": "2026-12-18",
    "public_name": "Shift.ms",
    "why": "See shift.ms for more. " * 30,
    "guest_email": "bluebell at example",
    "guest_phone": "none",
}


def _wrong(given: dict[str, str]) -> SignUp:
    return replace(FORM, given=given, problems=tuple(sign_up.check_sign_up(given, FREE)))


def _said(text: str) -> SignUp:
    return replace(FORM, given=GIVEN, problems=(Problem(text),))


WAITING = Waiting(
    id="0a" * 16,
    since="Monday 23 November, 12.05pm",
    first_choice="Friday 11 December 2026",
    second_choice="Friday 1 January 2027",
    public_name="Bluebell",
    anonymous=True,
    why="I would like to talk about gardens.",
    address="bluebell@example.org",
    phone="020 7946 0123",
    agreed="sign-up 1, point 1 of the ten points 1",
    book="/list/waiting/book?entry=0a0a",
)
BOOKED = replace(WAITING, booked="Friday 11 December 2026")
BARE = replace(WAITING, second_choice="", public_name="", why="", phone="", anonymous=False)
WAITING_LIST = ListWaiting(
    waiting=(replace(WAITING, book_best="/list/2026-12-11/book?from=0a0a"), BARE, BOOKED),
    retention_days=90,
    public_page="https://weekends.example.org/weekends",
)
CHOOSE = ListChoose(
    name="Bluebell",
    fridays=(
        Free("/list/2026-12-11/book?from=0a0a", "Friday 11 December 2026", FIRST_WISH),
        Free("/list/2026-12-18/book?from=0a0a", "Friday 18 December 2026"),
    ),
)

PAGES: dict[str, page_data.Page] = {
    "waiting-list-choose": CHOOSE,
    "waiting-list-none-free": replace(CHOOSE, name="", fridays=()),
    "weekends": WEEKENDS,
    "weekends-none-free": replace(WEEKENDS, weekends=OFFERED[1:2]),
    "weekends-all-free": replace(WEEKENDS, weekends=OFFERED[::2]),
    "sign-up": FORM,
    "sign-up-wished": replace(FORM, given={"first_choice": "2026-12-11"}),
    "sign-up-nothing": _wrong(NOTHING),
    "sign-up-odd": _wrong(ODD),
    "sign-up-twice-the-same": _wrong(GIVEN | {"second_choice": "2026-12-11"}),
    "sign-up-link": _wrong(GIVEN | {"why": "Look at shift.ms"}),
    "sign-up-at": _wrong(GIVEN | {"why": "Write to @bluebell"}),
    "sign-up-two-odd-in-one": replace(
        FORM, problems=tuple(Problem(text, "public_name") for text in check_name("@x" * 20))
    ),
    "sign-up-too-quick": _said(sign_up.ONCE_MORE),
    "sign-up-old": _said(sign_up.SEND_AGAIN),
    "sign-up-not-now": _said(sign_up.NOT_NOW),
    "sign-up-full": _said(sign_up.full(account="ourcharity", phone="020 7946 0999")),
    "thanks": Thanks(privacy_contact="privacy@example.org"),
    "thanks-bare": Thanks(privacy_contact=""),
    "guide": Guide(parts=render_guide(next(guide_cases()))),
    "guide-bare": Guide(parts=render_guide(dict.fromkeys(GUIDE.all, ""))),
    "waiting-list": WAITING_LIST,
    "waiting-list-empty": replace(
        WAITING_LIST, waiting=(), said=SENTENCES[Said.APPLICANT_FORGOTTEN]
    ),
}
