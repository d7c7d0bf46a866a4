"""In the weekend: write, look, post, take down; too much, and enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    OutOfCreditError,
    UnknownOutcomeError,
)
from takeover.hours import read_hours
from tests.desk.stories import (
    LAST_HOUR,
    REVOCATION,
    WORDS,
    in_the_weekend,
    own_posts,
    ready_to_post,
)
from tests.story import Story, local


def test_the_page_says_how_long_it_is_open() -> None:
    _, guest = in_the_weekend()
    assert "Open until Monday 9am 1 day and 22 hours left" in guest.last.text
    assert "Time to say goodbye?" not in guest.last.text
    assert guest.last.page.buttons() == [
        "This is too much", "Look at it first", "Add a photo", "Keep it for later",
        "Write a second part", "Sign out",
    ]  # fmt: skip


def test_in_the_last_two_hours_it_is_time_to_say_goodbye() -> None:
    story, guest = in_the_weekend()
    story.at(LAST_HOUR)
    assert "Your weekend ends at 9am. Time to say goodbye?" in guest.get("/").text


def test_a_preview_shows_exactly_what_will_be_published_and_posts_nothing() -> None:
    story, guest = in_the_weekend()
    seen = guest.write("  Cafe\u0301 &amp; <b>tea</b>\r\n\r\nWho else?  ")
    words = "Caf\u00e9 &amp; <b>tea</b>\n\nWho else?"
    form, _ = seen.page.form_with("Post it")
    assert form.fields["text"] == words
    assert "&lt;b&gt;tea&lt;/b&gt;" in seen.body
    assert own_posts(story) == []
    guest.press("Post it")
    assert own_posts(story) == [words]


def test_posting_leads_back_to_the_page_with_the_post_on_it() -> None:
    story, guest, fields = ready_to_post()
    answer = guest.post("/post", fields)
    assert (answer.status, answer.headers["Location"]) == (303, "/?said=posted")
    seen = guest.get("/?said=posted")
    assert "Posted. A mistake?" in seen.text
    assert WORDS in seen.text
    assert own_posts(story) == [WORDS]


def test_the_same_form_sent_twice_posts_once() -> None:
    story, guest, fields = ready_to_post()
    answers = [guest.post("/post", fields).status for _ in range(3)]
    assert (answers, own_posts(story)) == ([303, 303, 303], [WORDS])


def test_change_it_goes_back_with_the_words() -> None:
    _, guest, _ = ready_to_post()
    form, _ = guest.press("Change it").page.form_with("Look at it first")
    assert form.fields["text"] == WORDS


@pytest.mark.parametrize("path", ["/preview", "/post"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("x" * 300, "20 letters too many."),
        ("", "nothing to post"),
        ("x" * 1001, "1,001 characters"),
    ],
)
def test_words_that_do_not_fit_are_kept_in_the_box(path: str, words: str, said: str) -> None:
    story, guest = in_the_weekend()
    seen = guest.post(path, {"csrf": guest.csrf, "text": words, "attempt": "a" * 16})
    form, _ = seen.page.form_with("Look at it first")
    assert (seen.status, form.fields["text"]) == (422, words)
    assert said in seen.text
    assert own_posts(story) == []


def test_a_made_up_attempt_posts_nothing() -> None:
    story, guest, fields = ready_to_post()
    seen = guest.post("/post", fields | {"attempt": "../mine"})
    assert (seen.status, own_posts(story)) == (422, [])
    assert WORDS in seen.text


def test_a_post_is_taken_down() -> None:
    story, guest, fields = ready_to_post()
    guest.post("/post", fields)
    guest.get("/")
    asks = guest.tap("Take it down")
    assert "Take this down?" in asks.text
    assert own_posts(story) == [WORDS]
    seen = guest.press("Take it down")
    assert own_posts(story) == []
    assert "Take it down" not in seen.text
    assert WORDS in seen.text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NeverError("duplicate"), "does not take the same words twice"),
        (LaterError("down"), "X is not working just now, so nothing was posted."),
        (LaterError("429", local("2026-12-05 23:00")), "no more until Saturday 5 December, 11pm"),
        (OutOfCreditError("402"), "Our budget on X is used up"),
        (NotAllowedError("401"), "X does not let us post just now."),
    ],
)
def test_when_x_refuses_the_words_stay_and_can_be_sent_again(error: Exception, said: str) -> None:
    story, guest, fields = ready_to_post()
    story.world.seam.fail("channel.post", error)
    seen = guest.post("/post", fields)
    assert seen.status == 409
    assert said in seen.text
    assert WORDS in seen.body
    if "Post it" not in seen.page.buttons():
        guest.press("Look at it first")
    guest.press("Post it")
    assert own_posts(story) == [WORDS]


def test_when_x_does_not_say_the_guest_is_asked_to_wait() -> None:
    story, guest, fields = ready_to_post()
    story.world.seam.fail("channel.post", UnknownOutcomeError("silent"), afterwards=True)
    seen = guest.post("/post", fields)
    assert (seen.status, "Please do not send them again." in seen.text) == (409, True)
    assert guest.post("/post", fields).status == 409
    assert own_posts(story) == [WORDS]
    assert "Please do not send it again." in guest.get("/").text
    story.world.clock.advance(minutes=5)
    story.run(REVOCATION)
    assert "Take it down" in guest.get("/").text


@pytest.mark.parametrize(
    "call", ["ledger.gate_view", "ledger.turn", "roster.row", "ledger.write_post", "ledger.claim"]
)
def test_without_roster_or_ledger_nothing_is_posted(call: str) -> None:
    story, guest, fields = ready_to_post()
    story.world.seam.fail(call, LaterError("throttled"))
    seen = guest.post("/post", fields)
    assert (seen.status, own_posts(story)) == (503, [])
    assert "Nothing was posted. Your words are safe below." in seen.text
    assert WORDS in seen.text


def test_the_gate_is_asked_once_more_right_before_x() -> None:
    story, guest, fields = ready_to_post()

    def end_the_weekend(call: str) -> None:
        if call == "ledger.claim":
            story.at("2026-12-07 09:00")

    story.world.seam.after = end_the_weekend
    seen = guest.post("/post", fields)
    assert (seen.status, seen.reason, own_posts(story)) == (403, "closed", [])
    assert WORDS in seen.text


def stopped_at(at: str, hours: str) -> tuple[Story, str]:
    """The guest taps that it is too much, where people are awake at these hours."""
    story, guest = in_the_weekend()
    story.world.settings = replace(story.world.settings, help_hours=read_hours(hours))
    story.at(at)
    guest.get("/")
    seen = guest.press("This is too much")
    return story, seen.text


def test_a_stop_says_by_when_somebody_gets_in_touch_and_so_does_their_mail() -> None:
    story, text = stopped_at("2026-12-05 22:12", "Sat-Sun 09:00-21:00")
    by = "Sunday 6 December, 10am"
    assert f"We are telling Robin, who will get in touch with you by {by}." in text
    told = [mail.text for mail in story.world.mailer.sent if mail.tags["step"] == "too_much"]
    assert f"Their page says that you will by {by}." in told[-1]


def test_without_hours_no_time_is_promised() -> None:
    story, text = stopped_at("2026-12-05 22:12", "")
    assert "We are telling Robin, who will get in touch with you. You did nothing wrong." in text
    told = [mail.text for mail in story.world.mailer.sent if mail.tags["step"] == "too_much"]
    assert "Their page says that you will." in told[-1]
