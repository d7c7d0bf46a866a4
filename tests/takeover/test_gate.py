"""The gate: every reason, their order, and that time alone closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from takeover.gate import CLOSES_EARLY, Reason, Verdict, account_is_with, may_act
from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac
from takeover.model.roster import BrokenRow, Row, Takeover, read_row
from takeover.model.turn import Holder, Session, SessionKind
from tests.story import LONDON, SAM, WEEKEND, row, settings

TURN = f"{WEEKEND}#1"
SALT = "00112233445566778899aabbccddeeff"
WINDOW = Window.usual(WEEKEND, LONDON)
INSIDE = WINDOW.starts_at + timedelta(hours=20)
HOLDER = Holder(TURN, SALT, guest_hmac(SAM, SALT), WINDOW)
SESSION = Session(TURN, "digest", SessionKind.NUMBER, 1, WINDOW.starts_at, WINDOW.ends_at)
BROKEN = BrokenRow(str(WEEKEND), ())


def on_the_list(**cells: object) -> Row:
    return read_row(row(**cells), settings())[0]


ROW = on_the_list()
BREAK = on_the_list(status="break")
KIM = on_the_list(guest_email="kim@example.org")
ANOTHER_WEEKEND = on_the_list(weekend="2026-12-11")
PAUSED = replace(HOLDER, paused_at=INSIDE)
OTHER_HOLDER = replace(HOLDER, turn=f"{WEEKEND}#2")
LINK = replace(SESSION, kind=SessionKind.LINK)
PROBE = replace(SESSION, kind=SessionKind.PROBE)
ENDED = replace(SESSION, ended_at=INSIDE)
OF_ANOTHER = replace(SESSION, turn=f"{WEEKEND}#2")
BEFORE, AFTER = WINDOW.starts_at - timedelta(seconds=1), WINDOW.ends_at
LAST_MOMENT = WINDOW.ends_at - CLOSES_EARLY

CASES: list[tuple[Reason, datetime, Holder | None, Session | None, Row | None]] = [
    (Reason.OPEN, INSIDE, HOLDER, SESSION, ROW),
    (Reason.OPEN, INSIDE, HOLDER, PROBE, ROW),
    (Reason.OPEN, WINDOW.starts_at, HOLDER, SESSION, ROW),
    (Reason.OPEN, LAST_MOMENT - timedelta(microseconds=1), HOLDER, SESSION, ROW),
    (Reason.CLOSED, LAST_MOMENT, HOLDER, SESSION, ROW),
    (Reason.CLOSED, AFTER, HOLDER, SESSION, ROW),
    (Reason.CLOSED, INSIDE, None, SESSION, ROW),
    (Reason.CLOSED, INSIDE, OTHER_HOLDER, SESSION, ROW),
    (Reason.CLOSED, INSIDE, HOLDER, OF_ANOTHER, ROW),
    (Reason.TOO_EARLY, BEFORE, HOLDER, SESSION, ROW),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, None),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, on_the_list(status="cancelled")),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, BREAK),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, on_the_list(status="pencilled")),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, on_the_list(status="forgotten")),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, KIM),
    (Reason.OFF_THE_LIST, INSIDE, HOLDER, SESSION, ANOTHER_WEEKEND),
    (Reason.UNREADABLE, INSIDE, HOLDER, SESSION, BROKEN),
    (Reason.PAUSED, INSIDE, PAUSED, SESSION, ROW),
    (Reason.SIGNED_OUT, INSIDE, HOLDER, None, ROW),
    (Reason.SIGNED_OUT, INSIDE, HOLDER, ENDED, ROW),
    (Reason.SIGNED_OUT, INSIDE, HOLDER, replace(SESSION, ends_at=INSIDE), ROW),
    (Reason.NUMBER_NEEDED, INSIDE, HOLDER, LINK, ROW),
    # Where several hold, what comes first is said.
    (Reason.SIGNED_OUT, AFTER, None, None, None),
    (Reason.CLOSED, AFTER, PAUSED, ENDED, None),
    (Reason.CLOSED, BEFORE, None, LINK, BROKEN),
    (Reason.TOO_EARLY, BEFORE, PAUSED, LINK, None),
    (Reason.OFF_THE_LIST, INSIDE, PAUSED, LINK, None),
    (Reason.UNREADABLE, INSIDE, PAUSED, ENDED, BROKEN),
    (Reason.PAUSED, INSIDE, PAUSED, ENDED, ROW),
    (Reason.SIGNED_OUT, INSIDE, HOLDER, replace(LINK, ended_at=INSIDE), ROW),
]


@pytest.mark.parametrize(("reason", "now", "holder", "session", "found"), CASES)
def test_the_gate_says_why(
    reason: Reason,
    now: datetime,
    holder: Holder | None,
    session: Session | None,
    found: Row | None,
) -> None:
    verdict = may_act(now, holder, session, found)
    assert verdict == Verdict(reason)
    assert verdict.may_post == (reason is Reason.OPEN)


def test_an_earlier_end_of_the_row_counts_at_once() -> None:
    sunday = on_the_list(ends_at="2026-12-06 12:00")
    noon = datetime(2026, 12, 6, 12, tzinfo=LONDON)
    early = noon - CLOSES_EARLY
    assert may_act(early - timedelta(seconds=1), HOLDER, SESSION, sunday).may_post
    assert may_act(early, HOLDER, SESSION, sunday) == Verdict(Reason.CLOSED)


def test_a_later_end_and_another_start_of_the_row_do_not_count() -> None:
    longer = on_the_list(starts_at="2026-12-04 12:00", ends_at="2026-12-08 09:00")
    assert may_act(LAST_MOMENT, HOLDER, SESSION, longer) == Verdict(Reason.CLOSED)
    assert may_act(BEFORE, HOLDER, SESSION, longer) == Verdict(Reason.TOO_EARLY)
    shorter = on_the_list(starts_at="2026-12-05 18:00")
    assert may_act(INSIDE, HOLDER, SESSION, shorter).may_post


def test_the_address_may_be_typed_in_capitals() -> None:
    assert may_act(INSIDE, HOLDER, SESSION, on_the_list(guest_email="Sam@Example.org")).may_post


MOMENTS = st.timedeltas(timedelta(days=-5), timedelta(days=9)).map(WINDOW.starts_at.__add__)
ROWS = st.sampled_from(
    [ROW, None, BROKEN, KIM, BREAK, ANOTHER_WEEKEND, on_the_list(ends_at="2026-12-08 09:00"),
     on_the_list(starts_at="2026-12-03 09:00"), on_the_list(ends_at="2026-12-05 09:00")]
)  # fmt: skip
HOLDERS = st.sampled_from([HOLDER, PAUSED, OTHER_HOLDER, None])
SESSIONS = st.sampled_from([SESSION, LINK, PROBE, ENDED, OF_ANOTHER, None])
no_hurry = settings_of(deadline=None)


@no_hurry
@given(MOMENTS, HOLDERS, SESSIONS, ROWS)
@example(INSIDE, HOLDER, SESSION, ROW)
def test_nothing_is_let_through_unless_everything_holds(
    now: datetime, holder: Holder | None, session: Session | None, found: Row | None
) -> None:
    if not may_act(now, holder, session, found).may_post:
        return
    assert holder is not None
    assert session is not None
    assert isinstance(found, Takeover)
    assert holder.window.starts_at <= now < holder.window.ends_at - CLOSES_EARLY
    assert now < found.window.ends_at - CLOSES_EARLY
    assert now < session.ends_at
    assert holder.turn == session.turn
    assert holder.turn.startswith(f"{found.weekend}#")
    assert (holder.paused_at, session.ended_at) == (None, None)
    assert session.kind is not SessionKind.LINK
    assert found.booked
    assert found.guest is not None
    assert guest_hmac(found.guest.address, holder.salt) == holder.guest_hmac


@no_hurry
@given(MOMENTS, HOLDERS, SESSIONS, ROWS)
def test_time_alone_closes_and_what_is_closed_stays_so(
    now: datetime, holder: Holder | None, session: Session | None, found: Row | None
) -> None:
    later = max(now, LAST_MOMENT)
    assert not may_act(later, holder, session, found).may_post
    assert not account_is_with(TURN, later, holder, found).may_post


@no_hurry
@given(MOMENTS, HOLDERS, ROWS)
def test_a_session_never_widens_what_the_account_allows(
    now: datetime, holder: Holder | None, found: Row | None
) -> None:
    account = account_is_with(TURN, now, holder, found)
    verdict = may_act(now, holder, SESSION, found)
    assert verdict == account
