"""Behind the link: one button; the ten points; yes and no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.model.turn import Fact, SessionKind
from tests.desk.browser import Browser
from tests.desk.stories import FRIDAY_NOON, YES, accepted, booked, in_the_weekend, opened
from tests.story import WEEKEND, Story


def test_a_link_shows_one_button_and_nothing_else() -> None:
    story = booked()
    seen = Browser(story).get(story.key().path)
    assert (seen.status, seen.page.buttons()) == (200, ["Carry on"])
    assert seen.text == "Hello Hello. This is your page. Carry on"
    assert story.key().mac not in seen.body


def test_carry_on_leads_to_an_address_without_the_secret() -> None:
    story = booked()
    guest = Browser(story)
    guest.get(story.key().path)
    answer = guest.post(story.key().path, {})
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert [one.kind for one in story.world.ledger.sessions(story.turn().id)] == [SessionKind.LINK]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        "/2026-12-04-1/" + "0" * 32,
        "/2026-12-04-2/" + "0" * 32,
        "/2031-01-03-1/" + "0" * 32,
        "/2026-12-04-1/short",
        "/2026-99-99-1/" + "0" * 32,
        "/nothing/here",
        "/nothing",
        "/robots.txt",
    ],
)
def test_whatever_opens_nothing_answers_the_same(method: str, path: str) -> None:
    seen = Browser(booked()).send(method, path, origin="https://desk.example.org")
    if method == "HEAD":
        assert (seen.status, seen.body) == (200, "")
    else:
        assert seen.status == 404
        assert seen.page.title == "Nothing here"
        assert seen.body == Browser(booked()).get("/2026-12-11-1/" + "f" * 32).body


def test_a_link_of_an_earlier_generation_opens_nothing() -> None:
    story = opened()
    old = story.key().path
    story.world.ledger.next_generation(story.turn().id, 1, story.world.clock.now())
    assert Browser(story).get(old).status == 404
    assert Browser(story).get(story.key().path).status == 200


def test_a_scanner_that_presses_carry_on_agrees_to_nothing() -> None:
    story = booked()
    scanner = Browser(story)
    scanner.send("HEAD", story.key().path)
    scanner.open_link()
    for path in ("/", "/stop", "/agree", "/no", "/all-set", "/style.css", "/?said=said-yes"):
        scanner.get(path)
        scanner.send("HEAD", path)
    assert set(story.turn().facts) == {Fact.SEEN, Fact.LINK_USED}


def test_a_scanner_that_presses_every_button_without_typing_agrees_to_nothing() -> None:
    story = booked()
    scanner = Browser(story)
    scanner.open_link()
    scanner.press("Say yes")
    assert set(story.turn().facts) == {Fact.SEEN, Fact.LINK_USED}


def test_the_page_holds_ten_points_and_the_privacy_note_folded() -> None:
    guest = Browser(booked())
    page = guest.open_link().page
    assert sum(1 for tag, _ in page.tags if tag == "li") == 10
    assert [given for tag, given in page.tags if tag == "details"] == [{}]
    boxes = [given["id"] for _, given in page.tags if given.get("type") == "checkbox"]
    assert boxes == ["terms", "consent"]


def test_a_guest_says_yes_with_both_boxes_and_the_name() -> None:
    story = booked()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Say yes", typed_name=" sam ", **YES)
    assert "Thank you. You have said yes." in seen.text
    assert story.happened(Fact.ACCEPTED)


def test_who_types_another_name_is_told_what_to_do() -> None:
    story = booked()
    story.world.settings = replace(story.world.settings, phone="01632 960002")
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Say yes", typed_name="Samm", **YES)
    assert "That is not quite it. Please type the name people will see: Sam." in seen.text
    assert "Just reply to our mail, or call 01632 960002, and Robin will help you." in seen.text
    seen = guest.press("Say yes", typed_name="", **YES)
    assert "not quite it" not in seen.text
    assert "Please type the name people will see: Sam" in seen.text


def test_what_is_missing_is_said_and_what_was_typed_is_kept() -> None:
    story = booked()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Say yes", consent="yes", typed_name='Samm"<i>')
    assert (seen.status, story.happened(Fact.ACCEPTED)) == (422, False)
    alert = [given for _, given in seen.page.tags if given.get("role") == "alert"]
    goals = [given["href"] for _, given in seen.page.tags if given.get("href", "").startswith("#")]
    assert (len(alert), goals) == (1, ["#terms", "#typed_name"])
    form, _ = seen.page.form_with("Say yes")
    assert form.fields["typed_name"] == 'Samm"<i>'
    assert ("consent" in form.fields, "terms" in form.fields) == (True, False)


def test_a_no_lets_go_at_once_and_can_be_taken_back() -> None:
    story = booked()
    guest = Browser(story)
    guest.open_link()
    assert "We have let it go" in guest.press("No, not this time").text
    assert story.happened(Fact.DECLINED)
    guest.press("Undo")
    guest.press("Say yes", typed_name="Sam", **YES)
    assert (story.happened(Fact.DECLINED), story.happened(Fact.ACCEPTED)) == (False, True)


def test_a_yes_in_another_tab_takes_the_no_back_as_well() -> None:
    story = booked()
    guest = Browser(story)
    form, _ = guest.open_link().page.form_with("Say yes")
    guest.press("No, not this time")
    assert guest.post("/agree", form.fields | YES | {"typed_name": "Sam"}).status == 303
    assert (story.happened(Fact.DECLINED), story.happened(Fact.ACCEPTED)) == (False, True)


def test_a_no_cannot_be_taken_back_once_somebody_else_has_the_weekend() -> None:
    story = booked()
    guest = Browser(story)
    form, _ = guest.open_link().page.form_with("Say yes")
    guest.press("No, not this time")
    story.book(guest_email="kim@example.org", public_name="Kim")
    assert guest.get("/").page.buttons() == ["Sign out"]
    seen = guest.post("/agree", form.fields | YES | {"typed_name": "Sam"})
    assert (seen.status, story.happened(Fact.ACCEPTED)) == (422, False)
    assert "not free any more" in seen.text
    assert "Kim" not in seen.body


@pytest.mark.parametrize("ending", ["cancelled", "swapped", "deleted"])
def test_a_weekend_that_is_off_says_so_kindly(ending: str) -> None:
    story = accepted()
    guest = Browser(story)
    if ending == "deleted":
        story.remove()
    else:
        changes = {
            "cancelled": {"status": "cancelled"},
            "swapped": {"guest_email": "k@example.org"},
        }
        story.book(WEEKEND, **changes[ending])
    seen = guest.open_link()
    assert "not on our list any more" in seen.text
    assert seen.page.buttons() == ["Sign out"]
    assert guest.get("/stop").status == 303


def test_a_row_that_cannot_be_read_is_waited_for() -> None:
    story = accepted()
    story.book(status="bookd")
    assert "come back a little later" in Browser(story).open_link().text


def test_all_set_is_asked_from_two_days_before() -> None:
    story = accepted()
    guest = Browser(story)
    story.at("2026-12-02 16:00")
    assert "All set" not in guest.open_link().page.buttons()
    story.at("2026-12-03 11:00")
    guest.open_link()
    assert "You are all set" in guest.press("All set").text
    assert story.happened(Fact.ALL_SET)


def test_name_and_hello_are_the_guests_own() -> None:
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Save", public_name="Bluebell", hello="Gardener,\r\nbad at resting")
    assert "Saved." in seen.text
    row = story.world.roster.row(WEEKEND)
    assert row is not None
    assert (row["public_name"], row["introduction"]) == ("Bluebell", "Gardener, bad at resting")


def test_a_name_that_x_would_link_is_refused_and_kept_in_the_field() -> None:
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Save", public_name="Shift.ms", hello="x" * 99)
    form, _ = seen.page.form_with("Save")
    assert (seen.status, form.fields["public_name"]) == (422, "Shift.ms")
    goals = [given["href"] for _, given in seen.page.tags if given.get("href", "").startswith("#")]
    assert goals == ["#public_name", "#hello"]


def test_i_cannot_do_it_asks_once_more() -> None:
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    guest.get("/stop")
    assert not story.happened(Fact.DECLINED)
    assert "We have let it go" in guest.press("Yes, let it go").text
    assert story.happened(Fact.DECLINED)


def test_tapping_the_link_again_keeps_a_phone_signed_in() -> None:
    _, guest = in_the_weekend()
    cookie = guest.cookie
    seen = guest.open_link()
    assert guest.cookie == cookie
    assert "Write a post" in seen.text


def test_a_page_made_ready_late_says_so() -> None:
    story = accepted()
    story.at("2026-12-04 17:30")  # no run has opened it yet
    assert "getting your page ready" in Browser(story).open_link().text


def test_a_rehearsal_says_so_on_every_page() -> None:
    story = Story(FRIDAY_NOON, live=False)
    story.book()
    story.run("handover")
    guest = Browser(story)
    assert "This is a rehearsal." in guest.open_link().text
    assert "This is a rehearsal." in guest.get("/stop").text
