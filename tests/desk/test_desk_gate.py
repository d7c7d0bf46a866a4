"""Before the weekend, after it, and when it is too much: what the gate refuses, and says."""

from __future__ import annotations

import pytest

from takeover.model.credentials import csrf_token, in_path, probe_token
from takeover.model.turn import Fact
from tests.desk.browser import Browser
from tests.desk.stories import (
    HANDOVER,
    REVOCATION,
    WORDS,
    in_the_weekend,
    opened,
    own_posts,
    ready_to_post,
)
from tests.story import WEEKEND


def secret_of(guest: Browser) -> str:
    """What forms of this browser's session carry, also where no page shows one any more."""
    return csrf_token(guest.cookie.partition(".")[2])


def test_before_the_start_nothing_is_posted() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    for path in ("/post", "/preview"):
        fields = {"csrf": guest.csrf, "attempt": "a" * 16, "text": WORDS}
        seen = guest.post(path, fields)
        assert (seen.status, seen.reason) == (403, "too_early")
        assert "Your page opens on Friday 4 December, 5pm" in seen.text
        assert WORDS in seen.text
    assert story.posts() == []


def test_the_link_alone_posts_nothing() -> None:
    story, _ = in_the_weekend()
    thief = Browser(story)
    thief.open_link()
    seen = thief.post("/post", {"csrf": thief.csrf, "attempt": "a" * 16, "text": WORDS})
    assert (seen.status, seen.reason, own_posts(story)) == (403, "number_needed", [])
    assert "Type the 4 numbers" in seen.text


def test_nobody_signed_in_posts_nothing() -> None:
    story, _ = in_the_weekend()
    seen = Browser(story).post("/post", {"attempt": "a" * 16, "text": WORDS})
    assert (seen.status, seen.reason, own_posts(story)) == (403, "signed_out", [])


@pytest.mark.parametrize("swept", [True, False])
@pytest.mark.parametrize("when", ["2026-12-07 08:59:46", "2026-12-07 09:00", "2026-12-08 12:00"])
def test_after_the_end_cookie_link_and_number_open_nothing(swept: bool, when: str) -> None:
    story, guest, fields = ready_to_post()
    key = story.key()
    story.at(when)
    if swept:
        story.run(REVOCATION)
    seen = guest.post("/post", fields)
    assert (seen.status, seen.reason) == (403, "closed")
    assert "Your weekend is over" in seen.text
    assert WORDS in seen.text
    late = Browser(story)
    late.get(key.path)
    late.press("Carry on")
    late.post("/number", {"csrf": secret_of(late), "number": key.number})
    seen = late.post("/post", fields | {"csrf": secret_of(late)})
    assert (seen.status, seen.reason, own_posts(story)) == (403, "closed", [])


def test_the_probe_is_refused_for_being_too_late() -> None:
    story, _, _ = ready_to_post()
    token = probe_token(story.world.secrets.link_key(), story.turn())
    story.at("2026-12-07 09:01")
    story.run(REVOCATION)
    probe = Browser(story)
    probe.cookie = f"__Host-weekend={in_path(story.turn().id)}.{token}"
    form = {"csrf": csrf_token(token), "attempt": "probe", "text": "Thank you."}
    seen = probe.post("/post", form)
    assert (seen.status, seen.reason) == (403, "closed")


def test_a_probe_that_got_in_would_be_told_so_and_posts_nothing() -> None:
    story, _, _ = ready_to_post()
    token = probe_token(story.world.secrets.link_key(), story.turn())
    probe = Browser(story)
    probe.cookie = f"__Host-weekend={in_path(story.turn().id)}.{token}"
    form = {"csrf": csrf_token(token), "attempt": "probe", "text": "Thank you."}
    assert (probe.post("/post", form).status, own_posts(story)) == (200, [])
    for path in ("/pause", "/stop", "/words"):
        assert probe.post(path, form).status == 403
    assert "Please use your link" in probe.get("/").text


@pytest.mark.parametrize(
    ("cells", "reason", "said"),
    [
        ({"status": "cancelled"}, "off_the_list", "Your weekend has ended early"),
        ({"guest_email": "kim@example.org"}, "off_the_list", "Your weekend has ended early"),
        ({"status": "bookd"}, "unreadable", "come back a little later"),
    ],
)
def test_a_row_that_changes_ends_posting_at_once(
    cells: dict[str, object], reason: str, said: str
) -> None:
    story, guest, fields = ready_to_post()
    story.book(WEEKEND, **cells)
    seen = guest.post("/post", fields)
    assert (seen.status, seen.reason, own_posts(story)) == (403, reason, [])
    assert said in seen.text
    assert WORDS in seen.text


# --- too much, and enough


def test_one_tap_stops_everything_and_one_carries_on() -> None:
    story, guest, fields = ready_to_post()
    seen = guest.press("This is too much")
    assert "Everything has stopped" in seen.text
    assert "Samaritans, 116 123" in seen.text
    assert story.steps("robin@example.org")[-1] == "too_much"
    refusal = guest.post("/post", fields)
    assert (refusal.status, refusal.reason, own_posts(story)) == (403, "paused", [])
    guest.get("/")
    assert "Write a post" in guest.press("I pressed by mistake: carry on").text
    assert guest.post("/post", fields).status == 303


def test_who_rested_need_not_call_it_a_mistake_to_carry_on() -> None:
    story, guest = in_the_weekend()
    guest.press("This is too much")
    story.world.clock.advance(minutes=10)
    story.run(HANDOVER)
    guest.get("/")
    assert "Write a post" in guest.press("Carry on with my weekend").text


def test_only_who_knows_the_number_carries_on() -> None:
    story, guest = in_the_weekend()
    guest.press("This is too much")
    thief = Browser(story)
    thief.open_link()
    seen = thief.post("/resume", {"csrf": thief.csrf})
    assert (seen.status, seen.reason) == (403, "number_needed")
    assert "Everything has stopped" in guest.get("/").text


def test_a_guest_ends_the_weekend_and_is_not_asked_how_it_was() -> None:
    story, guest, fields = ready_to_post()
    guest.get("/stop")
    assert "End your weekend?" in guest.last.text
    seen = guest.press("Yes, end my weekend")
    assert "Your weekend has ended" in seen.text
    assert "Robin will get in touch with you." in seen.text
    assert story.happened(Fact.CLOSED)
    refusal = guest.post("/post", fields)
    assert (refusal.status, refusal.reason) == (403, "closed")
    assert "Your weekend has ended" in guest.open_link().text


def test_an_hour_is_enough_on_a_phone_that_is_not_ones_own() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in(own_device=False)
    story.world.clock.advance(minutes=59)
    assert "You are all set" in guest.get("/").text
    story.world.clock.advance(minutes=1)
    assert "Please use your link" in guest.get("/").text
