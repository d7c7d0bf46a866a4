"""The posts of the sandboxed X: whose they are, what they answer, and who may answer them."""

import threading
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from local.clock import Clock
from local.x_words import names_in

# X's snowflake ids count milliseconds from 2010-11-04T01:42:54.657Z, shifted by 22 bits.
_SNOWFLAKE_EPOCH_MS = 1_288_834_974_657


@dataclass(frozen=True)
class Post:
    """One post; `text` is what its author wrote, `named` the handle that X puts in front of it."""

    id: str
    text: str
    created_at: datetime
    author: str
    in_reply_to: str | None = None
    conversation: str | None = None
    named: str = ""
    photos: tuple[str, ...] = ()
    author_name: str = ""
    hidden: bool = False

    @property
    def shown(self) -> str:
        """The text as X hands it out: an answer begins with the name of whom it answers."""
        if not self.named or self.text.casefold().startswith(f"@{self.named.casefold()}"):
            return self.text
        return f"@{self.named} {self.text}".rstrip()


class Posts:
    """Every post that the sandbox knows: the account's own and those of others."""

    def __init__(self, account: str, clock: Clock) -> None:
        self.account = account
        self._clock = clock
        self._posts: dict[str, Post] = {}
        self._last_id = 0
        self._lock = threading.Lock()

    def add(
        self,
        text: str,
        *,
        author: str,
        in_reply_to: str | None = None,
        photos: tuple[str, ...] = (),
        author_name: str = "",
    ) -> Post:
        """Publish a post and return it."""
        with self._lock:
            now = self._clock()
            milliseconds = int(now.timestamp() * 1000) - _SNOWFLAKE_EPOCH_MS
            self._last_id = max(self._last_id + 1, milliseconds << 22)
            new_id = str(self._last_id)
            answered = self._posts.get(in_reply_to or "")
            post = Post(
                new_id,
                text,
                now,
                author,
                in_reply_to,
                conversation=answered.conversation if answered else new_id,
                named=answered.author if answered and answered.author != author else "",
                photos=photos,
                author_name=author_name or author,
            )
            self._posts[new_id] = post
        return post

    def get(self, post_id: str) -> Post | None:
        """Return the post, or None if it never was or is deleted."""
        return self._posts.get(post_id)

    def remove(self, post_id: str) -> None:
        """Delete a post; nothing happens if it is not there."""
        with self._lock:
            self._posts.pop(post_id, None)

    def hide(self, post_id: str, *, hidden: bool) -> None:
        """Hide a post below the one that it answers, or show it again."""
        with self._lock:
            self._posts[post_id] = replace(self._posts[post_id], hidden=hidden)

    def all(self) -> list[Post]:
        """Return every post of everybody, newest first."""
        with self._lock:
            return sorted(self._posts.values(), key=lambda post: int(post.id), reverse=True)

    def own(self) -> list[Post]:
        """Return the account's own posts, newest first."""
        return [post for post in self.all() if post.author == self.account]

    def mentions(self) -> list[Post]:
        """Return what others wrote that names the account, newest first."""
        return [
            post
            for post in self.all()
            if post.author != self.account and self._names_us(post.shown)
        ]

    def is_duplicate(self, text: str, in_reply_to: str | None = None) -> bool:
        """Say whether the account already shows a post with this text.

        Whether X compares answers with or without the names that it puts in front is not known;
        here they count, so that two people can be thanked in the same words.
        """
        answered = self._posts.get(in_reply_to or "")
        named = answered.author if answered and answered.author != self.account else ""
        wanted = _comparable(text)
        return any(_comparable(post.text) == wanted and post.named == named for post in self.own())

    def is_summoned(self, post: Post, *, strictly: bool = False) -> bool:
        """Say whether X lets a program reply: own post, or its author mentioned the account.

        Source: X API changelog of 2026-02-23. It does not say whether the name that X itself puts
        in front of an answer to us is a mention; `strictly`: it is not.
        """
        if post.author == self.account:
            return True
        return self._names_us(post.text if strictly else post.shown)

    def is_answer_to_us(self, post: Post) -> bool:
        """Say whether the account may hide this: an answer of another in its own conversation."""
        if post.author == self.account or post.in_reply_to is None:
            return False
        began = self._posts.get(post.conversation or "")
        return began is not None and began.author == self.account

    def _names_us(self, text: str) -> bool:
        return self.account.casefold() in names_in(text)


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
