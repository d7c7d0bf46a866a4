"""What a spreadsheet holds, whatever kind of file it is: lines of text, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase


@dataclass(frozen=True)
class Line:
    """One row of the file; `number` is the one that a spreadsheet shows beside it."""

    number: int
    texts: tuple[str, ...]

    def text(self, column: int) -> str:
        """The cell in this column, counted from 0; empty where the row is shorter."""
        return self.texts[column] if column < len(self.texts) else ""

    @property
    def is_blank(self) -> bool:
        """Has it nothing but blanks?"""
        return not any(text.strip() for text in self.texts)


@dataclass(frozen=True)
class Grid:
    """One sheet.

    `notes` say in words how the file was read, where that was not certain. `no_result` holds the
    formulas whose results the file does not have, by line and column.
    """

    lines: tuple[Line, ...]
    name: str = ""
    notes: tuple[str, ...] = ()
    no_result: Mapping[tuple[int, int], str] = field(default_factory=dict)


def letters(column: int) -> str:
    """A column's name in a spreadsheet: A, B … Z, AA; `column` counts from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, len(ascii_uppercase))
        name = ascii_uppercase[letter] + name
    return name


def place(column: int, number: int) -> str:
    """Where a cell is, as a spreadsheet says it: "C7"."""
    return f"{letters(column)}{number}"
