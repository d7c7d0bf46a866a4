"""The real adapters behind proxies that break things, with the clock held in the hand."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from local.x_posts import Posts
from takeover.apply import Outcome, Result, take_all
from takeover.bootstrap import build
from takeover.model.steps import FUNCTIONS
from takeover.model.turn import Fact, State, Turn
from tests.figures.ground import Ground
from tests.memory.world import FixedClock
from tests.story import local, row
from tests.wire.burst import Burst

TURN = "2026-12-04#1"
BEGUN, BOOKED, FRIDAY, FIVE, MONDAY = (
    "2026-11-23 09:00",
    "2026-11-23 10:00",
    "2026-12-04 10:00",
    "2026-12-04 17:00",
    "2026-12-07 09:00",
)
TABLES = {"RosterTable": ("account", "weekend"), "LedgerTable": ("about", "entry")}


@dataclass(frozen=True)
class Wires:
    """The proxies: in front of DynamoDB and Secrets Manager, of SES, and of X."""

    aws: Burst
    ses: Burst
    x: Burst

    def environment(self, here: Ground) -> dict[str, str]:
        """A function's environment, with every address behind a proxy; nobody is at the desk."""
        return here.environment("http://127.0.0.1:9") | {
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_ENDPOINT_URL_SESV2": self.ses.url,
            "X_API_URL": self.x.url,
        }

    def mend(self) -> None:
        """Break nothing from now on."""
        for burst in (self.aws, self.ses, self.x):
            burst.breaks()


class Wired:
    """One account's weekend over the wire: what was sent, posted and written down."""

    def __init__(self, here: Ground, wires: Wires) -> None:
        self.here, self.wires = here, wires
        self.clock = FixedClock(local(BEGUN))
        # The sandbox of X dates its posts as the weekend goes; signatures keep the real time.
        here.x.posts = Posts(here.x.account.username, self.clock.now)
        here.ses.mails.clear()
        here.ses.requests.clear()
        here.x.requests.clear()
        here.x.faults.clear()
        self.world = build(os.environ)
        self.world.clock = self.clock
        self.world.ledger.go_live(self.clock.now())
        here.put_rows({name: str(cell) for name, cell in row().items()})

    def clear(self) -> None:
        """Mend the wires and empty the tables."""
        self.wires.mend()
        empty(self.here)

    # --- time

    def run(self, *functions: str) -> list[Outcome]:
        """Trigger these functions now, as warm processes; all four if none is named."""
        found: list[Outcome] = []
        for function in functions or FUNCTIONS:
            found += take_all(self.world, function, lambda: 60.0).outcomes
        return found

    def at(self, moment: str, *functions: str) -> dict[str, Result]:
        """Trigger functions at this local time; tells what became of each step."""
        self.clock.set(local(moment))
        return {one.planned.key: one.result for one in self.run(*functions)}

    def later(self, minutes: float, *functions: str) -> dict[str, Result]:
        self.clock.advance(minutes=minutes)
        return {one.planned.key: one.result for one in self.run(*functions)}

    def wait_for(self, true: Callable[[], bool]) -> None:
        """Give what is still on its way the time to arrive."""
        give_up = time.monotonic() + 10
        while not true() and time.monotonic() < give_up:
            time.sleep(0.02)  # noqa: TID251 -- another process takes real time
        assert true()

    # --- where a weekend can stand

    def agreed(self) -> None:
        """Booked, said yes, all set; nothing is owed before Friday."""
        self.at(BEGUN)
        self.at(BOOKED)
        ledger = self.world.ledger
        ledger.accept(TURN, "2026-11", self.clock.now())
        ledger.note(TURN, Fact.ALL_SET, self.clock.now())

    def opened(self) -> None:
        self.agreed()
        self.at(FRIDAY)
        assert self.turn.open

    # --- what came of it, asked past the proxies' faults

    @property
    def turn(self) -> Turn:
        found = self.world.ledger.turn(TURN)
        assert found is not None
        return found

    def state(self, step: str) -> State | None:
        record = self.turn.steps.get(step)
        return None if record is None else record.state

    @property
    def mails(self) -> Mapping[str, int]:
        """How often SES took each step's mail."""
        return Counter(mail.submission.tags["step"] for mail in self.here.ses.mails)

    @property
    def asked_of_ses(self) -> int:
        return sum(self.here.ses.requests.snapshot().values())

    @property
    def asked_of_x(self) -> Mapping[str, int]:
        """What X was asked, but for the look two days before at whether it is ready."""
        asked = self.here.x.requests.snapshot()
        return {what: times for what, times in asked.items() if what != "GET /2/users/me"}

    @property
    def posts(self) -> int:
        return len(self.here.x.posts.own())

    @property
    def told(self) -> Mapping[str, int]:
        """The unsure mails among them."""
        return {step: n for step, n in self.mails.items() if step.startswith("unsure-")}


def empty(here: Ground) -> None:
    """Delete whatever roster and ledger hold."""
    client = here.emulator.client("dynamodb")
    for output, keys in TABLES.items():
        table = here.outputs[output]
        for item in client.scan(TableName=table)["Items"]:
            client.delete_item(TableName=table, Key={key: item[key] for key in keys})
