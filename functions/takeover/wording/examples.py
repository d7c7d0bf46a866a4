"""Made-up fillers, so that a text can be looked at, and looked through, before it is ever sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from takeover.model.cells import Mistake
from takeover.wording.derived import FLAGS, LISTS
from takeover.wording.fillers import MAILS, POSTS
from takeover.wording.length import LONGEST_HELLO, LONGEST_NAME
from takeover.wording.not_ready import Told

NUMBER = "0417"
LINK = "https://example.org/your-own-link"


@dataclass(frozen=True)
class _Weekend:
    date: str
    words: str
    gap: bool = False


EXAMPLE: Mapping[str, object] = {
    "public_name": "Bluebell",
    "friday": "Friday 4 December 2026",
    "friday_short": "Friday 4 December",
    "opens": "Friday 4 December, 5pm",
    "closes": "Monday 7 December, 9am",
    "start_time": "5pm",
    "end_day": "Monday",
    "link": LINK,
    "list_link": LINK,
    "waiting_link": LINK,
    "review_link": LINK,
    "look_by": "Sunday 6 December, 10am",
    "too_late": "Sunday 6 December, 10pm",
    "number": NUMBER,
    "from_name": "Robin",
    "deputy_name": "Ash",
    "duty_name": "Ash",
    "answer_by": "Saturday 5 December, 11.15pm",
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
    "help_line_for_guests": "Ring Robin, 020 7946 0999, until 10pm",
    "help_hours": "Saturday and Sunday, 9am to 9pm",
    "reason": "Nobody of our team is there that weekend",
    "time": "Saturday 5 December, 10.12pm",
    "ended_at": "Monday 7 December, 9:00:00am",
    "proof_at": "Monday 7 December, 9:00:12am",
    "proof_words": "It was refused.",
    "unsure_subject": "Friday 4 December: all set?",
    "trouble_words": "X is busy or down",
    "said_yes_on": "12 October",
    "hello": "Gardener, mum of two, bad at resting.",
    "introduction": "Gardener, mum of two, bad at resting.",
    "posts": 12,
    "taken_down": 1,
    "waiting": 3,
    "waiting_posts": 2,
    "answers": [("Overall, how was your weekend with us?", "Very good")],
    "mistakes": [Mistake("2026-12-11", "starts_at", "5 o'clock", "a time like 2026-12-11 17:00")],
    "obstacles": [Told("X takes no posts.", "Nothing can be posted.", "Please ask Kit.")],
    "problems": ["X is busy or down"],
    "notes": ["Nobody is here until Monday 14 December"],
    "quarter": "October to December 2026",
    "counts": ["13 weekends: 10 with a guest, 2 breaks, 1 with no guest"],
    "reports": [
        "Somebody may be in danger, Saturday 5 December, 10.12pm: https://x.com/i/status/20"
    ],
    "choices": ["Friday 11 December, asked for by 2"],
    "weekends": [_Weekend("Friday 11 December", "free", gap=True)],
    **dict.fromkeys(FLAGS, True),
}
"""Every filler of every mail and post, with somebody who does not exist."""

_COUNTS = {"posts", "taken_down", "waiting"}
LONGEST: Mapping[str, object] = {
    **EXAMPLE,
    "public_name": "W" * LONGEST_NAME,
    "introduction": "x" * LONGEST_HELLO,
    "end_day": "Wednesday",
}


def mail_cases(name: str) -> Iterator[dict[str, object]]:
    """The fillers of a mail in every state: what may be empty, and each yes or no; fullest first.

    So the first one is what a preview shows.
    """
    needs = MAILS[name]
    changing: dict[str, tuple[object, ...]] = {}
    for filler in sorted(needs.all):
        if filler in FLAGS:
            changing[filler] = (True, False)
        elif filler in LISTS:
            changing[filler] = (EXAMPLE[filler], [])
        elif filler in _COUNTS:
            changing[filler] = (EXAMPLE[filler], 0)
        elif filler in needs.optional:
            changing[filler] = (EXAMPLE[filler], "")
    usual = {filler: EXAMPLE[filler] for filler in needs.all}
    for values in product(*changing.values()):
        yield usual | dict(zip(changing, values, strict=True))


def post_cases(name: str, condition: str, account: str) -> Iterator[dict[str, object]]:
    """The fillers of a post as it usually is, the longest there can be, and without a hello."""
    ours: dict[str, object] = {"condition": condition, "at_account": f"@{account}"}
    for case in (EXAMPLE, LONGEST, {**EXAMPLE, "introduction": ""}):
        given = {**case, **ours}
        yield {filler: given[filler] for filler in POSTS[name].all}
