"""One line of a sheet, cell by cell, in the list's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from takeover.model.calendar import DAYS_TO_MONDAY, USUAL_END, USUAL_START
from takeover.sheets import meanings
from takeover.sheets.days import read_moment
from takeover.sheets.findings import Finding
from takeover.sheets.grid import Grid, Line, place
from takeover.sheets.headings import ACCOUNT, KNOWN, Headings

LONGEST_CELL = 32_767  # of a spreadsheet's own cells, in UTF-16
NAMES = ("guest_name", "public_name")
MOMENT = "%Y-%m-%d %H:%M"
READ = frozenset(KNOWN) - meanings.MORE_THAN_A_LINE  # the rest is whatever she writes
FAILED = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


class RowCells:
    """The cells of one line: as they stand (`said`), as they are understood (`cells`)."""

    def __init__(self, line: Line, headings: Headings, grid: Grid, today: date) -> None:
        self.line = line
        self.findings: list[Finding] = []
        self._headings = headings
        self._grid = grid
        self._today = today
        self.said = {
            name: line.text(column)
            for column, name in headings.columns.items()
            if name not in {"weekend", ACCOUNT}
        }
        self.cells = {name: meanings.cleaned(name, text) for name, text in self.said.items()}
        self._look_at_texts()
        self._read()

    def at(self, cell: str) -> str:
        """Where a cell is; one whose column the sheet has not is where the weekend is."""
        column = self._headings.column(cell)
        if column is None:
            column = self._headings.column("weekend") or 0
        return place(column, self.line.number)

    def note(self, cell: str, right: str, *, suggestion: str = "", taken_as: str = "") -> None:
        """Say something of a cell that leaves the row where it is."""
        self.findings.append(
            Finding(self.at(cell), cell, self.said[cell], right, suggestion, taken_as, False)
        )

    def refuse(self, cell: str, right: str, suggestion: str = "") -> None:
        """Say what is wrong with a cell, and leave the row out."""
        found = meanings.one_line(self.line.text(self._headings.column(cell) or 0))
        self.findings.append(Finding(self.at(cell), cell, found, right, suggestion))

    @property
    def left_out(self) -> bool:
        """Is there anything for which the row is left out?"""
        return any(finding.row_left_out for finding in self.findings)

    def _look_at_texts(self) -> None:
        for column, cell in self._headings.columns.items():
            text = self.line.text(column)
            if (self.line.number, column) in self._grid.no_result:
                right = "a value; this formula's result is not in the file, so open it and save it"
                self.refuse(cell, right)
            elif text in FAILED and cell in READ:
                self.refuse(cell, "a value; the formula here has failed")
            elif len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
                self.findings.append(
                    Finding(self.at(cell), cell, f"{len(text):,} letters",
                            f"at most {LONGEST_CELL:,} letters")
                )  # fmt: skip

    def _read(self) -> None:
        cells = self.cells
        if "guest_email" in cells:
            nobody = meanings.standing_for_nobody(cells["guest_email"])
            cells["guest_email"] = (
                "" if nobody is not None else meanings.address(cells["guest_email"])
            )
        if not cells.get("guest_email"):
            self._read_placeholders()
        for cell, meaning in _MEANINGS.items():
            if cell in cells:
                cells[cell] = meaning(cells[cell])
        for cell in ("starts_at", "ends_at"):
            if found := read_moment(cells.get(cell, ""), self._today):
                cells[cell] = found.strftime(MOMENT)
        for cell in NAMES:
            self._read_name(cell)
        with_zero = meanings.phone_without_its_zero(cells.get("guest_phone", ""))
        if with_zero:
            self.note("guest_phone", "a number with its first 0", suggestion=with_zero)

    def _read_placeholders(self) -> None:
        """OPEN, -, TBC or BREAK where a guest should be says how the weekend stands."""
        for cell in (*NAMES, "guest_email"):
            said = self.said.get(cell, "")
            status = meanings.standing_for_nobody(said)
            if status is None:
                continue
            self.cells[cell] = ""
            if not self.cells.get("status") and status:
                self.cells["status"] = status

    def _read_name(self, cell: str) -> None:
        text = self.cells.get(cell, "")
        alone = meanings.name_alone(text)
        if alone != text:
            self.cells[cell] = alone
            self.note(cell, "the name alone, without its number", taken_as=alone)


def suggestion(cell: str, found: str, weekend: str) -> str:
    """What was probably meant by a cell that is a mistake, or nothing."""
    match cell:
        case "status":
            return meanings.closest_status(found)
        case "guest_email":
            return meanings.likely_address(found)
        case "starts_at" | "ends_at":
            return _likely_moment(cell, found, weekend)
        case _:
            return ""


def _likely_moment(cell: str, found: str, weekend: str) -> str:
    """A time without its day is Friday's where the weekend starts, Monday's where it ends."""
    try:
        friday = date.fromisoformat(weekend)
    except ValueError:
        return ""
    day = friday if cell == "starts_at" else friday + timedelta(days=DAYS_TO_MONDAY)
    if moment := read_moment(f"{day} {found}", day):
        return moment.strftime(MOMENT)
    usual = USUAL_START if cell == "starts_at" else USUAL_END
    return f"{day} {usual:%H:%M}" if re.search(r"\d", found) else ""


_MEANINGS: Mapping[str, Callable[[str], str]] = {
    "status": meanings.status,
    "anonymous": meanings.yes_or_no,
}


def meaning(cell: str, text: str) -> str:
    """What a text in a cell means, as two are compared: empty is pencilled, and not anonymous."""
    said = meanings.cleaned(cell, text)
    match cell:
        case "status":
            return meanings.status(said) or "pencilled"
        case "anonymous":
            return meanings.yes_or_no(said) or "no"
        case "guest_email":
            return meanings.address(said)
        case "guest_name" | "public_name":
            return meanings.name_alone(said)
        case "starts_at" | "ends_at":
            # With its year said, as here, no day depends on today.
            found = read_moment(said, date.min)
            return found.strftime(MOMENT) if found else said
        case _:
            return said
