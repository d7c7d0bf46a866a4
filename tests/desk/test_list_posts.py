"""The posts of a weekend, however long ago, and the team taking them down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from takeover.errors import (
    LaterError,
    NotAllowedError,
    OutOfCreditError,
    RefusedError,
    UnknownOutcomeError,
)
from takeover.model.steps import REVOCATION, SURVEY
from tests.desk.browser import Browser, Seen
from tests.desk.list_editors import HERS
from tests.desk.list_stories import signed_in
from tests.desk.stories import OVER, after_the_weekend, in_the_weekend, own_posts
from tests.story import ALEX, Story, local

POSTS, TAKE_DOWN = f"{HERS}/posts", f"{HERS}/take-down"
FIRST, SECOND = "Hello, all.", "And good night."
ONE, ALL = "Take it down", "Take all 4 down"


def over() -> tuple[Story, Browser]:
    """Monday; the guest posted twice, and we before and after."""
    story, guest = in_the_weekend()
    for text in (FIRST, SECOND):
        story.world.clock.advance(minutes=10)
        guest.write(text)
        guest.press("Post it")
    story.at(OVER)
    story.run(REVOCATION)
    return story, signed_in(story)


def links(seen: Seen, part: str) -> list[str]:
    return [given["href"] for tag, given in seen.page.tags if tag == "a" and part in given["href"]]


def take_down(browser: Browser, number: int) -> Seen:
    """Follow the link beside this post, and press the button."""
    browser.get(links(browser.get(POSTS), "?post=")[number])
    return browser.press(ONE)


def take_all_down(browser: Browser) -> Seen:
    browser.get(TAKE_DOWN)
    return browser.press(next(one for one in browser.last.page.buttons() if "down" in one))


def asked_of_x(story: Story) -> int:
    return story.world.seam.calls.count("channel.delete")


def test_the_weekend_and_its_record_lead_to_its_posts() -> None:
    _, browser = over()
    assert links(browser.get(HERS), "/posts") == [POSTS]
    assert links(browser.get(f"{HERS}/trustees"), "/posts") == [POSTS]
    assert links(browser.get("/list/2026-12-11"), "/posts") == []


def test_each_post_is_shown_with_its_words_and_the_way_to_it() -> None:
    _, browser = over()
    seen = browser.get(POSTS)
    for words in (
        "Our own post: who has the account this weekend. Saturday 5 December, 10.12am.",
        f"{FIRST} Saturday 5 December, 10.22am. See it on X",
        f"{SECOND} Saturday 5 December, 10.32am. See it on X",
        "Our own post: goodbye and thank you. Monday 7 December, 9.05am.",
        "Take all 4 down",
    ):
        assert words in seen.text
    assert links(seen, "x.com")[1] == "https://x.com/ourcharity/status/1900000002"


def test_looking_at_it_takes_nothing_down() -> None:
    story, browser = over()
    browser.get(links(browser.get(POSTS), "?post=")[1])
    assert "This post is deleted on X at once. This cannot be undone." in browser.last.text
    assert SECOND not in browser.last.text
    browser.get(TAKE_DOWN)
    assert "These 4 posts are deleted on X at once." in browser.last.text
    assert asked_of_x(story) == 0


def test_one_post_is_taken_down() -> None:
    story, browser = over()
    seen = take_down(browser, 1)
    assert "Done. X does not show it any more." in seen.text
    assert f"{FIRST} Saturday 5 December, 10.22am. Taken down by Robin, Monday" in seen.text
    assert FIRST not in story.posts()
    assert len(story.posts()) == 3
    assert "Take all 3 down" in seen.text
    assert "Robin took 1 post down." in browser.get(HERS).text
    assert "Taken down again: 1." in browser.get(f"{HERS}/trustees").text


def test_all_posts_are_taken_down_ours_too() -> None:
    story, browser = over()
    seen = take_all_down(browser)
    assert seen.text.count("Taken down by Robin") == 4
    assert story.posts() == []
    assert "Take" not in " ".join(seen.page.buttons())
    assert "Taken down again: 2." in browser.get(f"{HERS}/trustees").text


def test_the_deputy_does_it_as_well_and_is_named() -> None:
    story, _ = after_the_weekend(FIRST)
    browser = signed_in(story, ALEX.address)
    assert "Taken down by Alex" in take_down(browser, 0).text


def test_what_the_guest_took_down_is_down_already() -> None:
    story, guest = in_the_weekend()
    guest.write(FIRST)
    guest.press("Post it")
    guest.tap("Take it down")
    guest.press("Take it down")
    browser = signed_in(story)
    assert "Taken down by the guest" in browser.get(POSTS).text
    assert "Sam took 1 post down." in browser.get(HERS).text
    assert len(links(browser.get(POSTS), "?post=")) == 1


def test_a_weekend_that_is_on_can_be_cleared_too_and_the_guest_sees_it() -> None:
    story, guest = in_the_weekend()
    guest.write(FIRST)
    guest.press("Post it")
    take_down(signed_in(story), 1)
    assert own_posts(story) == []
    assert "Taken down." in guest.get("/").text


def test_long_after_a_guest_was_forgotten_their_posts_can_still_be_taken_down() -> None:
    story, _ = over()
    story.at("2027-03-20 12:00")
    story.run(REVOCATION, SURVEY)
    assert story.turn().forgotten
    story.at("2027-06-20 12:00")
    browser = signed_in(story)
    (record,) = links(browser.get("/list/quarters/2026-Q4"), "/trustees")
    browser.get(links(browser.get(record), "/posts")[0])
    assert browser.last.text.count("We do not keep the words of this post any more.") == 2
    assert browser.last.text.count("See it on X") == 4
    assert links(browser.last, "/trustees") == [record]
    take_all_down(browser)
    assert story.posts() == []
    assert "Taken down again: 2." in browser.get(record).text


def test_what_x_has_not_got_any_more_is_down() -> None:
    story, browser = over()
    story.world.channel.published.clear()
    assert "Done. X does not show it any more." in take_all_down(browser).text


@pytest.mark.parametrize("afterwards", [False, True])
def test_where_x_did_not_say_the_page_says_so_and_trying_again_is_safe(afterwards: bool) -> None:
    story, browser = over()
    lost = UnknownOutcomeError("no answer")
    story.world.seam.fail("channel.delete", lost, afterwards=afterwards)
    seen = take_down(browser, 1)
    assert seen.status == 409
    assert "It is not down yet. Please try again in a few minutes." in seen.text
    assert "X did not say if this is gone." in seen.text
    assert "Taken down by" not in seen.text
    assert "Taken down by Robin" in take_down(browser, 1).text
    assert FIRST not in story.posts()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OutOfCreditError("402"), "Our budget on X is used up"),
        (NotAllowedError("403"), "X does not let us do this."),
    ],
)
def test_partly_done_says_which_and_why(error: RefusedError, why: str) -> None:
    story, browser = over()
    story.world.seam.fail("channel.delete", error)
    seen = take_all_down(browser)
    assert (seen.status, seen.reason) == (409, "not_all_down")
    assert "Not all are down yet: 3 of 4 posts. Please try again in a few minutes." in seen.text
    assert (seen.text.count("Taken down by Robin"), seen.text.count(why)) == (3, 1)
    assert len(story.posts()) == 1
    assert "Taken down by Robin" in take_all_down(browser).text
    assert story.posts() == []


def test_once_x_is_busy_the_rest_is_left_and_it_says_until_when() -> None:
    story, browser = over()
    busy = LaterError("429", local("2026-12-07 09:20"))
    story.world.seam.fail("channel.delete", busy)
    seen = take_all_down(browser)
    assert asked_of_x(story) == 1
    assert "0 of 4 posts. Please try again after Monday 7 December, 9.20am." in seen.text
    assert seen.text.count("We did not get to this one.") == 3


def test_what_does_not_fit_into_one_request_is_left_for_the_next() -> None:
    story, browser = over()

    def slow(call: str) -> None:
        if call == "channel.delete":
            story.world.clock.advance(seconds=11)

    story.world.seam.before = slow
    seen = take_all_down(browser)
    assert asked_of_x(story) == 2
    assert "Not all are down yet: 2 of 4 posts." in seen.text
    take_all_down(browser)
    assert story.posts() == []


def test_what_could_not_be_written_down_is_not_called_done() -> None:
    story, browser = over()
    story.world.seam.fail("ledger.mark", LaterError("busy"))
    assert "X did not say if this is gone." in take_down(browser, 1).text
    assert "Taken down by Robin" in take_down(browser, 1).text


def test_only_what_the_page_named_is_taken_down() -> None:
    story, guest = in_the_weekend()
    browser = signed_in(story)
    browser.get(TAKE_DOWN)
    guest.write(FIRST)
    guest.press("Post it")
    browser.press(ONE)
    assert own_posts(story) == []
    assert story.posts() == [FIRST]


def test_pressing_twice_takes_nothing_else_down() -> None:
    story, browser = over()
    browser.get(links(browser.get(POSTS), "?post=")[1])
    fields = browser.last.page.form_with(ONE)[0].fields
    browser.press(ONE)
    seen = browser.post(TAKE_DOWN, fields)
    assert (seen.status, seen.reason) == (409, "not_there")
    assert len(story.posts()) == 3


@pytest.mark.parametrize(
    "posts", ["", "1/booked", "2/introduction", "1/post-0", "1/close introduction", "1900000001"]
)
def test_nothing_but_posts_of_this_weekend_is_taken_down(posts: str) -> None:
    story, browser = over()
    browser.get(POSTS)
    seen = browser.post(TAKE_DOWN, {"csrf": browser.csrf, "posts": posts})
    assert (seen.status, asked_of_x(story)) == (409, 0)


def test_a_post_of_unknown_outcome_is_shown_and_left_alone() -> None:
    story, guest = in_the_weekend()
    story.world.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    guest.write(FIRST)
    guest.press("Post it")
    browser = signed_in(story)
    assert "X did not tell us if this was posted." in browser.get(POSTS).text
    assert len(links(browser.last, "?post=")) == 1


def test_a_rehearsal_has_posted_nothing() -> None:
    story = Story("2026-12-02 12:00", live=False)
    story.book()
    story.run()
    story.accept()
    for moment in ("2026-12-04 12:00", "2026-12-04 17:30", "2026-12-07 09:05"):
        story.at(moment)
        story.run()
    browser = signed_in(story)
    assert links(browser.get(HERS), "/posts") == []
    assert "Nothing was posted." in browser.get(POSTS).text


@pytest.mark.parametrize("weekend", ["2026-12-05", "nothing", "1999-12-31", "9999-12-31"])
def test_there_is_no_such_weekend(weekend: str) -> None:
    browser = signed_in()
    assert browser.get(f"/list/{weekend}/posts").status == 404
    assert browser.get(f"/list/{weekend}/take-down").headers["Location"] == "/list"


def test_two_who_press_at_once_take_it_down_once() -> None:
    story, browser = over()
    other = signed_in(story, ALEX.address)
    for one in (browser, other):
        one.get(links(one.get(POSTS), "?post=")[1])
    browser.press(ONE)
    assert other.press(ONE).status == 409
    down: list[datetime] = [
        step.at for name, step in story.turn().steps.items() if name.startswith("down-")
    ]
    assert len(down) == 1
    assert story.world.clock.now() - down[0] < timedelta(minutes=5)
