"""A guest's words on their way to X: how far they get, what is told of it, and how many may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.apply.publishing import Publication, Published
from takeover.errors import (
    LaterError,
    NeverError,
    OutOfCreditError,
    TargetGoneError,
    UnknownOutcomeError,
)
from takeover.model.post import Post
from takeover.model.steps import REVOCATION
from takeover.model.turn import State
from tests.story import local
from tests.takeover.apply.sams_words import (
    AGAIN_AT,
    NAME,
    RED,
    SAFE,
    TURN,
    at_each,
    posts,
    publish,
    sams,
)
from tests.takeover.apply.worlds import kept, run

# --- words, and the time


def test_words_that_do_not_fit_come_back_with_what_is_wrong_with_each() -> None:
    world = sams()
    problems = ("20 letters too many.", "There is nothing to post yet.")
    said = publish(world, "x" * 300, "Fits.", " ")
    assert said == Published(Publication.NOT_THESE_WORDS, problems=problems)
    assert publish(world) == Published(Publication.NOT_THESE_WORDS)
    assert posts(world) == []


def test_a_single_post_is_out_with_the_id_that_x_gave_it() -> None:
    world = sams()
    said = publish(world, "One.")
    (post,) = world.channel.published
    assert said == Published(Publication.POSTED, post_id=post.id, out=1)
    record = kept(world).steps[f"post-{NAME}"]
    assert (record.state, record.proof) == (State.DONE, post.id)


def test_the_same_words_sent_again_later_are_the_same_attempt_and_others_are_not() -> None:
    world = sams()
    first = publish(world, "One.", "Two.")
    world.clock.advance(minutes=1)
    again = replace(first, outcome=Publication.ALREADY)
    assert publish(world, "One.", "Two.") == again
    assert publish(world, "One.", "Others.").outcome is Publication.NOT_THESE_WORDS
    assert posts(world) == ["One.", "Two."]


@pytest.mark.parametrize(("seconds", "out"), [(11.999, 2), (12, 1)])
def test_no_part_is_begun_once_twelve_seconds_are_over(seconds: float, out: int) -> None:
    world = sams()
    world.seam.after = at_each("channel.post", lambda _: world.clock.advance(seconds=seconds))
    said = publish(world, "One.", "Two.")
    outcome = Publication.POSTED if out == 2 else Publication.UNFINISHED
    assert (said.outcome, said.out, posts(world)) == (outcome, out, ["One.", "Two."][:out])


@pytest.mark.parametrize(("seconds", "posted"), [(11.999, ["Look!"]), (12, [])])
def test_no_words_follow_photos_that_took_twelve_seconds(seconds: float, posted: list[str]) -> None:
    world = sams()
    world.photos.put(TURN, RED.key, SAFE)
    world.seam.after = at_each("channel.upload", lambda _: world.clock.advance(seconds=seconds))
    said = publish(world, "Look!", photos=(RED,))
    assert said.outcome is (Publication.POSTED if posted else Publication.LATER)
    assert (posts(world), f"post-{NAME}" in kept(world).steps) == (posted, bool(posted))


# --- what stops a thread


def test_a_thread_answers_what_it_answers_and_then_itself() -> None:
    world = sams()
    theirs = world.channel.somebody_writes("Hello @ourcharity")
    publish(world, "One.", "Two.", answers=theirs)
    second, first = world.channel.published
    assert (first.reply_to, second.reply_to) == (theirs, first.id)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LaterError("busy", AGAIN_AT), Published(Publication.LATER, retry_at=AGAIN_AT, out=1)),
        (OutOfCreditError("402"), Published(Publication.OUT_OF_CREDIT, out=1)),
        (NeverError("duplicate"), Published(Publication.REFUSED_BY_X, out=1)),
        (TargetGoneError("a moment old"), Published(Publication.UNFINISHED, out=1)),
        (UnknownOutcomeError("silent"), Published(Publication.UNSURE, out=1)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_thread_stops_at_the_first_part_that_is_not_out_and_goes_on_from_there(
    error: Exception, said: Published
) -> None:
    world = sams()
    world.seam.before = at_each(
        "channel.post",
        lambda number: world.seam.fail("channel.post", error) if number == 2 else None,
    )
    assert publish(world, "One.", "Two.", "Three.") == said
    assert posts(world) == ["One."]
    world.clock.advance(minutes=3)
    run(world, REVOCATION)  # what nobody was sure about is free again
    assert publish(world, "One.", "Two.", "Three.").out == 3
    assert posts(world) == ["One.", "Two.", "Three."]


def test_a_ledger_that_falls_silent_half_way_does_not_hide_what_is_out() -> None:
    world = sams()
    world.seam.before = at_each(
        "ledger.claim",
        lambda number: world.seam.fail("ledger.claim", LaterError("slow")) if number == 2 else None,
    )
    assert publish(world, "One.", "Two.") == Published(Publication.UNFINISHED, out=1)


def test_a_ledger_that_is_silent_at_the_first_part_is_said_to_be() -> None:
    world = sams()
    world.seam.fail("ledger.claim", LaterError("slow"))
    with pytest.raises(LaterError, match="slow"):
        publish(world, "One.", "Two.")


# --- how much


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ({"most_posts_a_day": 4, "most_posts": 4}, Publication.POSTED),
        ({"most_posts_a_day": 3}, Publication.ENOUGH_TODAY),
        ({"most_posts": 4}, Publication.POSTED),
        ({"most_posts": 3}, Publication.ENOUGH_FOR_ALL),
        ({"most_posts_a_day": 3, "most_posts": 3}, Publication.ENOUGH_FOR_ALL),
        ({"most_answers_a_day": 2}, Publication.POSTED),
    ],
    ids=str,
)
def test_there_is_room_for_two_more_or_not(limits: dict[str, int], outcome: Publication) -> None:
    world = sams("2026-12-04 18:00", "2026-12-05 09:00", limits=limits)
    said = publish(world, "One.", "Two.")
    again_at = local("2026-12-05 18:00") if outcome is Publication.ENOUGH_TODAY else None
    assert (said.outcome, said.retry_at) == (outcome, again_at)
    assert len(posts(world)) == said.out == (2 if outcome is Publication.POSTED else 0)


def test_the_last_that_a_weekend_may_cost_go_out_on_a_new_day() -> None:
    world = sams(
        "2026-12-04 09:00", "2026-12-04 10:00", limits={"most_posts_a_day": 2, "most_posts": 4}
    )
    assert publish(world, "One.", "Two.").out == 2


def test_answers_have_a_limit_of_their_own() -> None:
    world = sams("2026-12-05 09:00", limits={"most_answers_a_day": 1})
    theirs = world.channel.somebody_writes("Hello @ourcharity")
    answered = Post(TURN, f"{0:016x}", "Hello.", local("2026-12-05 09:00"), answers=theirs)
    world.ledger.write_post(answered)
    said = publish(world, "One.", answers=theirs)
    tomorrow = local("2026-12-06 09:00")
    assert said == Published(Publication.ENOUGH_TODAY, retry_at=tomorrow)
    assert publish(world, "One.").outcome is Publication.POSTED


@pytest.mark.parametrize(("most", "read"), [(3, False), (2, True)])
def test_what_fits_however_one_counts_is_not_counted(most: int, read: bool) -> None:
    world = sams("2026-12-04 09:00", limits={"most_posts_a_day": most})
    publish(world, "One.", "Two.")
    assert ("ledger.posts" in world.seam.calls) is read


def test_no_limit_stands_in_the_middle_of_a_thread() -> None:
    world = sams("2026-12-05 09:00", limits={"most_posts_a_day": 3})
    world.seam.before = at_each(
        "channel.post",
        lambda number: world.seam.fail("channel.post", LaterError("x")) if number == 2 else None,
    )
    publish(world, "One.", "Two.")
    world.settings = replace(world.settings, most_posts_a_day=1)
    assert publish(world, "One.", "Two.").out == 2
