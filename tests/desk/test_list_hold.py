"""A mail to come is held, let go, or sent now, by the button on its page."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk.browser import Browser
from tests.desk.list_stories import MONDAY, signed_in
from tests.story import SAM, Story, local
from tests.takeover.openings import agreed, on_friday

FRIDAY = date(2026, 12, 11)
READY = f"/list/mails/{FRIDAY}/getting_ready"
HOLD, LET_GO, NOW = "Hold it back", "Let it go in its time", "Send it now"


def asked() -> Story:
    """The guest of 11 December has had the first mail on Monday noon."""
    story = Story(MONDAY)
    story.book(FRIDAY)
    story.run()
    story.pass_until("2026-11-30 12:00")
    assert story.steps() == ["booked"]
    return story


def at_mail(story: Story, path: str = READY) -> Browser:
    browser = signed_in(story)
    browser.get(path)
    return browser


def test_what_is_held_is_not_sent_and_shown_as_held_everywhere() -> None:
    browser = at_mail(asked())
    seen = browser.press(HOLD)
    assert "It is on hold." in seen.text
    assert "On hold. It is not sent until you let it go. Its time would be:" in seen.text
    for path in ("/list/mails", f"/list/{FRIDAY}"):
        assert "Wednesday 2 December, 11am To Sam : how to get ready On hold" in (
            browser.get(path).text
        )
    assert "Friday 11 December, on hold: how to get ready." in browser.get("/list").text
    story = browser.story
    story.days_until("2026-12-03 12:00")
    assert story.steps() == ["booked"]
    weekly = [mail.text for mail in story.world.mailer.sent if mail.tags["turn"] == "weekly"]
    assert "Friday 11 December, on hold: how to get ready." in weekly[-1]


def test_what_is_let_go_is_sent_in_its_time() -> None:
    browser = at_mail(asked())
    browser.press(HOLD)
    assert "It goes out in its time again." in browser.press(LET_GO).text
    browser.story.days_until("2026-12-03 12:00")
    assert browser.story.steps() == ["booked", "getting_ready"]


def test_sent_now_it_goes_at_once_where_guests_may_get_mail() -> None:
    story = asked()
    story.at("2026-12-01 10:00")
    browser = at_mail(story)
    seen = browser.press(NOW)
    assert "It is on its way." in seen.text
    assert story.steps() == ["booked", "getting_ready"]
    assert browser.get(READY).status == 404
    story.days_until("2026-12-04 12:00")
    assert story.steps() == ["booked", "getting_ready"]


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-11-30 13:00", "Tuesday 1 December, 9am"),
        ("2026-12-01 22:00", "Wednesday 2 December, 9am"),
    ],
)
def test_else_it_says_when_it_goes(now: str, goes: str) -> None:
    story = asked()
    story.at(now)
    seen = at_mail(story).press(NOW)
    assert (
        "It goes out as soon as it may: guests get mail by day, and one in 20 hours." in seen.text
    )
    assert f"To Sam : {goes}." in seen.text
    assert story.steps() == ["booked"]


def test_a_mail_that_lacks_what_it_needs_cannot_go_now() -> None:
    browser = at_mail(asked(), f"/list/mails/{FRIDAY}/survey")
    assert HOLD in browser.last.text
    assert NOW not in browser.last.text
    form, _ = browser.last.page.form_with(HOLD)
    seen = browser.post(f"/list/mails/{FRIDAY}/survey/now", form.fields)
    assert (seen.status, "it lacks something that it needs" in seen.text) == (409, True)


def test_while_nobody_is_there_nothing_goes_now() -> None:
    story = asked()
    story.at("2026-12-01 10:00")
    story.world.ledger.set_away(local("2026-12-03 00:00"), None)
    browser = at_mail(story)
    assert NOW not in browser.last.text
    form, _ = browser.last.page.form_with(HOLD)
    assert browser.post(f"{READY}/now", form.fields).status == 409


@pytest.mark.parametrize("step", ["number", "receipt"])
def test_what_somebody_waits_for_is_not_held(step: str) -> None:
    browser = at_mail(agreed(), f"/list/mails/2026-12-04/{step}")
    assert HOLD not in browser.last.text
    form, _ = browser.last.page.form_with("Send me a test")
    for act in ("hold", "release", "now"):
        assert browser.post(f"/list/mails/2026-12-04/{step}/{act}", form.fields).status == 409
    assert dict(browser.story.turn().wishes) == {}


def test_what_has_gone_out_meanwhile_is_not_held() -> None:
    story = asked()
    browser = at_mail(story)
    form, _ = browser.last.page.form_with(HOLD)
    story.at("2026-12-02 11:30")
    story.run()
    browser = signed_in(story)
    other, _ = browser.get(f"/list/mails/{FRIDAY}/survey").page.form_with(HOLD)
    assert browser.post(f"{READY}/hold", other.fields).status == 404
    assert form.fields.keys() == other.fields.keys()


def test_what_has_no_turn_yet_cannot_be_held_yet() -> None:
    story = Story(MONDAY)
    story.book(FRIDAY)
    seen = at_mail(story).last
    assert HOLD not in seen.page.buttons()
    assert "Once we have begun with it, you can hold this back." in seen.text


def test_after_a_restore_nothing_is_sent_to_a_guest_by_the_button() -> None:
    story = on_friday()  # and nobody comes
    story.days_until("2026-12-07 09:30")
    path = f"/list/mails/{story.turn().weekend}/did_not_work_out"
    browser = at_mail(story, path)
    form, _ = browser.last.page.form_with(NOW)
    story.world.ledger.own_id = "a copy, made by a restore"
    story.run("revocation")
    sent = len(story.world.mailer.sent)
    assert browser.post(f"{path}/now", form.fields).status in {404, 409}
    story.days_until("2026-12-09 07:00")
    assert not [mail for mail in story.world.mailer.sent[sent:] if SAM in mail.to]


def test_a_rehearsal_holds_nothing_and_says_why() -> None:
    story = Story(MONDAY, live=False)
    story.book(FRIDAY)
    story.run()
    seen = at_mail(story).last
    assert HOLD not in seen.page.buttons()
    assert "We rehearse, so this goes to no guest yet." in seen.text
    form, _ = seen.page.form_with("Send me a test")
    browser = at_mail(story)
    assert browser.post(f"{READY}/hold", form.fields).status in {403, 409}
    assert all(not turn.wishes for turn in story.world.ledger.look(FRIDAY).turns)


def test_what_can_never_be_held_gives_no_reason() -> None:
    seen = at_mail(agreed(), "/list/mails/2026-12-04/number").last
    assert "hold" not in seen.text.replace("household", "")
