"""The sandboxed X: other people, photos, hiding, and the page that shows it all."""

import base64

import pytest
import requests
import tweepy

from tests.local.running import X

ME = "1600000000000000001"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def written(x: X, text: str, **more: str) -> str:
    """Let somebody write, as tests and the local run do; returns the post's id."""
    answer = requests.post(f"{x.url}/_sandbox/others", json={"text": text, **more}, timeout=2)
    assert answer.status_code == 201
    return str(answer.json()["id"])


def upload(x: X, **body: object) -> str:
    wanted = {"media": base64.b64encode(PNG).decode(), "media_category": "tweet_image"} | body
    answer = x.client()._make_request("POST", "/2/media/upload", json=wanted, user_auth=True)
    return str(answer.data["id"])


def describe(x: X, photo_id: str, alt: object) -> None:
    body = {"id": photo_id, "metadata": {"alt_text": {"text": alt}}}
    x.client()._make_request("POST", "/2/media/metadata", json=body, user_auth=True)


def test_what_somebody_wrote_is_read_back_as_x_hands_it_out(x: X) -> None:
    first = x.client().create_tweet(text="What helps?").data["id"]
    written(x, "Tea & naps", author="anna_b", name="Anna", reply_to=first)
    read = x.client().get_users_mentions(
        ME,
        tweet_fields=["created_at", "entities", "author_id", "referenced_tweets"],
        expansions=["author_id", "referenced_tweets.id"],
        user_auth=True,
    )
    (post,) = read.data
    assert post.text == "@ourcharity Tea &amp; naps"
    (named,) = post.entities["mentions"]
    assert post.text[named["start"] : named["end"]] == "@ourcharity"
    assert named["id"] == ME
    assert [(one.type, str(one.id)) for one in post.referenced_tweets] == [("replied_to", first)]
    (author,) = read.includes["users"]
    assert (author.username, author.name, author.id) == ("anna_b", "Anna", post.author_id)
    assert [str(one.id) for one in read.includes["tweets"]] == [first]


def test_pages_follow_one_another_without_a_gap(x: X) -> None:
    ids = [written(x, f"@ourcharity {number}") for number in range(12)]
    pages = tweepy.Paginator(x.client().get_users_mentions, ME, max_results=5, user_auth=True)
    found = [[str(post.id) for post in page.data] for page in pages]
    assert [len(page) for page in found] == [5, 5, 2]
    assert [post_id for page in found for post_id in page] == ids[::-1]


@pytest.mark.parametrize(
    ("spelling", "refused"), [("posts", "tweet.fields"), ("tweets", "post.fields")]
)
def test_one_spelling_can_be_chosen_and_the_other_is_refused(
    x: X, spelling: str, refused: str
) -> None:
    chosen = {"spelling": spelling}
    assert requests.post(f"{x.url}/_sandbox/reading", json=chosen, timeout=2).status_code == 204
    asked = {refused.replace(".", "_"): "created_at"}
    with pytest.raises(tweepy.BadRequest, match=refused):
        x.client()._make_request(
            "GET", f"/2/users/{ME}/mentions", asked, (refused,), user_auth=True
        )


@pytest.mark.parametrize(
    "asked",
    [
        {"tweet_fields": ["colour"]},
        {"expansions": ["referenced_posts"]},
        {"max_results": 101},
        {"start_time": "yesterday"},
        {"pagination_token": "no token"},
    ],
)
def test_what_x_does_not_understand_is_a_bad_request(x: X, asked: dict[str, object]) -> None:
    with pytest.raises(tweepy.BadRequest):
        x.client().get_users_mentions(ME, user_auth=True, **asked)


def test_a_strict_x_does_not_count_the_name_that_it_puts_in_front_itself(x: X) -> None:
    requests.post(f"{x.url}/_sandbox/reading", json={"strictly": True}, timeout=2)
    client = x.client()
    first = client.create_tweet(text="What helps?").data["id"]
    answer, summons = written(x, "Naps", reply_to=first), written(x, "@ourcharity what else?")
    with pytest.raises(tweepy.Forbidden, match="where you are mentioned"):
        client.create_tweet(text="Oh yes", in_reply_to_tweet_id=answer)
    client.create_tweet(text="Tea", in_reply_to_tweet_id=summons)


def test_what_is_gone_cannot_be_answered(x: X) -> None:
    gone = written(x, "@ourcharity never mind")
    requests.delete(f"{x.url}/_sandbox/others/{gone}", timeout=2)
    with pytest.raises(tweepy.Forbidden, match="deleted or not visible"):
        x.client().create_tweet(text="Why?", in_reply_to_tweet_id=gone)


