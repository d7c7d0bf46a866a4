"""The handler of SES's news: an event in, the ledger settled, and no address anywhere."""

from __future__ import annotations

import importlib
import itertools
import traceback
from typing import Any

import pytest

from takeover.adapters.journal import PowertoolsJournal
from takeover.entrypoint import mail_feed
from takeover.errors import SettingsError, StepsFailedError, StillOwedError, UnknownOutcomeError
from takeover.model.turn import Fact, State
from tests.handlers.events import context, lines
from tests.ses_events import ADDRESS, KINDS, MESSAGE, as_eventbridge_sends_it
from tests.story import SAM, Story
from tests.takeover.openings import agreed, booked

FRIDAY_MORNING = "2026-12-04T10:00:00.500Z"
_fresh = itertools.count()


@pytest.fixture(autouse=True)
def its_own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    # A name that no logger has yet, so that this test's own standard output is written to.
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", f"mail-events-{next(_fresh)}")


def handed_over(kind: str, step: str = "number", **more: Any) -> dict[str, Any]:
    """What the deployed rules make of SES's event."""
    event = as_eventbridge_sends_it(kind, turn="2026-12-04_1", step=step)
    detail = event["detail"]
    bounce = detail.get("bounce", {})
    return {
        "kind": event["detail-type"],
        "turn": detail["mail"]["tags"]["turn"],
        "step": detail["mail"]["tags"]["step"],
        "message": MESSAGE,
        "sent_at": FRIDAY_MORNING,
        "bounce": bounce.get("bounceType"),
        "reason": bounce.get("bounceSubType"),
    } | more


def invoke(story: Story, event: object) -> dict[str, int]:
    story.world.journal = PowertoolsJournal()
    handler: Any = mail_feed(lambda: story.world)
    told: dict[str, int] = handler(event, context())
    return told


def unknown_number() -> Story:
    story = agreed()
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.at("2026-12-04 10:00")
    story.run("handover")
    return story


def test_news_of_an_unknown_mail_settles_it_and_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = unknown_number()
    capsys.readouterr()
    assert invoke(story, handed_over("delivered")) == {"steps": 1}
    (line,) = lines(capsys.readouterr().out)
    said = {name: line[name] for name in ("message", "turn", "step", "event", "outcome", "level")}
    assert said == {
        "message": "mail_event",
        "turn": "2026-12-04#1",
        "step": "number",
        "event": "delivered",
        "outcome": "known now",
        "level": "INFO",
    }
    assert story.turn().steps["number"].state is State.DONE


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_event_of_ses_would_be_none_of_ours_and_leave_no_address_in_the_log(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    story = unknown_number()
    capsys.readouterr()
    event = as_eventbridge_sends_it(kind, turn="2026-12-04_1", step="number")
    assert invoke(story, event) == {"steps": 0}
    captured = capsys.readouterr()
    (line,) = lines(captured.out)
    assert (line["event"], line["outcome"]) == ("unreadable", "none of ours, or out of date")
    written = captured.out + captured.err
    assert [secret for secret in (ADDRESS, "Wendeline", SAM, MESSAGE) if secret in written] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_news_writes_an_address_or_a_subject(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    story = unknown_number()
    capsys.readouterr()
    odd: dict[str, Any] = {
        "recipient": ADDRESS,
        "subject": "Wendeline: today",
        "detail": {"to": [SAM]},
    }
    invoke(story, handed_over(kind, **odd))
    invoke(story, handed_over(kind, step="Wendeline-was-here"))
    captured = capsys.readouterr()
    assert len(lines(captured.out)) == 2
    written = captured.out + captured.err
    assert [word for word in (ADDRESS, "Wendeline", SAM) if word in written] == []


def test_a_bounce_stops_the_mails_to_that_guest() -> None:
    story = unknown_number()
    assert invoke(story, handed_over("bounced")) == {"steps": 1}
    assert story.happened(Fact.BOUNCED)
    assert invoke(story, handed_over("bounced")) == {"steps": 0}


def test_a_mail_that_our_own_people_do_not_get_is_an_error_that_names_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = booked(live=False)
    message = story.turn().steps["booked"].proof
    capsys.readouterr()
    with pytest.raises(StillOwedError) as caught:
        invoke(story, handed_over("bounced", step="booked", message=message))
    written = capsys.readouterr().out
    (line,) = lines(written)
    assert (line["level"], line["outcome"]) == ("ERROR", "our own people do not get it")
    whole = written + "".join(traceback.format_exception(caught.value))
    assert "@example.org" not in whole


def test_a_failure_nobody_expected_quotes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    story = unknown_number()
    story.world.seam.fail("ledger.settle", ValueError(f"bad item: <{ADDRESS}>"))
    capsys.readouterr()
    with pytest.raises(StepsFailedError) as caught:
        invoke(story, handed_over("sent"))
    whole = capsys.readouterr().out + "".join(traceback.format_exception(caught.value))
    assert ADDRESS not in whole


@pytest.mark.parametrize("event", [None, {}, [], "a text", {"detail": SAM}, {"kind": "Email Sent"}])
def test_an_odd_event_changes_nothing(event: object) -> None:
    story = unknown_number()
    before = story.turn()
    assert invoke(story, event) == {"steps": 0}
    assert story.turn() == before


def test_the_deployed_handler_is_this_one_and_names_what_is_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ACCOUNT", "COORDINATOR", "DEPUTY", "TECHNICAL_HELPER", "SENDER", "ROSTER_TABLE",
                 "LEDGER_TABLE", "LINK_KEY_SECRET"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    handler: Any = importlib.import_module("mail_events.handler").lambda_handler
    with pytest.raises(SettingsError, match=r"ACCOUNT is missing.*LINK_KEY_SECRET is missing"):
        handler({}, context())
