"""A mail that the coordinator signs does not speak of the coordinator as of somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.commands.overseeing import pause_for_the_charity
from takeover.hours import read_hours
from tests.desk.stories import in_the_weekend
from tests.story import ALEX, SAM, Story

DUTY = f"{ALEX.name} <{ALEX.address}>"


def said(story: Story, step: str) -> str:
    """The guest's mail of this step, in one line."""
    (mail,) = [
        mail
        for mail in story.world.mailer.sent
        if mail.tags["step"].startswith(step) and mail.to == (SAM,)
    ]
    return " ".join(mail.text.split())


def ended(**cells: object) -> str:
    story, guest = in_the_weekend(**cells)
    guest.get("/stop")
    guest.press("Yes, end my weekend")
    story.run()
    return said(story, "ended_early")


def paused(hours: str, **cells: object) -> str:
    story, _ = in_the_weekend(**cells)
    story.world.settings = replace(story.world.settings, help_hours=read_hours(hours))
    pause_for_the_charity(story.world, story.turn())
    return said(story, "paused_by_us")


def test_whoever_signs_says_i() -> None:
    assert "I will be in touch with you." in ended()
    assert "Robin will" not in ended()


def test_somebody_else_on_duty_is_named() -> None:
    assert "Alex will be in touch with you." in ended(duty=DUTY)


@pytest.mark.parametrize(
    ("hours", "when"), [("", "soon"), ("Sat-Sun 09:00-21:00", "by Saturday 5 December, 11.15am")]
)
def test_so_it_is_in_a_break_that_we_make(hours: str, when: str) -> None:
    assert f"I will get in touch with you {when}, and tell you why." in paused(hours)
    named = paused(hours, duty=DUTY)
    assert f"Alex will get in touch with you {when}, and tell you why." in named
