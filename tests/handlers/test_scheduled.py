"""Each scheduled handler: an event in, the world out."""

from __future__ import annotations

import importlib
import traceback
from typing import Any

import pytest

from takeover.errors import LaterError, SettingsError, StepsFailedError, TakeoverError
from takeover.model.credentials import session_digest
from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION, ROSTER_CHECK, SURVEY
from takeover.model.turn import Fact
from tests.handlers.events import Deployed, context, lines
from tests.story import SAM, Story, row
from tests.takeover.openings import agreed, booked, on_friday, signed_in

EVENTS: list[object] = [
    None,
    {},
    [],
    "a text",
    {"time": "2026-12-04T17:00:00Z", "detail-type": "Scheduled Event", "detail": {}},
    {"time": "2031-01-01T00:00:00Z", "turn": "2026-12-04#1", "step": "open", "detail": SAM},
]
CANARY = "canary-Wendeline-1887"


def test_what_the_event_says_is_ignored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = agreed()
    story.days_until("2026-12-03 18:00")
    before = story.world.ledger.look(story.turn().weekend)
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    for function in FUNCTIONS:
        for event in EVENTS:
            assert deployed.invoke(function, event) == {"steps": 0}
    assert story.world.ledger.look(story.turn().weekend) == before
    captured = capsys.readouterr()
    assert SAM not in captured.out + captured.err


def test_handover_opens_and_sends_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    story = agreed()
    story.at("2026-12-04 10:00")
    assert Deployed(story, monkeypatch).invoke(HANDOVER, {}) == {"steps": 2}
    assert story.happened(Fact.OPENED)
    assert story.steps()[-1] == "number"


def test_revocation_closes_proves_and_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    story, token = signed_in()
    story.post(token, "Hello")
    story.at("2026-12-07 09:00")
    assert Deployed(story, monkeypatch).invoke(REVOCATION, {}) == {"steps": 4}
    assert story.world.ledger.holder() is None


def test_reminders_ask_and_survey_asks_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story("2026-11-20 09:30")
    story.book()
    story.run(HANDOVER)
    story.at("2026-11-20 10:00")
    deployed = Deployed(story, monkeypatch)
    assert deployed.invoke(REMINDERS) == {"steps": 1}
    story.accept()
    story.days_until("2026-12-04 12:00")
    story.sign_in()
    story.days_until("2026-12-09 10:00")
    story.at("2026-12-09 11:00")
    assert deployed.invoke(SURVEY) == {"steps": 1}
    assert story.steps()[-1] == "survey"


