"""The guest alone: another weekend."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from takeover.model.credentials import issue
from takeover.model.roster import ABOUT_A_GUEST
from takeover.model.turn import Ending, Fact
from tests.desk.browser import Browser
from tests.desk.moves import (
    DATES,
    KIM,
    LATER,
    NEXT,
    NOT_FREE,
    goals,
    looking,
    offered,
    pick,
    said_yes,
    sent,
    there,
    wish,
)  # fmt: skip
from tests.desk.stories import YES
from tests.story import ROBIN, SAM, WEEKEND, row

# --- another weekend


@pytest.mark.parametrize("answered", [True, False])
def test_the_guests_page_leads_to_the_open_weekends(answered: bool) -> None:
    story = offered()
    if answered:
        story.accept()
    guest = looking(story)
    assert "/move" in [given.get("href") for _, given in guest.last.page.tags]
    assert "Friday 4 December, 5pm, to Monday 7 December, 9am" in guest.get("/move").text
    assert goals(guest)[:3] == ["2026-12-11", "2026-12-18", "2026-12-25"]
    assert str(WEEKEND) not in goals(guest)


def test_a_weekend_that_is_tapped_says_what_will_happen_and_changes_nothing() -> None:
    story, guest = said_yes()
    before = list(story.world.roster.rows(NEXT))
    seen = guest.get(f"/move?to={LATER}")
    assert f"Your weekend is then {DATES}. What you agreed to still holds." in seen.text
    assert seen.page.buttons() == ["Yes, move my weekend", "Sign out"]
    assert list(story.world.roster.rows(NEXT)) == before
    assert not story.happened(Fact.LEAVING)


def test_a_guest_moves_with_all_that_was_agreed_and_is_signed_in_there_at_once() -> None:
    story, guest = said_yes()
    said = pick(guest)
    assert "Your weekend has moved." in said
    assert f"Your weekend is kept for you {DATES.replace(', to', ', to')}" in said
    moved = there(story)
    assert (moved.at(Fact.ACCEPTED), moved.terms) == (story.turn().at(Fact.ACCEPTED), moved.terms)
    assert (story.turn().how, moved.moves, moved.calendar) == (Ending.MOVED, 1, story.turn().id)
    assert story.failed() == []


def test_the_guests_own_cells_go_along_and_the_weekends_own_stay() -> None:
    story, guest = said_yes()
    story.world.roster.put({"weekend": str(LATER), "status": "pencilled", "colour": "blue"})
    before = story.world.roster.row(WEEKEND)
    pick(guest)
    old, new = story.world.roster.row(WEEKEND), story.world.roster.row(LATER)
    assert before is not None
    theirs = {cell: before[cell] for cell in ABOUT_A_GUEST if cell in before}
    assert old == {"weekend": str(WEEKEND), "duty": before["duty"]}
    assert new == {"weekend": str(LATER), "colour": "blue", "status": "booked",
                   **theirs, "anonymous": "yes"}  # fmt: skip


def test_the_new_dates_are_mailed_at_once_and_the_coordinator_hears_of_it_once() -> None:
    story, guest = said_yes()
    pick(guest)  # in the evening, as they asked for it
    (mail,) = sent(story, SAM, "moved_as_asked")
    assert "What you agreed to still holds" in mail
    assert sent(story, ROBIN.address, "guest_moved") == []
    story.days_until("2026-11-25 12:00")
    (told,) = sent(story, ROBIN.address, "guest_moved")
    assert "Friday 18 December 2026 instead of Friday 4 December" in told
    assert story.steps() == ["booked", "moved_as_asked"]


def test_the_calendar_entry_moves_too() -> None:
    story, guest = said_yes()
    pick(guest)
    mails = {one.tags["step"]: one for one in story.world.mailer.sent}
    first, second = (
        mails[step].attachments[0].content.decode() for step in ("booked", "moved_as_asked")
    )
    assert re.findall("UID:.*", first) == re.findall("UID:.*", second)
    assert "SEQUENCE:1" in second
    assert "20261218T170000Z" in second


def test_the_old_link_says_where_to_look() -> None:
    story, guest = said_yes()
    pick(guest)
    assert "Your weekend has moved" in looking(story).last.text
    assert "The button in our newest mail leads to your new page" in looking(story).last.text


def test_a_guest_who_has_not_said_yes_may_do_so_after_the_move() -> None:
    story = offered()
    guest = looking(story)
    assert "You can then say yes to it, or no." in guest.get(f"/move?to={LATER}").text
    guest.press("Yes, move my weekend")
    guest.press("Say yes", typed_name="Sam", **YES)
    assert there(story).has(Fact.ACCEPTED)
    story.days_until("2026-12-18 12:00")
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.turn == there(story).id


def test_of_moves_in_quick_succession_the_coordinator_hears_of_the_last() -> None:
    story, guest = said_yes()
    pick(guest, NEXT)
    pick(guest, LATER)
    story.days_until("2026-11-25 12:00")
    (told,) = sent(story, ROBIN.address, "guest_moved")
    assert "Friday 18 December 2026 instead of Friday 4 December" in told


def test_after_three_moves_a_person_helps() -> None:
    story, guest = said_yes()
    for friday in (LATER, NEXT, LATER):
        assert "Your weekend has moved." in pick(guest, friday)
    assert story.turn(2, LATER).moves == 3
    seen = guest.get(f"/move?to={NEXT}")
    assert "You have moved a few times now" in seen.text
    refused = guest.post("/move", {"csrf": guest.csrf, "to": str(NEXT)})
    assert (refused.status, refused.reason) == (403, "not_now")
    assert story.turn(2, LATER).how is None


# --- which weekends


def test_where_no_weekend_is_free_the_page_says_so_kindly() -> None:
    story, guest = said_yes()
    for week in range(-1, 30):
        friday = WEEKEND + timedelta(weeks=week)
        if friday != WEEKEND:
            story.world.roster.put({"weekend": str(friday), "status": "break"})
    assert "No other weekend is free just now. We are sorry." in guest.get("/move").text
    assert goals(guest) == []


TOUCHED = {
    "booked": row(LATER, guest_email=KIM, public_name="Kim"),
    "called off": {"weekend": str(LATER), "status": "cancelled"},
    "a break": {"weekend": str(LATER), "status": "break"},
    "promised": {"weekend": str(LATER), "notes": "Jo asked for this one"},
    "named": {"weekend": str(LATER), "status": "pencilled", "guest_name": "Jo"},
    "unreadable": {"weekend": str(LATER), "status": "bookd"},
    "clashing": {"weekend": str(LATER), "starts_at": "2026-12-15 17:00",
                 "ends_at": "2026-12-19 09:00"},
}  # fmt: skip


@pytest.mark.parametrize("cells", TOUCHED.values(), ids=TOUCHED.keys())
def test_what_is_anybody_elses_is_not_offered_and_cannot_be_taken(cells: dict[str, str]) -> None:
    story, guest = said_yes()
    story.world.roster.put(cells)
    if "starts_at" in cells:
        story.book(NEXT, guest_email=KIM, ends_at="2026-12-15 18:00")
    guest.get("/move")
    assert str(LATER) not in goals(guest)
    before = list(story.world.roster.rows(WEEKEND))
    for seen in (guest.get(f"/move?to={LATER}"), guest.post("/move", wish(guest, LATER))):
        assert (seen.status, seen.reason) == (409, "taken")
        assert NOT_FREE in seen.text
    assert list(story.world.roster.rows(WEEKEND)) == before
    assert set(story.turn().facts) == {Fact.SEEN, Fact.LINK_USED, Fact.ACCEPTED}


@pytest.mark.parametrize(
    "friday", ["2026-11-27", "2026-12-05", "2026-12-04", "2031-01-03", "soon", "", "2026-99-99"]
)
def test_only_a_weekend_that_the_page_offers_can_be_chosen(friday: str) -> None:
    story, guest = said_yes()
    guest.get("/")
    guest.post("/move", {"csrf": guest.csrf, "to": friday})
    assert set(story.turn().facts) == {Fact.SEEN, Fact.LINK_USED, Fact.ACCEPTED}
    assert [one["guest_email"] for one in story.world.roster.rows(WEEKEND)] == [SAM]


def test_a_weekend_whose_last_guest_has_yet_to_be_told_is_not_offered() -> None:
    story, guest = said_yes()
    story.book(LATER, guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-24 12:00")
    story.remove(LATER)
    guest = looking(story)
    guest.get("/move")
    assert str(LATER) not in goals(guest)
    story.days_until("2026-11-25 12:00")  # by now the coordinator knows that nobody could be told
    looking(story).get("/move")
    guest = looking(story)
    guest.get("/move")
    assert str(LATER) in goals(guest)


# --- the mail of before the move


def test_the_old_link_leads_to_the_new_weekend_where_one_is_signed_in() -> None:
    _, guest = said_yes()
    pick(guest)
    jar = dict(guest.jar)
    seen = guest.open_link()
    assert "Your weekend is kept for you" in seen.text
    assert DATES in seen.text
    assert guest.jar == jar


def test_so_does_the_link_of_two_moves_ago() -> None:
    story, guest = said_yes()
    pick(guest)
    story.world.clock.advance(minutes=45)
    pick(guest, NEXT)
    assert there(story, NEXT).moved_from == there(story).id
    jar = dict(guest.jar)
    assert "Friday 11 December, 5pm" in guest.open_link().text
    assert guest.jar == jar


def test_elsewhere_the_old_link_says_that_it_has_moved() -> None:
    story, guest = said_yes()
    pick(guest)
    other = Browser(story)
    assert "moved" in other.open_link().text
    assert other.jar != {}


def test_who_has_signed_out_gets_the_page_of_the_link_that_they_open() -> None:
    _, guest = said_yes()
    pick(guest)
    guest.press("Sign out")
    assert DATES not in guest.open_link().text


def test_somebody_elses_link_opens_their_own_page() -> None:
    story, guest = said_yes()
    story.book(LATER, guest_email=KIM, public_name="Kim", anonymous="")
    story.run()
    key = issue(story.world.secrets.link_key(), there(story))
    guest.get(key.path)
    seen = guest.press("Carry on")
    assert "Kim" in seen.text
