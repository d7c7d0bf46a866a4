"""Figures as columns of text."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print columns, words to the left and figures to the right."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for number, row in enumerate(cells):
        first, *others = row
        line = first.ljust(widths[0])
        say(
            "  " + "  ".join([line, *(c.rjust(w) for c, w in zip(others, widths[1:], strict=True))])
        )
        if number == 0:
            say("  " + "  ".join("-" * width for width in widths))


def yes_no(said: bool) -> str:
    return "yes" if said else "no"
