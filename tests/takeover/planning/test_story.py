"""The story of a weekend in sentences: everything that can happen has one, and says when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from takeover.model.steps import Step, To
from takeover.model.turn import Ending, Fact, State, StepRecord, Turn
from takeover.planning.story import Names, content, story
from takeover.timeline import BY_NAME, TIMELINE
from takeover.wording import story as texts
from tests.contract.made import NOON, a_turn

NAMES = Names("Bluebell", "Robin", "Ash")
HOUR = timedelta(hours=1)
UNSURE = "but do not know if it arrived"
# Both are said by their facts.
SILENT = {"begin", "open", "close", "gone", "correct", "back", "suspend", "mended",
          "listen"}  # fmt: skip


def told(turn: Turn, names: Names = NAMES) -> list[str]:
    return [line.words for line in story(turn, names)]


def turn_with(steps: dict[str, StepRecord], **more: object) -> Turn:
    return replace(a_turn(date(2026, 12, 4)), steps=steps, **more)  # type: ignore[arg-type]


def done(hours: int = 0, owner: str = "me") -> StepRecord:
    return StepRecord(State.DONE, NOON + hours * HOUR, owner, "proof")


@pytest.mark.parametrize("fact", Fact)
def test_every_fact_has_a_sentence(fact: Fact) -> None:
    turn = replace(a_turn(), facts={fact: NOON})
    (line,) = story(turn, NAMES)
    assert line.at == NOON
    assert line.words.endswith(".")
    assert "{" not in line.words


@pytest.mark.parametrize("how", Ending)
def test_every_way_to_end_after_opening_has_a_sentence(how: Ending) -> None:
    turn = replace(a_turn(), facts={Fact.CLOSED: NOON}, how=how)
    assert told(turn) == [texts.ENDINGS.get(how, texts.CLOSED).format(name="Bluebell")]


@pytest.mark.parametrize("step", TIMELINE, ids=lambda step: step.name)
def test_every_step_has_a_sentence_or_is_said_by_its_fact(step: Step) -> None:
    lines = told(turn_with({step.name: done()}))
    assert len(lines) == (step.name not in SILENT)
    assert all(line.endswith((".", "?")) and "{" not in line for line in lines)


@pytest.mark.parametrize(
    "step", [step for step in TIMELINE if step.to is not To.LEDGER], ids=lambda step: step.name
)
def test_every_mail_and_post_says_what_it_is_about(step: Step) -> None:
    assert step.template in texts.CONTENT
    assert content(step) == texts.CONTENT[step.template]


def test_no_words_are_left_without_a_step() -> None:
    assert sorted(set(texts.CONTENT) - {step.template for step in BY_NAME.values()}) == []


def test_a_mail_is_told_with_its_reader() -> None:
    steps = {
        "getting_ready": done(0),
        "please_ring": done(1),
        "not_signed_in": done(2),
        "still_good": done(3),
        "number_again.2": done(4),
    }
    assert told(turn_with(steps)) == [
        "We wrote to Bluebell: how to get ready.",
        "We wrote to Robin: please ring the guest, who has not tapped that our mail arrives.",
        "We wrote to Robin and Ash: the guest has not been there yet.",
        "We wrote to Bluebell: is the date still good?",
        "We wrote to Bluebell: the number that opens the account.",
    ]


def test_the_coordinator_on_duty_is_named_once() -> None:
    names = Names("Bluebell", "Robin", "Robin")
    assert told(turn_with({"not_signed_in": done()}), names) == [
        "We wrote to Robin: the guest has not been there yet."
    ]


def test_what_nobody_knows_is_said_and_what_did_not_happen_is_not() -> None:
    steps = {
        "booked": StepRecord(State.CLAIMED, NOON),
        "receipt": StepRecord(State.TOLD, NOON + HOUR),
        "introduction": StepRecord(State.CLAIMED, NOON + 2 * HOUR),
        "still_good": StepRecord(State.ABSORBED, NOON),
        "survey": StepRecord(State.SEEN, NOON),
        "a step of a later version": done(),
    }
    assert told(turn_with(steps)) == [
        f"We wrote to Bluebell, {UNSURE}: the first mail, with their link: please say yes.",
        f"We wrote to Robin, {UNSURE}: the account is ours again, with the proof.",
        "We posted, but X did not tell us if it worked: who has the account this weekend.",
    ]


def test_a_check_that_found_nothing_wrong_is_no_mail() -> None:
    assert told(turn_with({"ready_2_days": done(owner="")})) == [texts.ALL_READY]
    assert told(turn_with({"ready_2_days": done()})) == ["We wrote to Robin: not all is ready."]


def test_posts_are_told_as_the_first_and_the_last() -> None:
    one = {"post-a": done(1)}
    assert told(turn_with(one)) == ["Bluebell posted for the first time."]
    posts = one | {"post-b": done(3), "post-c": done(2), "post-d": StepRecord(State.CLAIMED, NOON)}
    assert told(turn_with(posts)) == [
        "Bluebell posted for the first time.",
        "Bluebell posted for the last time. Posts in all: 3.",
    ]


def test_a_guest_without_a_name_is_the_guest() -> None:
    turn = turn_with({"booked": done(1)}, facts={Fact.ACCEPTED: NOON})
    assert told(turn, Names(coordinator="Robin")) == [
        "The guest said yes.",
        "We wrote to the guest: the first mail, with their link: please say yes.",
    ]


def test_it_is_told_in_the_order_of_time() -> None:
    facts = {Fact.CLOSED: NOON + 3 * HOUR, Fact.SEEN: NOON - HOUR}
    lines = story(turn_with({"booked": done(), "proof": done(4)}, facts=facts), NAMES)
    assert [line.at for line in lines] == [NOON + hours * HOUR for hours in (-1, 0, 3, 4)]
