"""A photo is shown to its own guest alone; what is none is refused, whoever sends it."""

from __future__ import annotations

import base64
import json

import pytest

from takeover.photos import MOST_BYTES
from takeover.wording import photo_words, refusals
from tests.desk.browser import ORIGIN, Browser, event
from tests.desk.photographs import TYPE, add, add_fields, jpeg, keys, send, shown
from tests.desk.stories import IN_THE_WEEKEND, WORDS, in_the_weekend, opened, own_posts

# --- where it is looked at


def test_a_photo_is_shown_to_its_guest_as_what_it_is_and_kept_by_nobody_between() -> None:
    story, guest = in_the_weekend()
    add(guest, text=WORDS)
    (key,) = keys(guest)
    seen = guest.get(f"/photo/{key}")
    assert (seen.status, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert base64.b64decode(seen.body) == story.world.photos.kept[story.turn().id, key].content
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert seen.headers["Cache-Control"] == "private, max-age=600"
    assert "img-src 'self'" in seen.headers["Content-Security-Policy"].split("; ")
    assert "Content-Disposition" not in seen.headers


def test_nobody_else_is_shown_a_photo() -> None:
    story, guest = in_the_weekend()
    add(guest, text=WORDS)
    (key,) = keys(guest)
    assert Browser(story).get(f"/photo/{key}").status == 404
    kept = story.world.photos.kept
    story.world.photos.kept = {("2026-11-27#1", one): photo for (_, one), photo in kept.items()}
    assert guest.get(f"/photo/{key}").status == 404


@pytest.mark.parametrize("key", ["x", "..%2f", "0" * 31, "G" * 32, "%00" * 32])
def test_what_is_no_key_is_no_photo(key: str) -> None:
    story, guest = in_the_weekend()
    story.world.seam.calls.clear()
    assert guest.get(f"/photo/{key}").status == 404
    assert "photos.get" not in story.world.seam.calls


# --- what is not taken


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", photo_words.NO_PHOTO),
        (b"<svg onload=alert(1)>", photo_words.NO_KIND_OF_PHOTO),
        (b"\0\0\0\x18ftypheic", photo_words.HEIC),
        (jpeg()[:300], photo_words.NOT_READABLE),
        (b"\xff\xd8\xff" * (MOST_BYTES // 3 + 1), photo_words.TOO_LARGE),
    ],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(sent: bytes, said: str) -> None:
    story, guest = in_the_weekend()
    seen = add(guest, sent, about="My dog", text=WORDS)
    form, _ = seen.page.form_with("Add it")
    assert (seen.status, form.fields["text"], form.fields["about"]) == (422, WORDS, "My dog")
    assert said in seen.text
    assert story.world.photos.kept == {}


def test_a_form_far_too_large_is_told_on_a_page_of_ours() -> None:
    _, guest = in_the_weekend()
    seen = add(guest, b"\xff\xd8\xff" * 1_600_000, text=WORDS)
    assert (seen.status, seen.reason) == (413, "too_long")
    assert photo_words.TOO_LARGE in seen.text
    assert seen.page.form_with("Add it")[0].every["text"] == [WORDS]
    assert seen.page.form_with("Go on without it")[0].every["text"] == [WORDS]


def test_of_a_form_far_too_large_that_is_none_nothing_is_shown() -> None:
    _, guest = in_the_weekend()
    for sent in (b"x" * 5_000_000, b"------aBoundary\r\n" * 300_000):
        seen = send(guest, {}, sent)
        assert (seen.status, seen.page.form_with("Add it")[0].every["text"]) == (413, [""])
    nested = b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"
    made = event("POST", "/photos/add", {"content-type": TYPE, "origin": ORIGIN}, body="x",
                 cookie=guest.cookie)  # fmt: skip
    for start in (b"------aBoundary" + nested, b"\xff\xfe", b""):
        body = start + b"\r\n------aBoundary\r\n\r\n" + b"x" * 5_000_000
        assert guest.raw(made | {"body": base64.b64encode(body).decode()}).status == 413
    assert guest.raw(made | {"body": "?" * 9_000_000}).status == 413


def test_a_key_that_nobody_was_given_posts_nothing() -> None:
    story, guest = in_the_weekend()
    fields = {"csrf": guest.csrf, "text": WORDS, "attempt": "a" * 16, "photo": "0" * 32}
    seen = guest.post("/post", fields)
    assert (seen.status, seen.reason, own_posts(story)) == (409, "photo_gone", [])
    assert refusals.PHOTO_GONE in seen.text


@pytest.mark.parametrize("wrong", ["../2026-11-27/1/" + "0" * 32, "0" * 31, "", "<b>"])
def test_what_is_no_key_is_left_out_of_a_form(wrong: str) -> None:
    story, guest = in_the_weekend()
    fields = {"csrf": guest.csrf, "text": WORDS, "attempt": "a" * 16, "photo": wrong}
    assert guest.post("/post", fields).status == 303
    assert shown(story) == []


def test_markup_in_what_is_said_of_a_photo_is_only_words() -> None:
    story, guest = in_the_weekend()
    markup = '"><script>alert(1)</script>'
    add(guest, about=markup, text=WORDS)
    assert "<script>alert" not in guest.last.body
    guest.press("Look at it first")
    assert "<script>alert" not in guest.last.body
    guest.press("Post it")
    assert [alt for alt, _ in shown(story)] == [markup]


# --- who may


def test_only_our_own_form_of_this_session_adds_a_photo() -> None:
    story, guest = in_the_weekend()
    fields = add_fields(guest)
    elsewhere = send(guest, fields, jpeg(), origin="https://evil.example.org")
    assert (elsewhere.status, elsewhere.reason) == (403, "another_site")
    other = send(guest, fields | {"csrf": ["0" * 32]}, jpeg())
    assert (other.status, other.reason) == (403, "old_form")
    assert WORDS in other.text
    guest.jar.clear()
    nobody = send(guest, fields, jpeg())
    assert (nobody.status, nobody.reason) == (403, "signed_out")
    assert story.world.photos.kept == {}


def test_who_has_only_the_link_adds_no_photo() -> None:
    story = opened()
    story.at(IN_THE_WEEKEND)
    guest = Browser(story)
    guest.open_link()
    seen = send(guest, {"csrf": [guest.csrf]}, jpeg())
    assert (seen.status, seen.reason) == (403, "number_needed")
    assert story.world.photos.kept == {}


def test_in_a_pause_no_photo_is_added() -> None:
    story, guest = in_the_weekend()
    fields = add_fields(guest)
    guest.get("/")
    guest.press("This is too much")
    seen = send(guest, fields, jpeg())
    assert (seen.status, seen.reason, story.world.photos.kept) == (403, "paused", {})


def test_no_log_names_a_photo_or_says_what_is_in_it() -> None:
    _, guest = in_the_weekend()
    add(guest, about="My dog Rex", text=WORDS)
    (key,) = keys(guest)
    guest.get(f"/photo/{key}")
    logged = json.dumps(guest.lines())
    assert [word for word in (key, "Rex", "x.svg", "2026-12-04/1") if word in logged] == []
