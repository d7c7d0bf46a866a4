"""Practise, and keep words for later; none of it goes out before its time."""

from __future__ import annotations

import pytest

from tests.desk.browser import Browser
from tests.desk.keepers import kept
from tests.desk.stories import (
    HANDOVER,
    LAST_HOUR,
    OVER,
    REVOCATION,
    WORDS,
    accepted,
    booked,
    in_the_weekend,
    opened,
    own_posts,
)
from tests.story import Story

PARTS = ["One.", "Two."]


def ready() -> tuple[Story, Browser]:
    """Days before: the guest has said yes, and has the link only."""
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    return story, guest


# --- practice


def test_before_the_weekend_one_can_try_everything_and_nothing_is_sent() -> None:
    story, guest = ready()
    assert "Practise" in guest.get("/").text
    seen = guest.get("/practise")
    assert "Nothing here is sent." in seen.text
    seen = guest.press("Look at it first", text="A good night.So I slept.")
    assert "Did you mean this to be a link? night.So" in seen.text
    seen = guest.press("Add a space")
    assert "Nothing here is sent." in seen.text
    seen = guest.press("Post it")
    assert "This was practice: nothing was sent." in seen.text
    form, _ = seen.page.form_with("Look at it first")
    assert form.fields["text"] == "A good night. So I slept."
    assert (story.posts(), story.world.ledger.posts(story.turn().id)) == ([], [])


def test_who_practises_while_the_weekend_begins_sends_nothing() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    guest.get("/practise")
    guest.press("Look at it first", text=WORDS)
    story.at("2026-12-04 17:00")
    story.run(HANDOVER)
    form, button = guest.last.page.form_with("Post it")
    seen = guest.post("/practise", form.every | {button.name: button.value})
    assert own_posts(story) == []
    assert "Look at it first" in seen.page.buttons()
    assert WORDS in seen.body


@pytest.mark.parametrize("path", ["/practise", "/kept"])
def test_who_has_not_said_yes_has_nothing_to_practise_with(path: str) -> None:
    story = booked()
    guest = Browser(story)
    assert guest.get(path).headers["Location"] == "/"
    guest.open_link()
    assert guest.get(path).headers["Location"] == "/"


# --- keeping


def test_words_are_kept_with_the_link_alone_and_posted_in_the_weekend() -> None:
    story, guest = ready()
    guest.get("/practise")
    seen = guest.press("Keep it for later", text=PARTS)
    assert "Kept. It stays here until you need it." in seen.text
    assert "1 of 2 One. 2 of 2 Two." in seen.text
    assert "you need your number" in seen.text
    assert [
        label for label in seen.page.buttons() if label in {"Send it then", "Post it now"}
    ] == []
    story, guest = story_at_the_weekend(story)
    assert "You have kept 1 for later." in guest.get("/").text
    guest.get("/kept")
    seen = guest.press("Post it now")
    assert own_posts(story) == []
    guest.press("Post it")
    assert own_posts(story) == PARTS
    assert "Nothing is kept." in guest.get("/kept").text


def story_at_the_weekend(story: Story) -> tuple[Story, Browser]:
    story.at("2026-12-04 12:00")
    story.run(HANDOVER)
    guest = Browser(story)
    guest.sign_in()
    story.at("2026-12-05 10:12")
    story.run(HANDOVER)
    return story, guest


def test_two_taps_keep_it_once() -> None:
    _, guest = in_the_weekend()
    form, _ = guest.last.page.form_with("Keep it for later")
    for _ in range(2):
        guest.post("/keep", form.every | {"text": WORDS})
    assert guest.get("/kept").body.count(f'<p class="post">{WORDS}</p>') == 1


def test_a_preview_can_be_kept_as_well() -> None:
    story, guest = in_the_weekend()
    guest.write(WORDS)
    assert WORDS in guest.press("Keep it for later").text
    assert own_posts(story) == []


def test_kept_words_are_changed_and_stay_one() -> None:
    _, guest, _ = kept()
    guest.press("Change it")
    seen = guest.press("Keep it for later", text="Other words.")
    assert ("Other words." in seen.text, WORDS in seen.text) == (True, False)


def test_what_is_changed_on_the_way_to_posting_is_kept_as_it_is_looked_at() -> None:
    story, guest, _ = kept()
    guest.press("Change it")
    guest.press("Look at it first", text="Other words.")
    assert "Other words." in guest.get("/kept").text
    guest.press("Post it now")
    guest.press("Post it")
    assert own_posts(story) == ["Other words."]
    assert "Nothing is kept." in guest.get("/kept").text


def test_throwing_away_is_asked_once_more() -> None:
    _, guest, _ = kept()
    assert "They can’t be brought back." in guest.press("Throw it away").text
    assert WORDS in guest.get("/kept").text
    guest.press("Throw it away")
    assert "Thrown away. " in guest.press("Yes, throw them away").text


def test_nothing_can_not_be_kept() -> None:
    _, guest = in_the_weekend()
    seen = guest.press("Keep it for later", text=" ")
    assert (seen.status, "There is nothing to keep yet." in seen.text) == (422, True)


def test_what_is_far_too_long_stays_in_its_box() -> None:
    _, guest = in_the_weekend()
    seen = guest.press("Keep it for later", text="x" * 10_001)
    form, _ = seen.page.form_with("Look at it first")
    assert (seen.status, form.fields["text"]) == (422, "x" * 10_001)


def test_in_a_pause_words_stay_in_sight_and_can_be_kept() -> None:
    story, guest, _ = kept()
    guest.get("/")
    guest.press("This is too much")
    seen = guest.get("/kept")
    assert WORDS in seen.text
    assert {"Post it now", "Change it"} & set(seen.page.buttons()) == set()
    refused = guest.post("/practise", {"csrf": guest.csrf, "text": "More.", "do": "change"})
    assert (refused.status, "More." in refused.body) == (403, True)
    assert own_posts(story) == []


# --- towards the end, and after it


def test_two_hours_before_the_end_the_page_says_what_becomes_of_them() -> None:
    story, guest, seen = kept()
    assert "stays on this page for two weeks" not in guest.get("/").text
    story.at(LAST_HOUR)
    for path in ("/", "/kept"):
        seen = guest.get(path)
        assert "What you have not sent by 9am stays on this page for two weeks" in seen.text


def test_after_the_end_what_was_not_sent_can_be_read_for_two_weeks() -> None:
    story, guest, _ = kept()
    guest.write("This one is out.")
    guest.press("Post it")
    story.at(OVER)
    story.run(REVOCATION)
    guest.open_link()
    seen = guest.get("/")
    assert "Words that did not go out" in seen.text
    assert WORDS in seen.text
    assert "This one is out." not in seen.text
    story.at("2026-12-21 08:59")
    guest.open_link()
    assert WORDS in guest.get("/").text
    story.at("2026-12-21 09:00")
    assert WORDS not in guest.get("/").text


def test_between_the_end_and_the_closing_they_can_be_read_as_well() -> None:
    story, guest, _ = kept()
    story.at("2026-12-07 08:59:50")
    assert "Words that did not go out" in guest.get("/").text


def test_another_browser_without_the_link_reads_nothing() -> None:
    story, _, _ = kept()
    stranger = Browser(story)
    assert stranger.get("/kept").headers["Location"] == "/"
    assert WORDS not in stranger.get("/").text
