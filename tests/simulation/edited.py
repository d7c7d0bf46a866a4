"""The team edits weekends by the list's pages: form, what will happen, one button, and back.

page  what is said to be saved stands in the list, and nothing else does; nobody's edit is lost to
      another; what the page ends has ended when it says so; there is a way back for 25 minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desk.answers import Answer
from takeover.model.calendar import Window
from takeover.wording.list_edit_pages import Kind, ListDone, ListEdit, ListLook, ListMove
from tests.simulation.invariants import SKEW
from tests.simulation.list_pages import ListPages
from tests.simulation.on_x import TEAM
from tests.simulation.scenario import usual_wish
from tests.simulation.truth import NAMES, Guest, Wish

if TYPE_CHECKING:
    from tests.simulation.weekend import Weekend

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOST = timedelta(hours=108)  # the row of a longer one cannot be read
UNDONE_WITHIN = 25 * MINUTE
KINDS = {
    "end now": Kind.CANCEL, "swap": Kind.SWAP, "free": Kind.FREE, "break": Kind.BREAK,
    "book": Kind.BOOK, "earlier end": Kind.CHANGE, "later end": Kind.CHANGE,
    "correct": Kind.CHANGE, "move": Kind.MOVE, "move back": Kind.MOVE,
}  # fmt: skip
HESITATES, THINKS = 0.3, (1, 7, 20)
QUICK = ("earlier end", "later end", "end now")
type Change = Callable[[Wish | None], Wish]
type Changes = Mapping[date, Change]
type Written = list[tuple[Wish | None, Wish]]


class Editing:
    """One edit after the other; what is written is noted as the truth in the very instant."""

    def __init__(self, weekend: Weekend, pages: ListPages, chance: Random) -> None:
        self._weekend, self._pages, self._chance = weekend, pages, chance
        self._wanted: Changes | None = None
        self._written: Written = []
        self._undo: tuple[datetime, str, str, Written] | None = None

    def edit(self, name: str) -> None:
        """Open the page, fill in the form, and look at what would follow."""
        kind, scenario, truth = KINDS[name], self._weekend.scenario, self._weekend.truth
        friday, goal = scenario.main.weekend, scenario.acts.goal
        if name == "move back" and goal is not None:
            friday, goal = goal, friday
        wish, path = truth.wish(friday), f"/list/{friday}"
        if wish is None or (kind is Kind.MOVE and (goal is None or not wish.readable)):
            return
        page = self._pages.get(f"{path}/{kind}").page
        rows = self._rows()
        if isinstance(page, ListEdit):
            form = {"kind": kind, "was": page.was, **page.given, **self._typed(name, wish)}
            page = self._pages.post(f"{path}/look", form).page
        elif isinstance(page, ListMove):
            if str(goal) not in {choice.value for choice in page.fridays}:
                return  # somebody is there, and the two would change places
            form = {"kind": kind, "was": page.was, "to": str(goal)}
            page = self._pages.post(f"{path}/look", form).page
        if not isinstance(page, ListLook) or not page.doable:
            return
        save = partial(self._save, friday, dict(page.hidden), rows)
        if self._chance.random() < HESITATES:
            later = self._weekend.now + self._chance.choice(THINKS) * MINUTE
            self._weekend.person_at(later, save)
            if self._chance.random() < 0.5:  # somebody else is quicker
                quicker = partial(self.edit, self._chance.choice(QUICK))
                self._weekend.person_at(self._weekend.now + MINUTE / 2, quicker)
        else:
            save()

    def undo(self) -> None:
        """The way back."""
        if self._undo is None:
            return
        at, path, seal, written = self._undo
        self._undo = None
        changes = {after.weekend: partial(_put_back, before, after) for before, after in written}
        answer, _ = self._send(f"{path}/undo", {"undo": seal}, changes)
        if answer.status == 303 and self._weekend.now >= at + UNDONE_WITHIN + 2 * SKEW:
            self._breach(f"an edit of {path} was undone after {self._weekend.now - at}")

    def rows_written(self) -> None:
        """At the instant at which some edit stands in the list: is it this one?"""
        if self._wanted is None or self._weekend.stack.actor.who != TEAM:
            return
        changes, self._wanted = self._wanted, None
        truth = self._weekend.truth
        for friday, change in changes.items():
            before = truth.wish(friday)
            after = _readable(change(before))
            self._written.append((before, after))
            truth.note(self._weekend.now, after)
            self._weekend.wake_for(after)
        self._weekend.edited()

    def _save(self, friday: date, hidden: Mapping[str, str], rows: dict[str, object]) -> None:
        weekend, ledger = self._weekend, self._weekend.stack.ledger
        goal = date.fromisoformat(hidden["to"]) if hidden["to"] else None
        path, now = f"/list/{friday}", self._rows()
        changed = any(rows.get(day) != now.get(day) for day in (str(friday), str(goal)))
        ours = [turn.id for turn in ledger._turns.values() if turn.open and turn.weekend == friday]
        disturbed, at = weekend.stack.disturbed, weekend.now
        changes: Changes = {friday: partial(_changed, friday, hidden)}
        if goal is not None:
            was = weekend.truth.wish(friday)
            assert was is not None
            changes = {
                goal: partial(arrived, goal, was, stood=str(goal) in now),
                friday: partial(_changed, friday, hidden),
            }
        answer, written = self._send(f"{path}/write", hidden, changes)
        if not isinstance(answer.page, ListDone):
            return
        calm = disturbed == weekend.stack.disturbed  # and nobody has put it back meanwhile
        if changed and calm:
            self._breach(f"{path} was saved over what somebody else has saved")
        if answer.page.undo:
            self._undo = at, path, answer.page.undo, written
        wish = weekend.truth.wish(friday)
        for turn_id in ours if calm else ():
            turn, known = ledger._turns.get(turn_id), weekend.checks.known.get(turn_id)
            off = wish and wish.readable and known and not weekend.checks.theirs(wish, known)
            if turn is not None and turn.open and off:
                self._breach(f"{turn_id} was ended by the page, and goes on")

    def _send(self, path: str, form: Mapping[str, str], changes: Changes) -> tuple[Answer, Written]:
        """One form that writes; what is in the middle of another one leaves that as it is."""
        stack = self._weekend.stack
        outer = self._wanted, self._written
        self._wanted, self._written = changes, []
        disturbed = stack.disturbed
        answer = self._pages.post(path, form)
        done = answer.status == 303 or isinstance(answer.page, ListDone)
        if disturbed == stack.disturbed and done != bool(self._written):
            said = "saved, and is not" if done else "not saved, and is"
            self._breach(f"{path} was said to be {said} in the list")
        written, (self._wanted, self._written) = self._written, outer
        return answer, written

    def _rows(self) -> dict[str, object]:
        return {day: dict(row) for day, row in self._weekend.stack.roster._rows.items()}

    def _typed(self, name: str, wish: Wish) -> dict[str, str]:
        """What somebody types over what stands in the form."""
        start, end = wish.window.starts_at, wish.window.ends_at
        minutes = 2 * self._chance.randint(15, 10 * 60) * MINUTE
        match name:
            case "swap":
                other = Guest(1, anonymous=self._chance.random() < 0.3).cells()
                short = ("public_name", "guest_email", "anonymous", "guest_phone")
                return {cell: str(other[cell]) for cell in short}
            case "book":
                guest = self._chance.choice((wish.guest, Guest(1)))
                return {cell: str(text) for cell, text in guest.cells().items()}
            case "correct":
                right = self._weekend.scenario.main
                cells = {cell: str(text) for cell, text in right.cells().items()}
                return {"starts_at": "", "ends_at": "", **cells, "status": "booked"}
            case "earlier end":
                return {"ends_at": _moment(max(end - minutes, start + HOUR))}
            case "later end":
                return {"ends_at": _moment(min(end + minutes, start + MOST))}
            case _:
                return {}

    def _breach(self, words: str) -> None:
        self._weekend.checks.breach("page", words)


def _moment(at: datetime) -> str:
    """As a browser's own field sends it."""
    return f"{at.astimezone(LONDON):%Y-%m-%dT%H:%M}"


