"""What was found in a file and what would become of it, in sentences for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from takeover.sheets.comparing import CellChange, Comparison, Kind, RowChange
from takeover.sheets.findings import Finding
from takeover.wording import dates
from takeover.wording.list_edit_pages import FOR_PEOPLE
from takeover.wording.list_pages import CELLS
from takeover.wording.words import counted, sentence, shortened

LONGEST_QUOTE = 60


def preview_lines(comparison: Comparison) -> Iterator[str]:
    """Tell what writing the file would do, row by row, and what it would leave alone."""
    yield from doing_lines(comparison)
    yield from trouble_lines(comparison)
    yield from missing_lines(comparison)


def doing_lines(comparison: Comparison) -> Iterator[str]:
    """Tell what writing the file would do, row by row."""
    for kind, heading in (
        (Kind.ADDED, "New in the list"),
        (Kind.CHANGED, "Changed"),
        (Kind.MOVED, "Moved"),
    ):
        rows = comparison.of(kind)
        if rows:
            yield f"{heading}: {counted(len(rows), 'weekend')}"
            for row in rows:
                yield from (f"  {line}" for line in change_lines(row))
    if unchanged := len(comparison.of(Kind.UNCHANGED)):
        yield f"As it was: {counted(unchanged, 'weekend')}"


def trouble_lines(comparison: Comparison) -> Iterator[str]:
    """Tell what in the file somebody should look at, and what is left out."""
    yield from _not_understood(comparison)
    yield from comparison.understood.notes


def missing_lines(comparison: Comparison) -> Iterator[str]:
    """Tell what the list has to come and the file has not."""
    if comparison.gone:
        yield f"In the list but not in the file: {counted(len(comparison.gone), 'weekend')} to come"
        yield from (f"  {_who(gone.weekend, gone.guest)}" for gone in comparison.gone)


def change_lines(change: RowChange) -> Iterator[str]:
    """Tell what becomes of one weekend, cell by cell."""
    if change.kind is Kind.MOVED:
        guest = change.guest or "The guest"
        yield f"{guest}: from {in_words(change.moved_from)} to {in_words(change.weekend)}"
    else:
        yield _who(change.weekend, change.guest)
    if change.kind is Kind.CHANGED or (change.kind is Kind.MOVED and not change.is_new):
        yield from (f"  {_cell(one)}" for one in change.changes)
    elif change.kind is Kind.ADDED:
        address = change.cells.get("guest_email")
        status = change.cells.get("status") or ("pencilled" if address else "nobody yet")
        yield f"  {status}{f', {address}' if address else ''}"


def finding_line(finding: Finding) -> str:
    """Tell one finding: where, what stands there, what would be right, what happens."""
    said = f"{finding.at}: {called(finding.cell) or 'the heading'} is {_quoted(finding.found)}."
    if finding.taken_as:
        return f"{said} It was read as {_quoted(finding.taken_as)}; right would be {finding.right}."
    said = f"{said} Right would be {sentence(FOR_PEOPLE.get(finding.right, finding.right))}"
    if finding.suggestion:
        said += f" Did you mean {_suggested(finding.suggestion)}?"
    return f"{said} The row is left out." if finding.row_left_out else said


def called(cell: str) -> str:
    """What people call a cell; her own columns as she does."""
    return "Date" if cell == "weekend" else CELLS.get(cell, cell)


def in_words(weekend: str) -> str:
    """A weekend as people say it; one that is no date as it stands."""
    try:
        return dates.day(date.fromisoformat(weekend))
    except ValueError:
        return _quoted(weekend)


def rows_in_words(numbers: Iterable[int]) -> str:
    """Rows of a sheet: "row 7", "rows 2 to 5 and 9"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    parts = [str(a) if a == b else f"{a} to {b}" for a, b in spans]
    several = len(parts) > 1 or (spans and spans[0][0] != spans[0][1])
    joined = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{'rows' if several else 'row'} {joined}"


def _not_understood(comparison: Comparison) -> Iterator[str]:
    understood = comparison.understood
    if understood.findings:
        yield f"Please look at: {counted(len(understood.findings), 'cell')}"
        yield from (f"  {finding_line(finding)}" for finding in understood.findings)
    if understood.over:
        over = rows_in_words(understood.over)
        yield f"Left out, because the weekend is over and not in the list: {over}"


def _who(weekend: str, guest: str) -> str:
    return f"{in_words(weekend)}{f': {guest}' if guest else ''}"


def _cell(change: CellChange) -> str:
    return f"{called(change.cell)}: {_quoted(change.old)} → {_quoted(change.new)}"


def _suggested(text: str) -> str:
    try:
        return dates.day(date.fromisoformat(text))
    except ValueError:
        return text


def _quoted(text: str) -> str:
    shown = shortened(" ".join(text.split()), LONGEST_QUOTE)
    return f"“{shown}”" if shown else "empty"
