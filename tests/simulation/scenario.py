"""What one seed means: which weekend, what goes wrong, who does what; drawn once, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from tests.simulation.acts import Acts
from tests.simulation.reviewed import looks_first
from tests.simulation.truth import Guest, Wish
from tests.simulation.twists import Twists
from tests.simulation.weather import Outage, draw_outages

LONDON = ZoneInfo("Europe/London")
FIRST_FRIDAY = date(2026, 1, 2)
CLOCK_CHANGES = (date(2026, 3, 27), date(2026, 10, 23), date(2027, 3, 26), date(2027, 10, 29))
WEEKS = 5 * 52
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MISTYPED: tuple[tuple[str, object], ...] = (
    ("status", "boked"), ("guest_email", "nobody at example"), ("ends_at", "monday"),
    ("starts_at", "2026-13-45 17:00"), ("status", 7), ("guest_email", ["a", "b"]),
    ("anonymous", "perhaps"),
)  # fmt: skip
CLEAN = 5  # the chances of a clean weekend in which the guest posts twice
RATES = (0.0, 0.0, 0.004, 0.01, 0.02, 0.04)

USUAL_STREAM = 3.0
STREAMS = (*[(USUAL_STREAM,)] * 5, (USUAL_STREAM, 40.0), (240.0,), (1200.0,), ())
"""After how many seconds the list's stream tells of an edit: twice, late, or never."""

type Edit = Callable[[Wish], Wish]


@dataclass(frozen=True)
class Manners:
    """How the main guest is, as chances."""

    accepts: float = 0.9
    all_set: float = 0.7
    comes: float = 0.9
    posts: int = 2
    stops: float = 0.0
    pauses: float = 0.0
    second_device: float = 0.0
    wrong_numbers: int = 0
    asks_again: float = 0.0
    answers: float = 0.5
    own_device: float = 0.7
    threads: float = 0.0
    prepares: float = 0.0


@dataclass(frozen=True)
class Scenario:
    """Everything that is decided before the first second."""

    wishes: tuple[tuple[datetime, Wish], ...]
    ends: datetime
    edits: tuple[tuple[datetime, str, Edit], ...] = ()
    manners: Manners = field(default_factory=Manners)
    live: bool = True
    rate: float = 0.0
    outages: tuple[Outage, ...] = ()
    slow: float = 0.0
    together: float = 0.0
    lost: float = 0.0
    guesser: bool = False
    suppressed: bool = False
    twists: Twists = field(default_factory=Twists)
    acts: Acts = field(default_factory=Acts)
    meant: Wish | None = None
    stream: tuple[float, ...] = (USUAL_STREAM,)

    @property
    def main(self) -> Wish:
        """The weekend that all this is about, whatever was typed at first."""
        return self.meant or self.wishes[0][1]


def usual_wish(friday: date, guest: Guest) -> Wish:
    """A row as most are."""
    return Wish(friday, guest, Window.usual(friday, LONDON))


def clean(friday: date = date(2026, 12, 4)) -> Scenario:
    """A weekend on which nothing goes wrong, and nobody does anything odd."""
    wish = usual_wish(friday, Guest(0))
    booked = datetime.combine(friday - 14 * DAY, datetime.min.time(), tzinfo=LONDON) + 10 * HOUR
    manners = Manners(1.0, 1.0, 1.0, 1, answers=1.0, own_device=1.0)
    return Scenario(((booked, wish),), manners=manners, ends=wish.window.ends_at + 52 * HOUR)


def drawn(seed: int) -> Scenario:
    """The scenario of this seed."""
    chance = Random(f"scenario {seed}")
    friday = FIRST_FRIDAY + WEEK * chance.randrange(WEEKS)
    if chance.random() < 0.15:
        friday = chance.choice(CLOCK_CHANGES)
    wish = usual_wish(friday, Guest(0, anonymous=chance.random() < 0.3))
    wish = replace(wish, review=looks_first(seed))
    if chance.random() < 0.12:
        wish = replace(wish, window=Window(wish.window.starts_at, wish.window.ends_at + DAY))
    window = wish.window
    booked = window.starts_at - _lead(chance)
    wishes = [(booked, wish)]
    for weeks, guest, likely in ((1, 2, 0.2), (-1, 3, 0.1)):
        if chance.random() < likely:
            other = usual_wish(friday + weeks * WEEK, Guest(guest))
            wishes.append((min(booked, other.window.starts_at - DAY), other))
    edges = (window.starts_at, window.starts_at - 7 * HOUR, window.ends_at)
    wild = chance.random()
    return Scenario(
        wishes=tuple(wishes),
        edits=tuple(_edits(chance, wish, booked)),
        manners=_writes(seed, _manners(chance)),
        ends=window.ends_at + chance.choice((3 * HOUR, 26 * HOUR, 52 * HOUR, 74 * HOUR)),
        live=chance.random() < 0.94,
        rate=chance.choice(RATES),
        outages=tuple(draw_outages(chance, edges, 0.12 if wild < 0.7 else 0.4)),
        slow=chance.choice((0.02, 0.05, 0.2)),
        together=chance.choice((0.0, 0.0, 0.003, 0.012)),
        lost=chance.choice((0.0, 0.02, 0.1)),
        guesser=chance.random() < 0.15,
        suppressed=chance.random() < 0.05,
        stream=Random(f"stream {seed}").choice(STREAMS),  # apart, as what one writes
    )


