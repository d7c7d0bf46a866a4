"""A reading age of eleven or below, by Flesch and Kincaid's grade (age is about grade plus 5).

The formula flatters short lines, so two readers who live with the condition read it all as well.
"""

import re

import pytest

from takeover.wording import agreement as ours
from takeover.wording import render_mail, render_post
from takeover.wording.fillers import MAILS, MAILS_TO_GUESTS, POSTS
from tests.takeover.wording.samples import USUAL, variants

textstat = pytest.importorskip("textstat", reason="textstat 0.7.3 is not installed")

# Children of eleven are in the sixth grade; the team's mails hold more names and dates.
GRADE_FOR_GUESTS = 6
GRADE_FOR_THE_TEAM = 7


def grade(text: str) -> float:
    text = re.sub(r"https?://\S+", "", text)
    lines = [re.sub(r"^(\d\.|-) ", "", line.strip()) for line in text.splitlines()]
    # A heading or a name on its own line is a sentence of its own.
    sentences = [line if line[-1] in ".!?:" else f"{line}." for line in lines if line]
    return float(textstat.flesch_kincaid_grade(" ".join(sentences)))


@pytest.mark.parametrize("name", sorted(MAILS))
def test_a_mail_is_easy_to_read(name: str) -> None:
    limit = GRADE_FOR_GUESTS if name in MAILS_TO_GUESTS else GRADE_FOR_THE_TEAM
    for fillers in variants(name):
        # Long names and addresses are not our wording, and count as hard words.
        assert grade(render_mail(name, {**fillers, **_PLAIN}).text) <= limit


@pytest.mark.parametrize("name", sorted(POSTS))
def test_a_post_is_easy_to_read(name: str) -> None:
    assert grade(render_post(name, USUAL)) <= GRADE_FOR_GUESTS


def test_the_agreement_is_easy_to_read() -> None:
    points = ours.ten_points(condition="MS", charity="Our charity")
    assert grade("\n".join(points)) <= GRADE_FOR_GUESTS
    assert grade(ours.consent(charity="our charity")) <= GRADE_FOR_GUESTS


_PLAIN = {
    key: USUAL[key]
    for key in ("public_name", "from_name", "duty_name", "technical_helper_name", "hello")
} | {"guest_address": "this address"}
