"""After the end: how was it?"""

from __future__ import annotations

import pytest

from takeover.model.turn import Fact
from tests.desk.browser import Browser
from tests.desk.stories import REVOCATION, accepted, after_the_weekend, in_the_weekend, opened
from tests.story import Story


def asked() -> tuple[Story, Browser]:
    story, _ = after_the_weekend("Hello, all.")
    guest = Browser(story)
    guest.open_link()
    return story, guest


def test_the_phone_that_was_signed_in_says_that_it_is_over() -> None:
    _, guest = after_the_weekend("Hello, all.")
    seen = guest.get("/")
    assert "Your weekend is over This page is closed. Thank you." in seen.text
    assert seen.page.buttons() == []


def test_the_answers_are_saved_in_one_go_and_mailed() -> None:
    story, guest = asked()
    seen = guest.press("Save", overall="good", alone="less", words="The talk.", quote="with-name")
    assert "Thank you Robin has your answer." in seen.text
    answer = story.world.ledger.answer(story.turn().id)
    assert answer is not None
    assert dict(answer.choices) == {
        "overall": "good",
        "alone": "less",
        "words": "The talk.",
        "quote": "with-name",
    }
    assert story.steps("robin@example.org")[-1] == "answers"


def test_no_is_chosen_already_where_we_ask_to_quote() -> None:
    _, guest = asked()
    form, _ = guest.last.page.form_with("Save")
    assert form.fields == {"csrf": guest.csrf, "words": "", "quote": "no"}


def test_get_in_touch_reaches_a_person_at_once() -> None:
    story, guest = asked()
    guest.press("Save", contact="yes")
    assert story.happened(Fact.WANTS_CONTACT)
    assert sorted(story.steps("robin@example.org")[-2:]) == ["answers", "get_in_touch"]


def test_what_is_too_long_is_kept_and_said() -> None:
    story, guest = asked()
    seen = guest.press("Save", overall="poor", words="x" * 2001)
    form, _ = seen.page.form_with("Save")
    assert seen.status == 422
    assert "There is room for 2,000." in seen.text
    assert (form.fields["words"], form.fields["overall"]) == ("x" * 2001, "poor")
    assert not story.happened(Fact.ANSWERED)


def test_answers_can_be_given_again_a_few_times() -> None:
    story, guest = asked()
    for _ in range(5):
        assert "Save" in guest.last.page.buttons()
        story.world.clock.advance(minutes=1)
        guest.press("Save", overall="good")
    assert guest.last.page.buttons() == ["Sign out"]
    assert story.turn().answers == 5


def test_what_was_answered_is_not_shown_to_whoever_has_the_link() -> None:
    story, guest = asked()
    guest.press("Save", words="Only for Robin.")
    assert "Only for Robin." not in Browser(story).open_link().body


def test_who_came_and_posted_nothing_is_asked_one_thing() -> None:
    story, _ = after_the_weekend()
    guest = Browser(story)
    guest.open_link()
    assert "It did not work out this time" in guest.last.text
    form, _ = guest.last.page.form_with("Save")
    assert form.fields == {"csrf": guest.csrf}
    fields = {"csrf": guest.csrf, "contact": "yes", "overall": "good"}
    guest.post("/answer", fields)
    answer = story.world.ledger.answer(story.turn().id)
    assert answer is not None
    assert dict(answer.choices) == {"contact": "yes"}


def test_who_never_came_is_not_asked() -> None:
    story = opened()
    story.at("2026-12-07 09:05")
    story.run(REVOCATION)
    assert "Your weekend is over" in Browser(story).open_link().text


def test_a_weekend_that_passed_without_a_yes_is_over() -> None:
    story = accepted()
    story.at("2026-12-07 09:05")  # never opened
    guest = Browser(story)
    assert "This weekend is over" in guest.open_link().text
    assert guest.last.page.buttons() == ["Sign out"]


def test_three_weeks_later_the_link_opens_nothing() -> None:
    story, _ = after_the_weekend("Hello, all.")
    path = story.key().path
    story.at("2026-12-28 08:59")
    assert Browser(story).get(path).status == 200
    story.at("2026-12-28 09:00")
    assert Browser(story).get(path).status == 404


@pytest.mark.parametrize("when", ["before", "stopped"])
def test_nobody_answers_who_was_not_asked(when: str) -> None:
    story, guest = in_the_weekend()
    if when == "stopped":
        guest.get("/stop")
        guest.press("Yes, end my weekend")
        guest.open_link()
    seen = guest.post("/answer", {"csrf": guest.csrf, "overall": "good"})
    assert (seen.status, story.happened(Fact.ANSWERED)) == (422, False)