def test_nobody_writes_to_what_is_not_there_or_as_the_account(x: X) -> None:
    for body, status in (
        ({"text": "Hi", "reply_to": "7"}, 404),
        ({"text": "Hi", "author": "OurCharity"}, 400),
    ):
        answer = requests.post(f"{x.url}/_sandbox/others", json=body, timeout=2)
        assert answer.status_code == status
    assert x.state.posts.all() == []


@pytest.mark.parametrize(
    "body",
    [
        {"media": "no base64!"},
        {"media": base64.b64encode(b"<svg/>").decode()},
        {"media": base64.b64encode(PNG.ljust(5 * 1024 * 1024 + 1, b"\0")).decode()},
        {"media": 7},
        {"media_category": "photo"},
        {"media_type": "image/png"},
    ],
    ids=["no base64", "no photo", "too large", "no text", "no category", "not in the document"],
)
def test_what_is_no_photo_for_x_is_a_bad_request(x: X, body: dict[str, object]) -> None:
    with pytest.raises(tweepy.BadRequest):
        upload(x, **body)


@pytest.mark.parametrize("alt", ["a" * 1_001, 7])
def test_words_about_a_photo_have_a_limit(x: X, alt: object) -> None:
    photo_id = upload(x)
    with pytest.raises(tweepy.BadRequest):
        describe(x, photo_id, alt)
    with pytest.raises(tweepy.BadRequest):
        describe(x, "7", "A photo that X does not have")


@pytest.mark.parametrize("count", [0, 5])
def test_a_post_has_one_to_four_photos_if_any(x: X, count: int) -> None:
    photos = [upload(x) for _ in range(count)]
    with pytest.raises(tweepy.BadRequest):
        x.client().create_tweet(text="Look!", media_ids=photos)


def test_an_answer_to_us_is_hidden_and_shown_again(x: X) -> None:
    client = x.client()
    answer = written(x, "Rude", reply_to=client.create_tweet(text="Hello").data["id"])
    assert client.hide_reply(answer).data == {"hidden": True}
    assert client.unhide_reply(answer).data == {"hidden": False}
    with pytest.raises(tweepy.Forbidden):
        client.hide_reply(written(x, "@ourcharity Rude"))
    with pytest.raises(tweepy.NotFound):
        client.hide_reply("7")


def test_the_page_shows_threads_answers_photos_and_what_is_hidden(x: X) -> None:
    client = x.client()
    photo_id = upload(x)
    describe(x, photo_id, "A <b>cat</b>")
    first = client.create_tweet(text="Look!", media_ids=[photo_id]).data["id"]
    client.create_tweet(text="And more", in_reply_to_tweet_id=first)
    client.hide_reply(written(x, "Rude", author="anna_b", name="<i>Anna</i>", reply_to=first))
    page = requests.get(f"{x.url}/timeline", timeout=2)
    for words in (
        f'<img src="/timeline/photos/{photo_id}" alt="A &lt;b&gt;cat&lt;/b&gt;">',
        f'<a href="#post-{first}">in reply to @ourcharity</a>',
        "&lt;i&gt;Anna&lt;/i&gt; @anna_b",
        "hidden by @ourcharity",
    ):
        assert words in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    photo = requests.get(f"{x.url}/timeline/photos/{photo_id}", timeout=2)
    assert (photo.content, photo.headers["Content-Type"]) == (PNG, "image/png")
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert requests.get(f"{x.url}/timeline/photos/7", timeout=2).status_code == 404


def test_a_person_writes_to_the_account_on_the_page(x: X) -> None:
    first = x.client().create_tweet(text="What helps?").data["id"]
    form = {"handle": "@anna_b", "text": " Naps! ", "reply_to": first}
    answer = requests.post(
        f"{x.url}/timeline/somebody", data=form, timeout=2, allow_redirects=False
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/timeline")
    (post,) = x.state.posts.mentions()
    assert (post.author, post.shown, post.in_reply_to) == ("anna_b", "@ourcharity Naps!", first)


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({"handle": "ourcharity", "text": "Hi"}, {}, 400),
        ({"handle": "two words", "text": "Hi"}, {}, 400),
        ({"handle": "anna_b", "text": " "}, {}, 400),
        ({"handle": "anna_b", "text": "a" * 1_001}, {}, 400),
        ({"handle": "anna_b", "text": "Hi", "reply_to": "7"}, {}, 404),
        ({"handle": "anna_b", "text": "Hi"}, {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_the_page_takes_nothing_else(
    x: X, form: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = requests.post(f"{x.url}/timeline/somebody", data=form, headers=headers, timeout=2)
    assert (answer.status_code, x.state.posts.all()) == (status, [])
