"""Take posts of a weekend down for the team: at any time, as long as X has them.

The account is the charity's own, so this asks no guest's gate. What X knows a post by stays with
us when its guest is forgotten, so a person who gets in touch years later can still be helped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from takeover.errors import LaterError, RefusedError, UnknownOutcomeError
from takeover.model.turn import DOWN_PREFIX, State, StepRecord, Turn
from takeover.ports import World
from takeover.timeline import is_post

ENOUGH = timedelta(seconds=12)
"""The page has thirty seconds, and one call to X may take eleven."""


class Fate(StrEnum):
    """What became of a post that was to be taken down; refusals are called as in `errors`."""

    DOWN = "down"
    UNSURE = "unsure"
    LATER = "later"
    OUT_OF_CREDIT = "credit"
    NOT_ALLOWED = "not_allowed"
    NEVER = "never"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True)
class PublicPost:
    """One post of a weekend; `text` is empty where it is not kept (any more).

    `sure` is False while nobody knows whether it is out. `down` says when it was taken down, and
    by whom of the team (its proof; empty: by the guest).
    """

    turn: Turn
    step: str
    at: datetime
    post_id: str
    text: str
    sure: bool
    down: StepRecord | None

    @property
    def key(self) -> str:
        """What tells it from all others of its weekend."""
        return f"{self.turn.number}/{self.step}"

    @property
    def there(self) -> bool:
        """Is it on X, as far as we know?"""
        return self.sure and self.down is None


@dataclass(frozen=True)
class TakenDown:
    """What became of each post, by its key; and when X listens again, if it said so."""

    fates: Mapping[str, Fate]
    retry_at: datetime | None = None

    @property
    def all_down(self) -> bool:
        """Is none of them left?"""
        return all(fate is Fate.DOWN for fate in self.fates.values())


def public_posts(world: World, weekend: date) -> Sequence[PublicPost]:
    """All that was posted on this weekend, ours too, oldest first; nothing of rehearsals."""
    found: list[PublicPost] = []
    for turn in world.ledger.look(weekend).turns:
        if turn.weekend == weekend and not turn.rehearsal:
            found += _posts_of(world, turn)
    return sorted(found, key=lambda post: (post.at, post.key))


def has_posted(turn: Turn) -> bool:
    """Did anything go out in this turn, or may it have?"""
    return not turn.rehearsal and any(map(is_post, turn.steps))


def take_posts_down(world: World, who: str, posts: Sequence[PublicPost]) -> TakenDown:
    """Delete these on X, one by one; what X does not have any more is down as well.

    `who` is "coordinator" or "deputy". Once X is busy, or time is short, the rest is left for the
    next try: deleting again is safe.
    """
    begun, fates, retry_at = world.clock.now(), dict[str, Fate](), None
    for post in posts:
        if Fate.LATER in fates.values() or world.clock.now() >= begun + ENOUGH:
            fates[post.key] = Fate.NOT_TRIED
            continue
        try:
            fates[post.key] = _take_down(world, who, post)
        except RefusedError as error:
            fates[post.key] = Fate(error.kind)
            retry_at = error.retry_at if isinstance(error, LaterError) else retry_at
    return TakenDown(fates, retry_at)


def _take_down(world: World, who: str, post: PublicPost) -> Fate:
    try:
        world.channel.delete(post.post_id)
    except UnknownOutcomeError:
        return Fate.UNSURE
    try:
        world.ledger.mark(post.turn.id, DOWN_PREFIX + post.step, world.clock.now(), who)
    except (LaterError, UnknownOutcomeError):
        # It is gone from X, and nobody has written it down: the next try finds it gone, and does.
        return Fate.UNSURE
    return Fate.DOWN


def _posts_of(world: World, turn: Turn) -> Iterator[PublicPost]:
    words = {post.step: post.text for post in world.ledger.posts(turn.id)}
    for step, record in turn.steps.items():
        if is_post(step) and record.state in {State.DONE, State.CLAIMED}:
            yield PublicPost(
                turn=turn,
                step=step,
                at=record.at,
                post_id=record.proof,
                text=words.get(step, ""),
                sure=record.state is State.DONE,
                down=turn.down(step),
            )
