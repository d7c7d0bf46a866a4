"""Two things at the same moment: whichever comes first, nobody gets what they should not."""

from __future__ import annotations

from takeover import commands
from takeover.apply import Result
from takeover.apply.effects import unsure_mail
from takeover.apply.look import look
from takeover.apply.taking import Taking
from takeover.commands import Entry, Publication
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.steps import HANDOVER, REVOCATION, ROSTER_CHECK
from takeover.model.turn import Ending, SessionKind, State
from takeover.planning import plan
from tests.story import Story
from tests.takeover.openings import agreed, booked, signed_in, team_mails

NOON, LAST = "2026-12-04 12:00", "2026-12-07 08:59:40"
HELLO = "Hello from the garden."


def opened() -> Story:
    story = agreed()
    story.at(NOON)
    story.run(HANDOVER)
    return story


def slow(story: Story, call: str, seconds: float) -> None:
    """Let every call of this name take so long."""

    def before(name: str) -> None:
        if name == call:
            story.world.clock.advance(seconds=seconds)

    story.world.seam.before = before


def test_five_numbers_are_looked_at_however_many_are_sent_at_once() -> None:
    story = opened()
    right = story.key().number
    # All of them have looked the turn up before the first of them was counted.
    visits = [story.visit(story.open_link()) for _ in range(7)]
    numbers = [f"{(int(right) + step) % 10_000:04d}" for step in range(1, 7)] + [right]
    entries = [
        commands.enter_number(story.world, here, number, own_device=False).entry
        for here, number in zip(visits, numbers, strict=True)
    ]
    assert entries[:4] == [Entry.WRONG] * 4
    assert Entry.IN not in entries
    assert [one.kind for one in story.world.ledger.sessions(story.turn().id)].count(
        SessionKind.NUMBER
    ) == 0


def test_who_types_the_number_while_the_account_is_closed_is_not_let_in() -> None:
    story, other = signed_in()
    here, right = story.visit(story.open_link()), story.key().number
    stopping = story.visit(other)

    def before(name: str) -> None:
        if name == "ledger.add_session":
            story.world.seam.before = lambda _: None
            commands.stop(story.world, stopping)

    story.world.seam.before = before
    entered = commands.enter_number(story.world, here, right, own_device=True)
    assert entered.entry is Entry.NOT_NOW
    sessions = story.world.ledger.sessions(story.turn().id)
    assert all(one.ended_at for one in sessions if one.kind is SessionKind.NUMBER)


def test_a_right_number_is_no_try() -> None:
    story = opened()
    for _ in range(7):
        story.sign_in()
    assert (story.turn().wrong_numbers, story.turn().generation) == (0, 1)


def test_the_number_is_mailed_again_five_times_however_many_ask_at_once() -> None:
    story = opened()
    visits = [story.visit(story.open_link()) for _ in range(9)]
    asked = [commands.ask_number_again(story.world, here) for here in visits]
    assert asked == [True] * 5 + [False] * 4


def test_a_no_that_crosses_with_the_opening_ends_the_weekend() -> None:
    story = agreed()
    story.at(NOON)
    here = story.visit(story.open_link())
    story.run(HANDOVER)
    commands.stop(story.world, here)
    assert (story.turn().open, story.turn().how) == (False, Ending.GUEST_STOPPED)
    assert story.world.ledger.holder() is None
    assert story.steps()[-1] == "ended_early"


def test_a_no_that_crosses_with_the_opening_is_carried_out_by_the_sweep_if_need_be() -> None:
    story = opened()
    story.world.ledger.decline(story.turn().id, story.world.clock.now())
    story.run(REVOCATION)
    assert (story.turn().open, story.turn().how) == (False, Ending.GUEST_STOPPED)


def test_a_second_no_is_told_like_the_first() -> None:
    story = booked()
    for _ in range(2):
        story.accept()
        commands.stop(story.world, story.visit(story.open_link()))
    assert story.steps()[-3:] == ["said_no", "kept_again", "said_no_2"]
    assert team_mails(story)[-3:] == ["guest_said_no", "no_taken_back", "guest_said_no_2"]


def test_ending_a_weekend_that_is_over_already_changes_nothing_about_how_it_ended() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.at("2026-12-07 09:01")
    commands.stop(story.world, story.visit(story.open_link()))
    story.run(REVOCATION)
    assert story.turn().how is Ending.POSTED


