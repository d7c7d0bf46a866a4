"""Threads, and words that a guest has prepared: what they do with them, and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from takeover import commands
from takeover.commands import Visit, preparing
from takeover.commands.preparing import Keeping
from takeover.errors import TakeoverError
from takeover.model.credentials import from_path
from takeover.model.post import Draft, Photo
from takeover.model.steps import HANDOVER
from takeover.model.turn import State, Turn
from takeover.ports import World
from tests.simulation.invariants import SKEW, SLOW, Invariants
from tests.simulation.stack import Actor
from tests.simulation.weather import KilledError

if TYPE_CHECKING:
    from tests.simulation.people import GuestLife

MINUTE = timedelta(minutes=1)
TWO_HOURS = timedelta(hours=2)
MARGIN = timedelta(seconds=5)
X_IS_SLOW = timedelta(seconds=12)  # then photos wait for another run: nobody sees them so far
PARTS = 3


@dataclass
class Wanted:
    """What a guest has said about one set of prepared words, as far as they know."""

    at: datetime
    taken_back: datetime | None = None


@dataclass
class Prepared:
    """Remembers what was to be sent, by turn and attempt."""

    checks: Invariants
    wanted: dict[tuple[str, str], list[Wanted]] = field(default_factory=dict)

    def look(self, record: str, step: str, now: datetime) -> None:
        """At the instant at which a function publishes a guest's words."""
        attempt = step.removeprefix("post-").partition("-")[0]
        slow = timedelta(seconds=SLOW)
        said = self.wanted.get((record, attempt), [])
        if not any(one.at - SKEW <= now <= one.at + TWO_HOURS + slow for one in said):
            self.checks.breach("I11", f"{step} of {record} went out, and nobody wanted it then")
        if said and all(one.taken_back and now > one.taken_back + slow for one in said):
            self.checks.breach("I11", f"{step} of {record} went out, and was taken back before")

    def in_order(self, record: str, step: str) -> None:
        """A part of a thread goes out behind the part before it."""
        attempt, _, number = step.removeprefix("post-").partition("-")
        before = attempt if number == "2" else f"{attempt}-{int(number or 1) - 1}"
        if number and (record, f"post-{before}") not in self.checks.posts:
            self.checks.breach("I8", f"{step} of {record} went out before {before}")


def left_over(turn: Turn, began: datetime, now: datetime) -> Iterator[str]:
    """Prepared words that were due when a calm run began, and that it left."""
    for attempt, at in turn.sends.items():
        parts = [step for key, step in turn.steps.items() if key.startswith(f"post-{attempt}")]
        unknown = any(part.state is State.CLAIMED for part in parts)
        # Where X is slow a run does not begin the next part of a thread, and leaves it to another.
        begun = any(part.at >= began - MARGIN for part in parts) or now >= began + X_IS_SLOW
        if began >= at + MARGIN and now < at + TWO_HOURS - MARGIN and not (unknown or begun):
            yield f"prepared {attempt} of {turn.id}"


@dataclass
class Writing:
    """What one guest does with longer words, and with words for later."""

    life: GuestLife
    attempts: list[str] = field(default_factory=list)

    def plan(self, anywhere: datetime, end: datetime) -> None:
        """What they will do, and when."""
        weekend = self.life.weekend
        chance, manners = weekend.chance, weekend.scenario.manners
        if manners.threads and chance.random() < manners.threads:
            weekend.person_at(anywhere + MINUTE, self.thread)
        if manners.prepares and chance.random() < manners.prepares:
            later = (anywhere + chance.randint(0, 2_000) * MINUTE for _ in range(3))
            for at in (*later, end - chance.randint(5, 200) * MINUTE):
                weekend.person_at(at, self.prepare)

    def thread(self) -> None:
        """Publish three parts in one go, and go on where it stopped."""
        life = self.life
        if not life.cookies:
            return
        life.written += 1
        attempt = life.weekend.chance.randbytes(8).hex()
        texts = [f"{self._words()} part {part}" for part in range(1, PARTS + 1)]
        cookie = life.cookies[-1]
        seen = life.send("/post", cookie, {"text": texts, "attempt": attempt})
        for minutes in (2, 6) if seen.status != 303 else (2,):
            later = life.weekend.now + minutes * MINUTE
            life.weekend.person_at(
                later, lambda: life.send("/carry-on", cookie, {"attempt": attempt})
            )

    def prepare(self) -> None:
        """Keep words, have them sent soon, and sometimes take that back or send them at once."""
        life, chance = self.life, self.life.weekend.chance
        life.written += 1
        attempt = chance.randbytes(8).hex()
        texts = [self._words(), f"{self._words()} as well"][: chance.randint(1, 2)]
        at = life.weekend.now + chance.choice((3, 20, 100)) * MINUTE
        life.picturing.want(attempt, chosen := life.picturing.chosen())
        photos = tuple(Photo(key, said) for key, said in chosen)
        draft = Draft(life.turn, attempt, tuple(texts), at, photos=photos)
        with_them = self.visiting(lambda world, here: self._ask(world, here, draft, at))
        if with_them and chance.random() < 0.3:
            soon = life.weekend.now + chance.choice((1, 25)) * MINUTE
            life.weekend.person_at(soon, lambda: self._change(attempt))

    @property
    def _wanted(self) -> dict[tuple[str, str], list[Wanted]]:
        return self.life.weekend.stack.published.prepared.wanted

    def _words(self) -> str:
        life = self.life
        return f"wordsof {life.guest.public_name}, {life.turn} number {life.written}"

    def _ask(self, world: World, here: Visit, draft: Draft, at: datetime) -> bool:
        attempt, texts = draft.attempt, draft.texts
        kept = preparing.keep_words(world, here, attempt, *texts, photos=draft.photos)
        if kept.keeping is not Keeping.KEPT:
            return False
        # It may be written down although the answer is lost, so it counts as wanted before.
        said = self._wanted.setdefault((here.turn.id, attempt), [])
        said.append(Wanted(preparing.next_mark(at)))
        for minutes in (0, 5, 30):  # a simulated day has only the triggers that something waits for
            self.life.weekend.tick(HANDOVER, said[-1].at + minutes * MINUTE)
        kept = preparing.send_later(world, here, attempt, at)
        if kept.keeping is not Keeping.KEPT:
            said.pop()
        return kept.keeping is Keeping.KEPT

    def _change(self, attempt: str) -> None:
        def change(world: World, here: Visit) -> bool:
            if self.life.weekend.chance.random() < 0.5:
                preparing.send_now(world, here, attempt)
                return True
            back = preparing.do_not_send(world, here, attempt)
            if back:
                for one in self._wanted.get((here.turn.id, attempt), []):
                    one.taken_back = world.clock.now()
            return back

        self.visiting(change)

    def visiting(self, act: Callable[[World, Visit], bool]) -> bool:
        """One request of this guest's, whatever becomes of it."""
        life, stack = self.life, self.life.weekend.stack
        cookie = life.cookies[-1] if life.cookies else ""
        turn, _, token = cookie.partition(".")
        stack.actors.append(Actor("guest", turn, token, "", stack.clock.now()))
        try:
            world = cast("World", stack.instance())
            here = commands.visit(world, from_path(turn), token) if token else None
            return here is not None and here.live and act(world, here)
        except (TakeoverError, KilledError):
            return False
        finally:
            stack.actors.pop()
