"""Busy hours: many more people than usual write, the team is told, the guest is offered a break."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk.writing import bar
from takeover import commands
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.planning.busy import is_busy
from tests.story import ROBIN, SAM, Story, local
from tests.takeover.openings import FIVE_MINUTES, signed_in, team_mails

NOON = local("2026-12-05 12:00")


def hours_before(*counts: int) -> list[datetime]:
    """So many wrote in the hour before noon, in the one before that, and so on."""
    hour = timedelta(hours=1)
    return [NOON - n * hour - (i + 0.5) * hour / count
            for n, count in enumerate(counts) for i in range(count)]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "busy"),
    [((), False), ((19,), False), ((20,), True), ((20, 5, 5, 5, 5, 5), True),
     ((20, 6, 5, 5, 5, 5), False), ((40, 10, 10, 10, 10, 10), True), ((39, 50), False),
     ((40, 10, 10, 10, 10, 10, 400), True)],
)  # fmt: skip
def test_four_times_what_is_usual_is_busy(counts: tuple[int, ...], busy: bool) -> None:
    assert is_busy(hours_before(*counts), NOON) is busy


A_SECOND, AN_HOUR, SIX_HOURS = timedelta(seconds=1), timedelta(hours=1), timedelta(hours=6)


@pytest.mark.parametrize(
    ("counts", "ago", "busy"),
    [
        ((19,), AN_HOUR - A_SECOND, True),
        ((19,), AN_HOUR, False),
        ((20, 25), AN_HOUR, False),  # one more than a fourth of it, counted in the hours before
        ((20, 25), SIX_HOURS - A_SECOND, False),
        ((20, 25), SIX_HOURS, True),
    ],
)
def test_who_wrote_an_hour_ago_to_the_second_wrote_before(
    counts: tuple[int, ...], ago: timedelta, busy: bool
) -> None:
    assert is_busy([*hours_before(*counts), NOON - ago], NOON) is busy


def crowd(story: Story, number: int = 20) -> None:
    """So many people write now."""
    for _ in range(number):
        story.world.channel.somebody_writes("@ourcharity what do you think?")


def a_crowd_at(at: str, number: int = 20) -> tuple[Story, str]:
    story, token = signed_in()
    story.pass_until(at)
    crowd(story, number)
    return story, token


def looks(story: Story) -> int:
    return story.world.seam.calls.count("channel.mentions")


def test_coordinator_and_duty_are_told_once_a_weekend() -> None:
    story, _ = a_crowd_at("2026-12-05 11:40")
    story.pass_until("2026-12-05 12:04", FIVE_MINUTES)
    (mail,) = [one for one in story.world.mailer.sent if one.tags["step"] == "busy"]
    assert (mail.to, mail.subject) == ((ROBIN.address,), "It is busy this weekend")
    assert "Sam sees a line that offers a break." in mail.text
    crowd(story, 200)
    story.pass_until("2026-12-06 20:00")
    assert team_mails(story).count("busy") == 1
    assert "busy" not in story.steps(SAM)


def test_the_guest_is_offered_a_break_for_two_hours() -> None:
    story, token = a_crowd_at("2026-12-05 11:40")
    assert not bar(story.world, story.visit(token)).busy
    story.pass_until("2026-12-05 12:05", FIVE_MINUTES)
    assert bar(story.world, story.visit(token)).busy
    story.pass_until("2026-12-05 14:10")
    assert not bar(story.world, story.visit(token)).busy


def test_nothing_is_stopped() -> None:
    story, token = a_crowd_at("2026-12-05 11:40")
    story.pass_until("2026-12-05 12:05", FIVE_MINUTES)
    assert story.visit(token).verdict.may_post


def test_fewer_than_that_are_not_told() -> None:
    story, _ = a_crowd_at("2026-12-05 11:40", 19)
    story.pass_until("2026-12-05 13:05", FIVE_MINUTES)
    assert "busy" not in team_mails(story)


def test_x_is_looked_at_once_an_hour_and_only_while_the_guest_is_there() -> None:
    story, token = signed_in()
    story.pass_until("2026-12-04 19:59", FIVE_MINUTES, "handover")
    assert looks(story) == 2  # six and seven o'clock: at five the guest had just come
    commands.pause(story.world, story.visit(token))
    story.pass_until("2026-12-05 06:00", FIVE_MINUTES, "handover")
    assert looks(story) == 2


@pytest.mark.parametrize("error", [LaterError("busy"), UnknownOutcomeError("lost")])
def test_where_x_shows_nothing_the_next_hour_looks_again_and_nobody_is_told(
    error: Exception,
) -> None:
    story, _ = a_crowd_at("2026-12-05 11:40")
    story.world.seam.fail("channel.mentions", error)
    story.pass_until("2026-12-05 12:30", FIVE_MINUTES)
    assert "busy" not in team_mails(story)
    assert (story.failed(), "trouble" in " ".join(team_mails(story))) == ([], False)
    crowd(story)
    story.pass_until("2026-12-05 13:01", FIVE_MINUTES)
    assert "busy" in team_mails(story)


def test_a_rehearsal_reads_nothing_of_x() -> None:
    story, _ = signed_in(live=False)
    story.pass_until("2026-12-05 12:05", FIVE_MINUTES)
    assert looks(story) == 0
