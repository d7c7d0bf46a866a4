"""What the guest has on X: in which order, with its photos, and how it is taken down again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from takeover.errors import LaterError, OutOfCreditError
from takeover.model.steps import REVOCATION
from tests.desk.browser import Browser
from tests.desk.keepers import kept, send
from tests.desk.photographs import add, jpeg, keys
from tests.desk.stories import HANDOVER, WORDS, in_the_weekend, own_posts, ready_to_post
from tests.desk.talks import ANSWER, HELLO, answering, somebody_wrote
from tests.desk.test_desk_threads import PARTS
from tests.story import Story

SUNDAY_WORDS, SATURDAY_WORDS = "For Sunday evening.", "Good morning from Saturday."


def posted(*texts: str) -> tuple[Story, Browser]:
    """These are out, as one post or as the parts of one, and the page is open."""
    story, guest = in_the_weekend()
    guest.press("Look at it first", text=list(texts))
    guest.press("Post it")
    return story, guest


# --- taking down


def test_taking_down_is_asked_once_more_and_can_be_left() -> None:
    story, guest = posted(WORDS)
    seen = guest.tap("Take it down")
    assert seen.page.title == "Are you sure?"
    assert f"Take this down? {WORDS} Posted Saturday 5 December, 10.12am." in seen.text
    assert (own_posts(story), "channel.delete" in story.world.seam.calls) == ([WORDS], False)
    guest.tap("Keep it")
    assert (guest.path, own_posts(story)) == ("/", [WORDS])


def test_one_part_of_a_thread_is_taken_down_and_the_others_stay() -> None:
    story, guest = posted(*PARTS)
    second = [address for label, address in guest.last.page.links if label == "Take it down"][1]
    seen = guest.get(second)
    assert f"{PARTS[1]} 2 of {len(PARTS)}. Posted" in seen.text
    assert "Only this part goes. The other parts stay." in seen.text
    guest.press("Take it down")
    assert own_posts(story) == [PARTS[0], *PARTS[2:]]


def test_an_answer_is_left_where_it_is_and_where_it_was() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    guest.press("Post it")
    guest.tap("Take it down")
    guest.tap("Keep it")
    assert (guest.path, len(own_posts(story))) == ("/talk", 1)


@pytest.mark.parametrize("name", ["", "0" * 16, "../post", "0" * 16 + "-2"])
@pytest.mark.parametrize("place", ["/", "/talk"])
def test_what_is_not_out_is_not_asked_about(place: str, name: str) -> None:
    _, guest = posted(WORDS)
    seen = guest.get(f"{place.rstrip('/')}/take-down?post={name}")
    assert (seen.status, seen.headers["Location"]) == (303, place)


def test_what_is_down_or_in_a_pause_is_not_asked_about() -> None:
    _, guest = posted(WORDS)
    asks = guest.last.page.link_to("Take it down")
    guest.press("This is too much")
    assert (guest.get(asks).status, guest.last.headers["Location"]) == (303, "/")
    guest.get("/")
    guest.press("I pressed by mistake: carry on")
    guest.tap("Take it down")
    guest.press("Take it down")
    assert (guest.get(asks).status, guest.last.headers["Location"]) == (303, "/")


# --- in which order


def sent_on_sunday() -> tuple[Story, Browser]:
    """Written first, and sent by the clock after what was written later."""
    story, guest, _ = kept(SUNDAY_WORDS)
    send(guest)
    story.world.clock.advance(minutes=30)
    guest.write(SATURDAY_WORDS)
    guest.press("Post it")
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    return story, guest


def test_what_went_out_last_is_on_top_with_the_time_at_which_it_did() -> None:
    _, guest = sent_on_sunday()
    text = guest.get("/").text
    sunday = f"{SUNDAY_WORDS} Posted Sunday 6 December, 7.05pm."
    saturday = f"{SATURDAY_WORDS} Posted Saturday 5 December, 10.42am."
    assert 0 < text.index(sunday) < text.index(saturday)


def test_it_is_so_as_well_where_x_shows_nothing() -> None:
    story, guest = sent_on_sunday()
    story.world.seam.fail("channel.mentions", LaterError("down"))
    text = guest.get("/talk").text
    sunday, saturday = "Sunday 6 December, 7.05pm", "Saturday 5 December, 10.42am"
    assert f"{SUNDAY_WORDS} {sunday} {SATURDAY_WORDS} {saturday}" in text


# --- what we said


def test_the_guest_can_read_how_the_account_introduced_them() -> None:
    story, guest = in_the_weekend()
    story.world.seam.calls.clear()
    seen = guest.get("/")
    assert "We said hello for you on Saturday 5 December, 10.12am." in seen.text
    assert [call for call in story.world.seam.calls if call.startswith("texts.")] == []
    assert story.posts()[0] in guest.tap("Read it").text


def test_it_is_shown_in_the_charitys_own_words() -> None:
    story, guest = in_the_weekend()
    own = "Say hello to {public_name}! Put {at_account} in your post. Until {end_day}, {condition}."
    story.world.texts.edit({"weekend": "post/intro-named", "text": own})
    assert "Say hello to Sam! Put @ourcharity in your post." in guest.get("/introduction").text


def test_where_its_words_are_not_known_the_page_says_so() -> None:
    story, guest = in_the_weekend()
    story.world.settings = replace(story.world.settings, condition="x" * 300)
    seen = guest.get("/introduction")
    assert (seen.status, "You find them on X." in seen.text) == (200, True)


def test_once_it_is_taken_down_or_before_it_is_out_nothing_is_said_of_it() -> None:
    story, guest = in_the_weekend()
    story.world.ledger.mark(story.turn().id, "down-introduction", story.world.clock.now(), "deputy")
    assert "We said hello" not in guest.get("/").text
    assert (guest.get("/introduction").status, guest.last.headers["Location"]) == (303, "/")


# --- photos


def test_each_post_shows_its_photos_small_and_none_is_read_for_that() -> None:
    story, guest = in_the_weekend()
    add(guest, about="My dog", text=WORDS)
    add(guest, jpeg("blue"))
    pictures = [f"/photo/{key}" for key in keys(guest)]
    guest.press("Look at it first")
    guest.press("Post it")
    story.world.seam.calls.clear()
    seen = guest.get("/")
    shown = [given for tag, given in seen.page.tags if tag == "img" and "src" in given]
    assert [one["src"] for one in shown] == pictures
    assert [one["alt"] for one in shown] == ["My dog", "Photo 2, nothing said about it"]
    assert [call for call in story.world.seam.calls if call.startswith("photos.")] == []
    assert pictures[0] in guest.tap("Take it down").body
    guest.press("Take it down")
    assert re.findall('src="/photo', guest.get("/").body) == []


# --- what was sent is known, so that no box asks for it again


def test_what_is_out_or_may_be_is_marked_for_the_script() -> None:
    story, guest, fields = ready_to_post()
    assert "data-sends" in guest.last.body
    guest.post("/post", fields)
    assert f'data-out="{fields["attempt"]}"' in guest.get("/").body
    story, guest, fields = ready_to_post()
    story.world.seam.fail("channel.post", LaterError("down"))
    guest.post("/post", fields)
    assert 'data-out="' not in guest.get("/").body


# --- no money left


def test_without_credit_the_words_stay_and_the_team_is_told_as_the_page_says() -> None:
    story, guest, fields = ready_to_post()
    story.world.seam.fail("channel.post", OutOfCreditError("402"))
    seen = guest.post("/post", fields)
    assert "We are telling Robin by mail, who can add to it." in seen.text
    assert "Your words are kept here, and you can post them once X lets us." in seen.text
    assert f"{WORDS} This is not out. Your words are safe." in guest.get("/").text
    story.world.clock.advance(minutes=31)
    story.run(REVOCATION)
    (told,) = [mail for mail in story.world.mailer.sent if mail.tags["step"].startswith("trouble")]
    assert "our credit there is used up" in told.text


def test_who_wrote_says_whom_to_tell_where_there_is_no_credit() -> None:
    story, guest = in_the_weekend()
    story.world.seam.fail("channel.mentions", OutOfCreditError("402"))
    seen = guest.get("/talk")
    assert "Please tell Robin, who can add to it: just reply to our mail." in seen.text
    assert "All that you wrote is safe." in seen.text
