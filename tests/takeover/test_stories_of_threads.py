"""A thread goes out in its order, once, however often it has to be gone on with."""

from __future__ import annotations

from takeover import commands
from takeover.commands import Publication, Published
from takeover.errors import LaterError, UnknownOutcomeError
from tests.story import Story
from tests.takeover.openings import FIVE_MINUTES, signed_in

PARTS = ("One: I have MS.", "Two: I garden.", "Three: badly.")
NAME = "0123456789abcdef"


def thread(story: Story, token: str, *texts: str) -> Published:
    return commands.publish(story.world, story.visit(token), NAME, *(texts or PARTS))


def carry_on(story: Story, token: str) -> Published:
    return commands.carry_on(story.world, story.visit(token), NAME)


def written(story: Story) -> list[str]:
    return [text for text in story.posts() if text in PARTS]


def test_each_part_answers_the_one_before() -> None:
    story, token = signed_in()
    said = thread(story, token)
    assert (said.outcome, said.out) == (Publication.POSTED, 3)
    third, second, first = story.world.channel.published[:3]
    assert (first.reply_to, second.reply_to, third.reply_to) == ("", first.id, second.id)
    assert written(story) == list(PARTS)


def test_what_x_does_not_take_now_goes_on_where_it_stopped() -> None:
    story, token = signed_in()
    story.world.seam.before = lambda call: (
        story.world.seam.fail("channel.post", LaterError("busy"))
        if call == "channel.post" and len(written(story)) == 1
        else None
    )
    said = thread(story, token)
    assert (said.outcome, said.out) == (Publication.LATER, 1)
    story.world.seam.before = lambda _: None
    assert carry_on(story, token).outcome is Publication.POSTED
    assert written(story) == list(PARTS)


def test_the_same_form_sent_again_posts_nothing_twice() -> None:
    story, token = signed_in()
    thread(story, token)
    again = thread(story, token)
    assert (again.outcome, again.out) == (Publication.ALREADY, 3)
    assert written(story) == list(PARTS)


def test_a_finished_thread_cannot_be_gone_on_with() -> None:
    story, token = signed_in()
    thread(story, token)
    assert carry_on(story, token).outcome is Publication.NOT_THESE_WORDS


def test_an_attempt_is_one_set_of_words() -> None:
    story, token = signed_in()
    thread(story, token)
    other = thread(story, token, PARTS[0], "Two: something else.")
    assert other.outcome is Publication.NOT_THESE_WORDS
    assert written(story) == list(PARTS)


def test_a_part_that_nobody_is_sure_about_stops_the_thread_until_it_is_found() -> None:
    story, token = signed_in()
    story.world.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    said = thread(story, token)
    assert (said.outcome, said.out) == (Publication.UNSURE, 0)
    assert carry_on(story, token).outcome is Publication.UNSURE
    story.pass_until("2026-12-04 18:20", FIVE_MINUTES)
    assert carry_on(story, token).outcome is Publication.POSTED
    assert written(story) == list(PARTS)
    second, first = story.world.channel.published[1:3]
    assert second.reply_to == first.id


def test_the_end_comes_in_the_middle_of_a_thread() -> None:
    story, token = signed_in()
    here = story.visit(token)
    story.world.seam.after = lambda call: (
        story.at("2026-12-07 09:00") if call == "channel.post" else None
    )
    said = commands.publish(story.world, here, NAME, *PARTS)
    assert (said.outcome, said.out) == (Publication.UNFINISHED, 1)
    story.world.seam.after = lambda _: None
    assert carry_on(story, token).outcome is Publication.REFUSED_BY_GATE
    assert written(story) == [PARTS[0]]


def test_an_empty_part_keeps_the_whole_thread_back() -> None:
    story, token = signed_in()
    said = thread(story, token, "One: I have MS.", "   ")
    assert (said.outcome, said.out) == (Publication.NOT_THESE_WORDS, 0)
    assert written(story) == []


def test_own_posts_show_which_part_of_which_thread() -> None:
    story, token = signed_in()
    thread(story, token)
    story.world.clock.advance(minutes=1)
    story.post(token, "And one more.")
    shown = [
        (post.text, post.part, post.parts)
        for post in commands.own_posts(story.world, story.visit(token))
    ]
    assert shown == [
        ("And one more.", 1, 1), (PARTS[0], 1, 3), (PARTS[1], 2, 3), (PARTS[2], 3, 3),
    ]  # fmt: skip


def test_in_rehearsal_a_thread_is_written_down_and_not_sent() -> None:
    story, token = signed_in(live=False)
    assert thread(story, token).out == 3
    assert story.posts() == []
