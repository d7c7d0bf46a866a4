"""What somebody of the team wants of a weekend: read from a form, as cells of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from desk.asked import Asked
from desk.forms import Form
from desk.team.kinds import possible
from desk.team.overview import FURTHEST, friday_of
from desk.team.waiting import FROM, applicant_of, told_us
from takeover.apply.look import Look, look
from takeover.model.calendar import local_date
from takeover.model.steps import HANDOVER
from takeover.planning import overview
from takeover.planning.editing import (
    NO_GUEST,
    Raw,
    RowEdit,
    edit_of,
    emptied,
    exchanged,
    is_same_guest,
    moved,
    state_of,
)
from takeover.planning.overview import Standing, Weekend
from takeover.sheets.meanings import yes_or_no
from takeover.sheets.writing import as_text
from takeover.wording.list_edit_pages import Kind

GUEST_FIELDS = ("public_name", "guest_email", "anonymous", "guest_phone")
FIELDS = (
    "status", *GUEST_FIELDS, "introduction", "guest_name", "handle", "said_yes_on", "talked_on",
    "talked_by", "duty", "review", "starts_at", "ends_at", "notes",
)  # fmt: skip
OF_THE_WEEKEND = ("duty", "starts_at", "ends_at")
WITH_FORM = frozenset({Kind.BOOK, Kind.CHANGE, Kind.SWAP})
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")  # as a browser's own field writes it
WEEKS_TO_MOVE = 52


@dataclass(frozen=True)
class Wish:
    """One wish for one weekend, the list as it is now, and what was typed."""

    kind: Kind
    one: Weekend
    seen: Look
    given: Mapping[str, str]
    there: Weekend | None = None

    @property
    def friday(self) -> date:
        """The weekend that it is about."""
        return self.one.friday

    @property
    def possible(self) -> bool:
        """May this be done with the weekend as it stands now?"""
        return self.kind in possible(self.one)

    @property
    def row(self) -> Raw | None:
        """What the list has there now, raw."""
        return self.seen.cells.get(str(self.friday))

    @property
    def goal(self) -> date | None:
        """Where the guest is to go."""
        return self.there.friday if self.there else None

    @property
    def exchange(self) -> bool:
        """Is somebody else there, so that the two change places?"""
        return self.there is not None and not self.has_room(self.there)

    def has_room(self, there: Weekend) -> bool:
        """Is nobody there, or the guest already, as a move that broke off may leave it?"""
        row = self.seen.cells.get(str(there.friday)) or {}
        theirs = there.friday != self.friday and is_same_guest(self.row or {}, row)
        return theirs or there.standing in {Standing.FREE, Standing.CANCELLED}

    @property
    def goal_row(self) -> Raw | None:
        """What the list has now where the guest is to go."""
        return self.seen.cells.get(str(self.goal)) if self.goal else None

    @property
    def state(self) -> str:
        """A name for the row as it is now."""
        return state_of([self.row])

    @property
    def whole_state(self) -> str:
        """A name for all that the wish is about, as it is now."""
        return state_of([self.row, self.goal_row])

    @cached_property
    def edits(self) -> tuple[RowEdit, ...]:
        """The wish as edits of rows, in the order in which they are written."""
        friday, row = self.friday, self.row
        match self.kind:
            case Kind.CHANGE:
                return (edit_of(friday, row, self.given),)
            case Kind.BOOK | Kind.SWAP:
                return (edit_of(friday, row, {**NO_GUEST, **self.given}),)
            case Kind.MOVE if self.goal is not None:
                if self.exchange:
                    return exchanged(row or {}, friday, self.goal, self.goal_row or {})
                return moved(row or {}, friday, self.goal, self.goal_row)
            case Kind.FREE:
                return (emptied(friday, row or {}),)
            case Kind.CANCEL | Kind.BREAK:
                status = {Kind.CANCEL: "cancelled", Kind.BREAK: "break"}[self.kind]
                return (edit_of(friday, row, {"status": status}),)
            case _:
                return ()

    @property
    def changes_something(self) -> bool:
        """Is anything another than before?"""
        return any(edit.changed for edit in self.edits)


def wish_for(asked: Asked, kind: Kind, form: Form | None = None) -> Wish | None:
    """The wish for the weekend that the address names; None where there is no such weekend."""
    world, friday = asked.world, friday_of(asked.parts["weekend"])
    seen = look(world, HANDOVER)
    today = local_date(seen.now, world.settings.zone)
    if friday is None or not today - timedelta(days=7) <= friday <= today + FURTHEST:
        return None
    one = overview.weekend(seen.roster, seen.account, world.settings.zone, seen.now, friday)
    given = read(form, kind) if form else blank(kind, seen.cells.get(str(friday)) or {})
    if form is None and kind is Kind.BOOK and (applicant := applicant_of(asked, FROM)):
        given |= told_us(applicant)
    wish = Wish(kind, one, seen, given)
    goal = friday_of(form.text("to")) if form and kind is Kind.MOVE else None
    there = (other for other in goals(asked, wish) if other.friday == goal) if goal else iter(())
    return replace(wish, there=next(there, None))


def goals(asked: Asked, wish: Wish) -> Iterator[Weekend]:
    """Where a guest may go: free weekends, one where they stand already, and others' places."""
    seen, zone = wish.seen, asked.world.settings.zone
    for there in overview.coming(seen.roster, seen.account, zone, seen.now, WEEKS_TO_MOVE):
        if wish.has_room(there) or (there.friday != wish.friday and _may_swap(there)):
            yield there


def _may_swap(there: Weekend) -> bool:
    return Kind.MOVE in possible(there) and there.standing is not Standing.SAID_NO


def read(form: Form, kind: Kind) -> dict[str, str]:
    """What was typed into the fields of this kind of form."""
    if kind not in WITH_FORM:
        return {}
    given = {name: form.text(name).strip() for name in fields_of(kind)}
    for name in ("starts_at", "ends_at"):
        if name in given:
            given[name] = MOMENT.sub(r"\1 \2", given[name])
    return given


def blank(kind: Kind, row: Raw) -> dict[str, str]:
    """What the form is filled with at first: what is there, but of somebody new nothing."""
    if kind not in WITH_FORM:
        return {}
    there = {name: as_text(row.get(name)) for name in fields_of(kind)}
    there["anonymous"] = yes_or_no(there["anonymous"])
    if kind is Kind.CHANGE:
        return there | {"status": there["status"].strip().casefold() or "pencilled"}
    kept = {name: there[name] for name in OF_THE_WEEKEND if name in there}
    return {**dict.fromkeys(fields_of(kind), ""), **kept} | (
        {"status": "booked"} if kind is Kind.BOOK else {}
    )


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The fields of the form of this kind."""
    return GUEST_FIELDS if kind is Kind.SWAP else FIELDS
