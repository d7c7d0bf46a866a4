"""Photos: what a guest adds and posts, and that they are shown, and gone, as they should be.

photo  a post shows the photos that were chosen for it, each with its own words, and no others;
       from a day after the end on, and once a guest is forgotten, none is kept.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from takeover.commands import Visit
from takeover.commands.photos import add_photo
from takeover.model.steps import SURVEY
from takeover.model.turn import Fact
from takeover.photos import make_safe
from takeover.ports import World
from tests.simulation.invariants import Invariants
from tests.simulation.stack import Stack

if TYPE_CHECKING:
    from tests.simulation.people import GuestLife

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SETTLED = DAY + 2 * HOUR
type Shown = tuple[tuple[bytes, str], ...]


@lru_cache(100)
def photo(guest: int, number: int) -> tuple[bytes, bytes]:
    """A small JPEG of one colour: as it is sent, and as it is kept."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    made = io.BytesIO()
    Image.new("RGB", (8, 8), (40 * guest, 60 * number, 7)).save(made, "JPEG")
    return made.getvalue(), make_safe(made.getvalue()).content


@dataclass
class Pictured:
    """Remembers which photos each post was to show, by turn and attempt."""

    checks: Invariants
    wanted: dict[tuple[str, str], Shown] = field(default_factory=dict)

    def look(self, record: str, step: str, photos: tuple[str, ...]) -> None:
        """At the instant at which X publishes a guest's words."""
        there = self.checks.stack.channel.photos
        shown = tuple((there[one].content, there[one].alt) for one in photos)
        wanted = self.wanted.get((record, step.removeprefix("post-")), ())
        if shown != wanted:
            self.checks.breach("photo", f"{step} of {record} shows {len(shown)} photos: not the "
                               f"{len(wanted)} that were chosen, as they were chosen")  # fmt: skip

    def at_the_end(self, stack: Stack) -> None:
        """Once, after the last calm runs."""
        now = stack.clock.now()
        for record in sorted({record for record, _ in stack.photos.kept}):
            turn, known = stack.ledger._turns.get(record), self.checks.known.get(record)
            nobody_knows = turn is None or not turn.has(Fact.PHOTO)
            if self.checks.former and nobody_knows:
                continue  # the records of it were lost with the restore: the bucket's own rule
            over = known is None or known.given is None or now >= known.given.ends_at + SETTLED
            if over or turn is None or turn.forgotten:
                self.checks.breach("photo", f"photos of {record} are kept after a day")


@dataclass
class Picturing:
    """What one guest does with photos."""

    life: GuestLife

    def __post_init__(self) -> None:
        self.chance = Random(f"photos {self.life.weekend.seed} {self.life.turn}")
        self.mine: dict[str, bytes] = {}

    def plan(self, start: datetime, end: datetime) -> None:
        """When they will post with photos."""
        weekend = self.life.weekend
        for _ in range(weekend.scenario.acts.photos):
            at = start + (end - start) * self.chance.random()
            weekend.person_at(at, self.post)
        if weekend.scenario.acts.photos and self.chance.random() < 0.3:
            near = end - timedelta(seconds=self.chance.choice((5, 14, 17, 40)))
            weekend.person_at(near, self.post)

    def chosen(self) -> list[tuple[str, str]]:
        """Some of the photos that were added, each with what is said of it."""
        keys = self.chance.sample(sorted(self.mine), self.chance.randint(0, len(self.mine)))
        return [(key, f"wordsof photo {number}") for number, key in enumerate(keys)]

    def want(self, attempt: str, chosen: list[tuple[str, str]]) -> None:
        """Remember that this attempt is to show these."""
        pictured = self.life.weekend.stack.published.pictured
        shown = tuple((self.mine[key], said) for key, said in chosen)
        pictured.wanted[self.life.turn, attempt] = shown

    def post(self) -> None:
        """Add a photo or two, and publish words with some of them; sometimes twice."""
        life, chance = self.life, self.chance
        life.be_in(chance)
        if not life.cookies:
            return
        for _ in range(chance.randint(1, 2)):
            self._add(chance.randint(0, 3))
        chosen, cookie = self.chosen(), life.cookies[-1]
        attempt = chance.randbytes(8).hex()
        self.want(attempt, chosen)
        life.written += 1
        form = {
            "text": f"wordsof {life.guest.public_name}, {life.turn} number {life.written}",
            "attempt": attempt,
            "photo": [key for key, _ in chosen],
            "alt": [said for _, said in chosen],
        }
        expected = life.surely_may(cookie)
        seen = life.send("/post", cookie, form)
        # X alone is slow in some weekends, and a photo that comes too late is no wrong.
        late = seen.reason == "later" and life.weekend.scenario.slow
        if expected and seen.calm and life.surely_may(cookie) and seen.status != 303 and not late:
            life.weekend.checks.breach("given", f"a guest of {life.turn} could not post with "
                                       f"photos: {seen.status} {seen.reason}")  # fmt: skip
        if seen.status != 303 or chance.random() < 0.3:
            again = life.weekend.now + chance.randint(1, 5) * MINUTE
            life.weekend.person_at(again, lambda: life.send("/post", cookie, form))
        over = life.weekend.window_of(life.turn).ends_at + DAY
        life.weekend.tick(SURVEY, over + MINUTE)

    def _add(self, number: int) -> None:
        sent, kept = photo(self.life.guest.number, number)

        def add(world: World, here: Visit) -> bool:
            if not here.verdict.may_post:
                return False
            self.mine[add_photo(world, here, sent)] = kept
            return True

        self.life.writing.visiting(add)
