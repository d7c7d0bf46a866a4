"""Hostile weekends over the real code; many more of them in `make hostile`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from takeover.model.steps import FUNCTIONS, HANDOVER
from tests.figures.triggers import triggers
from tests.simulation import edited
from tests.simulation.acts import chosen
from tests.simulation.exhaustive import single_faults, struck
from tests.simulation.mutants import TABLE
from tests.simulation.quick import quickly
from tests.simulation.scenario import CLEAN, clean
from tests.simulation.seeds import ACTED, REGRESSIONS, TWISTED
from tests.simulation.triggers import fires_at
from tests.simulation.truth import Guest
from tests.simulation.weekend import (
    Weekend,
    acted_weekend_of,
    plain_weekend_of,
    twisted_weekend_of,
    weekend_of,
)
from tests.simulation.words import in_words

ROOT = Path(__file__).parents[2]
SEEDS = 200
ROUND = 20
EVERY_FAULT = 11
A_MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 10, 19, tzinfo=UTC)
TWO_WEEKS = 14 * 24 * 60  # with the end of summer time in them


def digest(weekend: Weekend) -> str:
    """Everything that happened, as one short word."""
    told = repr((weekend.stack.trace, weekend.stack.history, weekend.stack.lines))
    return hashlib.sha256(told.encode()).hexdigest()


def words(weekend: Weekend) -> str:
    return "\n".join(in_words(weekend))


def test_a_clean_weekend_goes_as_the_timeline_says() -> None:
    weekend = Weekend(clean(), CLEAN).run()
    assert weekend.breaches == []
    assert [letter.tags["step"] for _, letter in weekend.stack.mailer.accepted] == [
        "booked", "getting_ready", "2026-11-25", "2026-12-02", "all_set", "number", "receipt",
        "thank_you", "2026-12-09", "survey", "answers",
    ]  # fmt: skip
    first, *own, last = [step.partition("-")[0] for _, step in weekend.checks.posts]
    assert (first, own, last) == ("introduction", ["post", "post"], "farewell")
    assert weekend.alarms == []


@pytest.mark.parametrize("first", range(0, SEEDS, ROUND))
def test_hostile_weekends_breach_nothing(first: int) -> None:
    with quickly():
        for seed in range(first, first + ROUND):
            weekend = weekend_of(seed)
            assert weekend.breaches == [], words(weekend)


@pytest.mark.parametrize("seed", REGRESSIONS)
def test_what_failed_once_fails_no_more(seed: int) -> None:
    weekend = plain_weekend_of(seed)
    assert weekend.breaches == [], words(weekend)


@pytest.mark.parametrize("seed", REGRESSIONS | TWISTED)
def test_what_failed_once_fails_no_more_with_all_that_twists_it(seed: int) -> None:
    with quickly():
        weekend = twisted_weekend_of(seed)
    assert weekend.breaches == [], words(weekend)


@pytest.mark.parametrize("seed", ACTED)
def test_what_failed_once_fails_no_more_whatever_people_do_on_top_of_it(seed: int) -> None:
    with quickly():
        weekend = acted_weekend_of(seed)
    assert weekend.breaches == [], words(weekend)


def test_people_do_more_in_a_fifth_of_all_weekends_which_leaves_the_others_as_they_were() -> None:
    more = [seed for seed in range(1000) if chosen(seed)]
    assert 170 < len(more) < 230
    seed, other = more[0], next(seed for seed in range(1000) if seed not in more)
    with quickly():
        assert digest(weekend_of(seed)) == digest(acted_weekend_of(seed))
        assert digest(weekend_of(other)) == digest(twisted_weekend_of(other))


def test_a_form_of_the_list_is_saved_and_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited, "HESITATES", 0.0)
    weekend = Weekend(clean(), CLEAN)
    friday, team = weekend.scenario.main.weekend, weekend.team
    with weekend.here():
        weekend.type("book", weekend.scenario.main)
        team._editing.edit("swap")
        swapped = weekend.truth.wish(friday)
        team._editing.undo()
    assert swapped is not None
    assert swapped.guest == Guest(1, anonymous=swapped.guest.anonymous)
    assert weekend.truth.wish(friday) == weekend.scenario.main
    assert weekend.stack.roster._rows[str(friday)]["guest_email"] == Guest(0).address
    assert weekend.breaches == []


def test_a_snapshot_knows_whose_turn_began_in_that_very_call() -> None:
    weekend = Weekend(clean(), CLEAN)
    ledger, restores = weekend.stack.ledger, weekend.restores

    def take_at_once() -> None:
        if ledger._turns and restores.snapshot is None:
            restores.take()

    weekend.checks.after_a_call = take_at_once
    with weekend.here():
        weekend.type("book", weekend.scenario.main)
        weekend.invoke(HANDOVER)
    assert restores.snapshot is not None
    assert restores.snapshot.known.keys() == {"2026-12-04#1"}


def test_a_fault_at_any_call_breaches_nothing() -> None:
    """Every eleventh here; all of them, and pairs, in `make exhaustive`."""
    with quickly():
        for fault in single_faults()[::EVERY_FAULT]:
            weekend = struck([fault])
            assert weekend.breaches == [], words(weekend)


def test_the_same_seed_is_the_same_weekend_in_another_process() -> None:
    seed = 28
    script = (
        "from tests.simulation.test_simulation import digest\n"
        "from tests.simulation.weekend import weekend_of\n"
        f"print(digest(weekend_of({seed})))\n"
    )
    path = os.pathsep.join((str(ROOT / "functions"), str(ROOT / "infra"), str(ROOT)))
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": hashing},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for hashing in ("1", "2")
    }
    assert told == {digest(weekend_of(seed))}


def test_what_makes_it_quick_changes_nothing() -> None:
    slowly = [digest(weekend_of(seed)) for seed in range(40, 46)]
    with quickly():
        assert [digest(weekend_of(seed)) for seed in range(40, 46)] == slowly


def test_what_struck_a_run_is_still_known_after_another_one_in_the_middle_of_it() -> None:
    weekend = Weekend(clean(), CLEAN)
    weekend.stack.struck, weekend.crossing = {"ledger"}, True
    with weekend.here():
        weekend.invoke(FUNCTIONS[0])
    assert (weekend.stack.struck, weekend.crossing) == ({"ledger"}, True)


def test_functions_are_triggered_as_the_template_says() -> None:
    rules = triggers()
    for minute in range(TWO_WEEKS):
        at = MONDAY + minute * A_MINUTE
        ours = {function for function in FUNCTIONS if fires_at(function, at)}
        assert ours == {rule.function for rule in rules if rule.fires_at(at)}, at


@pytest.mark.parametrize("bug", TABLE)
def test_each_deliberate_bug_can_still_be_put_into_the_code(bug: str) -> None:
    """Whether each is caught says `make mutants`; here only that its place is still there."""
    with TABLE[bug]():
        pass
