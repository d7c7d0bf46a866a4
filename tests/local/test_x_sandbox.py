"""The sandboxed X refuses what the real one refuses, through a real tweepy client."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
import tweepy

from tests.local.running import X

ME = "1600000000000000001"
DUPLICATE = {
    "detail": "You are not allowed to create a Tweet with duplicate content.",
    "type": "about:blank",
    "title": "Forbidden",
    "status": 403,
}


def test_a_post_is_published_and_read_back_as_x_hands_it_out(x: X) -> None:
    posted = x.client().create_tweet(text="Tea & <cake> at example.org today")
    read = x.client().get_users_tweets(
        ME, max_results=5, user_auth=True, tweet_fields=["created_at", "entities"]
    )
    (post,) = read.data
    link = post.entities["urls"][0]
    assert post.id == int(posted.data["id"])
    assert post.text == f"Tea &amp; &lt;cake&gt; at {link['url']} today"
    assert link["url"].startswith("https://t.co/")
    assert link["expanded_url"] == "http://example.org"
    assert post.text[link["start"] : link["end"]] == link["url"]
    assert post.created_at.tzinfo is not None


def test_the_timeline_comes_newest_first_and_from_where_it_was_asked(x: X) -> None:
    client = x.client()
    ids = [client.create_tweet(text=f"Number {n}").data["id"] for n in range(3)]
    assert ids == sorted(ids, key=int)
    every = client.get_users_tweets(ME, user_auth=True)
    later = client.get_users_tweets(ME, since_id=ids[0], user_auth=True)
    assert [str(post.id) for post in every.data] == ids[::-1]
    assert [str(post.id) for post in later.data] == ids[:0:-1]
    soon = x.state.clock() + timedelta(minutes=1)
    none = client.get_users_tweets(ME, start_time=soon, user_auth=True)
    assert (none.data, none.meta) == (None, {"result_count": 0})


def test_the_account_knows_itself(x: X) -> None:
    me = x.client().get_me()
    assert (str(me.data.id), me.data.username) == (ME, "ourcharity")


def test_a_post_can_be_deleted_once(x: X) -> None:
    client = x.client()
    post_id = client.create_tweet(text="Oh dear").data["id"]
    assert client.delete_tweet(post_id).data == {"deleted": True}
    assert x.state.posts.own() == []
    with pytest.raises(tweepy.NotFound):
        client.delete_tweet(post_id)


@pytest.mark.parametrize(
    "wrong",
    ["consumer_key", "consumer_secret", "access_token", "access_token_secret"],
)
def test_a_wrong_key_is_unauthorized(x: X, wrong: str) -> None:
    keys = replace(x.state.keys, **{wrong: "another-one"})
    with pytest.raises(tweepy.Unauthorized):
        x.client(keys).create_tweet(text="Hello")
    assert x.state.posts.own() == []


def test_a_revoked_token_is_unauthorized(x: X) -> None:
    requests.post(f"{x.url}/_sandbox/revoke", timeout=2)
    with pytest.raises(tweepy.Unauthorized):
        x.client().get_me()


def test_an_unsigned_or_replayed_request_is_unauthorized(x: X) -> None:
    assert requests.get(f"{x.url}/2/users/me", timeout=2).status_code == 401
    client = x.client()
    client.return_type = requests.Response
    first = client.get_me()
    replayed = requests.get(
        first.url, headers={"Authorization": first.request.headers["Authorization"]}, timeout=2
    )
    assert (first.status_code, replayed.status_code) == (200, 401)


def test_a_token_that_may_only_read_cannot_write_and_says_so(x: X) -> None:
    requests.post(f"{x.url}/_sandbox/access", json={"level": "read"}, timeout=2)
    client = x.client()
    client.return_type = requests.Response
    assert client.get_me().headers["x-access-level"] == "read"
    with pytest.raises(tweepy.Forbidden, match="app permissions"):
        client.create_tweet(text="Hello")


def test_the_same_text_twice_is_refused_in_the_words_of_x(x: X) -> None:
    x.client().create_tweet(text="Good morning")
    with pytest.raises(tweepy.Forbidden) as refused:
        x.client().create_tweet(text=" Good  morning ")
    assert refused.value.response.json() == DUPLICATE


def test_a_reply_needs_a_summons(x: X) -> None:
    client = x.client()
    strangers = requests.post(f"{x.url}/_sandbox/others", json={"text": "Hi all"}, timeout=2)
    asked = requests.post(f"{x.url}/_sandbox/others", json={"text": "@OurCharity?"}, timeout=2)
    with pytest.raises(tweepy.Forbidden, match="where you are mentioned"):
        client.create_tweet(text="Hello", in_reply_to_tweet_id=strangers.json()["id"])
    first = client.create_tweet(text="Hello", in_reply_to_tweet_id=asked.json()["id"])
    client.create_tweet(text="and more", in_reply_to_tweet_id=first.data["id"])
    assert [post.text for post in x.state.posts.own()] == ["and more", "Hello"]


def test_length_is_weighed_as_x_weighs_it(x: X) -> None:
    client = x.client()
    client.create_tweet(text="a" * 280)
    client.create_tweet(text="é" * 257 + "https://example.org/" + "long" * 60)
    for too_long in ("a" * 281, "語" * 141, "a" * 5_000):
        with pytest.raises(tweepy.Forbidden, match="too long"):
            client.create_tweet(text=too_long)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_post_is_a_bad_request(x: X, text: str) -> None:
    with pytest.raises(tweepy.BadRequest):
        x.client().create_tweet(text=text)


def test_reading_four_posts_is_a_bad_request(x: X) -> None:
    with pytest.raises(tweepy.BadRequest):
        x.client().get_users_tweets(ME, max_results=4, user_auth=True)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("no_credit", 402), ("rate_limited", 429), ("unavailable", 503), ("forbidden", 403)],
)
def test_a_switched_fault_hits_as_often_as_it_was_asked_to(x: X, kind: str, status: int) -> None:
    fault = {"kind": kind, "times": 2}
    assert requests.post(f"{x.url}/_sandbox/faults", json=fault, timeout=2).status_code == 204
    for _ in range(2):
        with pytest.raises(tweepy.HTTPException) as refused:
            x.client().create_tweet(text="Hello")
        assert refused.value.response.status_code == status
    x.client().create_tweet(text="Hello")
    assert len(x.state.posts.own()) == 1


def test_too_many_requests_says_when_to_come_back(x: X) -> None:
    x.state.faults.add("rate_limited", seconds=60)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.client().get_me()
    assert refused.value.reset_time - int(x.state.clock().timestamp()) in {59, 60}


def test_the_76th_look_at_oneself_in_a_quarter_of_an_hour_is_too_many(x: X) -> None:
    now = x.state.clock()
    x.state.clock = lambda: now
    x.state.signatures.refusal = lambda *_: None  # type: ignore[method-assign] # 76 signings are slow
    answers = [requests.get(f"{x.url}/2/users/me", timeout=2).status_code for _ in range(76)]
    assert answers == [200] * 75 + [429]


def test_a_lost_answer_leaves_the_post_behind(x: X) -> None:
    x.state.faults.add("lost_answer")
    assert x.client().get_me().data.username == "ourcharity"  # only writes lose theirs
    with pytest.raises(requests.ConnectionError):
        x.client().create_tweet(text="Did it work?")
    assert [post.text for post in x.state.posts.own()] == ["Did it work?"]


def test_a_slow_answer_is_slow(x: X) -> None:
    x.state.faults.add("slow", seconds=0.2)
    started = time.monotonic()
    x.client().get_me()
    assert time.monotonic() - started >= 0.2


def test_an_unknown_fault_is_refused_with_the_ones_that_exist(x: X) -> None:
    answer = requests.post(f"{x.url}/_sandbox/faults", json={"kind": "gremlins"}, timeout=2)
    assert answer.status_code == 400
    assert "no_credit" in answer.text


def test_requests_are_counted_by_route_and_pages_are_not(x: X) -> None:
    client = x.client()
    client.delete_tweet(client.create_tweet(text="Hello").data["id"])
    requests.get(f"{x.url}/timeline", timeout=2)
    assert requests.get(f"{x.url}/_sandbox/requests", timeout=2).json() == {
        "total": 2,
        "by": {"POST /2/tweets": 1, "DELETE /2/tweets/:id": 1},
    }


def test_the_timeline_page_escapes_everything_and_lets_nothing_run(x: X) -> None:
    x.client().create_tweet(text="<script>alert(1)</script>")
    page = requests.get(f"{x.url}/timeline", timeout=2)
    assert "<script" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_another_host_name_reaches_nothing(x: X) -> None:
    answer = requests.get(f"{x.url}/timeline", headers={"Host": "evil.example.org"}, timeout=2)
    assert answer.status_code == 421
