"""Sessions are ours to begin; and no answer tells which weekends there are."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.model.credentials import issue
from tests.desk.browser import ORIGIN, Browser
from tests.desk.list_stories import sign_in
from tests.desk.stories import FRIDAY_NOON, HANDOVER, in_the_weekend, opened
from tests.story import SAM, Story

A_WEEK_LATER = date(2026, 12, 11)
MADE_UP = "a" * 43
KEPT_TO_US = {"Path=/", "HttpOnly", "Secure", "SameSite=Lax"}


def of_two_guests() -> tuple[Story, Browser]:
    """Sam's page is open; Kim, of the weekend after, has a browser that is signed in."""
    story = opened()
    story.book(
        A_WEEK_LATER, guest_email="kim@example.org", guest_name="Kim Vale", public_name="Kim"
    )
    story.run(HANDOVER)
    turn = story.world.ledger.turn(f"{A_WEEK_LATER}#1")
    assert turn is not None
    kim = Browser(story)
    kim.get(issue(story.world.secrets.link_key(), turn).path)
    kim.press("Carry on")
    return story, kim


def test_a_session_that_somebody_else_planted_never_becomes_the_guests() -> None:
    story, kim = of_two_guests()
    sam = Browser(story)
    sam.cookie = kim.cookie
    sam.sign_in()
    assert sam.cookie != kim.cookie
    assert sam.cookie.startswith("__Host-weekend=2026-12-04-1.")
    seen = kim.get("/").text
    assert ("Friday 11 December" in seen, "Sam" in seen) == (True, False)


@pytest.mark.parametrize("planted", [f"2026-12-04-1.{MADE_UP}", f"2026-12-11-1.{MADE_UP}"])
def test_a_secret_that_was_made_up_elsewhere_is_never_taken_on(planted: str) -> None:
    story, _ = of_two_guests()
    sam = Browser(story)
    sam.cookie = f"__Host-weekend={planted}; __Host-list={MADE_UP}"
    sam.sign_in()
    sign_in(sam)
    assert MADE_UP not in sam.cookie
    other = Browser(story)
    other.cookie = f"__Host-weekend={planted}; __Host-list={MADE_UP}"
    assert "Please use your link" in other.get("/").text
    assert "This page is for the team." in other.get("/list").text


def test_every_cookie_is_for_this_very_site_and_out_of_reach_of_scripts() -> None:
    story, guest = in_the_weekend()
    given = [set_by(Browser(story), story.key().path, {})]
    fresh = Browser(story)
    fresh.open_link()
    given.append(set_by(fresh, "/number", {"csrf": fresh.csrf, "number": story.key().number}))
    given.append(set_by(guest, "/sign-out", {"csrf": guest.csrf}))
    team = Browser(story)
    sign_in(team)
    given.append(set_by(team, "/list/sign-out", {"csrf": team.csrf}))
    assert [name.partition("=")[0] for name, *_ in given] == [
        "__Host-weekend", "__Host-weekend", "__Host-weekend", "__Host-list",
    ]  # fmt: skip
    for _, *attributes in given:
        assert {one for one in attributes if not one.startswith("Max-Age=")} == KEPT_TO_US


def set_by(browser: Browser, path: str, fields: dict[str, str | list[str]]) -> list[str]:
    (cookie,) = browser.post(path, fields).cookies
    return cookie.split("; ")


# --- which weekends there are


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_link_that_opens_nothing_is_answered_the_same_by_the_same_work(method: str) -> None:
    story, _ = of_two_guests()
    old = story.key().path
    story.world.ledger.next_generation(story.turn().id, 1, story.world.clock.now())
    now = story.key().path.rpartition("/")[2]
    found = []
    for path in (
        f"/2031-01-03-1/{now}", f"/2026-12-04-2/{now}", f"/2026-12-11-1/{now}",
        "/2026-12-04-1/" + "0" * 32, old,
    ):  # fmt: skip
        story.world.seam.calls.clear()
        seen = Browser(story).send(method, path, origin=ORIGIN)
        found.append(
            (seen.status, seen.headers, seen.cookies, seen.body, story.world.seam.calls[:])
        )
    assert found == found[:1] * len(found)
    assert found[0][0] == (200 if method == "HEAD" else 404)


def test_a_session_that_is_none_is_answered_the_same_by_the_same_work() -> None:
    story, _ = of_two_guests()
    story.at(FRIDAY_NOON)
    found = []
    for turn in ("2026-12-04-1", "2026-12-11-1", "2031-01-03-1"):
        browser = Browser(story)
        browser.cookie = f"__Host-weekend={turn}.{MADE_UP}"
        story.world.seam.calls.clear()
        seen = browser.get("/")
        found.append(
            (seen.status, seen.headers, seen.cookies, seen.body, story.world.seam.calls[:])
        )
    assert found == found[:1] * 3
    assert SAM not in str(found)
