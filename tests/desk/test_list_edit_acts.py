"""Weekends moved, cancelled, ended, freed and made a break; undone; and two people at once."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.errors import UnknownOutcomeError
from takeover.model.turn import Ending, Fact
from tests.desk.browser import Browser
from tests.desk.list_editors import (
    HERS,
    KIM_TYPED,
    LOOK,
    MONDAY,
    SAM_TYPED,
    SAVE,
    UNDO,
    editor,
    fill,
    press_done,
    raw,
)
from tests.desk.stories import in_the_weekend
from tests.story import SAM, Story
from tests.takeover.openings import booked

LATER = date(2026, 12, 18)
CANCEL, END, MOVE = "Cancel it", "End it now", "Move it to Friday 18 December"
SWAP = "Let them change places"
NOT_SAVED = "Nothing was saved: this weekend has been changed since you opened it."


def said_yes() -> Story:
    """Monday, Sam has said yes."""
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    return story


def test_a_cancelled_weekend_is_told_to_the_guest_and_free_again() -> None:
    story = said_yes()
    browser = editor(story)
    seen = browser.get(f"{HERS}/cancel")
    assert raw(story)["status"] == "booked"
    assert "To Sam : a change of plan" in seen.text
    assert "It is cancelled." in browser.press(CANCEL).text
    assert "Free again. Sam’s weekend was cancelled." in browser.get(HERS).text
    story.days_until("2026-11-23 17:00")
    assert story.steps() == ["booked", "cancelled"]


def test_a_guest_moves_with_what_they_agreed_to() -> None:
    story = said_yes()
    browser = editor(story)
    seen = fill(browser, "move", to="2026-12-18")
    assert "What Sam has agreed to goes along." in seen.text
    assert "Friday 18 December 2026 Guest Sam Friday 4 December 2026 Guest Sam nobody" in seen.text
    assert "To Sam : the new dates" in seen.text
    assert "a change of plan" not in seen.text
    assert "It is moved." in browser.press(MOVE).text
    assert raw(story) == {"weekend": "2026-12-04"}
    moved = dict(story.world.roster.row(LATER) or {})
    assert (moved["guest_email"], moved["status"]) == (SAM, "booked")
    assert "Free" in browser.get(HERS).text
    story.days_until("2026-11-24 12:00")
    assert story.steps() == ["booked", "moved"]
    assert story.turn(1, LATER).has(Fact.ACCEPTED)


def test_only_free_fridays_and_others_places_are_offered() -> None:
    story = said_yes()
    story.book(date(2026, 12, 11), **KIM_TYPED)
    story.book(LATER, status="break", guest_email="")
    browser = editor(story)
    seen = browser.get(f"{HERS}/move")
    offered = [given["value"] for tag, given in seen.page.tags if tag == "option"]
    assert offered[:5] == ["", "2026-11-27", "2026-12-25", "2027-01-01", "2027-01-08"]
    assert offered[-1] == "2026-12-11"
    assert "Change places with somebody" in {given.get("label") for _, given in seen.page.tags}
    assert "Friday 11 December 2026: Kim" in seen.text
    for taken in ("2026-12-18", "2026-12-04", "2020-01-03", "x"):
        refused = browser.press(LOOK, to=taken)
        assert (refused.status, "Please choose one of these Fridays." in refused.text) == (
            422,
            True,
        )


def with_kim() -> Story:
    """Sam has said yes for the 4th, Kim for the 18th."""
    story = said_yes()
    story.book(LATER, **KIM_TYPED, notes="Likes dogs.", duty="Noor Vale <noor@example.org>")
    story.run()
    story.world.clock.advance(minutes=45)
    story.run()
    story.world.ledger.note(f"{LATER}#1", Fact.ACCEPTED, story.world.clock.now())
    return story


def test_two_guests_change_places_with_all_that_they_agreed_to() -> None:
    story = with_kim()
    browser = editor(story)
    seen = fill(browser, "move", to="2026-12-18")
    for words in (
        "What Sam has agreed to goes along.",
        "What Kim has agreed to goes along.",
        "Friday 18 December 2026 Guest Kim Sam Friday 4 December 2026 Guest Sam Kim",
        "To Sam : the new dates",
        "To Kim : the new dates",
    ):
        assert words in seen.text
    assert "a change of plan" not in seen.text
    seen = browser.press(SWAP)
    assert "They have changed places. Sam has Friday 18 December now. Kim has Friday 4" in seen.text
    there = dict(story.world.roster.row(LATER) or {})
    assert (raw(story)["guest_email"], raw(story)["notes"]) == ("kim@example.org", "Likes dogs.")
    assert (there["guest_email"], there["duty"]) == (SAM, "Noor Vale <noor@example.org>")
    assert "notes" not in there
    story.days_until("2026-11-24 12:00")
    assert story.turn(2).has(Fact.ACCEPTED)
    assert story.turn(2, LATER).has(Fact.ACCEPTED)
    assert (story.steps(), story.steps("kim@example.org")) == (["booked", "moved"],) * 2


def test_a_change_of_places_is_undone_by_one_button() -> None:
    story = with_kim()
    before = raw(story), dict(story.world.roster.row(LATER) or {})
    browser = editor(story)
    press_done(browser, "move", SWAP, to="2026-12-18")
    browser.press(UNDO)
    assert (raw(story), dict(story.world.roster.row(LATER) or {})) == before
    assert browser.path == f"{HERS}?said=undone"
    story.days_until("2026-11-24 12:00")
    assert story.turn().has(Fact.ACCEPTED)
    assert "moved" not in story.steps()


def test_who_said_no_and_a_weekend_that_is_on_change_places_with_nobody() -> None:
    story = with_kim()
    story.world.ledger.note(f"{LATER}#1", Fact.DECLINED, story.world.clock.now())
    assert "Change places" not in editor(story).get(f"{HERS}/move").body
    story, _ = in_the_weekend()
    story.book(LATER, **KIM_TYPED)
    browser = editor(story)
    assert "2026-12-04" not in browser.get("/list/2026-12-18/move").body.partition("<select")[2]


def test_a_move_that_broke_off_is_finished_by_moving_once_more() -> None:
    story = said_yes()
    browser = editor(story)
    fill(browser, "move", to="2026-12-18")
    story.world.seam.fail("roster.edit_together", UnknownOutcomeError("lost"), times=2)
    assert browser.press(MOVE).status == 503
    assert (raw(story)["guest_email"], story.world.roster.row(LATER)) == (SAM, None)
    press_done(browser, "move", MOVE, to="2026-12-18")
    assert raw(story) == {"weekend": "2026-12-04"}


def test_a_break_is_made_and_taken_back() -> None:
    browser = editor()
    assert "Nobody this time? Make it a break" in browser.get(f"{HERS}/book").text
    assert "No mail follows from this." in browser.get(f"{HERS}/break").text
    browser.press("Make it a break")
    assert "A break" in browser.get(HERS).text
    assert "Make it a break" not in browser.get(f"{HERS}/book").text
    press_done(browser, "free", "Make it free again")
    assert raw(browser.story) == {"weekend": "2026-12-04"}
    assert "⚠ Free" in browser.get(HERS).text


def test_the_account_is_ours_at_once_when_a_weekend_is_ended_that_is_on() -> None:
    story, guest = in_the_weekend()
    browser = editor(story)
    seen = browser.get(HERS)
    assert END in seen.text
    assert CANCEL not in seen.text
    seen = browser.get(f"{HERS}/cancel")
    assert "Sam’s weekend ends at once. Nothing more can be posted." in seen.text
    assert "Sam gets no mail about this. Please tell them yourself." in seen.text
    assert story.turn().open
    seen = browser.press(END)
    assert "It has ended. Nothing can be posted any more." in seen.text
    assert UNDO not in seen.page.buttons()
    assert story.turn().how is Ending.CHARITY_STOPPED
    assert "Your weekend has ended early" in guest.get("/").text


@pytest.mark.parametrize("kind", ["book", "swap", "move", "free", "break"])
def test_a_weekend_that_is_on_can_only_be_changed_or_ended(kind: str) -> None:
    story, _ = in_the_weekend()
    browser = editor(story)
    seen = browser.get(f"{HERS}/{kind}")
    assert (seen.status, seen.headers["Location"]) == (303, f"{HERS}?said=not-now")
    assert (
        "That can’t be done with this weekend as it is now."
        in browser.get(f"{HERS}?said=not-now").text
    )
    browser.get(f"{HERS}/change")
    fields = {**browser.last.page.forms[0].fields, "kind": kind, "to": "2026-12-18"}
    for act in ("look", "write", "again"):
        assert browser.post(f"{HERS}/{act}", fields).status == 409
    assert story.turn().open


def test_an_edit_is_undone_by_one_button() -> None:
    story = said_yes()
    before = raw(story)
    browser = editor(story)
    press_done(browser, "cancel", CANCEL)
    story.world.clock.advance(minutes=24)
    seen = browser.press(UNDO)
    assert (browser.path, raw(story)) == (f"{HERS}?said=undone", before)
    assert "Undone. It is as it was before." in seen.text
    story.days_until("2026-11-24 12:00")
    assert story.steps() == ["booked"]


def test_a_booking_is_undone_and_nobody_was_asked() -> None:
    browser = editor()
    press_done(browser, "book", **SAM_TYPED)
    browser.press(UNDO)
    assert raw(browser.story) == {"weekend": "2026-12-04"}
    browser.story.days_until("2026-11-18 07:00")
    assert browser.story.steps() == []


def test_a_move_is_undone_in_both_weekends() -> None:
    story = said_yes()
    before = raw(story)
    browser = editor(story)
    press_done(browser, "move", MOVE, to="2026-12-18")
    browser.press(UNDO)
    assert (raw(story), story.world.roster.row(LATER)) == (before, {"weekend": "2026-12-18"})
    assert browser.path == f"{HERS}?said=undone"


def test_it_is_too_late_to_undo_once_mails_may_be_out() -> None:
    story = said_yes()
    browser = editor(story)
    press_done(browser, "cancel", CANCEL)
    story.world.clock.advance(minutes=25)
    seen = browser.press(UNDO)
    assert (seen.status, seen.reason, raw(story)["status"]) == (409, "too_late", "cancelled")


def test_what_somebody_changed_since_is_not_undone() -> None:
    story = said_yes()
    browser = editor(story)
    press_done(browser, "cancel", CANCEL)
    story.book(status="break")
    seen = browser.press(UNDO)
    assert (seen.status, raw(story)["status"]) == (409, "break")
    assert "It was changed again since then, so nothing was put back." in seen.text


@pytest.mark.parametrize("change", [lambda text: text[:-1] + "x", lambda _: "", lambda _: "1.2.[]"])
def test_nothing_is_undone_that_we_did_not_write(change: object) -> None:
    story = said_yes()
    browser = editor(story)
    press_done(browser, "cancel", CANCEL)
    assert callable(change)
    form, _ = browser.last.page.form_with(UNDO)
    seen = browser.press(UNDO, undo=str(change(form.fields["undo"])))
    assert (seen.status, raw(story)["status"]) == (409, "cancelled")


def test_two_people_at_one_form_do_not_overwrite_each_other() -> None:
    story = said_yes()
    first, second = editor(story), Browser(story)
    second.cookie = first.cookie
    for one in (first, second):
        one.get(f"{HERS}/change")
    first.press(LOOK, notes="Likes cats.")
    first.press(SAVE)
    seen = second.press(LOOK, notes="Likes dogs.")
    assert (seen.status, seen.reason) == (409, "changed")
    assert NOT_SAVED in seen.text
    assert "On the list now: Likes cats. Yours: Likes dogs." in seen.text
    assert raw(story)["notes"] == "Likes cats."
    second.press(LOOK)
    second.press(SAVE)
    assert raw(story)["notes"] == "Likes dogs."


@pytest.mark.parametrize(("kind", "button"), [("change", SAVE), ("cancel", CANCEL), ("move", MOVE)])
def test_what_was_changed_after_the_look_is_not_written_over(kind: str, button: str) -> None:
    story = said_yes()
    browser = editor(story)
    browser.get(f"{HERS}/{kind}")
    if LOOK in browser.last.page.buttons():
        browser.press(LOOK, notes="Mine.", to="2026-12-18")
    story.book(introduction="Baker, since a minute ago.")
    before = raw(story)
    seen = browser.press(button)
    assert (seen.status, seen.reason, NOT_SAVED in seen.text) == (409, "changed", True)
    assert (raw(story), story.world.roster.row(LATER)) == (before, None)


def test_a_friday_that_was_taken_after_the_look_is_nobodys_to_move_to() -> None:
    story = said_yes()
    browser = editor(story)
    fill(browser, "move", to="2026-12-18")
    story.book(LATER, **KIM_TYPED)
    assert NOT_SAVED in browser.press(MOVE).text
    assert (raw(story)["guest_email"], story.turn().how) == (SAM, None)


def test_somebody_who_is_quicker_by_a_moment_is_not_written_over() -> None:
    story = said_yes()
    browser = editor(story)
    browser.get(f"{HERS}/cancel")
    story.world.seam.before = lambda call: (
        story.book(guest_email="kim@example.org") if call == "roster.edit" else None
    )
    seen = browser.press(CANCEL)
    assert (seen.status, seen.reason, raw(story)["status"]) == (409, "changed", "booked")


@pytest.mark.parametrize("path", ["2026-12-05", "2019-12-06", "2031-12-05", "x"])
def test_a_weekend_that_is_none_cannot_be_edited(path: str) -> None:
    browser = editor(Story(MONDAY))
    assert browser.get(f"/list/{path}/book").status == 409
    fields = {"csrf": browser.csrf, "kind": "book", **SAM_TYPED, "status": "booked"}
    for act in ("look", "write", "again"):
        assert browser.post(f"/list/{path}/{act}", fields).status == 409
    assert list(browser.story.world.roster.rows(date(2000, 1, 1))) == []
