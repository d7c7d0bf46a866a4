"""The charity's account on X, through tweepy with the charity's own OAuth 1.0a tokens."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from takeover.adapters import x_reading
from takeover.adapters.x_reading import MENTIONS, MOST_AT_ONCE, OWN_POSTS, Reader
from takeover.errors import LaterError, NeverError, NotAllowedError, UnknownOutcomeError
from takeover.model.calendar import iso
from takeover.ports import Mention, Published

if TYPE_CHECKING:
    from takeover.adapters.secrets import XTokens
    from takeover.adapters.x_client import XClient

MOST_PAGES = 5
PAGES_OF_OTHERS = 2
"""Somebody waits for these, at most thirty seconds, and each page may take eleven."""
LONGEST_ALT = 1_000
LARGEST_PHOTO = 5 * 1024 * 1024
PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp"}


class XChannel:
    """Posts, deletes and reads back; asks for the tokens anew for each call, and keeps none.

    `address` replaces X's own on the embedded AWS and is empty everywhere else.
    """

    def __init__(self, tokens: Callable[[], XTokens], address: str = "") -> None:
        self._tokens = tokens
        self._address = address
        self._waiting: XClient | None = None
        self._reader = Reader()

    def ready(self) -> None:
        """Fetch the tokens for the next call, and load tweepy."""
        self._waiting = self._new_client(self._tokens())

    def post(self, text: str, *, reply_to: str = "", photos: Sequence[str] = ()) -> str:
        """Publish; returns the post's id. A post of unknown outcome may stand there."""
        answer = self._client().write(
            lambda x: x.create_tweet(
                text=text, in_reply_to_tweet_id=reply_to or None, media_ids=list(photos) or None
            )
        )
        post_id = _data(answer).get("id")
        if not post_id:
            raise UnknownOutcomeError("X answered the post without an id")
        return str(post_id)

    def upload(self, photo: bytes, media_type: str, alt: str) -> str:
        """Hand over a photo, and then what is to be seen on it; returns the photo's id on X.

        In one request: X's limit for that and for an image are the same five megabytes. X finds
        the type out by itself, so `media_type` is not sent.
        """
        if not photo or len(photo) > LARGEST_PHOTO or media_type not in PHOTO_TYPES:
            raise NeverError("X takes photos of at most 5 MB: JPEG, PNG or WebP")
        if len(alt) > LONGEST_ALT:
            raise NeverError(f"X takes at most {LONGEST_ALT} letters about a photo")
        client = self._new_client(self._tokens())
        encoded = base64.b64encode(photo).decode()
        answer = client.prepare(
            "/2/media/upload", {"media": encoded, "media_category": "tweet_image"}
        )
        photo_id = str(_data(answer).get("id") or "")
        if not photo_id:
            raise LaterError("X answered the photo without an id")
        if alt:
            described = {"id": photo_id, "metadata": {"alt_text": {"text": alt}}}
            client.prepare("/2/media/metadata", described)
        return photo_id

    def delete(self, post_id: str) -> None:
        """Take a post down; one that is gone already is success."""
        answer = self._client().write(lambda x: x.delete_tweet(post_id), gone_is_fine=True)
        if _data(answer).get("deleted") is False:
            raise LaterError("X did not take the post down")

    def hide(self, post_id: str) -> None:
        """Hide somebody's answer in our conversation; gone already is success."""
        answer = self._client().write(
            lambda x: x.hide_reply(post_id), gone_is_fine=True, forbidden=NeverError
        )
        if _data(answer).get("hidden") is False:
            raise LaterError("X did not hide the answer")

    def recent(self, since: datetime) -> Sequence[Published]:
        """The account's own posts since this instant, newest first.

        X knows whole seconds only and is asked for the one in which `since` lies, so a post of
        the same second is never missed; it may be older by less than a second.
        """
        posts: list[Published] = []
        for _, answer in self._pages(OWN_POSTS, since):
            posts += x_reading.published(answer)
            if not x_reading.next_page(answer):
                return posts
        # Half a timeline would make the caller believe that a post is not there.
        raise LaterError(f"X: more than {MOST_PAGES * MOST_AT_ONCE} posts since {iso(since)}")

    def mentions(self, since: datetime) -> Sequence[Mention]:
        """Who wrote to the account since this instant, newest first: the newest 200.

        X dates posts by whole seconds: one of the second in which `since` lies may be left out.
        """
        found: list[Mention] = []
        for user_id, answer in self._pages(MENTIONS, since, PAGES_OF_OTHERS):
            found += x_reading.mentions(answer, user_id)
        return [mention for mention in found if mention.at >= since]

    def _pages(
        self, kind: str, since: datetime, most: int = MOST_PAGES
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The account's id with each page of posts."""
        iso(since)
        tokens = self._tokens()
        user_id = _user_id(tokens)
        client = self._new_client(tokens)
        for answer in self._reader.pages(client, user_id, kind, since, most):
            yield user_id, answer

    def _client(self) -> XClient:
        client, self._waiting = self._waiting, None
        return client or self._new_client(self._tokens())

    def _new_client(self, tokens: XTokens) -> XClient:
        from takeover.adapters.x_client import XClient  # noqa: PLC0415 -- slow import: tweepy

        return XClient(tokens, self._address)


def _user_id(tokens: XTokens) -> str:
    """The account's id, with which its access token begins: that saves asking X for it."""
    user_id = tokens.access_token.partition("-")[0]
    if not user_id.isdigit():
        raise NotAllowedError("the access_token in X_TOKENS_SECRET should begin with the user's id")
    return user_id


def _data(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    data = answer.get("data")
    return data if isinstance(data, Mapping) else {}
