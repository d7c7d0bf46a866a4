"""What stands around every act: origin, form's secret, cookie, sizes, headers, and silence."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from desk.app import GUEST_ACTS
from takeover.errors import LaterError
from takeover.model.turn import Fact
from tests.desk.browser import DOMAIN, ORIGIN, Browser, event
from tests.desk.stories import YES, accepted, booked, in_the_weekend, opened
from tests.story import Story

ACTS = sorted(GUEST_ACTS)


def state(story: Story) -> object:
    """Everything that an act could change."""
    ledger, turn = story.world.ledger, story.turn()
    return (
        turn, ledger.holder(), list(ledger.sessions(turn.id)), list(ledger.posts(turn.id)),
        ledger.answer(turn.id), story.posts(), len(story.world.mailer.sent),
        story.world.roster.row(turn.weekend),
    )  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", *ACTS, "/?said=posted", "/style.css"])
def test_looking_changes_nothing(path: str, method: str) -> None:
    story, guest = in_the_weekend()
    before = state(story)
    seen = guest.send(method, path)
    assert seen.status in {200, 303}
    assert state(story) == before
    assert seen.cookies == []
    if method == "HEAD":
        assert (seen.status, seen.body) == (200, "")


ELSEWHERE: list[dict[str, str]] = [
    {"origin": "https://evil.example.org"},
    {"origin": "null"},
    {"origin": f"http://{DOMAIN}"},
    {"origin": f"{ORIGIN}.evil.example.org"},
    {"origin": "", "sec_fetch_site": "cross-site"},
    {"origin": "", "sec_fetch_site": "same-site", "referer": f"{ORIGIN}/"},
    {"origin": "", "referer": "https://evil.example.org/?desk.example.org"},
    {"origin": ""},
]
FROM_HERE: list[dict[str, str]] = [
    {"origin": ORIGIN},
    {"origin": f"https://{DOMAIN}"},
    {"origin": "", "sec_fetch_site": "same-origin"},
    {"origin": "", "sec_fetch_site": "none"},
    {"origin": "", "referer": f"{ORIGIN}/anything"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_from_elsewhere_does_nothing(headers: dict[str, str]) -> None:
    story, guest = in_the_weekend()
    before = state(story)
    for path in ACTS:
        seen = guest.post(path, {"csrf": guest.csrf, "text": "Hi"} | YES, **headers)
        assert (seen.status, seen.reason) == (403, "another_site")
        assert (seen.cookies, "Hi" in seen.text) == ([], False)
        guest.get("/")
    assert state(story) == before


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_button_elsewhere_opens_no_link(headers: dict[str, str]) -> None:
    story = booked()
    seen = Browser(story).post(story.key().path, {}, **headers)
    assert (seen.status, seen.cookies) == (403, [])
    assert story.world.ledger.sessions(story.turn().id) == []


@pytest.mark.parametrize("headers", FROM_HERE)
def test_our_own_forms_get_through(headers: dict[str, str]) -> None:
    story, guest = in_the_weekend()
    assert guest.post("/pause", {"csrf": guest.csrf}, **headers).status == 303
    assert story.happened(Fact.PAUSED)


def test_the_address_of_a_request_is_never_its_host_header() -> None:
    _, guest = in_the_weekend()
    assert set(guest.asked_for) == {f"https://{DOMAIN}"}
    assert (
        guest.post("/pause", {"csrf": guest.csrf}, origin="https://evil.example.org").status == 403
    )


@pytest.mark.parametrize("secret", ["", "0" * 64, "another"])
def test_a_form_without_its_secret_does_nothing_and_keeps_the_words(secret: str) -> None:
    story, guest = in_the_weekend()
    other = Browser(story)
    other.sign_in()
    if secret == "another":
        secret = other.csrf
    before = state(story)
    for path in ACTS:
        seen = guest.post(path, {"csrf": secret, "text": "My words", "number": story.key().number})
        assert (seen.status, seen.reason) == (403, "old_form")
        assert "My words" in seen.text
        assert "This page was open for very long" in seen.text
    assert state(story) == before


@pytest.mark.parametrize("path", ACTS)
def test_nobody_can_act_without_being_signed_in(path: str) -> None:
    story = opened()
    before = state(story)
    seen = Browser(story).post(path, {"csrf": "", "text": "My words"} | YES)
    assert (seen.status, seen.reason) == (403, "signed_out")
    assert "My words" in seen.text
    assert state(story) == before


@pytest.mark.parametrize(
    "cookie",
    [
        "__Host-weekend=",
        "__Host-weekend=2026-12-04-1",
        "__Host-weekend=2026-12-04-1.short",
        "__Host-weekend=2026-12-04-1." + "a" * 43,
        "__Host-weekend=2031-12-04-1." + "a" * 43,
        "__Host-weekend=../~holder." + "a" * 43,
        "weekend=2026-12-04-1." + "a" * 43,
        "; ; =;;",
    ],
)
def test_a_cookie_that_is_not_ours_is_nobody(cookie: str) -> None:
    guest = Browser(opened())
    guest.cookie = cookie
    assert "Please use your link" in guest.get("/").text


def test_a_cookie_of_another_weekend_opens_none_of_ours() -> None:
    story, guest = in_the_weekend()
    token = guest.cookie.partition(".")[2]
    guest.cookie = f"__Host-weekend=2026-12-11-1.{token}"
    assert "Please use your link" in guest.get("/").text
    assert story.turn().open


def test_cookies_are_found_where_aws_and_where_the_emulator_put_them() -> None:
    _, guest = in_the_weekend()
    for listed in (True, False):
        made = event("GET", "/", {}, cookie=guest.cookie, listed=listed)
        assert "Write a post" in guest.raw(made).text


def test_forms_come_with_and_without_base64() -> None:
    story, guest = in_the_weekend()
    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
    made = event("POST", "/preview", headers, cookie=guest.cookie)
    made |= {"body": f"csrf={guest.csrf}&text=Caf%C3%A9+%F0%9F%8C%B1&text=two"}
    plain = guest.raw(made)
    made |= {"body": base64.b64encode(made["body"].encode()).decode(), "isBase64Encoded": True}
    coded = guest.raw(made)
    for seen in (plain, coded):
        assert seen.page.form_with("Post it")[0].every["text"] == ["Café 🌱", "two"]
    assert story.posts()[1:] == []


UNREADABLE: list[dict[str, Any]] = [
    {"body": "csrf=%FF%FE"},
    {"body": "text=%ED%A0%80"},
    {"body": "not base64!", "isBase64Encoded": True},
    {"body": base64.b64encode(b"text=\xff").decode(), "isBase64Encoded": True},
    {"body": "&".join(f"f{number}=1" for number in range(101))},
]


@pytest.mark.parametrize("body", UNREADABLE)
def test_a_form_that_is_none_is_refused(body: dict[str, Any]) -> None:
    _, guest = in_the_weekend()
    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    seen = guest.raw(event("POST", "/preview", headers, cookie=guest.cookie) | body)
    assert (seen.status, "We could not read that" in seen.text) == (400, True)


def test_a_form_of_another_kind_is_refused() -> None:
    _, guest = in_the_weekend()
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
        headers = {"origin": ORIGIN, "content-type": kind}
        made = event("POST", "/preview", headers, cookie=guest.cookie, body="{}")
        assert guest.raw(made).status == 400


@pytest.mark.parametrize("kilobytes", [63, 65, 200, 5_000])
def test_a_form_over_64_kilobytes_is_refused(kilobytes: int) -> None:
    _, guest = in_the_weekend()
    seen = guest.post("/preview", {"csrf": guest.csrf, "text": "x" * kilobytes * 1024})
    assert seen.status == (422 if kilobytes < 64 else 413)


def test_every_answer_carries_the_same_walls() -> None:
    story, guest = in_the_weekend()
    answers = [
        guest.get("/"), guest.get("/nothing"), guest.get("/style.css?x"), guest.send("HEAD", "/"),
        guest.post("/post", {}), guest.get(story.key().path), guest.post(story.key().path, {}),
        guest.post("/pause", {}, origin="https://evil.example.org"),
        guest.send("DELETE", "/"), guest.send("OPTIONS", "/"), guest.send("PUT", "/post"),
    ]  # fmt: skip
    story.world.seam.fail("ledger.gate_view", LaterError("busy"))
    answers.append(guest.get("/"))
    story.world.seam.fail("ledger.gate_view", KeyError("surprise"))
    answers.append(guest.get("/"))
    assert [seen.status for seen in answers] == [
        200, 404, 200, 200, 403, 200, 303, 403, 404, 404, 404, 503, 500,
    ]  # fmt: skip
    for seen in answers:
        assert seen.headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
        )
        assert seen.headers["Referrer-Policy"] == "same-origin"
        assert seen.headers["X-Content-Type-Options"] == "nosniff"
        assert seen.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert seen.headers["Strict-Transport-Security"].startswith("max-age=")
        assert "geolocation=()" in seen.headers["Permissions-Policy"]
        kept = seen.headers["Content-Type"].startswith("text/css")
        assert ("no-store" in seen.headers["Cache-Control"]) is not kept


def test_the_script_is_the_one_that_pages_name() -> None:
    _, guest = in_the_weekend()
    page = guest.get("/").page
    (address,) = [given["src"] for tag, given in page.tags if tag == "script"]
    seen = guest.get(address)
    assert seen.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in seen.headers["Cache-Control"]
    assert '"com|org|net"' not in seen.body


def test_the_style_sheet_is_the_one_that_pages_name() -> None:
    guest = Browser(booked())
    page = guest.get("/").page
    (address,) = [given["href"] for tag, given in page.tags if tag == "link"]
    assert guest.get(address).headers["Content-Type"] == "text/css; charset=utf-8"


def test_names_and_texts_are_never_markup() -> None:
    name = "<b>Sam</b>&amp;"
    story = accepted(public_name=name, introduction="</textarea><script>x</script>")
    guest = Browser(story)
    seen = guest.open_link()
    assert seen.page.form_with("Save")[0].fields["public_name"] == name
    assert "<script>" not in seen.body
    assert "<b>" not in seen.body
