"""News of one mail: which step it is about, what is settled by it, and the line in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from takeover.apply import take_mail_event
from takeover.errors import StillOwedError
from takeover.model.mail_event import Fate, MailEvent
from takeover.model.turn import Fact, State, StepRecord
from tests.memory.world import MemoryWorld
from tests.story import local, settings
from tests.takeover.apply.journal import Lines
from tests.takeover.planning.scenes import made_turn

NOW = "2026-11-25 12:00"
SEEN = local("2026-11-20 09:30")
CLAIMED_AT = local("2026-11-25 11:50")
MESSAGE = "0107-abc"
TURN, TAG = "2026-12-04#1", "2026-12-04_1"
MOMENT = timedelta(microseconds=1)


class Told:
    """A world with one turn, of which SES tells."""

    def __init__(self, state: State, key: str = "booked", *, rehearsal: bool = False) -> None:
        self.world = MemoryWorld(settings(), local(NOW))
        self.journal = Lines()
        self.world.journal = self.journal  # type: ignore[assignment]
        proof = MESSAGE if state is State.DONE else ""
        steps = {key: StepRecord(state, CLAIMED_AT, "somebody", proof)}
        self.world.ledger.begin(replace(made_turn(rehearsal=rehearsal), steps=steps))

    def told(
        self,
        fate: Fate = Fate.SENT,
        step: str = "booked",
        turn: str = TAG,
        sent_at: datetime | None = None,
        message: str = MESSAGE,
    ) -> bool:
        return take_mail_event(self.world, MailEvent(fate, turn, step, message, sent_at))

    def state(self, key: str = "booked") -> State:
        turn = self.world.ledger.turn(TURN)
        assert turn is not None
        return turn.steps[key].state

    def bounced(self) -> bool:
        turn = self.world.ledger.turn(TURN)
        return turn is not None and turn.has(Fact.BOUNCED)

    def lines(self) -> list[tuple[str, Mapping[str, str], bool]]:
        return self.journal.written


def line(event: str, outcome: str, **more: str) -> Mapping[str, str]:
    return {"event": event, "outcome": outcome} | more


def test_an_unknown_mail_is_known_by_its_news_and_the_second_news_is_none() -> None:
    here = Told(State.CLAIMED)
    assert here.told(Fate.DELIVERED)
    assert here.state() is State.DONE
    assert not here.told(Fate.DELIVERED)
    of_it = {"turn": TURN, "step": "booked"}
    assert here.lines() == [
        ("mail_event", line("delivered", "known now", **of_it), False),
        ("mail_event", line("delivered", "known before", **of_it), False),
    ]


@pytest.mark.parametrize("state", [State.DONE, State.CLAIMED, State.TOLD])
def test_a_bounce_ends_all_mail_to_this_address_once(state: State) -> None:
    here = Told(state)
    assert here.told(Fate.BOUNCED)
    assert here.bounced()
    here.world.clock.advance(seconds=1)
    assert not here.told(Fate.COMPLAINED)
    of_it = {"turn": TURN, "step": "booked"}
    assert here.lines() == [
        ("mail_event", line("bounced", "no more mail to this address", **of_it), False),
        ("mail_event", line("complained", "known before", **of_it), False),
    ]


def test_what_cannot_be_read_or_is_none_of_ours_changes_nothing_and_is_logged_so() -> None:
    here = Told(State.CLAIMED)
    assert not take_mail_event(here.world, None)
    assert not here.told(step="survey")
    assert not here.told(turn="2026-12-04_7")
    assert not here.told(turn="x2026-12-04_1")
    none = "none of ours, or out of date"
    assert here.lines() == [
        ("mail_event", line("unreadable", none), False),
        ("mail_event", line("sent", none), False),
        ("mail_event", line("sent", none), False),
        ("mail_event", line("sent", none), False),
    ]
    assert here.state() is State.CLAIMED


def test_a_step_that_came_again_is_found_by_its_own_key() -> None:
    here = Told(State.CLAIMED, "number_again.2")
    assert not here.told(step="number_again")
    assert here.told(step="number_again_2")
    assert here.state("number_again.2") is State.DONE


def test_news_of_another_mail_of_the_same_step_is_out_of_date() -> None:
    here = Told(State.DONE)
    assert not here.told(Fate.BOUNCED, message="0107-other")
    assert not here.bounced()
    of_it = {"turn": TURN, "step": "booked"}
    expected = line("bounced", "none of ours, or out of date", **of_it)
    assert here.lines() == [("mail_event", expected, False)]


@pytest.mark.parametrize("state", [State.CLAIMED, State.TOLD])
def test_what_was_sent_before_the_turn_was_seen_went_to_another_address(state: State) -> None:
    earliest = SEEN - timedelta(seconds=5)
    claimed = {"booked": StepRecord(state, earliest, "somebody")}
    for sent_at, ours in ((earliest, True), (earliest - MOMENT, False)):
        here = Told(state)
        here.world.ledger._turns[TURN] = replace(made_turn(), steps=claimed)
        assert here.told(Fate.BOUNCED, sent_at=sent_at) == ours
        assert here.bounced() == ours


def test_news_of_a_mail_sent_long_before_the_claim_is_of_another_one() -> None:
    earliest = CLAIMED_AT - timedelta(minutes=1)
    assert Told(State.CLAIMED).told(sent_at=earliest)
    assert not Told(State.CLAIMED).told(sent_at=earliest - MOMENT)
    assert Told(State.CLAIMED).told(sent_at=None)


def test_what_was_absorbed_was_never_sent() -> None:
    assert not Told(State.ABSORBED).told(Fate.BOUNCED)


@pytest.mark.parametrize("key", ["receipt", "booked"])
def test_what_does_not_reach_our_own_people_fails_loudly(key: str) -> None:
    here = Told(State.CLAIMED, key, rehearsal=key == "booked")
    with pytest.raises(StillOwedError, match=f"the mail {key} of {TURN} rejected"):
        here.told(Fate.REJECTED, key)
    of_it = {"turn": TURN, "step": key}
    expected = line("rejected", "our own people do not get it", **of_it)
    assert (here.lines(), here.bounced()) == ([("mail_event", expected, True)], False)


@pytest.mark.parametrize("record", ["told", "weekly"])
def test_mails_of_the_account_itself_are_found_by_their_record(record: str) -> None:
    here = Told(State.DONE)
    key = "2026-11-25"
    here.world.ledger._own[f"~{record}"][key] = StepRecord(State.CLAIMED, CLAIMED_AT, "somebody")
    assert not here.told(step=key, turn="live")
    assert not here.told(step=key, turn="weekly" if record == "told" else "told")
    assert here.told(step=key, turn=record)
    assert here.world.ledger._own[f"~{record}"][key].state is State.DONE
    assert here.lines()[-1] == (
        "mail_event",
        line("sent", "known now", turn=f"~{record}", step=key),
        False,
    )
