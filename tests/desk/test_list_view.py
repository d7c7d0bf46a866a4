"""The first view of the list: every weekend, how it stands, what was done and what will be sent."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import cast

import pytest

from takeover.apply.look import look
from takeover.apply.weekly import weekends
from takeover.model.steps import REMINDERS
from takeover.ports import World
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import MONDAY, signed_in
from tests.desk.stories import REVOCATION, in_the_weekend
from tests.story import ALEX, WEEKEND, Story
from tests.takeover.openings import agreed


def links(seen: Seen, part: str) -> list[str]:
    return [
        given["href"]
        for tag, given in seen.page.tags
        if tag == "a" and part in given.get("href", "")
    ]


def at_list(story: Story) -> Browser:
    return signed_in(story)


def page(story: Story, friday: str = str(WEEKEND)) -> str:
    browser = signed_in(story)
    return browser.get(f"/list/{friday}").text


def mixed() -> Story:
    """A list as it is on a Monday four days before a weekend."""
    story = Story(MONDAY)
    story.book()
    story.book(date(2026, 12, 11), status="pencilled", guest_email="", public_name="Jo")
    story.book(date(2026, 12, 18), status="break", guest_email="")
    story.book(date(2027, 1, 1), guest_email="mo", public_name="Mo")
    story.book(date(2027, 1, 8), status="cancelled", guest_email="al@example.org", public_name="Al")
    story.world.roster.put({"weekend": "04/12/2026", "status": "booked"})
    story.run()
    return story


def test_every_weekend_of_half_a_year_is_there_and_gaps_stand_out() -> None:
    seen = at_list(mixed()).last
    lines = list(dict.fromkeys(link[:16] for link in links(seen, "/list/2")))
    assert (len(lines), min(lines), max(lines)) == (26, "/list/2026-12-04", "/list/2027-05-28")
    for words in (
        "December 2026 Friday 4 December Sam has not said yes yet.",
        "Friday 11 December ⚠ Jo is pencilled in. Nothing is sent yet.",
        "Friday 18 December A break Friday 25 December ⚠ Free Book : Friday 25 December January",
        "Friday 1 January Left alone: we cannot read it. Mail address: we found “mo”.",
        "Friday 8 January ⚠ Free again. Al’s weekend was cancelled.",
    ):
        assert words in seen.text
    classes = [given.get("class", "") for tag, given in seen.page.tags if tag == "li"]
    assert classes.count("look") == 5


def test_only_the_eight_weekends_of_wednesdays_mail_are_marked_and_the_top_says_how_many() -> None:
    seen = at_list(mixed()).last
    assert seen.text.count("⚠") == 1 + 5
    assert "⚠ To do: 5 of the next eight weekends are not filled yet." in seen.text
    assert "Friday 22 January ⚠ Free Book" in seen.text
    assert "Friday 29 January Free Book" in seen.text


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-02", "2026-12-04", "2026-12-05"])
def test_a_weekend_is_marked_on_the_list_if_it_is_empty_in_wednesdays_mail(day: str) -> None:
    story = Story(f"{day} 10:00")
    mail = weekends(look(cast("World", story.world), REMINDERS), story.world.settings.zone)
    text = at_list(story).last.text
    marked = re.findall(r"(Friday \d+ \w+) ⚠", text)
    assert marked == [one.date for one in mail if one.gap]
    assert f"{len(marked)} of the next eight weekends are not filled yet." in text


def test_where_all_eight_are_filled_nothing_is_marked_and_nothing_is_to_do() -> None:
    story = Story(MONDAY)
    for week in range(8):
        story.book(WEEKEND + timedelta(weeks=week), status="break", guest_email="")
    browser = at_list(story)
    text = browser.last.text
    assert "All is well." in text
    assert "⚠" not in text
    assert "To do" not in text
    story.remove(WEEKEND)
    assert "1 of the next eight weekends is not filled yet. Start with Friday 4 December" in (
        browser.get("/list").text
    )


def test_a_free_weekend_is_booked_by_one_tap_from_the_list() -> None:
    browser = at_list(mixed())
    assert links(browser.last, "/book")[:3] == [
        "/list/2026-12-25/book", "/list/2027-01-08/book", "/list/2027-01-15/book",
    ]  # fmt: skip
    seen = browser.get("/list/2026-12-25/book")
    assert (seen.status, "Book somebody" in seen.text) == (200, True)


def test_everything_else_is_one_tap_from_the_top_and_back() -> None:
    seen = at_list(mixed()).last
    found = links(seen, "")
    assert found[:3] == ["/list/waiting", "/list/mails", "#more"]
    assert found[-1] == "#top"
    assert {given.get("id") for _, given in seen.page.tags} > {"more", "top"}


def test_what_is_wrong_stands_on_top_and_what_is_well_too() -> None:
    assert "Please look at this: One weekend is left alone, as “04/12/2026”" in (
        at_list(mixed()).last.text
    )
    assert "All is well." in at_list(Story(MONDAY)).last.text


def test_a_rehearsal_says_so() -> None:
    live, rehearsing = Story(MONDAY), Story(MONDAY, live=False)
    assert "We rehearse" not in at_list(live).last.text
    assert "We rehearse: all mails go to Robin only" in at_list(rehearsing).last.text


def test_an_open_weekend_says_until_when() -> None:
    story, guest = in_the_weekend()
    browser = at_list(story)
    assert "Friday 4 December Open now: Sam, until Monday 9am" in browser.last.text
    guest.press("This is too much")
    assert "Stopped for now: Sam. Nothing can be posted." in browser.get("/list").text


def test_past_weekends_are_under_a_fold() -> None:
    story, _ = in_the_weekend()
    story.at("2026-12-09 12:00")
    story.run(REVOCATION)
    seen = at_list(story).last
    assert seen.text.index("Past weekends") < seen.text.rindex("Friday 4 December")
    assert "Sam came, but posted nothing. The account is ours again ✔" in seen.text
    assert "There was none" in at_list(Story(MONDAY)).last.text


def test_one_weekend_shows_every_cell_as_it_was_typed() -> None:
    story = Story(MONDAY)
    story.book(notes="Two cats.\nTea at four.", favourite_cake="lemon", anonymous=True, said=7)
    text = page(story)
    for words in (
        "Status booked Name people will see Sam Stays unnamed yes",
        "Own name Sam Field Mail address sam@example.org Phone 01632 960001",
        "Notes Two cats. Tea at four. favourite_cake lemon said 7",
    ):
        assert words in text
    assert "ourcharity" not in text


def test_one_weekend_tells_what_was_done_and_when() -> None:
    story = agreed()
    text = page(story)
    assert "What was done Friday 20 November, 9.30am Sam was booked." in text
    assert "Wednesday 25 November, 11am We wrote to Sam: how to get ready." in text
    assert "Sam said yes." in text


def test_one_weekend_tells_what_will_be_sent_to_whom_and_when() -> None:
    coming = page(agreed()).partition("What will be sent ")[2]
    first = "Friday 4 December, 10am To Sam : the number that opens the account Friday"
    assert coming.startswith(first)
    assert "5pm On X : who has the account this weekend" in coming
    assert "To Robin : the guest has not been there yet only if they are not heard of" in coming
    assert "look-ahead" not in coming


def test_what_was_shown_as_coming_is_what_then_comes() -> None:
    story = agreed()
    coming = page(story).partition("What will be sent ")[2]
    story.days_until("2026-12-04 12:00")
    done = page(story).partition("What was done ")[2].partition("What will be sent ")[0]
    assert "Friday 4 December, 10am To Sam : the number that opens the account" in coming
    assert done.endswith("11am We wrote to Sam: the number that opens the account. ")


def test_nothing_is_said_to_come_for_what_is_not_booked() -> None:
    story = mixed()
    for friday in ("2026-12-11", "2026-12-18", "2026-12-25", "2027-01-01"):
        assert "What was done Nothing yet. What will be sent Nothing, as it stands." in (
            page(story, friday)
        )
        story.world.clock.advance(minutes=15)


def test_a_rehearsal_shows_what_going_live_would_send() -> None:
    story = Story(MONDAY, live=False)
    story.book()
    story.run()
    text = page(story)
    assert "What was done Rehearsal" in text
    assert "If we went live now, this would be sent." in text


def test_another_guest_before_is_told_apart_and_not_named() -> None:
    story = agreed()
    story.book(guest_email="kim@example.org", public_name="Kim", guest_name="Kim Low")
    story.run()
    text = page(story)
    assert "An earlier guest Friday 20 November, 9.30am The guest was booked." in text
    assert "Kim Thursday 3 December, 3pm Kim was booked." in text
    assert "Sam" not in text


def test_an_open_weekend_that_cannot_be_read_says_so_on_its_page() -> None:
    story, _ = in_the_weekend()
    story.book(guest_email="sam")
    assert "Left alone: we cannot read it. Nothing can be posted." in page(story)


@pytest.mark.parametrize(
    "weekend",
    [
        "2026-12-05", "2026-13-01", "nothing", "20261204", "2026-12-04#1", "2020-01-03",
        "2031-01-03", "9999-12-31",
    ],
)  # fmt: skip
def test_there_is_no_such_weekend(weekend: str) -> None:
    browser = signed_in()
    seen = browser.get(f"/list/{weekend}".replace("#", "%23"))
    assert (seen.status, "There is no such weekend" in seen.text) == (404, True)


def test_the_neighbours_are_a_tap_away() -> None:
    browser = signed_in()
    tags = browser.get("/list/2026-12-04").page.tags
    hrefs = [given["href"] for tag, given in tags if tag == "a"]
    assert (hrefs[0], hrefs[-2:]) == ("/list#2026-12-04", ["/list/2026-11-27", "/list/2026-12-11"])


def test_the_deputy_sees_the_same() -> None:
    story = mixed()
    seen = signed_in(story).last.text.replace("Robin", "…")
    assert signed_in(story, ALEX.address).last.text.replace("Alex", "…") == seen
