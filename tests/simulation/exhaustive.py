"""`make exhaustive`: every single fault at every call of a clean weekend; `PAIRS=1`: every pair.

A read can be refused or killed; a write, a mail and a post can also be lost, and lose its answer.
A pair's second fault lies behind the first, counted in the calls of the weekend that the first
one made, so that it also strikes what is done to recover. `PAIRS=50` takes every fiftieth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tests.simulation.many import Found, everywhere, found, say
from tests.simulation.quick import quickly
from tests.simulation.scenario import CLEAN, clean
from tests.simulation.weather import KINDS, READ_KINDS, READS, Script
from tests.simulation.weekend import Weekend
from tests.simulation.words import in_words

type Fault = tuple[int, str]
TOLD = 3


def struck(faults: Sequence[Fault]) -> Weekend:
    """A clean weekend with these faults in it."""
    return Weekend(clean(), CLEAN, Script(dict(faults))).run()


def single_faults(weekend: Weekend | None = None, behind: int = -1) -> list[Fault]:
    """One of each kind at each call behind this one."""
    weekend = weekend or struck(())
    calls = [call for _, call, _ in weekend.stack.trace[: weekend.stormy]]
    return [
        (index, kind)
        for index, call in enumerate(calls)
        if index > behind
        for kind in (READ_KINDS if call in READS else KINDS)
    ]


def run_singles(faults: Sequence[Fault]) -> list[Found]:
    """Each of these by itself."""
    with quickly():
        return [found(fault, struck([fault])) for fault in faults]


def run_pairs(firsts: Sequence[tuple[Fault, int, int]]) -> list[Found]:
    """Each first fault with every `step`-th that can follow it."""
    results = []
    with quickly():
        for first, step, offset in firsts:
            seconds = single_faults(struck([first]), first[0])[offset % step :: step]
            results += [found((first, then), struck([first, then])) for then in seconds]
    return results


def main() -> int:
    """Run all of them; returns how the process ends."""
    singles = single_faults()
    runs = calls = breaches = 0
    failing: list[object] = []
    step = int(os.environ.get("PAIRS") or 0)
    work = [everywhere(run_singles, singles, "single faults")]
    if step:
        firsts = [(fault, step, place) for place, fault in enumerate(singles)]
        work.append(everywhere(run_pairs, firsts, "first faults"))
    for results in work:
        for one in results:
            runs, calls = runs + 1, calls + one.calls
            breaches += len(one.breaches)
            if one.breaches:
                failing.append(one.name)
    for name in failing[:TOLD]:
        faults = name if isinstance(name[0], tuple) else (name,)  # type: ignore[index]
        say(["", f"faults: {faults}", *in_words(struck(faults))])  # type: ignore[arg-type]
    say([f"{runs} weekends, {calls} calls, {breaches} breaches"])
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
