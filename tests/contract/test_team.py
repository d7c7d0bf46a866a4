"""The team's numbers and sessions, in memory and in the ledger's table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.adapters.dynamodb import connect
from takeover.adapters.dynamodb_team import DynamoTeam
from takeover.errors import StaleError
from takeover.model.team import Asking, OwnTests, TeamSession
from takeover.ports import Team
from tests.contract.conftest import BOTH, Real
from tests.contract.made import MINUTE, NAIVE, NOON, a_turn
from tests.memory.team import MemoryTeam

END = NOON + timedelta(minutes=10)
ASKING = Asking("coordinator", "n1", END, (NOON,))
SESSION = TeamSession("coordinator", "s1", "p1", NOON, NOON + timedelta(hours=12))


@pytest.fixture(params=BOTH)
def team(request: pytest.FixtureRequest) -> Team:
    """A team with nobody signed in."""
    if request.param == "memory":
        return MemoryTeam()
    real: Real = request.getfixturevalue("dynamo")
    return DynamoTeam(real.settings, connect())


NONE = OwnTests("coordinator")
ONE = NONE.pressed("a1", NOON)


class TestOwnTests:
    def test_presses_come_back_as_they_were_written(self, team: Team) -> None:
        two = ONE.pressed("b-2_", NOON + MINUTE)
        assert team.tests("coordinator") == NONE
        assert team.keep_tests(ONE, NONE)
        assert team.keep_tests(two, ONE)
        assert (team.tests("coordinator"), team.tests("deputy")) == (two, OwnTests("deputy"))

    def test_of_two_that_press_at_once_one_is_first(self, team: Team) -> None:
        other = NONE.pressed("b2", NOON)
        assert team.keep_tests(ONE, NONE)
        assert not team.keep_tests(other, NONE)
        assert team.tests("coordinator") == ONE

    def test_finding_our_own_press_is_success(self, team: Team) -> None:
        assert team.keep_tests(ONE, NONE)
        assert team.keep_tests(ONE, NONE)

    def test_a_time_without_its_zone_is_not_kept(self, team: Team) -> None:
        with pytest.raises(ValueError, match="time zone"):
            team.keep_tests(NONE.pressed("a1", NAIVE), NONE)


class TestAsking:
    def test_a_number_comes_back_as_it_was_written(self, team: Team) -> None:
        assert team.asking("coordinator") is None
        asking = replace(ASKING, asked=(NOON - MINUTE, NOON), tries=2)
        assert team.ask(asking, None) is True
        assert (team.asking("coordinator"), team.asking("deputy")) == (asking, None)

    def test_the_next_one_takes_its_place(self, team: Team) -> None:
        team.ask(ASKING, None)
        newer = Asking("coordinator", "n2", END + MINUTE, (NOON, NOON + MINUTE))
        assert team.ask(newer, ASKING) is True
        assert team.asking("coordinator") == newer

    def test_of_two_that_ask_at_once_one_gets_a_number(self, team: Team) -> None:
        team.ask(ASKING, None)
        one = Asking("coordinator", "n2", END, (NOON, NOON + MINUTE))
        other = Asking("coordinator", "n3", END, (NOON, NOON + 2 * MINUTE))
        assert (team.ask(one, ASKING), team.ask(other, ASKING)) == (True, False)
        assert team.ask(replace(ASKING, hashed="n4"), None) is False
        assert team.asking("coordinator") == one

    def test_finding_our_own_number_is_success(self, team: Team) -> None:
        team.ask(ASKING, None)
        assert team.ask(ASKING, None) is True

    def test_tries_and_use_do_not_hinder_the_next_one(self, team: Team) -> None:
        team.ask(ASKING, None)
        team.count_try("coordinator", NOON, 5)
        team.enter(ASKING, SESSION)
        newer = Asking("coordinator", "n2", END + MINUTE, (NOON, NOON + MINUTE))
        assert team.ask(newer, ASKING) is True

    def test_a_number_that_was_used_is_not_written_again(self, team: Team) -> None:
        with pytest.raises(StaleError):
            team.ask(replace(ASKING, hashed=""), None)

    def test_a_naive_instant_is_refused(self, team: Team) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            team.ask(replace(ASKING, asked=(NAIVE,)), None)


class TestTries:
    def test_each_is_counted_up_to_the_last(self, team: Team) -> None:
        team.ask(ASKING, None)
        tries = [team.count_try("coordinator", NOON, 2) for _ in range(3)]
        assert tries == [replace(ASKING, tries=1), replace(ASKING, tries=2), None]

    def test_of_many_at_once_no_more_are_looked_at(self, team: Team) -> None:
        team.ask(ASKING, None)
        with ThreadPoolExecutor(6) as tries:
            counted = list(tries.map(lambda _: team.count_try("coordinator", NOON, 5), range(6)))
        assert sorted(one.tries for one in counted if one) == [1, 2, 3, 4, 5]

    def test_there_is_nothing_to_try_before_asking_after_the_end_or_after_use(
        self, team: Team
    ) -> None:
        assert team.count_try("coordinator", NOON, 5) is None
        team.ask(ASKING, None)
        assert team.count_try("deputy", NOON, 5) is None
        assert team.count_try("coordinator", END, 5) is None
        assert team.count_try("coordinator", END - MINUTE / 60, 5) is not None
        team.enter(ASKING, SESSION)
        assert team.count_try("coordinator", NOON, 5) is None

    def test_counting_nothing_makes_nothing_up(self, team: Team) -> None:
        team.count_try("coordinator", NOON, 5)
        assert team.asking("coordinator") is None


class TestSessions:
    def test_a_number_opens_one_session(self, team: Team) -> None:
        team.ask(ASKING, None)
        assert team.enter(ASKING, SESSION) is True
        assert team.session("s1") == SESSION
        assert team.enter(ASKING, replace(SESSION, digest="s2")) is False
        assert team.session("s2") is None

    def test_finding_our_own_session_is_success(self, team: Team) -> None:
        team.ask(ASKING, None)
        team.enter(ASKING, SESSION)
        assert team.enter(ASKING, SESSION) is True

    def test_an_older_number_opens_none(self, team: Team) -> None:
        team.ask(ASKING, None)
        team.ask(Asking("coordinator", "n2", END, (NOON, NOON + MINUTE)), ASKING)
        assert team.enter(ASKING, SESSION) is False
        assert team.session("s1") is None

    def test_nobodys_number_opens_none(self, team: Team) -> None:
        assert team.enter(ASKING, SESSION) is False
        assert (team.session("s1"), team.asking("coordinator")) == (None, None)

    def test_it_ends_once(self, team: Team) -> None:
        team.ask(ASKING, None)
        team.enter(ASKING, SESSION)
        team.end_session("s1", NOON)
        team.end_session("s1", NOON + MINUTE)
        assert team.session("s1") == replace(SESSION, ended_at=NOON)

    def test_ending_what_is_gone_makes_nothing_up(self, team: Team) -> None:
        team.end_session("s1", NOON)
        assert team.session("s1") is None

    def test_all_of_one_person_end_and_nobody_elses(self, team: Team) -> None:
        others = replace(SESSION, who="deputy", digest="s3")
        asked: Asking | None = None
        for minute, session in enumerate((SESSION, replace(SESSION, digest="s2"))):
            instants = tuple(NOON + at * MINUTE for at in range(minute + 1))
            before, asked = asked, Asking("coordinator", f"n{minute}", END, instants)
            assert team.ask(asked, before)
            assert team.enter(asked, session)
        deputys = Asking("deputy", "n9", END, (NOON,))
        team.ask(deputys, None)
        team.enter(deputys, others)
        team.end_session("s2", NOON)
        team.end_sessions("coordinator", NOON + MINUTE)
        ended = [one.ended_at if (one := team.session(s)) else None for s in ("s1", "s2", "s3")]
        assert ended == [NOON + MINUTE, NOON, None]

    def test_so_does_the_number_that_may_be_in_a_mail(self, team: Team) -> None:
        team.ask(ASKING, None)
        team.end_sessions("coordinator", NOON)
        assert team.count_try("coordinator", NOON, 5) is None
        assert team.enter(ASKING, SESSION) is False

    def test_ending_all_of_none_makes_nothing_up(self, team: Team) -> None:
        team.end_sessions("coordinator", NOON)
        assert team.asking("coordinator") is None


@pytest.mark.emulator
def test_a_run_reads_nothing_of_the_team(dynamo: Real) -> None:
    team = DynamoTeam(dynamo.settings, connect())
    turn = a_turn()
    dynamo.ledger.begin(turn)
    team.ask(ASKING, None)
    team.enter(ASKING, SESSION)
    account = dynamo.ledger.look(turn.weekend)
    assert (account.turns, account.told, account.weekly) == ((turn,), {}, {})


@pytest.mark.emulator
def test_what_is_over_is_disposed_of_some_day(dynamo: Real) -> None:
    team = DynamoTeam(dynamo.settings, connect())
    team.ask(ASKING, None)
    team.enter(ASKING, SESSION)
    items = dynamo.client.scan(TableName="Ledger")["Items"]
    disposed = {item["entry"]["S"]: int(item["expires_at"]["N"]) for item in items}
    ends = {"number#coordinator": END, "session#s1": SESSION.ends_at}
    assert {entry: at > ends[entry].timestamp() for entry, at in disposed.items()} == {
        "number#coordinator": True,
        "session#s1": True,
    }
