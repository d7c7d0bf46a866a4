"""`make hostile SEEDS=N`: N hostile weekends; ends with 1 if a single thing is breached.

`FROM` is the first seed. A failing seed is told with its history; put it into `seeds.py`.
"""

from __future__ import annotations

import os
import sys

from tests.simulation.many import everywhere, run_seeds, say
from tests.simulation.weekend import weekend_of
from tests.simulation.words import in_words

SEEDS = 15_000
TOLD = 3


def main() -> int:
    """Run the seeds; returns how the process ends."""
    seeds = int(os.environ.get("SEEDS") or SEEDS)
    first = int(os.environ.get("FROM") or 0)
    calls = breaches = 0
    failing: list[int] = []
    for one in everywhere(run_seeds, range(first, first + seeds), "weekends"):
        calls += one.calls
        breaches += len(one.breaches)
        if one.breaches:
            failing.append(int(str(one.name)))
    for seed in sorted(failing)[:TOLD]:
        say(["", *in_words(weekend_of(seed))])
    if failing:
        say(["", f"failing seeds: {', '.join(map(str, sorted(failing)))}"])
    say([f"{seeds} weekends, {calls} calls, {breaches} breaches"])
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
