"""What the sandboxed X hands out when it is read, in both of the spellings that X documents."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.clock import iso
from local.x_media import Photos
from local.x_posts import Post, Posts
from local.x_words import Seen, as_read, user_id

_COMMON = frozenset(
    {
        "max_results",
        "pagination_token",
        "start_time",
        "end_time",
        "since_id",
        "until_id",
        "expansions",
        "user.fields",
        "media.fields",
        "poll.fields",
        "place.fields",
    }
)
_FIELDS = frozenset(
    {"attachments", "conversation_id", "created_at", "entities", "id", "lang", "text"}
)
_EXPANSIONS = frozenset({"author_id", "attachments.media_keys", "in_reply_to_user_id"})


@dataclass(frozen=True)
class Spelling:
    """One way in which X's documents name things."""

    parameter: str
    fields: frozenset[str]
    expansions: frozenset[str]
    referenced: str
    referenced_expansion: str
    included: str
    history: str


# The OpenAPI document 2.167 of August 2026.
POSTS = Spelling(
    "post.fields",
    _FIELDS | {"note_post"},
    _EXPANSIONS | {"referenced_posts"},
    "referenced_posts",
    "referenced_posts",
    "posts",
    "edit_history_post_ids",
)
# The pages of docs.x.com, and tweepy.
TWEETS = Spelling(
    "tweet.fields",
    _FIELDS | {"note_tweet", "author_id", "in_reply_to_user_id", "referenced_tweets"},
    _EXPANSIONS | {"referenced_tweets.id", "referenced_tweets.id.author_id"},
    "referenced_tweets",
    "referenced_tweets.id",
    "tweets",
    "edit_history_tweet_ids",
)
SPELLINGS = {"posts": (POSTS,), "tweets": (TWEETS,), "both": (TWEETS, POSTS)}


@dataclass(frozen=True)
class Question:
    """What a page of posts is asked for."""

    spelling: Spelling
    size: int
    fields: frozenset[str]
    expansions: frozenset[str]
    start: datetime | None
    end: datetime | None
    since_id: int | None
    until_id: int | None
    exclude: frozenset[str]

    def wants(self, post: Post) -> bool:
        """Say whether the times and ids let this post through."""
        number = int(post.id)
        return (
            (self.start is None or post.created_at >= self.start)
            and (self.end is None or post.created_at < self.end)
            and (self.since_id is None or number > self.since_id)
            and (self.until_id is None or number < self.until_id)
            and not (post.in_reply_to and "replies" in self.exclude)
        )


def understood(query: Mapping[str, str], spellings: tuple[Spelling, ...], kind: str) -> Question:
    """Return what is asked for.

    Raises:
        ValueError: X would not understand it; the text says what.
    """
    own = {"exclude"} if kind == "tweets" else set()
    names = {one.parameter for one in spellings}
    if unknown := set(query) - _COMMON - own - names:
        raise ValueError(f"The query parameter [{min(unknown)}] is not allowed.")
    spelling = next((one for one in spellings if one.parameter in query), spellings[0])
    size = int(query.get("max_results", "10"))
    if not 5 <= size <= 100:
        raise ValueError(
            f"The `max_results` query parameter value [{size}] is not between 5 and 100"
        )
    token = query.get("pagination_token")
    ends = base64.b32hexdecode(token).decode() if token else query.get("until_id")
    return Question(
        spelling,
        size,
        _listed(query, spelling.parameter, spelling.fields),
        _listed(query, "expansions", spelling.expansions),
        _instant(query.get("start_time")),
        _instant(query.get("end_time")),
        _number(query.get("since_id")),
        _number(ends),
        frozenset(query.get("exclude", "").split(",")),
    )


class Answers:
    """Writes pages of posts as X does."""

    def __init__(self, posts: Posts, photos: Photos, own_id: str) -> None:
        self._posts, self._photos, self._own_id = posts, photos, own_id

    def page(self, found: list[Post], question: Question) -> dict[str, Any]:
        """Return one page of these posts, which come newest first."""
        wanted = [post for post in found if question.wants(post)]
        shown = wanted[: question.size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if not shown:
            return {"meta": meta}
        meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
        if len(wanted) > len(shown):
            meta["next_token"] = base64.b32hexencode(shown[-1].id.encode()).decode()
        answer: dict[str, Any] = {"data": [self._post(post, question) for post in shown]}
        if included := self._included(shown, question):
            answer["includes"] = included
        return answer | {"meta": meta}

    def created(self, post: Post) -> dict[str, Any]:
        """Return the answer to a post that was just published."""
        return {"id": post.id, "text": self._seen(post).text, POSTS.history: [post.id]}

    def _post(self, post: Post, question: Question) -> dict[str, Any]:
        spelling, seen = question.spelling, self._seen(post)
        asked = question.fields | question.expansions
        optional: dict[str, Any] = {
            # In whole seconds: X knows no others.
            "created_at": iso(post.created_at.replace(microsecond=0)),
            "author_id": self._user_id(post.author),
            "conversation_id": post.conversation,
        }
        found = {"urls": seen.links, "mentions": self._named(seen)}
        if entities := {kind: one for kind, one in found.items() if one}:
            optional["entities"] = entities
        if post.in_reply_to:
            answered = [{"type": "replied_to", "id": post.in_reply_to}]
            optional[spelling.referenced] = answered
        answer = {"id": post.id, "text": seen.text, spelling.history: [post.id]}
        return answer | {name: value for name, value in optional.items() if name in asked}

    def _included(self, shown: list[Post], question: Question) -> dict[str, Any]:
        included: dict[str, Any] = {}
        if "author_id" in question.expansions:
            people = {post.author: post.author_name for post in shown}
            included["users"] = [
                {"id": self._user_id(handle), "username": handle, "name": name}
                for handle, name in people.items()
            ]
        if question.spelling.referenced_expansion in question.expansions:
            ids = dict.fromkeys(post.in_reply_to for post in shown if post.in_reply_to)
            referenced = [post for one in ids if (post := self._posts.get(one))]
            if referenced:
                included[question.spelling.included] = [
                    self._post(post, question) for post in referenced
                ]
        return included

    def _seen(self, post: Post) -> Seen:
        where = f"https://x.com/{post.author}/status/{post.id}/photo"
        photos = [photo for one in post.photos if (photo := self._photos.get(one))]
        return as_read(
            post.shown,
            tuple((photo.key, f"{where}/{number}") for number, photo in enumerate(photos, 1)),
        )

    def _named(self, seen: Seen) -> list[dict[str, Any]]:
        return [one | {"id": self._user_id(one["username"])} for one in seen.names]

    def _user_id(self, handle: str) -> str:
        ours = handle.casefold() == self._posts.account.casefold()
        return self._own_id if ours else user_id(handle)


def _listed(query: Mapping[str, str], name: str, known: frozenset[str]) -> frozenset[str]:
    asked = frozenset(filter(None, query.get(name, "").split(",")))
    if unknown := asked - known:
        raise ValueError(f"The `{name}` query parameter value [{min(unknown)}] is not known")
    return asked


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None
