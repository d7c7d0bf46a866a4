"""The list as a spreadsheet: look at a file first, then write it row by row; or hand one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from takeover.apply.look import LOOKS_BACK, refuse_words
from takeover.errors import TakeoverError, UnknownOutcomeError
from takeover.model.calendar import local_date
from takeover.model.roster import read_roster
from takeover.planning.preview import Expected, preview
from takeover.ports import World
from takeover.sheets.comparing import (
    Comparison,
    Gone,
    Kind,
    RowChange,
    as_it_would_be,
    compare,
)
from takeover.sheets.reading import read_file
from takeover.sheets.understanding import understand
from takeover.sheets.writing import to_csv, to_workbook

type Rows = Sequence[Mapping[str, object]]

THE_FIRST = date(2000, 1, 1)
LOOKS_AHEAD = timedelta(days=14)


class FileKind(StrEnum):
    """The kinds of files that the list is handed out as, by the ending of their names."""

    CSV = ".csv"
    WORKBOOK = ".xlsx"


@dataclass(frozen=True)
class Prepared:
    """A file beside the list; `mails` is what would be sent in 14 days only because of it."""

    comparison: Comparison
    mails: tuple[Expected, ...]

    def changes(self, *, delete: bool) -> int:
        """How many weekends writing it would change, or take out."""
        compared = self.comparison
        deleted = compared.gone if delete and not compared.not_sure else ()
        return sum(bool(row.cells) or row.is_new for row in compared.rows) + len(deleted)


@dataclass(frozen=True)
class Written:
    """What became of one row; `problem` is empty if it was written."""

    weekend: str
    deleted: bool = False
    problem: str = ""


def whole_list(world: World) -> Rows:
    """Every row of the list, also those whose weekend is no date."""
    return [*world.roster.misfiled(), *world.roster.rows(THE_FIRST)]


def prepare(world: World, content: bytes, *, delete: bool = False) -> Prepared:
    """Compare a file with the list as it stands; nothing is written.

    Raises SheetError where the file cannot be read at all.
    """
    rows = whole_list(world)
    today = local_date(world.clock.now(), world.settings.zone)
    understood = understand(read_file(content), rows, world.settings, today)
    comparison = compare(understood, rows, today)
    after = as_it_would_be(rows, comparison, delete=delete and not comparison.not_sure)
    return Prepared(comparison, tuple(_mails_that_follow(world, rows, after)))


def write(world: World, comparison: Comparison, *, delete: bool = False) -> Iterator[Written]:
    """Write the rows one by one, and tell of each; one that fails stops no other.

    A guest who moves stands in the new row before the old one goes, so that it reads as a move.
    What somebody else has changed since the comparison is left as it is now, and said.
    """
    kept: dict[str, str] = {}  # weekends whose guest could not be written elsewhere
    for change in _in_order(comparison):
        if change.weekend in kept:
            problem = f"left as it is, because its guest could not move to {kept[change.weekend]}"
            done = Written(change.weekend, problem=problem)
        else:
            done = _attempt(change.weekend, _writing(world, change))
        if done.problem and change.moved_from:
            kept[change.moved_from] = change.weekend
        yield done
    left = [one.leaves for one in comparison.rows if one.leaves]
    gone = comparison.gone if delete and not comparison.not_sure else ()
    for row in (*left, *gone):
        if row.weekend not in kept:
            yield _attempt(row.weekend, _deleting(world, row), deleted=True)


def _in_order(comparison: Comparison) -> Iterator[RowChange]:
    """Guests who move first, into rows that nobody has to leave before anything else."""
    moved = sorted(comparison.of(Kind.MOVED), key=lambda change: not change.is_new)
    yield from (*moved, *comparison.of(Kind.ADDED), *comparison.of(Kind.CHANGED))


def hand_out(world: World, kind: FileKind) -> bytes:
    """The whole list as a file.

    Raises SheetError for a cell that no spreadsheet can hold.
    """
    rows = whole_list(world)
    return to_csv(rows) if kind is FileKind.CSV else to_workbook(rows)


def _writing(world: World, change: RowChange) -> Callable[[], None]:
    if change.is_new:
        cells = {cell: text for cell, text in change.cells.items() if text is not None}
        return lambda: world.roster.add(change.weekend, cells)
    return lambda: world.roster.edit(change.weekend, change.cells, change.expected)


def _deleting(world: World, row: Gone) -> Callable[[], None]:
    return lambda: world.roster.delete(row.weekend, row.expected)


def _attempt(weekend: str, call: Callable[[], None], *, deleted: bool = False) -> Written:
    """Write once; once more where the answer was lost, as what is written already is success."""
    try:
        try:
            call()
        except UnknownOutcomeError:
            call()
    except TakeoverError as error:
        return Written(weekend, deleted, str(error))
    return Written(weekend, deleted)


def _mails_that_follow(world: World, before: Rows, after: Rows) -> Iterator[Expected]:
    """What is due in the next fourteen days with the list after, and was not with the one before.

    As if the system were live: where it rehearses, these go to the coordinator.
    """
    now = world.clock.now()
    account = world.ledger.look(local_date(now - LOOKS_BACK, world.settings.zone))

    def expected(rows: Rows) -> Sequence[Expected]:
        roster = refuse_words(read_roster(rows, world.settings))
        return preview(roster, account, world.settings, now, now + LOOKS_AHEAD)

    known = Counter(map(_as_sent, expected(before)))
    for one in expected(after):
        if known[_as_sent(one)]:
            known[_as_sent(one)] -= 1
        elif one.to:
            yield one


def _as_sent(one: Expected) -> tuple[object, ...]:
    return one.step.name, one.weekend, tuple(person.address for person in one.to)
