"""`make figures`: what a tick and a weekend cost, in requests."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from takeover.model.steps import FUNCTIONS
from tests.figures import idle, weekend
from tests.figures.counting import DESK
from tests.figures.desk import DESK_FUNCTION
from tests.figures.ground import EMULATOR_PYTHON, ground
from tests.figures.idle import IdleTick
from tests.figures.weekend import Phase

EVERYBODY = (*FUNCTIONS, DESK_FUNCTION)
COLUMNS = ("reads", "writes", "mails", "X")
TITLES = {
    "before": "Before, from the booking to Thursday: runs with something to do, and the guest",
    "four days": "Friday 00:00 to Tuesday 00:00 UTC: every trigger of template.yaml, and the guest",
    "after": "After, until the survey is answered: runs with something to do, and the guest",
}


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


def tell_idle(ticks: Sequence[IdleTick]) -> None:
    say("An idle tick: a cold start of the real handler, nothing due (requests)")
    say("Goal: at most 3 reads, 0 writes, 0 mails, 0 requests to X, tweepy not imported\n")
    heads = ("function", *COLUMNS, "tweepy imported", "Jinja2 imported", "goal met")
    rows = [
        (
            tick.function,
            tick.counts.reads(),
            tick.counts.writes(),
            tick.counts.mails(),
            tick.counts.x(),
            _yes_no("tweepy" in tick.imported),
            _yes_no("jinja2" in tick.imported),
            _yes_no(tick.meets_the_goal),
        )
        for tick in ticks
    ]
    table(heads, rows)


def tell_phase(title: str, phase: Phase) -> None:
    say(f"\n{title} (requests)\n")
    rows = [
        (
            by,
            phase.runs.get(by, 0),
            phase.counts.reads(by),
            phase.counts.writes(by),
            phase.counts.mails(by),
            phase.counts.x(by),
        )
        for by in EVERYBODY
    ]
    total = ("all", *(sum(int(row[column]) for row in rows) for column in range(1, 6)))
    table(("function", "runs", *COLUMNS), [*rows, total])


def tell_operations(phase: Phase) -> None:
    say("\nThe same four days, by service and operation (requests)\n")
    calls = sorted({(call.service, call.operation) for call in phase.counts.calls})
    rows = [
        (
            f"{service} {operation}",
            *(phase.counts.total(by, service=service, operation=operation) for by in EVERYBODY),
            phase.counts.total(service=service, operation=operation),
        )
        for service, operation in calls
    ]
    table(("operation", *EVERYBODY, "all"), rows)


def _yes_no(said: bool) -> str:
    return "yes" if said else "no"


def main() -> int:
    """Measure and print; 1 if an idle tick misses its goal."""
    if not EMULATOR_PYTHON.exists():
        say("There is no .venv-local with the embedded AWS. make figures sets it up.")
        return 1
    say("Measuring on the embedded AWS, the sandboxed SES and the sandboxed X: about a minute.\n")
    with ground() as here:
        ticks = idle.measure(here)
    tell_idle(ticks)
    with ground() as here:
        phases = weekend.measure(here)
    for name, phase in phases.items():
        tell_phase(TITLES[name], phase)
    tell_operations(phases["four days"])
    say("\nEach function is one warm process here: a cold start reads the link key once more.")
    say(f"A run of the desk is one request to the guest's page; {DESK!r} is the probe's.")
    return 0 if all(tick.meets_the_goal for tick in ticks) else 1


if __name__ == "__main__":
    raise SystemExit(main())
