"""The charity's account on X, through tweepy with the charity's own OAuth 1.0a tokens."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from takeover.errors import LaterError, NotAllowedError, UnknownOutcomeError
from takeover.model.calendar import iso, parse_instant
from takeover.ports import Published

if TYPE_CHECKING:
    from takeover.adapters.secrets import XTokens
    from takeover.adapters.x_client import XClient

MOST_AT_ONCE = 100
MOST_PAGES = 5


class XChannel:
    """Posts, deletes and reads back; asks for the tokens anew for each call, and keeps none.

    `address` replaces X's own on the embedded AWS and is empty everywhere else.
    """

    def __init__(self, tokens: Callable[[], XTokens], address: str = "") -> None:
        self._tokens = tokens
        self._address = address
        self._waiting: XClient | None = None

    def ready(self) -> None:
        """Fetch the tokens for the next call, and load tweepy."""
        self._waiting = self._new_client(self._tokens())

    def post(self, text: str) -> str:
        """Publish; returns the post's id. A post of unknown outcome may stand there."""
        answer = self._client().write(lambda x: x.create_tweet(text=text))
        post_id = _data(answer).get("id")
        if not post_id:
            raise UnknownOutcomeError("X answered the post without an id")
        return str(post_id)

    def delete(self, post_id: str) -> None:
        """Take a post down; one that is gone already is success."""
        answer = self._client().write(lambda x: x.delete_tweet(post_id), gone_is_fine=True)
        if _data(answer).get("deleted") is False:
            raise LaterError("X did not take the post down")

    def recent(self, since: datetime) -> Sequence[Published]:
        """The account's own posts since this instant, newest first.

        X knows whole seconds only and is asked for the one in which `since` lies, so a post of
        the same second is never missed; it may be older by less than a second.
        """
        iso(since)
        tokens = self._tokens()
        user_id = _user_id(tokens)
        client = self._new_client(tokens)
        posts: list[Published] = []
        page: str | None = None
        for _ in range(MOST_PAGES):
            answer = client.read(_timeline(user_id, since, page))
            meta = _meta(answer)
            posts += [_published(post) for post in answer.get("data") or []]
            page = meta.get("next_token")
            if not page:
                return posts
        # Half a timeline would make the caller believe that a post is not there.
        raise LaterError(f"X: more than {MOST_PAGES * MOST_AT_ONCE} posts since {iso(since)}")

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


def _timeline(user_id: str, since: datetime, page: str | None) -> Callable[[Any], Any]:
    """One page of the account's own posts; replies are posts like any other."""
    return lambda x: x.get_users_tweets(
        user_id,
        start_time=since,
        max_results=MOST_AT_ONCE,
        pagination_token=page,
        tweet_fields=["created_at", "entities"],
        user_auth=True,
    )


def _data(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    data = answer.get("data")
    return data if isinstance(data, Mapping) else {}


def _meta(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What X says about the page; without it, nothing there would not mean that nothing is."""
    meta = answer.get("meta")
    if not isinstance(meta, Mapping) or "result_count" not in meta:
        raise LaterError("X answered without the timeline that was asked for")
    return meta


def _published(post: Mapping[str, Any]) -> Published:
    """A post as it was written: X escapes three letters and puts its own links in."""
    text = html.unescape(post["text"])
    for link in (post.get("entities") or {}).get("urls") or []:
        text = text.replace(link["url"], link.get("expanded_url") or link["url"])
    return Published(str(post["id"]), text, parse_instant(post["created_at"]))
