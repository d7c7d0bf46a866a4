"""Turns as the ledger might know them, told in local time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from takeover.model.calendar import Window
from takeover.model.credentials import guest_hmac
from takeover.model.roster import Row, read_roster, read_row
from takeover.model.sight import Sight
from takeover.model.turn import Account, Fact, Holder, State, StepRecord, Turn
from takeover.planning import Planned, plan
from takeover.planning.plan import plan_turn
from takeover.planning.tuning import MailRules, Tuned
from takeover.settings import Settings
from tests.story import LONDON, SAM, WEEKEND, local, row, settings

SETTINGS = settings()
SALT = "00112233445566778899aabbccddeeff"
OTHER_SALT = "ffeeddccbbaa99887766554433221100"
ANY_HOUR = Tuned(rules=MailRules(gap=timedelta(0), any_hour=True))
SEEN = {Fact.SEEN: "2026-11-20 09:30"}
ON = row()
OFF: dict[str, object] | None = None


def made_turn(
    facts: Mapping[Fact, str] | None = None,
    steps: Mapping[str, str | StepRecord] | None = None,
    **changes: Any,
) -> Turn:
    """Sam's turn; facts and finished steps with their local times."""
    usual = Turn(
        weekend=WEEKEND,
        number=1,
        salt=SALT,
        guest_hmac=guest_hmac(SAM, SALT),
        window=Window.usual(WEEKEND, LONDON),
        rehearsal=False,
        facts={fact: local(at) for fact, at in (SEEN | dict(facts or {})).items()},
        steps={
            name: StepRecord(State.DONE, local(at), "owner", "proof") if isinstance(at, str) else at
            for name, at in (steps or {}).items()
        },
    )
    return replace(usual, **changes)


def row_read(cells: Mapping[str, object] | None) -> Row | None:
    return None if cells is None else read_row(cells, SETTINGS)[0]


@dataclass(frozen=True)
class Case:
    """A step, when it is due and too late, what it stands on, and ways to take that away."""

    name: str
    due: str
    late: str | None
    facts: Mapping[Fact, str] = field(default_factory=dict)
    steps: Mapping[str, str | StepRecord] = field(default_factory=dict)
    cells: Mapping[str, object] | None = field(default_factory=lambda: ON)
    turn: Mapping[str, Any] = field(default_factory=dict)
    holder: Holder | None = None
    without: tuple[Mapping[str, Any], ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.note}".strip()

    def seen_at(self, now: datetime) -> Sight:
        made = made_turn(self.facts, self.steps, **self.turn)
        return Sight(made, row_read(self.cells), self.holder, None, now)


def planned_names(sight: Sight, tune: Tuned = ANY_HOUR) -> set[str]:
    """The steps planned, and those that they say along."""
    found = plan_turn(sight, SETTINGS, tune)
    return {name for one in found for name in (one.key, *one.absorbs)}


def mails_planned(sight: Sight) -> dict[str, tuple[str, ...]]:
    """The mails to the guest that the usual rules allow, each with what it absorbs."""
    found = plan_turn(sight, SETTINGS)
    return {one.key: one.absorbs for one in found if one.step.to == "guest"}


def keys_planned(
    by: str,
    now: str,
    turns: tuple[Turn, ...] = (),
    rows: tuple[Mapping[str, object], ...] = (),
    using: Settings = SETTINGS,
    **account: Any,
) -> list[str]:
    """The keys of all that one function would do."""
    return [one.key for one in planned(by, now, turns, rows, using, **account)]


def planned(
    by: str,
    now: str,
    turns: tuple[Turn, ...] = (),
    rows: tuple[Mapping[str, object], ...] = (),
    using: Settings = SETTINGS,
    **account: Any,
) -> tuple[Planned, ...]:
    live = {"live_since": local("2026-01-05 10:00")} | account
    return plan(read_roster(rows, using), Account(turns, **live), using, local(now), by)
