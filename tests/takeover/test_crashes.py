"""A fault at every call: nothing given without its obligation, nothing twice, all finished."""

from __future__ import annotations

import pytest

from takeover.model.turn import Ending, State
from tests.takeover.faults import MAILS, POSTS_OF_OURS, Fault, FaultyWeekend, every_fault
from tests.takeover.openings import HELLO, MEET_SAM, THANKS_SAM

FAULTS = every_fault()


def test_a_clean_weekend_is_what_the_faults_are_measured_by() -> None:
    weekend = FaultyWeekend().pass_by()
    assert [mail.tags["step"] for mail in weekend.world.mailer.sent] == [
        "booked", "all_set", "2026-12-02", "number", "receipt", "thank_you",
    ]  # fmt: skip
    assert weekend.story.posts() == [MEET_SAM, HELLO, THANKS_SAM]
    assert (weekend.failed, weekend.told, weekend.closed) == ([], [], True)


def test_every_write_of_a_weekend_is_struck() -> None:
    struck = {fault.call for fault in FAULTS}
    assert {"ledger.begin", "ledger.open", "ledger.close", "ledger.claim", "ledger.finish",
            "ledger.mark", "ledger.end_session", "mailer.send", "channel.post",
            "probe.try_to_post"} <= struck  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_whatever_goes_wrong_once_the_weekend_ends_well(fault: Fault) -> None:
    weekend = FaultyWeekend(fault).pass_by()
    assert weekend.struck
    assert weekend.failed == []
    assert (weekend.closed, weekend.turn.how) == (True, Ending.POSTED)
    assert weekend.story.posts() == [MEET_SAM, HELLO, THANKS_SAM]
    assert sent_once_or_told(weekend) == {}
    assert unfinished(weekend) == []
    assert all(session.ended_at for session in weekend.world.ledger._sessions.values())
    # A refusal that is over before half an hour has passed is nobody's trouble.
    assert not [mail for mail in weekend.world.mailer.sent if "trouble" in mail.tags["step"]]


def sent_once_or_told(weekend: FaultyWeekend) -> dict[str, int]:
    """Mails that are neither: sent twice, or missing without a word."""
    told = weekend.told
    assert len(told) == len(set(told)) <= 1
    wrong = {}
    for step in MAILS:
        times = weekend.times_sent(step)
        if times > 1 or (times == 0 and step not in told):
            wrong[step] = times
    return wrong


def unfinished(weekend: FaultyWeekend) -> list[str]:
    ledger = weekend.world.ledger
    steps = {**weekend.turn.steps, **ledger._own["~weekly"]}
    missing = [name for name in (*MAILS, *POSTS_OF_OURS, "close", "proof") if name not in steps]
    waiting = [name for name, record in steps.items() if record.state is State.CLAIMED]
    return [*missing, *waiting]
