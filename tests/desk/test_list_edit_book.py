"""Weekends booked, changed and given to somebody else on the list, each after a look."""

from __future__ import annotations

import pytest

from takeover.model.cells import HOURS_OR_YES
from tests.desk.browser import Seen
from tests.desk.list_editors import (
    HERS,
    KIM_TYPED,
    LOOK,
    MONDAY,
    SAM_TYPED,
    SAVE,
    editor,
    fill,
    press_done,
    raw,
)
from tests.story import ROBIN, Story
from tests.takeover.openings import booked

WRONG = (
    ("guest_email", "sam@example", "Mail address", "a mail address such as name@example.org"),
    ("guest_email", "", "Mail address", "a mail address such as name@example.org"),
    ("public_name", "", "Name people will see", "the name people will see"),
    ("public_name", "S" * 31, "Name people will see", "at most 30 letters"),
    ("introduction", "x" * 81, "Hello", "at most 80 letters; until then the hello is left out"),
    ("duty", "Noor", "On duty", "empty, or written like Robin Lee <robin@example.org>"),
    ("starts_at", "next week", "Starts at another time",
     "a date and time written like 2026-12-04 17:00"),
    ("review", "after lunch", "Look at posts first",
     HOURS_OR_YES),
    ("ends_at", "2026-12-20 09:00", "Ends at another time", "at most 112 hours after the start"),
)  # fmt: skip


def test_somebody_is_booked_and_gets_the_first_mail() -> None:
    browser = editor()
    seen = fill(browser, "book", **SAM_TYPED)
    assert raw(browser.story) == {}
    assert "Nothing is sent for half an hour." in seen.text
    assert "To Sam : the first mail, with their link: please say yes" in seen.text
    assert "It is on the list." in browser.press(SAVE).text
    assert raw(browser.story) == {"weekend": "2026-12-04", "status": "booked", **SAM_TYPED}
    browser.story.pass_until("2026-11-16 12:00")
    assert browser.story.steps() == ["booked"]


@pytest.mark.parametrize(
    ("cell", "typed", "folded"),
    [("guest_email", "sam@example", False), ("introduction", "x" * 81, False),
     ("duty", "Noor", True), ("starts_at", "next week", True)],
)  # fmt: skip
def test_the_fold_opens_only_for_what_is_wrong_in_it(cell: str, typed: str, folded: bool) -> None:
    seen = fill(editor(), "book", **(SAM_TYPED | {cell: typed}))
    assert (seen.status, "<details open>" in seen.body) == (422, folded)


def test_somebody_is_pencilled_in_and_hears_nothing() -> None:
    browser = editor()
    seen = fill(browser, "book", status="pencilled", public_name="Sam", notes="Ring in May.")
    assert "No mail follows from this." in seen.text
    browser.press(SAVE)
    assert "Sam is pencilled in. Nothing is sent yet." in browser.get(HERS).text
    browser.story.days_until("2026-11-18 07:00")
    assert browser.story.steps(ROBIN.address) == ["list_number"]


def test_every_field_of_the_form_is_a_cell_of_the_list() -> None:
    typed = {
        "status": "booked", **SAM_TYPED, "anonymous": "yes", "guest_phone": "01632 960001",
        "guest_name": "Sam Field", "handle": "samfield", "said_yes_on": "2026-10-12",
        "talked_on": "2026-10-12", "talked_by": "Ash Wood", "duty": "Noor Vale <noor@example.org>",
        "review": "daily 09:00-21:00",
        "starts_at": "2026-12-04T16:00", "ends_at": "2026-12-07T08:00",
        "notes": "Likes cats.\r\nAnd tea.",
    }  # fmt: skip
    browser = editor()
    press_done(browser, "book", **typed)
    cells = typed | {
        "starts_at": "2026-12-04 16:00",
        "ends_at": "2026-12-07 08:00",
        "notes": "Likes cats.\nAnd tea.",
    }
    assert raw(browser.story) == {"weekend": "2026-12-04", **cells}
    form = browser.get(f"{HERS}/change").page.forms[0]
    shown = {name: form.fields[name] for name in typed}
    assert shown == {name: text.replace("\r\n", "\n") for name, text in typed.items()}


