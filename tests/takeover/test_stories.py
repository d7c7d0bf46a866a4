"""How it ended decides what is said: each ending as a story, with every mail and post of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from takeover import commands
from takeover.apply import Result
from takeover.commands import Publication
from takeover.gate import Reason
from takeover.model.turn import Ending, Fact
from tests.story import ROBIN, SAM
from tests.takeover.openings import (
    FIVE_MINUTES,
    HELLO,
    KIM,
    MEET_SAM,
    THANKS_SAM,
    agreed,
    booked,
    gate,
    on_friday,
    signed_in,
    team_and_guest,
    team_mails,
)

USUAL = ["booked", "getting_ready", "all_set", "number"]
LATER = "2026-12-17 12:00"


def test_by_the_clock_with_posts() -> None:
    story, token = signed_in()
    assert story.post(token, HELLO) is Publication.POSTED
    story.days_until(LATER)
    guest = [*USUAL, "thank_you", "survey", "survey_again"]
    assert team_and_guest(story) == (guest, ["receipt"])
    assert story.posts() == [MEET_SAM, HELLO, THANKS_SAM]
    assert (story.turn().how, story.failed()) == (Ending.POSTED, [])


def test_a_usual_weekend_is_six_mails_and_an_answer_ends_them() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-10 12:00")
    here = story.visit(story.open_link())
    assert commands.answer(story.world, here, {"contact": "yes"}) == []
    story.days_until(LATER)
    guest = [*USUAL, "thank_you", "survey"]
    assert team_and_guest(story) == (guest, ["receipt", "answers", "get_in_touch"])


def test_by_the_clock_came_but_posted_nothing() -> None:
    story, _ = signed_in()
    story.days_until(LATER)
    guest = [*USUAL, "did_not_work_out", "survey", "survey_again"]
    assert team_and_guest(story) == (guest, ["receipt"])
    assert story.posts() == [MEET_SAM]
    assert story.turn().how is Ending.SILENT
    survey = next(mail for mail in story.world.mailer.sent if mail.tags["step"] == "survey")
    assert survey.subject == "How are you?"


def test_never_signed_in() -> None:
    story = on_friday()
    story.days_until(LATER)
    guest = [*USUAL, "no_rush", "did_not_work_out"]
    assert team_and_guest(story) == (guest, ["not_signed_in", "receipt"])
    assert story.posts() == [MEET_SAM]
    assert story.turn().how is Ending.NEVER_CAME


def test_never_all_set_and_never_signed_in_introduces_nobody() -> None:
    story = booked()
    story.accept()
    story.days_until(LATER)
    guest = [*USUAL, "no_rush", "did_not_work_out"]
    assert team_and_guest(story) == (guest, ["please_ring", "not_signed_in", "receipt"])
    assert story.posts() == []


def test_a_guest_who_signs_in_late_is_introduced_then() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-12-05 11:00")
    assert story.posts() == []
    story.sign_in()
    assert story.posts() == [MEET_SAM]


def test_the_guest_stopped_while_the_weekend_was_open() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-05 20:00")
    commands.stop(story.world, story.visit(token))
    assert (story.turn().how, story.world.ledger.holder()) == (Ending.GUEST_STOPPED, None)
    assert story.steps()[-1] == "ended_early"
    assert story.post(token, "One more") is Publication.REFUSED_BY_GATE
    story.days_until(LATER)
    assert team_and_guest(story) == ([*USUAL, "ended_early"], ["guest_stopped"])
    assert story.posts() == [MEET_SAM, HELLO]


def test_the_guest_stopped_on_friday_before_the_start() -> None:
    story = on_friday()
    commands.stop(story.world, story.visit(story.open_link()))
    story.days_until(LATER)
    assert team_and_guest(story) == ([*USUAL, "ended_early"], ["guest_stopped"])
    assert story.posts() == []


def test_the_guest_said_no_before_the_opening() -> None:
    story = agreed()
    commands.stop(story.world, story.visit(story.open_link()))
    story.days_until(LATER)
    guest = ["booked", "getting_ready", "all_set", "said_no"]
    assert team_and_guest(story) == (guest, ["guest_said_no"])
    assert (story.posts(), story.happened(Fact.OPENED)) == ([], False)


@pytest.mark.parametrize("how", ["cancelled", "deleted"])
def test_the_charity_stopped_an_open_weekend(how: str) -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until("2026-12-05 20:00")
    if how == "deleted":
        story.remove()
    else:
        story.book(status="cancelled")
    assert gate(story, token) is Reason.OFF_THE_LIST
    assert story.post(token, "Still here?") is Publication.REFUSED_BY_GATE
    assert story.turn().open
    story.run("revocation")
    assert (story.turn().how, story.world.ledger.holder()) == (Ending.CHARITY_STOPPED, None)
    assert gate(story, token) is Reason.CLOSED
    story.days_until(LATER)
    assert team_and_guest(story) == (USUAL, ["charity_stopped"])
    assert story.posts() == [MEET_SAM, HELLO]


def test_another_guest_in_an_open_weekend_waits_until_the_first_is_closed() -> None:
    story, token = signed_in()
    story.days_until("2026-12-05 12:00")
    story.book(guest_email=KIM, public_name="Kim")
    assert gate(story, token) is Reason.OFF_THE_LIST
    assert story.post(token, "Still here?") is Publication.REFUSED_BY_GATE
    story.run("handover")
    story.accept(2, "Kim")
    opened = [one for one in story.run("handover") if one.planned.key == "open"]
    assert [one.result for one in opened] == [Result.WAITS]
    assert not story.happened(Fact.OPENED, 2)
    story.run("revocation", "handover")
    assert (story.turn(1).how, story.turn(2).open) == (Ending.CHARITY_STOPPED, True)
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.turn == "2026-12-04#2"
    assert gate(story, token) is Reason.CLOSED
    story.days_until(LATER)
    assert team_and_guest(story)[0] == USUAL
    assert [story.turn(1).how, story.turn(2).how] == [Ending.CHARITY_STOPPED, Ending.NEVER_CAME]


def test_cancelled_before_opening() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-24 11:50")
    story.book(status="cancelled")
    story.run()
    story.pass_until("2026-11-24 12:15", FIVE_MINUTES)
    assert story.steps() == ["booked"]
    story.pass_until("2026-11-24 12:20", FIVE_MINUTES)
    assert story.steps() == ["booked", "cancelled"]
    story.days_until(LATER)
    assert team_and_guest(story) == (["booked", "cancelled"], [])
    assert (story.posts(), story.happened(Fact.OPENED)) == ([], False)


def test_cancelled_on_a_friday_evening_is_told_on_monday_morning() -> None:
    story = booked()
    story.pass_until("2026-11-20 20:00")
    story.book(status="cancelled")
    story.pass_until("2026-11-23 09:00", timedelta(hours=1))
    assert story.steps() == ["booked", "cancelled"]


def test_a_change_of_plan_does_not_wait_for_twenty_hours() -> None:
    story = booked()
    story.book(status="cancelled")
    story.pass_until("2026-11-20 13:00", FIVE_MINUTES)
    assert story.steps() == ["booked", "cancelled"]


def test_deleted_before_opening_is_told_to_the_coordinator_for_the_address_is_gone() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-24 12:00")
    story.remove()
    story.days_until(LATER)
    assert team_and_guest(story) == (["booked"], ["cannot_tell"])
    mail = next(mail for mail in story.world.mailer.sent if mail.tags["step"] == "cannot_tell")
    assert mail.to == (ROBIN.address,)


def test_swapped_before_opening_is_a_cancellation_and_a_new_guest() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-24 12:00")
    story.book(guest_email=KIM, public_name="Kim")
    story.days_until("2026-11-25 10:30")
    assert (story.steps(), story.steps(KIM)) == (["booked"], ["booked"])
    assert team_mails(story) == ["cannot_tell"]
    story.accept(2, "Kim")
    story.days_until("2026-12-04 12:00")
    holder = story.world.ledger.holder()
    assert holder is not None
    assert holder.turn == "2026-12-04#2"
    assert (story.happened(Fact.OPENED, 1), story.steps()) == (False, ["booked"])


@pytest.mark.parametrize("how", ["cancelled", "deleted", "swapped"])
def test_back_within_half_an_hour_as_if_nothing_had_been(how: str) -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-24 10:00")
    match how:
        case "cancelled":
            story.book(status="cancelled")
        case "deleted":
            story.remove()
        case _:
            story.book(guest_email=KIM, public_name="Kim")
    story.pass_until("2026-11-24 10:20", FIVE_MINUTES)
    story.book()
    story.days_until("2026-12-03 15:00")
    story.all_set()
    story.days_until("2026-12-04 17:05")
    story.post(story.sign_in(), HELLO)
    story.days_until(LATER)
    guest = [*USUAL, "thank_you", "survey", "survey_again"]
    assert team_and_guest(story) == (guest, ["receipt"])
    assert story.steps(KIM) == []


def test_back_after_everybody_was_told_is_a_new_turn_that_keeps_the_agreement() -> None:
    story = booked()
    story.accept()
    story.days_until("2026-11-24 11:00")
    story.book(status="cancelled")
    story.days_until("2026-11-25 12:00")
    assert story.steps() == ["booked", "cancelled"]
    story.book()
    story.days_until("2026-12-04 12:00")
    assert story.turn(2).open
    assert story.turn(2).at(Fact.ACCEPTED) == story.turn(1).at(Fact.ACCEPTED)
    assert story.turn(2).terms == story.turn(1).terms


def test_never_said_yes() -> None:
    story = booked()
    story.days_until(LATER)
    assert team_and_guest(story) == (
        ["booked", "getting_ready"],
        ["nobody_sure_14", "nobody_sure_7", "nobody_sure_3"],
    )
    assert (story.posts(), story.happened(Fact.OPENED)) == ([], False)
    assert story.turn().ending(story.world.clock.now(), story.turn().window.ends_at) is (
        Ending.NEVER_ACCEPTED
    )


def test_paused_and_told_each_time() -> None:
    story, token = signed_in()
    for _ in range(2):
        commands.pause(story.world, story.visit(token))
        assert gate(story, token) is Reason.PAUSED
        commands.resume(story.world, story.visit(token))
        assert gate(story, token) is Reason.OPEN
        story.world.clock.advance(minutes=5)
    assert team_mails(story) == ["too_much", "too_much_2"]


def test_nothing_on_the_envelope_tells() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.days_until(LATER)
    said = " ".join(story.subjects(SAM)).casefold()
    for word in ("takeover", "charity", "sclerosis", "twitter", "guest", "account"):
        assert word not in said
