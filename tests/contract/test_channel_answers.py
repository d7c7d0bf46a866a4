"""The account on X: who wrote to it, answering them, threads, and hiding an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from local.serving import LoopbackServer
from takeover.adapters.x import XChannel
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    NotSummonedError,
    TargetGoneError,
    UnknownOutcomeError,
)
from takeover.ports import Mention
from tests.contract.channels import ACCOUNT, HOUR, TOKENS, Sandboxed, X
from tests.contract.made import NAIVE

SECOND = timedelta(seconds=1)


class TestMentions:
    def test_who_wrote_to_us_is_told_with_what_they_wrote(self, x: X) -> None:
        written = x.somebody_writes("@OurCharity Tea & cake?", handle="anna_b", name="Anna <3")
        (found,) = x.channel.mentions(x.since)
        assert (found.id, found.text) == (written, "@OurCharity Tea & cake?")
        assert (found.handle, found.name) == ("anna_b", "Anna <3")
        assert (found.reply_to, found.answerable) == ("", True)
        assert abs(found.at - x.now) < HOUR

    def test_an_answer_to_us_tells_which_post_it_answers(self, x: X) -> None:
        post_id = x.channel.post("What helps on a foggy day?")
        answer = x.somebody_writes("Naps!", reply_to=post_id)
        (found,) = x.channel.mentions(x.since)
        assert (found.id, found.reply_to) == (answer, post_id)
        # X puts our name in front of it.
        assert (found.text, found.answerable) == ("@ourcharity Naps!", True)

    def test_links_are_as_they_were_written(self, x: X) -> None:
        x.somebody_writes("@ourcharity see https://example.org/a?b=1&c=2 please")
        (found,) = x.channel.mentions(x.since)
        assert found.text == "@ourcharity see https://example.org/a?b=1&c=2 please"

    def test_what_is_not_to_us_is_left_out(self, x: X) -> None:
        x.channel.post("Good morning, @ourcharity here!")
        x.somebody_writes("Good morning, everybody")
        x.somebody_writes("@ourcharity_fans is somebody else, and so is a@ourcharity.example")
        assert list(x.channel.mentions(x.since)) == []

    def test_the_newest_comes_first(self, x: X) -> None:
        ids = [x.somebody_writes(f"@ourcharity {n}", handle=f"reader_{n}") for n in range(3)]
        assert [found.id for found in x.channel.mentions(x.since)] == ids[::-1]

    def test_nothing_older_is_told(self, x: X) -> None:
        since = x.now.replace(microsecond=0) - HOUR
        x.set_clock(since - SECOND)
        x.somebody_writes("@ourcharity a second too early")
        x.set_clock(since)
        at_once = x.somebody_writes("@ourcharity from the first second")
        assert [found.id for found in x.channel.mentions(since)] == [at_once]
        assert list(x.channel.mentions(since + SECOND)) == []

    def test_a_post_that_is_gone_is_not_told(self, x: X) -> None:
        x.somebody_deletes(x.somebody_writes("@ourcharity oh, never mind"))
        assert list(x.channel.mentions(x.since)) == []

    def test_of_very_many_the_newest_two_hundred_are_told(self, x: X) -> None:
        ids = [x.somebody_writes(f"@ourcharity {number}") for number in range(203)]
        assert [found.id for found in x.channel.mentions(x.since)] == ids[:2:-1]

    def test_a_naive_instant_is_refused(self, x: X) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            x.channel.mentions(NAIVE)


class TestAnswers:
    def test_our_own_post_is_carried_on_as_a_thread(self, x: X) -> None:
        first = x.channel.post("One thing first.")
        second = x.channel.post("And another.", reply_to=first)
        third = x.channel.post("That is all.", reply_to=second)
        found = x.channel.recent(x.since)
        assert [(post.id, post.text, post.reply_to) for post in found] == [
            (third, "That is all.", second),
            (second, "And another.", first),
            (first, "One thing first.", ""),
        ]

    def test_who_mentioned_us_is_answered_and_x_puts_their_name_in_front(self, x: X) -> None:
        asked = x.somebody_writes("@ourcharity how are you?", handle="anna_b")
        x.channel.post("Not so bad today.", reply_to=asked)
        (found,) = x.channel.recent(x.since)
        assert (found.text, found.reply_to) == ("@anna_b Not so bad today.", asked)

    def test_the_name_is_not_put_in_front_twice(self, x: X) -> None:
        asked = x.somebody_writes("@ourcharity how are you?", handle="anna_b")
        x.channel.post("@Anna_B Not so bad.", reply_to=asked)
        assert [post.text for post in x.channel.recent(x.since)] == ["@Anna_B Not so bad."]

    def test_who_answered_us_is_answered(self, x: X) -> None:
        answer = x.somebody_writes("Naps!", reply_to=x.channel.post("What helps?"))
        x.channel.post("Oh yes.", reply_to=answer)
        assert x.channel.recent(x.since)[0].reply_to == answer

    def test_two_people_are_thanked_in_the_same_words_and_one_of_them_once(self, x: X) -> None:
        one, another = (
            x.somebody_writes("@ourcharity hi", handle=name) for name in ("anna", "ben")
        )
        for post_id in (one, another):
            x.channel.post("Thank you!", reply_to=post_id)
        with pytest.raises(NeverError, match="twice"):
            x.channel.post("Thank you!", reply_to=one)

    def test_who_did_not_mention_us_is_not_answered(self, x: X) -> None:
        strangers = x.somebody_writes("Good morning, everybody")
        with pytest.raises(NotSummonedError):
            x.channel.post("Good morning!", reply_to=strangers)
        assert list(x.channel.recent(x.since)) == []

    @pytest.mark.parametrize("ours", [True, False])
    def test_what_is_gone_is_not_answered(self, x: X, ours: bool) -> None:
        if ours:
            gone = x.channel.post("Not so good")
            x.channel.delete(gone)
        else:
            gone = x.somebody_writes("@ourcharity never mind")
            x.somebody_deletes(gone)
        with pytest.raises(TargetGoneError):
            x.channel.post("Why?", reply_to=gone)


class TestHiding:
    def test_an_answer_to_us_is_hidden_and_stays_so(self, x: X) -> None:
        answer = x.somebody_writes("Rude words", reply_to=x.channel.post("Good morning!"))
        for _ in range(2):
            x.channel.hide(answer)
            assert x.is_hidden(answer)

    def test_an_answer_to_an_answer_to_us_is_hidden(self, x: X) -> None:
        answer = x.somebody_writes("Naps!", reply_to=x.channel.post("What helps?"))
        below = x.somebody_writes("Rude words", handle="troll", reply_to=answer)
        x.channel.hide(below)
        assert (x.is_hidden(answer), x.is_hidden(below)) == (False, True)

    def test_what_is_gone_needs_no_hiding(self, x: X) -> None:
        answer = x.somebody_writes("Rude words", reply_to=x.channel.post("Good morning!"))
        x.somebody_deletes(answer)
        x.channel.hide(answer)

    @pytest.mark.parametrize("what", ["a mention", "our own", "our own answer"])
    def test_only_somebodys_answer_to_us_is_hidden(self, x: X, what: str) -> None:
        mention, own = x.somebody_writes("@ourcharity Rude words"), x.channel.post("Hello")
        answer = x.channel.post("And more", reply_to=own)
        post_id = {"a mention": mention, "our own": own, "our own answer": answer}[what]
        with pytest.raises(NeverError):
            x.channel.hide(post_id)
        assert not x.is_hidden(post_id)


class TestRefusals:
    @pytest.fixture
    def answer(self, sandboxed: Sandboxed) -> str:
        post_id = sandboxed.channel.post("Good morning!")
        return sandboxed.state.posts.add("Naps!", author="anna", in_reply_to=post_id).id

    def test_an_x_that_reads_its_rule_strictly_refuses_an_answer_to_an_answer(
        self, sandboxed: Sandboxed, answer: str
    ) -> None:
        sandboxed.state.strictly = True
        with pytest.raises(NotSummonedError):
            sandboxed.channel.post("Oh yes.", reply_to=answer)

    def test_a_lost_answer_may_be_an_answer(self, sandboxed: Sandboxed, answer: str) -> None:
        sandboxed.state.faults.add("lost_answer")
        with pytest.raises(UnknownOutcomeError):
            sandboxed.channel.post("Oh yes.", reply_to=answer)
        assert [post.text for post in sandboxed.state.posts.own()] == ["Oh yes.", "Good morning!"]

    def test_nobody_knows_whether_it_is_hidden_after_a_lost_answer(
        self, sandboxed: Sandboxed, answer: str
    ) -> None:
        sandboxed.state.faults.add("lost_answer", on="PUT")
        with pytest.raises(UnknownOutcomeError):
            sandboxed.channel.hide(answer)
        sandboxed.channel.hide(answer)

    def test_a_token_that_may_only_read_is_not_taken_for_a_wrong_answer(
        self, sandboxed: Sandboxed, answer: str
    ) -> None:
        sandboxed.state.access = "read"
        with pytest.raises(NotAllowedError, match="only read"):
            sandboxed.channel.hide(answer)

    @pytest.mark.parametrize("kind", ["rate_limited", "unavailable"])
    def test_mentions_that_cannot_be_read_are_for_later(
        self, sandboxed: Sandboxed, kind: str
    ) -> None:
        sandboxed.state.faults.add(kind)
        with pytest.raises(LaterError):
            sandboxed.channel.mentions(datetime.fromisoformat("2026-12-04T17:00Z"))

    def test_a_spelling_that_was_understood_is_kept(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.spelling = "tweets"
        for _ in range(3):
            sandboxed.channel.mentions(datetime.fromisoformat("2026-12-04T17:00Z"))
        assert sandboxed.state.requests.snapshot() == {"GET /2/users/:id/mentions": 4}


def a_post(**cells: Any) -> dict[str, Any]:
    return {"id": "7", "text": "Hi", "author_id": "5", "created_at": "2026-12-04T18:00:00Z"} | cells


def read(posts: Sequence[Mapping[str, Any]], **more: Any) -> list[Mention]:
    """What the real channel makes of this answer."""
    answer = {"data": posts, "meta": {"result_count": len(posts)}, **more}
    with LoopbackServer(_answering(answer), "an odd X") as server:
        channel = XChannel(lambda: TOKENS, server.url)
        return list(channel.mentions(datetime.fromisoformat("2026-12-04T17:00Z")))


US = {"start": 0, "end": 1, "username": ACCOUNT.username, "id": ACCOUNT.user_id}


class TestWhatXMayAnswer:
    @pytest.mark.parametrize("included", ["posts", "tweets"])
    @pytest.mark.parametrize("referenced", ["referenced_posts", "referenced_tweets"])
    @pytest.mark.parametrize(("author", "answerable"), [(ACCOUNT.user_id, True), ("9", False)])
    def test_who_quotes_us_may_be_answered(
        self, included: str, referenced: str, author: str, answerable: bool
    ) -> None:
        quoting = a_post(**{referenced: [{"type": "quoted", "id": "3"}]})
        (found,) = read([quoting], includes={included: [{"id": "3", "author_id": author}]})
        assert (found.answerable, found.reply_to) == (answerable, "")

    @pytest.mark.parametrize("note", ["note_post", "note_tweet"])
    def test_a_long_post_is_read_whole(self, note: str) -> None:
        whole = {"text": "Hi, and & much more", "entities": {"mentions": [US]}}
        (found,) = read([a_post(**{note: whole})])
        assert (found.text, found.answerable) == ("Hi, and & much more", True)

    def test_who_cannot_be_told_has_no_name(self) -> None:
        (found,) = read([a_post()])
        assert (found.handle, found.name, found.answerable) == ("", "", False)

    @pytest.mark.parametrize(
        "post",
        [
            a_post(referenced_tweets=[{"type": "retweeted", "id": "3"}]),
            a_post(author_id=ACCOUNT.user_id),
        ],
        ids=["repeated", "our own"],
    )
    def test_what_only_repeats_us_or_is_ours_is_left_out(self, post: dict[str, Any]) -> None:
        assert read([post]) == []

    def test_the_link_to_a_posts_own_photo_is_no_word_of_it(self) -> None:
        photo = {"url": "https://t.co/b", "expanded_url": "https://x.com/a/status/7/photo/1"}
        link = {"url": "https://t.co/a", "expanded_url": "https://x.com/a/status/6/photo/1"}
        post = a_post(text="See https://t.co/a https://t.co/b", entities={"urls": [photo, link]})
        assert [found.text for found in read([post])] == ["See https://x.com/a/status/6/photo/1"]

    @pytest.mark.parametrize(
        "post",
        [{"id": "7", "text": "Hi"}, {"text": "Hi", "created_at": "2026-12-04T18:00:00Z"}],
    )
    def test_an_x_that_leaves_out_what_was_asked_for_is_asked_later(
        self, post: dict[str, Any]
    ) -> None:
        with pytest.raises(LaterError):
            read([post])


def _answering(answer: Mapping[str, Any]) -> Callable[..., list[bytes]]:
    def app(_: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    return app
