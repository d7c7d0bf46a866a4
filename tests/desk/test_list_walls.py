"""What stands around the list: nobody gets in, nothing is told, and looking changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.answers import Answer
from desk.asked import Asked
from desk.team import guard, routes
from desk.team.guard import by_member, for_member
from takeover.commands.team import Member
from takeover.errors import LaterError
from takeover.wording.list_pages import ListFresh
from tests.canaries.watch import Page, Watch
from tests.desk.browser import ORIGIN, Browser, Seen, event
from tests.desk.list_stories import MONDAY, number_in_mail, sign_in, signed_in
from tests.desk.stories import in_the_weekend
from tests.desk.test_desk_walls import ELSEWHERE
from tests.story import ROBIN, Story
from tests.takeover.openings import agreed

OPEN_TO_ANYBODY = {"/list/number", "/list/enter"}
BY_MEMBERS = sorted(set(routes.FORMS) - OPEN_TO_ANYBODY)
PAGES = [
    path.replace("<weekend>", "2026-12-04")
    .replace("<quarter>", "2026-Q4")
    .replace("<text>", "mail-booked")
    .replace("<step>", "thank_you")
    .replace("<key>", "2" * 32)
    for path in routes.PAGES
]
SIGN_IN = "This page is for the team."


def state(story: Story) -> object:
    """Everything that the list could change."""
    ledger, team, roster = story.world.ledger, story.world.team, story.world.roster
    return (
        dict(team._askings), dict(team._sessions), ledger._turns, ledger.holder(),
        [dict(row) for row in roster.rows(MONDAY_LONG_AGO)], len(story.world.mailer.sent),
        dict(story.world.texts._texts),
    )  # fmt: skip


MONDAY_LONG_AGO = agreed().world.clock.now().date() - timedelta(days=900)


@pytest.fixture
def story() -> Story:
    """A list with a guest in it."""
    return agreed()


def path_of(route: str) -> str:
    return (
        route.replace("<weekend>", "2026-12-04")
        .replace("<text>", "mail-booked")
        .replace("<step>", "thank_you")
    )


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_the_list_without_signing_in(story: Story, path: str) -> None:
    seen = Browser(story).get(path)
    assert (seen.status, SIGN_IN in seen.text) == (200, True)
    assert "Sam" not in seen.body
    assert "Robin" not in seen.body


@pytest.mark.parametrize(
    "cookie",
    ["", "__Host-list=", "__Host-list=short", "__Host-list=" + "a" * 43, "list=" + "a" * 43],
)
def test_a_cookie_that_is_not_ours_is_nobody(story: Story, cookie: str) -> None:
    browser = Browser(story)
    browser.cookie = cookie
    assert SIGN_IN in browser.get("/list").text


def test_a_guest_is_nobody_here_and_the_team_is_no_guest() -> None:
    story, guest = in_the_weekend()
    token = guest.cookie.partition(".")[2]
    for cookie in (guest.cookie, f"__Host-list={token}", f"{guest.cookie}; __Host-list={token}"):
        browser = Browser(story)
        browser.cookie = cookie
        assert SIGN_IN in browser.get("/list").text
    member = signed_in(story)
    token = member.cookie.partition("=")[2]
    for cookie in (member.cookie, f"__Host-weekend=2026-12-04-1.{token}"):
        browser = Browser(story)
        browser.cookie = cookie
        assert "Please use your link" in browser.get("/").text


@pytest.mark.parametrize("route", BY_MEMBERS)
def test_nobody_acts_without_signing_in(story: Story, route: str) -> None:
    before = state(story)
    seen = Browser(story).post(path_of(route), {"csrf": ""})
    assert (seen.status, seen.reason) == (403, "signed_out")
    assert "You were signed out, so nothing was done." in seen.text
    assert state(story) == before


@pytest.mark.parametrize("route", BY_MEMBERS)
@pytest.mark.parametrize("secret", ["", "0" * 64, "another"])
def test_a_form_without_its_secret_does_nothing(story: Story, route: str, secret: str) -> None:
    browser = signed_in(story)
    if secret == "another":
        story.world.clock.advance(minutes=2)
        secret = signed_in(story).csrf
    before = state(story)
    seen = browser.post(path_of(route), {"csrf": secret})
    assert (seen.status, seen.reason, "Nothing was done" in seen.text) == (403, "old_form", True)
    assert state(story) == before


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_from_elsewhere_does_nothing(story: Story, headers: dict[str, str]) -> None:
    browser = signed_in(story)
    csrf, number = browser.csrf, number_in_mail(story)
    story.world.clock.advance(minutes=2)
    before = state(story)
    fields = {"csrf": csrf, "address": ROBIN.address, "number": number}
    for route in routes.FORMS:
        seen = browser.post(path_of(route), fields, **headers)
        assert (seen.status, seen.reason, seen.cookies) == (403, "another_site", [])
    assert state(story) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(story: Story, method: str) -> None:
    browser = signed_in(story)
    before = state(story)
    for path in [*PAGES, *map(path_of, routes.FORMS), "/list?said=signed-out"]:
        seen = browser.send(method, path)
        assert seen.status in {200, 303} or (seen.status, "/photo/" in path) == (404, True)
        assert seen.cookies == []
        if method == "HEAD":
            assert (seen.status, seen.body) == (200, "")
    assert state(story) == before


def test_no_page_is_registered_twice_and_none_as_a_form_only_by_mistake() -> None:
    assert not set(routes.PAGES) & OPEN_TO_ANYBODY
    assert all(path.startswith("/list") for path in (*routes.PAGES, *routes.FORMS))


def test_a_made_up_sentence_is_not_told() -> None:
    browser = signed_in()
    assert "You have signed out." in browser.get("/list?said=signed-out").text
    assert "Pay+now" not in browser.get("/list?said=Pay+now").body


def test_when_the_ledger_does_not_answer_nobody_gets_in(story: Story) -> None:
    browser = signed_in(story)
    story.world.seam.fail("team.session", LaterError("busy"))
    seen = browser.get("/list")
    assert (seen.status, "Back to the list" in seen.text) == (503, True)
    assert "Sam" not in seen.body


def test_every_answer_carries_the_same_walls(story: Story) -> None:
    browser = signed_in(story)
    for seen in (browser.get("/list"), browser.get("/list/2026-12-04"), browser.post("/list/x", {}),
                 browser.post("/list/sign-out", {}), Browser(story).get("/list")):  # fmt: skip
        assert seen.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert (seen.headers["Cache-Control"], seen.headers["X-Robots-Tag"]) == (
            "no-store", "noindex, nofollow",
        )  # fmt: skip


# --- what needs a fresh number


def fresh_only(browser: Browser, method: str) -> Seen:
    """Ask for something grave, as the routes would."""
    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    made = event(method, "/list/going-live", headers, cookie=browser.cookie,
                 body=f"csrf={browser.csrf}" if method == "POST" else "")  # fmt: skip

    def act(_asked: Asked, here: Member) -> Answer:
        return guard.go_to(f"/done-by-{here.who}")

    guarded = for_member(act, fresh=True) if method == "GET" else (
        by_member(act, fresh=True, place="/list/going-live")
    )  # fmt: skip
    answer = guarded(Asked(made, browser.story.world, {}))
    return Seen(answer.status, {"Location": answer.location}, [], answer.refused)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("minutes", "done"), [(14, True), (15, False)])
def test_what_is_grave_needs_a_number_of_the_last_quarter_of_an_hour(
    method: str, minutes: int, done: bool
) -> None:
    story = Story(MONDAY)
    browser = signed_in(story)
    (session,) = story.world.team._sessions.values()
    story.world.clock.set(session.proved_at + timedelta(minutes=minutes))
    seen = fresh_only(browser, method)
    if done:
        assert (seen.status, seen.headers["Location"]) == (303, "/done-by-coordinator")
    else:
        assert (seen.status, seen.body) == (403, "number_needed")


def test_a_new_number_makes_it_fresh_and_leads_back() -> None:
    story = Story(MONDAY)
    browser = signed_in(story)
    story.world.clock.advance(minutes=20)
    made = event("GET", "/list/going-live", {}, cookie=browser.cookie)
    asked = Asked(made, story.world, {})
    answer = for_member(lambda _, __: guard.go_to("/done"), fresh=True)(asked)
    assert answer.page == ListFresh(address=ROBIN.address, place="/list/going-live")
    browser.post("/list/number", {"address": ROBIN.address, "place": "/list/going-live"})
    form, _ = browser.last.page.form_with("Open the list")
    entered = browser.post("/list/enter", form.fields | {"number": number_in_mail(story)})
    assert entered.headers["Location"] == "/list/going-live"
    browser.get("/list")
    assert fresh_only(browser, "GET").status == 303


# --- whom the list is for


def test_names_are_for_the_team_only_and_secrets_for_nobody(
    nothing_leaks: Watch, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(story)
    assert "Sam Field" in browser.get("/list/2026-12-04").text
    assert nothing_leaks.leaks() == []
    leaking = [story.key().mac, browser.cookie.partition("=")[2]]
    monkeypatch.setattr("desk.app.render_page", lambda *_: f"<p>Sam Field {' '.join(leaking)}</p>")
    browser.get("/list")
    found = sorted(leak.split(" '")[0] for leak in nothing_leaks.leaks())
    assert found == ["on a page for the team: link", "on a page for the team: token"]
    nothing_leaks.pages.clear()
    Browser(story).get("/list")
    assert {leak.partition(":")[0] for leak in nothing_leaks.leaks()} == {"on a page for nobody"}
    nothing_leaks.pages.clear()


def test_after_signing_out_the_list_is_for_nobody_again(nothing_leaks: Watch) -> None:
    browser = signed_in(agreed())
    kept = browser.cookie
    browser.press("Sign out")
    browser.cookie = kept
    browser.get("/list/2026-12-04")
    assert nothing_leaks.pages[-1] == Page("", nothing_leaks.pages[-1].text, for_team=False)


def test_the_number_is_on_no_page(nothing_leaks: Watch, story: Story) -> None:
    sign_in(Browser(story))
    number = number_in_mail(story)
    assert [page for page in nothing_leaks.pages if number in page.text] == []
