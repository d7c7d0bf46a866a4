"""SES tells what became of a mail: what nobody knew is settled, an address out of reach is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.apply import take_mail_event
from takeover.errors import LaterError, StillOwedError, UnknownOutcomeError
from takeover.model.calendar import iso
from takeover.model.mail_event import Fate, MailEvent, read_mail_event, tags
from takeover.model.turn import Fact, State
from tests.ses_events import KINDS
from tests.story import ROBIN, SAM, Story
from tests.takeover.openings import FIVE_MINUTES, KIM, agreed, booked, on_friday, team_mails

LOST = sorted(kind for kind, fate in KINDS.items() if fate.final)
HOURS = timedelta(hours=1)
TURN = "2026-12-04#1"


def told(
    story: Story, fate: Fate, step: str, *, record: str = TURN, message: str = "", sent: str = ""
) -> bool:
    """SES tells of the latest mail of this step; True if that was news."""
    named = tags(record, step)
    mails = [mail.tags for mail in story.world.mailer.sent]
    number = max((i for i, mail in enumerate(mails, 1) if mail == named), default=0)
    at = story.world.clock.now() if not sent else None
    event = read_mail_event(
        {"kind": "Email Sent", "message": message or f"mail-{number}"}
        | {"turn": named["turn"], "step": named["step"], "sent_at": iso(at) if at else sent}
    )
    assert event is not None
    news = MailEvent(fate, event.turn, event.step, event.message, event.sent_at)
    return take_mail_event(story.world, news)


def unknown_number() -> Story:
    """Friday morning: SES took the number, and its answer was lost."""
    story = agreed()
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.at("2026-12-04 10:00")
    story.run("handover")
    assert story.turn().steps["number"].state is State.CLAIMED
    return story


# --- what nobody knew


@pytest.mark.parametrize("fate", [Fate.SENT, Fate.DELIVERED, Fate.DELAYED, Fate.BOUNCED_FOR_NOW])
def test_an_unknown_mail_is_settled_by_its_event_and_nobody_is_asked(fate: Fate) -> None:
    story = unknown_number()
    story.at("2026-12-04 10:03")
    assert told(story, fate, "number", message="0107-abc")
    record = story.turn().steps["number"]
    assert (record.state, record.proof) == (State.DONE, "0107-abc")
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    assert (team_mails(story), story.steps().count("number")) == ([], 1)


def test_without_its_event_it_is_told_after_twenty_minutes_and_later_news_changes_nothing() -> None:
    story = unknown_number()
    story.pass_until("2026-12-04 10:30", FIVE_MINUTES)
    assert team_mails(story) == ["unsure-number"]
    before = story.turn()
    assert not told(story, Fate.SENT, "number", message="0107-abc")
    assert story.turn() == before


def test_news_of_the_mail_that_told_of_another_settles_both() -> None:
    story = unknown_number()
    story.pass_until("2026-12-04 10:15", FIVE_MINUTES)
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.at("2026-12-04 10:25")
    story.run("revocation")
    assert told(story, Fate.DELIVERED, "unsure-number", message="0107-def")
    story.pass_until("2026-12-04 16:00", FIVE_MINUTES)
    states = {key: record.state for key, record in story.turn().steps.items()}
    assert (states["unsure-number"], states["number"]) == (State.DONE, State.TOLD)
    assert (team_mails(story), story.failed()) == (["unsure-number"], [])


@pytest.mark.parametrize("record", ["~weekly", "~told"])
def test_mails_of_the_account_itself_are_settled_too(record: str) -> None:
    story = Story("2026-12-02 09:00")
    if record == "~told":
        story.book(guest_email="nobody")
        story.run("reminders")
        story.at("2026-12-02 10:00")
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.run("reminders", "revocation")
    key = story.world.mailer.sent[-1].tags["step"]
    assert told(story, Fate.SENT, key, record=record, message="0107-abc")
    account = story.world.ledger.look(story.world.clock.now().date())
    steps = account.weekly if record == "~weekly" else account.told
    assert steps[key].state is State.DONE


def test_news_that_overtakes_the_answer_of_ses_leaves_the_step_to_its_run() -> None:
    story = agreed()
    story.at("2026-12-04 10:00")
    send = story.world.mailer.send

    def told_at_once(letter: object) -> str:
        message = send(letter)  # type: ignore[arg-type]
        told(story, Fate.SENT, "number", message=message)
        return message

    story.world.mailer.send = told_at_once  # type: ignore[method-assign]
    story.run("handover")
    record = story.turn().steps["number"]
    assert (record.state, record.proof) == (State.DONE, f"mail-{len(story.world.mailer.sent)}")
    assert story.failed() == []


# --- an address out of reach


@pytest.mark.parametrize("kind", LOST)
def test_the_coordinator_is_told_once_and_no_further_mail_goes_there(kind: str) -> None:
    story = booked()
    story.accept()
    assert told(story, KINDS[kind], "booked")
    story.days_until("2026-12-10 12:00")
    mails = [step for step in team_mails(story) if step == "bounced"]
    assert (mails, story.steps()) == (["bounced"], ["booked"])
    mail = next(mail for mail in story.world.mailer.sent if mail.tags["step"] == "bounced")
    assert mail.to == (ROBIN.address,)
    assert (SAM in mail.text, "01632 960001" in mail.text) == (True, True)
    assert "sclerosis" not in mail.text + mail.subject


def test_it_is_told_at_once() -> None:
    story = booked()
    told(story, Fate.BOUNCED, "booked")
    story.run("revocation")
    assert team_mails(story) == ["bounced"]


def test_the_account_is_still_opened_and_still_comes_back() -> None:
    story = on_friday()
    told(story, Fate.BOUNCED, "number")
    story.days_until("2026-12-07 12:00")
    assert (story.happened(Fact.OPENED), story.happened(Fact.CLOSED)) == (True, True)
    assert story.steps()[-1] == "number"
    assert story.failed() == []


def test_a_corrected_address_starts_anew_and_is_told_anew() -> None:
    story = booked()
    told(story, Fate.BOUNCED, "booked")
    story.run("revocation")
    story.at("2026-11-21 09:00")
    story.book(guest_email=KIM)
    story.days_until("2026-11-23 12:00")
    assert not story.happened(Fact.BOUNCED)
    assert (story.steps(SAM), story.steps(KIM)) == (["booked"], ["booked"])
    told(story, Fate.COMPLAINED, "booked")
    story.run("revocation")
    assert [step for step in team_mails(story) if step == "bounced"] == ["bounced", "bounced"]
    assert KIM in story.world.mailer.sent[-1].text


def test_late_news_of_a_mistyped_address_says_nothing_about_the_right_one() -> None:
    story = booked()
    old = f"mail-{len(story.world.mailer.sent)}"
    story.at("2026-11-21 09:00")
    story.book(guest_email=KIM)
    story.run("revocation")
    before = story.turn()
    assert not told(story, Fate.BOUNCED, "booked", message=old)  # no such mail any more
    assert story.turn() == before
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.days_until("2026-11-23 09:00")
    assert story.turn().steps["booked"].state is State.CLAIMED
    assert not told(story, Fate.BOUNCED, "booked", message=old, sent="2026-11-20T10:00:00Z")
    assert (story.turn().steps["booked"].state, story.happened(Fact.BOUNCED)) == (
        State.CLAIMED,
        False,
    )
    story.pass_until("2026-11-23 10:00", FIVE_MINUTES)
    assert story.turn().steps["booked"].state is State.TOLD
    assert not told(story, Fate.BOUNCED, "booked", message=old, sent="2026-11-20T10:00:00Z")
    assert not story.happened(Fact.BOUNCED)


def test_news_of_a_number_to_the_wrong_address_says_nothing_of_the_right_one() -> None:
    story = unknown_number()
    story.at("2026-12-04 10:00")
    sent = iso(story.world.clock.now())
    turns = story.world.ledger._turns
    facts = dict(story.turn().facts)
    facts = {fact: facts[fact] for fact in (Fact.SEEN, Fact.OPENED)}  # agreed to by telephone
    turns[TURN] = replace(story.turn(), facts=facts)
    story.book(guest_email=KIM)
    story.world.clock.advance(seconds=20)
    story.run("revocation")
    story.world.seam.fail("mailer.send", UnknownOutcomeError("no answer"), afterwards=True)
    story.world.clock.advance(seconds=20)
    story.run("handover")
    assert story.steps(KIM) == ["number"]
    before = story.turn()
    assert not told(story, Fate.BOUNCED, "number", message="0107-abc", sent=sent)
    assert story.turn() == before


def test_a_row_that_is_booked_anew_with_the_same_address_gets_no_mail_either() -> None:
    story = booked()
    told(story, Fate.BOUNCED, "booked")
    story.remove()
    story.days_until("2026-11-23 12:00")
    story.book()
    story.days_until("2026-11-25 12:00")
    assert story.turn(2).has(Fact.BOUNCED)
    assert story.steps() == ["booked"]


@pytest.mark.parametrize("fate", [Fate.DELAYED, Fate.BOUNCED_FOR_NOW])
def test_a_full_mailbox_changes_nothing(fate: Fate) -> None:
    story = booked()
    before = story.turn()
    assert not told(story, fate, "booked")
    assert story.turn() == before


# --- our own people


@pytest.mark.parametrize("kind", LOST)
def test_a_mail_that_does_not_reach_our_own_people_raises_the_alarm(kind: str) -> None:
    story = Story("2026-12-02 09:00")
    story.run("reminders")
    with pytest.raises(StillOwedError, match="the mail 2026-12-02 of ~weekly"):
        told(story, KINDS[kind], "2026-12-02", record="~weekly")


def test_in_rehearsal_every_mail_is_our_own_peoples() -> None:
    story = booked(live=False)
    with pytest.raises(StillOwedError, match="the mail booked of 2026-12-04#1"):
        told(story, Fate.BOUNCED, "booked")
    assert not story.happened(Fact.BOUNCED)


# --- told twice, late, or about nothing of ours


@pytest.mark.parametrize("fate", list(Fate))
def test_told_twice_is_told_once(fate: Fate) -> None:
    story = unknown_number()
    assert told(story, fate, "number", message="0107-abc")
    before = story.turn()
    story.world.clock.advance(minutes=3)
    assert not told(story, fate, "number", message="0107-abc")
    assert story.turn() == before


@pytest.mark.parametrize("fate", list(Fate))
@pytest.mark.parametrize(
    ("record", "step"),
    [
        ("2026-12-04#1", "survey"),
        ("2026-12-04#1", "open"),
        ("2026-12-04#7", "booked"),
        ("2031-01-03#1", "booked"),
        ("~told", "booked"),
        ("~live", "booked"),
        ("9999-99-99#1", "booked"),
        ("somebody-else", "booked"),
    ],
)
def test_news_of_nothing_of_ours_changes_nothing(fate: Fate, record: str, step: str) -> None:
    story = on_friday()
    before = story.world.ledger.look(story.turn().weekend)
    assert not told(story, fate, step, record=record, message="0107-abc")
    assert story.world.ledger.look(story.turn().weekend) == before


def test_what_could_not_be_noted_is_noted_by_the_next_try() -> None:
    story = unknown_number()
    story.world.seam.fail("ledger.bounce", LaterError("busy"))
    with pytest.raises(LaterError):
        told(story, Fate.BOUNCED, "number", message="0107-abc")
    assert told(story, Fate.BOUNCED, "number", message="0107-abc")
    assert story.happened(Fact.BOUNCED)
    story.pass_until("2026-12-04 12:00", HOURS)
    assert team_mails(story) == ["bounced"]
