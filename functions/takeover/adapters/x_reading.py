"""What X hands out, in either of its spellings: our own posts, and what people wrote to us.

X's documentation says `tweet.fields` and `referenced_tweets`, its OpenAPI document of August 2026
`post.fields` and `referenced_posts`. Nobody outside knows which of them X takes today, so each
page is asked for in one spelling and, if X refuses it or leaves out what was asked for, in the
other; the one that worked comes first the next time.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from takeover.errors import LaterError, NeverError
from takeover.model.calendar import parse_instant
from takeover.ports import Mention, Published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.adapters.x_client import XClient

MOST_AT_ONCE = 100
OWN_POSTS, MENTIONS = "tweets", "mentions"


type Spelling = Mapping[str, Mapping[str, str]]

POSTS: Spelling = {
    OWN_POSTS: {"post.fields": "created_at,entities", "expansions": "referenced_posts"},
    MENTIONS: {
        "post.fields": "created_at,entities,note_post",
        "expansions": "author_id,referenced_posts",
    },
}
TWEETS: Spelling = {
    OWN_POSTS: {"tweet.fields": "created_at,entities,referenced_tweets"},
    MENTIONS: {
        "tweet.fields": "created_at,entities,referenced_tweets,author_id,note_tweet",
        "expansions": "author_id",
    },
}


class Reader:
    """Reads pages of posts; remembers which spelling X understood."""

    def __init__(self) -> None:
        self._spellings = [POSTS, TWEETS]

    def pages(
        self, client: XClient, user_id: str, kind: str, since: datetime, most: int
    ) -> Iterator[Mapping[str, Any]]:
        """Answers with posts since this instant, newest first; the last has no `next_token`.

        Raises LaterError as soon as X answers without what was asked for.
        """
        route = f"/2/users/{user_id}/{kind}"
        query = {
            "start_time": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "max_results": str(MOST_AT_ONCE),
        }
        for _ in range(most):
            answer = self._page(client, route, query, kind)
            yield answer
            token = next_page(answer)
            if not token:
                return
            query["pagination_token"] = token

    def _page(
        self, client: XClient, route: str, query: Mapping[str, str], kind: str
    ) -> Mapping[str, Any]:
        refused: NeverError | None = None
        for spelling in tuple(self._spellings):
            try:
                answer = client.read_page(route, {**query, **spelling[kind]})
            except NeverError as error:
                refused = error
                continue
            if _is_a_page(answer):
                self._spellings.sort(key=lambda one: one is not spelling)
                return answer
        if refused:
            raise LaterError("X does not understand what it was asked for (400)") from refused
        raise LaterError("X answered without the posts that were asked for")


def next_page(answer: Mapping[str, Any]) -> str:
    """The token of the next page, or an empty text."""
    return str(answer["meta"].get("next_token") or "")


def published(answer: Mapping[str, Any]) -> list[Published]:
    """The account's own posts of one page, as they were written."""
    return [
        Published(str(post["id"]), _words(post), parse_instant(post["created_at"]), _answered(post))
        for post in _posts(answer)
    ]


def mentions(answer: Mapping[str, Any], user_id: str) -> list[Mention]:
    """What others wrote to this account, of one page; what only repeats a post is left out."""
    people = {str(one.get("id")): one for one in _included(answer, "users")}
    quotable = {
        str(one.get("id"))
        for one in (*_included(answer, "posts"), *_included(answer, "tweets"))
        if str(one.get("author_id")) == user_id
    }
    found = []
    for post in _posts(answer):
        author_id = str(post.get("author_id") or "")
        if author_id == user_id or _referenced(post, "retweeted"):
            continue
        author = people.get(author_id, {})
        found.append(
            Mention(
                id=str(post["id"]),
                text=_words(post),
                at=parse_instant(post["created_at"]),
                handle=str(author.get("username") or ""),
                name=str(author.get("name") or ""),
                reply_to=_answered(post),
                answerable=_names(post, user_id) or _referenced(post, "quoted") in quotable,
            )
        )
    return found


def _is_a_page(answer: Mapping[str, Any]) -> bool:
    """Did X understand? Without a count, nothing there would not mean that nothing is."""
    meta = answer.get("meta")
    if not isinstance(meta, Mapping) or "result_count" not in meta:
        return False
    return all("id" in post and "created_at" in post for post in _posts(answer))


def _posts(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return answer.get("data") or []


def _included(answer: Mapping[str, Any], kind: str) -> Sequence[Mapping[str, Any]]:
    return (answer.get("includes") or {}).get(kind) or []


def _referenced(post: Mapping[str, Any], kind: str) -> str:
    """The id of the post that this one answers, quotes or repeats, or an empty text."""
    for one in post.get("referenced_posts") or post.get("referenced_tweets") or []:
        if one.get("type") == kind:
            return str(one["id"])
    return ""


def _answered(post: Mapping[str, Any]) -> str:
    return _referenced(post, "replied_to")


def _whole(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """The post itself, or what a long one says beyond the usual 280 letters."""
    whole: Mapping[str, Any] = post.get("note_post") or post.get("note_tweet") or post
    return whole


def _entities(post: Mapping[str, Any], kind: str) -> Sequence[Mapping[str, Any]]:
    return (_whole(post).get("entities") or {}).get(kind) or []


def _words(post: Mapping[str, Any]) -> str:
    """The words as they were written.

    X escapes three letters, puts its own links in, and adds one for the photos of a post.
    """
    text = html.unescape(_whole(post)["text"])
    for link in _entities(post, "urls"):
        short, long = link.get("url"), link.get("expanded_url")
        if not (short and long):
            continue
        of_a_photo = link.get("media_key") or f"/status/{post['id']}/" in long
        text = text.replace(short, "" if of_a_photo else long)
    return text.strip()


def _names(post: Mapping[str, Any], user_id: str) -> bool:
    """Does the post name this account? In a long one, before or behind its fold."""
    both = (*_entities(post, "mentions"), *((post.get("entities") or {}).get("mentions") or []))
    return any(str(one.get("id")) == user_id for one in both)