def _changed(friday: date, said: Mapping[str, str], wish: Wish | None) -> Wish:
    """What stands there after this form, in our own words."""
    assert wish is not None
    match said["kind"]:
        case Kind.CANCEL:
            return _mended(replace(wish, status="cancelled"), {"status"})
        case Kind.BREAK:
            return _mended(replace(wish, status="break"), {"status"})
        case Kind.FREE | Kind.MOVE:
            return left(wish)
        case Kind.SWAP:
            cells = set(Guest(0).cells())
            return _mended(replace(wish, guest=_guest(said)), cells)
        case _:
            status = "booked" if said["status"] == "booked" else ""
            window = _window(friday, said)
            return Wish(friday, _guest(said), window, status)


def left(wish: Wish) -> Wish:
    """The row without its guest."""
    return replace(wish, there=False)


def arrived(friday: date, was: Wish, there: Wish | None, *, stood: bool) -> Wish:
    """The guest in the row of the other Friday, whose times stay where there was a row."""
    wish = there if there and stood else usual_wish(friday, was.guest)
    return replace(wish, guest=was.guest, status=was.status, there=True, broken=None)


def _guest(said: Mapping[str, str]) -> Guest:
    address = said["guest_email"].strip()
    number = next(n for n in range(len(NAMES)) if Guest(n).address == address)
    return Guest(number, anonymous=said["anonymous"] == "yes")


def _window(friday: date, said: Mapping[str, str]) -> Window:
    usual = Window.usual(friday, LONDON)
    typed = [said[cell].strip() for cell in ("starts_at", "ends_at")]
    start, end = (
        datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(usual.starts_at.tzinfo)
        if text else given
        for text, given in zip(typed, (usual.starts_at, usual.ends_at), strict=True)
    )  # fmt: skip
    return Window(start, end)


def _mended(wish: Wish, cells: set[str]) -> Wish:
    """What was mistyped is overwritten."""
    return replace(wish, broken=None) if wish.broken and wish.broken[0] in cells else wish


def _put_back(before: Wish | None, after: Wish, wish: Wish | None) -> Wish:
    """What undoing makes of what stands there by then: what the edit had changed goes back."""
    assert wish is not None
    if before is None:
        return replace(wish, there=False)
    was, made, now = before.window, after.window, wish.window
    back = replace(
        wish,
        window=Window(
            was.starts_at if was.starts_at != made.starts_at else now.starts_at,
            was.ends_at if was.ends_at != made.ends_at else now.ends_at,
        ),
    )
    for name in ("guest", "status", "broken", "there"):
        if getattr(before, name) != getattr(after, name):
            back = replace(back, **{name: getattr(before, name)})
    return back


def _readable(wish: Wish) -> Wish:
    """A weekend that is too long by now cannot be read."""
    too_long = wish.readable and wish.window.length > MOST
    return replace(wish, broken=("ends_at", "too late")) if too_long else wish
