"""`make figures`: what a tick, a weekend and a month cost, and how cold starts compare."""

from __future__ import annotations

from collections.abc import Sequence

from takeover.model.steps import FUNCTIONS
from tests.figures import history, idle, weekend
from tests.figures.counting import DESK
from tests.figures.desk import DESK_FUNCTION
from tests.figures.ground import EMULATOR_PYTHON, ground
from tests.figures.history import History
from tests.figures.idle import IdleTick
from tests.figures.month import GOAL, PRICES, Part, bill, later, total
from tests.figures.printed import say, table, yes_no
from tests.figures.weekend import Phase
from tests.wire import cold_start
from tests.wire.runtime import EMULATOR, RUNTIME

EVERYBODY = (*FUNCTIONS, DESK_FUNCTION)
COLUMNS = ("reads", "writes", "mails", "X")
TITLES = {
    "before": "Before, from the booking to Thursday: runs with something to do, and the guest",
    "four days": "Friday 00:00 to Tuesday 00:00 UTC: every trigger of template.yaml, and the guest",
    "after": "After, until the survey is answered: runs with something to do, and the guest",
}


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
            yes_no("tweepy" in tick.imported),
            yes_no("jinja2" in tick.imported),
            yes_no(tick.meets_the_goal),
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


def tell_history(history: History) -> None:
    say("\nAn idle tick with few and with many past rows on the list")
    say(f"Goal: the same requests, and at most {history.goal} of the time\n")
    rows = [
        (f"{tick.rows:,} past rows", len(tick.requests), tick.items)
        for tick in (history.few, history.many)
    ]
    table(("roster", "requests", "items read"), rows)
    say(f"  time: {history.time:.2f} of the few rows'; goal met: {yes_no(history.meets_the_goal)}")


def tell_month(parts: Sequence[Part]) -> None:
    say(f"\nA month with a weekend each week, by list prices of {PRICES['as_of']} without free")
    say(f"tier ({PRICES['region']}; tests/figures/prices.toml), and without X. Goal: at most")
    say(f"${GOAL:.2f}\n")
    rows = [(part.what, f"{part.number:,.4g}", f"${part.dollars:.3f}") for part in parts]
    table(("part", "number", "a month"), [*rows, ("all", "", f"${total(parts):.2f}")])
    for years, dollars in later(parts):
        say(f"  After {years:.0f} years, the key having been rotated once more: ${dollars:.2f}")


def main() -> int:
    """Measure and print; 1 if a tick or a month misses its goal, which no other load can cause."""
    if not EMULATOR_PYTHON.exists():
        say("There is no .venv-local with the embedded AWS. make figures sets it up.")
        return 1
    say("Measuring on the embedded AWS, the sandboxed SES and the sandboxed X: some minutes.\n")
    with ground() as here:
        ticks = idle.measure(here)
    tell_idle(ticks)
    with ground() as here:
        phases = weekend.measure(here)
    for name, phase in phases.items():
        tell_phase(TITLES[name], phase)
    tell_operations(phases["four days"])
    history_of_a_tick = history.measure()
    tell_history(history_of_a_tick)
    parts = bill(ticks, phases)
    tell_month(parts)
    say("\nEach function is one warm process here: a cold start reads the link key once more.")
    say(f"A run of the desk is one request to the guest's page; {DESK!r} is the probe's.")
    if EMULATOR.exists() and RUNTIME.exists():
        with ground() as here:
            cold_start.tell(cold_start.measure(here))
    met = [*(tick.meets_the_goal for tick in ticks), history_of_a_tick.meets_the_goal]
    return 0 if all(met) and total(parts) <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
