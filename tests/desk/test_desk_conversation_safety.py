"""Rude words are hidden, the team is told, and nothing that others wrote does any harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.turn import Fact
from tests.desk.browser import Browser, Seen
from tests.desk.stories import OVER, REVOCATION, in_the_weekend, own_posts
from tests.desk.talks import ANSWER, HELLO, SAD, answering, answers, somebody_wrote, told
from tests.story import ALEX, ROBIN, Story


def harmless(seen: Seen) -> bool:
    """Is every script our own file, and no picture there?"""
    tags = seen.page.tags
    ours = all(given.get("src", "").startswith("/") for tag, given in tags if tag == "script")
    return ours and not any(tag == "img" or "onclick" in given for tag, given in tags)


# --- to hide


def an_answer_to_us() -> tuple[Story, Browser, str]:
    story, guest = in_the_weekend()
    ours = story.world.channel.published[-1].id
    post = story.world.channel.somebody_writes("Rude words", reply_to=ours)
    story.world.clock.advance(minutes=1)
    guest.get("/talk")
    return story, guest, post


def test_hiding_asks_first_says_that_it_stays_so_and_is_remembered() -> None:
    story, guest, post = an_answer_to_us()
    seen = guest.get(f"/talk/hide?post={post}")
    assert "You can’t take this back here." in seen.text
    assert story.world.channel.hidden == set()
    seen = guest.press("Yes, hide it")
    assert story.world.channel.hidden == {post}
    assert "Hidden." in seen.text
    assert "You have hidden this" in guest.get("/talk").text
    assert "Hide it" not in guest.last.text


def test_only_an_answer_to_us_can_be_hidden() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    assert "/talk/hide" not in guest.last.body
    guest.get(f"/talk/hide?post={post}")
    seen = guest.press("Yes, hide it")
    assert (seen.status, story.world.channel.hidden) == (409, set())
    assert "X hides only answers to our own posts" in seen.text


@pytest.mark.parametrize("error", [LaterError("down"), UnknownOutcomeError("lost")])
def test_if_x_does_not_hide_it_now_it_can_be_tried_again(error: Exception) -> None:
    story, guest, post = an_answer_to_us()
    guest.get(f"/talk/hide?post={post}")
    story.world.seam.fail("channel.hide", error)
    assert "X did not hide it just now" in guest.press("Yes, hide it").text
    guest.get(f"/talk/hide?post={post}")
    guest.press("Yes, hide it")
    assert story.world.channel.hidden == {post}


def test_hiding_asks_the_gate_right_before_x() -> None:
    story, guest, post = an_answer_to_us()
    guest.get(f"/talk/hide?post={post}")
    story.world.seam.before = lambda call: story.at(OVER) if call == "channel.ready" else None
    seen = guest.press("Yes, hide it")
    assert (seen.status, seen.reason, story.world.channel.hidden) == (403, "closed", set())


# --- somebody in danger, somebody guessing


def test_words_of_distress_put_two_buttons_beside_the_post_and_only_there() -> None:
    _, guest, _ = somebody_wrote(HELLO)
    assert "This may be someone in danger" not in guest.last.text
    _, guest, _ = somebody_wrote(HELLO, SAD)
    assert guest.last.text.count("This may be someone in danger") == 1
    assert {"Send the help message", "Tell the team"} <= set(guest.last.page.buttons())


def test_the_help_message_is_seen_first_and_the_team_is_told_with_it() -> None:
    story, guest, (post,) = somebody_wrote(SAD)
    seen = guest.press("Send the help message")
    assert "This is not sent yet. When you send it, we tell our team as well." in seen.text
    seen = guest.press("Look at it first")
    assert (answers(story), told(story)) == ([], [])
    guest.press("Post it")
    ((words, target),) = answers(story)
    assert ("116 123" in words, target) == (True, post)
    assert len(told(story)) == 1
    assert "Our team knows about this" in guest.last.text
    assert "You have answered, and our team knows. That is enough." in guest.last.text


def test_the_team_is_told_even_if_x_does_not_take_the_help_message() -> None:
    story, guest, _ = somebody_wrote(SAD)
    guest.press("Send the help message")
    guest.press("Look at it first")
    story.world.seam.fail("channel.post", LaterError("down"))
    guest.press("Post it")
    assert (answers(story), len(told(story))) == ([], 1)


def test_coordinator_and_duty_get_one_mail_with_the_address_of_the_post_and_no_name() -> None:
    story, guest = in_the_weekend(
        anonymous="yes",
        public_name="Bluebell",
        guest_name="Sam Field",
        duty="Alex Moss <alex@example.org>",
    )
    post = story.world.channel.somebody_writes(SAD)
    guest.get("/talk")
    seen = guest.press("Tell the team")
    assert "We are telling our team now." in seen.text
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == "told_us"]
    assert set(mail.to) == {ROBIN.address, ALEX.address}
    assert f"https://x.com/i/status/{post}" in mail.text
    for name in ("Sam", "Field", "Bluebell", "sam@example.org", "01632"):
        assert name not in mail.subject + mail.text + mail.html
    assert story.happened(Fact.TOLD_US)


def test_the_same_post_is_told_once_and_another_one_anew() -> None:
    story, guest, _ = somebody_wrote(SAD, "@ourcharity I think I know who you are")
    fields = guest.last.page.form_with("Tell the team")[0].fields | {"about": "danger"}
    for _ in range(3):
        assert guest.post("/talk/tell", fields).status == 303
    assert len(told(story)) == 1
    guest.get("/talk")
    guest.press("Someone is guessing who I am")
    assert len(told(story)) == 2
    assert "Somebody is guessing who they are" in told(story)[1]
    assert "Somebody may be in danger" in told(story)[1]


@pytest.mark.parametrize("afterwards", [False, True])
@pytest.mark.parametrize("call", ["ledger.note", "ledger.mark"])
def test_who_presses_again_after_half_a_failure_is_not_told_what_is_not_so(
    call: str, afterwards: bool
) -> None:
    story, guest, _ = somebody_wrote(SAD)
    fields = guest.last.page.form_with("Tell the team")[0].fields
    story.world.seam.fail(call, LaterError("down"), afterwards=afterwards)
    assert guest.post("/talk/tell", fields).status == 503
    assert told(story) == []
    assert guest.post("/talk/tell", fields).status == 303
    assert len(told(story)) == 1


def test_a_report_whose_answer_was_lost_is_told_by_the_next_sweep() -> None:
    story, guest, _ = somebody_wrote(SAD)
    fields = guest.last.page.form_with("Tell the team")[0].fields
    story.world.seam.fail("ledger.mark", LaterError("lost"), afterwards=True)
    guest.post("/talk/tell", fields)
    story.run(REVOCATION)
    assert len(told(story)) == 1


def test_guessing_somewhere_else_on_x_can_be_told_as_well() -> None:
    story, guest, _ = somebody_wrote()
    guest.press("Tell the team")
    (text,) = told(story)
    assert "Somebody is guessing who they are" in text
    assert "They did not say where" in text


def test_in_a_pause_the_team_can_be_told_as_well() -> None:
    _, guest, _ = found = somebody_wrote(SAD)
    fields = guest.last.page.form_with("Tell the team")[0].fields | {"about": "danger"}
    guest.post("/pause", {"csrf": fields["csrf"]})
    assert guest.post("/talk/tell", fields).status == 303
    assert len(told(found[0])) == 1


def test_if_the_mail_is_refused_a_sweep_tells_the_team() -> None:
    story, guest, _ = somebody_wrote(SAD)
    story.world.seam.fail("mailer.send", LaterError("down"))
    assert "We are telling our team now" in guest.press("Tell the team").text
    assert told(story) == []
    story.world.clock.advance(minutes=5)
    story.run(REVOCATION)
    assert len(told(story)) == 1


def test_nobody_can_flood_the_team() -> None:
    story, guest, _ = somebody_wrote(SAD)
    csrf = guest.csrf
    statuses = [
        guest.post("/talk/tell", {"csrf": csrf, "post": str(n), "about": "danger"}).status
        for n in range(60)
    ]
    assert (statuses.count(303), statuses.count(429), len(told(story))) == (40, 20, 40)


# --- a rehearsal


def test_a_rehearsal_has_examples_that_say_so_and_reaches_nobody() -> None:
    story = Story("2026-12-02 12:00", live=False)
    story.book()
    story.run()
    story.accept()
    story.at("2026-12-04 12:00")
    story.run()
    guest = Browser(story)
    guest.sign_in()
    story.at("2026-12-05 10:12")
    seen = guest.get("/talk")
    assert seen.text.count("Made up, to try this page.") == 5
    guest.press("Send the help message")
    guest.press("Look at it first")
    seen = guest.press("Post it")
    assert "You answered" in seen.text
    assert "one of the examples of the rehearsal" in told(story)[0]
    guest.get("/talk/hide?post=5")
    assert "Hidden." in guest.press("Yes, hide it").text
    assert [call for call in story.world.seam.calls if call.startswith("channel.")] == []


# --- hostile words


HOSTILE = (
    "@ourcharity <script>alert(1)</script><img src=x onerror=alert(1)>",
    "@ourcharity \u202eevil\u202c \u2066x \u200b\ufeff\x07 z" + "\u0301" * 400,
    "@ourcharity " + "\n" * 300 + "end",
    "@ourcharity {{ 7*7 }} {% raw %} %s \\",
    "@ourcharity " + "W" * 20_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_and_names_are_only_ever_text(text: str) -> None:
    story, guest = in_the_weekend()
    post = story.world.channel.somebody_writes(
        text, name=f"</h2>{text}", handle='x" onclick="alert(1)'
    )
    places = ["/talk", f"/talk/answer?to={post}", f"/talk/hide?post={post}"]
    for seen in map(guest.get, places):
        assert seen.status == 200
        assert harmless(seen)
        assert not set(seen.body) & set("\u202e\u2066\u200b\ufeff\x07")
        assert "\u0301" * 5 not in seen.body
        assert len(seen.body) < 30_000
        assert "\n\n\n\n\n" not in seen.body


def test_a_name_of_nothing_is_someone() -> None:
    story, guest = in_the_weekend()
    story.world.channel.somebody_writes(HELLO, name="\u202e\u200b  ", handle="")
    assert "Someone" in guest.get("/talk").text


def test_a_form_from_elsewhere_or_of_another_session_does_nothing() -> None:
    story, guest, (post,) = somebody_wrote(SAD)
    csrf = guest.csrf
    for path in ("/talk/answer", "/talk/post", "/talk/hide", "/talk/tell", "/talk/take-down"):
        fields = {"csrf": csrf, "post": post, "to": post, "text": ANSWER, "attempt": "0" * 16}
        assert guest.post(path, fields, origin="https://evil.example.org").status == 403
        assert guest.post(path, fields | {"csrf": "no"}).status == 403
    assert (answers(story), told(story), story.world.channel.hidden) == ([], [], set())
    assert own_posts(story) == []


@pytest.mark.parametrize("wrong", ["", "x", "1" * 21, "\u0661", "1; drop", "../x"])
def test_an_odd_post_is_no_post(wrong: str) -> None:
    story, guest, _ = somebody_wrote(SAD)
    csrf = guest.csrf
    for path in ("/talk/answer", "/talk/post", "/talk/hide"):
        fields = {"csrf": csrf, "post": wrong, "to": wrong, "text": ANSWER, "attempt": "0" * 16}
        seen = guest.post(path, fields)
        assert seen.status in {303, 422}
        assert seen.status == 303 or ANSWER in seen.body
    assert (answers(story), story.world.channel.hidden) == ([], set())


def test_the_charitys_own_list_of_words_asks_and_never_blocks() -> None:
    story, guest, (post,) = somebody_wrote(HELLO)
    story.world.settings = replace(story.world.settings, sensitive_words=("fridge",))
    assert "Are you sure? Your words have “fridge” in them." in answering(guest, post, ANSWER).text
    guest.press("Post it")
    assert len(answers(story)) == 1


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60)
FIELDS = st.sampled_from(["to", "post", "text", "attempt", "ready", "help", "change", "space",
                          "about", "csrf"])  # fmt: skip
PATHS = st.sampled_from(["answer", "post", "hide", "tell", "take-down"])


@given(path=PATHS, typed=st.dictionaries(FIELDS, ANYTHING | st.just("1900000009"), max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_is_sent_a_page_of_ours_comes_back(path: str, typed: dict[str, str]) -> None:
    story, guest, _ = somebody_wrote(SAD)
    fields = {"csrf": guest.get("/talk").page.forms[0].fields["csrf"]} | typed
    seen = guest.post(f"/talk/{path}", fields)
    assert seen.status in {200, 303, 403, 409, 422, 429}
    assert seen.headers.get("Location", "/").startswith("/")
    assert "evil" not in seen.headers.get("Location", "")
    assert harmless(seen)
    assert story.failed() == []


@given(text=ANYTHING, name=ANYTHING, handle=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_whatever_somebody_writes_the_page_is_well_made(text: str, name: str, handle: str) -> None:
    story, guest = in_the_weekend()
    story.world.channel.somebody_writes(f"@ourcharity {text}", name=name, handle=handle)
    seen = guest.get("/talk")
    assert seen.status == 200
    assert harmless(seen)
