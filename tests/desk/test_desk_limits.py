"""How much may be written: said before it is too much, and never in the middle of a thread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.errors import LaterError, SettingsError
from takeover.settings import Settings
from tests.desk.browser import Browser
from tests.desk.stories import HANDOVER, WORDS, in_the_weekend, own_posts
from tests.story import Story


def narrow(**limits: int) -> tuple[Story, Browser]:
    story, guest = in_the_weekend()
    story.world.settings = replace(story.world.settings, **limits)  # type: ignore[arg-type]
    return story, guest


def post(guest: Browser, *texts: str) -> None:
    guest.get("/")
    guest.press("Look at it first", text=list(texts))
    guest.press("Post it")


def test_from_ten_left_the_page_says_how_many() -> None:
    _, guest = narrow(most_posts_a_day=12)
    post(guest, "One.")
    assert "left today" not in guest.get("/").text
    post(guest, "Two.")
    assert "You have 10 posts left today. Then X lets us post no more." in guest.get("/").text
    post(guest, *[f"Part {number}." for number in range(9)])
    assert "You have 1 post left today." in guest.get("/").text
    post(guest, "Last.")
    assert "You have no posts left today" in guest.get("/").text


def test_over_the_day_s_limit_nothing_goes_out_and_it_says_when_it_works_again() -> None:
    story, guest = narrow(most_posts_a_day=10)
    post(guest, *[f"Part {number}." for number in range(10)])
    guest.write(WORDS)
    seen = guest.press("Post it")
    assert (seen.status, seen.reason) == (409, "enough_today")
    assert "X lets us post no more until Sunday 6 December, 10.12am." in seen.text
    assert WORDS not in own_posts(story)
    assert guest.press("Keep it for later").text.count(WORDS) == 1
    story.world.clock.advance(days=1)
    guest.get("/kept")
    guest.press("Post it now")
    guest.press("Post it")
    assert WORDS in own_posts(story)


def test_a_thread_that_does_not_fit_whole_is_not_begun() -> None:
    story, guest = narrow(most_posts_a_day=10)
    post(guest, *[f"Part {number}." for number in range(8)])
    post(guest, "A", "B", "C")
    assert "X lets us post no more until" in guest.last.text
    assert len(own_posts(story)) == 8
    post(guest, "A", "B")
    assert len(own_posts(story)) == 10


def test_what_has_begun_goes_on_whatever_the_limit_is_by_then() -> None:
    story, guest = narrow(most_posts_a_day=10)
    count = iter(range(9))
    story.world.seam.before = lambda call: (
        story.world.seam.fail("channel.post", LaterError("busy"))
        if call == "channel.post" and next(count) == 1
        else None
    )
    post(guest, "A", "B", "C")
    story.world.seam.before = lambda _: None
    post(guest, *[f"Part {number}." for number in range(9)])
    guest.get("/")
    guest.press("Carry on")
    assert own_posts(story)[:1] + own_posts(story)[-2:] == ["A", "B", "C"]


def test_a_second_tap_at_the_limit_is_not_told_that_it_is_too_much() -> None:
    story, guest = narrow(most_posts_a_day=10)
    post(guest, *[f"Part {number}." for number in range(9)])
    guest.write(WORDS)
    fields = guest.last.page.form_with("Post it")[0].every
    assert [guest.post("/post", fields).status for _ in range(2)] == [303, 303]
    assert own_posts(story).count(WORDS) == 1


def test_a_weekend_may_cost_so_much() -> None:
    story, guest = narrow(most_posts=11)
    post(guest, *[f"Part {number}." for number in range(10)])
    assert "You have 1 post left this weekend. Then our budget is used up." in guest.get("/").text
    post(guest, "A", "B")
    assert "We can’t pay for more posts this weekend." in guest.last.text
    assert "Robin can help" in guest.last.text
    assert len(own_posts(story)) == 10
    story.world.clock.advance(days=1)
    post(guest, "A")
    assert len(own_posts(story)) == 11


def test_prepared_words_wait_as_well() -> None:
    story, guest = narrow(most_posts_a_day=10)
    guest.press("Keep it for later", text=WORDS)
    guest.press("Send it then", day="2026-12-05", hour="12", minute="0")
    post(guest, *[f"Part {number}." for number in range(10)])
    story.at("2026-12-05 12:00")
    story.run(HANDOVER)
    assert WORDS not in own_posts(story)
    assert WORDS in guest.get("/kept").text


def test_the_charity_s_words_are_asked_about_and_never_stop_anybody() -> None:
    story, guest = in_the_weekend()
    words = ("hospital", "my town", "MS")
    story.world.settings = replace(story.world.settings, sensitive_words=words)
    seen = guest.write("The Hospital in my town. Hospitals. Mess.")
    assert (
        "Are you sure? Your words have “hospital”, “my town” in them. Robin asked us to check. "
        "You decide."
    ) in seen.text
    guest.press("Post it")
    assert len(own_posts(story)) == 1
    assert "Are you sure?" not in guest.write("Nothing of the kind.").text


def environment(**given: str) -> dict[str, str]:
    person = "Robin Lee <robin@example.org>"
    people = dict.fromkeys(["COORDINATOR", "DEPUTY", "TECHNICAL_HELPER", "SENDER"], person)
    others = dict.fromkeys(["ACCOUNT", "ROSTER_TABLE", "LEDGER_TABLE", "LINK_KEY_SECRET"], "x")
    return people | others | given


def test_limits_and_words_are_settings_with_an_answer_already() -> None:
    usual = Settings.from_env(environment())
    assert (usual.most_posts_a_day, usual.most_answers_a_day, usual.most_posts) == (45, 180, 300)
    assert usual.sensitive_words == ()
    set_ = Settings.from_env(environment(MOST_POSTS="20", SENSITIVE_WORDS=" hospital, ,my town "))
    assert (set_.most_posts, set_.sensitive_words) == (20, ("hospital", "my town"))


@pytest.mark.parametrize("said", ["9", "many", "-1", "1e3", "²"])
def test_a_limit_under_which_no_thread_fits_is_refused(said: str) -> None:
    with pytest.raises(SettingsError, match="MOST_POSTS_A_DAY should be a number from 10 on"):
        Settings.from_env(environment(MOST_POSTS_A_DAY=said))
