"""One stack in memory: the real ports' manners, a weather over all of them, two skewed clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from takeover.model.credentials import csrf_token, in_path
from takeover.ports import Claim, Letter, Refusal
from takeover.settings import Settings
from tests.memory.ledger import MemoryLedger
from tests.memory.photos import MemoryPhotos
from tests.memory.roster import MemoryRoster
from tests.memory.seam import OnSeam, Seam, port_call
from tests.memory.spoken import MemorySpoken
from tests.memory.team import MemoryTeam
from tests.memory.texts import MemoryTexts
from tests.memory.waiting import MemoryWaiting
from tests.memory.world import FixedClock, MemoryReadiness, MemorySecrets
from tests.simulation.on_x import SimChannel
from tests.simulation.weather import (
    AFTERWARDS,
    FINE,
    KILLED,
    NOBODY_KNOWS,
    KilledError,
    Weather,
    error_of,
)

if TYPE_CHECKING:
    from tests.simulation.desk import Desk
    from tests.simulation.invariants import Invariants
    from tests.simulation.mailed import Mailed
    from tests.simulation.overseen import Overseen
    from tests.simulation.published import Published as PublishedChecks

DESK_URL = "https://desk.example.org"
TIME_OUT = timedelta(seconds=90)  # of every function in template.yaml
X_TAKES_AT_MOST = 11.0  # 3 s to connect and 8 s to answer: takeover/adapters/x.py
MOST_FOR_TOKENS = 10.0
A_CALL = timedelta(seconds=0.02)
RIGHT_BEHIND_THE_GATE = {  # their own seconds are X's
    "channel.post", "channel.delete", "channel.hide", "channel.upload",
}  # fmt: skip
SKEWS = (-2.0, 0.0, 2.0)


@dataclass
class Actor:
    """Who is acting: a function, or a person at the desk; and what came of their calls so far."""

    who: str
    turn: str = ""
    token: str = ""
    words: str = ""
    began: datetime | None = None
    instance: Instance | None = None
    claimed: tuple[str, str] = ("", "")
    unread: bool = False
    published: int = 0
    lines: list[tuple[str, dict[str, str], bool]] = field(default_factory=list)


class SkewedClock:
    """The clock of one instance: wrong by up to two seconds, all the time."""

    def __init__(self, true: FixedClock, skew: float) -> None:
        self._true, self._skew = true, timedelta(seconds=skew)

    def now(self) -> datetime:
        return self._true.now() + self._skew


class SimLedger(MemoryLedger):
    """Remembers what the one who acts has claimed."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.seam)
        self._stack = stack

    def claim(self, claim: Claim) -> bool:
        actor = self._stack.actor
        before, actor.claimed = actor.claimed, (claim.record, claim.step)
        taken = super().claim(claim)
        if not taken:
            actor.claimed = before
        return taken


class SimMailer(OnSeam):
    """SES: what it accepts is in `accepted`, and `took` knows what becomes of it (`feed.py`)."""

    port = "mailer"

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.seam)
        self._stack = stack
        self.accepted: list[tuple[datetime, Letter]] = []
        self.times: dict[tuple[str, str], int] = {}
        self.owners: dict[str, str] = {}
        self.took: Callable[[Letter, str], None] = lambda *_: None

    @port_call
    def send(self, letter: Letter) -> str:
        self._stack.mailed.look(letter)
        self.accepted.append((self._stack.clock.now(), letter))
        key = letter.tags["turn"], letter.tags["step"]
        self.times[key] = self.times.get(key, 0) + 1
        self._stack.tell(f"SES takes {letter.tags['step']} for {', '.join(letter.to)}")
        message = f"mail-{len(self.accepted)}"
        self.took(letter, message)
        return message


class SimProbe(OnSeam):
    """Revocation's probe, at the real desk."""

    port = "probe"

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.seam)
        self._stack = stack

    @port_call
    def try_to_post(self, turn_id: str, session_token: str) -> Refusal:
        fields = {"csrf": csrf_token(session_token), "attempt": "probe", "text": "Thank you."}
        cookie = f"{in_path(turn_id)}.{session_token}"
        seen = self._stack.desk.ask("probe", "POST", "/post", fields, cookie)
        return Refusal(seen.status, seen.reason)


