"""What a sheet says, row by row, and what in it the system will not guess at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import digits


@dataclass(frozen=True)
class Finding:
    """Something in a sheet that is not as it should be.

    `at` is its place as a spreadsheet says it ("C7"), `cell` what the list calls it. Either the
    row is left out, and `suggestion` is what was probably meant; or it goes in, and `taken_as`
    says how this was read (empty: as it is).
    """

    at: str
    cell: str
    found: str
    right: str
    suggestion: str = ""
    taken_as: str = ""
    row_left_out: bool = True

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it is, so that findings come as somebody reads a sheet."""
        column = self.at.rstrip(digits)
        return int(self.at.removeprefix(column)), len(column), column


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet.

    `weekend` is the row's key in the list, empty if it could not be read. `said` are the cells
    as they stand in the file, `cells` as they are understood; both only of columns that the file
    has, and without the weekend.
    """

    line: int
    weekend: str
    said: Mapping[str, str]
    cells: Mapping[str, str]
    left_out: bool = False


@dataclass(frozen=True)
class Understood:
    """A whole sheet.

    `over` are rows of weekends that are over and that the list does not have; `remarks` counts
    lines that are no rows. `notes` are about the file as such.
    """

    rows: tuple[SheetRow, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    over: tuple[int, ...] = ()
    remarks: int = 0
    columns: tuple[str, ...] = field(default=())
