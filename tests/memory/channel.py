"""The account on X in memory, and the people who write to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from takeover.errors import NeverError, NotSummonedError, TargetGoneError
from takeover.model.calendar import iso
from takeover.ports import Mention, Published
from tests.memory.seam import OnSeam, Seam, port_call

MOST_PHOTOS = 4
MOST_MENTIONS = 200
LARGEST_PHOTO = 5 * 1024 * 1024
LONGEST_ALT = 1_000
PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp"}


class Now(Protocol):
    """All that the channel needs of a clock."""

    def now(self) -> datetime: ...


@dataclass(frozen=True)
class Photo:
    """A photo that was handed over, whether a post shows it or not."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote on X, to us or to the world."""

    id: str
    text: str
    at: datetime
    handle: str
    name: str
    reply_to: str


class MemoryChannel(OnSeam):
    """X: refuses the same words twice (unless `forgetful`), and whom it lets nobody answer.

    Tests write as somebody else with `somebody_writes`, and see what became of it all in
    `published`, `theirs`, `photos`, `shown` (the photos of each post) and `hidden`.
    """

    port = "channel"

    def __init__(
        self,
        clock: Now,
        seam: Seam | None = None,
        account: str = "ourcharity",
        *,
        forgetful: bool = False,
    ) -> None:
        super().__init__(seam)
        self._clock, self._account, self._forgetful = clock, account, forgetful
        self._number = 0
        self.published: list[Published] = []
        self.theirs: list[Theirs] = []
        self.photos: dict[str, Photo] = {}
        self.shown: dict[str, tuple[str, ...]] = {}
        self.hidden: set[str] = set()

    def somebody_writes(
        self, text: str, *, handle: str = "reader", name: str = "A reader", reply_to: str = ""
    ) -> str:
        """Let somebody post; returns the id. It is to us if it says our name or answers us."""
        if self._ours(reply_to) is not None:
            text = _with_name(text, self._account)
        now = self._clock.now()
        written = Theirs(self._next_id(), text, now, handle, name, reply_to)
        self.theirs.insert(0, written)
        return written.id

    def somebody_deletes(self, post_id: str) -> None:
        """Let somebody take down what they wrote."""
        self.theirs = [post for post in self.theirs if post.id != post_id]

    @port_call
    def ready(self) -> None:
        """Nothing has to be fetched here."""

    @port_call
    def post(self, text: str, *, reply_to: str = "", photos: Sequence[str] = ()) -> str:
        words = text.strip()
        if not (words or photos) or len(words) > 280:
            raise NeverError("X does not take these words: they are too long, or empty")
        if len(photos) > MOST_PHOTOS or not set(photos) <= set(self.photos):
            raise NeverError("X does not take these photos: too many, or not known")
        if reply_to:
            words = self._as_an_answer(words, reply_to)
        if words and not self._forgetful and any(words == post.text for post in self.published):
            raise NeverError("X does not take the same words twice")
        post = Published(self._next_id(), words, self._clock.now(), reply_to)
        self.published.insert(0, post)
        self.shown[post.id] = tuple(photos)
        return post.id

    @port_call
    def upload(self, photo: bytes, media_type: str, alt: str) -> str:
        if not photo or len(photo) > LARGEST_PHOTO or media_type not in PHOTO_TYPES:
            raise NeverError("X does not take this photo: too large, or no photo")
        if len(alt) > LONGEST_ALT:
            raise NeverError("X does not take what is said about this photo: too long")
        photo_id = self._next_id()
        self.photos[photo_id] = Photo(photo, media_type, alt)
        return photo_id

    @port_call
    def delete(self, post_id: str) -> None:
        self.published = [post for post in self.published if post.id != post_id]

    @port_call
    def hide(self, post_id: str) -> None:
        if self._ours(post_id) is not None:
            raise NeverError("X: this is not somebody's answer to us")
        post = self._their(post_id)
        if post is None:
            return
        if not self._ours(self._began(post)):
            raise NeverError("X: this is not somebody's answer to us")
        self.hidden.add(post_id)

    @port_call
    def recent(self, since: datetime) -> Sequence[Published]:
        iso(since)
        # X knows whole seconds only, and is asked for the one in which `since` lies.
        start = since.replace(microsecond=0)
        return [post for post in self.published if post.at >= start]

    @port_call
    def mentions(self, since: datetime) -> Sequence[Mention]:
        iso(since)
        to_us = [post for post in self.theirs if post.at >= since and self._names_us(post.text)]
        return [
            Mention(post.id, post.text, post.at, post.handle, post.name, post.reply_to, True)
            for post in to_us[:MOST_MENTIONS]
        ]

    def _next_id(self) -> str:
        self._number += 1
        return f"{1_900_000_000 + self._number}"

    def _ours(self, post_id: str) -> Published | None:
        return next((post for post in self.published if post.id == post_id), None)

    def _their(self, post_id: str) -> Theirs | None:
        return next((post for post in self.theirs if post.id == post_id), None)

    def _names_us(self, text: str) -> bool:
        return bool(re.search(rf"(?<![\w@])@{re.escape(self._account)}\b", text, re.IGNORECASE))

    def _as_an_answer(self, words: str, reply_to: str) -> str:
        """The words as X shows them: behind the name of whoever is answered, unless it is us."""
        if self._ours(reply_to) is not None:
            return words
        answered = self._their(reply_to)
        if answered is None:
            raise TargetGoneError("X: what this answers is gone")
        if not self._names_us(answered.text):
            raise NotSummonedError("X lets us answer only who has mentioned us")
        return _with_name(words, answered.handle)

    def _began(self, post: Theirs) -> str:
        """The id of the post with which this conversation began."""
        post_id = post.id
        while (found := self._their(post_id) or self._ours(post_id)) and found.reply_to:
            post_id = found.reply_to
        return post_id


def _with_name(text: str, handle: str) -> str:
    """X puts the name of whoever is answered in front, unless it stands there."""
    named = text.casefold().startswith(f"@{handle.casefold()}")
    return text if named else f"@{handle} {text}".rstrip()
