"""The blanks of single mails: instants, counts and days, and whom a mail in doubt was for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from takeover.apply.fillers import FILLERS
from takeover.apply.letters import letter
from takeover.errors import StaleError
from takeover.model.turn import Ending, Fact, State, StepRecord, Turn
from takeover.ports import Letter
from tests.story import ALEX, KIT, ROBIN, SAM, local, row, settings
from tests.takeover.apply.blanks import CLOSED, NOW, OPENED, blanks, filled
from tests.takeover.planning.scenes import made_turn

# --- when it happened


def test_a_weekend_that_ended_by_the_clock_ended_when_time_ran_out() -> None:
    turn = made_turn(CLOSED, how=Ending.POSTED)
    for how in (Ending.POSTED, Ending.SILENT, Ending.NEVER_CAME):
        ended = filled("ended_at", "receipt", replace(turn, how=how))
        assert ended == "Monday 7 December, 9:00:00am"


def test_a_weekend_that_somebody_stopped_ended_when_it_was_closed() -> None:
    turn = made_turn(CLOSED, how=Ending.GUEST_STOPPED)
    assert filled("ended_at", "receipt", turn) == "Monday 7 December, 9:03:20am"
    assert filled("ended_at", "receipt", made_turn(OPENED, how=Ending.GUEST_STOPPED)) == ""


def test_the_proof_is_told_once_there_is_one() -> None:
    turn = made_turn(CLOSED, {"proof": "2026-12-07 09:03:25"}, how=Ending.POSTED)
    assert filled("proof_at", "receipt", turn) == "Monday 7 December, 9:03:25am"
    assert filled("proof_words", "receipt", turn) == "It was refused."
    doubt = StepRecord(State.CLAIMED, local(NOW), "somebody")
    for steps in ({}, {"proof": doubt}):
        without = replace(turn, steps=steps)
        assert filled("proof_at", "receipt", without) == ""
        assert filled("proof_words", "receipt", without) == ""


@pytest.mark.parametrize(
    ("step", "key", "subject", "at"),
    [
        ("unsure_mail", "unsure-number", "number", "Saturday 5 December, 8am"),
        ("too_much", "too_much", "", "Sunday 6 December, 10am"),
        ("guest_stopped", "guest_stopped", "", "Monday 7 December, 9.03am"),
    ],
)
def test_a_mail_to_the_team_says_when_it_happened(
    step: str, key: str, subject: str, at: str
) -> None:
    facts = CLOSED | {Fact.PAUSED: "2026-12-06 10:00"}
    turn = made_turn(facts, {"number": "2026-12-05 08:00"})
    assert filled("time", step, turn, key=key, subject=subject) == at


def test_a_trouble_began_when_it_was_first_seen() -> None:
    told = {"trouble-x-later": StepRecord(State.SEEN, local("2026-12-06 10:30"))}
    found = filled("time", "trouble", key="trouble-x-later", told=told)
    assert found == "Sunday 6 December, 10.30am"


def test_what_has_no_instant_of_its_own_is_told_now() -> None:
    now = "Monday 7 December, noon"
    for step, turn in (("trouble", None), ("weekly", None), ("guest_stopped", made_turn(OPENED))):
        assert filled("time", step, turn) == now


# --- counts and days


def test_posts_that_were_taken_down_are_counted() -> None:
    turn = made_turn(CLOSED, how=Ending.POSTED)
    down = StepRecord(State.DONE, local(NOW))
    kept = {"post-1": down, "down-post-1": down, "down-post-2": down, "down-introduction": down}
    assert FILLERS["taken_down"](blanks("receipt", replace(turn, steps=kept))) == 2


def test_an_answer_is_wanted_ten_days_before_the_start() -> None:
    assert filled("decide_by", "still_for_you", made_turn()) == "Tuesday 24 November 2026"


def test_the_survey_comes_two_days_after_the_end() -> None:
    assert filled("survey_day", "thank_you", made_turn(CLOSED)) == "Wednesday"


def test_guests_are_told_when_they_are_forgotten_unless_they_come_again() -> None:
    turn = made_turn(CLOSED, how=Ending.POSTED)
    kept = filled("forget_date", "thank_you", turn)
    assert kept == "Sunday 7 March 2027"
    again = row() | {"weekend": "2027-01-08"}
    assert filled("forget_date", "thank_you", turn, rows=(row(), again)) == ""
    others = again | {"guest_email": "kim@example.org"}
    assert filled("forget_date", "thank_you", turn, rows=(row(), others)) == kept


# --- whom it is about


def test_a_mail_in_doubt_to_our_own_people_shows_no_guest() -> None:
    turn = made_turn(CLOSED, {"receipt": NOW, "number": NOW})
    about = {"key": "unsure-receipt", "subject": "receipt"}
    names = ("public_name", "guest_phone", "guest_address")
    assert [filled(name, "unsure_mail", turn, **about) for name in names] == ["Robin", "", ""]
    about = {"key": "unsure-number", "subject": "number"}
    assert [filled(name, "unsure_mail", turn, **about) for name in names] == [
        "Sam",
        "01632 960001",
        SAM,
    ]
    assert filled("public_name", "receipt", turn, subject="receipt") == "Sam"


def test_a_mail_in_doubt_is_named_by_its_subject_as_it_was_sent() -> None:
    turn = made_turn(OPENED, {"number_again.2": NOW})
    about: Any = {"key": "unsure-number_again.2", "subject": "number_again.2"}
    assert filled("unsure_subject", "unsure_mail", turn, **about) == "Your page is open"
    ours = "our mail about the list of weekends"
    assert filled("unsure_subject", "unsure_mail", turn, subject="mistake-1") == ours
    assert filled("unsure_subject", "unsure_mail", None, subject="weekly") == ours


def test_a_trouble_without_words_of_its_own_is_named_by_its_key() -> None:
    assert filled("trouble_words", "trouble", key="trouble-x-never") == (
        "X refuses the words of one of our own posts"
    )
    odd = filled("trouble_words", "trouble", key="trouble-moon-later")
    assert odd == "something is refused: trouble-moon-later"


def test_a_mail_about_a_turn_needs_one() -> None:
    with pytest.raises(StaleError, match="the mail weekly is about no weekend"):
        _ = blanks("weekly").sight


# --- the letter


def made(step: str, turn: Turn | None = None, **more: Any) -> Letter:
    return letter(blanks(step, turn, **more))


def test_a_guests_mail_comes_from_the_coordinator_who_gets_the_answer() -> None:
    mail = made("booked", made_turn())
    assert (mail.to, mail.reply_to, mail.from_name) == ((SAM,), ROBIN.address, "Robin")
    assert mail.tags == {"turn": "2026-12-04_1", "step": "booked"}


def test_the_teams_mail_is_answered_by_the_technical_helper() -> None:
    mail = made("receipt", made_turn(CLOSED, how=Ending.POSTED))
    assert (mail.to, mail.reply_to) == ((ROBIN.address,), KIT.address)


def test_who_is_on_duty_is_told_too_and_nobody_twice() -> None:
    turn = made_turn(CLOSED, how=Ending.GUEST_STOPPED)
    on_duty = row(duty=str(ALEX))
    assert made("guest_stopped", turn, rows=(on_duty,)).to == (ROBIN.address, ALEX.address)
    assert made("guest_stopped", turn).to == (ROBIN.address,)


def test_a_rehearsals_mail_says_for_whom_it_was() -> None:
    turn = made_turn(CLOSED, how=Ending.GUEST_STOPPED, rehearsal=True)
    mail = made("guest_stopped", turn, rows=(row(duty=str(ALEX)),))
    assert mail.to == (ROBIN.address,)
    assert f"{ROBIN}, {ALEX}" in mail.text.split("\n\n")[0]
    assert str(ROBIN) not in made("guest_stopped", replace(turn, rehearsal=False)).text


def test_a_mail_to_a_guest_whose_address_is_gone_waits() -> None:
    with pytest.raises(StaleError, match="address is gone"):
        made("booked", made_turn(), rows=())


@pytest.mark.parametrize(
    ("step", "absorbs", "method"),
    [
        ("booked", (), "SEQUENCE:4"),
        ("moved", (), "SEQUENCE:4"),
        ("getting_ready", ("booked",), "SEQUENCE:4"),
        ("cancelled", (), "SEQUENCE:5"),
        ("said_no", (), "SEQUENCE:5"),
        ("getting_ready", (), ""),
    ],
)
def test_the_calendar_entry_goes_with_the_offer_and_is_called_off_by_a_later_edition(
    step: str, absorbs: tuple[str, ...], method: str
) -> None:
    turn = made_turn(sequence=4, calendar="2026-11-27#1")
    attachments = made(step, turn, absorbs=absorbs).attachments
    if not method:
        assert attachments == ()
        return
    (entry,) = attachments
    text = entry.content.decode().replace("\r\n ", "")
    assert (entry.name, entry.media_type) == ("weekend.ics", "text/calendar")
    assert entry.parameters == {"method": "PUBLISH"}
    assert method in text.splitlines()
    assert "UID:2026-11-27-1@example.org" in text.splitlines()
    assert ("STATUS:CANCELLED" in text) == (method == "SEQUENCE:5")
    assert "DTSTAMP:20261207T120000Z" in text.splitlines()
    assert settings().sender.address in text
