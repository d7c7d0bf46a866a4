"""Rehearsal, and going live."""

from __future__ import annotations

import pytest

from takeover import commands
from takeover.commands import Publication
from takeover.gate import Reason
from takeover.model.turn import Ending, Fact
from tests.story import ROBIN, SAM, Story
from tests.takeover.openings import (
    FIVE_MINUTES,
    HELLO,
    MEET_SAM,
    agreed,
    booked,
    gate,
    on_friday,
    signed_in,
    team_mails,
)

LATER = "2026-12-17 12:00"
TO_THE_GUEST = ["booked", "getting_ready", "all_set", "number", "thank_you", "survey"]


def go_live(story: Story) -> None:
    assert story.world.ledger.go_live(story.world.clock.now())


def live_turns(story: Story) -> list[str]:
    turns = story.world.ledger.look(story.turn().weekend).turns
    return [turn.id for turn in turns if not turn.rehearsal]


def test_in_rehearsal_the_coordinator_alone_gets_every_mail_and_learns_whose_it_was() -> None:
    story, token = signed_in(live=False)
    assert story.post(token, HELLO) is Publication.POSTED
    story.days_until(LATER)
    assert {mail.to for mail in story.world.mailer.sent} == {(ROBIN.address,)}
    assert team_mails(story) == [*TO_THE_GUEST[:4], "receipt", *TO_THE_GUEST[4:], "survey_again"]
    for mail in story.world.mailer.sent:
        if mail.tags["step"] in TO_THE_GUEST:
            assert SAM in mail.text.split("\n\n")[0]
            assert SAM in mail.html


def test_in_rehearsal_posts_are_written_down_and_not_sent_to_x() -> None:
    story, token = signed_in(live=False)
    story.post(token, HELLO)
    story.days_until(LATER)
    assert story.posts() == []
    assert not [call for call in story.world.seam.calls if call.startswith("channel.")]
    assert story.turn().how is Ending.POSTED
    assert {"introduction", "farewell"} <= set(story.turn().steps)


def test_in_rehearsal_access_opens_and_closes_for_real() -> None:
    story, token = signed_in(live=False)
    assert gate(story, token) is Reason.OPEN
    story.at("2026-12-07 08:59")
    assert gate(story, token) is Reason.OPEN
    story.at("2026-12-07 09:00")
    assert gate(story, token) is Reason.CLOSED
    story.days_until("2026-12-07 10:00")
    assert story.world.ledger.holder() is None
    assert len(story.world.probe.tried) == 1


def test_going_live_before_the_weekend_begins_it_again_with_a_booked_mail() -> None:
    story = agreed(live=False)
    sent = len(story.world.mailer.sent)
    go_live(story)
    story.days_until("2026-12-04 12:00")
    assert story.turn(1).how is Ending.REHEARSAL_OVER
    assert live_turns(story) == ["2026-12-04#2"]
    since = [(mail.tags["step"], mail.to) for mail in story.world.mailer.sent[sent:]]
    assert since == [("booked", (SAM,))]
    # What was agreed in rehearsal was a rehearsal.
    assert not story.turn(2).has(Fact.ACCEPTED)


def test_said_yes_by_hand_changes_the_words_and_not_the_sending() -> None:
    story = booked(live=False)
    story.book(said_yes_on="12 October")
    go_live(story)
    story.days_until("2026-11-23 12:00")
    assert story.steps() == ["booked"]


def test_going_live_while_a_rehearsal_is_open_ends_it_silently_and_begins_no_other() -> None:
    story, token = signed_in(live=False)
    sent = len(story.world.mailer.sent)
    go_live(story)
    story.days_until(LATER)
    assert (story.turn(1).how, story.world.ledger.holder()) == (Ending.REHEARSAL_OVER, None)
    assert gate(story, token) is Reason.CLOSED
    since = [mail.tags["step"] for mail in story.world.mailer.sent[sent:]]
    assert [step for step in since if not step.startswith("2026-")] == []
    assert live_turns(story) == []
    assert story.posts() == []


def test_going_live_between_opening_and_start_opens_it_anew_for_real() -> None:
    story = on_friday(live=False)
    go_live(story)
    story.pass_until("2026-12-04 13:00", FIVE_MINUTES)
    assert (story.turn(1).how, live_turns(story)) == (Ending.REHEARSAL_OVER, ["2026-12-04#2"])
    story.accept(2)
    story.days_until("2026-12-04 17:05")
    story.sign_in(2)
    assert story.posts() == [MEET_SAM]


@pytest.mark.parametrize("pressed", ["no", "stop"])
def test_what_was_refused_in_rehearsal_was_a_rehearsal(pressed: str) -> None:
    """Whoever tries "I can't do it" in a rehearsal has not let the real guest go."""
    story = booked(live=False) if pressed == "no" else on_friday(live=False)
    commands.stop(story.world, story.visit(story.open_link()))
    story.pass_until("2026-11-23 09:00" if pressed == "no" else "2026-12-04 13:00")
    go_live(story)
    story.pass_until("2026-11-23 12:00" if pressed == "no" else "2026-12-04 14:00")
    assert live_turns(story) == ["2026-12-04#2"]
    assert story.steps() == ["booked"]


def test_later_rows_begin_again_too() -> None:
    story = booked(live=False)
    later = story.turn().weekend.replace(day=18)
    story.book(later, guest_email="kim@example.org", public_name="Kim")
    story.days_until("2026-11-23 12:00")
    go_live(story)
    story.days_until("2026-11-24 12:00")
    assert live_turns(story) == ["2026-12-04#2", "2026-12-18#2"]
    assert (story.steps(), story.steps("kim@example.org")) == (["booked"], ["booked"])


def test_going_live_twice_changes_nothing() -> None:
    story = booked(live=False)
    go_live(story)
    story.days_until("2026-11-24 12:00")
    assert not story.world.ledger.go_live(story.world.clock.now())
    story.days_until("2026-11-25 10:30")
    assert live_turns(story) == ["2026-12-04#2"]


def test_a_rehearsal_whose_window_is_over_before_going_live_ends_as_it_would_have() -> None:
    story, token = signed_in(live=False)
    story.post(token, HELLO)
    story.days_until("2026-12-07 12:00")
    go_live(story)
    story.days_until(LATER)
    assert story.turn(1).how is Ending.POSTED
    assert live_turns(story) == []
    assert story.steps() == []
