"""Signing in to the list: a number by mail, and nobody learns whose address is ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.errors import NotAllowedError, UnknownOutcomeError
from takeover.settings import Person
from tests.canaries.watch import Watch
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import MONDAY, ask, number_in_mail, sign_in, signed_in
from tests.story import ALEX, KIT, ROBIN, SAM, Story

STRANGER = "stranger@example.org"
IN = "You are signed in as"


def another(number: str) -> str:
    """A number that is not this one."""
    return f"{(int(number) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize("address", [ROBIN.address, ALEX.address, " ROBIN@Example.org "])
def test_the_number_in_the_mail_opens_the_list(address: str) -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser, address)
    seen = browser.press("Open the list", number=number_in_mail(story, address.strip().lower()))
    assert (seen.status, browser.path) == (200, "/list")
    name = "Alex" if address == ALEX.address else "Robin"
    assert f"{IN} {name}." in seen.text


def test_the_number_is_in_no_subject_and_on_no_first_line() -> None:
    story = Story(MONDAY)
    ask(Browser(story))
    (mail,) = story.world.mailer.sent
    number = number_in_mail(story)
    assert number not in mail.subject + mail.text.splitlines()[0]
    assert (mail.to, mail.reply_to) == ((ROBIN.address,), KIT.address)
    assert mail.tags == {"turn": "team", "step": "list_number"}


@pytest.mark.parametrize("address", [STRANGER, SAM, KIT.address, "robin@example.org.uk"])
def test_whose_address_it_is_is_told_neither_by_the_page_nor_by_time(address: str) -> None:
    story = Story(MONDAY)
    story.book()
    story.world.seam.after = lambda call: (
        story.world.clock.advance(seconds=0.7) if call == "mailer.send" else None
    )
    told: list[tuple[int, dict[str, str], str, timedelta]] = []
    for typed in (ROBIN.address, address):
        browser = Browser(story)
        for act in (
            lambda browser=browser, typed=typed: ask(browser, typed),
            lambda browser=browser: browser.press("Open the list", number="000000"),
            lambda browser=browser: browser.press("Send another number"),
        ):
            before = story.world.clock.now()
            seen: Seen = act()
            took = story.world.clock.now() - before
            told.append((seen.status, seen.headers, seen.body.replace(typed, "…"), took))
    assert told[:3] == told[3:]
    assert [mail.to for mail in story.world.mailer.sent] == [(ROBIN.address,)]


@pytest.mark.parametrize("error", [NotAllowedError("no"), UnknownOutcomeError("lost")])
def test_a_mail_that_fails_is_in_the_log_and_says_nothing_on_the_page(
    error: Exception, nothing_leaks: Watch
) -> None:
    story = Story(MONDAY)
    story.world.seam.fail("mailer.send", error)
    seen, other = ask(Browser(story)), ask(Browser(story), STRANGER)
    assert seen.body.replace(ROBIN.address, STRANGER) == other.body
    assert "Still no mail? Then something is wrong with our mails." in seen.text
    line = next(line for line in nothing_leaks.logs if "list_number" in line)
    assert '"who":"coordinator"' in line
    assert type(error).__name__ in line


def test_one_number_a_minute_and_five_an_hour() -> None:
    story = Story(MONDAY)
    sent = []
    for minute in range(70):
        story.at(f"2026-11-30 {10 + minute // 60}:{minute % 60:02d}")
        for _ in range(2):
            ask(Browser(story))
            story.at(f"2026-11-30 {10 + minute // 60}:{minute % 60:02d}")
        sent.append(len(story.world.mailer.sent))
    assert [sent[at] for at in (0, 1, 4, 5, 59, 60, 61, 64, 69)] == [1, 2, 5, 5, 5, 6, 7, 10, 10]


def test_only_the_newest_number_works_and_works_once() -> None:
    story = Story(MONDAY)
    first, second = Browser(story), Browser(story)
    ask(first)
    old = number_in_mail(story)
    story.world.clock.advance(minutes=2)
    ask(second)
    new = number_in_mail(story)
    if old != new:
        assert first.press("Open the list", number=old).status == 422
    assert IN in first.press("Open the list", number=new).text
    assert second.press("Open the list", number=new).status == 422


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (10, 422)])
def test_a_number_works_for_ten_minutes(minutes: int, status: int) -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    asked = story.world.clock.now()
    ask(browser)
    story.world.clock.set(asked + timedelta(minutes=minutes))
    assert browser.press("Open the list", number=number_in_mail(story)).status == status


def test_five_wrong_tries_in_whichever_browsers_kill_the_number() -> None:
    story = Story(MONDAY)
    browsers = [Browser(story) for _ in range(3)]
    for browser in browsers:
        ask(browser)
    number = number_in_mail(story)
    for time in range(5):
        seen = browsers[time % 3].press("Open the list", number=another(number))
        assert (seen.status, browsers[time % 3].cookie) == (422, "")
    for browser in browsers:
        assert browser.press("Open the list", number=number).status == 422
    assert story.world.team._sessions == {}


def test_four_wrong_tries_do_not() -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser)
    number = number_in_mail(story)
    for _ in range(4):
        browser.press("Open the list", number=another(number))
    assert IN in browser.press("Open the list", number=number).text


def test_a_slip_of_the_finger_is_no_try_and_takes_no_time() -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser)
    number = number_in_mail(story)
    before = story.world.clock.now()
    for slip in ("", "12345", "1234567", "12345x", f"{number}1"):
        assert "all 6" in browser.press("Open the list", number=slip).text
    assert story.world.clock.now() == before
    spaced = " ".join(chr(ord(digit) + 0xFEE0) for digit in number)  # as wide as a letter
    assert IN in browser.press("Open the list", number=spaced).text


def test_the_deputys_number_does_not_open_it_for_the_coordinator() -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser, ALEX.address)
    ask(browser, ROBIN.address)
    numbers = [number_in_mail(story, one.address) for one in (ALEX, ROBIN)]
    if numbers[0] != numbers[1]:
        assert browser.press("Open the list", number=numbers[0]).status == 422


def test_what_is_no_address_is_asked_for_again() -> None:
    story = Story(MONDAY)
    for typed in ("", "robin", "a b@example.org", "@", "x" * 300 + "@example.org"):
        seen = ask(Browser(story), typed)
        assert (seen.status, "Please type your mail address" in seen.text) == (422, True)
    assert story.world.mailer.sent == []


@pytest.mark.parametrize(
    ("boxes", "hours", "kept"), [({}, 12, ""), ({"own_device": "yes"}, 30 * 24, "2592000")]
)
def test_how_long_a_session_lasts(boxes: dict[str, str], hours: int, kept: str) -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser)
    answer = browser.post(
        "/list/enter",
        browser.last.page.form_with("Open the list")[0].fields
        | {"number": number_in_mail(story)}
        | boxes,
    )
    signed_in_at = story.world.clock.now()
    (cookie,) = answer.cookies
    assert re.findall(r"Max-Age=(\d+)", cookie) == ([kept] if kept else [])
    assert cookie.startswith("__Host-list=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    for left, there in ((timedelta(seconds=1), True), (timedelta(0), False)):
        story.world.clock.set(signed_in_at + timedelta(hours=hours) - left)
        assert (IN in browser.get("/list").text) is there


def test_signing_out_ends_this_browser_only() -> None:
    story = Story(MONDAY)
    browser = signed_in(story)
    story.world.clock.advance(minutes=2)
    other = signed_in(story)
    kept = browser.cookie
    seen = browser.press("Sign out")
    assert "You have signed out." in seen.text
    assert browser.cookie == ""
    browser.cookie = kept
    assert IN not in browser.get("/list").text
    assert IN in other.get("/list").text


def test_signing_out_everywhere_ends_every_browser_of_this_person() -> None:
    story = Story(MONDAY)
    browser, deputy = signed_in(story), signed_in(story, ALEX.address)
    story.world.clock.advance(minutes=2)
    other = signed_in(story)
    other.press("Sign out everywhere")
    assert IN not in browser.get("/list").text
    assert IN in deputy.get("/list").text


def test_who_has_the_job_next_is_not_signed_in_by_who_had_it() -> None:
    story = Story(MONDAY)
    browser, deputy = signed_in(story), signed_in(story, ALEX.address)
    ask(Browser(story), ALEX.address)
    story.world.settings = replace(
        story.world.settings, coordinator=Person("Jo Hill", "jo@example.org")
    )
    assert IN not in browser.get("/list").text
    assert IN in deputy.get("/list").text


def test_the_same_address_in_other_letters_is_the_same_person() -> None:
    story = Story(MONDAY)
    browser = signed_in(story)
    story.world.settings = replace(
        story.world.settings, coordinator=Person("Robin Lee-Hill", "Robin@example.org")
    )
    assert IN in browser.get("/list").text


def test_one_person_may_have_both_jobs() -> None:
    story = Story(MONDAY)
    story.world.settings = replace(story.world.settings, deputy=ROBIN)
    assert IN in signed_in(story).last.text


def test_a_new_number_in_the_same_browser_is_a_new_session() -> None:
    story = Story(MONDAY)
    browser = signed_in(story)
    before = browser.cookie
    fields = {"address": ROBIN.address, "place": "/list"}
    story.world.clock.advance(minutes=2)
    browser.post("/list/number", fields)
    browser.press("Open the list", number=number_in_mail(story))
    assert IN in browser.last.text
    browser.cookie = before
    assert IN not in browser.get("/list").text


@pytest.mark.parametrize(
    ("place", "goes_to"),
    [
        ("/list/2026-12-04", "/list/2026-12-04"),
        ("/list/going-live", "/list/going-live"),
        ("https://evil.example.org", "/list"),
        ("//evil.example.org", "/list"),
        ("/list/../stop", "/list"),
        ("/list/2026-12-04\n", "/list"),
        ("", "/list"),
    ],
)
def test_signing_in_leads_back_and_never_elsewhere(place: str, goes_to: str) -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    browser.post("/list/number", {"address": ROBIN.address, "place": place})
    form, _ = browser.last.page.form_with("Open the list")
    typed = {"number": number_in_mail(story), "place": place}
    assert browser.post("/list/enter", form.fields | typed).headers["Location"] == goes_to


def test_both_cookies_live_side_by_side() -> None:
    story = Story(MONDAY)
    story.book()
    story.run()
    browser = signed_in(story)
    browser.open_link()
    assert "Your weekend" in browser.last.text
    assert IN in browser.get("/list").text
    browser.press("Sign out")
    assert "Your weekend" in browser.get("/").text


def test_signing_in_is_in_the_log_by_role_and_never_by_name() -> None:
    browser = signed_in()
    line = browser.lines()[-1]
    assert (line["route"], line["who"], line["status"]) == ("GET /list", "coordinator", 200)


def test_a_lost_answer_to_our_own_write_is_no_second_session() -> None:
    story = Story(MONDAY)
    browser = Browser(story)
    ask(browser)
    story.world.seam.fail("team.enter", UnknownOutcomeError("lost"), afterwards=True)
    seen = browser.press("Open the list", number=number_in_mail(story))
    assert (seen.status, browser.cookie) == (503, "")
    assert "Back to the list" in seen.text
    story.world.clock.advance(minutes=2)
    sign_in(browser)
    assert IN in browser.last.text
