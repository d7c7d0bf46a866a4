"""Words written on a good day go out at their time, once, and inside the window only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from takeover import commands
from takeover.commands import Publication, preparing
from takeover.commands.preparing import Keeping
from takeover.errors import LaterError, NeverError, UnknownOutcomeError
from takeover.model.turn import State
from tests.story import Story, local
from tests.takeover.openings import FIVE_MINUTES, on_friday, signed_in

NAME = "0123456789abcdef"
WORDS = "Slept well, for once."
AT_SEVEN = local("2026-12-04 19:00")


def keep(story: Story, token: str, *texts: str) -> Keeping:
    return preparing.keep_words(story.world, story.visit(token), NAME, *(texts or (WORDS,))).keeping


def later(story: Story, token: str, at: str = "2026-12-04 19:00") -> Keeping:
    return preparing.send_later(story.world, story.visit(token), NAME, local(at)).keeping


def prepared(story: Story, token: str) -> list[tuple[str, ...]]:
    return [one.texts for one in preparing.drafts(story.world, story.visit(token))]


def planned() -> tuple[Story, str]:
    story, token = signed_in()
    assert keep(story, token) is Keeping.KEPT
    assert later(story, token) is Keeping.KEPT
    return story, token


def sent(story: Story) -> int:
    return story.posts().count(WORDS)


def test_they_go_out_at_their_time_and_once() -> None:
    story, token = planned()
    story.pass_until("2026-12-04 18:55", FIVE_MINUTES)
    assert sent(story) == 0
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert sent(story) == 1
    assert prepared(story, token) == []


def test_a_thread_that_was_prepared_goes_out_as_one() -> None:
    story, token = signed_in()
    keep(story, token, WORDS, "And then the rain came.")
    later(story, token)
    story.pass_until("2026-12-04 19:10", FIVE_MINUTES)
    second, first = story.world.channel.published[:2]
    assert (first.text, second.reply_to) == (WORDS, first.id)


def test_five_minute_marks() -> None:
    story, token = signed_in()
    keep(story, token)
    kept = preparing.send_later(story.world, story.visit(token), NAME, local("2026-12-04 18:57"))
    assert kept.send_at == AT_SEVEN


@pytest.mark.parametrize("at", ["2026-12-04 17:00", "2026-12-07 09:00", "2026-12-07 08:57"])
def test_not_before_now_and_not_after_the_end(at: str) -> None:
    story, token = signed_in()
    keep(story, token)
    assert later(story, token, at) is Keeping.NOT_THEN


def test_who_has_only_the_link_keeps_words_and_sends_none() -> None:
    story = on_friday()
    token = story.open_link()
    assert keep(story, token) is Keeping.KEPT
    assert later(story, token) is Keeping.NUMBER_NEEDED
    assert prepared(story, token) == [(WORDS,)]


def test_nothing_goes_out_in_a_pause_and_what_was_missed_waits_for_the_guest() -> None:
    story, token = planned()
    commands.pause(story.world, story.visit(token))
    story.pass_until("2026-12-04 21:30", FIVE_MINUTES)
    commands.resume(story.world, story.visit(token))
    story.pass_until("2026-12-04 22:00", FIVE_MINUTES)
    assert sent(story) == 0
    (draft,) = preparing.drafts(story.world, story.visit(token))
    assert preparing.missed(draft, story.world.clock.now())


def test_x_is_down_for_an_hour() -> None:
    story, _ = planned()
    story.world.seam.fail("channel.post", LaterError("busy"), times=12)
    story.pass_until("2026-12-04 19:50", FIVE_MINUTES)
    assert sent(story) == 0
    story.pass_until("2026-12-04 20:30", FIVE_MINUTES)
    assert sent(story) == 1


def test_what_x_never_takes_waits_with_its_reason() -> None:
    story, token = planned()
    story.world.seam.fail("channel.post", NeverError("no"), times=99)
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    (draft,) = preparing.drafts(story.world, story.visit(token))
    assert (draft.refused, draft.send_at) == ("never", None)


def test_an_answer_that_was_lost_is_looked_for_and_not_sent_again() -> None:
    story, token = planned()
    story.world.seam.fail("channel.post", UnknownOutcomeError("lost"), afterwards=True)
    story.pass_until("2026-12-04 20:00", FIVE_MINUTES)
    assert sent(story) == 1
    assert story.turn().steps[f"post-{NAME}"].state is State.DONE
    assert prepared(story, token) == []


def test_taken_back_in_time() -> None:
    story, token = planned()
    assert preparing.do_not_send(story.world, story.visit(token), NAME)
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert sent(story) == 0
    assert prepared(story, token) == [(WORDS,)]


@pytest.mark.parametrize("change", ["do not send", "another time", "other words"])
def test_changed_while_the_run_that_would_send_them_is_under_way(change: str) -> None:
    story, token = planned()
    story.at("2026-12-04 19:00")
    here = story.visit(token)

    def before(call: str) -> None:
        if call == "ledger.drafts":
            story.world.seam.before = lambda _: None
            if change == "do not send":
                preparing.do_not_send(story.world, here, NAME)
            elif change == "another time":
                preparing.send_later(story.world, here, NAME, local("2026-12-04 20:00"))
            else:
                preparing.keep_words(story.world, here, NAME, "Slept badly.")

    story.world.seam.before = before
    story.run("handover")
    assert sent(story) == 0
    assert prepared(story, token) + [(text,) for text in story.posts() if "badly" in text] == [
        ("Slept badly." if change == "other words" else WORDS,)
    ]


def test_sent_at_once_they_are_not_sent_later_as_well() -> None:
    story, token = planned()
    said = preparing.send_now(story.world, story.visit(token), NAME, WORDS)
    assert said.outcome is Publication.POSTED
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert sent(story) == 1


def test_ended_by_the_guest_nothing_is_sent_and_all_can_be_read_for_two_weeks() -> None:
    story, token = planned()
    link = story.open_link()
    commands.stop(story.world, story.visit(token))
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert sent(story) == 0
    assert prepared(story, link) == [(WORDS,)]
    story.at("2026-12-21 08:59")
    assert prepared(story, link) == [(WORDS,)]
    story.at("2026-12-21 09:00")
    assert prepared(story, link) == []


def test_a_write_that_was_cut_in_two_does_not_come_back_for_ever() -> None:
    story, _ = planned()
    story.world.ledger._drafts.clear()
    story.pass_until("2026-12-04 19:10", FIVE_MINUTES)
    assert story.turn().sends == {}
    assert story.failed() == []


def test_the_last_mark_is_one_before_the_end() -> None:
    story, token = signed_in()
    keep(story, token)
    assert later(story, token, "2026-12-07 08:55") is Keeping.NOT_THEN
    assert later(story, token, "2026-12-07 08:50") is Keeping.KEPT
    story.at("2026-12-07 08:49")
    story.pass_until("2026-12-07 08:54", timedelta(minutes=1))
    assert sent(story) == 1


def test_thrown_away_they_are_sent_at_no_time() -> None:
    story, token = planned()
    assert story.turn().sends == {NAME: AT_SEVEN}
    preparing.throw_away(story.world, story.visit(token), NAME)
    assert story.turn().sends == {}


def test_words_that_are_changed_keep_their_time() -> None:
    story, token = planned()
    assert keep(story, token, "Slept badly, after all.") is Keeping.KEPT
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert "Slept badly, after all." in story.posts()


def test_with_the_link_alone_a_change_takes_the_time_away() -> None:
    story, token = planned()
    assert keep(story, story.open_link(), "Somebody else's words.") is Keeping.KEPT
    story.pass_until("2026-12-04 19:30", FIVE_MINUTES)
    assert "Somebody else's words." not in story.posts()
    assert prepared(story, token) == [("Somebody else's words.",)]


def test_changed_so_that_they_do_not_fit_they_have_no_time() -> None:
    story, token = planned()
    keep(story, token, "x" * 300)
    (draft,) = preparing.drafts(story.world, story.visit(token))
    assert draft.send_at is None


def test_what_x_refused_can_be_changed_and_sent() -> None:
    story, token = planned()
    story.world.seam.fail("channel.post", NeverError("no"), times=1)
    story.pass_until("2026-12-04 19:10", FIVE_MINUTES)
    kept = preparing.keep_words(story.world, story.visit(token), NAME, "Other words.")
    assert kept.attempt != NAME
    preparing.send_later(story.world, story.visit(token), kept.attempt, local("2026-12-04 20:00"))
    story.pass_until("2026-12-04 20:10", FIVE_MINUTES)
    assert "Other words." in story.posts()
    assert prepared(story, token) == []


def test_what_is_not_out_can_be_read_whichever_way_it_was_kept() -> None:
    story, token = planned()
    story.world.seam.fail("channel.post", NeverError("no"), times=1)
    story.post(token, "X did not take this.")
    story.post(token, "X took this.")
    assert preparing.unsent(story.world, story.visit(token)) == [
        (WORDS,), ("X did not take this.",)
    ]  # fmt: skip
