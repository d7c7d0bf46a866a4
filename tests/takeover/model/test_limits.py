"""What is left of a day's posts and of a weekend's."""

from __future__ import annotations

from datetime import datetime, timedelta

from takeover.model.limits import Limits, limits
from takeover.model.post import Post
from takeover.model.turn import State, StepRecord
from tests.story import local, settings

NOW = local("2026-12-05 12:00")
NARROW = settings(most_posts_a_day=10, most_answers_a_day=2, most_posts=12)


def written(
    *hours_ago: float, answers: str = "", state: State = State.DONE
) -> dict[Post, StepRecord]:
    found: dict[Post, StepRecord] = {}
    for number, hours in enumerate(hours_ago):
        at = NOW - timedelta(hours=hours)
        name = f"{number:015}{'a' if answers else 'b'}"
        post = Post("2026-12-04#1", name, "Hello", at, answers=answers)
        found[post] = StepRecord(state, at)
    return found


def seen(posts: dict[Post, StepRecord]) -> Limits:
    answers = {post.step for post in posts if post.answers}
    return limits(answers, {post.step: step for post, step in posts.items()}, NOW, NARROW)


def again_at(posts: dict[Post, StepRecord], number: int, answers: str = "") -> datetime | None:
    return seen(posts).again_at([Post("t", "c" * 16, "Hi", NOW, answers=answers)] * number)


def test_what_is_older_than_a_day_counts_for_the_weekend_only() -> None:
    left = seen(written(1, 2, 25))
    assert (left.posts.left, left.weekend_left) == (8, 9)


def test_what_nobody_is_sure_about_counts() -> None:
    assert seen(written(1, state=State.CLAIMED)).posts.left == 9
    assert seen(written(1, state=State.SEEN)).posts.left == 10


def test_answers_are_counted_for_themselves() -> None:
    left = seen(written(1, 2) | written(3, answers="99"))
    assert (left.posts.left, left.answers.left) == (8, 1)


def test_it_works_again_when_enough_of_them_are_a_day_old() -> None:
    ten = written(*range(1, 11))
    assert again_at(ten, 1) == NOW + timedelta(hours=14)
    assert again_at(ten, 3) == NOW + timedelta(hours=16)
    assert again_at(ten, 1, answers="99") is None
    assert again_at(written(1, 2), 8) is None
    assert again_at(written(5, 6, answers="99"), 1, answers="98") == NOW + timedelta(hours=18)
