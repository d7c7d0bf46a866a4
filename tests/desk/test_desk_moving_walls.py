"""Another weekend: walls, two people at once, and whatever goes wrong in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.steps import REVOCATION
from takeover.model.turn import Ending, Fact
from tests.desk.browser import Browser
from tests.desk.moves import (
    KIM,
    LATER,
    NEXT,
    NOT_FREE,
    goals,
    looking,
    pick,
    said_yes,
    sent,
    there,
    wish,
)
from tests.desk.stories import in_the_weekend
from tests.story import ROBIN, SAM, WEEKEND, Story, row

LOST, NO_ANSWER = (UnknownOutcomeError("lost"), False), (UnknownOutcomeError("no answer"), True)


def test_a_weekend_taken_in_between_is_said_and_nothing_is_lost() -> None:
    story, guest = said_yes()
    guest.get(f"/move?to={LATER}")
    form, _ = guest.last.page.form_with("Yes, move my weekend")
    taken = row(LATER, guest_email=KIM, public_name="Kim")

    def quicker(call: str) -> None:
        if call == "roster.edit_together":
            story.world.roster.put(taken)

    story.world.seam.before = quicker
    seen = guest.post("/move", form.fields)
    assert (seen.status, seen.reason) == (409, "taken")
    assert NOT_FREE in seen.text
    assert "Kim" not in seen.text
    assert goals(guest)[:2] == ["2026-12-11", "2026-12-25"]
    assert story.world.roster.row(LATER) == taken
    assert "Your weekend is kept for you" in guest.get("/").text
    assert not story.happened(Fact.GONE)


def test_what_the_coordinator_changes_in_between_is_not_lost_on_the_way() -> None:
    story, guest = said_yes()

    def quicker(call: str) -> None:
        if call == "roster.edit_together":
            story.book(anonymous=True, notes="rang today")

    story.world.seam.before = quicker
    assert guest.post("/move", wish(guest, LATER)).status == 409
    row_now = story.world.roster.row(WEEKEND)
    assert row_now is not None
    assert row_now["notes"] == "rang today"


def test_pressing_twice_moves_once_and_leads_to_the_same_page() -> None:
    story, guest = said_yes()
    form = wish(guest, LATER)
    cookie = guest.cookie
    answers = []
    for _ in range(2):
        guest.cookie = cookie
        answers.append(guest.post("/move", form))
        assert "Your weekend is kept for you" in guest.get("/").text
    assert [(one.status, one.headers["Location"]) for one in answers] == [(303, "/?said=moved")] * 2
    assert (there(story).moves, story.steps().count("moved_as_asked")) == (1, 1)


def test_of_two_devices_with_two_wishes_the_first_counts() -> None:
    story, one = said_yes()
    other = looking(story)
    form = wish(other, NEXT)
    pick(one, LATER)
    seen = other.post("/move", form)
    assert (seen.status, seen.reason) == (403, "not_now")
    assert "Your weekend has moved" in seen.text
    assert story.world.roster.row(NEXT) is None
    assert "__Host-weekend" not in " ".join(seen.cookies)


def test_two_devices_at_the_same_moment_move_one_guest_once() -> None:
    story, one = said_yes()
    other = looking(story)
    form = wish(other, NEXT)
    seen: list[int] = []

    def in_between(call: str) -> None:
        if call == "roster.edit_together" and not seen:
            seen.append(0)
            seen[0] = other.post("/move", form).status

    story.world.seam.before = in_between
    pick(one, LATER)
    assert seen == [303]  # to a page that asks to try again in a few minutes
    rows = [str(found["weekend"]) for found in story.world.roster.rows(WEEKEND)
            if found.get("guest_email") == SAM]  # fmt: skip
    assert rows == [str(LATER)]


def test_nobody_moves_a_weekend_that_is_not_theirs() -> None:
    story, guest = said_yes()
    story.book(NEXT, guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-24 12:00")
    guest = looking(story)
    stranger = Browser(story)
    form = wish(guest, LATER)
    assert stranger.get("/move").status == 303
    assert stranger.post("/move", form).reason == "signed_out"
    assert guest.post("/move", form, origin="https://evil.example.org").reason == "another_site"
    assert guest.post("/move", form | {"csrf": "0" * 64}).reason == "old_form"
    assert story.world.roster.row(LATER) is None
    guest.post("/move", form)
    kims = story.world.roster.row(NEXT)
    assert kims is not None
    assert kims["guest_email"] == KIM


def test_once_the_account_is_ready_or_the_weekend_is_off_nothing_moves() -> None:
    story, guest = in_the_weekend()
    assert guest.get("/move").status == 303
    assert guest.post("/move", wish(guest, LATER)).reason == "not_now"
    assert story.world.roster.row(LATER) is None
    story, guest = said_yes()
    form = wish(guest, LATER)
    story.book(status="cancelled")
    assert guest.post("/move", form).reason == "not_now"
    assert guest.get("/move").status == 303


def test_an_account_given_in_between_stays_given() -> None:
    story, guest = said_yes()
    form = wish(guest, LATER)

    def given(call: str) -> None:
        if call == "ledger.leave":
            story.world.ledger.note(story.turn().id, Fact.OPENED, story.world.clock.now())

    story.world.seam.before = given
    assert guest.post("/move", form).status == 409
    assert story.world.roster.row(LATER) is None


@pytest.mark.parametrize(("error", "afterwards"), [(LaterError("busy"), False), LOST, NO_ANSWER])
@pytest.mark.parametrize("call", ["ledger.leave", "roster.edit_together", "ledger.begin",
                                  "ledger.move", "ledger.look", "mailer.send"])  # fmt: skip
def test_whatever_goes_wrong_the_guest_stands_in_one_row_and_the_sweep_goes_on(
    call: str, afterwards: bool, error: Exception
) -> None:
    story, guest = said_yes()
    form = wish(guest, LATER)
    story.world.seam.fail(call, error, afterwards=afterwards)
    guest.post("/move", form)
    theirs = [one for one in story.world.roster.rows(WEEKEND) if one.get("guest_email") == SAM]
    assert len(theirs) == 1
    story.pass_until("2026-11-23 21:30", timedelta(minutes=15))
    assert story.failed() == []
    if str(theirs[0]["weekend"]) == str(WEEKEND):
        assert "Your weekend is kept for you" in looking(story).last.text
        pick(looking(story))
    story.days_until("2026-11-25 12:00")
    assert (story.turn().how, there(story).has(Fact.ACCEPTED)) == (Ending.MOVED, True)
    told = [one.tags["step"] for one in story.world.mailer.sent if ROBIN.address in one.to]
    assert [step for step in told if step in {"cannot_tell", "guest_moved"}] == ["guest_moved"]


def test_a_wish_that_was_cut_short_is_taken_back_by_the_sweep() -> None:
    story, guest = said_yes()
    story.world.ledger.leave(story.turn().id, story.world.clock.now())
    assert "Please try again in a few minutes" in guest.get("/").text
    story.run(REVOCATION)
    assert "Your weekend is kept for you" in guest.get("/").text
    assert not story.happened(Fact.LEAVING)


def test_a_rehearsal_moves_like_a_weekend() -> None:
    story = Story("2026-11-20 09:30", live=False)
    story.book()
    story.run()
    story.at("2026-11-20 10:30")
    story.run()
    story.accept()
    assert "Your weekend has moved." in pick(looking(story))
    assert there(story).rehearsal
    assert sent(story, SAM, "moved_as_asked") == []
    assert len(sent(story, ROBIN.address, "moved_as_asked")) == 1
