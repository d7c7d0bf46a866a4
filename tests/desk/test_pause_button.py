"""The pause button of the team's phones: it pauses, and can do nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.gate import Reason
from takeover.settings import Person
from tests.desk.browser import ORIGIN, Browser
from tests.desk.list_stories import signed_in
from tests.desk.stories import in_the_weekend, opened
from tests.desk.test_desk_walls import ELSEWHERE
from tests.desk.test_list_walls import state
from tests.story import ALEX, ROBIN, SAM, Story

HOW_TO, PRESS = "/list/pause-button", "Pause now"


def button_of(story: Story, address: str = ROBIN.address) -> str:
    """Where the button of this person is, as the list says it."""
    found = re.search('href="(/pause/[^"]+)"', signed_in(story, address).get(HOW_TO).body)
    assert found is not None
    return found[1]


def on_a_phone() -> tuple[Story, Browser, Browser, str]:
    """Saturday morning: the guest's browser, and a phone that nobody is signed in on."""
    story, guest = in_the_weekend()
    return story, guest, Browser(story), button_of(story)


def test_one_button_and_until_when_the_weekend_is_on() -> None:
    _, _, phone, path = on_a_phone()
    seen = phone.get(path)
    assert (seen.status, seen.page.title, seen.page.buttons()) == (200, "Pause", [PRESS])
    assert "A weekend is on, until Monday 7 December, 9am." in seen.text
    assert "Sam" not in seen.text


def test_a_tap_pauses_and_the_guest_is_told_at_once() -> None:
    story, guest, phone, path = on_a_phone()
    phone.get(path)
    seen = phone.press(PRESS)
    assert ("It is paused" in seen.text, seen.page.buttons()) == (True, [])
    assert "A short break" in guest.get("/").text
    assert story.steps(SAM)[-1] == "paused_by_us"
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.paused_by_us


def test_the_deputy_has_one_too_and_each_is_somebodys_own() -> None:
    story, _, phone, hers = on_a_phone()
    his = button_of(story, ALEX.address)
    assert his.startswith("/pause/deputy/")
    assert phone.get(his).page.buttons() == [PRESS]
    mac = hers.rpartition("/")[2]
    assert phone.get(f"/pause/deputy/{mac}").status == 404


def test_looking_at_it_changes_nothing() -> None:
    story, _, phone, path = on_a_phone()
    before = state(story)
    for method in ("GET", "HEAD", "GET"):
        assert phone.send(method, path).status == 200
    assert state(story) == before


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_from_elsewhere_pauses_nothing(headers: dict[str, str]) -> None:
    story, _, phone, path = on_a_phone()
    before = state(story)
    seen = phone.post(path, {}, **headers)
    assert (seen.status, seen.reason) == (403, "another_site")
    assert state(story) == before


@pytest.mark.parametrize(
    "path",
    ["/pause/coordinator/" + "0" * 32, "/pause/nobody/{mac}", "/pause/coordinator/{mac}0",
     "/pause/duty/{mac}", "/pause//{mac}", "/pause/coordinator/", "/pause/COORDINATOR/{mac}"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_nobodys_button_is_no_page(path: str, method: str) -> None:
    story, _, phone, right = on_a_phone()
    before = state(story)
    seen = phone.send(method, path.format(mac=right.rpartition("/")[2]), origin=ORIGIN)
    assert (seen.status, "Pause" in seen.text) == (404, False)
    assert state(story) == before


def test_another_address_in_the_settings_ends_it() -> None:
    story, _, phone, path = on_a_phone()
    new = Person("Robin Lee", "robin.lee@example.org")
    story.world.settings = replace(story.world.settings, coordinator=new)
    assert phone.get(path).status == 404
    assert phone.post(path, {}).status == 404
    story.world.settings = replace(story.world.settings, coordinator=ROBIN)
    assert phone.get(path).status == 200


def test_it_leads_nowhere_but_to_the_list_where_one_signs_in() -> None:
    story, _, phone, path = on_a_phone()
    phone.get(path)
    seen = phone.press(PRESS)
    assert phone.cookie == ""
    assert re.findall(r'<a [^>]*href="([^"]*)"', seen.body) == ["/list"]
    assert "This page is for the team." in phone.get("/list").text
    assert phone.post("/list/2026-12-04/go-on", {"csrf": ""}).reason == "signed_out"
    assert story.world.ledger.holder() is not None


def test_what_the_guest_has_stopped_stays_the_guests() -> None:
    story, guest, phone, path = on_a_phone()
    phone.get(path)
    guest.press("This is too much")
    seen = phone.press(PRESS)
    assert "the guest tapped “This is too much”" in seen.text
    holder = story.world.ledger.holder()
    assert holder is not None
    assert not holder.paused_by_us
    assert "paused_by_us" not in story.steps(SAM)


def test_pressed_twice_is_pressed_once() -> None:
    story, guest, phone, path = on_a_phone()
    for _ in range(2):
        assert phone.post(path, {}).status == 303
    assert story.steps(SAM).count("paused_by_us") == 1
    guest.get("/")
    assert guest.post("/post", {"csrf": guest.csrf, "text": "Hi", "attempt": "0" * 16}).reason == (
        Reason.PAUSED
    )


def test_between_weekends_there_is_nothing_to_pause() -> None:
    story, _, phone, path = on_a_phone()
    story.at("2026-12-07 09:00")
    assert "No weekend is on" in phone.get(path).text
    before = state(story)
    phone.post(path, {})
    assert state(story) == before


def test_it_pauses_from_the_morning_on_which_the_account_is_made_ready() -> None:
    story = opened()
    phone, path = Browser(story), button_of(story)
    phone.get(path)
    assert "It is paused" in phone.press(PRESS).text


def test_where_it_is_needs_a_number_typed_lately() -> None:
    story, _ = in_the_weekend()
    browser = signed_in(story)
    story.world.clock.advance(seconds=timedelta(minutes=16).total_seconds())
    seen = browser.get(HOW_TO)
    assert (seen.status, seen.reason, "/pause/" in seen.body) == (403, "number_needed", False)
    assert button_of(story)


def test_the_log_says_who_pressed_and_never_where() -> None:
    _, _, phone, path = on_a_phone()
    phone.get(path)
    phone.press(PRESS)
    assert [line["who"] for line in phone.lines()] == ["coordinator"] * 3
    assert {line["route"] for line in phone.lines()} == {
        "GET /pause/<who>/<mac>", "POST /pause/<who>/<mac>",
    }  # fmt: skip
    assert path.rpartition("/")[2] not in phone.logs.getvalue()
