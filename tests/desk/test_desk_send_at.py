"""Kept words go out at the time that the guest chose, and only then."""

from __future__ import annotations

import pytest

from takeover.errors import NeverError
from tests.desk.browser import Browser
from tests.desk.keepers import SUNDAY, kept, send
from tests.desk.stories import HANDOVER, WORDS, opened, own_posts


def test_a_chosen_time_is_said_back_and_kept_to() -> None:
    story, guest, _ = kept()
    seen = send(guest)
    assert "It will go out by itself." in seen.text
    assert "Goes out by itself on Sunday 6 December, 7.05pm." in seen.text
    assert "The next go out by themselves on Sunday 6 December, 7.05pm." in guest.get("/").text
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert own_posts(story) == [WORDS]
    assert "Nothing is kept." in guest.get("/kept").text
    assert "Posted Sunday 6 December, 7.05pm." in guest.get("/").text


def test_while_the_weekend_is_on_the_way_back_and_the_pause_are_on_the_page() -> None:
    _, _, seen = kept()
    assert "Back to my page" in seen.text
    assert "This is too much" in seen.page.buttons()


def test_the_form_knows_what_was_chosen() -> None:
    _, guest, _ = kept()
    send(guest)
    form, _ = guest.last.page.form_with("Send it then")
    assert form.fields | SUNDAY == form.fields


def test_the_next_hour_is_chosen_already() -> None:
    _, _, seen = kept()
    form, _ = seen.page.form_with("Send it then")
    chosen = {name: form.fields[name] for name in ("day", "hour", "minute")}
    assert chosen == {"day": "2026-12-05", "hour": "11", "minute": "0"}
    assert "From Saturday 5 December, 10.15am to Monday 7 December, 8.50am." in seen.text


def test_it_is_not_sent_after_all() -> None:
    story, guest, _ = kept()
    send(guest)
    seen = guest.press("Do not send it")
    assert "It will not go out. Your words are still here." in seen.text
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert own_posts(story) == []


def test_a_time_that_is_refused_is_still_chosen() -> None:
    _, guest, _ = kept()
    form, _ = send(guest, hour="9", day="2026-12-05").page.form_with("Send it then")
    assert (form.fields["hour"], form.fields["day"]) == ("9", "2026-12-05")


@pytest.mark.parametrize(
    "at",
    [
        {"day": "2026-12-05", "hour": "9"},
        {"day": "2026-12-07", "hour": "9", "minute": "0"},
        {"day": "2027-12-06"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": "tomorrow"},
        {"hour": "25"},
        {"minute": ""},
    ],
)
def test_a_time_that_is_none_is_refused_with_those_that_are(at: dict[str, str]) -> None:
    _, guest, _ = kept()
    seen = send(guest, **at)
    assert seen.status == 422
    assert (
        "Please choose a time from Saturday 5 December, 10.15am to Monday 7 December, 8.50am."
        in seen.text
    )


def test_with_the_number_a_time_can_be_chosen_before_the_start() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    guest.get("/practise")
    guest.press("Keep it for later", text=WORDS)
    seen = send(guest)
    assert "Goes out by itself on Sunday 6 December, 7.05pm." in seen.text


def test_with_the_link_alone_nobody_can_choose_one() -> None:
    story, guest, _ = kept()
    name = guest.last.page.form_with("Throw it away")[0].fields["kept"]
    other = Browser(story)
    other.open_link()
    other.get("/kept")
    seen = other.post("/send-at", {"csrf": other.csrf, "kept": name, **SUNDAY})
    assert (seen.status, "you need your number" in seen.text) == (403, True)


def test_words_that_do_not_fit_are_changed_first() -> None:
    _, guest, _ = kept("x" * 300)
    seen = send(guest)
    assert (seen.status, "20 letters too many." in seen.text) == (422, True)


def test_what_was_missed_says_so_kindly() -> None:
    story, guest, _ = kept()
    send(guest)
    story.at("2026-12-06 22:00")
    assert "This was to go out on Sunday 6 December, 7.05pm" in guest.get("/kept").text


def test_what_x_refused_says_why_and_can_be_changed_and_posted() -> None:
    story, guest, _ = kept()
    send(guest)
    story.world.seam.fail("channel.post", NeverError("duplicate"))
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert "It does not take the same words twice." in guest.get("/kept").text
    guest.press("Change it")
    guest.press("Look at it first", text="Other words.")
    guest.press("Post it")
    assert own_posts(story) == ["Other words."]


def test_words_that_are_gone_say_so() -> None:
    _, guest, _ = kept()
    fields = guest.last.page.form_with("Send it then")[0].fields
    guest.press("Throw it away")
    guest.press("Yes, throw them away")
    csrf = {"csrf": guest.csrf}
    assert guest.post("/send-at", fields | csrf).status == 422
    assert guest.post("/do-not-send", fields | csrf).status == 409
    assert guest.post("/throw-away", fields | csrf).status == 303
