"""The account's own posts: their words, and whether words on X are those that were sent."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.apply import Result
from takeover.apply.posts import fingerprint
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.steps import HANDOVER, REVOCATION
from takeover.model.turn import Ending, Fact, State, StepRecord
from takeover.ports import Published
from tests.memory.world import MemoryWorld
from tests.story import WEEKEND, local
from tests.takeover.apply.worlds import kept, results, world_of
from tests.takeover.openings import MEET_SAM, THANKS_SAM
from tests.takeover.planning.scenes import OTHER_SALT, SALT, made_turn

START = "2026-12-04 17:00"
OPENED = {
    Fact.ACCEPTED: "2026-11-21 10:00",
    Fact.ALL_SET: "2026-12-03 12:00",
    Fact.OPENED: "2026-12-04 10:00",
}
BEFORE = dict.fromkeys(("booked", "all_set", "number"), "2026-12-03 12:00")
CLAIMED_AT = local("2026-12-04 17:10")
TURN = f"{WEEKEND}#1"
OPEN = made_turn(OPENED, BEFORE)


def texts(world: MemoryWorld) -> list[str]:
    return [post.text for post in world.channel.published]


def test_a_guest_is_introduced_when_the_weekend_begins() -> None:
    world = world_of(START, OPEN, holds=OPEN)
    assert results(world, HANDOVER, "introduction") == [Result.DONE]
    assert texts(world) == [MEET_SAM]


def test_a_guest_who_stays_unknown_is_introduced_as_one() -> None:
    world = world_of(START, OPEN, holds=OPEN, anonymous="yes", introduction="")
    assert results(world, HANDOVER, "introduction") == [Result.DONE]
    (text,) = texts(world)
    assert "please do not guess who they are" in text


def test_a_guest_is_introduced_in_the_charitys_own_words_where_it_has_some() -> None:
    world = world_of(START, OPEN, holds=OPEN)
    world.texts.edit({"weekend": "post/intro-named", "text": "Here is {public_name}!"})
    assert results(world, HANDOVER, "introduction") == [Result.DONE]
    assert texts(world) == ["Here is Sam!"]


def test_an_introduction_waits_while_the_account_is_not_theirs() -> None:
    world = world_of(START, OPEN)
    assert results(world, HANDOVER, "introduction") == [Result.WAITS]
    assert ("ledger.claim" in world.seam.calls, texts(world)) == (False, [])


def test_a_pause_between_the_claim_and_the_call_to_x_gives_the_claim_back() -> None:
    world = world_of(START, OPEN, holds=OPEN)

    def paused(call: str) -> None:
        if call == "channel.ready":
            world.ledger.pause(TURN, local(START))

    world.seam.before = paused
    assert results(world, HANDOVER, "introduction") == [Result.WAITS]
    turn = kept(world)
    assert ("introduction" in turn.steps, texts(world)) == (False, [])


def test_what_x_refuses_is_noted_and_the_claim_given_back() -> None:
    world = world_of(START, OPEN, holds=OPEN)
    world.seam.fail("channel.post", LaterError("busy"))
    assert results(world, HANDOVER, "introduction") == [Result.REFUSED]
    assert "introduction" not in kept(world).steps
    assert list(world.ledger.look(WEEKEND).told) == ["trouble-x-later"]


def test_a_farewell_asks_nobodys_leave() -> None:
    facts = OPENED | {Fact.CLOSED: "2026-12-07 09:00"}
    steps = BEFORE | {"post-0011223344556677": START, "close": START, "proof": START}
    turn = made_turn(facts, steps, how=Ending.POSTED)
    world = world_of("2026-12-07 09:05", turn)
    assert results(world, REVOCATION, "farewell") == [Result.DONE]
    assert texts(world) == [THANKS_SAM]


def test_in_rehearsal_nothing_goes_to_x_and_the_step_says_so() -> None:
    rehearsed = replace(OPEN, rehearsal=True)
    world = world_of(START, rehearsed, holds=rehearsed, live=False)
    assert results(world, HANDOVER, "introduction") == [Result.DONE]
    turn = kept(world)
    assert (turn.steps["introduction"].proof, texts(world)) == ("rehearsal", [])


def test_words_of_unknown_fate_are_known_by_their_fingerprint() -> None:
    world = world_of(START, OPEN, holds=OPEN)
    world.seam.fail("channel.post", UnknownOutcomeError("no answer"))
    assert results(world, HANDOVER, "introduction") == [Result.UNKNOWN]
    turn = kept(world)
    assert turn.steps["introduction"].proof == fingerprint(turn, MEET_SAM)


# --- words about a pause


def test_another_weekends_words_about_a_pause_do_not_stand_for_this_ones() -> None:
    paused = "2026-12-05 12:00"
    turn = made_turn(OPENED | {Fact.PAUSED: paused}, BEFORE, number=2)
    gone = made_turn({Fact.GONE: START}, number=1, salt=OTHER_SALT, how=Ending.CANCELLED)
    earlier = made_turn(
        OPENED | {Fact.CLOSED: "2026-11-30 09:00"},
        BEFORE | {"holding": "2026-11-28 12:05"},
        weekend=WEEKEND - timedelta(weeks=1),
        how=Ending.POSTED,
    )
    world = world_of("2026-12-05 12:05", turn, gone, earlier, holds=turn)
    world.ledger.pause(turn.id, local(paused))
    assert results(world, HANDOVER, "holding") == [Result.DONE]
    (post,) = [one for one in world.channel.published if one.text.startswith("It may be quiet")]
    assert kept(world, turn.id).steps["holding"].proof == post.id


# --- looking for them on X


def in_doubt(*words: str, rehearsal: bool = False) -> MemoryWorld:
    turn = made_turn(OPENED, BEFORE, rehearsal=rehearsal)
    proof = fingerprint(turn, *(words or (MEET_SAM,)))
    claim = StepRecord(State.CLAIMED, CLAIMED_AT, "somebody", proof)
    turn = replace(turn, steps={**turn.steps, "introduction": claim})
    return world_of("2026-12-04 17:12", turn, holds=turn, live=not rehearsal)


def looked(world: MemoryWorld) -> StepRecord | None:
    assert results(world, REVOCATION, "look_for_post") == [Result.DONE]
    turn = kept(world)
    return turn.steps.get("introduction")


@pytest.mark.parametrize(("earlier", "found"), [(60, True), (62, False)])
def test_what_stands_on_x_was_posted_if_it_is_not_older_than_the_claim(
    earlier: int, found: bool
) -> None:
    world = in_doubt()
    at = CLAIMED_AT - timedelta(seconds=earlier)
    world.channel.published = [Published("18", "Other words", at), Published("17", MEET_SAM, at)]
    record = looked(world)
    assert (record is not None) == found
    if record is not None:
        assert (record.state, record.proof) == (State.DONE, "17")


@pytest.mark.parametrize(("later", "found"), [(180, True), (181, False)])
def test_what_came_later_than_a_claim_can_have_sent_it_is_not_its_own(
    later: int, found: bool
) -> None:
    world = in_doubt()
    world.channel.published = [Published("17", MEET_SAM, CLAIMED_AT + timedelta(seconds=later))]
    assert (looked(world) is not None) == found


def test_the_same_words_that_came_too_late_do_not_hide_those_of_the_claim() -> None:
    world = in_doubt()
    too_late = Published("18", MEET_SAM, CLAIMED_AT + timedelta(minutes=5))
    world.channel.published = [too_late, Published("17", MEET_SAM, CLAIMED_AT)]
    record = looked(world)
    assert record is not None
    assert (record.state, record.proof) == (State.DONE, "17")


def test_a_post_that_is_known_as_another_steps_is_not_found_twice() -> None:
    world = in_doubt()
    world.channel.published = [Published("17", MEET_SAM, CLAIMED_AT)]
    done = StepRecord(State.DONE, CLAIMED_AT, "somebody else", "17")
    again = made_turn(OPENED, number=2, salt=OTHER_SALT)
    world.ledger.begin(replace(again, steps={"introduction": done}))
    assert looked(world) is None


def test_what_does_not_stand_on_x_was_not_posted() -> None:
    assert looked(in_doubt()) is None


def test_in_rehearsal_x_is_not_asked() -> None:
    world = in_doubt(rehearsal=True)
    assert looked(world) is None
    assert "channel.recent" not in world.seam.calls


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Look at example.org", "Look at https://example.org"),
        ("Look at example.org", "Look at http://example.org/"),
        ("See example.org now", "See https://example.org/ now"),
        ("One  line\nand another", "One line and another"),
    ],
)
def test_x_shows_links_and_spaces_otherwise_than_they_were_typed(sent: str, shown: str) -> None:
    turn = made_turn()
    assert fingerprint(turn, sent) == fingerprint(turn, shown)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("See /example.org", "See example.org"),
        ("One and two", "One andtwo"),
        ("HTTPS://example.org", "example.org"),
        ("a/ b", "a b c"),
    ],
)
def test_other_words_have_another_fingerprint(one: str, another: str) -> None:
    assert fingerprint(made_turn(), one) != fingerprint(made_turn(), another)


def test_a_fingerprint_in_the_ledger_is_still_known_after_an_update_of_ours() -> None:
    key = bytes.fromhex(SALT)
    for said, reply_to in (("One  line\nand another", ""), ("Thank you!", "17")):
        words = f"{reply_to}\n{said}" if reply_to else "One line and another"
        known = hmac.digest(key, words.encode(), hashlib.sha256).hex()
        assert fingerprint(made_turn(), said, reply_to) == known


def test_the_same_words_of_another_turn_have_another_fingerprint() -> None:
    other = made_turn(salt=OTHER_SALT)
    assert fingerprint(made_turn(), "Hello") != fingerprint(other, "Hello")
    assert len(fingerprint(other, "Hello")) == 64


@pytest.mark.parametrize(
    "shown",
    ["Thank you!", "@anna_b Thank you!", "@anna_b @ben  Thank you!", "@Anna_B\nThank you!"],
)
@pytest.mark.parametrize("sent", ["Thank you!", "@anna_b Thank you!"])
def test_an_answer_is_known_whichever_names_x_puts_in_front(sent: str, shown: str) -> None:
    turn = made_turn()
    assert fingerprint(turn, sent, "17") == fingerprint(turn, shown, "17")


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (("Thank you!", "17"), ("Thank you!", "18")),
        (("Thank you!", "17"), ("Thank you!", "")),
        (("17 Thank you!", ""), ("Thank you!", "17")),
        (("Thank you @anna_b", "17"), ("Thank you", "17")),
        (("@anna_b Thank you!", ""), ("Thank you!", "")),
        (("@a_name_far_longer_than_x_has Hm", "17"), ("Hm", "17")),
    ],
)
def test_another_answer_has_another_fingerprint(
    one: tuple[str, str], another: tuple[str, str]
) -> None:
    assert fingerprint(made_turn(), *one) != fingerprint(made_turn(), *another)


def test_an_answer_of_unknown_fate_is_found_behind_the_names_that_x_put_in_front() -> None:
    world = in_doubt("Thank you!", "12")
    world.channel.published = [
        Published("18", "@ben Thank you!", CLAIMED_AT, "13"),
        Published("17", "@anna_b Thank you!", CLAIMED_AT, "12"),
    ]
    record = looked(world)
    assert record is not None
    assert (record.state, record.proof) == (State.DONE, "17")
