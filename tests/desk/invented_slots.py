"""Invented weekends in the shape of a real archive of 58: how much is written, when, how long.

Nobody wrote any of these words: they are drawn, weekend by weekend, from a seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from tests.story import LONDON, local

SLOTS, MEDIAN, BUSIEST_DAY, SHORTEST, LONGEST = 58, 45, 43, 3, 280
READY = local("2026-12-04 12:30")
A_DAY = timedelta(hours=24)
STARTS_AT, ENDS_AT = local("2026-12-04 17:00"), local("2026-12-07 09:00")
FIRST_AND_LAST = (STARTS_AT, ENDS_AT - timedelta(seconds=16))
HOURS_AND_WEIGHTS = {5: 1, 6: 3, 7: 6, **dict.fromkeys(range(8, 22), 8), 22: 6, 23: 3, 0: 1, 2: 1}
DAYS_AND_WEIGHTS = {4: 3, 5: 10, 6: 9, 7: 2}
SYLLABLES = ("zu", "vo", "ka", "wy", "mo", "xi", "gu", "pe")
COUNT_AS_TWO, COUNTS_AS_ONE = "🌱茶😴", "é"
HANDLES = ("reader", "robin_reads", "KitWalks")


@dataclass(frozen=True)
class Said:
    """What is written at an instant: a post or a thread, or an answer to what `to` wrote."""

    at: datetime
    texts: tuple[str, ...]
    to: str = ""
    tapped_twice: bool = False

    @property
    def inside(self) -> bool:
        """Is it written in the weekend?"""
        return STARTS_AT <= self.at < ENDS_AT


def weight(text: str) -> int:
    """How X counts these texts; ours has no links, and no signs but those above."""
    return len(text) + sum(text.count(sign) for sign in COUNT_AS_TWO)


def posts_in(said: Sequence[Said]) -> list[str]:
    """Every post of these, as it should stand on X, in order."""
    return [f"@{one.to} {text}" if one.to else text for one in said for text in one.texts]


@cache
def slot(number: int) -> tuple[Said, ...]:
    """All that one guest writes: before the weekend, in it, and after it."""
    draw = Random(f"slot {number}")
    seen: set[str] = set()
    inside = [_said(draw, at, seen) for at in _instants(draw, number)]
    before = [READY + timedelta(minutes=draw.randrange(1, 269)) for _ in range(draw.randrange(3))]
    after = [ENDS_AT + timedelta(minutes=draw.randrange(2_000)) for _ in range(draw.randrange(3))]
    edges = {0: [STARTS_AT - timedelta(seconds=1)], 1: [ENDS_AT]}.get(number % 3, [])
    outside = [_said(draw, at, seen) for at in sorted({*before, *after, *edges})]
    return tuple(sorted([*outside, *_fitting(inside, number)], key=lambda one: one.at))


def busiest_day(inside: Sequence[Said]) -> int:
    """How many posts the fullest 24 hours have, as X counts days from any moment."""
    times = [one.at for one in inside for _ in one.texts]
    return max(sum(at <= other < at + A_DAY for other in times) for at in times)


def _fitting(inside: list[Said], number: int) -> list[Said]:
    """As many posts as this weekend has, and no day with more than the busiest."""
    found: list[Said] = []
    for one in sorted(inside, key=lambda one: one.at not in FIRST_AND_LAST):
        more = [*found, one]
        if len(posts_in(more)) <= _how_many(number) and busiest_day(more) <= BUSIEST_DAY:
            found = more
    return found


def _how_many(number: int) -> int:
    """Half of the weekends have more than 45 posts, half have fewer; a few have very many."""
    place = (number + 0.5) / SLOTS
    return max(4, round(MEDIAN * math.exp(0.9 * (place - 0.5))))


def _instants(draw: Random, number: int) -> list[datetime]:
    """When something is written: many early and late, some in bursts, some on the very edge."""
    friday, found = STARTS_AT.date(), set[datetime]()
    days, weights = list(DAYS_AND_WEIGHTS), list(DAYS_AND_WEIGHTS.values())
    hours, how_often = list(HOURS_AND_WEIGHTS), list(HOURS_AND_WEIGHTS.values())
    while len(found) < 3 * MEDIAN:
        day = draw.choices(days, weights)[0]
        at = datetime(
            friday.year, friday.month, day, draw.choices(hours, how_often)[0],
            draw.randrange(60), draw.randrange(60), tzinfo=LONDON,
        )  # fmt: skip
        burst = draw.choice([1, 1, 1, 1, 4])
        found |= {at + timedelta(seconds=draw.randrange(8, 40) * one) for one in range(burst)}
    drawn = draw.sample(sorted(at for at in found if STARTS_AT <= at < ENDS_AT), _how_many(number))
    return sorted({*drawn, *FIRST_AND_LAST})


def _said(draw: Random, at: datetime, seen: set[str]) -> Said:
    twice = draw.random() < 0.1
    kind = draw.random()
    if kind < 1 / 6:
        return Said(at, (_text(draw, seen),), draw.choice(HANDLES), tapped_twice=twice)
    if kind < 1 / 3:
        named = f"@{draw.choice(HANDLES)} "
        return Said(at, (_text(draw, seen, named),), tapped_twice=twice)
    parts = draw.choice([2, 3, 5]) if kind > 0.96 else 1
    return Said(at, tuple(_text(draw, seen) for _ in range(parts)), tapped_twice=twice)


def _text(draw: Random, seen: set[str], named: str = "") -> str:
    """Words of just the length that was drawn, and not a second time the same."""
    room = LONGEST - weight(named)
    while True:
        shortest, longest = draw.choice([(SHORTEST, 60), (40, 180), (150, room), (room, room)])
        text = named + _words(draw, draw.randint(shortest, longest))
        if text not in seen:
            seen.add(text)
            return text


def _words(draw: Random, length: int) -> str:
    odd = draw.random() < 0.15 and length > 20
    words = [draw.choice(COUNT_AS_TWO) + COUNTS_AS_ONE] if odd else []
    while weight(" ".join(words)) < length:
        words.append("".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))))
    whole = " ".join(words)
    while weight(whole) > length:
        whole = whole[:-1]
    whole = whole[:-1] + "x" * (length - weight(whole[:-1])) if whole[-1:].isspace() else whole
    return whole.replace(" ", "\n", 1) if length > 60 and draw.random() < 0.15 else whole
