"""What a guest writes: posts, the parts of a thread, answers to others, words kept for later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from takeover.model.review import Ask, Reply
from takeover.model.turn import POST_PREFIX, State, StepRecord

ATTEMPT = re.compile(r"[0-9a-f]{16}")
PHOTO_KEY = re.compile(r"[0-9a-f]{32}")
MOST_PARTS = 10
MOST_PHOTOS = 4
"""So many photos may a post have: X's rule."""
LONGEST_ALT = 1_000
"""So many letters may say what is in a photo: X's rule."""


@dataclass(frozen=True)
class Photo:
    """A photo of the turn, by its key; `alt` says what is in it, for who cannot see it."""

    key: str
    alt: str = ""


@dataclass(frozen=True)
class Post:
    """Words that a guest asked us to publish; whether they were is a step of the turn.

    A part of a thread is a post of its own, which goes `after` the attempt of the part before.
    `answers` is X's id of somebody else's post that this one answers. `photos` are those that
    go with it.
    """

    turn: str
    attempt: str
    text: str
    written_at: datetime
    after: str = ""
    answers: str = ""
    photos: tuple[Photo, ...] = ()

    @property
    def step(self) -> str:
        """The step of the turn that publishes these words once."""
        return f"{POST_PREFIX}{self.attempt}"

    @property
    def thread(self) -> str:
        """The attempt of the first part; a single post is a thread of one."""
        return self.attempt.partition("-")[0]

    @property
    def part(self) -> int:
        """Which part of its thread this is, from one."""
        return int(self.attempt.partition("-")[2] or 1)


@dataclass(frozen=True)
class Draft:
    """Words that a guest keeps for later; sent, they are the attempt of the same name.

    `texts` are the parts of a thread. `send_at`: the system is to send them at that instant.
    `refused` says why it could not, for good (a kind of `errors`). `ask`: they need the team's yes
    first; `reply` is what it said, `reason` why.
    """

    turn: str
    attempt: str
    texts: tuple[str, ...]
    saved_at: datetime
    send_at: datetime | None = None
    answers: str = ""
    photos: tuple[Photo, ...] = ()
    refused: str = ""
    ask: Ask | None = None
    reply: Reply | None = None
    reason: str = ""

    @property
    def asking(self) -> Ask | None:
        """What they wait for; None if nobody was asked, or has answered."""
        return self.ask if self.reply is None else None

    @property
    def goes_at(self) -> datetime | None:
        """When the system sends them; never while they wait."""
        return self.send_at if self.asking is None else None

    @property
    def edition(self) -> tuple[datetime, datetime | None, Reply | None]:
        """What differs wherever anybody has changed them."""
        return self.saved_at, self.ask.asked_at if self.ask else None, self.reply

    def waits(self, now: datetime) -> bool:
        """Can the team still say yes?"""
        return self.asking is not None and now < self.asking.until

    def with_words(self, texts: tuple[str, ...], photos: tuple[Photo, ...]) -> bool:
        """Are these its words, with these photos?"""
        return (self.texts, self.photos) == (texts, photos)


def parts_of(draft: Draft, at: datetime) -> list[Post]:
    """The posts that these words become, one after the other; photos go with the first."""
    found: list[Post] = []
    for number, text in enumerate(draft.texts, start=1):
        first = number == 1
        name = draft.attempt if first else f"{draft.attempt}-{number}"
        found.append(
            Post(
                turn=draft.turn,
                attempt=name,
                text=text,
                written_at=at,
                after="" if first else found[-1].attempt,
                answers=draft.answers if first else "",
                photos=draft.photos if first else (),
            )
        )
    return found


def left_of(posts: Sequence[Post], steps: Mapping[str, StepRecord]) -> list[Post]:
    """The parts that are not out, in their order."""
    records = ((post, steps.get(post.step)) for post in posts)
    return [post for post, record in records if record is None or record.state is not State.DONE]
