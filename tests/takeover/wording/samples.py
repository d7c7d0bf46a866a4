"""Fillers for every mail and post: as they usually are, the longest allowed, and the shortest."""

from collections.abc import Iterator
from dataclasses import dataclass

from takeover.model.quarter import Counts, Share
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.wording import fillers
from takeover.wording.not_ready import Told, in_words
from takeover.wording.quarter_words import quarter_sentences

LINK = "https://desk.example.org/2026-12-04_1/0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Weekend:
    date: str
    words: str
    gap: bool = False


@dataclass(frozen=True)
class Mistake:
    weekend: str
    cell: str
    found: str
    right: str
    stops_the_row: bool = True
    advice: str = ""


LIST_LINK = "https://desk.example.org/list"
REVIEW_LINK = "https://desk.example.org/list/2026-12-04/review"
WAITING_LINK = "https://desk.example.org/list/waiting"

type Fillers = dict[str, object]
COUNTS = Counts(
    weekends=13, with_guest=10, unnamed=4, breaks=2, on_time=10, checked=10, stopped_by_guest=1,
    posts=402, answered=9, good=Share(8, 9), less_alone=Share(7, 9), asked_for_contact=1,
    deleted=Share(11, 11), asked_to_be_forgotten=1,
)  # fmt: skip


def told(kind: ObstacleKind, detail: str = "", helper: str = "Kit") -> Told:
    obstacle = Obstacle(kind, detail)
    return in_words(obstacle, public_name="Bluebell", account="ourcharity", helper=helper)


USUAL: Fillers = {
    "public_name": "Bluebell",
    "friday": "Friday 4 December 2026",
    "friday_short": "Friday 4 December",
    "opens": "Friday 4 December, 5pm",
    "closes": "Monday 7 December, 9am",
    "start_time": "5pm",
    "end_day": "Monday",
    "end_time": "9am",
    "link": LINK,
    "number": "0417",
    "from_name": "Robin",
    "deputy_name": "Ash",
    "duty_name": "Ash",
    "technical_helper_name": "Kit",
    "guest_phone": "020 7946 0123",
    "guest_address": "bluebell@example.org",
    "decide_by": "Friday 20 November 2026",
    "undo_until": "Thursday 3 December, 5pm",
    "left": "Friday 27 November",
    "forget_date": "Sunday 7 March 2027",
    "survey_day": "Wednesday",
    "phone": "020 7946 0999",
    "where_to_keep_talking": "the evening chat on Tuesdays, 7pm",
    "answer_by": "Saturday 5 December, 11.15pm",
    "help_line_for_guests": "Ring Robin, 020 7946 0999, until 10pm",
    "reason": "Nobody of our team is there that weekend",
    "time": "Saturday 5 December, 10.12pm",
    "ended_at": "Monday 7 December, 9:00:00am",
    "proof_at": "Monday 7 December, 9:00:12am",
    "proof_words": "It was refused.",
    "unsure_subject": "Friday 4 December: all set?",
    "trouble_words": "X is out of credit, so that nothing can be posted",
    "said_yes_on": "",
    "hello": "Gardener, mum of two, bad at resting.",
    "introduction": "Gardener, mum of two, bad at resting.",
    "condition": "MS",
    "at_account": "@ourcharity",
    "posts": 41,
    "taken_down": 1,
    "accepted": True,
    "is_open": False,
    "signed_out": False,
    "duty_signs": False,
    "contact_only": False,
    "rehearsing": False,
    "answers": [
        ("Overall, how was your weekend with us?", "Very good"),
        ("Since the weekend, do you feel less alone, or more?", "A bit less alone"),
        ("Would you like us to get in touch?", "Please get in touch with me."),
        ("What was the best bit, and what should we change?", "The night owls. More photos!"),
        ("May we quote your answers?", "Yes, without my name"),
    ],
    "mistakes": [
        Mistake("2025-12-11", "starts_at", "11/12/25", "a Friday, such as 2026-12-11"),
    ],
    "obstacles": [told(ObstacleKind.X_READ_ONLY, "read")],
    "quarter": "October to December 2026",
    "counts": list(quarter_sentences(COUNTS)),
    "problems": [],
    "notes": [],
    "waiting": 1,
    "choices": ["Friday 11 December, asked for by 2"],
    "reports": [
        "Somebody may be in danger, Saturday 5 December, 10.12pm: https://x.com/i/status/20",
        "Somebody is guessing who they are, Saturday 5 December, 9am: They did not say where",
    ],
    "waiting_link": WAITING_LINK,
    "review_link": REVIEW_LINK,
    "waiting_posts": 2,
    "look_by": "Saturday 5 December, 11.15am",
    "too_late": "Saturday 5 December, 11.15pm",
    "list_link": LIST_LINK,
    "weekends": [
        Weekend("Friday 11 December", "nobody yet", gap=True),
        Weekend("Friday 18 December", "Sam, has said yes"),
        Weekend("Friday 25 December", "a break"),
    ],
}

