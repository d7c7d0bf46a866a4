"""What goes wrong, and when: at every call of every port, and for hours at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    OutOfCreditError,
    UnknownOutcomeError,
)

FINE = ""
REFUSED, LOST, ANSWER_LOST = "refused", "lost", "answer lost"
KILLED, KILLED_AFTER = "killed", "killed after"
CREDIT, NOT_ALLOWED, NEVER = "credit", "not_allowed", "never"
KINDS = (REFUSED, LOST, ANSWER_LOST, KILLED, KILLED_AFTER)
READ_KINDS = (REFUSED, KILLED)
NOBODY_KNOWS = {LOST, ANSWER_LOST, KILLED, KILLED_AFTER}
AFTERWARDS = {ANSWER_LOST, KILLED_AFTER}
READS = {
    "roster.rows", "roster.misfiled", "roster.row", "ledger.look", "ledger.turn", "ledger.holder",
    "ledger.session", "ledger.sessions", "ledger.table_id", "ledger.posts", "ledger.answer",
    "ledger.gate_view",
    "channel.recent", "channel.mentions", "channel.ready",
    "channel.upload",  # nobody sees it, so its lost answer is no unknown outcome
    "secrets.link_key", "probe.try_to_post",
    "readiness.ask", "team.session",
    "photos.put", "photos.get", "photos.drop",  # may be repeated: never unknown
}  # fmt: skip
SERVICE = {"roster": "dynamodb", "ledger": "dynamodb", "mailer": "ses", "channel": "x"}
LONGEST = {
    "dynamodb": timedelta(minutes=40),
    "ses": timedelta(hours=3),
    "x": timedelta(hours=12),
    "lambda": timedelta(hours=2),
}


class KilledError(BaseException):
    """The platform ends the process: nothing in it may catch this."""


@dataclass(frozen=True)
class Outage:
    """One service that takes nothing for a while; `kind` is how it says so."""

    service: str
    begins: datetime
    ends: datetime
    kind: str

    def __str__(self) -> str:
        return f"{self.service} is {self.kind or 'down'} until {self.ends:%a %H:%M} UTC"


class Weather:
    """Decides at every call; `rate` is how often a single call goes wrong, until it is calm."""

    def __init__(self, chance: Random, rate: float = 0.0, outages: Sequence[Outage] = ()) -> None:
        self._chance = chance
        self._rate = rate
        self.outages = list(outages)
        self.calm = False
        self._soon = -1

    def strike_soon(self, calls: int) -> None:
        """One call is refused, so many from now: in the middle of what is done next."""
        self._soon = calls

    def at(self, call: str, now: datetime) -> str:
        """What happens to this call: `FINE`, or one of the kinds above."""
        if self.calm:
            return FINE
        if self._soon >= 0:
            self._soon -= 1
            if self._soon < 0:
                return REFUSED
        for outage in self.outages:
            if outage.begins <= now < outage.ends and outage.service == _service(call):
                return self._during(outage, call)
        if self._rate and self._chance.random() < self._rate:
            return self._chance.choice(READ_KINDS if call in READS else KINDS)
        return FINE

    def down(self, service: str, now: datetime) -> bool:
        """Is the whole service down?"""
        return not self.calm and any(
            outage.begins <= now < outage.ends and outage.service == service
            for outage in self.outages
        )

    def _during(self, outage: Outage, call: str) -> str:
        if outage.kind:
            return FINE if call in READS else outage.kind
        if call in READS:
            return REFUSED
        return REFUSED if self._chance.random() < 0.6 else LOST


class Script(Weather):
    """Strikes at given calls, counted from the first: `{17: "answer lost"}`."""

    def __init__(self, strikes: Mapping[int, str]) -> None:
        super().__init__(Random(0))
        self._strikes = dict(strikes)
        self._index = -1

    def at(self, call: str, now: datetime) -> str:
        """The kind of this call's number, once."""
        if self.calm:
            return FINE
        self._index += 1
        kind = self._strikes.pop(self._index, FINE)
        if kind and call in READS and kind not in READ_KINDS:
            kind = REFUSED
        return kind


class Next(Weather):
    """Strikes once, so many calls from when it was told to."""

    def __init__(self) -> None:
        super().__init__(Random(0))
        self._left, self._kind = -1, FINE

    def strike(self, calls_from_now: int, kind: str) -> None:
        """Let it strike."""
        self._left, self._kind = calls_from_now, kind

    def at(self, call: str, now: datetime) -> str:
        """The kind, when the time has come."""
        if self.calm or self._left < 0:
            return FINE
        self._left -= 1
        if self._left >= 0:
            return FINE
        return REFUSED if call in READS and self._kind not in READ_KINDS else self._kind


def _service(call: str) -> str:
    port = call.partition(".")[0]
    return SERVICE.get(port, port)


def error_of(kind: str, now: datetime) -> BaseException:
    """What a port raises for this kind."""
    match kind:
        case "refused":
            return LaterError("busy", retry_at=now + timedelta(minutes=15))
        case "credit":
            return OutOfCreditError("no credit")
        case "not_allowed":
            return NotAllowedError("not allowed")
        case "never":
            return NeverError("these are refused")
        case "lost" | "answer lost":
            return UnknownOutcomeError("no answer")
    return KilledError()


def draw_outages(chance: Random, edges: Sequence[datetime], likely: float) -> list[Outage]:
    """A few services that are down across an edge of the weekend."""
    found = []
    for service, longest in LONGEST.items():
        if chance.random() >= likely:
            continue
        begins = chance.choice(edges) + timedelta(seconds=chance.randint(-3600, 1800))
        lasts = timedelta(seconds=chance.randint(60, int(longest.total_seconds())))
        kind = ""
        if service == "x":
            kind = chance.choice(("", "", REFUSED, CREDIT, NOT_ALLOWED))
        elif service == "ses":
            kind = chance.choice(("", "", REFUSED, NOT_ALLOWED, NEVER))
        found.append(Outage(service, begins, begins + lasts, kind))
    return found
