"""What holds for every address of the desk, also for those that somebody will add."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from desk.answers import HEADERS
from desk.app import GUEST_ACTS
from desk.team.routes import FORMS
from tests.desk.browser import Seen
from tests.desk.every_route import Weekend, everything, routes
from tests.desk.list_stories import sign_in
from tests.desk.test_desk_walls import ELSEWHERE
from tests.story import Story

LOOKS = [route for route in routes("GET") if route != ".+"]
WITHOUT_A_SESSION = {"/helped", "/sign-up", "/pause/<who>/<mac>", "/<turn>/<mac>"}
FIELDS = (
    "to", "post", "before", "said", "place", "next", "back", "weekend", "kept", "attempt", "text",
    "off", "do", "ready", "about", "address", "number", "public_name", "hello", "typed_name",
    "guest_name", "guest_email", "why", "first_choice", "stamp", "words", "quote", "space", "day",
)  # fmt: skip
LEADING = ("to", "place", "next", "back", "said")
A_HEADER = "Sam\r\nBcc: evil@example.org\r\nX-Evil: yes\r\n\r\n<p>Evil"
NOT_OURS = ["//evil.example.org", A_HEADER]
LOOKING = {200, 204, 303, 403, 404}
OPEN_TO_ANYBODY = {"/list/number", "/list/enter"}
GOES_ELSEWHERE = re.compile(r'(?:href|src|action|formaction)="(?!/(?![/\\])|#|tel:|mailto:)[^"]*"')

KNOWN = re.compile('"https://(x.com/|example.org/your-own-link")')


def query(value: str) -> str:
    return urlencode(dict.fromkeys(FIELDS, value))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_looks_at_any_address_changes_nothing(method: str) -> None:
    weekend = Weekend()
    story = weekend.story
    before = everything(story)
    named = [query(weekend.letter), query(weekend.attempt)]
    for browser in (weekend.everybody, weekend.nobody()):
        for path in map(weekend.path, LOOKS):
            for address in (path, *(f"{path}?{those}" for those in named)):
                seen = browser.send(method, address)
                assert (address, seen.status in LOOKING, seen.cookies) == (address, True, [])
                assert has_walls(seen)
        assert changed(before, story) == []


def has_walls(seen: Seen) -> bool:
    return all(
        seen.headers[name] == value for name, value in HEADERS.items() if name != "Cache-Control"
    )


def changed(before: dict[str, object], story: Story) -> list[str]:
    """The ports that hold something else by now."""
    now = everything(story)
    return [name for name, held in before.items() if now[name] != held]


def test_a_photo_is_for_its_own_guest_and_kept_by_their_browser_alone() -> None:
    weekend = Weekend()
    seen = weekend.everybody.get(f"/photo/{weekend.photo}")
    assert (seen.status, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert seen.headers["Cache-Control"] == "private, max-age=600"
    assert has_walls(seen)
    team = weekend.nobody()
    sign_in(team)
    for browser in (team, weekend.nobody()):
        seen = browser.get(f"/photo/{weekend.photo}")
        assert (seen.status, seen.headers["Cache-Control"]) == (404, "no-store")


def test_every_form_is_a_guests_or_the_teams_or_is_one_of_these() -> None:
    assert set(routes("POST")) == {*GUEST_ACTS, *FORMS, *WITHOUT_A_SESSION, "/photos/add"}


@pytest.mark.parametrize("headers", ELSEWHERE[:2] + ELSEWHERE[-1:])
def test_no_form_from_elsewhere_does_anything(headers: dict[str, str]) -> None:
    weekend = Weekend()
    before = everything(weekend.story)
    for path in map(weekend.path, routes("POST")):
        for secret in (weekend.guest, weekend.team):
            seen = weekend.everybody.post(path, {"csrf": secret, "text": "Hi"}, **headers)
            assert (path, seen.status, seen.reason) == (path, 403, "another_site")
            assert seen.cookies == []
    assert changed(before, weekend.story) == []


@pytest.mark.parametrize("secret", ["", "0" * 64, "of the other"])
def test_no_form_without_its_own_secret_does_anything(secret: str) -> None:
    weekend = Weekend()
    before = everything(weekend.story)
    for route in sorted({*GUEST_ACTS, *FORMS, "/photos/add"} - OPEN_TO_ANYBODY):
        other = weekend.guest if route in FORMS else weekend.team
        fields = {"csrf": other if secret == "of the other" else secret, "text": "Hi"}
        seen = weekend.everybody.post(weekend.path(route), fields)
        assert (route, seen.status, seen.reason) == (route, 403, "old_form")
    assert changed(before, weekend.story) == []


@pytest.mark.parametrize("evil", NOT_OURS)
def test_nothing_in_an_address_leads_elsewhere(evil: str) -> None:
    weekend = Weekend()
    for path in map(weekend.path, LOOKS):
        stays_here(weekend.everybody.get(f"{path}?{query(evil)}"), evil)


@pytest.mark.parametrize("route", routes("POST"))
def test_nothing_that_is_typed_leads_elsewhere_or_becomes_a_header(route: str) -> None:
    weekend = Weekend()
    secret = weekend.team if route in FORMS else weekend.guest
    fields: dict[str, str | list[str]] = {"csrf": secret, **dict.fromkeys(FIELDS, A_HEADER)}
    fields |= dict.fromkeys(LEADING, NOT_OURS[0])
    seen = weekend.everybody.post(weekend.path(route), fields)
    assert seen.reason not in {"signed_out", "old_form", "another_site"}
    stays_here(seen, route)
    weekend.story.run()
    for mail in weekend.story.world.mailer.sent:
        heads = [*mail.to, mail.reply_to, mail.from_name, mail.subject, *mail.tags.values()]
        assert [head for head in heads if re.search(r"[\r\n]", head)] == []
        assert [address for address in mail.to if "evil" in address] == []


def stays_here(seen: Seen, evil: str) -> None:
    assert seen.status < 500
    assert re.fullmatch(r"(/(?![/\\]).*)?", seen.headers.get("Location", ""))
    assert "evil" not in seen.headers.get("Location", "")
    for name, value in seen.headers.items():
        assert not re.search(r"[\r\n]", name + value)
        assert name != "X-Evil"
    assert "evil" not in "".join(seen.cookies)
    found = [link for link in GOES_ELSEWHERE.findall(seen.body) if not KNOWN.search(link)]
    assert (found, evil) == ([], evil)
