"""What beginning, opening, closing and proving write down, and what they wait for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from takeover.apply import Result
from takeover.errors import LaterError, StaleError, StillOwedError
from takeover.model.credentials import guest_hmac, probe_token, session_digest
from takeover.model.steps import HANDOVER, REVOCATION
from takeover.model.turn import Ending, Fact, Session, SessionKind, State, Turn
from takeover.ports import Refusal
from tests.story import local
from tests.takeover.apply.worlds import kept, results, run, world_of
from tests.takeover.planning.scenes import OTHER_SALT, SALT, made_turn

MORNING = "2026-12-04 10:00"
ASKED = {"booked": "2026-11-20 10:00"}
YES = {
    Fact.ACCEPTED: "2026-11-21 10:00",
    Fact.ALL_SET: "2026-12-03 12:00",
    Fact.LINK_USED: "2026-11-21 09:59",
}
WENT = YES | {Fact.GONE: "2026-11-24 10:00"}
BACK = "2026-11-25 12:00"
KIM = "kim@example.org"


def before(**changes: object) -> Turn:
    """Sam's first turn of that weekend, cancelled and told so."""
    turn = made_turn(WENT, ASKED | {"cancelled": "2026-11-24 11:00"}, terms="terms 1")
    return replace(turn, **changes)  # type: ignore[arg-type]


def begun(*turns: Turn, live: bool = True) -> Turn:
    world = world_of(BACK, *turns, live=live)
    assert results(world, HANDOVER, "begin") == [Result.DONE]
    return kept(world, f"2026-12-04#{len(turns) + 1}")


# --- begin


def test_a_first_turn_knows_when_it_was_seen_and_nothing_else() -> None:
    turn = begun()
    assert (turn.facts, turn.steps, turn.terms) == ({Fact.SEEN: local(BACK)}, {}, "")
    assert (turn.number, turn.rehearsal, len(turn.salt)) == (1, False, 32)
    assert turn.guest_hmac == guest_hmac("sam@example.org", turn.salt)


def test_a_guest_who_is_back_keeps_what_they_agreed_to_and_is_asked_anew() -> None:
    turn = begun(before())
    agreed = {fact: local(at) for fact, at in YES.items() if fact is not Fact.LINK_USED}
    assert turn.facts == {Fact.SEEN: local(BACK)} | agreed
    assert (turn.steps, turn.terms) == ({}, "terms 1")


@pytest.mark.parametrize(
    "other",
    [
        before(guest_hmac=guest_hmac(KIM, SALT)),
        before(rehearsal=True, how=Ending.REHEARSAL_OVER),
    ],
    ids=["another guest's", "a rehearsal"],
)
def test_a_turn_of_somebody_or_something_else_gives_nothing_along(other: Turn) -> None:
    turn = begun(other)
    assert (turn.facts, turn.terms) == ({Fact.SEEN: local(BACK)}, "")


def test_another_weekend_of_the_same_guest_gives_nothing_along() -> None:
    elsewhere = before(weekend=date(2026, 12, 11), number=1)
    world = world_of(BACK, elsewhere)
    assert results(world, HANDOVER, "begin") == [Result.DONE]
    assert kept(world).terms == ""


def test_after_a_restore_what_was_due_by_then_counts_as_said() -> None:
    over = before(how=Ending.RESTORED, steps={})
    world = world_of("2026-11-26 12:00", over, live=False)
    world.ledger.go_live(local("2026-11-26 11:00"))
    assert results(world, HANDOVER, "begin") == [Result.DONE]
    steps = kept(world, "2026-12-04#2").steps
    assert {record.state for record in steps.values()} == {State.ABSORBED}
    assert set(steps) == {"booked", "still_good"}


# --- open


