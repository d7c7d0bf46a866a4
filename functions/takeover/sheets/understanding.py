"""A sheet's rows in the list's own words; bad input is named, and never loses good input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from takeover.errors import SheetError
from takeover.model.cells import Mistake
from takeover.model.roster import read_roster
from takeover.settings import Settings
from takeover.sheets.findings import Finding, SheetRow, Understood
from takeover.sheets.former_guest import cells_to_empty
from takeover.sheets.grid import Grid, Line, place
from takeover.sheets.headings import ACCOUNT, Headings, find_headings, without_heading
from takeover.sheets.judging import Judged, Verdict, judge
from takeover.sheets.meanings import one_line, tidy
from takeover.sheets.remarks import is_remark
from takeover.sheets.row_cells import FAILED, RowCells, suggestion
from takeover.wording.row_words import mistaken_words

type Listed = Mapping[str, Mapping[str, object]]


@dataclass
class _Draft:
    """A row while it is being read."""

    judged: Judged
    cells: RowCells

    @property
    def says_nothing(self) -> bool:
        """Is there no guest and no status, as in a weekend that nobody has yet?"""
        cells = self.cells.cells
        return not any(cells.get(cell) for cell in ("guest_email", "guest_name", "status"))


def understand(
    grids: Sequence[Grid], rows: Iterable[Mapping[str, object]], settings: Settings, today: date
) -> Understood:
    """Read the first sheet that has headings; `rows` is the list as it stands.

    Raises SheetError where no sheet has a heading for the weekend.
    """
    listed: Listed = {str(row["weekend"]): row for row in rows}
    theirs = {name for row in listed.values() for name in row} - {ACCOUNT}
    found = [(grid, headings) for grid in grids if (headings := find_headings(grid, theirs))]
    if not found:
        raise SheetError(_no_headings(grids))
    grid, headings = found[0]
    notes = [*grid.notes]
    if len(found) > 1:
        others = " and ".join(f"“{other.name}”" for other, _ in found[1:])
        notes.append(f"Only the sheet “{grid.name}” was read, not {others}.")
    if headings.column("status") is None:
        notes.append(
            "There is no column for the status: a weekend that is new to the list comes in as "
            "pencilled, and nothing is sent for it until its status is booked."
        )
    return _Reading(grid, headings, listed, settings, today).understood(tuple(notes))


class _Reading:
    """One sheet while it is being read."""

    def __init__(
        self, grid: Grid, headings: Headings, listed: Listed, settings: Settings, today: date
    ) -> None:
        self._grid = grid
        self._headings = headings
        self._listed = listed
        self._settings = settings
        self._today = today
        self._weekend_column = headings.column("weekend") or 0
        self._remarks = 0
        self._aside: list[Finding] = []  # of rows for which another one counts

    def understood(self, notes: tuple[str, ...]) -> Understood:
        lines = list(self._lines())
        said = [self._weekend(line) for line in lines]
        judged = list(judge(said, self._listed, self._today))
        drafts = [
            _Draft(verdict, RowCells(line, self._headings, self._grid, self._today))
            for line, verdict in zip(lines, judged, strict=True)
            if verdict.verdict is not Verdict.OVER
        ]
        for draft in drafts:
            self._say_weekend(draft)
            self._refuse_another_account(draft)
            self._empty_the_former_guests(draft)
        drafts = self._once_each(drafts)
        self._find_mistakes(drafts)
        findings = [*self._heading_findings(), *self._findings(drafts)]
        findings.sort(key=lambda finding: finding.order)
        return Understood(
            rows=tuple(_row(draft) for draft in drafts),
            findings=tuple(findings),
            notes=notes,
            over=tuple(
                line.number
                for line, one in zip(lines, judged, strict=True)
                if one.verdict is Verdict.OVER
            ),
            remarks=self._remarks,
            columns=tuple(
                name for name in self._headings.columns.values() if name not in {"weekend", ACCOUNT}
            ),
        )

    def _weekend(self, line: Line) -> str:
        """The weekend's cell; as it stands if the list has a row of this very key."""
        text = line.text(self._weekend_column)
        return text if text in self._listed else one_line(text)

    def _lines(self) -> Iterator[Line]:
        """The lines that are rows."""
        for line in self._grid.lines:
            weekend = line.text(self._weekend_column)
            known = weekend in self._listed or weekend in FAILED
            if line.number <= self._headings.line.number or (line.is_blank and not known):
                continue
            first = next((text for text in line.texts if text.strip()), "")
            repeated = [tidy(text) for text in line.texts] == [
                tidy(text) for text in self._headings.line.texts
            ]
            if not known and (repeated or is_remark(weekend, first)):
                self._remarks += 1
            else:
                yield line

    def _say_weekend(self, draft: _Draft) -> None:
        judged, cells = draft.judged, draft.cells
        if judged.right:
            finding = Finding(
                at=cells.at("weekend"),
                cell="weekend",
                found=self._weekend(cells.line),
                right=judged.right,
                suggestion=judged.suggestion,
                taken_as=judged.taken_as,
                row_left_out=judged.verdict is Verdict.WRONG,
            )
            if not any(one.cell == "weekend" for one in cells.findings):  # a formula that failed
                cells.findings.append(finding)

    def _refuse_another_account(self, draft: _Draft) -> None:
        column = self._headings.column(ACCOUNT)
        said = draft.cells.line.text(column).strip() if column is not None else ""
        ours = self._settings.account
        if said and said.removeprefix("@").casefold() != ours.casefold():
            draft.cells.refuse(ACCOUNT, f"a weekend of @{ours}")

    def _empty_the_former_guests(self, draft: _Draft) -> None:
        cells = draft.cells.cells
        for cell in cells_to_empty(cells, self._listed.get(draft.judged.key, {})):
            cells[cell] = ""

    def _once_each(self, drafts: list[_Draft]) -> list[_Draft]:
        """The same weekend twice: the one that is booked counts, or neither if both say something.

        The list has one row a weekend.
        """
        by_weekend: dict[str, list[_Draft]] = {}
        for draft in drafts:
            if draft.judged.key:
                by_weekend.setdefault(draft.judged.key, []).append(draft)
        dropped: list[int] = []
        for key, same in by_weekend.items():
            if len(same) > 1:
                dropped += self._choose(key, same)
        return [draft for draft in drafts if draft.cells.line.number not in dropped]

    def _choose(self, key: str, same: list[_Draft]) -> list[int]:
        first, *others = same
        if all(draft.cells.cells == first.cells.cells for draft in others):
            for draft in others:
                self._twice(draft, key, first, leave_out=False)
            return [draft.cells.line.number for draft in others]
        speaking = [draft for draft in same if not draft.says_nothing]
        booked = [draft for draft in speaking if draft.cells.cells.get("status") != "cancelled"]
        standing = speaking if len(speaking) == 1 else booked
        chosen = standing[0] if len(standing) == 1 else None
        losing = [draft for draft in same if draft is not chosen]
        for draft in losing:
            other = chosen or (first if draft is not first else others[0])
            self._twice(draft, key, other, leave_out=chosen is None)
        return [draft.cells.line.number for draft in losing] if chosen else []

    def _twice(self, draft: _Draft, key: str, other: _Draft, *, leave_out: bool) -> None:
        where = other.cells.at("weekend")
        right = (
            f"one row for the weekend of {key}; {where} is the same weekend, and says otherwise"
            if leave_out
            else f"one row for the weekend of {key}; {where} has it, and counts"
        )
        finding = Finding(
            draft.cells.at("weekend"), "weekend", self._weekend(draft.cells.line), right,
            row_left_out=leave_out,
        )  # fmt: skip
        if leave_out:
            draft.cells.findings.append(finding)
        else:  # what else there is to say of such a row does not matter
            self._aside.append(finding)

    def _find_mistakes(self, drafts: list[_Draft]) -> None:
        """The list's own mistakes, in its own words, over the rows as they would be."""
        ours = {draft.judged.key: draft for draft in drafts if not draft.cells.left_out}
        merged = {key: {**row} for key, row in self._listed.items()}
        for key, draft in ours.items():
            merged[key] = {**merged.get(key, {}), **draft.cells.cells, "weekend": key}
        roster = read_roster(merged.values(), self._settings)
        mistakes = [*roster.mistakes]
        for row in roster.takeovers.values():
            if row.booked and row.guest and str(row.weekend) in ours:
                mistakes += mistaken_words(row.weekend, row.guest)
        for mistake in mistakes:
            if mistake.weekend in ours:
                self._say_mistake(ours[mistake.weekend], mistake)

    def _say_mistake(self, draft: _Draft, mistake: Mistake) -> None:
        cells = draft.cells
        found = cells.said.get(mistake.cell) or mistake.found
        cells.findings.append(
            Finding(
                at=cells.at(mistake.cell),
                cell=mistake.cell,
                found=one_line(found),
                right=mistake.right,
                suggestion=suggestion(mistake.cell, mistake.found or found, draft.judged.key),
                row_left_out=mistake.stops_the_row,
            )
        )

    def _heading_findings(self) -> Iterator[Finding]:
        number = self._headings.line.number
        for column, right in self._headings.unused.items():
            text = one_line(self._headings.line.text(column))
            yield Finding(place(column, number), text, text, right, row_left_out=False)
        for column in without_heading(self._grid, self._headings):
            right = "a heading; until then this column is left out"
            yield Finding(place(column, number), "", "", right, row_left_out=False)

    def _findings(self, drafts: Sequence[_Draft]) -> Iterator[Finding]:
        yield from self._aside
        for draft in drafts:
            yield from draft.cells.findings


def _row(draft: _Draft) -> SheetRow:
    cells = draft.cells
    return SheetRow(
        cells.line.number, draft.judged.key, cells.said, cells.cells, left_out=cells.left_out
    )


def _no_headings(grids: Sequence[Grid]) -> str:
    first = next((line for grid in grids for line in grid.lines if not line.is_blank), None)
    seen = ", ".join(one_line(text) for text in first.texts if text.strip())[:200] if first else ""
    said = f"The first line says: {seen}. " if seen else "There is nothing in it. "
    return (
        "This file has no line of headings that we understand. " + said + "One heading must be "
        "“Date”. Others are such as “Status”, “Name people will see”, “Mail address” and “Phone”."
    )
