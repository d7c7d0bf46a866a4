"""What will be sent: every mail of the next four weeks, as it will look."""

from __future__ import annotations

import re
from datetime import date

import pytest

from takeover.apply.mail_events import take_mail_event
from takeover.model.mail_event import Fate, MailEvent
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import MONDAY, signed_in
from tests.desk.stories import in_the_weekend
from tests.story import WEEKEND, Story
from tests.takeover.openings import agreed

MAILS = "/list/mails"
OF_SAM = f"{MAILS}/{WEEKEND}"


def links(seen: Seen) -> list[str]:
    """Every mail that the page leads to."""
    found = [given.get("href", "") for tag, given in seen.page.tags if tag == "a"]
    return [path for path in found if path.startswith(f"{MAILS}/")]


def booked() -> Story:
    """Booked weeks before, and nobody has said yes."""
    story = Story(MONDAY)
    story.book(date(2026, 12, 11))
    story.run()
    return story


def test_the_next_four_weeks_say_when_to_whom_which_and_only_if() -> None:
    text = signed_in(agreed()).get(MAILS).text
    for words in (
        "Week of Monday 30 November Friday 4 December, 10am To Sam : the number that opens",
        "5pm On X : who has the account this weekend Friday 4 December, 7pm To Robin : the guest",
        "Monday 7 December, 11am To Sam : thank you only if they come",
        "Wednesday 9 December, 8am To Robin : Wednesday's look-ahead",
    ):
        assert words in text.replace("’", "'")


def test_what_is_further_away_than_four_weeks_is_not_there() -> None:
    text = signed_in(booked()).get(MAILS).text
    assert "Week of Monday 21 December" in text
    assert "Monday 28 December" not in text


def test_each_mail_leads_to_how_it_will_look() -> None:
    browser = signed_in(agreed())
    paths = links(browser.get(MAILS))
    assert len(paths) > 8
    for path in paths:
        seen = browser.get(path)
        assert (seen.status, "This is how it would look now" in seen.text) == (200, True)


def test_a_mail_is_shown_with_its_subject_and_words_and_who_gets_it_when() -> None:
    browser = signed_in(booked())
    seen = browser.get(f"{MAILS}/2026-12-11/booked")
    text = seen.text
    assert "To Sam : Monday 30 November, 10.30am. It is about Friday 11 December 2026" in text
    assert "Hello Sam," in text
    assert "A calendar entry goes along." in text


def test_a_mail_far_ahead_is_shown_too_as_its_weekend_lists_it() -> None:
    browser = signed_in(agreed())
    paths = links(browser.get(f"/list/{WEEKEND}"))
    assert f"{OF_SAM}/survey" in paths
    assert {browser.get(path).status for path in paths} == {200}


def test_no_page_holds_the_guests_own_link_or_number() -> None:
    story, guest = in_the_weekend()
    browser = signed_in(story)
    key = story.key()
    for path in [MAILS, *links(browser.get(MAILS)), f"{OF_SAM}/number"]:
        body = browser.get(path).body
        assert key.path not in body
        assert key.mac not in body
        assert not re.search(rf"\b{key.number}\b", body)
    assert guest.last.status == 200


def test_the_number_of_a_mail_to_come_is_a_stand_in() -> None:
    seen = signed_in(agreed()).get(f"{OF_SAM}/number")
    assert "[the guest’s own number]" in seen.text
    assert 'href="https://desk.example.org/?the-guests-own-link"' in seen.body


@pytest.mark.parametrize(
    "path", ["2026-12-04/nothing", "2026-12-04/booked", "2026-12-05/number", "x/y", "2020-01-03/a"]
)
def test_what_does_not_come_any_more_is_not_shown(path: str) -> None:
    seen = signed_in(agreed()).get(f"{MAILS}/{path}")
    assert (seen.status, "There is no such mail" in seen.text) == (404, True)


def test_looking_sends_nothing_and_writes_nothing() -> None:
    story = agreed()
    browser = signed_in(story)
    before = (len(story.world.mailer.sent), story.turn())
    for path in links(browser.get(MAILS)):
        browser.get(path)
    assert (len(story.world.mailer.sent), story.turn()) == before