def test_each_step_is_one_line_of_json_with_turn_step_reason_and_outcome(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = agreed()
    story.at("2026-12-04 10:00")
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    deployed.invoke(HANDOVER, {})
    said = lines(capsys.readouterr().out)
    assert [(line["turn"], line["step"], line["outcome"], line["reason"]) for line in said] == [
        ("2026-12-04#1", "open", "done", "the morning of the first day"),
        ("2026-12-04#1", "number", "done", "the account is ready for the guest"),
    ]
    assert {line["level"] for line in said} == {"INFO"}
    assert {line["due_at"] for line in said} == {"2026-12-04T10:00:00.000+00:00"}


def test_only_a_sweep_of_revocation_counts_as_finished(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = agreed()
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    for function in (*FUNCTIONS, ROSTER_CHECK):
        deployed.invoke(function, {})
        printed = lines(capsys.readouterr().out)
        if function != REVOCATION:
            assert printed == []
            continue
        (metric,) = printed
        assert (metric["SweepFinished"], metric["service"]) == ([1.0], "revocation")
        (declared,) = metric["_aws"]["CloudWatchMetrics"]
        assert declared == {
            "Namespace": "WeekendTakeover",
            "Dimensions": [["service"]],
            "Metrics": [{"Name": "SweepFinished", "Unit": "Count"}],
        }


def raised_by(deployed: Deployed, function: str) -> TakeoverError:
    with pytest.raises(TakeoverError) as caught:
        deployed.invoke(function, {"detail": CANARY})
    return caught.value


def test_a_failure_is_raised_at_the_end_and_quotes_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story, _ = signed_in()
    story.world.seam.fail("probe.try_to_post", ValueError(f"no such person: {CANARY} <{SAM}>"))
    story.at("2026-12-07 09:00")
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    error = raised_by(deployed, REVOCATION)
    assert isinstance(error, StepsFailedError)
    assert "2026-12-04#1 proof" in str(error)
    assert (error.__cause__, error.__context__) == (None, None)
    captured = capsys.readouterr()
    whole = "".join(traceback.format_exception(error)) + captured.out + captured.err
    assert CANARY not in whole
    assert SAM not in whole
    failed = [line for line in lines(captured.out) if line.get("outcome") == "failed"]
    assert [(line["level"], line["step"], line["error"]) for line in failed] == [
        ("ERROR", "proof", "ValueError")
    ]
    # The rest of Monday was done, and the sweep did finish.
    assert story.world.ledger.holder() is None
    assert "SweepFinished" in captured.out


@pytest.mark.parametrize(
    ("function", "call"),
    [
        (HANDOVER, "roster.rows"),
        (REVOCATION, "ledger.look"),
        (REMINDERS, "roster.misfiled"),
        (SURVEY, "ledger.look"),
    ],
)
def test_a_look_that_fails_quotes_nobody_either(
    function: str,
    call: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = booked()
    story.world.seam.fail(call, ValueError(f"bad item: {CANARY} <{SAM}>"))
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    error = raised_by(deployed, function)
    captured = capsys.readouterr()
    whole = "".join(traceback.format_exception(error)) + captured.out + captured.err
    assert CANARY not in whole
    assert "SweepFinished" not in whole


@pytest.mark.parametrize("function", [*FUNCTIONS, ROSTER_CHECK])
def test_without_an_answer_of_the_tables_the_run_fails_so_that_it_is_repeated(
    function: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = booked()
    story.world.seam.fail("ledger.look", LaterError("the ledger is busy"))
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    assert isinstance(raised_by(deployed, function), TakeoverError)
    assert "SweepFinished" not in capsys.readouterr().out


def test_a_whole_weekend_logs_nobody_and_no_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = {
        "guest_name": f"{CANARY}-name",
        "guest_email": "canary-wendeline@example.org",
        "guest_phone": "01632 960887",
        "public_name": "Wendeline",
        "introduction": "canary hello",
        "notes": "canary notes",
    }
    story = Story("2026-11-20 09:30")
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    story.world.roster.put(row(**secrets))
    hidden = list(secrets.values())
    for moment in ("11-20 09:30", "11-20 10:00", "11-25 11:00", "12-03 11:00", "12-04 10:00",
                   "12-04 17:00", "12-07 09:00", "12-07 11:00", "12-09 11:00"):  # fmt: skip
        story.at(f"2026-{moment}")
        for function in FUNCTIONS:
            deployed.invoke(function, {"detail": secrets})
        if moment == "11-20 10:00":
            story.accept(name="Wendeline")
        if moment == "12-04 17:00":
            token = story.sign_in()
            story.post(token, "canary words of a post")
            hidden += [token, session_digest(token), story.key().mac, story.key().path,
                       story.turn().salt, story.turn().guest_hmac, "canary words"]  # fmt: skip
    captured = capsys.readouterr()
    said = lines(captured.out)
    assert {line["step"] for line in said if "step" in line} >= {"begin", "open", "close", "survey"}
    assert [secret for secret in hidden if secret in captured.out + captured.err] == []
    number = story.key().number
    assert not [line for line in said if number in {str(value) for value in line.values()}]


def test_a_mistake_in_the_list_is_logged_with_its_cell_and_without_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story("2026-11-20 09:30")
    story.world.roster.put(row(guest_email=CANARY))
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    deployed.invoke(REMINDERS, {})
    printed = capsys.readouterr().out
    (line,) = lines(printed)
    assert CANARY not in printed
    assert line["step"].startswith("mistake-2026-12-04-guest_email-")


def test_a_run_that_is_out_of_time_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    story = on_friday()
    story.at("2026-12-07 09:00")
    deployed = Deployed(story, monkeypatch)
    assert deployed.invoke(REVOCATION, {}, milliseconds=15_000) == {"steps": 0}
    assert story.turn().open


@pytest.mark.parametrize("function", [*FUNCTIONS, ROSTER_CHECK])
def test_the_deployed_handlers_are_these_and_name_what_is_not_set(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ACCOUNT", "COORDINATOR", "DEPUTY", "TECHNICAL_HELPER", "SENDER", "ROSTER_TABLE",
                 "LEDGER_TABLE", "LINK_KEY_SECRET"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    handler: Any = importlib.import_module(f"{function}.handler").lambda_handler
    with pytest.raises(SettingsError, match=r"ACCOUNT is missing.*LINK_KEY_SECRET is missing"):
        handler({}, context())
