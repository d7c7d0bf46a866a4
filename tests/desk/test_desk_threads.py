"""Several posts in one go: split, looked at, published in order, and gone on with."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError, NeverError, UnknownOutcomeError
from tests.desk.browser import Browser, Seen
from tests.desk.stories import REVOCATION, WORDS, in_the_weekend, own_posts
from tests.story import Story, local

PARTS = ["One: I have MS.", "Two: I garden.", "Three: badly."]
SENTENCE = "I slept well, for once, and woke up to the sound of rain on the roof."
LONG = " ".join([SENTENCE] * 5)


def looked_at(*texts: str) -> tuple[Story, Browser, Seen]:
    story, guest = in_the_weekend()
    return story, guest, guest.press("Look at it first", text=list(texts or PARTS))


def boxes(seen: Seen) -> list[str]:
    form, _ = seen.page.form_with("Look at it first")
    return form.every["text"]


def stop_at(story: Story, number: int, error: Exception, *, afterwards: bool = False) -> None:
    """X fails at this part, and only there."""
    seam, count = story.world.seam, iter(range(1, 20))

    def before(call: str) -> None:
        if call == "channel.post" and next(count) == number:
            seam.fail("channel.post", error, afterwards=afterwards)

    seam.before = before


def test_a_post_that_is_too_long_can_be_split_with_one_button() -> None:
    story, guest = in_the_weekend()
    seen = guest.write(LONG)
    assert (seen.status, "69 letters too many." in seen.text) == (422, True)
    split = guest.press("Split it in two")
    assert boxes(split) == [f"{SENTENCE} {SENTENCE} {SENTENCE}", f"{SENTENCE} {SENTENCE}"]
    assert "Part 1 of 2" in split.text
    guest.press("Look at it first")
    guest.press("Post it")
    assert own_posts(story) == boxes(split)


def test_many_parts_are_offered_by_their_number() -> None:
    _, guest = in_the_weekend()
    assert "Split it in three" in guest.write(f"{LONG}\n\n{LONG}"[:700]).page.buttons()


def test_what_can_not_be_split_offers_nothing_and_says_so_if_asked() -> None:
    _, guest = in_the_weekend()
    seen = guest.write("x" * 300)
    assert [label for label in seen.page.buttons() if "Split" in label] == []
    seen = guest.post("/preview", {"csrf": guest.csrf, "text": "x" * 300, "do": "split"})
    assert (seen.status, boxes(seen)) == (422, ["x" * 300])
    assert "We could not split this." in seen.text


def test_parts_are_added_and_joined() -> None:
    _, guest = in_the_weekend()
    guest.get("/")
    assert boxes(guest.press("Write a second part", text=PARTS[0])) == [PARTS[0], ""]
    assert boxes(guest.press("Join them again", text=PARTS)) == ["\n\n".join(PARTS)]


def test_there_is_room_for_ten_parts() -> None:
    _, guest = in_the_weekend()
    guest.press("Write a second part", text=["a"] * 9)
    assert "Write one more part" not in guest.last.page.buttons()
    seen = guest.press("Look at it first", text=["a"] * 11)
    assert (seen.status, len(boxes(seen))) == (422, 11)
    assert "These are 11 parts, and there is room for 10." in seen.text


def test_a_thread_is_shown_part_by_part_and_published_in_its_order() -> None:
    story, guest, seen = looked_at()
    assert "1 of 3 One: I have MS. 2 of 3 Two: I garden. 3 of 3 Three: badly." in seen.text
    assert own_posts(story) == []
    home = guest.press("Post it")
    assert own_posts(story) == PARTS
    assert "Posted. A mistake?" in home.text
    third, second, first = story.world.channel.published[:3]
    assert (second.reply_to, third.reply_to) == (first.id, second.id)


def test_an_empty_box_is_no_part() -> None:
    story, guest, _ = looked_at(PARTS[0], " ", PARTS[1], "")
    guest.press("Post it")
    assert own_posts(story) == PARTS[:2]


def test_what_does_not_fit_is_said_by_its_part_and_all_boxes_stay() -> None:
    _, _, seen = looked_at(PARTS[0], LONG)
    assert (seen.status, boxes(seen)) == (422, [PARTS[0], LONG])
    assert "Part 2: 69 letters too many." in seen.text
    assert "Split it in three" in seen.page.buttons()


def test_a_thread_pressed_twice_is_one() -> None:
    story, guest, _ = looked_at()
    form, _ = guest.last.page.form_with("Post it")
    assert [guest.post("/post", form.every).status for _ in range(3)] == [303, 303, 303]
    assert own_posts(story) == PARTS


def test_half_way_the_rest_is_kept_and_can_be_gone_on_with() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 3, LaterError("429", local("2026-12-05 23:00")))
    seen = guest.press("Post it")
    assert (seen.status, own_posts(story)) == (409, PARTS[:2])
    assert "The first two of three are out The rest is kept." in seen.text
    assert "X lets us post no more until Saturday 5 December, 11pm." in seen.text
    assert PARTS[2] in seen.text
    guest.press("Carry on")
    assert own_posts(story) == PARTS


def test_left_there_the_rest_stays_on_the_page_and_can_be_gone_on_with_later() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 2, LaterError("down"))
    guest.press("Post it")
    seen = guest.get("/")
    assert "2 of 3. This is not out. Your words are safe." in seen.text
    guest.press("Carry on")
    assert own_posts(story) == PARTS
    assert "Carry on" not in guest.last.page.buttons()


def test_when_nobody_knows_about_a_part_it_waits_until_somebody_does() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 2, UnknownOutcomeError("silent"), afterwards=True)
    seen = guest.press("Post it")
    assert (seen.status, own_posts(story)) == (409, PARTS[:2])
    assert "The first of three is out" in seen.text
    assert "X did not tell us if the next one is out." in seen.text
    assert guest.press("Carry on").status == 409
    story.world.seam.before = lambda _: None
    story.world.clock.advance(minutes=5)
    story.run(REVOCATION)
    guest.get("/")
    guest.press("Carry on")
    assert own_posts(story) == PARTS


def test_words_that_x_never_takes_are_changed_first() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 2, NeverError("duplicate"))
    seen = guest.press("Post it")
    assert "Carry on" not in seen.page.buttons()
    assert boxes(guest.press("Change the rest")) == PARTS[1:]


def test_when_x_takes_nothing_at_all_the_whole_thread_stays_ready() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 1, LaterError("down"))
    seen = guest.press("Post it")
    assert (seen.status, "so nothing was posted" in seen.text) == (409, True)
    guest.press("Post it")
    assert own_posts(story) == PARTS


def test_a_thread_that_x_did_not_take_is_written_again_as_one() -> None:
    story, guest, _ = looked_at()
    stop_at(story, 1, LaterError("down"))
    guest.press("Post it")
    guest.get("/")
    assert boxes(guest.press("Write it again")) == PARTS


def test_the_end_in_the_middle_of_a_thread_says_what_is_out_and_keeps_the_rest() -> None:
    story, guest, _ = looked_at()

    def to_the_end(call: str) -> None:
        if call == "ledger.finish":
            story.at("2026-12-07 08:59:50")

    story.world.clock.advance(days=1, hours=22)
    guest.get("/")
    guest.press("Look at it first", text=PARTS)
    story.world.seam.after = to_the_end
    story.at("2026-12-07 08:59:40")
    seen = guest.press("Post it")
    assert (seen.status, own_posts(story)) == (403, PARTS[:1])
    assert "The first of three is out" in seen.text
    assert "\n\n".join(PARTS[1:]) in seen.body


@pytest.mark.parametrize("call", ["ledger.claim", "ledger.gate_view"])
def test_a_silent_ledger_half_way_does_not_say_that_nothing_was_posted(call: str) -> None:
    story, guest, _ = looked_at()

    def fail_then(done: str) -> None:
        if done == "ledger.finish":
            story.world.seam.fail(call, LaterError("throttled"), times=1)

    story.world.seam.after = fail_then
    seen = guest.press("Post it")
    story.world.seam.after = lambda _: None
    assert (seen.status, own_posts(story)) == (409, PARTS[:1])
    assert "The first of three is out" in seen.text


def test_an_old_form_keeps_every_part_in_its_box() -> None:
    story, guest, _ = looked_at()
    form, _ = guest.last.page.form_with("Post it")
    seen = guest.post("/post", form.every | {"csrf": ["old"]})
    assert (seen.status, boxes(seen), own_posts(story)) == (403, PARTS, [])


def test_a_session_that_is_over_keeps_every_part_to_copy() -> None:
    story, guest, _ = looked_at()
    form, _ = guest.last.page.form_with("Post it")
    guest.cookie = ""
    seen = guest.post("/post", form.every)
    assert (seen.status, "\n\n".join(PARTS) in seen.body) == (403, True)
    assert own_posts(story) == []


def test_nothing_to_carry_on_with_leads_home() -> None:
    story, guest = in_the_weekend()
    for attempt in ("a" * 16, "../x", ""):
        answer = guest.post("/carry-on", {"csrf": guest.csrf, "attempt": attempt})
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        guest.get("/")
    assert own_posts(story) == []


def test_one_post_that_was_published_is_shown_as_before() -> None:
    _, guest = in_the_weekend()
    guest.write(WORDS)
    seen = guest.press("Post it")
    assert "1 of 1" not in seen.text
