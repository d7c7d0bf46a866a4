"""The trustees get each quarter's numbers, once, on the first Wednesday after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from takeover.errors import LaterError, SettingsError, UnknownOutcomeError
from takeover.model.quarter import Quarter
from takeover.model.steps import REMINDERS, REVOCATION
from takeover.planning.tuning import first_wednesday
from takeover.ports import Letter
from takeover.settings import Person, Settings
from tests.desk.list_stories import signed_in
from tests.desk.stories import after_the_weekend
from tests.story import LONDON, ROBIN, Story

ADA, JO = Person("Ada Pine", "ada@example.org"), Person("jo@example.org", "jo@example.org")
FIRST_WEDNESDAY = "2027-01-06 11:00"


def with_trustees(story: Story, *people: Person) -> Story:
    story.world.settings = replace(story.world.settings, trustees=people or (ADA, JO))
    return story


def a_quarter() -> Story:
    """One weekend in December, and trustees who want to know."""
    story, _ = after_the_weekend("Hello, all.")
    return with_trustees(story)


def mails(story: Story) -> list[Letter]:
    return [mail for mail in story.world.mailer.sent if mail.tags["step"].startswith("quarter")]


def test_they_get_it_on_the_first_wednesday_at_eleven_and_once() -> None:
    story = a_quarter()
    story.days_until("2027-01-06 10:59")
    assert mails(story) == []
    story.days_until("2027-03-31 23:00")
    (mail,) = mails(story)
    assert mail.to == (ADA.address, JO.address)
    assert (mail.reply_to, mail.from_name) == (ROBIN.address, "Robin")
    assert mail.subject == "October to December 2026: our weekends in numbers"
    for words in (
        "13 weekends: 1 with a guest",
        "The account came back on time: 1 of 1, each one checked.",
        "Posts: 1. Taken down again: 0.",
    ):
        assert words in mail.text
    assert [one for one in ("Sam", "sam@", "Field", "Hello, all") if one in mail.text] == []


def test_the_next_quarter_has_a_mail_of_its_own() -> None:
    story = a_quarter()
    story.at(FIRST_WEDNESDAY)
    story.run(REMINDERS)
    story.at("2027-04-07 11:00")
    story.run(REMINDERS)
    assert [mail.subject.partition(":")[0] for mail in mails(story)] == [
        "October to December 2026", "January to March 2027",
    ]  # fmt: skip


def test_without_trustees_nothing_is_sent() -> None:
    story, _ = after_the_weekend("Hello, all.")
    story.at(FIRST_WEDNESDAY)
    story.run()
    assert mails(story) == []


def test_a_rehearsal_sends_none() -> None:
    story = with_trustees(Story("2026-12-02 12:00", live=False))
    story.at(FIRST_WEDNESDAY)
    story.run()
    assert mails(story) == []


def test_who_went_live_since_has_no_quarter_to_tell_of() -> None:
    story = with_trustees(Story("2027-01-02 12:00"))
    story.at(FIRST_WEDNESDAY)
    story.run()
    assert mails(story) == []


def test_three_weeks_late_is_early_enough_and_later_is_not() -> None:
    story = a_quarter()
    story.at("2027-01-27 00:00")
    story.run(REMINDERS)
    assert mails(story) == []
    story.at("2027-01-26 23:00")
    story.run(REMINDERS)
    assert len(mails(story)) == 1


def test_a_refusal_is_made_good_and_a_lost_answer_is_told_to_a_person() -> None:
    story = a_quarter()
    story.at(FIRST_WEDNESDAY)
    story.run()
    story = a_quarter()
    story.at(FIRST_WEDNESDAY)
    story.world.seam.fail("mailer.send", LaterError("busy"), times=9)
    story.run(REMINDERS)
    assert mails(story) == []
    story.world.seam._faults.clear()
    story.run(REMINDERS)
    assert len(mails(story)) == 1
    story.at("2027-04-07 11:00")
    lost = UnknownOutcomeError("no answer")
    story.world.ledger.mark("~weekly", "2027-04-07", story.world.clock.now(), "")
    story.world.seam.fail("mailer.send", lost, afterwards=True)
    story.run(REMINDERS)
    story.at("2027-04-07 12:00")
    story.run(REVOCATION, REMINDERS)
    assert len(mails(story)) == 2
    told = story.world.mailer.sent[-1]
    assert told.to == (ROBIN.address,)
    assert (
        "The trustees should have had the mail “January to March 2027: our weekends in numbers”."
        in told.text
    )


def test_it_stands_among_what_will_be_sent_and_can_be_looked_at() -> None:
    story = a_quarter()
    story.at("2026-12-20 12:00")
    story.run(REVOCATION)
    browser = signed_in(story)
    seen = browser.get("/list/mails")
    assert "To the trustees : the last quarter in numbers" in seen.text
    path = "/list/mails/2027-01-06/quarter.2026-10-01"
    assert path in [given.get("href") for _, given in seen.page.tags]
    assert "October to December 2026: our weekends in numbers" in browser.get(path).text


def test_by_the_first_wednesday_the_quarters_last_weekend_is_over() -> None:
    for year in range(2024, 2041):
        for number in (1, 2, 3, 4):
            quarter = Quarter(year, number)
            wednesday = first_wednesday(quarter, LONDON).date()
            assert wednesday.weekday() == 2
            assert quarter.first <= wednesday <= date(quarter.first.year, quarter.first.month, 7)
            assert (wednesday - quarter.preceding.fridays[-1]).days > 3


ENV = {
    "ACCOUNT": "ourcharity", "COORDINATOR": "Robin Lee <robin@example.org>",
    "DEPUTY": "Alex Moss <alex@example.org>", "TECHNICAL_HELPER": "Kit Frost <kit@example.org>",
    "SENDER": "Weekend team <weekend@example.org>", "ROSTER_TABLE": "r", "LEDGER_TABLE": "l",
    "LINK_KEY_SECRET": "k",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("", ()),
        ("jo@example.org", (JO,)),
        ("Ada Pine <ada@example.org>, jo@example.org", (ADA, JO)),
    ],
)
def test_trustees_are_read_with_and_without_names(said: str, read: tuple[Person, ...]) -> None:
    assert Settings.from_env({**ENV, "TRUSTEES": said}).trustees == read


def test_trustees_without_an_address_are_refused() -> None:
    with pytest.raises(SettingsError, match="TRUSTEES should look like"):
        Settings.from_env({**ENV, "TRUSTEES": "Ada Pine, jo@example.org"})
