"""A known refusal is told once, after half an hour; what nobody knows is resolved or told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from takeover.apply import Result
from takeover.commands import Publication
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    OutOfCreditError,
    RefusedError,
    StillOwedError,
    UnknownOutcomeError,
)
from takeover.model.turn import State
from takeover.ports import Letter, Refusal
from tests.story import ROBIN, SAM, Story
from tests.takeover.openings import (
    FIVE_MINUTES,
    HELLO,
    MEET_SAM,
    agreed,
    booked,
    on_friday,
    signed_in,
    team_mails,
)

HOURS = timedelta(hours=1)


def troubles(story: Story) -> list[str]:
    return [step for step in team_mails(story) if step.startswith("trouble")]


def told(story: Story) -> set[str]:
    return set(story.world.ledger.look(story.turn().weekend).told)


def refuse_mails_to(
    monkeypatch: pytest.MonkeyPatch, story: Story, address: str, error: Exception
) -> None:
    send: Callable[[Letter], str] = story.world.mailer.send

    def choosy(letter: Letter) -> str:
        if address in letter.to:
            raise error
        return send(letter)

    monkeypatch.setattr(story.world.mailer, "send", choosy)


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (LaterError("busy"), "trouble-x-later"),
        (OutOfCreditError("402"), "trouble-x-credit"),
        (NotAllowedError("401"), "trouble-x-not_allowed"),
        (NeverError("words"), "trouble-x-never"),
    ],
)
def test_what_x_refuses_is_told_once_after_half_an_hour_and_cleared_when_it_works(
    error: RefusedError, key: str
) -> None:
    story = on_friday()
    story.world.seam.fail("channel.post", error, times=10)
    story.at("2026-12-04 17:00")
    story.run()
    story.pass_until("2026-12-04 17:25", FIVE_MINUTES)
    assert (troubles(story), told(story)) == ([], {key})
    story.pass_until("2026-12-04 17:45", FIVE_MINUTES)
    assert troubles(story) == [key]
    story.pass_until("2026-12-04 18:30", FIVE_MINUTES)
    assert story.posts() == [MEET_SAM]
    story.pass_until("2026-12-05 20:00", HOURS)
    assert (troubles(story), told(story)) == ([key], set())
    assert story.failed() == []


def test_a_refusal_that_passes_within_half_an_hour_is_nobodys_trouble() -> None:
    story = on_friday()
    story.world.seam.fail("channel.post", LaterError("busy"), times=2)
    story.pass_until("2026-12-04 19:00", FIVE_MINUTES)
    assert (troubles(story), told(story), story.posts()) == ([], set(), [MEET_SAM])


def test_a_desk_that_did_not_answer_once_is_nobodys_trouble() -> None:
    story, _ = signed_in()
    story.at("2026-12-07 09:00")
    story.world.probe.answer = Refusal(502, "")
    story.run()
    story.world.probe.answer = Refusal(403, "closed")
    story.pass_until("2026-12-07 12:00", FIVE_MINUTES)
    assert (team_mails(story), told(story)) == (["receipt"], set())


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (Refusal(200, ""), Result.FAILED),
        (Refusal(302, ""), Result.REFUSED),
        (Refusal(403, "signed_out"), Result.REFUSED),
        (Refusal(403, "off_the_list"), Result.REFUSED),
        (Refusal(500, "closed"), Result.REFUSED),
    ],
)
def test_only_the_gates_own_refusal_is_proof(answer: Refusal, result: Result) -> None:
    story, _ = signed_in()
    story.world.probe.answer = answer
    story.at("2026-12-07 09:00")
    results = {one.result for one in story.run("revocation") if one.planned.key == "proof"}
    assert results == {result}
    assert "proof" not in story.turn().steps
    story.pass_until("2026-12-07 09:40", FIVE_MINUTES)
    receipt = next(mail for mail in story.world.mailer.sent if mail.tags["step"] == "receipt")
    assert "It was refused." not in receipt.text


@pytest.mark.parametrize("error", [NotAllowedError("sandbox"), NeverError("bad"), LaterError("")])
def test_mails_to_a_guest_that_are_refused_for_days_are_told_once_a_day(
    monkeypatch: pytest.MonkeyPatch, error: RefusedError
) -> None:
    """As in SES's sandbox: the coordinator's address is verified, the guest's is not."""
    story = booked()
    story.accept()
    story.days_until("2026-11-24 20:00")
    refuse_mails_to(monkeypatch, story, SAM, error)
    story.pass_until("2026-11-26 10:30", timedelta(minutes=30))
    assert len(troubles(story)) == 1
    story.pass_until("2026-11-26 18:00", timedelta(minutes=30))
    assert len(troubles(story)) == 2
    assert story.failed() == []


