"""The built bundle under AWS's own runtime: killed in the middle of a step, finished by the next.

The clock is the machine's own here, so the weekend has begun a few minutes ago, and the timeline is
compressed as in the demonstration: what is looked into after minutes is looked into at once.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from local.clock import utc_now
from local.sample import DemoWeekend
from local.x_posts import Posts
from takeover.bootstrap import AwsWorld, build
from takeover.model.steps import HANDOVER, REVOCATION
from takeover.model.turn import Fact, State, Turn
from tests.figures.ground import Ground
from tests.story import row
from tests.wire.drip import Drip
from tests.wire.runtime import EMULATOR, Lambda, unpack_bundle
from tests.wire.wired import empty

OVERRIDES = {
    "steps": {
        "unsure_mail": {"due": ["claimed", 0]},
        "look_for_post": {"due": ["claimed", 0]},
        "waiting_to_open": {"due": ["end", 0]},
    },
    "any_hour": True,
    "mail_gap_seconds": 0,
}
# A run stops by itself when it has less than 20 seconds: with 23 it begins one step, and is killed.
SECONDS = 23


@dataclass
class Deployed:
    """Functions of the bundle, and what they do their work on."""

    here: Ground
    mail: Drip
    posts: Drip
    turn_id: str
    world: AwsWorld
    start: Callable[[str], Lambda]

    @property
    def turn(self) -> Turn:
        found = self.world.ledger.turn(self.turn_id)
        assert found is not None
        return found

    def state(self, step: str) -> State | None:
        record = self.turn.steps.get(step)
        return None if record is None else record.state

    @property
    def mails(self) -> list[str]:
        return [mail.submission.tags["step"] for mail in self.here.ses.mails]


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not EMULATOR.exists():
        pytest.fail("there is no .venv-sam with Lambda's emulator; `make wire` sets it up")
    return unpack_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def deployed(here: Ground, task: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployed]:
    """A weekend that began ten minutes ago; its guest agreed, and nothing else has been done."""
    now = utc_now()  # the functions read the same clock
    zone = ZoneInfo("Europe/London")
    weekend = DemoWeekend.starting(now - timedelta(minutes=10), timedelta(hours=3), zone)
    with ExitStack() as running:
        mail = running.enter_context(Drip(here.ses_url))
        posts = running.enter_context(Drip(here.x_url))
        environment = here.environment("http://127.0.0.1:9") | {
            "AWS_ENDPOINT_URL_SESV2": mail.url,
            "X_API_URL": posts.url,
            "TIMELINE_OVERRIDES": json.dumps(OVERRIDES),
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

        def start(function: str) -> Lambda:
            handler = f"{function}.handler.lambda_handler"
            return running.enter_context(Lambda(task, handler, environment, timeout=SECONDS))

        here.ses.mails.clear()
        here.x.posts = Posts(here.x.account.username, utc_now)
        world = build(os.environ)
        world.ledger.go_live(now - timedelta(days=1))
        cells = {
            "starts_at": f"{weekend.starts_at:%Y-%m-%d %H:%M:%S}",
            "ends_at": f"{weekend.ends_at:%Y-%m-%d %H:%M:%S}",
        }
        here.put_rows({name: str(cell) for name, cell in row(weekend.friday, **cells).items()})
        yield Deployed(here, mail, posts, weekend.turn, world, start)
    empty(here)


def test_a_mail_whose_run_is_killed_by_time_out_is_told_and_never_sent_twice(
    deployed: Deployed,
) -> None:
    handover, revocation = deployed.start(HANDOVER), deployed.start(REVOCATION)
    assert handover.invoke().body == {"steps": 1}  # begun
    agree(deployed)
    deployed.mail.dripping = True
    assert handover.invoke().error == f"Task timed out after {SECONDS}.00 seconds"
    assert (deployed.mails, deployed.state("number")) == (["number"], State.CLAIMED)
    deployed.mail.dripping = False
    assert handover.invoke().error == ""  # a new process: what is claimed is left alone
    assert revocation.invoke().error == ""
    assert (deployed.mails, deployed.state("number")) == (["number", "unsure-number"], State.TOLD)
    assert len(handover.init_ms) == 2


def test_a_post_whose_run_is_killed_is_found_and_never_posted_twice(deployed: Deployed) -> None:
    handover, revocation = deployed.start(HANDOVER), deployed.start(REVOCATION)
    handover.invoke()
    agree(deployed)
    deployed.posts.dripping = True
    assert killed_when(handover, lambda: bool(deployed.here.x.posts.own())) == "Runtime.ExitError"
    assert deployed.state("introduction") is State.CLAIMED
    deployed.posts.dripping = False
    assert (handover.invoke().error, revocation.invoke().error) == ("", "")
    assert deployed.state("introduction") is State.DONE
    assert len(deployed.here.x.posts.own()) == 1
    assert deployed.mails == ["number"]


def agree(deployed: Deployed) -> None:
    ledger, now = deployed.world.ledger, deployed.world.clock.now()
    ledger.accept(deployed.turn_id, "2026-11", now)
    ledger.note(deployed.turn_id, Fact.ALL_SET, now)
    ledger.mark(deployed.turn_id, "booked", now, "sent before")


def killed_when(function: Lambda, true: Callable[[], bool]) -> str:
    """Invoke, and end its process as soon as this is true; tells what Lambda makes of it."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(function.invoke)
        give_up = time.monotonic() + SECONDS
        while not true() and time.monotonic() < give_up:
            time.sleep(0.02)  # noqa: TID251 -- another process takes real time
        function.crash()
        return answer.result().error
