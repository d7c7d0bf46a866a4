"""The posts of the sandboxed X account: ids, lengths, links, and what X hands out when read."""

import hashlib
import html
import threading
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.clock import Clock, iso

# X's snowflake ids count milliseconds from 2010-11-04T01:42:54.657Z, shifted by 22 bits.
_SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
# parse_tweet needs minutes for long hostile input; no valid post that we write is longer.
_LONGEST_LOOKED_AT = 1_000


@dataclass(frozen=True)
class Post:
    """One post as its author wrote it."""

    id: str
    text: str
    created_at: datetime
    author: str
    in_reply_to: str | None = None
    conversation: str | None = None


def is_too_long(text: str) -> bool:
    """Say whether X would refuse this text for its weighted length (280)."""
    if len(text) > _LONGEST_LOOKED_AT:
        return True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it still imports pkg_resources
        from twitter_text import parse_tweet  # noqa: PLC0415 -- slow import
    return not parse_tweet(text).valid


def as_read(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text as X hands it out (links as t.co, HTML-escaped) and its links."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from twitter_text.extract_urls import (  # noqa: PLC0415 -- slow import
            extract_urls_with_indices,
        )
    pieces: list[str] = []
    links: list[dict[str, Any]] = []
    done = 0
    for found in extract_urls_with_indices(text):
        start, end = found["indices"]
        pieces.append(html.escape(text[done:start], quote=False))
        url = text[start:end]
        short = "https://t.co/" + hashlib.sha256(url.encode()).hexdigest()[:10]
        begins = sum(map(len, pieces))
        expanded = url if "://" in url else f"http://{url}"
        links.append(
            {
                "start": begins,
                "end": begins + len(short),
                "url": short,
                "expanded_url": expanded,
                "display_url": expanded.split("://", 1)[1],
            }
        )
        pieces.append(short)
        done = end
    pieces.append(html.escape(text[done:], quote=False))
    return "".join(pieces), links


class Posts:
    """Every post that the sandbox knows: the account's own and those of others."""

    def __init__(self, account: str, clock: Clock) -> None:
        self.account = account
        self._clock = clock
        self._posts: dict[str, Post] = {}
        self._last_id = 0
        self._lock = threading.Lock()

    def add(self, text: str, *, author: str, in_reply_to: str | None = None) -> Post:
        """Publish a post and return it."""
        with self._lock:
            now = self._clock()
            milliseconds = int(now.timestamp() * 1000) - _SNOWFLAKE_EPOCH_MS
            self._last_id = max(self._last_id + 1, milliseconds << 22)
            new_id = str(self._last_id)
            answered = self._posts.get(in_reply_to or "")
            conversation = answered.conversation if answered else new_id
            post = Post(new_id, text, now, author, in_reply_to, conversation)
            self._posts[new_id] = post
        return post

    def get(self, post_id: str) -> Post | None:
        """Return the post, or None if it never was or is deleted."""
        return self._posts.get(post_id)

    def remove(self, post_id: str) -> None:
        """Delete a post; nothing happens if it is not there."""
        with self._lock:
            self._posts.pop(post_id, None)

    def own(self) -> list[Post]:
        """Return the account's own posts, newest first."""
        with self._lock:
            mine = [post for post in self._posts.values() if post.author == self.account]
        return sorted(mine, key=lambda post: int(post.id), reverse=True)

    def is_duplicate(self, text: str) -> bool:
        """Say whether the account already shows a post with this text."""
        wanted = _comparable(text)
        return any(_comparable(post.text) == wanted for post in self.own())

    def is_summoned(self, post_id: str) -> bool:
        """Say whether X lets a program reply: own post, or its author mentioned the account.

        Source: X API changelog of 2026-02-23.
        """
        post = self.get(post_id)
        if post is None:
            return False
        return post.author == self.account or f"@{self.account}".lower() in post.text.lower()


def as_api(post: Post, fields: frozenset[str], author_id: str) -> dict[str, Any]:
    """Return a post as X's API answers it, with the optional `tweet.fields` asked for."""
    text, links = as_read(post.text)
    answer: dict[str, Any] = {
        "id": post.id,
        "text": text,
        "edit_history_tweet_ids": [post.id],
    }
    optional: dict[str, Any] = {
        "created_at": iso(post.created_at),
        "author_id": author_id,
        "conversation_id": post.conversation,
    }
    if links:
        optional["entities"] = {"urls": links}
    if post.in_reply_to:
        optional["referenced_tweets"] = [{"type": "replied_to", "id": post.in_reply_to}]
    return answer | {name: value for name, value in optional.items() if name in fields}


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
