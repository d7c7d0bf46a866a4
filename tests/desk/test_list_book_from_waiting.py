"""From the waiting list into the list of weekends: booking somebody who has asked for one."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.model.steps import REMINDERS
from tests.desk.applicants import FIRST, MONDAY, SECOND, WHY, kept, sends, stranger
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import signed_in
from tests.story import Story

WAITING = "/list/waiting"
FRIDAY = date.fromisoformat(FIRST)


def with_bluebell(**changes: str) -> tuple[Story, Browser]:
    story = Story(MONDAY)
    sends(stranger(story), **changes)
    return story, signed_in(story)


def links(seen: Seen, part: str) -> list[str]:
    return [given["href"] for tag, given in seen.page.tags if tag == "a" and part in given["href"]]


def choose(browser: Browser) -> Seen:
    return browser.get(links(browser.get(WAITING), "/waiting/book")[0])


def book(browser: Browser) -> Seen:
    browser.get(links(choose(browser), f"{FIRST}/book")[0])
    browser.press("What will happen?")
    return browser.press("Save it")


def test_what_they_asked_for_comes_first_and_only_free_weekends_are_offered() -> None:
    story, browser = with_bluebell()
    story.book(date(2026, 12, 18), guest_email="fern@example.org")
    story.book(date(2026, 12, 25), status="break", guest_email="")
    found = links(choose(browser), "/book?from=")
    assert [path.split("/")[2] for path in found[:5]] == [
        FIRST, SECOND, "2026-11-27", "2026-12-04", "2027-01-08",
    ]  # fmt: skip
    assert "Friday 11 December 2026. They would like this best." in browser.last.text
    assert "Friday 1 January 2027. They would like this, too." in browser.last.text


def test_the_form_holds_what_they_told_us_and_nothing_is_saved_yet() -> None:
    story, browser = with_bluebell()
    seen = browser.get(links(choose(browser), f"{FIRST}/book")[0])
    form, _ = seen.page.form_with("What will happen?")
    assert {name: form.fields.get(name) for name in (
        "status", "public_name", "guest_email", "anonymous", "guest_phone", "notes",
    )} == {
        "status": "booked", "public_name": "Bluebell", "guest_email": "bluebell@example.org",
        "anonymous": "yes", "guest_phone": "020 7946 0123",
        "notes": f"From the waiting list: {WHY}",
    }  # fmt: skip
    assert story.world.roster.row(FRIDAY) is None


def test_who_does_not_mind_being_known_is_not_ticked_as_unnamed() -> None:
    _, browser = with_bluebell(anonymous="no")
    seen = browser.get(links(choose(browser), f"{FIRST}/book")[0])
    assert "anonymous" not in seen.page.form_with("What will happen?")[0].fields


def test_it_is_looked_at_first_then_saved_and_the_waiting_list_knows() -> None:
    story, browser = with_bluebell()
    browser.get(links(choose(browser), f"{FIRST}/book")[0])
    assert "This is what will happen" in browser.press("What will happen?").text
    assert story.world.roster.row(FRIDAY) is None
    assert "It is on the list." in browser.press("Save it").text
    row = story.world.roster.row(FRIDAY)
    assert row is not None
    assert (row["status"], row["guest_email"]) == ("booked", "bluebell@example.org")
    seen = browser.get(WAITING)
    assert "Booked ✔ Friday 11 December 2026." in seen.text
    assert links(seen, "/waiting/book") == []


def test_who_is_booked_by_hand_counts_as_booked_and_after_an_undo_waits_again() -> None:
    story, browser = with_bluebell()
    story.book(FRIDAY, guest_email=" BLUEBELL@example.org")
    assert "Booked ✔" in browser.get(WAITING).text
    story.remove(FRIDAY)
    assert "Booked ✔" not in browser.get(WAITING).text
    book(browser)
    browser.press("Undo")
    assert "Booked ✔" not in browser.get(WAITING).text


def test_who_had_a_weekend_and_asks_for_another_waits() -> None:
    story = Story(MONDAY)
    story.book(date(2026, 11, 13), guest_email="bluebell@example.org")
    sends(stranger(story))
    assert "Booked ✔" not in signed_in(story).get(WAITING).text


def test_who_is_booked_is_not_counted_among_those_who_wait() -> None:
    story, browser = with_bluebell()
    sends(stranger(story), guest_email="fern@example.org", public_name="Fern")
    book(browser)
    story.at("2026-11-24 09:00")
    story.run(REMINDERS)
    (mail,) = [one for one in story.world.mailer.sent if "sign-ups" in one.tags["step"]]
    assert mail.subject == "Somebody would like a weekend"


def test_if_all_are_booked_nobody_is_told_of() -> None:
    story, browser = with_bluebell()
    book(browser)
    story.at("2026-11-24 09:00")
    story.run(REMINDERS)
    assert [one for one in story.world.mailer.sent if "sign-ups" in one.tags["step"]] == []


@pytest.mark.parametrize("query", ["", "?entry=", "?entry=2026-12-04", "?entry=~today"])
def test_nobody_else_can_be_booked_there(query: str) -> None:
    _, browser = with_bluebell()
    seen = browser.get(f"{WAITING}/book{query}")
    assert seen.headers["Location"] == f"{WAITING}?said=not-waiting"


def test_who_waits_is_seen_on_the_list_and_beside_the_weekend_they_chose() -> None:
    story, browser = with_bluebell()
    story.world.clock.advance(minutes=5)
    sends(stranger(story), guest_email="fern@example.org", public_name="Fern",
          first_choice="2026-12-18", second_choice=FIRST)  # fmt: skip
    seen = browser.get("/list")
    assert "Waiting list (2)" in seen.text
    assert "2 people are waiting for a weekend." in seen.text
    assert (
        "Friday 11 December ⚠ Free Bluebell would like it best. Fern would like it, too. "
        "Book Bluebell : Friday 11 December"
    ) in seen.text
    assert "Friday 1 January ⚠ Free Bluebell would like it, too. Book : Friday" in seen.text
    book(browser)
    seen = browser.get("/list")
    assert "1 person is waiting for a weekend." in seen.text
    assert "Fern would like" not in seen.text


def test_who_has_waited_longest_is_booked_first_where_two_would_like_the_same_weekend() -> None:
    story, browser = with_bluebell()
    story.world.clock.advance(minutes=5)
    sends(stranger(story), guest_email="fern@example.org", public_name="Fern")
    entry = next(one["weekend"] for one in kept(story) if one["public_name"] == "Bluebell")
    seen = browser.get("/list")
    assert "Bluebell would like it best. Fern would like it best. Book Bluebell :" in seen.text
    assert links(seen, f"{FIRST}/book") == [f"/list/{FIRST}/book?from={entry}"]
    seen = browser.get(f"/list/{FIRST}")
    assert "Book Bluebell Book somebody" in seen.text
    form, _ = browser.get(links(seen, "from=")[0]).page.form_with("What will happen?")
    assert form.fields["guest_email"] == "bluebell@example.org"


def test_who_waits_is_booked_for_what_they_would_like_best_in_one_tap_while_it_is_free() -> None:
    story, browser = with_bluebell()
    seen = browser.get(WAITING)
    assert "Book Friday 11 December 2026 for Bluebell Book another weekend" in seen.text
    form, _ = browser.get(links(seen, f"{FIRST}/book")[0]).page.form_with("What will happen?")
    assert form.fields["public_name"] == "Bluebell"
    story.book(FRIDAY, guest_email="fern@example.org")
    seen = browser.get(WAITING)
    assert (links(seen, f"{FIRST}/book"), "Book this person" in seen.text) == ([], True)


@pytest.mark.parametrize("choice", ["", "May", "2026-12-12", "2026-11-06"])
def test_no_tap_leads_to_a_weekend_that_cannot_be_booked(choice: str) -> None:
    story = Story(MONDAY)
    story.world.waiting_list.put({"weekend": "hers", "first_choice": choice})
    seen = signed_in(story).get(WAITING)
    assert ("Book another weekend" in seen.text, "Book this person" in seen.text) == (False, True)


def test_what_was_booked_leads_on_to_the_next_free_weekend_and_to_who_still_waits() -> None:
    story, browser = with_bluebell(first_choice="2026-12-25")
    story.book(date(2026, 12, 11), guest_email="elm@example.org")
    browser.get("/list/2026-12-04/book")
    browser.press("What will happen?", public_name="Fern", guest_email="fern@example.org")
    seen = browser.press("Save it")
    assert "It is on the list. Fern has Friday 4 December now." in seen.text
    assert "Book the next free weekend: Friday 18 December Book somebody who waits (1)" in seen.text
    assert links(seen, "")[:2] == ["/list/2026-12-18/book", WAITING]
    browser.get("/list/2026-12-18/break")
    seen = browser.press("Make it a break")
    assert "Book Bluebell: Friday 25 December" in seen.text
    browser.get(links(seen, "from=")[0])
    browser.press("What will happen?", status="pencilled")
    seen = browser.press("Save it")
    assert "Bluebell is pencilled in for Friday 25 December." in seen.text
    assert "Book somebody who waits (1)" in seen.text


def test_after_the_last_weekend_the_first_free_one_is_next_and_nobody_who_was_just_booked() -> None:
    story, browser = with_bluebell(first_choice="2027-05-21")
    browser.get(f"/list/2027-05-21/book?from={kept(story)[0]['weekend']}")
    browser.press("What will happen?")
    seen = browser.press("Save it")
    assert links(seen, "/book")[0] == "/list/2026-11-27/book"
    assert "who waits" not in seen.text


def test_who_gave_no_name_is_somebody() -> None:
    story = Story(MONDAY)
    story.world.waiting_list.put({"weekend": "hers", "first_choice": FIRST})
    assert "Somebody would like it best. Book Somebody :" in signed_in(story).last.text


def test_who_is_gone_from_the_waiting_list_fills_in_no_form() -> None:
    story, browser = with_bluebell()
    path = links(choose(browser), f"{FIRST}/book")[0]
    for entry in story.world.waiting_list.entries():
        story.world.waiting_list.forget(str(entry["weekend"]))
    form, _ = browser.get(path).page.form_with("What will happen?")
    assert (form.fields["public_name"], form.fields["notes"]) == ("", "")


def test_only_a_booking_is_filled_in() -> None:
    story, browser = with_bluebell()
    entry = str(story.world.waiting_list.entries()[0]["weekend"])
    story.book(FRIDAY, guest_email="fern@example.org")
    for kind in ("change", "swap"):
        assert "bluebell" not in browser.get(f"/list/{FIRST}/{kind}?from={entry}").body


def test_the_whole_half_year_may_be_taken() -> None:
    story, browser = with_bluebell()
    for friday in links(choose(browser), "/book?from="):
        day = friday.split("/")[2]
        story.book(date.fromisoformat(day), status="break", guest_email="")
    assert "No weekend of the next half year is free." in choose(browser).text