def test_if_the_mail_about_trouble_is_refused_too_the_alarm_is_raised() -> None:
    story = on_friday()
    story.world.seam.fail("channel.post", LaterError("busy"), times=1000)
    story.pass_until("2026-12-04 17:25", FIVE_MINUTES)
    story.world.seam.fail("mailer.send", NotAllowedError("sandbox"), times=1)
    story.pass_until("2026-12-04 18:25", FIVE_MINUTES)
    assert [line for line in story.failed() if "nobody could be told" in line]
    assert len(troubles(story)) == 1


# --- what nobody knows


def unknown_number(*, sent: bool) -> Story:
    """Friday morning: SES was handed the number, and never answered."""
    story = agreed()
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=sent)
    story.at("2026-12-04 10:00")
    story.run("handover")
    assert story.turn().steps["number"].state is State.CLAIMED
    return story


@pytest.mark.parametrize("sent", [False, True])
def test_a_mail_of_unknown_outcome_is_told_after_twenty_minutes_once(sent: bool) -> None:
    story = unknown_number(sent=sent)
    story.pass_until("2026-12-04 10:15", FIVE_MINUTES)
    assert team_mails(story) == []
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    assert team_mails(story) == ["unsure-number"]
    assert (story.steps().count("number"), story.failed()) == (int(sent), [])
    assert story.turn().steps["number"].state is State.TOLD
    mail = story.world.mailer.sent[-1]
    assert (mail.to, "Today at 5pm" in mail.text) == ((ROBIN.address,), True)


def test_if_even_that_is_unknown_the_alarm_is_raised_once() -> None:
    story = unknown_number(sent=False)
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=False)
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    raised = [one for one in story.outcomes if one.result is Result.FAILED]
    assert [type(one.error) for one in raised] == [StillOwedError]
    assert "unsure-number" in str(raised[0].error)
    states = {name: record.state for name, record in story.turn().steps.items()}
    assert (states["number"], states["unsure-number"]) == (State.TOLD, State.TOLD)
    assert (team_mails(story), "number" in story.steps()) == ([], False)


def test_that_alarm_is_raised_even_if_nobody_knows_whether_it_was_written_down() -> None:
    story = unknown_number(sent=False)
    lost = UnknownOutcomeError("no answer")
    story.world.seam.fail("mailer.send", lost, afterwards=False)
    story.pass_until("2026-12-04 10:35", FIVE_MINUTES)
    story.world.seam.fail("ledger.settle", lost, afterwards=True, times=2)
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    assert [line for line in story.failed() if "unsure-number" in line] != []


def test_if_telling_it_is_refused_the_alarm_is_raised_until_it_is_told() -> None:
    story = unknown_number(sent=False)
    story.world.seam.fail("mailer.send", NotAllowedError("sandbox"), times=2)
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    assert len([line for line in story.failed() if "nobody could be told" in line]) == 2
    assert team_mails(story) == ["unsure-number"]


@pytest.mark.parametrize("sent", [False, True])
def test_a_guests_post_of_unknown_outcome_is_looked_for_and_never_posted_twice(sent: bool) -> None:
    story, token = signed_in()
    story.world.seam.fail("channel.post", UnknownOutcomeError("no answer"), afterwards=sent)
    attempt = "00112233aabbccdd"
    assert story.post(token, HELLO, attempt) is Publication.UNSURE
    assert story.post(token, HELLO, attempt) is Publication.UNSURE
    assert story.posts() == [MEET_SAM] + [HELLO] * sent
    story.pass_until("2026-12-04 17:10", FIVE_MINUTES)
    expected = Publication.ALREADY if sent else Publication.POSTED
    assert story.post(token, HELLO, attempt) is expected
    assert story.posts() == [MEET_SAM, HELLO]
    assert story.turn().posts == 1


def test_one_steps_failure_never_stops_another() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    story.world.seam.fail("channel.post", RuntimeError("unexpected"), times=1)
    story.at("2026-12-07 09:00")
    outcomes = {one.planned.key: one.result for one in story.run("revocation")}
    assert outcomes == {
        "close": Result.DONE,
        "proof": Result.DONE,
        "farewell": Result.FAILED,
        "receipt": Result.DONE,
    }
    assert story.posts() == [MEET_SAM, HELLO]


def test_closing_is_retried_for_ever_whatever_the_error() -> None:
    story, token = signed_in()
    story.post(token, HELLO)
    for error in (LaterError("busy"), NotAllowedError("rights"), UnknownOutcomeError("lost"),
                  RuntimeError("unexpected"), KeyError("odd")):  # fmt: skip
        story.world.seam.fail("ledger.close", error, times=1)
    story.at("2026-12-07 09:00")
    for _ in range(5):
        story.run("revocation")
        assert story.turn().open
        story.world.clock.advance(minutes=5)
    story.run("revocation")
    assert not story.turn().open
    story.pass_until("2026-12-07 12:00")
    assert story.steps()[-1] == "thank_you"
