"""The charity's own words in a weekend: they go out; where they can't, ours do, and she is told."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError
from takeover.model.steps import REMINDERS, REVOCATION
from tests.story import ROBIN, SAM, WEEKEND, Story
from tests.takeover.openings import agreed

HERS = """{friday_short}: would you like it?

Dear {public_name},

we would love to have you: **{opens}, to {closes}**.

[Have a look]

{from_name}"""
BROKEN = HERS.replace("{opens}", "{open}")


def write(story: Story, name: str, text: object) -> None:
    """The coordinator writes a text in the console."""
    story.world.texts.edit({"weekend": name, "text": text})


def booked(text: object) -> Story:
    story = Story("2026-11-20 10:00")
    write(story, "mail/booked", text)
    story.book()
    story.days_until("2026-11-20 14:00")
    return story


def told(story: Story) -> list[str]:
    """What mails about mistakes say, line by line."""
    return [
        line
        for mail in story.world.mailer.sent
        if ROBIN.address in mail.to and mail.tags["step"].startswith("mistake-")
        for line in mail.text.splitlines()
        if line.startswith("- ")
    ]


def test_the_first_mail_goes_out_in_her_words() -> None:
    story = booked(HERS)
    (mail,) = [mail for mail in story.world.mailer.sent if SAM in mail.to]
    assert mail.subject == "Friday 4 December: would you like it?"
    assert mail.text.startswith("Dear Sam,\n\nwe would love to have you: Friday 4 December, 5pm")
    assert f"Have a look:\n{story.world.desk_url}{story.key().path}" in mail.text
    assert [one.name for one in mail.attachments] == ["weekend.ics"]
    assert told(story) == []


@pytest.mark.parametrize("text", [BROKEN, "", 7, ["a"], "{", HERS.replace("[Have a look]", "")])
def test_words_that_cannot_be_used_stop_no_mail_and_are_told_once(text: object) -> None:
    story = booked(text)
    assert story.subjects() == ["Friday 4 December: please say yes"]
    story.days_until("2026-11-22 18:00")
    (said,) = told(story)
    assert said.startswith(
        "- mail/booked, text: your own words cannot be used as they are, so ours go out. "
    )
    assert story.failed() == []


def test_she_reads_where_it_is_and_what_would_be_right() -> None:
    story = booked(BROKEN)
    story.days_until("2026-11-20 18:00")
    (said,) = told(story)
    assert said.endswith(
        "Line 5: {open} is not known here. Did you mean opens? All goes on meanwhile."
    )


def test_once_mended_they_are_used_again_and_no_longer_read_by_idle_runs() -> None:
    story = booked(BROKEN)
    story.world.seam.calls.clear()
    story.run(REVOCATION)
    assert story.world.seam.calls.count("texts.all") == 1
    write(story, "mail/booked", HERS)
    story.run(REMINDERS)
    assert story.world.ledger.look(WEEKEND).told == {}
    story.world.seam.calls.clear()
    story.run()
    assert "texts.all" not in story.world.seam.calls


def test_the_introduction_goes_out_in_her_words() -> None:
    story = agreed()
    write(story, "post/intro-named", "Here is {public_name}, until {end_day}!\n{introduction}")
    story.days_until("2026-12-04 14:00")
    story.all_set()
    story.pass_until("2026-12-04 18:00")
    assert story.posts() == ["Here is Sam, until Monday! Gardener, bad at resting."]


def test_a_post_that_is_too_long_is_replaced_by_ours() -> None:
    story = agreed()
    write(story, "post/intro-named", "Here is {public_name}! " + "So good. " * 40)
    story.days_until("2026-12-04 14:00")
    story.all_set()
    story.pass_until("2026-12-04 19:00")
    (post,) = story.posts()
    assert post.startswith("Meet Sam, who has our account until Monday.")
    (said,) = told(story)
    assert "as X counts them. It may have 280 with the longest name and hello." in said


def test_texts_that_cannot_be_read_now_hold_a_mail_back_until_they_can() -> None:
    story = Story("2026-11-20 10:00")
    write(story, "mail/booked", HERS)
    story.book()
    story.run()
    story.world.seam.fail("texts.get", LaterError("busy"), times=1)
    story.at("2026-11-20 11:00")
    story.run()
    assert story.subjects() == []
    story.at("2026-11-20 12:00")
    story.run()
    assert story.subjects() == ["Friday 4 December: would you like it?"]
