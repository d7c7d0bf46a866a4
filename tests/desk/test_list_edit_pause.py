"""A weekend that is on, paused by the team, and let go on."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError
from takeover.gate import Reason
from takeover.model.turn import Fact
from tests.desk.browser import Browser
from tests.desk.list_editors import HERS, editor
from tests.desk.stories import accepted, in_the_weekend
from tests.story import ROBIN, SAM, Story

PAUSE, GO_ON = "Pause it", "Let it go on"


def paused() -> tuple[Story, Browser, Browser]:
    """Saturday morning; the coordinator has paused the weekend."""
    story, guest = in_the_weekend()
    browser = editor(story)
    assert PAUSE in browser.get(HERS).text
    browser.get(f"{HERS}/pause")
    browser.press(PAUSE)
    return story, guest, browser


def test_nothing_can_be_posted_from_then_on_and_the_guest_is_told_at_once() -> None:
    story, guest = in_the_weekend()
    browser = editor(story)
    seen = browser.get(f"{HERS}/pause")
    assert "Sam gets a mail at once" in seen.text
    assert guest.get("/").page.buttons().count("Look at it first") == 1
    assert "Nothing can be posted now." in browser.press(PAUSE).text
    seen = guest.get("/")
    assert "A short break" in seen.text
    assert "Robin will get in touch with you soon." in seen.text
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == "paused_by_us"]
    assert (mail.to, mail.subject) == ((SAM,), "A short break")
    assert "too_much" not in story.steps(ROBIN.address)
    assert "Stopped for now: Sam." in browser.get(HERS).text
    assert "We paused the weekend. Nothing could be posted." in browser.get(HERS).text


def test_what_the_team_has_paused_the_guest_cannot_let_go_on() -> None:
    story, guest, _ = paused()
    seen = guest.get("/")
    assert "I pressed by mistake: carry on" not in seen.page.buttons()
    csrf = guest.csrf
    guest.post("/resume", {"csrf": csrf})
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.paused_by_us
    seen = guest.post("/post", {"csrf": csrf, "text": "Hi", "attempt": "0" * 16})
    assert (seen.status, seen.reason) == (403, Reason.PAUSED)


def test_the_team_lets_it_go_on() -> None:
    story, guest, browser = paused()
    seen = browser.get(HERS)
    assert GO_ON in seen.text
    assert PAUSE not in seen.text
    browser.get(f"{HERS}/go-on")
    assert "The guest can post again." in browser.press(GO_ON).text
    guest.write("Back again.")
    guest.press("Post it")
    assert story.posts()[-1] == "Back again."


def test_the_team_lets_go_on_what_the_guest_has_stopped() -> None:
    story, guest = in_the_weekend()
    guest.get("/")
    guest.press("This is too much")
    browser = editor(story)
    browser.get(f"{HERS}/go-on")
    browser.press(GO_ON)
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.paused_at is None


def test_each_pause_is_told_once() -> None:
    story, _, browser = paused()
    for _ in range(2):
        story.run()
        story.world.clock.advance(minutes=5)
    browser.get(f"{HERS}/go-on")
    browser.press(GO_ON)
    browser.get(f"{HERS}/pause")
    browser.press(PAUSE)
    story.run()
    assert story.steps().count("paused_by_us") == 1
    assert story.steps()[-1].startswith("paused_by_us")
    assert story.turn().our_pauses == 2


def test_a_pause_that_is_over_is_not_told_any_more() -> None:
    story, _ = in_the_weekend()
    browser = editor(story)
    story.world.seam.fail("mailer.send", LaterError("busy"))
    browser.get(f"{HERS}/pause")
    browser.press(PAUSE)
    browser.get(f"{HERS}/go-on")
    browser.press(GO_ON)
    story.run()
    assert story.happened(Fact.PAUSED_BY_US)
    assert "paused_by_us" not in story.steps()


@pytest.mark.parametrize("way", ["pause", "go-on"])
def test_only_a_weekend_that_is_on_is_paused_or_goes_on(way: str) -> None:
    story = accepted()
    browser = editor(story)
    seen = browser.get(f"{HERS}/{way}")
    assert (seen.status, seen.headers.get("Location")) == (303, f"{HERS}?said=not-now")
    browser.get(HERS)
    assert browser.post(f"{HERS}/{way}", {"csrf": browser.csrf}).status == 409
    assert not story.happened(Fact.PAUSED_BY_US)
    assert browser.get(f"/list/x/{way}").status == 409


def test_who_is_on_duty_is_named() -> None:
    story, _ = in_the_weekend(duty="Noor Vale <noor@example.org>")
    browser = editor(story)
    seen = browser.get(f"{HERS}/pause")
    assert "Noor will get in touch soon" in seen.text
