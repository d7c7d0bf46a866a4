"""Where the coordinator looks first: words wait for a yes, and none are lost or posted twice."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError, NeverError, UnknownOutcomeError
from takeover.model.steps import REVOCATION
from tests.desk.browser import Browser
from tests.desk.keepers import SUNDAY
from tests.desk.list_editors import HERS
from tests.desk.photographs import add, keys, shown
from tests.desk.reviews import NO, REVIEW, YES, asks, looks, passes, post, reviewed, told
from tests.desk.stories import HANDOVER, OVER, WORDS, in_the_weekend, own_posts
from tests.story import ALEX, Story

LOOKS = (
    "Robin looks at posts before they go out. They look Friday, 5pm to 10pm; Saturday and Sunday, "
    "9am to 9pm."
)
WAITS = "Waiting for a yes. We look by Saturday 5 December, 11.15am."


def says_yes(story: Story) -> Browser:
    browser = looks(story)
    browser.press(YES)
    return browser


def says_no(story: Story, why: str = "") -> Browser:
    browser = looks(story)
    browser.press(NO, why=why)
    return browser


def test_the_guest_is_told_who_looks_and_when() -> None:
    _, guest = reviewed()
    assert LOOKS in guest.get("/").text
    assert LOOKS in guest.write(WORDS).text


def test_posting_waits_for_a_yes_and_says_by_when_somebody_looks() -> None:
    story, guest = reviewed()
    seen = post(guest, WORDS)
    assert "Your words wait for a yes now." in seen.text
    assert WAITS in guest.get("/").text
    assert WORDS in guest.last.text
    assert own_posts(story) == []
    assert story.turn().posts == 0
    assert not any(step.startswith("post-") for step in story.turn().steps)


def test_a_yes_posts_at_once_and_the_words_are_among_the_guests_own() -> None:
    story, guest = asks()
    browser = says_yes(story)
    assert "It is out." in browser.last.text
    assert "Nothing waits for you now." in browser.last.text
    assert own_posts(story) == [WORDS]
    assert "Posted Saturday 5 December" in guest.get("/").text
    assert "Waiting for a yes" not in guest.last.text
    assert story.world.ledger.drafts(story.turn().id) == []


def test_without_a_review_cell_nothing_waits() -> None:
    story, guest = in_the_weekend()
    post(guest, WORDS)
    assert own_posts(story) == [WORDS]
    assert "looks at posts" not in guest.get("/").text
    assert "ledger.swap_draft" not in story.world.seam.calls


@pytest.mark.parametrize(("cell", "said"), [
    ("yes", "They look at any hour."), ("daily 09:00-21:00", "They look every day, 9am to 9pm."),
    ("after lunch", "before they go out."),
])  # fmt: skip
def test_a_mere_yes_means_the_usual_hours_and_what_nobody_can_read_a_yes(
    cell: str, said: str
) -> None:
    story, guest = asks(hours=cell)
    assert said in guest.get("/").text
    assert own_posts(story) == []


def test_hours_that_nobody_can_read_promise_nothing_until_the_weekends_end() -> None:
    story, guest = asks(hours="after lunch")
    assert "We can’t say yet when we look." in guest.get("/").text
    (draft,) = story.world.ledger.drafts(story.turn().id)
    assert draft.ask is not None
    assert draft.ask.until == story.turn().window.ends_at


def test_pressed_twice_it_is_one_asking() -> None:
    story, guest = reviewed()
    guest.write(WORDS)
    form, _ = guest.last.page.form_with("Post it")
    for _ in range(2):
        assert guest.post("/post", form.fields).status == 303
    assert len(story.world.ledger.drafts(story.turn().id)) == 1
    says_yes(story)
    assert guest.post("/post", form.fields).status == 303  # and once more, by the back button
    assert own_posts(story) == [WORDS]


def test_other_words_never_go_out_on_the_yes_of_these() -> None:
    story, guest = reviewed()
    guest.write(WORDS)
    form, _ = guest.last.page.form_with("Post it")
    guest.post("/post", form.fields)
    assert guest.post("/post", form.fields | {"text": "Other words."}).status == 422
    says_yes(story)
    for texts in ("Other words.", [WORDS, "And more."]):
        assert guest.post("/post", form.fields | {"text": texts}).status == 422
    assert own_posts(story) == [WORDS]


def test_what_a_member_looked_at_is_what_goes_out_or_nothing() -> None:
    story, guest = asks()
    browser = looks(story)
    guest.get("/")
    guest.press("Take it back")
    guest.press("Change it")
    guest.press("Look at it first", text="Other words.")
    guest.press("Post it")
    browser.press(YES)
    assert (browser.last.status, own_posts(story)) == (409, [])
    assert "This does not wait any more." in browser.last.text
    browser.press(YES)  # the page shows the words as they are now
    assert own_posts(story) == ["Other words."]


def test_two_members_at_once_post_it_once() -> None:
    story, _ = asks()
    one, other = looks(story), looks(story, ALEX.address)
    assert one.press(YES).status == 200
    assert other.press(NO, why="Better not.").status == 409
    assert own_posts(story) == [WORDS]


def test_a_no_gives_the_words_back_with_the_reason() -> None:
    story, guest = asks()
    assert "It was not posted." in says_no(story, "Please leave <b>the ward</b> out.").last.text
    seen = guest.get("/")
    assert "We said no to this one." in seen.text
    assert "“Please leave <b>the ward</b> out.”" in seen.text
    assert "<b>the ward</b>" not in seen.body
    guest.press("Change it")
    assert guest.last.page.form_with("Look at it first")[0].fields["text"] == WORDS
    guest.press("Look at it first", text="Shorter.")
    guest.press("Post it")
    looks(story).press(YES)
    assert own_posts(story) == ["Shorter."]
    assert "We said no" not in guest.get("/").text


def test_the_guest_takes_words_back_and_nobody_posts_them() -> None:
    story, guest = asks()
    guest.get("/")
    seen = guest.press("Take it back")
    assert "It waits no more. Your words are here." in seen.text
    assert WORDS in seen.text
    assert "Nothing waits for you now." in looks(story).last.text
    passes(story, 30)
    assert (own_posts(story), told(story)) == ([], [])


def test_taking_back_what_was_answered_says_so() -> None:
    story, guest = asks()
    guest.get("/")
    form, _ = guest.last.page.form_with("Take it back")
    says_yes(story)
    taken = guest.post("/take-back", form.fields)
    assert "nothing was taken back" in guest.get(taken.headers["Location"]).text
    assert own_posts(story) == [WORDS]


def test_nobody_answers_within_twelve_hours_of_the_promise() -> None:
    story, guest = asks()
    story.at("2026-12-05 23:10")
    assert "We wanted to look by Saturday 5 December, 11.15am, and are late." in guest.get("/").text
    browser = looks(story)
    story.at("2026-12-05 23:15")
    seen = guest.get("/")
    assert "Nobody of us said yes in time, so this was not posted." in seen.text
    assert WORDS in seen.text
    assert browser.press(YES).status == 409
    assert "1 post waited too long, and was not posted." in browser.get(REVIEW).text
    assert own_posts(story) == []


def test_the_end_of_the_weekend_ends_the_waiting_and_the_words_can_be_read() -> None:
    story, guest = reviewed()
    story.at("2026-12-07 08:50")
    post(guest, WORDS)
    browser = looks(story)
    story.at(OVER)
    assert browser.press(YES).status == 409
    story.run(REVOCATION)
    guest.open_link()
    assert WORDS in guest.get("/").text
    assert "Words that did not go out" in guest.last.text
    assert own_posts(story) == []


def test_a_thread_goes_out_whole_and_in_its_order() -> None:
    story, guest = reviewed()
    guest.post("/preview", {"csrf": guest.csrf, "text": ["One.", "Two."]})
    guest.press("Post it")
    browser = looks(story)
    assert "Thread 1" in browser.last.text
    browser.press(YES)
    two, one, *_ = story.world.channel.published
    assert (one.text, two.text, two.reply_to) == ("One.", "Two.", one.id)


def test_photos_are_seen_by_the_team_as_they_will_be_and_by_nobody_else() -> None:
    story, guest = reviewed()
    add(guest, about="My dog.", text=WORDS)
    key = keys(guest)[0]
    guest.press("Look at it first")
    address = f"{HERS}/photo/{key}"
    assert looks(story).get(address).status == 404  # it is not asked for yet
    guest.press("Post it")
    browser = looks(story)
    assert "In words: My dog." in browser.last.text
    assert browser.get(address).headers["Content-Type"] == "image/jpeg"
    browser.get(REVIEW)
    browser.press(YES)
    assert (own_posts(story), shown(story)) == ([WORDS], [("My dog.", "image/jpeg")])
    assert browser.get(address).status == 404


def test_an_answer_waits_as_well_and_goes_out_as_an_answer() -> None:
    story, guest = reviewed()
    letter = story.world.channel.somebody_writes("@ourcharity What helps?")
    guest.get(f"/talk/answer?to={letter}")
    guest.press("Look at it first", text="Tea.")
    assert "Robin looks at posts before they go out." in guest.last.text
    seen = guest.press("Post it")
    assert "An answer to somebody who wrote to you." in seen.text
    assert own_posts(story) == []
    browser = looks(story)
    assert f"https://x.com/i/status/{letter}" in browser.last.body
    browser.press(YES)
    last = story.world.channel.published[0]
    assert (last.text, last.reply_to) == ("@reader Tea.", letter)


def test_an_answer_that_got_a_no_is_changed_as_an_answer() -> None:
    story, guest = reviewed()
    letter = story.world.channel.somebody_writes("@ourcharity What helps?")
    guest.get(f"/talk/answer?to={letter}")
    guest.press("Look at it first", text="Tea.")
    guest.press("Post it")
    says_no(story)
    guest.get("/")
    guest.press("Change it")
    guest.press("Look at it first", text="Much tea.")
    guest.press("Post it")
    looks(story).press(YES)
    last = story.world.channel.published[0]
    assert (last.text, last.reply_to) == ("@reader Much tea.", letter)


def test_an_answer_that_waits_is_seen_beside_what_it_answers() -> None:
    story, guest = reviewed()
    letter = story.world.channel.somebody_writes("@ourcharity What helps?")
    guest.get(f"/talk/answer?to={letter}")
    guest.press("Look at it first", text="Tea.")
    guest.press("Post it")
    assert "Your answer waits for a yes: Tea." in guest.get("/talk").text
    looks(story).press(YES)
    assert "waits for a yes" not in guest.get("/talk").text


def test_the_help_message_is_ours_and_does_not_wait() -> None:
    story, guest = reviewed()
    letter = story.world.channel.somebody_writes("@ourcharity I can’t go on like this any more")
    guest.get("/talk")
    guest.press("Send the help message")
    guest.press("Look at it first")
    guest.press("Post it")
    assert story.world.channel.published[0].reply_to == letter


def test_words_of_their_own_wait_also_where_the_help_message_was() -> None:
    story, guest = reviewed()
    story.world.channel.somebody_writes("@ourcharity I can’t go on like this any more")
    guest.get("/talk")
    guest.press("Send the help message")
    guest.press("Look at it first", text="Chin up.")
    guest.press("Post it")
    assert own_posts(story) == []
    assert "Chin up." in guest.get("/").text


def later() -> tuple[Story, Browser]:
    """The guest wants these words out on Sunday, 7.05pm."""
    story, guest = reviewed()
    guest.press("Keep it for later", text=WORDS)
    guest.press("Send it then", **SUNDAY)
    return story, guest


def test_words_for_later_go_out_at_their_time_if_the_yes_comes_before() -> None:
    story, guest = later()
    assert "After a yes it goes out on Sunday 6 December, 7.05pm." in guest.last.text
    assert "goes out by itself at its time" in says_yes(story).last.text
    assert own_posts(story) == []
    assert "Goes out by itself on Sunday 6 December, 7.05pm." in guest.get("/kept").text
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert own_posts(story) == [WORDS]


def test_words_for_later_go_out_at_once_if_the_yes_comes_after() -> None:
    story, _ = later()
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert own_posts(story) == []
    story.world.clock.advance(minutes=30)
    says_yes(story)
    assert own_posts(story) == [WORDS]


def test_words_for_later_wait_as_long_as_they_could_be_sent() -> None:
    story, guest = later()
    story.at("2026-12-06 21:04")
    assert "Waiting for a yes." in guest.get("/").text
    story.at("2026-12-06 21:05")
    assert "Nobody of us said yes in time" in guest.get("/").text


def test_who_begins_to_look_after_a_time_was_chosen_is_asked_then() -> None:
    story, guest = in_the_weekend()
    guest.press("Keep it for later", text=WORDS)
    guest.press("Send it then", **SUNDAY)
    story.book(review="yes")
    story.at("2026-12-06 19:05")
    story.run(HANDOVER)
    assert own_posts(story) == []
    says_yes(story)
    assert own_posts(story) == [WORDS]


def test_in_a_pause_nothing_is_said_yes_to() -> None:
    story, guest = asks()
    guest.get("/")
    guest.press("This is too much")
    browser = looks(story)
    assert "The weekend is paused" in browser.press(YES).text
    guest.get("/")
    guest.press("I pressed by mistake: carry on")
    browser.press(YES)
    assert own_posts(story) == [WORDS]


def test_what_x_does_not_take_now_goes_out_by_itself() -> None:
    story, guest = asks()
    story.world.seam.fail("channel.post", LaterError("busy"))
    assert "Your yes is noted. It is not out yet" in says_yes(story).last.text
    passes(story, 5)
    assert own_posts(story) == [WORDS]
    assert "Posted" in guest.get("/").text


def test_what_may_be_out_is_looked_for_and_never_posted_again() -> None:
    story, _ = asks()
    story.world.seam.fail("channel.post", UnknownOutcomeError("cut off"), afterwards=True)
    says_yes(story)
    for _ in range(6):
        story.world.clock.advance(minutes=5)
        story.run(HANDOVER, REVOCATION)
    assert own_posts(story) == [WORDS]
    assert story.world.ledger.drafts(story.turn().id) == []


def test_what_x_never_takes_comes_back_to_the_guest() -> None:
    story, guest = asks()
    story.world.seam.fail("channel.post", NeverError("duplicate"))
    assert looks(story).press(YES).status == 409
    assert "X did not take this." in guest.get("/kept").text
    passes(story, 10)
    assert own_posts(story) == []


def test_a_form_names_only_what_waits_in_its_own_weekend() -> None:
    story, _ = asks()
    browser = looks(story)
    form, _ = browser.last.page.form_with(YES)
    for changed in ({"turn": "2"}, {"turn": "1#x"}, {"attempt": "0" * 16}, {"edition": ""}):
        assert browser.post(f"{REVIEW}/yes", form.fields | changed).status == 409
    assert browser.post(f"{HERS.replace('12-04', '12-11')}/review/yes", form.fields).status == 409
    assert own_posts(story) == []


def test_the_story_says_who_said_what() -> None:
    story, guest = asks()
    browser = looks(story)
    browser.press(YES)
    post(guest, "Second.")
    browser.get(REVIEW)
    browser.press(NO)
    seen = browser.get(HERS)
    assert "Robin said yes to 1 post." in seen.text
    assert "Robin said no to 1 post." in seen.text


def test_the_weekends_page_leads_to_what_waits() -> None:
    story, _ = asks()
    browser = looks(story)
    assert "Posts that wait for your yes" in browser.get(HERS).text
    assert "1 post waits for your yes" in browser.get("/list").text
    browser.get(REVIEW)
    browser.press(YES)
    assert "for your yes" not in browser.get("/list").text


class TestMails:
    def test_one_mail_tells_of_a_burst_once_it_has_settled(self) -> None:
        story, guest = asks()
        passes(story, 4)
        assert told(story) == []
        post(guest, "Second.")
        passes(story, 5)
        assert told(story) == ["Sam has 2 posts waiting for your yes"]
        passes(story, 120)
        assert len(told(story)) == 1

    def test_it_holds_nothing_that_the_guest_wrote_and_leads_to_the_page(self) -> None:
        story, _ = asks("A secret garden.")
        passes(story, 10)
        (mail,) = [m for m in story.world.mailer.sent if m.tags["step"] == "yes_wanted"]
        assert REVIEW in mail.text
        assert "secret" not in mail.text + mail.html
        assert "looks by Saturday 5 December, 11.15am" in mail.text.replace("*", "")

    def test_the_next_burst_is_told_half_an_hour_later_at_the_soonest(self) -> None:
        story, guest = asks()
        passes(story, 10)
        post(guest, "Second.")
        passes(story, 20)
        assert len(told(story)) == 1
        passes(story, 15)
        assert told(story)[1:] == ["Sam has 2 posts waiting for your yes"]

    def test_what_is_answered_before_is_told_to_nobody(self) -> None:
        story, _ = asks()
        says_yes(story)
        passes(story, 30)
        assert told(story) == []