def waiting(**changes: object) -> Turn:
    usual = made_turn(YES, ASKED | {"all_set": "2026-12-03 11:00"})
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_opening_gives_the_account_for_the_rows_window_and_a_session_to_the_probe() -> None:
    moved: Any = {"starts_at": "2026-12-04 18:00", "ends_at": "2026-12-06 12:00"}
    world = world_of(MORNING, waiting(), **moved)
    assert results(world, HANDOVER, "open") == [Result.DONE]
    turn, holder = kept(world), world.ledger.holder()
    assert holder is not None
    assert (holder.turn, holder.salt, holder.guest_hmac) == (turn.id, turn.salt, turn.guest_hmac)
    assert turn.window.starts_at == holder.window.starts_at == local("2026-12-04 18:00")
    assert turn.window.ends_at == holder.window.ends_at == local("2026-12-06 12:00")
    digest = session_digest(probe_token(world.secrets.link_key(), turn))
    assert world.ledger.sessions(turn.id) == [
        Session(turn.id, digest, SessionKind.PROBE, 1, local(MORNING), holder.window.ends_at)
    ]


def test_an_opening_waits_while_another_turn_holds_the_account() -> None:
    other = made_turn({}, weekend=date(2026, 11, 27), salt=OTHER_SALT)
    world = world_of(MORNING, waiting(), holds=other)
    (outcome,) = [one for one in run(world, HANDOVER) if one.planned.key == "open"]
    assert (outcome.result, type(outcome.error)) == (Result.WAITS, StaleError)
    assert str(outcome.error) == "2026-11-27#1 still holds the account"


# --- close, and the proof of it

OPENED = YES | {Fact.OPENED: MORNING, Fact.SIGNED_IN: "2026-12-04 17:00"}
END = "2026-12-07 09:00"


def at_the_end() -> Turn:
    steps = ASKED | dict.fromkeys(("number", "introduction", "open"), MORNING)
    return made_turn(OPENED, steps)


def session(digest: str, ended_at: str | None = None) -> Session:
    ended = local(ended_at) if ended_at else None
    turn = at_the_end()
    return Session(
        turn.id, digest, SessionKind.NUMBER, 1, local(MORNING), turn.window.ends_at, ended
    )


def test_closing_ends_every_session_that_has_not_ended() -> None:
    world = world_of(END, at_the_end(), holds=at_the_end())
    for one in (session("1"), session("2", "2026-12-05 12:00"), session("3")):
        world.ledger.add_session(one)
    assert results(world, REVOCATION, "close") == [Result.DONE]
    ended = {one.digest: one.ended_at for one in world.ledger.sessions(kept(world).id)}
    assert ended == {"1": local(END), "2": local("2026-12-05 12:00"), "3": local(END)}
    turn = kept(world)
    assert (turn.how, turn.steps["close"].proof) == (Ending.SILENT, Ending.SILENT)
    assert world.ledger.holder() is None


@pytest.mark.parametrize(
    ("status", "reason", "error"),
    [
        (299, "", StillOwedError),
        (300, "", LaterError),
        (403, "signed_out", LaterError),
        (503, "closed", LaterError),
    ],
)
def test_only_the_gates_refusal_proves_the_end_and_being_let_in_raises_the_alarm(
    status: int, reason: str, error: type[Exception]
) -> None:
    world = world_of(END, at_the_end(), holds=at_the_end())
    world.probe.answer = Refusal(status, reason)
    (outcome,) = [one for one in run(world, REVOCATION) if one.planned.key == "proof"]
    assert isinstance(outcome.error, error)
    assert "proof" not in kept(world).steps
    noted = world.ledger.look(local(END).date()).told
    assert list(noted) == (["trouble-desk-later"] if error is LaterError else [])


def test_the_proof_is_the_probes_own_session_refused() -> None:
    world = world_of(END, at_the_end(), holds=at_the_end())
    assert results(world, REVOCATION, "proof") == [Result.DONE]
    turn = kept(world)
    assert turn.steps["proof"].proof == "403 closed"
    assert world.probe.tried == [(turn.id, probe_token(world.secrets.link_key(), turn))]
