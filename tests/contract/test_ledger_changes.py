"""Somebody changed their mind: moves, corrections, a no taken back, rows that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from takeover.adapters.dynamodb_ledger import DynamoLedger
from takeover.errors import StaleError
from takeover.model.turn import Ending, Fact, State
from takeover.ports import Claim, Ledger
from tests.contract.made import MINUTE, NOON, a_turn, begun, now, opened
from tests.memory import MemoryLedger

OTHER = date(2026, 12, 18)
LATER = NOON + MINUTE
HMAC = "ab" * 32


class TestMove:
    def test_the_new_turn_takes_what_was_agreed_and_the_old_one_ends(self, ledger: Ledger) -> None:
        gone, to = begun(ledger, a_turn()), begun(ledger, a_turn(OTHER))
        ledger.accept(gone.id, "terms 1", NOON)
        ledger.note(gone.id, Fact.GONE, NOON)
        ledger.move(now(ledger, gone), to, LATER)
        old, new = now(ledger, gone), now(ledger, to)
        assert old.how is Ending.MOVED
        assert (new.at(Fact.MOVED), new.at(Fact.ACCEPTED), new.terms) == (LATER, NOON, "terms 1")
        assert (new.calendar, new.sequence) == (gone.id, 1)
        assert new.steps["booked"].state is State.ABSORBED

    def test_a_second_move_keeps_the_first_calendar_entry(self, ledger: Ledger) -> None:
        gone = begun(ledger, a_turn(calendar="2026-11-06#1", sequence=3))
        to = begun(ledger, a_turn(OTHER))
        ledger.note(gone.id, Fact.GONE, NOON)
        ledger.move(now(ledger, gone), to, LATER)
        assert (now(ledger, to).calendar, now(ledger, to).sequence) == ("2026-11-06#1", 4)

    def test_the_same_move_again_is_success(self, ledger: Ledger) -> None:
        gone, to = begun(ledger, a_turn()), begun(ledger, a_turn(OTHER))
        ledger.note(gone.id, Fact.GONE, NOON)
        old = now(ledger, gone)
        ledger.move(old, to, LATER)
        ledger.move(old, to, LATER)
        assert now(ledger, to).sequence == 1

    @pytest.mark.parametrize("spoilt", ["back", "told", "mailed"])
    def test_what_changed_meanwhile_is_not_moved(self, ledger: Ledger, spoilt: str) -> None:
        gone, to = begun(ledger, a_turn()), begun(ledger, a_turn(OTHER))
        ledger.note(gone.id, Fact.GONE, NOON)
        old = now(ledger, gone)
        if spoilt == "back":
            ledger.forget_fact(gone.id, Fact.GONE)
        elif spoilt == "told":
            ledger.move(old, begun(ledger, a_turn(date(2027, 1, 8))), NOON)
        else:
            assert ledger.claim(Claim(to.id, "booked", "somebody", NOON))
        with pytest.raises(StaleError):
            ledger.move(old, to, LATER)
        assert not now(ledger, to).has(Fact.MOVED)


class TestLeave:
    def test_a_guest_who_leaves_is_gone_at_the_same_instant(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        for _ in range(2):
            ledger.leave(turn.id, LATER)
        there = now(ledger, turn)
        assert (there.at(Fact.LEAVING), there.at(Fact.GONE)) == (LATER, LATER)

    @pytest.mark.parametrize("fact", [Fact.GONE, Fact.CLOSED, Fact.DECLINED, Fact.OPENED])
    def test_a_weekend_that_is_over_or_open_is_not_left(self, ledger: Ledger, fact: Fact) -> None:
        turn = begun(ledger, a_turn())
        ledger.note(turn.id, fact, NOON)
        with pytest.raises(StaleError):
            ledger.leave(turn.id, LATER)
        assert not now(ledger, turn).has(Fact.LEAVING)

    def test_a_wish_that_came_to_nothing_leaves_no_trace(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.leave(turn.id, LATER)
        ledger.stay(turn.id, NOON)
        assert now(ledger, turn).has(Fact.GONE)
        for _ in range(2):
            ledger.stay(turn.id, LATER)
        assert dict(now(ledger, turn).facts) == dict(turn.facts)

    def test_who_has_moved_does_not_stay(self, ledger: Ledger) -> None:
        gone, to = begun(ledger, a_turn()), begun(ledger, a_turn(OTHER))
        ledger.leave(gone.id, NOON)
        ledger.move(now(ledger, gone), to, LATER)
        ledger.stay(gone.id, NOON)
        assert (now(ledger, gone).has(Fact.GONE), now(ledger, gone).how) == (True, Ending.MOVED)

    def test_what_takes_the_place_of_who_left_was_chosen_and_counted(self, ledger: Ledger) -> None:
        gone, to = begun(ledger, a_turn(moves=1)), begun(ledger, a_turn(OTHER))
        ledger.leave(gone.id, NOON)
        ledger.move(now(ledger, gone), to, LATER)
        assert (now(ledger, to).at(Fact.CHOSEN), now(ledger, to).moves) == (LATER, 2)

    def test_what_the_coordinator_moved_was_not_chosen_by_the_guest(self, ledger: Ledger) -> None:
        gone, to = begun(ledger, a_turn()), begun(ledger, a_turn(OTHER))
        ledger.note(gone.id, Fact.GONE, NOON)
        ledger.move(now(ledger, gone), to, LATER)
        assert (now(ledger, to).has(Fact.CHOSEN), now(ledger, to).moves) == (False, 1)


class TestTakeBack:
    def test_a_no_is_taken_back_once_and_stays_counted(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.decline(turn.id, NOON)
        assert ledger.take_back(turn.id, LATER)
        assert ledger.take_back(turn.id, LATER)  # a lost answer
        assert not ledger.take_back(turn.id, LATER + MINUTE)
        there = now(ledger, turn)
        assert (there.has(Fact.DECLINED), there.at(Fact.TOOK_BACK)) == (False, LATER)
        assert (there.declines, there.sequence) == (1, 2)

    def test_there_is_no_no_to_take_back(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert not ledger.take_back(turn.id, LATER)
        assert not now(ledger, turn).has(Fact.TOOK_BACK)

    @pytest.mark.parametrize("fact", [Fact.GONE, Fact.CLOSED, Fact.OPENED])
    def test_a_no_that_something_followed_stays(self, ledger: Ledger, fact: Fact) -> None:
        turn = begun(ledger, a_turn())
        ledger.decline(turn.id, NOON)
        ledger.note(turn.id, fact, NOON)
        with pytest.raises(StaleError):
            ledger.take_back(turn.id, LATER)
        assert now(ledger, turn).has(Fact.DECLINED)


class TestCorrect:
    def test_a_corrected_turn_starts_a_generation_without_its_mails(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(wrong_numbers=2))
        claim = Claim(turn.id, "booked", "owner", NOON, mails_before=0)
        assert ledger.claim(claim)
        ledger.finish(claim, NOON, "mail-1")
        ledger.note(turn.id, Fact.GONE, NOON)
        ledger.correct(now(ledger, turn), HMAC, ["booked"], LATER)
        there = now(ledger, turn)
        assert (there.guest_hmac, there.generation, there.wrong_numbers) == (HMAC, 2, 0)
        assert (there.at(Fact.SEEN), there.at(Fact.CORRECTED)) == (LATER, LATER)
        assert (dict(there.steps), there.last_mail_at, there.has(Fact.GONE)) == ({}, None, False)

    def test_the_holder_follows_in_the_same_transaction(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.correct(now(ledger, turn), HMAC, [], LATER)
        holder = ledger.holder()
        assert holder is not None
        assert holder.guest_hmac == HMAC == now(ledger, turn).guest_hmac

    def test_the_same_correction_again_is_success(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.correct(turn, HMAC, [], LATER)
        ledger.correct(turn, HMAC, [], LATER)
        assert now(ledger, turn).generation == 2

    @pytest.mark.parametrize("spoilt", ["used", "closed", "opened", "renewed"])
    def test_what_changed_meanwhile_is_not_corrected(self, ledger: Ledger, spoilt: str) -> None:
        turn = opened(ledger, a_turn()) if spoilt == "opened" else begun(ledger, a_turn())
        if spoilt == "used":
            ledger.note(turn.id, Fact.LINK_USED, NOON)
        elif spoilt == "closed":
            ledger.close(turn.id, Ending.CHARITY_STOPPED, NOON)
        elif spoilt == "renewed":
            ledger.next_generation(turn.id, 1, NOON)
        before = now(ledger, turn).guest_hmac
        with pytest.raises(StaleError):
            ledger.correct(replace(turn, facts={Fact.SEEN: NOON}), HMAC, [], LATER)
        assert now(ledger, turn).guest_hmac == before


class TestBounce:
    def test_it_is_noted_once(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.bounce(turn, NOON)
        assert ledger.bounce(turn, NOON)
        assert not ledger.bounce(turn, LATER)
        assert now(ledger, turn).at(Fact.BOUNCED) == NOON

    def test_a_corrected_turn_starts_without_it(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.bounce(turn, NOON)
        ledger.correct(now(ledger, turn), HMAC, [], LATER)
        assert not now(ledger, turn).has(Fact.BOUNCED)

    def test_news_of_the_old_address_says_nothing_about_the_new_one(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.correct(turn, HMAC, [], NOON)
        with pytest.raises(StaleError):
            ledger.bounce(turn, LATER)
        assert not now(ledger, turn).has(Fact.BOUNCED)

    def test_a_turn_that_nobody_has_begun_is_not_brought_into_being(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.bounce(a_turn(), NOON)
        assert ledger.turn(a_turn().id) is None


class TestSuspend:
    def test_it_is_noted_and_counted_once_until_it_is_mended(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.suspend(turn.id, NOON)
        assert ledger.suspend(turn.id, NOON)
        assert not ledger.suspend(turn.id, LATER)
        assert (now(ledger, turn).at(Fact.SUSPENDED), now(ledger, turn).suspensions) == (NOON, 1)
        ledger.forget_fact(turn.id, Fact.SUSPENDED)
        assert ledger.suspend(turn.id, LATER)
        assert now(ledger, turn).suspensions == 2


class TestRestore:
    def test_a_copy_of_the_table_that_went_live_can_be_told(self, ledger: Ledger) -> None:
        assert ledger.go_live(NOON)
        assert ledger.look(OTHER).live_table == ledger.table_id()
        as_if_restored(ledger)
        assert ledger.look(OTHER).live_table != ledger.table_id()

    def test_it_can_go_live_anew_once_that_is_forgotten(self, ledger: Ledger) -> None:
        assert ledger.go_live(NOON)
        as_if_restored(ledger)
        ledger.end_live()
        assert ledger.look(OTHER).live_since is None
        assert ledger.go_live(LATER)
        assert ledger.look(OTHER).live_since == LATER

    def test_the_table_itself_stays_live(self, ledger: Ledger) -> None:
        assert ledger.go_live(NOON)
        ledger.end_live()
        assert ledger.look(OTHER).live_since == NOON


def as_if_restored(ledger: Ledger) -> None:
    """Give the table another id, as AWS gives to what it makes from a backup."""
    if isinstance(ledger, MemoryLedger):
        ledger.own_id = "a copy"
    else:
        assert isinstance(ledger, DynamoLedger)
        # One adapter serves all tests of a process, so each copy is another one.
        ledger._table.__dict__["id"] = f"{ledger.table_id()}, copied"
