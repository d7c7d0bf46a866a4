"""The guest alone: a no, and undoing it."""

from __future__ import annotations

import re

import pytest

from takeover.model.turn import Fact
from tests.desk.browser import Browser
from tests.desk.moves import KIM, looking, offered, sent
from tests.story import ROBIN, SAM, Story


def let_go(answered: bool = True) -> tuple[Story, Browser]:
    story = offered()
    if answered:
        story.accept()
    guest = looking(story)
    guest.get("/stop")
    guest.press("Yes, let it go")
    return story, guest


def test_a_no_says_until_when_it_can_be_undone_on_the_page_and_in_both_mails() -> None:
    story, guest = let_go()
    until = "Thursday 3 December, 5pm"
    assert f"You can undo this until {until}" in guest.last.text
    (guests,), (coordinators,) = (
        sent(story, SAM, "said_no"), sent(story, ROBIN.address, "guest_said_no"),
    )  # fmt: skip
    assert until in guests
    assert story.key().path in guests
    assert until in coordinators


def test_undo_brings_back_all_that_was_agreed_and_tells_both() -> None:
    story, guest = let_go()
    seen = guest.press("Undo")
    assert "This weekend is yours again." in seen.text
    assert "Your weekend is kept for you" in seen.text
    assert (story.happened(Fact.DECLINED), story.happened(Fact.ACCEPTED)) == (False, True)
    assert story.steps()[-2:] == ["said_no", "kept_again"]
    assert story.steps(ROBIN.address)[-2:] == ["guest_said_no", "no_taken_back"]
    story.days_until("2026-12-04 12:00")
    assert story.happened(Fact.OPENED)


def test_the_calendar_entry_comes_back_with_the_undoing() -> None:
    story, guest = let_go()
    guest.press("Undo")
    mails = [one for one in story.world.mailer.sent if one.attachments]
    said = [one.attachments[0].content.decode() for one in mails]
    found = [re.findall(r"(?m)^(?:SEQUENCE|STATUS):\w+", text) for text in said]
    assert found[1] == ["SEQUENCE:1", "STATUS:CANCELLED"]
    assert (found[0][0], found[2][0]) == ("SEQUENCE:0", "SEQUENCE:2")
    assert found[0][1:] == found[2][1:]


def test_a_second_no_and_its_undoing_are_told_again() -> None:
    story, guest = let_go()
    guest.press("Undo")
    guest.get("/stop")
    guest.press("Yes, let it go")
    guest.press("Undo")
    assert story.steps()[-4:] == ["said_no", "kept_again", "said_no_2", "kept_again_2"]
    assert story.steps(ROBIN.address)[-4:] == [
        "guest_said_no", "no_taken_back", "guest_said_no_2", "no_taken_back_2",
    ]  # fmt: skip


def test_who_had_not_said_yes_is_asked_again_after_the_undoing() -> None:
    story, guest = let_go(answered=False)
    seen = guest.press("Undo")
    assert "Ten points" in seen.text
    assert not story.happened(Fact.ACCEPTED)
    assert "They have not said yes to the ten points yet" in sent(
        story, ROBIN.address, "no_taken_back"
    )[0]  # fmt: skip


def test_pressing_undo_twice_is_told_once() -> None:
    story, guest = let_go()
    form, _ = guest.last.page.form_with("Undo")
    for _ in range(2):
        assert guest.post("/undo", form.fields).status == 303
    assert len(sent(story, ROBIN.address, "no_taken_back")) == 1
    assert story.turn().declines == 1


@pytest.mark.parametrize("gone", ["another guest", "cancelled", "deleted", "too late"])
def test_a_no_that_somebody_counts_on_cannot_be_undone(gone: str) -> None:
    story, guest = let_go()
    form, _ = guest.last.page.form_with("Undo")
    if gone == "another guest":
        story.book(guest_email=KIM, public_name="Kim")
    elif gone == "cancelled":
        story.book(status="cancelled")
    elif gone == "deleted":
        story.remove()
    else:
        story.at("2026-12-03 17:00")
        guest = looking(story)
        form.fields["csrf"] = guest.csrf
    seen = guest.get("/")
    assert "Undo" not in seen.page.buttons()
    assert "Would you like another date?" in seen.text
    assert guest.post("/undo", form.fields).headers["Location"] == "/"
    assert story.happened(Fact.DECLINED)
    assert sent(story, ROBIN.address, "no_taken_back") == []


def test_a_no_on_the_last_day_offers_no_undo_but_an_answer() -> None:
    story = offered()
    story.accept()
    story.days_until("2026-12-03 18:00")
    guest = looking(story)
    guest.get("/stop")
    seen = guest.press("Yes, let it go")
    assert "Undo" not in seen.page.buttons()
    assert "Changed your mind? Just reply." in sent(story, SAM, "said_no")[0]
    assert "It is too late for them to change their mind" in sent(
        story, ROBIN.address, "guest_said_no"
    )[0]  # fmt: skip


def test_undo_needs_the_guests_own_page() -> None:
    story, guest = let_go()
    form, _ = guest.last.page.form_with("Undo")
    assert Browser(story).post("/undo", form.fields).reason == "signed_out"
    evil = guest.post("/undo", form.fields, origin="https://evil.example.org")
    assert evil.reason == "another_site"
    assert story.happened(Fact.DECLINED)
