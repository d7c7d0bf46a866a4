"""A second phone or computer: the guest is asked whether it was they, and can end all of them."""

from __future__ import annotations

import pytest

from takeover.commands.devices import NEW_NUMBERS_A_DAY
from takeover.errors import LaterError
from takeover.gate import Reason
from takeover.model.turn import Fact, SessionKind
from tests.desk.browser import Browser, Seen
from tests.desk.list_editors import HERS, editor
from tests.desk.stories import in_the_weekend, opened
from tests.desk.test_help_by_phone import shown, types
from tests.story import SAM, Story

OUT = "Sign out on all devices"
WAS_IT_YOU = "was_it_you"


def two_devices() -> tuple[Story, Browser, Browser]:
    """Saturday morning: the guest's phone, and another one on which the number was typed."""
    story, guest = in_the_weekend()
    other = Browser(story)
    other.sign_in()
    return story, guest, other


def by_link(story: Story) -> Browser:
    """A browser that has the link, and not the number."""
    browser = Browser(story)
    browser.open_link()
    return browser


def sign_out(browser: Browser) -> Seen:
    browser.get("/devices")
    return browser.press(OUT)


def may_post(browser: Browser) -> bool:
    browser.get("/")
    return "Look at it first" in browser.last.page.buttons()


def new_numbers(story: Story) -> int:
    return sum(1 for step in story.steps(SAM) if step.startswith("new_number"))


def test_the_guest_is_asked_once_whether_it_was_they() -> None:
    story, _, _ = two_devices()
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == WAS_IT_YOU]
    assert (mail.to, mail.subject) == ((SAM,), "Was this you?")
    assert "once more, on Saturday 5 December, 10.12am" in mail.text
    assert story.key().path in mail.text
    Browser(story).sign_in()
    assert story.steps(SAM).count(WAS_IT_YOU) == 1


def test_nobody_is_asked_about_the_first_device_or_one_that_was_signed_out() -> None:
    story, guest = in_the_weekend()
    guest.press("Sign out")
    Browser(story).sign_in()
    assert (WAS_IT_YOU in story.steps(SAM), story.happened(Fact.SECOND_DEVICE)) == (False, False)


def test_an_hour_on_somebody_elses_computer_is_over_after_an_hour() -> None:
    story = opened()
    Browser(story).sign_in(own_device=False)
    story.world.clock.advance(minutes=61)
    Browser(story).sign_in()
    assert WAS_IT_YOU not in story.steps(SAM)


def test_a_mail_that_is_refused_goes_out_with_the_next_sweep() -> None:
    story, _ = in_the_weekend()
    story.world.seam.fail("mailer.send", LaterError("busy"))
    Browser(story).sign_in()
    assert WAS_IT_YOU not in story.steps(SAM)
    story.run("revocation")
    assert story.steps(SAM)[-1] == WAS_IT_YOU


def test_from_the_guests_own_phone_all_others_end_and_it_goes_on() -> None:
    _, guest, other = two_devices()
    assert "Here you can go on as you are." in guest.get("/devices").text
    seen = guest.press(OUT)
    assert "Every other phone and computer is signed out." in seen.text
    assert (may_post(guest), may_post(other)) == (True, False)
    assert "Please use your link" in other.last.text


def test_from_the_link_alone_every_device_ends_this_one_too() -> None:
    story, guest, other = two_devices()
    browser = by_link(story)
    assert "Here you need the new ones too." in browser.get("/devices").text
    seen = browser.press(OUT)
    assert "Every phone and computer is signed out." in seen.text
    assert "Please use your link" in seen.text
    assert [may_post(one) for one in (guest, other, browser)] == [False] * 3


@pytest.mark.parametrize("way", ["number", "link"])
def test_the_old_link_and_number_are_over_and_new_ones_come_by_mail(way: str) -> None:
    story, guest, _ = two_devices()
    old = story.key()
    sign_out(guest if way == "number" else by_link(story))
    assert story.key() != old
    assert Browser(story).get(old.path).status == 404
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == "new_number"]
    assert "signed out on all phones and computers" in mail.text
    assert "five times" not in mail.text
    assert (story.key().path in mail.text, story.key().number in mail.text) == (True, True)
    again = Browser(story)
    again.sign_in()
    assert may_post(again)


def test_an_intruder_who_knows_the_old_number_is_out_for_good() -> None:
    story, guest, intruder = two_devices()
    held = by_link(story)
    number = story.key().number
    sign_out(guest)
    seen = held.post("/number", {"csrf": held.csrf, "number": number})
    assert (seen.status, seen.reason) == (403, Reason.SIGNED_OUT)
    seen = intruder.post("/post", {"csrf": "", "text": "Hi", "attempt": "0" * 16})
    assert seen.status == 403


def test_looking_at_the_question_changes_nothing() -> None:
    story, guest, other = two_devices()
    key = story.key()
    for method in ("GET", "HEAD"):
        assert guest.send(method, "/devices").status == 200
    assert (story.key(), may_post(guest), may_post(other)) == (key, True, True)


def test_the_proof_of_monday_is_not_ended() -> None:
    story, guest, _ = two_devices()
    sign_out(guest)
    (probe,) = [one for one in story.world.ledger.sessions(story.turn().id)
                if one.kind is SessionKind.PROBE]  # fmt: skip
    assert probe.ended_at is None


def test_new_numbers_are_not_sent_without_end_but_sessions_always_end() -> None:
    story, guest = in_the_weekend()
    for _ in range(NEW_NUMBERS_A_DAY + 2):
        sign_out(guest)
    assert new_numbers(story) == NEW_NUMBERS_A_DAY
    assert "We are sending you" not in guest.last.text
    other = Browser(story)
    other.sign_in()
    sign_out(guest)
    assert (new_numbers(story), may_post(other)) == (NEW_NUMBERS_A_DAY, False)


@pytest.mark.parametrize("at", ["2026-12-07 09:00", "2026-12-08 12:00"])
def test_after_the_end_there_is_nothing_to_end(at: str) -> None:
    story, guest = in_the_weekend()
    browser = by_link(story)
    csrf, key = browser.csrf, story.key()
    story.at(at)
    assert browser.get("/devices").status == 303
    browser.post("/devices", {"csrf": csrf})
    assert story.key() == key
    assert "/devices" not in guest.get("/").body


def test_every_page_of_an_open_weekend_leads_there_and_no_page_before() -> None:
    story = opened()
    assert 'href="/devices"' in by_link(story).get("/").body
    story, guest = in_the_weekend()
    assert 'href="/devices"' in guest.get("/").body
    guest.press("This is too much")
    assert 'href="/devices"' in guest.last.body


def test_the_story_of_the_weekend_tells_it() -> None:
    story, guest, _ = two_devices()
    sign_out(guest)
    told = editor(story).get(HERS).text
    assert "The number was typed on a second phone or computer." in told
    assert "Sam signed out on all devices." in told


def test_a_number_that_was_read_out_counts_as_a_second_device_too() -> None:
    story, _ = in_the_weekend()
    types(story, shown(story))
    assert story.steps(SAM)[-1] == WAS_IT_YOU