_LONG_HELLO = "I garden, I bake, I sing, I knit, I am bad at it all, and bad at resting as ever"

LONGEST: Fillers = {
    **USUAL,
    "public_name": "Wilhelmina von und zu der Aue.",
    "friday": "Wednesday 30 September 2026",
    "friday_short": "Wednesday 30 September",
    "opens": "Wednesday 30 September, 10.30pm",
    "closes": "Wednesday 30 September, 11.45am",
    "start_time": "10.30pm",
    "end_day": "Wednesday",
    "end_time": "11.45am",
    "from_name": "Maximiliana",
    "deputy_name": "Bartholomea",
    "duty_name": "Christopher",
    "technical_helper_name": "Alexandrina",
    "guest_address": "wilhelmina.von.und.zu.der.aue.the.third@post.example.org",
    "decide_by": "Wednesday 30 September 2026",
    "undo_until": "Wednesday 30 September, 10.30pm",
    "left": "Wednesday 23 September",
    "forget_date": "Wednesday 30 September 2026",
    "time": "Wednesday 30 September, 10.30pm",
    "said_yes_on": "Wednesday 30 September 2026",
    "hello": _LONG_HELLO,
    "introduction": _LONG_HELLO,
    "condition": "multiple sclerosis",
    "at_account": "@ourcharityforus",
    "unsure_subject": "Wednesday 30 September: is it still for you?",
    "accepted": False,
    "is_open": True,
    "contact_only": True,
    "rehearsing": True,
    "mistakes": [
        Mistake("2025-12-11", "starts_at", "11/12/25", "a Friday, such as 2026-12-11"),
        Mistake("2026-12-18", "guest_email", "", "an address, such as robin@example.org"),
        Mistake("2027-01-01", "duty", "Ash", "Ash <ash@example.org>", stops_the_row=False),
        Mistake(
            "2027-01-08",
            "talked_on",
            "",
            "If not, please ring them.",
            stops_the_row=False,
            advice="nobody is noted as having talked with this guest.",
        ),
    ],
    "obstacles": [
        told(ObstacleKind.X_OTHER_ACCOUNT, "ourcharityforus", helper="Alexandrina"),
        told(ObstacleKind.GUEST_HELD_BACK, "COMPLAINT", helper="Alexandrina"),
    ],
    "notes": ["Nobody is here until Monday 14 December"],
    "problems": ["X is out of credit, so that nothing can be posted"],
    "waiting": 41,
    "choices": [f"Wednesday {day} September, asked for by 12" for day in range(20, 28)],
    "weekends": [
        *(Weekend(f"Friday {day} December", "nobody yet", gap=True) for day in (4, 11, 18)),
        *(Weekend(f"Friday {day} January", "Sam, has not said yes") for day in (1, 8, 15, 22, 29)),
    ],
}

SHORTEST: Fillers = {
    **USUAL,
    "public_name": "J",
    "from_name": "Jo",
    "deputy_name": "Al",
    "posts": 0,
    "taken_down": 0,
    "answers": [],
    "mistakes": [],
    "obstacles": [],
    "waiting": 0,
    "choices": [],
    "counts": ["13 weekends: 0 with a guest, 0 breaks, 13 with no guest."],
    "weekends": [],
}

_FLAGS = ("accepted", "is_open", "contact_only", "rehearsing", "signed_out", "duty_signs")
_COUNTS = (0, 1, 41)


def variants(name: str) -> Iterator[Fillers]:
    """Every state of one mail: each sample, all optional fillers in or out, flags, counts."""
    needs = fillers.MAILS[name]
    bare = dict.fromkeys(needs.optional, "")
    for sample in (USUAL, LONGEST, SHORTEST, {**USUAL, **bare}, {**SHORTEST, **bare}):
        for flag in (True, False):
            for posts in _COUNTS if "posts" in needs.filled else (41,):
                flags = {key: flag for key in _FLAGS if key in needs.filled}
                yield {**sample, **flags, "posts": posts}


def rendered_words(text: str) -> list[str]:
    """The words of a plain text; list marks and the address under a button are none."""
    return [word for word in text.split() if word != "-" and not word.startswith("http")]
