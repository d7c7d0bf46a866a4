"""Going live on the list, by a fresh number; and whether all is well."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError
from takeover.model.readiness import Obstacle, ObstacleKind
from tests.desk.browser import Browser
from tests.desk.list_stories import number_in_mail, signed_in
from tests.story import ROBIN, SAM, WEEKEND, Story

MONDAY = "2026-11-23 10:00"
PAGE, HEALTH, GO = "/list/going-live", "/list/health", "Go live now"


def rehearsing(*obstacles: ObstacleKind) -> Browser:
    """A stack that rehearses, and Sam is booked; the coordinator has just signed in."""
    story = Story(MONDAY, live=False)
    story.book()
    story.world.readiness.in_the_way = [Obstacle(kind, "a detail") for kind in obstacles]
    return signed_in(story)


def live_since(browser: Browser) -> object:
    return browser.story.world.ledger.look(WEEKEND).live_since


def test_it_shows_what_is_sent_asks_and_writes_the_instant() -> None:
    browser = rehearsing()
    seen = browser.get(PAGE)
    assert "What is sent until Monday 7 December" in seen.text
    assert "Monday 23 November, 10.30am To Sam : the first mail" in seen.text
    seen = browser.press(GO, looked="yes")
    assert "It is live. What is due goes out within the hour." in seen.text
    assert live_since(browser) == browser.story.world.clock.now()
    assert "We rehearse" not in seen.text
    browser.story.pass_until("2026-11-23 12:00")
    assert browser.story.steps(SAM) == ["booked"]


def test_nothing_is_changed_before_it_was_looked_at() -> None:
    browser = rehearsing()
    browser.get(PAGE)
    seen = browser.press(GO)
    assert (seen.status, live_since(browser)) == (422, None)
    assert "Please tick that you have looked at it all." in seen.text


@pytest.mark.parametrize("minutes", [15, 60 * 12 - 1])
def test_it_needs_a_number_of_the_last_quarter_of_an_hour(minutes: int) -> None:
    browser = rehearsing()
    browser.get(PAGE)
    fields = {**browser.last.page.forms[0].fields, "looked": "yes"}
    browser.story.world.clock.advance(minutes=minutes)
    for seen in (browser.get(PAGE), browser.post(PAGE, fields)):
        assert (seen.status, seen.reason) == (403, "number_needed")
        assert "Sam" not in seen.text
    assert live_since(browser) is None
    browser.get(PAGE)
    browser.press("Send me a number")
    browser.press("Open the list", number=number_in_mail(browser.story))
    assert browser.path == PAGE
    browser.press(GO, looked="yes")
    assert live_since(browser) is not None


FORBIDS = [
    kind
    for kind in ObstacleKind
    if kind.name.startswith(("X_", "MAIL_")) or kind is ObstacleKind.SENDER_UNCONFIRMED
]
BESIDE = [
    ObstacleKind.COORDINATOR_HELD_BACK,
    ObstacleKind.ALARMS_UNCONFIRMED,
    ObstacleKind.ALARMS_UNCHECKED,
]


@pytest.mark.parametrize("kind", FORBIDS, ids=lambda kind: kind.name)
def test_it_cannot_go_live_while_posts_or_mails_would_fail(kind: ObstacleKind) -> None:
    browser = rehearsing()
    fields = {**browser.get(PAGE).page.forms[0].fields, "looked": "yes"}
    browser.story.world.readiness.in_the_way = [Obstacle(kind, "a detail")]
    assert GO not in browser.get(PAGE).page.buttons()
    assert "What is in the way" in browser.last.text
    assert (browser.post(PAGE, fields).status, live_since(browser)) == (422, None)


@pytest.mark.parametrize("kind", BESIDE, ids=lambda kind: kind.name)
def test_what_does_not_stop_it_is_said_as_well(kind: ObstacleKind) -> None:
    browser = rehearsing(kind)
    assert "What is not well, but does not stop it" in browser.get(PAGE).text
    browser.press(GO, looked="yes")
    assert live_since(browser) is not None


def test_no_guest_and_not_the_page_itself_is_asked_about() -> None:
    browser = rehearsing(ObstacleKind.GUEST_HELD_BACK, ObstacleKind.DESK)
    assert "is in the way" not in browser.get(PAGE).text


def test_live_already_says_since_when_and_keeps_it() -> None:
    browser = rehearsing()
    browser.get(PAGE)
    form = {**browser.last.page.forms[0].fields, "looked": "yes"}
    browser.press(GO, looked="yes")
    since = live_since(browser)
    browser.story.world.clock.advance(minutes=3)
    assert "It is live already, since Monday 23 November, 10am." in browser.get(PAGE).text
    browser.post(PAGE, form)
    assert live_since(browser) == since


def test_the_list_leads_there_only_while_it_rehearses() -> None:
    assert PAGE in rehearsing().get("/list").body
    assert PAGE not in signed_in(Story(MONDAY)).get("/list").body


def test_all_is_well_and_says_who_was_asked() -> None:
    browser = signed_in(Story(MONDAY))
    seen = browser.get(HEALTH)
    assert "It is live, since Monday 23 November, 10am." in seen.text
    assert (
        "X takes our posts, mails go out to everybody, and if something breaks, Kit hears of it."
        in seen.text
    )


def test_what_is_not_well_says_who_can_mend_it() -> None:
    browser = rehearsing(ObstacleKind.MAIL_SANDBOX, ObstacleKind.ALARMS_UNCONFIRMED)
    browser.story.book(status="boked")
    seen = browser.get(HEALTH)
    assert "Amazon lets us mail a few tested addresses only." in seen.text
    assert "Kit can ask Amazon for more." in seen.text
    assert "Friday 4 December: we can't read “Status”" in seen.text
    assert "We rehearse: all mails go to Robin only" in seen.text


def test_what_cannot_be_asked_is_not_well() -> None:
    browser = rehearsing()
    browser.story.world.seam.fail("readiness.ask", LaterError("busy"))
    assert "We could not ask Amazon if all our mails go out." in browser.get(HEALTH).text
    assert browser.story.steps(ROBIN.address) == ["list_number"]