def test_a_slow_roster_lets_no_post_out_after_the_end() -> None:
    story, token = signed_in()
    before = story.posts()
    story.at(LAST)
    here = story.visit(token)
    slow(story, "roster.row", 10)
    done = commands.publish(story.world, here, commands.new_attempt(), HELLO)
    assert (done.outcome, story.posts()) == (Publication.REFUSED_BY_GATE, before)


def test_slow_tokens_let_no_post_out_after_the_end() -> None:
    story, token = signed_in()
    before = story.posts()
    story.at(LAST)
    here = story.visit(token)
    slow(story, "channel.ready", 10)
    done = commands.publish(story.world, here, commands.new_attempt(), HELLO)
    assert (done.outcome, story.posts()) == (Publication.REFUSED_BY_GATE, before)
    assert story.turn().posts == 0


def test_nothing_is_taken_down_after_the_end() -> None:
    story, token = signed_in()
    attempt = commands.new_attempt()
    story.post(token, HELLO, attempt)
    before = story.posts()
    story.at(LAST)
    here = story.visit(token)
    slow(story, "channel.ready", 10)
    done = commands.take_down(story.world, here, attempt)
    assert (done.outcome, story.posts()) == (Publication.REFUSED_BY_GATE, before)


def test_a_pause_while_the_introduction_is_on_its_way_stops_it() -> None:
    story = agreed()
    story.at(NOON)
    story.run(HANDOVER)
    story.at("2026-12-04 17:00")

    def before(name: str) -> None:
        if name == "ledger.claim":
            story.world.seam.before = lambda _: None
            story.world.ledger.pause(story.turn().id, story.world.clock.now())

    story.world.seam.before = before
    story.run(HANDOVER)
    assert (story.posts(), "introduction" in story.turn().steps) == ([], False)


def test_a_closing_that_was_cut_short_is_finished_also_by_whose_clock_is_behind() -> None:
    story, _ = signed_in()
    story.remove()
    story.world.seam.fail("ledger.end_session", LaterError("busy"))
    story.run(ROSTER_CHECK)
    story.book()  # so that nothing but the closing itself asks for its end
    assert not story.turn().settled("close")
    story.world.clock.advance(seconds=-4)
    story.run(ROSTER_CHECK)
    sessions = story.world.ledger.sessions(story.turn().id)
    assert [one.ended_at for one in sessions if one.ended_at is None] == []
    assert story.turn().settled("close")


def test_a_mail_of_unknown_outcome_is_settled_by_whoever_told_it_only() -> None:
    story = agreed()
    story.at("2026-12-04 10:00")
    story.world.seam.fail("mailer.send", UnknownOutcomeError("lost"))
    story.run(HANDOVER)
    lost = next(key for key, one in story.turn().steps.items() if one.state is State.CLAIMED)
    story.world.clock.advance(minutes=21)
    world = story.world
    seen = look(world, REVOCATION)
    steps = plan(seen.roster, seen.account, world.settings, seen.now, REVOCATION)
    (telling,) = [step for step in steps if step.subject == lost]
    # Another run has claimed the telling, and its mail is refused in the end.
    world.seam.fail("ledger.release", LaterError("busy"))
    world.seam.fail("mailer.send", LaterError("busy"))
    story.run(REVOCATION)
    assert unsure_mail(Taking(world, seen, telling)) is False
    assert story.turn().steps[lost].state is State.CLAIMED


def test_a_ledger_that_is_slow_to_forget_a_trouble_stops_no_other_step() -> None:
    story = agreed()
    story.world.ledger.see("trouble-mail-later", story.world.clock.now())
    story.at(NOON)
    story.world.seam.fail("ledger.unsee", LaterError("busy"))
    outcomes = story.run(HANDOVER)
    assert {one.planned.key: one.result for one in outcomes}["number"] is Result.DONE


def test_a_guest_is_signed_in_even_if_the_introduction_cannot_be_looked_at() -> None:
    story = opened()
    story.at("2026-12-04 17:30")
    here, number = story.visit(story.open_link()), story.key().number
    story.world.seam.fail("ledger.turn", LaterError("busy"))
    entered = commands.enter_number(story.world, here, number, own_device=True)
    assert entered.entry is Entry.IN
    story.run(HANDOVER)
    assert len(story.posts()) == 1