def test_signing_in_leads_back_to_the_mail() -> None:
    browser = Browser(agreed())
    seen = browser.get(f"{OF_SAM}/number")
    assert f'value="{OF_SAM}/number"' in seen.body


def test_a_rehearsal_says_so() -> None:
    story = Story(MONDAY, live=False)
    story.book()
    story.run()
    assert "If we went live now, this would be sent." in signed_in(story).get(MAILS).text


TEST = "Send me a test"


def sent_tests(story: Story) -> list[str]:
    return [mail.text for mail in story.world.mailer.sent if mail.tags["step"] == "test"]


def test_a_test_is_the_same_mail_to_herself_with_a_line_on_top() -> None:
    browser = signed_in(agreed())
    browser.get(f"{OF_SAM}/number")
    seen = browser.press(TEST)
    assert "The test is on its way to you." in seen.text
    story = browser.story
    (sent,) = [mail for mail in story.world.mailer.sent if mail.tags["step"] == "test"]
    assert (sent.to, sent.subject) == (("robin@example.org",), "Today at 5pm")
    assert sent.text.startswith("Rehearsal: this mail would have gone to Sam <sam@example.org>.")
    assert "https://desk.example.org/?the-guests-own-link" in sent.text
    assert "[the guest’s own number]" in sent.text


def test_a_test_has_the_calendar_entry_that_the_real_one_will_have() -> None:
    story = booked()
    browser = signed_in(story)
    browser.get(f"{MAILS}/2026-12-11/booked")
    browser.press(TEST)
    story.pass_until("2026-11-30 12:00")
    test, real = (
        mail.attachments
        for step in ("test", "booked")
        for mail in story.world.mailer.sent
        if mail.tags["step"] == step
    )
    assert [one.name for one in test] == ["weekend.ics"]
    stamp = re.compile(rb"DTSTAMP:\w+")
    assert [stamp.sub(b"", one.content) for one in test] == [
        stamp.sub(b"", one.content) for one in real
    ]


def test_a_mail_without_a_calendar_entry_has_none_as_a_test() -> None:
    browser = signed_in(agreed())
    browser.get(f"{OF_SAM}/number")
    browser.press(TEST)
    assert browser.story.world.mailer.sent[-1].attachments == ()


def test_one_press_sends_one_test_and_the_guest_none() -> None:
    browser = signed_in(agreed())
    path = f"{OF_SAM}/number"
    form, _ = browser.get(path).page.form_with(TEST)
    for _ in range(2):
        assert browser.post(f"{path}/test", form.fields).status == 303
    assert len(sent_tests(browser.story)) == 1
    turn = browser.story.turn()
    assert (turn.mails, "number" in turn.steps) == (3, False)
    browser.get(path)
    browser.press(TEST)
    assert len(sent_tests(browser.story)) == 2


def test_of_tests_there_are_twenty_an_hour() -> None:
    browser = signed_in(agreed())
    path = f"{OF_SAM}/number"
    for _ in range(20):
        browser.get(path)
        browser.press(TEST)
    browser.get(path)
    seen = browser.press(TEST)
    assert (seen.status, "twenty tests within an hour" in seen.text) == (429, True)
    assert len(sent_tests(browser.story)) == 20
    browser.story.world.clock.advance(minutes=61)
    browser.get(path)
    browser.press(TEST)
    assert len(sent_tests(browser.story)) == 21


@pytest.mark.parametrize("attempt", ["", "x", "a" * 17, "0123456789abcdeF"])
def test_a_press_that_no_page_of_ours_made_sends_nothing(attempt: str) -> None:
    browser = signed_in(agreed())
    path = f"{OF_SAM}/number"
    form, _ = browser.get(path).page.form_with(TEST)
    assert browser.post(f"{path}/test", form.fields | {"attempt": attempt}).status == 409
    assert sent_tests(browser.story) == []


def test_what_ses_says_of_a_test_changes_nothing() -> None:
    browser = signed_in(agreed())
    browser.get(f"{OF_SAM}/number")
    browser.press(TEST)
    story = browser.story
    before = story.turn()
    (sent,) = [mail for mail in story.world.mailer.sent if mail.tags["step"] == "test"]
    event = MailEvent(Fate.BOUNCED, sent.tags["turn"], "test", "m1")
    assert not take_mail_event(story.world, event)
    assert story.turn() == before
