"""A number that is read out on the phone: shown once, typed once, and written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.errors import UnknownOutcomeError
from takeover.gate import Reason
from takeover.model.spoken import TRIES_AN_HOUR
from takeover.model.turn import Fact, SessionKind
from tests.desk.browser import Browser, Seen
from tests.desk.list_editors import HERS, editor
from tests.desk.stories import accepted, in_the_weekend, opened
from tests.desk.test_desk_walls import ELSEWHERE
from tests.story import WEEKEND, Story

ENTER = "Open my page"
NOT_IT = "That is not it, or it does not work any more."


def shown(story: Story) -> str:
    """The coordinator shows a number; its eight digits."""
    browser = editor(story)
    browser.get(f"{HERS}/help")
    return digits(browser.press("Show the number"))


def digits(seen: Seen) -> str:
    found = re.search(r"\b(\d{4}) (\d{4})\b", seen.text)
    assert found is not None
    return found[1] + found[2]


def types(story: Story, number: str, **boxes: str) -> Browser:
    """Somebody opens the page, and types a number."""
    guest = Browser(story)
    guest.get("/")
    guest.get("/helped")
    guest.press(ENTER, number=number, **boxes)
    return guest


def test_it_does_the_same_as_link_and_number() -> None:
    story = opened()
    number = shown(story)
    guest = types(story, f" {number[:4]} {number[4:]} ", own_device="yes")
    assert (guest.path, guest.last.status) == ("/", 200)
    assert "You are all set" in guest.last.text
    assert story.happened(Fact.SIGNED_IN)
    story.at("2026-12-05 10:00")
    guest.write("Hello from the phone.")
    guest.press("Post it")
    assert "Hello from the phone." in story.posts()
    sessions = story.world.ledger.sessions(f"{WEEKEND}#1")
    assert {one.kind for one in sessions} == set(SessionKind)  # the link was used to say yes


def test_the_page_says_whom_to_ring_and_makes_nothing_yet() -> None:
    story = opened()
    browser = editor(story)
    assert "Help by phone" in browser.get(HERS).text
    seen = browser.get(f"{HERS}/help")
    assert "Ring Sam: 01632 960001 ." in seen.text
    assert "https://desk.example.org" in seen.text
    assert not [step for step in story.turn().steps if step.startswith("spoken")]


def test_who_showed_it_and_when_stands_in_the_story() -> None:
    story = opened()
    types(story, shown(story))
    text = editor_again(story).get(HERS).text
    assert "Friday 4 December, noon Robin showed a number for help by phone." in text
    assert "Sam typed the number that we had read out, and came in." in text


def editor_again(story: Story) -> Browser:
    story.world.clock.advance(minutes=2)
    return editor(story)


def test_it_works_once() -> None:
    story = opened()
    number = shown(story)
    types(story, number)
    again = types(story, number)
    assert (again.last.status, NOT_IT in again.last.text) == (422, True)
    assert again.jar == {}


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 422)])
def test_it_works_for_half_an_hour(minutes: int, status: int) -> None:
    story = opened()
    number = shown(story)
    story.world.clock.advance(minutes=minutes)
    assert types(story, number).last.status == status


def new_number(story: Story) -> None:
    turn = story.turn()
    story.world.ledger.next_generation(turn.id, turn.generation, story.world.clock.now())


def cancelled(story: Story) -> None:
    story.book(status="cancelled")


def swapped(story: Story) -> None:
    story.book(guest_email="kim@example.org")


def over(story: Story) -> None:
    story.at("2026-12-07 09:00")
    numbers = story.world.spoken._numbers
    for hashed, one in numbers.items():
        numbers[hashed] = replace(one, ends_at=one.ends_at + timedelta(days=7))


@pytest.mark.parametrize("change", [new_number, cancelled, swapped, over])
def test_it_opens_nothing_that_the_guest_has_not_got_any_more(
    change: Callable[[Story], None],
) -> None:
    story = opened()
    number = shown(story)
    change(story)
    guest = types(story, number)
    assert (guest.last.status, guest.jar) == (422, {})


@pytest.mark.parametrize("number", ["", "1234567", "123456789", "1234567a", "١٢٣٤", "12 34"])
def test_a_slip_of_the_finger_is_no_try(number: str) -> None:
    story = opened()
    guest = types(story, number)
    assert "Please type all 8." in guest.last.text
    assert story.world.spoken._tries == ("", 0)


def test_guesses_are_counted_for_the_whole_stack_and_then_none_is_looked_at() -> None:
    story = opened()
    number = shown(story)
    wrong = f"{(int(number) + 1) % 100_000_000:08d}"
    for _ in range(TRIES_AN_HOUR):
        assert NOT_IT in types(story, wrong).last.text
    for typed in (wrong, number):
        guest = types(story, typed)
        assert (guest.last.status, guest.jar) == (429, {})
        assert "Too many numbers were typed here in the last hour" in guest.last.text
    story.at("2026-12-04 13:00")
    assert types(story, shown(story)).last.status == 200


def test_only_while_the_account_is_with_the_guest_a_number_is_shown() -> None:
    story = accepted()
    browser = editor(story)
    seen = browser.get(f"{HERS}/help")
    assert (seen.status, seen.headers.get("Location")) == (303, f"{HERS}?said=not-now")
    browser.get(HERS)
    assert browser.post(f"{HERS}/help", {"csrf": browser.csrf}).status == 409
    assert browser.get("/list/x/help").status == 409
    assert story.world.spoken._numbers == {}


def test_a_guest_who_is_paused_may_be_let_in_and_sees_that() -> None:
    story, guest = in_the_weekend()
    guest.get("/")
    guest.press("This is too much")
    other = types(story, shown(story))
    assert "Everything has stopped" in other.last.text
    csrf = other.csrf
    seen = other.post("/post", {"csrf": csrf, "text": "Hi", "attempt": "0" * 16})
    assert seen.reason == Reason.PAUSED


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_from_elsewhere_opens_nothing(headers: dict[str, str]) -> None:
    story = opened()
    number = shown(story)
    seen = Browser(story).post("/helped", {"number": number}, **headers)
    assert (seen.status, seen.cookies) == (403, [])
    assert types(story, number).last.status == 200


def test_looking_at_the_page_changes_nothing() -> None:
    story = opened()
    calls = list(story.world.seam.calls)
    for method in ("GET", "HEAD"):
        assert Browser(story).send(method, "/helped").status == 200
    writes = [call for call in story.world.seam.calls[len(calls) :] if "spoken" in call]
    assert writes == []


def test_when_an_answer_is_lost_nobody_is_let_in_unwritten() -> None:
    story = opened()
    number = shown(story)
    story.world.seam.fail("spoken.use", UnknownOutcomeError("lost"), afterwards=True)
    guest = types(story, number)
    assert (guest.last.status, guest.jar) == (503, {})
    assert types(story, number).last.status == 422


def test_the_number_is_in_no_log_and_no_mail() -> None:
    story = opened()
    browser = editor(story)
    browser.get(f"{HERS}/help")
    number = digits(browser.press("Show the number"))
    guest = types(story, number)
    everywhere = browser.logs.getvalue() + guest.logs.getvalue()
    everywhere += "".join(mail.text for mail in story.world.mailer.sent)
    everywhere += repr(story.world.ledger.__dict__) + repr(story.world.spoken.__dict__)
    assert number not in everywhere
