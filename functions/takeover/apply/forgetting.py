"""Guests are forgotten: in the list of weekends, then in our own records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from takeover.apply.look import Look
from takeover.apply.taking import Taking
from takeover.errors import StaleError
from takeover.model.cells import Cells
from takeover.model.credentials import guest_hmac, same
from takeover.model.steps import SURVEY
from takeover.model.turn import Answer, Fact, Turn
from takeover.planning import plan
from takeover.settings import Settings

A_DAY = timedelta(days=1)
FORGETTING = {"forget", "forget_row"}
COUNTED = {"overall", "alone", "quote"}
QUOTABLE = {"without-name", "with-name"}


def forget(taking: Taking) -> bool:
    """Delete what leads to a guest; what links the row to the turn goes last.

    So a crash in between is finished by the next run, and all of it can be done again.
    """
    world, turn = taking.world, taking.sight.turn
    raw = world.roster.row(turn.weekend)
    theirs = raw is not None and is_theirs(turn, raw)
    answer = world.ledger.answer(turn.id)
    if answer is not None:
        world.ledger.keep_answer(what_may_be_kept(answer, raw if theirs else None))
    if raw is not None and theirs and not world.roster.forget(*_row(raw)):
        raise StaleError(f"the row of {turn.weekend} was changed while it was being deleted")
    if turn.has(Fact.PHOTO):
        world.photos.drop(turn.id)
    world.ledger.forget(turn.id, taking.now)
    return True


def drop_photos(taking: Taking) -> bool:
    """Delete the photos of a weekend that is over: what was posted of them is on X."""
    world, turn = taking.world, taking.sight.turn
    world.photos.drop(turn.id)
    world.ledger.mark(turn.id, taking.planned.key, taking.now, "")
    return True


def forget_row(taking: Taking) -> bool:
    """Delete what a row of long ago says of a guest, whoever it was."""
    raw = taking.world.roster.row(date.fromisoformat(taking.planned.subject))
    return raw is None or taking.world.roster.forget(*_row(raw))


def forget_again(taking: Taking) -> None:
    """After a restore: ask once more for every turn that was to be forgotten before its time."""
    ledger = taking.world.ledger
    for turn_id in ledger.listed_forgettings():
        if ledger.turn(turn_id) is not None:
            ledger.note(turn_id, Fact.FORGET_ASKED, taking.now)


def overdue(seen: Look, settings: Settings) -> list[date]:
    """The weekends whose guests should have been forgotten a day ago, or earlier."""
    latest = seen.now - A_DAY
    planned = plan(seen.roster, seen.account, settings, seen.now, SURVEY)
    late = {one.record for one in planned if one.step.name in FORGETTING and one.due <= latest}
    return sorted({date.fromisoformat(record.partition("#")[0]) for record in late})


def is_theirs(turn: Turn, raw: Mapping[str, object]) -> bool:
    """Does this row, readable or not, have the address of this turn's guest?"""
    address = Cells(raw).address("guest_email")
    return not turn.forgotten and same(guest_hmac(address, turn.salt), turn.guest_hmac)


def what_may_be_kept(answer: Answer, raw: Mapping[str, object] | None) -> Answer:
    """Of an answer: what was ticked, as a count; own words and a name only as far as allowed."""
    said = dict(answer.choices)
    quote, words = said.get("quote"), said.get("words")
    kept = {question: choice for question, choice in said.items() if question in COUNTED}
    if quote in QUOTABLE and words:
        kept["words"] = words
    name = answer.quote_as
    if quote == "with-name" and raw is not None:
        name = Cells(raw).text("public_name") or Cells(raw).text("guest_name")
    return replace(answer, choices=kept, quote_as=name if "words" in kept else "")


def _row(raw: Mapping[str, object]) -> tuple[str, object]:
    return str(raw["weekend"]), raw.get("guest_email")
