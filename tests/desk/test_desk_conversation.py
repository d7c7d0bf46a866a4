"""Who wrote to the guest: to read, to answer, to hide, to tell the team of."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from takeover import commands
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    NotSummonedError,
    OutOfCreditError,
    RefusedError,
    UnknownOutcomeError,
)
from takeover.ports import Mention
from tests.desk.browser import Browser
from tests.desk.stories import OVER, in_the_weekend, opened
from tests.desk.talks import ANSWER, HELLO, answering, answers, reads, somebody_wrote
from tests.story import local

BACK = "Write"


# --- to read


def test_who_wrote_is_shown_newest_first_and_leads_back() -> None:
    _, guest, _ = somebody_wrote(HELLO, "@ourcharity And you?")
    assert guest.last.status == 200
    assert guest.last.text.index("And you?") < guest.last.text.index("What helps you")
    assert {BACK, "A reader", "@reader"} <= {*guest.last.page.words}
    assert 'href="/talk"' in guest.get("/").body


def test_nothing_of_before_the_weekend_is_asked_for() -> None:
    story, guest = in_the_weekend()
    story.world.channel.theirs = []
    story.at("2026-12-04 16:59")
    story.world.channel.somebody_writes("@ourcharity Too early for them")
    story.at("2026-12-04 17:00")
    story.world.channel.somebody_writes("@ourcharity Just in time")
    story.at("2026-12-05 10:20")
    seen = guest.get("/talk").text
    assert ("Too early" in seen, "Just in time" in seen) == (False, True)


def test_x_is_read_when_somebody_looks_and_at_most_every_twenty_seconds() -> None:
    story, guest = in_the_weekend()
    guest.get("/")
    assert reads(story) == 0
    for _ in range(3):
        guest.get("/talk")
    assert reads(story) == 1
    story.world.clock.advance(seconds=20)
    guest.get("/talk")
    assert reads(story) == 2


def test_what_was_read_for_one_turn_is_not_shown_to_the_next() -> None:
    story, _, _ = somebody_wrote(HELLO)
    here = story.visit(story.sign_in())
    first = reads(story)
    commands.who_wrote(story.world, here)
    assert reads(story) == first
    commands.who_wrote(story.world, replace(here, turn=replace(here.turn, number=2)))
    assert reads(story) == first + 1


def test_fifty_are_shown_at_once_and_older_ones_behind_a_link() -> None:
    _, guest, ids = somebody_wrote(*(f"@ourcharity Number {n}." for n in range(120)))
    seen = []
    while True:
        seen.append(len(re.findall(r"Number \d+\.", guest.last.text)))
        older = re.findall(r'href="(/talk\?before=\d+)">Older', guest.last.body)
        if not older:
            break
        guest.get(older[0])
    assert seen == [50, 50, 20]
    assert "Number 0." in guest.last.text
    assert len(ids) == 120


@pytest.mark.parametrize("before", ["", "x", "9" * 21, "-1", "1' or 1=1", "\u0663"])
def test_an_odd_place_to_begin_is_the_beginning(before: str) -> None:
    _, guest, _ = somebody_wrote(HELLO)
    assert "foggy" in guest.get(f"/talk?before={before}").text


def test_only_behind_the_number_and_while_the_gate_is_open() -> None:
    story = opened()
    guest = Browser(story)
    places = ["/talk", "/talk/answer?to=1", "/talk/hide?post=1"]
    assert {guest.get(place).headers.get("Location") for place in places} == {"/"}
    guest.open_link()
    assert {guest.get(place).headers.get("Location") for place in places} == {"/"}
    guest.sign_in()
    assert {guest.get(place).headers.get("Location") for place in places} == {"/"}
    story.at("2026-12-05 10:12")
    assert [guest.get(place).status for place in places] == [200, 200, 200]
    guest.press("This is too much")
    assert {guest.get(place).headers.get("Location") for place in places} == {"/"}
    story.at(OVER)
    assert {guest.get(place).headers.get("Location") for place in places} == {"/"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LaterError("down"), "X is not working just now"),
        (LaterError("limit", local("2026-12-05 12:15")), "again from Saturday 5 December, 12.15pm"),
        (OutOfCreditError("402"), "Our budget on X is used up"),
        (NotAllowedError("401"), "It is not your fault"),
        (UnknownOutcomeError("lost"), "X is not working just now"),
    ],
)
def test_if_x_shows_nothing_the_page_says_so_and_shows_what_the_guest_wrote(
    error: Exception, said: str
) -> None:
    story, guest = in_the_weekend()
    guest.write(ANSWER)
    guest.press("Post it")
    story.world.seam.fail("channel.mentions", error)
    seen = guest.get("/talk")
    assert seen.status == 200
    assert said in seen.text
    assert ANSWER in seen.text
    assert ANSWER not in guest.get("/talk").text  # "Look again": X works, and nobody wrote


def test_nothing_that_others_wrote_is_kept_anywhere_of_ours() -> None:
    story, guest, (post,) = somebody_wrote("@ourcharity zanzibar")
    answering(guest, post, ANSWER)
    guest.press("Post it")
    ledger = story.world.ledger
    kept = repr([ledger.turn("2026-12-04#1"), ledger.posts("2026-12-04#1"), ledger._drafts])
    assert post in kept
    assert "zanzibar" not in kept
    assert "zanzibar" not in guest.logs.getvalue()


# --- to answer


def test_an_answer_is_seen_before_it_goes_out_and_then_stands_below_what_it_answers() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    seen = answering(guest, post, f"  {ANSWER}  ")
    assert "This is exactly what people will see" in seen.text
    assert "Your answer to A reader . X shows that it is for @reader ." in seen.text
    assert answers(story) == []
    seen = guest.press("Post it")
    assert "Posted." in seen.text
    assert answers(story) == [(f"@reader {ANSWER}", post)]
    assert seen.text.index("foggy") < seen.text.index("You answered") < seen.text.index(ANSWER)


def test_the_same_answer_sent_twice_goes_out_once() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    fields = guest.last.page.form_with("Post it")[0].fields
    sent = [guest.post("/talk/post", fields).status for _ in range(3)]
    assert (sent, len(answers(story))) == ([303, 303, 303], 1)


def test_change_it_goes_back_with_the_words() -> None:
    _, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    form, _ = guest.press("Change it").page.form_with("Look at it first")
    assert (form.fields["text"], form.fields["to"]) == (ANSWER, post)


def test_an_answer_of_their_own_is_taken_down_there() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    guest.press("Post it")
    assert ANSWER in guest.tap("Take it down").text
    seen = guest.press("Take it down")
    assert (answers(story), guest.path) == ([], "/talk?said=taken-down")
    assert "You answered this, and took it down" in seen.text


def test_whom_x_does_not_let_us_answer_has_no_box_and_one_kind_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story, guest = in_the_weekend()
    theirs = Mention("1900000001", "Foggy?", local("2026-12-05 09:00"), "", "", "", False)
    monkeypatch.setattr(story.world.channel, "mentions", lambda _: [theirs])
    seen = guest.get("/talk")
    assert "/talk/answer" not in seen.body
    assert "X does not let us answer this person, as they did not write to @ourcharity" in seen.text


@pytest.mark.parametrize(
    ("error", "said", "status"),
    [
        (NotSummonedError("no"), "X does not let us answer this person.", 409),
        (NeverError("twice"), "It does not take the same words twice", 409),
        (LaterError("down"), "X is not working just now", 409),
        (OutOfCreditError("402"), "Our budget on X is used up", 409),
        (UnknownOutcomeError("lost"), "Please do not send them again", 409),
    ],
)
def test_if_x_refuses_the_answer_the_page_says_why_and_the_words_stay(
    error: Exception, said: str, status: int
) -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    story.world.seam.fail("channel.post", error)
    seen = guest.press("Post it")
    assert (seen.status, answers(story)) == (status, [])
    assert said in seen.text
    assert ANSWER in (seen.body if isinstance(error, RefusedError) else guest.get("/talk").text)


def test_what_is_gone_is_said_to_be_gone_and_the_words_can_be_a_post_of_their_own() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    story.world.channel.somebody_deletes(post)
    story.world.clock.advance(minutes=1)
    seen = guest.press("Post it")
    assert (seen.status, seen.reason) == (409, "target_gone")
    assert "What you answer is not there any more" in seen.text
    form, _ = guest.press("Make it a post of its own").page.form_with("Look at it first")
    assert form.fields["text"] == ANSWER


def test_while_x_shows_nothing_an_answer_can_be_written_all_the_same() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    story.world.clock.advance(minutes=1)
    story.world.seam.fail("channel.mentions", LaterError("down"), times=2)
    seen = answering(guest, post, ANSWER)
    assert "exactly what people will see" in seen.text
    guest.press("Post it")
    assert answers(story) == [(f"@reader {ANSWER}", post)]


def test_an_answer_that_is_too_long_is_shown_again_with_the_words() -> None:
    _, guest, (post,) = somebody_wrote(HELLO)
    seen = answering(guest, post, "w" * 300)
    assert (seen.status, "20 letters too many." in seen.text) == (422, True)
    assert seen.page.form_with("Look at it first")[0].fields["text"] == "w" * 300


def test_a_link_by_accident_gets_its_space() -> None:
    _, guest, (post,) = somebody_wrote(HELLO)
    seen = answering(guest, post, "A list.So simple")
    assert "X sees a link: list.So" in seen.text
    form, _ = guest.press("Add a space").page.form_with("Post it")
    assert form.fields["text"] == "A list. So simple"


def test_after_the_end_an_answer_is_refused_and_shown_to_be_copied() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    fields = guest.last.page.form_with("Post it")[0].fields
    story.at(OVER)
    seen = guest.post("/talk/post", fields)
    assert (seen.status, seen.reason, answers(story)) == (403, "closed", [])
    assert ANSWER in seen.body


def test_the_gate_is_asked_again_right_before_x() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    answering(guest, post, ANSWER)
    story.world.seam.before = lambda call: story.at(OVER) if call == "channel.ready" else None
    seen = guest.press("Post it")
    assert (seen.status, seen.reason, answers(story)) == (403, "closed", [])


# --- prepared answers


def test_a_prepared_answer_goes_into_the_box_to_be_changed() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    guest.get(f"/talk/answer?to={post}")
    form, _ = guest.press("I can’t give advice").page.form_with("Look at it first")
    assert form.fields["text"].startswith("I can't give advice on that, sorry.")
    guest.press("Look at it first", text="I can't. Your nurse can.")
    guest.press("Post it")
    assert answers(story) == [("@reader I can't. Your nurse can.", post)]


def test_what_was_typed_before_a_prepared_answer_was_chosen_is_not_lost() -> None:
    _, guest, (post,) = somebody_wrote(HELLO)
    guest.get(f"/talk/answer?to={post}")
    seen = guest.press("Thank you", text="I had begun to write this")
    assert "I had begun to write this" in seen.body
    assert seen.page.form_with("Look at it first")[0].fields["text"] == "Thank you, that helps."


def test_the_charity_may_word_them_itself() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    story.world.texts.put("post/answer-thanks", {"text": "Thanks ever so much."}, None)
    guest.get(f"/talk/answer?to={post}")
    form, _ = guest.press("Thank you").page.form_with("Look at it first")
    assert form.fields["text"] == "Thanks ever so much."
