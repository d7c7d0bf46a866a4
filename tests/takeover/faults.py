"""A weekend with one fault in it: at any call of any port, of any kind, and then runs as usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from takeover.apply import Result, take_all
from takeover.errors import LaterError, TakeoverError, UnknownOutcomeError
from takeover.model.steps import FUNCTIONS
from takeover.model.turn import Fact, Turn
from tests.memory.channel import MemoryChannel
from tests.story import Story, local

MOMENTS = (
    "2026-11-20 09:30",  # begin
    "2026-11-20 10:00",  # booked mail
    "2026-11-20 11:00",  # then Sam says yes
    "2026-12-03 11:00",  # all set? and Wednesday's mail, a day late
    "2026-12-04 10:00",  # open, number
    "2026-12-04 17:00",  # introduction; then Sam signs in and posts
    "2026-12-07 09:00",  # close, proof, farewell, receipt
    "2026-12-07 11:00",  # thank you
)
MAILS = ("booked", "2026-12-02", "all_set", "number", "receipt", "thank_you")
POSTS_OF_OURS = ("introduction", "farewell")
RECOVERY = tuple(timedelta(minutes=minutes) for minutes in (3, 6, 21, 26, 31))
READS = {"roster.rows", "roster.misfiled", "roster.row", "ledger.look", "ledger.turn",
         "ledger.holder", "ledger.sessions", "ledger.posts", "channel.recent",
         "channel.ready", "secrets.link_key"}  # fmt: skip


class KilledError(BaseException):
    """The platform ends the process: nothing in it may catch this."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong, at which call of a clean weekend, before or after its effect."""

    index: int
    call: str
    kind: str

    def __str__(self) -> str:
        return f"{self.index}-{self.call}-{self.kind}"

    @property
    def after(self) -> bool:
        return self.kind in {"answer lost", "killed after"}

    def error(self) -> BaseException:
        if self.kind == "refused":
            return LaterError("busy")
        if self.kind.startswith("killed"):
            return KilledError()
        return UnknownOutcomeError("no answer")


KINDS = ("refused", "lost", "answer lost", "killed before", "killed after")


class FaultyWeekend:
    """Runs the weekend's moments; the fault strikes once, and five more runs follow it."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.story = Story(MOMENTS[0])
        self.world = self.story.world
        # X without its refusal of duplicates, so that we alone answer for posting once.
        self.world.channel = MemoryChannel(self.world.clock, self.world.seam, forgetful=True)
        self.fault = fault
        self.calls: list[str] = []
        self.struck = False
        self.armed = False
        self.failed: list[str] = []
        self.world.seam.before = self._before
        self.world.seam.after = self._after

    def pass_by(self) -> FaultyWeekend:
        """The whole weekend."""
        self.story.book()
        for moment in MOMENTS:
            self.story.at(moment)
            struck_before = self.struck
            self.armed = True
            self._tick()
            self.armed = False
            if self.struck and not struck_before:
                for later in RECOVERY:
                    self.world.clock.set(local(moment) + later)
                    self._tick()
            self._guest(moment)
        return self

    def _guest(self, moment: str) -> None:
        if moment == MOMENTS[2]:
            self.story.accept()
        elif moment == MOMENTS[3]:
            self.story.all_set()
        elif moment == MOMENTS[5]:
            self.story.post(self.story.sign_in(), "Hello from the garden.")

    def _tick(self) -> None:
        for function in FUNCTIONS:
            try:
                outcomes = take_all(self.world, function, lambda: 60.0).outcomes
            except (KilledError, TakeoverError):
                if not self.struck:
                    raise
                continue  # the platform runs it again
            self.failed += [
                f"{one.planned.key}: {one.error!r}"
                for one in outcomes
                if one.result is Result.FAILED
            ]
            self.account_is_accounted_for()

    def _before(self, call: str) -> None:
        if self.armed:
            self.calls.append(call)
            self._strike(after=False)

    def _after(self, call: str) -> None:
        self.account_is_accounted_for()
        if self.armed:
            self._strike(after=True)

    def _strike(self, *, after: bool) -> None:
        fault = self.fault
        if fault is None or self.struck or fault.after != after:
            return
        if len(self.calls) - 1 == fault.index:
            self.struck = True
            raise fault.error()

    def account_is_accounted_for(self) -> None:
        """Nobody holds the account without the obligation to give it back."""
        holder = self.world.ledger._holder
        if holder is not None:
            turn = self.world.ledger._turns[holder.turn]
            assert turn.open
            assert not turn.settled("close")

    @property
    def turn(self) -> Turn:
        return self.world.ledger._turns["2026-12-04#1"]

    def times_sent(self, step: str) -> int:
        return sum(1 for mail in self.world.mailer.sent if mail.tags["step"] == step)

    @property
    def told(self) -> list[str]:
        """The mails of which the coordinator heard that nobody knows."""
        steps = [mail.tags["step"] for mail in self.world.mailer.sent]
        return [step.removeprefix("unsure-") for step in steps if step.startswith("unsure-")]

    @property
    def closed(self) -> bool:
        return self.turn.has(Fact.CLOSED) and self.world.ledger._holder is None


def every_fault() -> list[Fault]:
    """One of each kind at each write of a clean weekend, and one at every third read of it.

    A read has no effect that could be lost, and its moment is struck through the writes as well.
    """
    faults = []
    for index, call in enumerate(FaultyWeekend().pass_by().calls):
        if call not in READS:
            faults += [Fault(index, call, kind) for kind in KINDS]
        elif index % 3 == 0:
            faults.append(Fault(index, call, "killed before" if index % 2 else "refused"))
    return faults
