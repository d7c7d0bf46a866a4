"""The account on X: posting, taking down, reading back, and what goes wrong with it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from local.serving import LoopbackServer, free_port
from takeover.adapters import x_client
from takeover.adapters.clock import SystemClock
from takeover.adapters.secrets import XTokens
from takeover.adapters.x import XChannel
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    OutOfCreditError,
    TakeoverError,
    UnknownOutcomeError,
)
from tests.contract.channels import HOUR, TOKENS, Sandboxed, X
from tests.contract.made import NAIVE


class TestBoth:
    def test_a_post_can_be_read_back(self, x: X) -> None:
        post_id = x.channel.post("Good morning!")
        found = x.channel.recent(x.now - HOUR)
        assert [(post.id, post.text) for post in found] == [(post_id, "Good morning!")]
        assert abs(found[0].at - x.now) < HOUR

    def test_words_come_back_as_they_were_written(self, x: X) -> None:
        words = "Tea & <biscuits> “ok” 👩‍👩‍👧\n\nSee https://example.org/a?b=1&c=2"
        x.channel.post(words)
        assert [post.text for post in x.channel.recent(x.now - HOUR)] == [words]

    def test_the_newest_comes_first(self, x: X) -> None:
        ids = [x.channel.post(f"Post {number}") for number in range(3)]
        assert [post.id for post in x.channel.recent(x.now - HOUR)] == ids[::-1]

    def test_an_empty_timeline_is_empty(self, x: X) -> None:
        assert list(x.channel.recent(x.now - HOUR)) == []

    def test_what_is_older_is_left_out(self, x: X) -> None:
        x.set_clock(x.now - 2 * HOUR)
        x.channel.post("Yesterday's words")
        x.set_clock(x.now)
        post_id = x.channel.post("Today's words")
        assert [post.id for post in x.channel.recent(x.now - HOUR)] == [post_id]

    def test_a_post_of_the_same_second_is_never_missed(self, x: X) -> None:
        second = x.now.replace(microsecond=0) - timedelta(minutes=1)
        x.set_clock(second)
        post_id = x.channel.post("In this very second")
        since = second + timedelta(microseconds=900_000)
        assert [post.id for post in x.channel.recent(since)] == [post_id]

    def test_the_same_words_are_refused(self, x: X) -> None:
        x.channel.post("Good morning!")
        with pytest.raises(NeverError, match="twice"):
            x.channel.post("Good morning!")

    @pytest.mark.parametrize("words", ["a" * 281, " \n"], ids=["too long", "empty"])
    def test_impossible_words_are_refused(self, x: X, words: str) -> None:
        with pytest.raises(NeverError):
            x.channel.post(words)
        assert list(x.channel.recent(x.now - HOUR)) == []

    def test_a_post_is_taken_down_and_then_gone(self, x: X) -> None:
        post_id = x.channel.post("Not so good")
        x.channel.delete(post_id)
        x.channel.delete(post_id)
        assert list(x.channel.recent(x.now - HOUR)) == []

    def test_a_naive_instant_is_refused(self, x: X) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            x.channel.recent(NAIVE)


class TestRefusals:
    @pytest.mark.parametrize(
        ("fault", "refusal"),
        [
            ("unauthorized", NotAllowedError),
            ("forbidden", NotAllowedError),
            ("no_credit", OutOfCreditError),
            ("duplicate", NeverError),
            ("rate_limited", LaterError),
        ],
    )
    def test_nothing_happened(
        self, sandboxed: Sandboxed, fault: str, refusal: type[TakeoverError]
    ) -> None:
        sandboxed.state.faults.add(fault)
        with pytest.raises(refusal):
            sandboxed.channel.post("Good morning!")
        assert sandboxed.state.posts.own() == []

    def test_a_token_that_may_only_read_is_named(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.access = "read"
        with pytest.raises(NotAllowedError, match="403"):
            sandboxed.channel.post("Good morning!")

    def test_a_revoked_token_may_not_even_read(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.revoked = True
        with pytest.raises(NotAllowedError, match="401"):
            sandboxed.channel.recent(SystemClock().now() - HOUR)

    def test_too_many_requests_say_when_to_come_again(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.faults.add("rate_limited")
        with pytest.raises(LaterError) as raised:
            sandboxed.channel.post("Good morning!")
        at = raised.value.retry_at
        assert at is not None
        assert int(at.timestamp()) == sandboxed.state.resets_at()

    def test_an_x_that_cannot_be_reached_is_for_later(self) -> None:
        channel = XChannel(lambda: TOKENS, f"http://127.0.0.1:{free_port()}")
        with pytest.raises(LaterError):
            channel.post("Good morning!")

    def test_tokens_are_asked_for_each_time(self, sandboxed: Sandboxed) -> None:
        asked: list[XTokens] = []

        def tokens() -> XTokens:
            asked.append(TOKENS)
            return TOKENS

        channel = XChannel(tokens, sandboxed.url)
        post_id = channel.post("Good morning!")
        channel.delete(post_id)
        channel.recent(SystemClock().now() - HOUR)
        assert asked == [TOKENS] * 3

    def test_a_token_without_an_account_is_named(self, sandboxed: Sandboxed) -> None:
        channel = XChannel(lambda: replace(TOKENS, access_token="nonsense"), sandboxed.url)
        with pytest.raises(NotAllowedError, match="access_token"):
            channel.recent(SystemClock().now() - HOUR)


class TestUnknownOutcome:
    def test_a_lost_answer_may_be_a_post(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.faults.add("lost_answer")
        with pytest.raises(UnknownOutcomeError):
            sandboxed.channel.post("Good morning!")
        assert [post.text for post in sandboxed.state.posts.own()] == ["Good morning!"]
        assert sandboxed.state.requests.snapshot() == {"POST /2/tweets": 1}

    def test_a_slow_answer_is_not_waited_for(
        self, sandboxed: Sandboxed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(x_client, "READ_SECONDS", 0.2)
        sandboxed.state.faults.add("slow", seconds=0.6)
        with pytest.raises(UnknownOutcomeError):
            sandboxed.channel.post("Good morning!")

    def test_an_x_that_is_not_well_may_have_posted(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.faults.add("unavailable")
        with pytest.raises(UnknownOutcomeError, match="503"):
            sandboxed.channel.post("Good morning!")

    def test_a_reading_that_fails_is_for_later(self, sandboxed: Sandboxed) -> None:
        sandboxed.state.faults.add("unavailable")
        with pytest.raises(LaterError):
            sandboxed.channel.recent(SystemClock().now() - HOUR)

    @pytest.mark.parametrize("said", [b"<html>", b"{}", b'{"data": []}', b"[]"])
    def test_an_answer_without_a_timeline_is_not_an_empty_one(self, said: bytes) -> None:
        with LoopbackServer(_answering(said), "an odd X") as server:
            channel = XChannel(lambda: TOKENS, server.url)
            with pytest.raises(LaterError):
                channel.recent(SystemClock().now() - HOUR)
            with pytest.raises(UnknownOutcomeError):
                channel.post("Good morning!")


class TestSecrecy:
    def test_no_token_and_no_words_in_errors_or_logs(
        self, sandboxed: Sandboxed, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        sandboxed.channel.post("Secret words")
        for fault in ("unauthorized", "duplicate", "unavailable", "lost_answer", "rate_limited"):
            sandboxed.state.faults.add(fault)
            with pytest.raises(TakeoverError) as raised:
                sandboxed.channel.post("Secret words again")
            # What tweepy and requests raise carries the request with its Authorization.
            assert (raised.value.__cause__, raised.value.__context__) == (None, None)
            caplog.records.append(logging.makeLogRecord({"msg": repr(raised.value)}))
        said = "\n".join(record.getMessage() for record in caplog.records)
        hidden = (*vars(TOKENS).values(), "Secret words", "oauth_signature")
        assert [secret for secret in hidden if secret in said] == []

    def test_tokens_do_not_show_in_a_repr(self) -> None:
        assert repr(TOKENS) == "XTokens()"

    def test_tweepy_is_imported_on_first_use_only(self) -> None:
        asked = "import sys, takeover.adapters.x; print('tweepy' in sys.modules)"
        path = {"PYTHONPATH": "functions", "PATH": ""}
        said = subprocess.run(
            [sys.executable, "-c", asked], env=path, capture_output=True, text=True, check=True
        )
        assert said.stdout == "False\n"


def _answering(said: bytes) -> Callable[..., list[bytes]]:
    """An X that answers everything in the same way."""

    def app(_: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "application/json")])
        return [said]

    return app


def test_what_is_fetched_ahead_serves_one_call(sandboxed: Sandboxed) -> None:
    asked: list[int] = []

    def tokens() -> XTokens:
        asked.append(len(asked))
        return TOKENS

    channel = XChannel(tokens, sandboxed.url)
    channel.ready()
    channel.post("Ready first.")
    assert len(asked) == 1
    channel.post("A new token needs no deployment.")
    assert len(asked) == 2


def test_being_ready_posts_nothing(x: X) -> None:
    x.channel.ready()
    assert list(x.channel.recent(x.now - HOUR)) == []
