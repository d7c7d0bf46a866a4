"""Mails and posts in the charity's own words, on the page: looked at, saved, and back again."""

from __future__ import annotations

from datetime import date

import pytest

from takeover.commands import own_texts
from takeover.wording.own_texts import NAMES, built_in
from tests.desk.browser import Browser, Seen
from tests.desk.list_stories import MONDAY, number_in_mail, signed_in
from tests.story import ALEX, ROBIN, SAM, Story

BOOKED, INTRO = "/list/texts/mail-booked", "/list/texts/post-intro-named"
HERS = """{friday_short}: would you like it?

Dear {public_name},

we would love to have you: **{opens}, to {closes}**.

[Have a look]

{from_name}"""


@pytest.fixture
def browser() -> Browser:
    """The coordinator, who has just typed her number."""
    return signed_in(Story(MONDAY))


def typed(seen: Seen) -> str:
    """What is in the form."""
    (form,) = [form for form in seen.page.forms if "was" in form.fields]
    return form.fields["text"].lstrip("\n").replace("\r\n", "\n")


def kept(browser: Browser, name: str = "mail/booked") -> object:
    return (browser.story.world.texts.get(name) or {}).get("text")


def test_every_text_is_in_the_list_with_whose_words_it_has(browser: Browser) -> None:
    browser.story.world.texts.edit({"weekend": "mail/number", "text": "{"})
    browser.story.world.texts.edit({"weekend": "mail/moved", "text": built_in("mail/moved")})
    seen = browser.get("/list/texts")
    for name in NAMES:
        assert f'href="/list/texts/{name.replace("/", "-", 1)}"' in seen.body
    assert "Yours. Changed in the table itself." in seen.text
    assert seen.text.count("Yours cannot be used as it is, so ours goes out.") == 1


@pytest.mark.parametrize("name", NAMES)
def test_each_begins_with_our_own_words_and_shows_how_they_look(
    browser: Browser, name: str
) -> None:
    seen = browser.get(f"/list/texts/{name.replace('/', '-', 1)}")
    assert (seen.status, typed(seen)) == (200, built_in(name))
    assert "How it will look" in seen.text
    assert "Until now these are our own words." in seen.text


def test_looking_first_shows_it_filled_in_and_saves_nothing(browser: Browser) -> None:
    browser.get(BOOKED)
    seen = browser.press("Look at it first", text=HERS)
    assert "Friday 4 December: would you like it?" in seen.text
    assert "Dear Bluebell," in seen.text
    assert "<strong>Friday 4 December, 5pm, to Monday 7 December, 9am</strong>" in seen.body
    assert typed(seen) == HERS
    assert kept(browser) is None


def test_saved_words_go_out_in_the_next_mail(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.press("Look at it first", text=HERS)
    seen = browser.press("Save")
    assert "Saved. The next mail or post of this kind goes out like this." in seen.text
    assert "Changed on Monday 30 November, 10am, by Robin." in seen.text
    assert kept(browser) == HERS
    story = browser.story
    story.book(date(2026, 12, 18))
    story.run()
    story.days_until("2026-11-30 18:00")
    assert story.subjects(SAM)[0] == "Friday 18 December: would you like it?"


@pytest.mark.parametrize("button", ["Look at it first", "Save"])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser: Browser, button: str) -> None:
    browser.get(BOOKED)
    seen = browser.press(button, text=HERS.replace("{opens}", "{open}"))
    assert seen.status == 422
    assert "Line 5: {open} is not known here. Did you mean opens?" in seen.text
    assert typed(seen) == HERS.replace("{opens}", "{open}")
    assert "How it will look" not in seen.text
    assert kept(browser) is None


def test_a_post_that_is_too_long_is_refused(browser: Browser) -> None:
    browser.get(INTRO)
    seen = browser.press("Save", text="Meet {public_name}! " + "Hello there. " * 22)
    assert "letters as X counts them. It may have 280 with the longest name" in seen.text
    assert kept(browser, "post/intro-named") is None


def test_our_words_come_back(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.press("Save", text=HERS)
    seen = browser.press("Back to our words")
    assert "Our own words are back." in seen.text
    assert (kept(browser), typed(seen)) == (None, built_in("mail/booked"))


def test_our_words_saved_as_they_are_count_as_ours(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.press("Save", text=HERS)
    browser.press("Save", text=built_in("mail/booked"))
    assert kept(browser) is None


def test_two_people_at_one_text_do_not_write_over_each_other(browser: Browser) -> None:
    browser.get(BOOKED)
    other = signed_in(browser.story, ALEX.address)
    other.get(BOOKED)
    other.press("Save", text=HERS.replace("love", "like"))
    seen = browser.press("Save", text=HERS)
    assert (seen.status, seen.reason) == (409, "changed")
    assert "somebody else has changed this text since you opened it" in seen.text
    assert "we would like to have you" in seen.text
    assert typed(seen) == HERS
    assert kept(browser) == HERS.replace("love", "like")
    browser.press("Save")
    assert kept(browser) == HERS


def test_a_text_that_changed_meanwhile_is_not_taken_away_either(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.press("Save", text=HERS)
    browser.story.world.texts.edit({"weekend": "mail/booked", "text": "By hand"})
    assert browser.press("Back to our words").status == 409
    assert kept(browser) == "By hand"


def test_looking_at_it_does_not_take_over_what_somebody_else_saved(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.story.world.texts.edit({"weekend": "mail/booked", "text": "By hand"})
    browser.press("Look at it first", text=HERS)
    assert browser.press("Save").status == 409


def test_who_has_to_type_a_number_first_finds_what_they_had_typed(browser: Browser) -> None:
    browser.get(BOOKED)
    browser.story.world.clock.advance(minutes=20)
    seen = browser.press("Save", text=HERS)
    assert (seen.status, seen.reason) == (403, "number_needed")
    assert kept(browser) is None
    browser.press("Send me a number")
    seen = browser.press("Open the list", number=number_in_mail(browser.story))
    assert "This is what you had typed. It is not saved yet." in seen.text
    assert typed(seen) == HERS
    browser.press("Save")
    assert kept(browser) == HERS
    assert own_texts.draft_of(browser.story.world, "mail/booked") == ""


@pytest.mark.parametrize("path", ["/list/texts", BOOKED])
def test_texts_are_opened_with_a_fresh_number_only(browser: Browser, path: str) -> None:
    browser.story.world.clock.advance(minutes=20)
    seen = browser.get(path)
    assert (seen.status, seen.reason) == (403, "number_needed")


@pytest.mark.parametrize("name", ["mail-bookd", "mail-list_number", "post-intro", "draft-mail"])
def test_a_made_up_text_is_not_there(browser: Browser, name: str) -> None:
    assert browser.get(f"/list/texts/{name}").status == 404


def test_what_was_written_in_the_table_is_shown_whatever_it_is(browser: Browser) -> None:
    for odd in (7, ["a"], "", "<script>"):
        browser.story.world.texts.edit({"weekend": "mail/booked", "text": odd})
        seen = browser.get(BOOKED)
        assert seen.status == 200
        assert "<script" not in seen.body
        assert ROBIN.address not in seen.body
