"""Steps that nobody gets a mail about: back on the list, moved, busy on X, photos and guests gone.

None of them says that somebody else has taken it.
"""

from __future__ import annotations

from datetime import timedelta

from takeover.apply import Result
from takeover.model.credentials import guest_hmac
from takeover.model.post import Draft
from takeover.model.steps import HANDOVER, REVOCATION, SURVEY
from takeover.model.turn import Ending, Fact
from tests.memory.world import MemoryWorld
from tests.story import SAM, WEEKEND, local, row
from tests.takeover.apply.worlds import kept, results, world_of
from tests.takeover.planning.scenes import OTHER_SALT, made_turn

NEXT = WEEKEND + timedelta(weeks=1)
YES = {Fact.ACCEPTED: "2026-11-21 10:00"}
WENT = YES | {Fact.OPENED: "2026-12-04 10:00", Fact.CLOSED: "2026-12-07 09:00"}
OVER = {"close": "2026-12-07 09:00", "proof": "2026-12-07 09:01"}


def test_a_guest_whose_wish_to_leave_was_cut_short_is_neither_gone_nor_leaving() -> None:
    turn = made_turn(YES | {Fact.LEAVING: "2026-11-24 10:00", Fact.GONE: "2026-11-24 10:00"})
    world = world_of("2026-11-24 10:05", turn)
    assert results(world, REVOCATION, "back") == [Result.DONE]
    assert kept(world).facts.keys() == {Fact.SEEN, Fact.ACCEPTED}


def test_prepared_words_move_with_their_guest_and_no_time_to_send_them_does() -> None:
    gone = YES | {Fact.GONE: "2026-11-24 10:00"}
    old = made_turn(gone, {"booked": "2026-11-20 10:00"})
    new = made_turn(
        {Fact.SEEN: "2026-11-24 10:00"},
        weekend=NEXT,
        salt=OTHER_SALT,
        guest_hmac=guest_hmac(SAM, OTHER_SALT),
    )
    world = world_of("2026-11-24 10:05", old, new, rows=(row(NEXT),))
    world.roster.remove(WEEKEND)
    saved_at, send_at = local("2026-11-24 09:00"), local("2026-12-05 09:00")
    world.ledger.keep_draft(Draft(old.id, "0011223344556677", ("Hello",), saved_at, send_at))
    assert results(world, REVOCATION, "move") == [Result.DONE]
    assert kept(world, old.id).how is Ending.MOVED
    (draft,) = world.ledger.drafts(new.id)
    assert draft == Draft(new.id, "0011223344556677", ("Hello",), saved_at, None)


def while_many_write(*, ago: timedelta) -> MemoryWorld:
    """Saturday noon, with the guest there; so long ago twenty people wrote at once."""
    facts = YES | {Fact.OPENED: "2026-12-04 10:00", Fact.SIGNED_IN: "2026-12-04 17:05"}
    turn = made_turn(facts)
    world = world_of("2026-12-05 12:00", turn, holds=turn)
    world.clock.move_on(-ago)
    for _ in range(20):
        world.channel.somebody_writes("@ourcharity what do you think?")
    world.clock.move_on(ago)
    return world


def test_it_is_noted_when_it_is_busy_and_when_not_nothing_is() -> None:
    for minutes, busy in ((30, local("2026-12-05 12:00")), (90, None)):
        world = while_many_write(ago=timedelta(minutes=minutes))
        assert results(world, HANDOVER, "listen") == [Result.DONE]
        assert kept(world).at(Fact.BUSY) == busy


def test_photos_are_dropped_a_day_after_the_end_and_it_is_noted_with_no_proof() -> None:
    turn = made_turn(WENT | {Fact.PHOTO: "2026-12-05 10:00"}, OVER, how=Ending.POSTED)
    world = world_of("2026-12-08 09:00", turn)
    assert results(world, SURVEY, "drop_photos") == [Result.DONE]
    record = kept(world).steps["drop_photos"]
    assert (record.at, record.proof) == (local("2026-12-08 09:00"), "")


def test_a_guest_is_forgotten_in_the_list_and_in_the_ledger() -> None:
    turn = made_turn(WENT, OVER, how=Ending.POSTED)
    world = world_of("2027-03-08 12:00", turn)
    assert results(world, SURVEY, "forget") == [Result.DONE]
    assert (kept(world).forgotten, kept(world).guest_hmac) == (True, "")
    assert world.roster.row(WEEKEND) == {"weekend": str(WEEKEND), "status": "forgotten"}
