"""One whole weekend on the real tables, with the clock held in the hand."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from local.browsing import Browser
from local.serving import LoopbackServer
from takeover.apply import Result, take_all
from takeover.bootstrap import AwsWorld, build
from takeover.model.steps import FUNCTIONS
from tests.figures.counting import Counts, Meter
from tests.figures.desk import DESK_FUNCTION, Desk
from tests.figures.ground import Ground
from tests.figures.triggers import fired
from tests.memory.world import FixedClock

LONDON = ZoneInfo("Europe/London")
START, END = datetime(2026, 12, 4, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC)
GUEST, NAME = "sam@example.org", "Sam"
ROW = {
    "weekend": "2026-12-04",
    "status": "booked",
    "guest_name": "Sam Field",
    "guest_email": GUEST,
    "public_name": NAME,
    "introduction": "Gardener, bad at resting.",
}
LINK = re.compile(r"https?://\S+?(/\d{4}-\d{2}-\d{2}-\d+/[0-9a-f]{32})")
NUMBER = re.compile(r"Type this number: (\d{4})")
TAKE_DOWN = re.compile(r'href="(/take-down\?post=[0-9a-f-]+)"')
# Only instants at which something is due: what idle ticks cost is measured by itself.
BOOKED = ("2026-11-23 09:00", "2026-11-23 10:00")
BEFORE = (
    "2026-11-25 08:00", "2026-11-25 11:00", "2026-12-02 08:00", "2026-12-02 17:00",
    "2026-12-03 11:00",
)  # fmt: skip
AFTER = ("2026-12-09 08:00", "2026-12-09 11:00")
POSTS = 5


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass
class Phase:
    """What one part of the weekend took."""

    counts: Counts
    runs: Mapping[str, int]


class Quiet:
    """A journal that nobody reads."""

    def note(self, step: str, line: Mapping[str, str], *, failed: bool) -> None:
        """Keep nothing."""


@dataclass
class Weekend:
    """Four functions and the desk, each with a world of its own as in a warm process."""

    ground: Ground
    meter: Meter
    desk: Desk
    desk_url: str
    clock: FixedClock = field(default_factory=lambda: FixedClock(london(BOOKED[0])))
    runs: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.worlds = {name: self._world() for name in (*FUNCTIONS, DESK_FUNCTION)}
        self.desk.world = self.worlds[DESK_FUNCTION]
        self.browser = Browser(self.desk_url)

    def _world(self) -> AwsWorld:
        world = build(os.environ)
        world.clock = self.clock
        world.journal = Quiet()
        return world

    def run(self, *functions: str) -> None:
        """Start functions now, one after the other; everything they do must work."""
        for function in functions:
            self.runs[function] += 1
            with self.meter.by(function):
                outcomes = take_all(self.worlds[function], function, lambda: 60.0).outcomes
            wrong = [one for one in outcomes if one.result is not Result.DONE]
            assert wrong == [], wrong

    def phase(self, live: Callable[[], None]) -> Phase:
        """Live through one part, and tell what it took."""
        self.meter.fresh()
        self.runs.clear()
        self.desk.requests = 0
        live()
        runs = {**self.runs, DESK_FUNCTION: self.desk.requests}
        return Phase(self.meter.fresh(), runs)

    # --- the three parts

    def before(self) -> None:
        self._run_all(*BOOKED)
        self.clock.set(london("2026-11-23 18:00"))
        self._follow("booked")
        self.browser.press("/agree", terms="yes", consent="yes", typed_name=NAME)
        self._run_all(*BEFORE)
        self.clock.set(london("2026-12-03 19:00"))
        self._follow("all_set")
        self.browser.press("/all-set")

    def four_days(self) -> None:
        acts = sorted(self._acts().items())
        for at, trigger in fired(START, END):
            while acts and acts[0][0] <= at:
                when, act = acts.pop(0)
                self.clock.set(when)
                act()
            self.clock.set(at)
            self.run(trigger.function)
        assert acts == []

    def after(self) -> None:
        self._run_all(*AFTER)
        self.clock.set(london("2026-12-09 12:00"))
        self._follow("survey")
        self.browser.press("/answer", overall="very-good", alone="less", quote="no")

    def _run_all(self, *instants: str) -> None:
        for text in instants:
            self.clock.set(london(text))
            self.run(*FUNCTIONS)

    # --- the guest

    def _acts(self) -> dict[datetime, Callable[[], None]]:
        return {
            london("2026-12-04 17:12"): self._sign_in,
            london("2026-12-04 17:20"): lambda: self._post(1),
            london("2026-12-05 10:31"): lambda: self._post(2),
            london("2026-12-05 15:02"): lambda: self._post(3),
            london("2026-12-05 15:04"): self._take_down,
            london("2026-12-06 12:00"): lambda: self._post(4),
            london("2026-12-06 20:47"): lambda: self._post(5),
        }

    def _mail(self, step: str) -> str:
        found = [
            mail.text
            for mail in self.ground.ses.mails
            if mail.submission.tags.get("step") == step and GUEST in mail.delivered
        ]
        assert len(found) == 1, f"{len(found)} mails {step}"
        return found[0]

    def _follow(self, step: str) -> None:
        found = LINK.search(self._mail(step))
        assert found, step
        self.browser = Browser(self.desk_url)
        self.browser.get(found[1])
        self.browser.press(found[1])

    def _sign_in(self) -> None:
        self._follow("number")
        found = NUMBER.search(self._mail("number"))
        assert found
        self.browser.press("/number", number=found[1], own_device="yes")
        assert self.browser.page.status == 200

    def _post(self, number: int) -> None:
        self.browser.get("/")
        self.browser.press("/preview", text=f"Post number {number}, hello.")
        self.browser.press("/post")
        assert self.browser.page.status == 200, self.browser.page.text

    def _take_down(self) -> None:
        self.browser.get("/")
        found = TAKE_DOWN.search(self.browser.page.text)
        assert found
        self.browser.get(found[1])
        self.browser.press("/take-down")
        assert self.browser.page.status == 200


def measure(ground: Ground) -> dict[str, Phase]:
    """Live through a weekend in this process, whose environment becomes that of a function."""
    meter = Meter(ground.x_url)
    desk = Desk(meter)
    with LoopbackServer(desk.create_app(), "the desk") as server, meter.counting():
        os.environ.update(ground.environment(server.url))
        weekend = Weekend(ground, meter, desk, server.url)
        weekend.worlds[DESK_FUNCTION].ledger.go_live(weekend.clock.now())
        ground.put_rows(ROW)
        found = {
            "before": weekend.phase(weekend.before),
            "four days": weekend.phase(weekend.four_days),
            "after": weekend.phase(weekend.after),
        }
    # The introduction, what the guest posted and did not take down, and the farewell.
    assert len(ground.x.posts.own()) == 1 + POSTS - 1 + 1
    return found