@pytest.mark.parametrize(("field", "text", "label", "right"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    field: str, text: str, label: str, right: str
) -> None:
    browser = editor()
    given = {**SAM_TYPED, "notes": "Likes\ncats.", field: text}
    seen = fill(browser, "book", **given)
    assert (seen.status, raw(browser.story)) == (422, {})
    found = f"we found “{text}”" if text else "it is empty"
    said = f"{label}: {found}. It should be: {right}."
    assert seen.text.count(said) == 2  # on top, and beside the field
    assert marked(seen) == [field]
    fields = seen.page.forms[0].fields
    assert {name: fields[name].replace("T0", " 0") for name in given} == given


@pytest.mark.parametrize("status", ["", "break", "boked"])
def test_a_weekend_is_booked_or_pencilled_in_on_the_form(status: str) -> None:
    browser = editor()
    seen = fill(browser, "book", **SAM_TYPED, status=status)
    assert (seen.status, raw(browser.story)) == (422, {})
    assert seen.text.count("Status: please choose one.") == 2
    assert marked(seen) == ["status"]


def marked(seen: Seen) -> list[str]:
    """The fields that are marked as wrong."""
    return [one["id"] for _, one in seen.page.tags if one.get("aria-invalid") == "true"]


def test_nothing_different_is_nothing_to_save() -> None:
    browser = editor(booked())
    seen = fill(browser, "change")
    assert (seen.status, "That is how it is already." in seen.text) == (422, True)


def test_the_way_back_to_the_form_loses_nothing() -> None:
    browser = editor()
    fill(browser, "book", **SAM_TYPED, notes="Likes cats.")
    seen = browser.press("Back to the form")
    assert (seen.status, raw(browser.story)) == (200, {})
    assert seen.page.forms[0].fields["notes"] == "Likes cats."
    browser.press(LOOK)
    browser.press(SAVE)
    assert raw(browser.story)["notes"] == "Likes cats."


def test_a_change_writes_that_cell_and_no_other() -> None:
    story = booked()
    story.book(favourite_cake="lemon", anonymous=False, talked_on=20261012)
    browser, before = editor(story), raw(story)
    seen = fill(browser, "change", introduction="Baker, now.")
    assert "Gardener, bad at resting. Baker, now." in seen.text
    assert "No mail follows from this." in seen.text
    browser.press(SAVE)
    assert raw(story) == {**before, "introduction": "Baker, now."}


def test_a_new_guest_in_the_old_ones_place_and_who_is_told_by_hand() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-23 10:00")
    browser = editor(story)
    seen = fill(browser, "swap", **KIM_TYPED)
    assert "Sam gets no mail about this. Please tell them yourself." in seen.text
    assert "To Kim : the first mail, with their link: please say yes" in seen.text
    said = "To Robin : please tell the guest yourself; we have no address any more"
    assert said in seen.text
    browser.press(SAVE)
    assert raw(story) == {"weekend": "2026-12-04", "status": "booked", **KIM_TYPED}
    story.days_until("2026-11-23 17:00")
    assert story.steps("kim@example.org") == ["booked"]
    assert "cannot_tell" in story.steps(ROBIN.address)


def test_a_mail_address_put_right_sends_everything_anew() -> None:
    story = booked()
    story.days_until("2026-11-23 10:00")
    seen = fill(editor(story), "change", guest_email="sam.field@example.org")
    assert "Sam gets all our mails anew, with a new link. The old link ends." in seen.text


def test_other_times_show_what_comes_when() -> None:
    story = booked()
    story.accept()
    seen = fill(editor(story), "change", starts_at="2026-12-03T09:00")
    assert "At another time than before" in seen.text
    assert "It was: Thursday 3 December, 11am." in seen.text


def test_times_that_would_put_another_weekend_aside_are_refused() -> None:
    story = Story(MONDAY)
    other = {"starts_at": "2026-12-08 08:00", "ends_at": "2026-12-12 09:00"}
    story.world.roster.put(
        {"weekend": "2026-12-11", "status": "booked", **KIM_TYPED, **other}
    )  # fmt: skip
    browser = editor(story)
    seen = fill(browser, "book", **SAM_TYPED, ends_at="2026-12-08 08:30")
    assert (seen.status, raw(story)) == (422, {})
    assert "a time that does not overlap the weekend of 2026-12-" in seen.text


def test_in_rehearsal_the_page_says_who_gets_the_mails() -> None:
    browser = editor(Story(MONDAY, live=False))
    seen = fill(browser, "book", **SAM_TYPED)
    assert "We rehearse: all mails go to Robin only, and nothing is posted." in seen.text
    browser.press(SAVE)
    browser.story.pass_until("2026-11-16 12:00")
    assert browser.story.steps(ROBIN.address) == ["list_number", "booked"]