def _lead(chance: Random) -> timedelta:
    """How long before its start a weekend is booked."""
    luck = chance.random()
    if luck < 0.1:
        return timedelta(minutes=chance.randint(-600, 1400))  # the same day, or after the start
    if luck < 0.65:
        return timedelta(hours=chance.randint(25, 6 * 24), minutes=chance.randint(0, 59))
    if luck < 0.9:
        return timedelta(days=chance.randint(7, 20), minutes=chance.randint(0, 1439))
    return timedelta(days=chance.randint(32, 50), minutes=chance.randint(0, 1439))


def _manners(chance: Random) -> Manners:
    return Manners(
        accepts=chance.choice((0.97, 0.97, 0.5)),
        all_set=chance.choice((0.9, 0.4)),
        comes=chance.choice((0.97, 0.97, 0.4)),
        posts=chance.choice((0, 1, 2, 3, 4)),
        stops=chance.choice((0.0, 0.0, 0.0, 0.6)),
        pauses=chance.choice((0.0, 0.0, 0.5)),
        second_device=chance.choice((0.0, 0.5)),
        wrong_numbers=chance.choice((0, 0, 0, 1, 3, 7)),
        asks_again=chance.choice((0.0, 0.4)),
        answers=chance.choice((0.0, 0.9)),
    )


def _writes(seed: int, manners: Manners) -> Manners:
    """Drawn apart: what a seed meant before there were threads stays as it was."""
    chance = Random(f"writes {seed}")
    threads, prepares = (chance.choice((0.0, 0.0, 0.0, 0.8)) for _ in range(2))
    return replace(manners, threads=threads, prepares=prepares)


def _edits(chance: Random, first: Wish, booked: datetime) -> list[tuple[datetime, str, Edit]]:
    """What the coordinator does to the row, mostly at the worst moment."""
    start, end = first.window.starts_at, first.window.ends_at
    anchors = (booked, start - DAY, start - 7 * HOUR, start, start + DAY, end, end)
    edits: list[tuple[datetime, str, Edit]] = []
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        at = chance.choice(anchors) + timedelta(seconds=chance.randint(-2400, 2400))
        at = max(at, booked + timedelta(seconds=40))
        name, edit = _edit(chance, first)
        edits.append((at, name, edit))
        if chance.random() < 0.5:
            back = timedelta(seconds=chance.choice((30, 300, 1500, 2400, 14000, 90000)))
            edits.append((at + back, "back", lambda _: first))
    return sorted(edits, key=lambda edit: edit[0])


def _edit(chance: Random, first: Wish) -> tuple[str, Edit]:
    hours = timedelta(minutes=2 * chance.randint(15, 10 * 60))
    wrong = chance.choice(MISTYPED)
    other = Guest(1, anonymous=chance.random() < 0.3)
    start, end = first.window.starts_at, first.window.ends_at
    choices: tuple[tuple[str, Edit], ...] = (
        ("swap", lambda w: replace(w, guest=other, there=True, broken=None, status="booked")),
        ("swap", lambda w: replace(w, guest=other, there=True, broken=None, status="booked")),
        ("cancel", lambda w: replace(w, status="cancelled", there=True, broken=None)),
        ("pencil", lambda w: replace(w, status="", there=True, broken=None)),
        ("delete", lambda w: replace(w, there=False, broken=None)),
        ("mistype", lambda w: replace(w, broken=wrong, there=True, status="booked")),
        ("mistype", lambda w: replace(w, broken=wrong, there=True, status="booked")),
        ("earlier end", lambda w: replace(w, window=Window(start, end - hours))),
        ("later end", lambda w: replace(w, window=Window(start, end + hours))),
        ("other start", lambda w: replace(w, window=Window(start + hours / 2, end))),
        ("earlier start", lambda w: replace(w, window=Window(start - hours, end))),
    )
    return chance.choice(choices)
