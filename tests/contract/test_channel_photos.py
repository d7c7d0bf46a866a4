"""The account on X: photos, what is said about them, and posts that show them."""

from __future__ import annotations

import pytest

from takeover.adapters import x as x_adapter
from takeover.errors import (
    LaterError,
    NeverError,
    OutOfCreditError,
    TakeoverError,
    UnknownOutcomeError,
)
from tests.contract.channels import HOUR, PNG, Sandboxed, X

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 64
WEBP = b"RIFF\x10\x00\x00\x00WEBP" + b"\x00" * 64
FIVE_MB = 5 * 1024 * 1024


@pytest.mark.parametrize(
    ("photo", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")]
)
def test_a_photo_is_shown_with_what_is_said_about_it(x: X, photo: bytes, kind: str) -> None:
    photo_id = x.channel.upload(photo, kind, "A cat & a “sofa”")
    post_id = x.channel.post("Good morning!", photos=[photo_id])
    assert x.shown(post_id) == ((photo, "A cat & a “sofa”"),)


def test_four_photos_keep_their_order_and_may_say_nothing(x: X) -> None:
    photos = [x.channel.upload(PNG + bytes([n]), "image/png", "") for n in range(4)]
    post_id = x.channel.post("Four of them", photos=photos[::-1])
    assert x.shown(post_id) == tuple((PNG + bytes([n]), "") for n in (3, 2, 1, 0))


def test_the_words_of_a_post_with_photos_come_back_as_they_were_written(x: X) -> None:
    photos = [x.channel.upload(PNG, "image/png", "") for _ in range(2)]
    x.channel.post("See https://example.org/a & this", photos=photos)
    found = x.channel.recent(x.since)
    assert [post.text for post in found] == ["See https://example.org/a & this"]


def test_a_photo_needs_no_words_and_no_two_are_the_same(x: X) -> None:
    for _ in range(2):
        x.channel.post("", photos=[x.channel.upload(PNG, "image/png", "")])
    assert [post.text for post in x.channel.recent(x.since)] == ["", ""]


def test_an_answer_may_show_a_photo(x: X) -> None:
    asked = x.somebody_writes("@ourcharity what does it look like?", handle="anna_b")
    photo_id = x.channel.upload(PNG, "image/png", "A cat")
    post_id = x.channel.post("Like this.", reply_to=asked, photos=[photo_id])
    assert x.shown(post_id) == ((PNG, "A cat"),)
    assert [post.text for post in x.channel.recent(x.since)] == ["@anna_b Like this."]


def test_a_fifth_photo_is_refused(x: X) -> None:
    photos = [x.channel.upload(PNG, "image/png", "") for _ in range(5)]
    with pytest.raises(NeverError):
        x.channel.post("Five of them", photos=photos)
    assert list(x.channel.recent(x.since)) == []


@pytest.mark.parametrize("photo_id", ["1900000999", "not an id"])
def test_a_photo_that_x_does_not_have_is_refused(x: X, photo_id: str) -> None:
    with pytest.raises(NeverError):
        x.channel.post("Look!", photos=[photo_id])
    assert list(x.channel.recent(x.since)) == []


def test_the_same_words_with_a_photo_are_the_same_words(x: X) -> None:
    x.channel.post("Good morning!")
    photo_id = x.channel.upload(PNG, "image/png", "")
    with pytest.raises(NeverError, match="twice"):
        x.channel.post("Good morning!", photos=[photo_id])


@pytest.mark.parametrize(
    ("photo", "kind", "alt"),
    [
        (b"", "image/png", ""),
        (PNG.ljust(FIVE_MB + 1, b"\x00"), "image/png", ""),
        (b"<svg/>", "image/svg+xml", ""),
        (PNG, "image/png", "a" * 1_001),
    ],
    ids=["empty", "too large", "no photo", "too many words"],
)
def test_what_x_does_not_take_is_refused(x: X, photo: bytes, kind: str, alt: str) -> None:
    with pytest.raises(NeverError):
        x.channel.upload(photo, kind, alt)


def test_the_largest_photo_and_the_longest_words_are_taken(x: X) -> None:
    photo = PNG.ljust(FIVE_MB, b"\x00")
    post_id = x.channel.post("", photos=[x.channel.upload(photo, "image/png", "a" * 1_000)])
    assert x.shown(post_id) == ((photo, "a" * 1_000),)


class TestRefusals:
    def test_nothing_is_sent_that_x_would_refuse_anyhow(self, sandboxed: Sandboxed) -> None:
        with pytest.raises(NeverError, match="1000 letters"):
            sandboxed.channel.upload(PNG, "image/png", "a" * 1_001)
        with pytest.raises(NeverError, match="5 MB"):
            sandboxed.channel.upload(b"x" * (FIVE_MB + 1), "image/png", "")
        assert sandboxed.state.requests.snapshot() == {}

    def test_x_looks_into_the_photo_itself(self, sandboxed: Sandboxed) -> None:
        with pytest.raises(NeverError, match="400"):
            sandboxed.channel.upload(b"no photo at all", "image/png", "")

    def test_x_counts_the_words_itself(
        self, sandboxed: Sandboxed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(x_adapter, "LONGEST_ALT", 2_000)
        with pytest.raises(NeverError, match="400"):
            sandboxed.channel.upload(PNG, "image/png", "a" * 1_001)

    @pytest.mark.parametrize(
        ("fault", "refusal"),
        [
            ("lost_answer", LaterError),
            ("unavailable", LaterError),
            ("rate_limited", LaterError),
            ("no_credit", OutOfCreditError),
        ],
    )
    def test_a_photo_that_was_perhaps_not_taken_is_handed_over_again(
        self, sandboxed: Sandboxed, fault: str, refusal: type[TakeoverError]
    ) -> None:
        sandboxed.state.faults.add(fault)
        with pytest.raises(refusal):
            sandboxed.channel.upload(PNG, "image/png", "A cat")
        photo_id = sandboxed.channel.upload(PNG, "image/png", "A cat")
        sandboxed.channel.post("Look!", photos=[photo_id])
        assert [post.photos for post in sandboxed.state.posts.own()] == [(photo_id,)]

    def test_a_post_with_a_photo_whose_answer_is_lost_may_stand_there(
        self, sandboxed: Sandboxed
    ) -> None:
        photo_id = sandboxed.channel.upload(PNG, "image/png", "A cat")
        sandboxed.state.faults.add("lost_answer")
        with pytest.raises(UnknownOutcomeError):
            sandboxed.channel.post("Look!", photos=[photo_id])
        assert [post.photos for post in sandboxed.state.posts.own()] == [(photo_id,)]

    def test_x_forgets_a_photo_after_a_day(self, sandboxed: Sandboxed) -> None:
        photo_id = sandboxed.channel.upload(PNG, "image/png", "")
        now = sandboxed.state.clock()
        sandboxed.state.photos._clock = lambda: now + 24 * HOUR
        with pytest.raises(NeverError, match="400"):
            sandboxed.channel.post("Look!", photos=[photo_id])
