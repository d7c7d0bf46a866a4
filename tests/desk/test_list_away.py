"""Time away: nobody of the team is there until a day."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.model.steps import REMINDERS
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import MONDAY, signed_in
from tests.desk.stories import in_the_weekend
from tests.story import LONDON, Story, local
from tests.takeover.openings import agreed

LOOK, SURE = "What will happen?", "Yes, nobody is here until then"


def looked(story: Story, day: str = "2026-12-14") -> Browser:
    browser = signed_in(story)
    browser.get("/list/away")
    browser.press(LOOK, day=day)
    return browser


def until(story: Story) -> str:
    at = story.world.ledger.look(date(2026, 1, 1)).away_until
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}" if at else ""


def later(seen: Seen) -> str:
    return seen.text.partition("At another time than before")[2].partition("Not sent")[0]


def test_first_she_sees_what_will_happen_and_nothing_is_saved() -> None:
    browser = looked(agreed())
    text = browser.last.text
    assert "Nothing is saved yet. Nobody is here until Monday 14 December 2026" in text
    assert "Sam’s weekend of Friday 4 December does not open at all. Please move or" in text
    assert "Not sent any more Friday 4 December, 10am To Sam : the number that opens" in text
    assert until(browser.story) == ""


def test_a_weekend_that_has_begun_by_then_opens_late() -> None:
    text = looked(agreed(), "2026-12-05").last.text
    assert "Sam’s weekend of Friday 4 December opens only on Saturday 5 December 2026." in text
    assert "Saturday 5 December, midnight To Sam : the number" in text


def test_a_weekend_that_is_on_goes_on() -> None:
    story, _ = in_the_weekend()
    text = looked(story).last.text
    assert "Sam’s weekend goes on, and ends by itself on Monday 7 December, 9am." in text


def test_a_weekend_with_a_guest_is_asked_later_and_says_when_it_was_to_be() -> None:
    story = Story(MONDAY)
    story.book(date(2027, 1, 1))
    seen = looked(story).last
    assert "To Sam : the first mail, with their link: please say yes It was: Monday 30" in (
        later(seen)
    )


def test_what_is_not_touched_says_so() -> None:
    assert "No mail comes at another time because of it." in looked(Story(MONDAY)).last.text


def test_then_it_is_saved_and_stands_on_top_of_the_list_and_in_wednesdays_mail() -> None:
    browser = looked(agreed())
    seen = browser.press(SURE)
    story = browser.story
    assert until(story) == "2026-12-14 00:00"
    assert "It is noted." in seen.text
    assert "Nobody is here until Monday 14 December 2026: no weekend opens." in seen.text
    story.at("2026-12-09 09:00")
    story.run(REMINDERS)
    assert "Nobody is here until Monday 14 December 2026: no weekend opens." in (
        story.world.mailer.sent[-1].text
    )


def test_it_ends_by_itself() -> None:
    browser = looked(agreed())
    browser.press(SURE)
    browser.story.at("2026-12-13 23:59")
    browser = signed_in(browser.story)
    assert "Nobody is here" in browser.get("/list").text
    browser.story.at("2026-12-14 00:01")
    browser = signed_in(browser.story)
    assert "Nobody is here" not in browser.get("/list").text
    assert "We are back now" not in browser.get("/list/away").text


def test_she_can_be_back_earlier_or_later() -> None:
    browser = looked(agreed())
    browser.press(SURE)
    browser.get("/list/away")
    browser.press(LOOK, day="2026-12-21")
    browser.press(SURE)
    assert until(browser.story) == "2026-12-21 00:00"
    browser.get("/list/away")
    assert "Welcome back." in browser.press("We are back now").text
    assert until(browser.story) == ""


def test_of_two_who_change_it_the_second_is_told() -> None:
    browser = looked(agreed())
    form, _ = browser.last.page.form_with(SURE)
    browser.press(SURE)
    seen = browser.post("/list/away/write", form.fields | {"day": "2026-12-28"})
    assert (seen.status, "Somebody else has changed this" in seen.text) == (409, True)
    assert until(browser.story) == "2026-12-14 00:00"


@pytest.mark.parametrize(
    "day", ["", "soon", "2026-12-03", "2020-01-01", "2027-12-01", "9999-12-31"]
)
def test_only_a_day_to_come_is_taken(day: str) -> None:
    browser = looked(agreed(), day)
    assert (browser.last.status, "please choose a day to come" in browser.last.text) == (422, True)
    assert until(browser.story) == ""


@pytest.mark.parametrize("was", ["x", "2026-12-14", str(local("2026-12-01 10:00"))])
def test_what_no_page_of_ours_said_is_not_believed(was: str) -> None:
    browser = looked(agreed())
    form, _ = browser.last.page.form_with(SURE)
    assert browser.post("/list/away/write", form.fields | {"was": was}).status == 409
    assert until(browser.story) == ""
