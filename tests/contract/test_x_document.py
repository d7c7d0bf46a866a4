"""What we send to X, and what its sandbox answers, is what X's own OpenAPI document describes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
from openapi_core.exceptions import OpenAPIError

from takeover.adapters import x_client
from takeover.adapters.x_access import who_am_i
from takeover.errors import TakeoverError
from tests.contract.channels import HOUR, PNG, TOKENS, Sandboxed, sandboxed_x
from tests.contract.x_document import WHERE, Exchange, XDocument, path_of_document, recorded

PAGE = "expansions, max_results, post.fields, start_time"
NEXT_PAGE = "expansions, max_results, pagination_token, post.fields, start_time"
SHAPES = {
    "GET /2/users/me",
    f"GET /2/users/:id/tweets: {PAGE}",
    f"GET /2/users/:id/tweets: {NEXT_PAGE}",
    f"GET /2/users/:id/mentions: {PAGE}",
    f"GET /2/users/:id/mentions: {NEXT_PAGE}",
    "POST /2/tweets: text",
    "POST /2/tweets: media, text",
    "POST /2/tweets: reply, text",
    "POST /2/tweets: media, reply, text",
    "DELETE /2/tweets/:id",
    "PUT /2/tweets/:id/hidden: hidden",
    "POST /2/media/upload: media, media_category",
    "POST /2/media/metadata: id, metadata",
}


@pytest.fixture(scope="module")
def document() -> XDocument:
    path = path_of_document()
    if path is None:
        pytest.skip(WHERE)
    return XDocument(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def here() -> Iterator[Sandboxed]:
    """A sandbox that understands the document's own spelling only."""
    with sandboxed_x("posts") as sandboxed:
        yield sandboxed


@pytest.fixture
def exchanges(monkeypatch: pytest.MonkeyPatch) -> list[Exchange]:
    """All that goes to X in this test, as it is before it is sent elsewhere."""
    heard: list[Exchange] = []
    send = x_client._Bounded.send

    def sends(self: Any, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:
        as_signed = request.copy()
        response = send(self, request, *args, **options)
        heard.append(recorded(as_signed, response))
        return response

    monkeypatch.setattr(x_client._Bounded, "send", sends)
    return heard


def everything(here: Sandboxed) -> None:
    """Each request that we ever send, in each of its shapes."""
    channel, posts = here.channel, here.state.posts
    since = here.state.clock() - HOUR
    who_am_i(TOKENS, here.url)
    first = channel.post("Good morning!")
    photos = [channel.upload(PNG, "image/png", alt) for alt in ("A cat", "")]
    channel.post("Four photos and 1 link: example.org", photos=photos * 2, reply_to=first)
    channel.post("", photos=photos[:1])
    answer = posts.add("Naps & tea!", author="anna_b", author_name="Anna", in_reply_to=first)
    channel.post("Oh yes.", reply_to=answer.id)
    channel.hide(answer.id)
    channel.delete(channel.post("Not so good"))
    for number in range(110):
        posts.add(f"@ourcharity {number} https://example.org/", author="ben")
        posts.add(f"Number {number}", author="ourcharity")
    assert len(channel.mentions(since)) == 111
    assert len(channel.recent(since)) == 114


def test_every_request_is_one_that_the_document_describes(
    document: XDocument, here: Sandboxed, exchanges: list[Exchange]
) -> None:
    everything(here)
    for exchange in exchanges:
        document.check_request(exchange)
    assert {str(exchange) for exchange in exchanges} == SHAPES


def test_the_sandbox_answers_as_the_document_says(
    document: XDocument, here: Sandboxed, exchanges: list[Exchange]
) -> None:
    everything(here)
    for exchange in exchanges:
        document.check_answer(exchange)


REFUSED: dict[str, Callable[[Sandboxed], object]] = {
    "a post without words": lambda here: here.channel.post(" "),
    "a photo that is none": lambda here: here.channel.upload(b"none", "image/png", ""),
    "a photo that is not known": lambda here: here.channel.post("Look!", photos=["1"]),
    "a post that is gone": lambda here: here.channel.delete("1"),
    "an answer that is gone": lambda here: here.channel.hide("1"),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_the_sandbox_refuses_as_the_document_says(
    document: XDocument, here: Sandboxed, exchanges: list[Exchange], refused: str
) -> None:
    # What the document leaves out (401, 402, 403, 429) is as people have seen it on X.
    with suppress(TakeoverError):
        REFUSED[refused](here)
    (exchange,) = exchanges
    assert exchange.response.status_code in {400, 404}
    document.check_request(exchange)
    document.check_answer(exchange)


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/2/tweets", {"text": "Hi", "pictures": ["1"]}),
        ("POST", "/2/tweets", {"text": "Hi", "media": {"media_ids": ["1"] * 5}}),
        ("POST", "/2/tweets", {"text": "Hi", "reply": {}}),
        ("POST", "/2/media/upload", {"media": "aGk=", "media_category": "photo"}),
        ("POST", "/2/media/metadata", {"id": "1", "metadata": {"alt_text": {"text": "a" * 1001}}}),
        ("PUT", "/2/tweets/7/hidden", {"hidden": "yes"}),
        ("GET", "/2/users/7/mentions?post.fields=everything", None),
        ("GET", "/2/users/7/mentions?tweet.fields=created_at", None),
        ("GET", "/2/users/7/mentions?max_results=4", None),
        ("GET", "/2/users/7/mention", None),
        ("PATCH", "/2/tweets/7/hidden", {"hidden": True}),
    ],
)
def test_a_request_that_the_document_does_not_describe_is_noticed(
    document: XDocument, method: str, address: str, body: object
) -> None:
    request = requests.Request(
        method, f"https://api.twitter.com{address}", json=body, headers={"Authorization": "OAuth x"}
    )
    with pytest.raises((OpenAPIError, AssertionError)):
        document.check_request(recorded(request.prepare(), requests.Response()))


def test_an_answer_that_the_document_does_not_describe_is_noticed(
    document: XDocument, here: Sandboxed, exchanges: list[Exchange]
) -> None:
    here.state.spelling = "tweets"  # its answers speak of tweets, the document of posts
    here.channel.post("Good morning!")
    here.channel.recent(here.state.clock() - HOUR)
    with pytest.raises(OpenAPIError):
        document.check_answer(exchanges[-1])
