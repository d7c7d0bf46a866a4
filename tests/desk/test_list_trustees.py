"""For the trustees: one weekend's record, and a quarter in counts; both without anybody's name."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.model.quarter import Quarter
from takeover.model.steps import REVOCATION, SURVEY
from tests.desk.browser import Browser
from tests.desk.list_stories import signed_in
from tests.desk.stories import OVER, after_the_weekend, in_the_weekend
from tests.story import Story

RECORD = "/list/2026-12-04/trustees"
QUARTER = "/list/quarters/2026-Q4"


def text(story: Story, path: str = RECORD) -> str:
    return signed_in(story).get(path).text


def a_full_one() -> Story:
    """Bluebell, unnamed: chosen after a talk, posted twice, took one down, answered."""
    story, guest = in_the_weekend(
        public_name="Bluebell", anonymous="yes", guest_name="Sam Field", talked_by="Morgan Ash",
        talked_on="12 October", duty="Alex Moss <alex@example.org>",
    )  # fmt: skip
    for words in ("Hello, all.", "And good night."):
        story.world.clock.advance(minutes=10)
        guest.write(words)
        guest.press("Post it")
    guest.tap("Take it down")
    guest.press("Take it down")
    story.at(OVER)
    story.run(REVOCATION)
    answering = Browser(story)
    answering.open_link()
    answering.press("Save", overall="very-good", alone="less")
    return story


def forgotten() -> Story:
    story = a_full_one()
    story.at("2027-03-20 12:00")
    story.run(REVOCATION, SURVEY)
    assert story.turn().forgotten
    return story


def test_a_weekend_is_one_page_of_questions_and_answers() -> None:
    seen = text(a_full_one())
    for words in (
        "Weekend of Friday 4 December 2026 “Bluebell” (unnamed guest)",
        "Who chose the guest? Morgan Ash, after a talk on 12 October.",
        (
            "What did they agree to? The ten points, version 1, and the health consent, version 1, "
            "on Wednesday 2 December, noon."
        ),
        "Who was on duty? Alex Moss.",
        "When could they post? Friday 4 December, 5pm, to Monday 7 December, 9am.",
        (
            "Did it end? Yes. Their time was up on Monday 7 December, 9am. "
            "All was tidied up on Monday 7 December, 9.05am. "
            "Checked on Monday 7 December, 9:05:00am, by trying to post as the guest: refused."
        ),
        "Did they ever have our password? No. Nobody gets it.",
        (
            "What was posted? 2 posts. The first on Saturday 5 December, 10.22am, "
            "the last on Saturday 5 December, 10.32am. Taken down again: 1."
        ),
        "Did anything go wrong? Nothing that our records show.",
        "How was it for the guest? Very good. A bit less alone.",
        "Personal details To be deleted on Sunday 7 March 2027.",
    ):
        assert words in seen


def test_nobodys_own_name_or_address_is_on_it() -> None:
    seen = text(a_full_one())
    assert [one for one in ("Sam", "Field", "example.org", "01632") if one in seen] == []


def test_it_is_still_there_once_the_guest_is_forgotten_with_less_on_it() -> None:
    seen = text(forgotten())
    for words in (
        "Weekend of Friday 4 December 2026 What did they agree to? The ten points, version 1",
        "Who was on duty? Alex Moss.",
        "Checked on Monday 7 December, 9:05:00am",
        "2 posts. The first on",
        "Taken down again: 1.",
        "Very good. A bit less alone.",
        "Personal details Deleted on Saturday 20 March 2027.",
    ):
        assert words in seen
    gone = ("Bluebell", "unnamed", "12 October", "Who chose", "Morgan")
    assert [one for one in gone if one in seen] == []


def test_it_is_one_tap_from_its_weekend() -> None:
    browser = signed_in(a_full_one())
    tags = browser.get("/list/2026-12-04").page.tags
    assert RECORD in [given.get("href") for _, given in tags]


def test_what_went_wrong_and_who_ended_it_is_told() -> None:
    story, guest = in_the_weekend()
    guest.press("This is too much")
    guest.get("/stop")
    guest.press("Yes, end my weekend")
    story.run(REVOCATION)
    seen = text(story)
    for words in (
        "Did it end? The guest ended it early. Yes, on Saturday 5 December, 10.12am. Checked",
        "What was posted? Nothing.",
        "“This is too much” was tapped, and everything stopped.",
    ):
        assert words in seen


def test_while_it_is_on_it_says_so() -> None:
    story, _ = in_the_weekend()
    assert "Did it end? Not yet. It is still on." in text(story)


def test_a_rehearsal_says_that_it_is_one() -> None:
    story = Story("2026-12-02 12:00", live=False)
    story.book()
    story.run()
    story.accept()
    story.at("2026-12-04 12:00")
    story.run()
    assert "Rehearsal: “Sam”" in text(story)


def test_a_weekend_of_nobody_and_one_to_come_are_told_apart() -> None:
    story, _ = in_the_weekend()
    assert "Nobody had the account on this weekend." in text(story, "/list/2026-11-27/trustees")
    story.world.clock.advance(minutes=2)
    assert "It has not begun yet." in text(story, "/list/2026-12-11/trustees")


@pytest.mark.parametrize(
    "path",
    [
        "/list/2026-12-05/trustees", "/list/nothing/trustees", "/list/9999-12-31/trustees",
        "/list/1999-12-31/trustees", "/list/quarters/2026-Q5", "/list/quarters/2027-Q1",
        "/list/quarters/2026", "/list/quarters/2001-Q1", "/list/quarters/9999-Q4",
    ],
)  # fmt: skip
def test_there_is_no_such_page(path: str) -> None:
    assert signed_in().get(path).status == 404


# --- a quarter


def test_a_quarter_is_told_in_counts() -> None:
    story = a_full_one()
    story.book(date(2026, 12, 11), status="break", guest_email="")
    story.at("2027-01-02 12:00")
    seen = text(story, QUARTER)
    for words in (
        (
            "October to December 2026 13 weekends: 1 with a guest (1 unnamed), 1 break, "
            "11 with no guest."
        ),
        "The account came back on time: 1 of 1, each one checked.",
        "Stopped early: 0 by the guest, 0 by us.",
        (
            "People: 1 answered. Called it good or very good: 1 of 1 person. "
            "Less alone: 1 of 1 person."
        ),
        "Posts: 2. Taken down again: 1.",
    ):
        assert words in seen
    assert "Bluebell" not in seen
    assert "So far" not in seen
    assert "Personal details" not in seen


def test_the_quarter_that_it_is_now_is_told_so_far() -> None:
    seen = text(a_full_one(), QUARTER)
    assert "So far. This quarter is not over yet. 10 weekends: 1 with a guest" in seen


def test_who_was_unnamed_is_not_told_once_nobody_can_know() -> None:
    seen = text(forgotten(), QUARTER)
    assert "13 weekends: 1 with a guest, 0 breaks, 12 with no guest." in seen
    assert "Less alone: 1 of 1 person." in seen


def test_deleting_is_counted_in_the_quarter_in_which_it_was_due() -> None:
    story = forgotten()
    assert "Personal details deleted on time: 0 of 1." in text(story, "/list/quarters/2027-Q1")
    prompt = a_full_one()
    prompt.at("2027-03-07 12:00")
    prompt.run(REVOCATION, SURVEY)
    prompt.at("2027-03-20 12:00")
    assert "Personal details deleted on time: 1 of 1." in text(prompt, "/list/quarters/2027-Q1")


def test_who_asked_to_be_forgotten_is_counted() -> None:
    from takeover import commands  # noqa: PLC0415

    story = a_full_one()
    held = commands.held_of_weekend(story.world, date(2026, 12, 4))
    commands.forget_guest(story.world, held)
    assert "Asked to be forgotten before that: 1." in text(story, QUARTER)


def test_a_rehearsal_is_no_weekend_with_a_guest() -> None:
    story, _ = after_the_weekend()
    story.at("2027-01-02 12:00")
    assert "1 with a guest" in text(story, QUARTER)
    rehearsed = Story("2026-12-02 12:00", live=False)
    rehearsed.book()
    rehearsed.run()
    rehearsed.accept()
    for moment in ("2026-12-04 12:00", OVER, "2027-01-02 12:00"):
        rehearsed.at(moment)
        rehearsed.run()
    assert "0 with a guest" in text(rehearsed, QUARTER)


def test_a_quarter_has_its_fridays_and_its_neighbours() -> None:
    quarter = Quarter.of(date(2026, 12, 4))
    assert (str(quarter), Quarter.parse(str(quarter))) == ("2026-Q4", quarter)
    assert (quarter.fridays[0], quarter.fridays[-1]) == (date(2026, 10, 2), date(2026, 12, 25))
    assert (str(quarter.preceding), str(quarter.following)) == ("2026-Q3", "2027-Q1")
    year = [Quarter(2027, number) for number in (1, 2, 3, 4)]
    assert len({friday for one in year for friday in one.fridays}) == 53
    assert [one.following for one in year[:3]] == year[1:]
