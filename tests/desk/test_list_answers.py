"""What guests have answered: beside their weekend, counted, as a file, and what may be quoted."""

from __future__ import annotations

import base64
import csv
import io

import pytest

from takeover.model.steps import REVOCATION, SURVEY
from takeover.model.turn import Answer
from tests.desk.browser import Browser
from tests.desk.list_stories import signed_in
from tests.desk.stories import after_the_weekend
from tests.story import Story

WORDS = "The talk about sleep.\n=More tea"


def answered(**said: str) -> Story:
    """The weekend is over, and Sam has answered."""
    story, _ = after_the_weekend("Hello, all.")
    guest = Browser(story)
    guest.open_link()
    guest.press("Save", **said)
    return story


def text(story: Story, path: str) -> str:
    return signed_in(story).get(path).text


def lines(story: Story) -> list[list[str]]:
    seen = signed_in(story).get("/list/answers.csv")
    return list(csv.reader(io.StringIO(base64.b64decode(seen.body).decode("utf-8-sig"))))


def test_the_answers_stand_beside_their_weekend() -> None:
    story = answered(overall="good", alone="less", words=WORDS)
    assert (
        "How it was Name people saw Sam Overall, how was your weekend with us? Good "
        "Since the weekend, do you feel less alone, or more? A bit less alone "
        "What was the best bit, and what should we change? The talk about sleep. =More tea "
        "May we quote your answers? No What will be sent"
    ) in text(story, "/list/2026-12-04")


def test_a_weekend_without_answers_says_nothing_of_them() -> None:
    story, _ = after_the_weekend("Hello, all.")
    assert "How it was" not in text(story, "/list/2026-12-04")


def test_answers_are_counted_as_people() -> None:
    story = answered(overall="good", contact="yes")
    seen = text(story, "/list/answers")
    for words in ("Very good 0 of 1 person Good 1 of 1 person", "Friday 4 December 2026"):
        assert words in seen
    assert "do you feel less alone, or more? Much" not in seen
    assert "%" not in seen


def test_there_are_no_answers_yet() -> None:
    story, _ = after_the_weekend("Hello, all.")
    assert "Nobody has answered yet." in text(story, "/list/answers")
    story.world.clock.advance(minutes=2)
    assert "Nobody has said yet that we may." in text(story, "/list/quotes")


@pytest.mark.parametrize(
    ("quote", "words", "shown"),
    [
        ("no", WORDS, "Nobody has said yet that we may."),
        ("without-name", WORDS, "The talk about sleep. =More tea Without a name . Friday 4"),
        ("with-name", WORDS, "The talk about sleep. =More tea As Sam . Friday 4 December 2026"),
        ("with-name", "", "Nobody has said yet that we may."),
    ],
)
def test_only_what_may_be_quoted_is_and_only_with_the_name_that_may(
    quote: str, words: str, shown: str
) -> None:
    seen = text(answered(quote=quote, words=words, overall="good"), "/list/quotes")
    assert shown in seen
    assert ("The talk about sleep." in seen) is ("Only these words" in seen)


def test_without_a_name_no_name_is_on_the_page() -> None:
    assert "Sam" not in text(answered(quote="without-name", words=WORDS), "/list/quotes")


@pytest.mark.parametrize(("quote", "name"), [("with-name", "As Sam"), ("without-name", "Without")])
def test_a_quote_outlives_the_guest_and_what_was_ticked_does_too(quote: str, name: str) -> None:
    story = answered(quote=quote, words=WORDS, alone="much-less")
    story.at("2027-03-20 12:00")
    story.run(REVOCATION, SURVEY)
    assert story.turn().forgotten
    assert f"=More tea {name}" in text(story, "/list/quotes")
    story.world.clock.advance(minutes=2)
    assert "Much less alone 1 of 1 person" in text(story, "/list/answers")


def test_what_may_not_be_quoted_is_gone_with_the_guest() -> None:
    story = answered(quote="no", words=WORDS, alone="much-less")
    story.at("2027-03-20 12:00")
    story.run(REVOCATION, SURVEY)
    seen = text(story, "/list/answers")
    assert ("Much less alone 1 of 1 person" in seen, "talk about sleep" in seen) == (True, False)


def test_the_answers_of_a_rehearsal_count_for_nothing() -> None:
    story = Story("2026-12-02 12:00", live=False)
    story.book()
    story.run()
    story.accept()
    story.world.ledger.save_answer(
        Answer(story.turn().id, story.world.clock.now(), {"overall": "good"})
    )
    assert "Nobody has answered yet." in text(story, "/list/answers")


def test_all_answers_are_handed_out_and_nothing_in_them_is_run_as_a_formula() -> None:
    story = answered(overall="good", words="=More tea", quote="with-name")
    head, line = lines(story)
    assert head[:3] == ["Weekend", "Name people saw", "Overall, how was your weekend with us?"]
    assert line == ["2026-12-04", "Sam", "Good", "", "", "'=More tea", "Yes, as Sam"]


def test_the_file_of_the_answers_has_a_name_that_tells_nothing() -> None:
    seen = signed_in(answered(overall="good")).get("/list/answers.csv")
    assert seen.headers["Content-Disposition"] == 'attachment; filename="answers.csv"'
    assert seen.headers["Cache-Control"] == "no-store"
