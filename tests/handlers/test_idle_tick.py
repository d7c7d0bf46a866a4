"""A tick with nothing to do: two or three reads, no write, and nothing slow imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from takeover.model.steps import FUNCTIONS, REMINDERS, REVOCATION, ROSTER_CHECK
from tests.handlers.events import Deployed
from tests.takeover.openings import agreed

TWO_READS = ["roster.rows", "ledger.look"]
SLOW = ("tweepy", "jinja2", "markdown_it", "icalendar", "twitter_text")
ROOT = Path(__file__).parents[2]
IDLE = """
import json, sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from takeover.entrypoint import scheduled
from takeover.settings import Person, Settings
from tests.memory.world import MemoryWorld

class Context:
    def get_remaining_time_in_millis(self):
        return 60_000

person = Person("Robin Lee", "robin@example.org")
settings = Settings("ourcharity", person, person, person, person, ZoneInfo("Europe/London"))
world = MemoryWorld(settings, datetime(2026, 11, 23, 12, tzinfo=UTC))
world.roster.put({
    "weekend": "2026-12-04", "status": "booked", "guest_name": "Sam Field",
    "guest_email": "sam@example.org", "introduction": "Gardener, bad at resting.",
})
assert scheduled("handover", lambda: world)({}, Context()) == {"steps": 1}
for function in ("handover", "revocation", "reminders", "survey"):
    assert scheduled(function, lambda: world)({}, Context()) == {"steps": 0}
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""


def test_an_idle_tick_is_two_or_three_reads_and_no_write(monkeypatch: pytest.MonkeyPatch) -> None:
    story = agreed()
    story.days_until("2026-12-03 18:00")
    deployed = Deployed(story, monkeypatch)
    for function in (*FUNCTIONS, ROSTER_CHECK):
        story.world.seam.calls.clear()
        assert deployed.invoke(function, {}) == {"steps": 0}
        # Who looks for mistakes asks for rows whose weekend is no date; the sweep, whether this is
        # a restored copy of the table that went live (asked of AWS once a process).
        more = dict.fromkeys((REMINDERS, ROSTER_CHECK), "roster.misfiled")
        more[REVOCATION] = "ledger.table_id"
        expected = [*TWO_READS, *(call for name, call in more.items() if name == function)]
        assert sorted(story.world.seam.calls) == sorted(expected)


def test_an_idle_tick_imports_nothing_slow() -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "functions"), str(ROOT))),
        "POWERTOOLS_METRICS_NAMESPACE": "WeekendTakeover",
        "POWERTOOLS_SERVICE_NAME": "revocation",
    }
    ran = subprocess.run(
        [sys.executable, "-c", IDLE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = json.loads(ran.stdout.splitlines()[-1])
    assert [name for name in SLOW if name in loaded] == []