class SimJournal:
    """Keeps the lines; at the end they are searched for canaries."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def note(self, step: str, line: dict[str, str], *, failed: bool) -> None:
        self._stack.lines.append(line)
        self._stack.actor.lines.append((step, line, failed))
        self._stack.tell(f"{line.get('turn')} {line.get('step', step)}: {line['outcome']}")


class Instance:
    """`takeover.ports.World` of one instance: everybody's ports, and a clock of its own."""

    def __init__(self, stack: Stack, skew: float) -> None:
        self.settings, self.desk_url = stack.settings, DESK_URL
        self.roster, self.ledger = stack.roster, stack.ledger
        self.mailer, self.channel, self.probe = stack.mailer, stack.channel, stack.probe
        self.secrets, self.journal = stack.secrets, stack.journal
        self.readiness, self.waiting_list = stack.readiness, stack.waiting_list
        self.texts, self.spoken, self.photos = stack.texts, stack.spoken, stack.photos
        self.team = stack.team
        self.clock = SkewedClock(stack.clock, skew)


class Stack:
    """Everything outside the product, and the seam that each of its calls passes."""

    checks: Invariants
    published: PublishedChecks
    mailed: Mailed
    overseen: Overseen
    desk: Desk

    def __init__(
        self, settings: Settings, at: datetime, chance: Random, weather: Weather, slow: float
    ) -> None:
        self.settings, self.chance, self.weather, self.slow = settings, chance, weather, slow
        self.clock = FixedClock(at)
        self.seam = Seam()
        self.roster = MemoryRoster(seam=self.seam)
        self.ledger = SimLedger(self)
        self.mailer = SimMailer(self)
        self.channel = SimChannel(self, forgetful=slow > 0 and chance.random() < 0.5)
        self.probe = SimProbe(self)
        self.readiness = MemoryReadiness(self.seam)
        self.waiting_list = MemoryWaiting(self.seam, settings.account)
        self.spoken = MemorySpoken(self.seam)
        self.texts = MemoryTexts(self.seam, settings.account)
        self.photos = MemoryPhotos(self.seam)
        self.team = MemoryTeam(self.seam)
        self.secrets = MemorySecrets(seam=self.seam)
        self.journal = SimJournal(self)
        self.instances = [Instance(self, skew if slow else 0.0) for skew in SKEWS]
        self.actors = [Actor("nobody")]
        self.lines: list[dict[str, str]] = []
        self.history: list[tuple[datetime, int, str]] = []
        self.trace: list[tuple[datetime, str, str]] = []
        self.disturbed = 0
        self.struck: set[str] = set()
        self.uncertain: set[tuple[str, str]] = set()
        self.meanwhile: Callable[[str], None] = lambda _: None
        self.rows_written: Callable[[str], None] = lambda _: None
        self._pending = FINE
        self.seam.before, self.seam.after = self._before, self._after

    @property
    def actor(self) -> Actor:
        """Who is acting now."""
        return self.actors[-1]

    def instance(self) -> Instance:
        """One of the instances that are warm, whichever."""
        return self.instances[int(self.chance.random() * len(self.instances))]

    def tell(self, words: str) -> None:
        """One line of the history."""
        self.history.append((self.clock.now(), len(self.actors) - 1, words))

    def pass_by(self, seconds: float) -> None:
        """Time goes on, for everybody."""
        self.clock.move_on(timedelta(seconds=seconds))

    def _before(self, call: str) -> None:
        self._pending = FINE
        if self.slow and call not in RIGHT_BEHIND_THE_GATE:
            luck = self.chance.random()
            self.clock.move_on(
                A_CALL if luck > self.slow else timedelta(seconds=4.0 * luck / self.slow)
            )
            self.meanwhile(call)
        now, actor = self.clock.now(), self.actor
        kind = self.weather.at(call, now)
        if actor.began is not None and now - actor.began > TIME_OUT:
            kind = KILLED
        self.trace.append((now, call, kind))
        if kind == FINE:
            if call in {"ledger.gate_view", "ledger.holder"}:
                actor.unread = (
                    False  # the gate is asked anew; what was read for another post is past
                )
            return
        self.disturbed += 1
        self.struck.add(call.partition(".")[0])
        if kind in NOBODY_KNOWS or call.startswith("ledger."):
            self.uncertain.add(actor.claimed)
        self.tell(f"{call}: {kind}")
        if call in {"ledger.gate_view", "roster.row", "ledger.holder"}:
            actor.unread = True
        if kind in AFTERWARDS:
            self._pending = kind
        else:
            raise error_of(kind, now)

    def _after(self, call: str) -> None:
        kind, self._pending = self._pending, FINE
        if call.startswith("ledger."):
            self.checks.ledger_changed()
            self.overseen.look()
        elif call in {"roster.edit", "roster.edit_together", "roster.add"}:
            self.rows_written(call)
        if kind:
            raise error_of(kind, self.clock.now())


__all__ = ["Actor", "Instance", "KilledError", "Stack"]
