"""Many weekends at once, on both cores, with progress on standard error."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool

from tests.simulation.quick import quickly
from tests.simulation.weekend import Weekend, weekend_of

WORKERS = int(os.environ.get("WORKERS", "2"))
CHUNK = 25
EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class Found:
    """What came of one weekend: its name (a seed, or faults), its calls, and what was breached."""

    name: object
    calls: int
    breaches: tuple[str, ...]


def found(name: object, weekend: Weekend) -> Found:
    """The weekend, as small as it can be sent from one process to the other."""
    return Found(name, weekend.calls, tuple(str(breach) for breach in weekend.breaches))


def run_seeds(seeds: Sequence[int]) -> list[Found]:
    """Some seeds, in this process."""
    with quickly():
        return [found(seed, weekend_of(seed)) for seed in seeds]


def everywhere[T](
    work: Callable[[Sequence[T]], list[Found]], jobs: Sequence[T], what: str
) -> Iterator[Found]:
    """Spread the jobs over the workers; a line of progress every few seconds."""
    chunks = [jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK)]
    begun = shown = time.monotonic()
    done = bad = 0
    with _pool() as pool:
        for results in pool.imap_unordered(work, chunks):
            for one in results:
                done += 1
                bad += bool(one.breaches)
                yield one
            now = time.monotonic()
            if now - shown >= EVERY_SECONDS:
                shown = now
                rate = done / (now - begun)
                left = (len(jobs) - done) / rate
                sys.stderr.write(f"  {done:,} of {len(jobs):,} {what}, {rate:.0f} a second, "
                                 f"{bad} with breaches, {left / 60:.0f} min left\n")  # fmt: skip


def _pool() -> Pool:
    return multiprocessing.get_context("fork").Pool(WORKERS)


def say(lines: Iterable[str]) -> None:
    """Write to standard output."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
