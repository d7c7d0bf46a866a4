"""Of an answer to the survey, once its guest is forgotten; and what one look at one turn holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from takeover.apply.forgetting import overdue, what_may_be_kept
from takeover.apply.look import Look, sight_of
from takeover.model.roster import Roster, read_roster
from takeover.model.turn import Account, Answer, Ending, Fact
from tests.story import local, row
from tests.takeover.apply.worlds import LIVE_SINCE, world_of
from tests.takeover.planning.scenes import SETTINGS, made_turn

TICKED = {"overall": "good", "alone": "no"}
OWN_WORDS = {"words": "It was lovely.", "worries": "None."}


def kept(
    choices: Mapping[str, str], raw: Mapping[str, object] | None, name: str = ""
) -> tuple[Mapping[str, str], str]:
    answer = Answer("2026-12-04#1", local("2026-12-10 10:00"), choices, quote_as=name)
    found = what_may_be_kept(answer, raw)
    assert replace(found, choices=answer.choices, quote_as=name) == answer
    return found.choices, found.quote_as


def test_what_was_ticked_is_kept_and_own_words_are_not() -> None:
    assert kept(TICKED | OWN_WORDS, row()) == (TICKED, "")
    assert kept(TICKED | OWN_WORDS | {"quote": "no"}, row()) == (TICKED | {"quote": "no"}, "")


def test_words_that_may_be_quoted_are_kept_with_no_name() -> None:
    said = {"quote": "without-name"}
    found = {"quote": "without-name", "words": "It was lovely."}
    assert kept(said | OWN_WORDS, row()) == (found, "")


def test_words_that_may_be_quoted_by_name_are_kept_with_the_public_one() -> None:
    said = {"quote": "with-name"}
    found = {"quote": "with-name", "words": "It was lovely."}
    assert kept(said | OWN_WORDS, row()) == (found, "Sam")
    assert kept(said | OWN_WORDS, row(public_name="")) == (found, "Sam Field")


def test_a_name_that_was_kept_before_stays_when_the_row_is_gone() -> None:
    said = {"quote": "with-name"}
    found = {"quote": "with-name", "words": "It was lovely."}
    assert kept(said | OWN_WORDS, None, "Sam") == (found, "Sam")


@pytest.mark.parametrize("words", [{}, {"words": ""}])
def test_a_name_is_not_kept_without_words(words: Mapping[str, str]) -> None:
    said = {"quote": "with-name"}
    assert kept({**said, **words}, row(), "Sam") == (said, "")


def test_a_guest_is_overdue_a_day_after_the_day_of_forgetting() -> None:
    facts = {Fact.OPENED: "2026-12-04 10:00", Fact.CLOSED: "2026-12-07 09:00"}
    turn = made_turn(facts, {"close": "2026-12-07 09:00"}, how=Ending.POSTED)
    account = Account((turn,), live_since=local(LIVE_SINCE))
    roster = read_roster([row()], SETTINGS)
    for now, late in (("2027-03-08 08:59", []), ("2027-03-08 09:00", [turn.weekend])):
        assert overdue(Look(roster, account, local(now)), SETTINGS) == late


def test_one_turns_look_holds_what_its_sight_shows() -> None:
    turn = made_turn()
    world = world_of("2026-12-04 18:00", turn, holds=turn)
    sight = sight_of(world, turn)
    assert sight.holder == world.ledger.holder()
    assert sight.holder is not None
    assert (sight.turn, sight.now) == (turn, local("2026-12-04 18:00"))
    assert sight.takeover is not None
    live = replace(sight, live_since=local(LIVE_SINCE))
    account = Account((turn,), sight.holder, local(LIVE_SINCE))
    assert Look.of_one(live) == Look(Roster(), account, sight.now)
