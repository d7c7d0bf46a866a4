"""The search after the end-to-end run finds what leaked there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.canaries.search import Canary
from tests.e2e.overheard import leaks, mails_said, rows_said

BLUEBELL, SAM, ROBIN = "bluebell@example.org", "sam@example.org", "robin@example.org"
MAC = "0123456789abcdef0123456789abcdef"
ROWS = [
    {"weekend": "2026-11-27", "guest_email": BLUEBELL, "public_name": "Bluebell"},
    {"weekend": "2026-12-04", "guest_email": SAM, "guest_name": "Sam Field"},
]


def mail(to: str, text: str, step: str = "number") -> dict[str, Any]:
    return {"to": [to], "text": text, "html": "", "tags": {"step": step, "turn": "2026-11-27_1"}}


TO_BLUEBELL = mail(BLUEBELL, f"https://x.example.org/2026-11-27-1/{MAC} Type this number: 4711")
CANARIES = [
    *rows_said(ROWS),
    *mails_said([TO_BLUEBELL]),
    Canary("consumer-secret", "consumer_secret"),
    Canary("Robin Lee", "Coordinator", "staff"),
]


def heard(
    lines: list[str] | None = None,
    mails: list[dict[str, Any]] | None = None,
    pages: list[str] | None = None,
    posts: list[str] | None = None,
) -> list[str]:
    return list(leaks(CANARIES, lines or [], mails or [], pages or [], posts or []))


def test_what_is_where_it_belongs_is_no_leak() -> None:
    assert (
        heard(
            ['{"turn":"2026-11-27#1","timestamp":"2026-11-27 09:47:11,471+0000"}'],
            [TO_BLUEBELL, mail(ROBIN, "Sam Field has not answered.", "please_ring")],
            ["Hello Bluebell", "Robin Lee reads this"],
            ["This weekend Bluebell is here."],
        )
        == []
    )


@pytest.mark.parametrize(
    "line",
    ["Sam Field", f"GET /2026-11-27-1/{MAC}", "typed 4711", "consumer-secret", "Robin Lee", SAM],
)
def test_a_line_of_log_with_a_canary_is_found(line: str) -> None:
    assert len(heard([line])) == 1


def test_another_guests_name_is_found_in_a_mail_and_on_a_page() -> None:
    assert len(heard(mails=[mail(BLUEBELL, "Sam Field")], pages=["Sam Field"])) == 2


def test_a_link_and_a_number_are_found_in_a_mail_to_the_coordinator() -> None:
    assert len(heard(mails=[TO_BLUEBELL | {"to": [ROBIN]}])) == 2


def test_an_address_is_found_in_a_post_and_in_the_tags_of_a_mail() -> None:
    assert len(heard(mails=[mail(SAM, "", step=SAM)], posts=[f"Ask {BLUEBELL}"])) == 2
