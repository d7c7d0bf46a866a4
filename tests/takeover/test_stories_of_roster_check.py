"""The coordinator edits the list: what ends, ends at once; what is wrong is told in one mail."""

from __future__ import annotations

import pytest

from takeover.errors import LaterError, UnknownOutcomeError
from takeover.gate import Reason
from takeover.model.steps import REMINDERS, REVOCATION, ROSTER_CHECK
from takeover.model.turn import Ending, Fact, State
from tests.memory.ledger import MemoryLedger
from tests.story import WEEKEND, Story
from tests.takeover.list_edits import NEXT, THIRD, edit, mistakes, sweep
from tests.takeover.openings import FIVE_MINUTES, KIM, booked, gate, signed_in, team_mails


def three_mistakes() -> Story:
    """Typed within ten minutes, the last at ten past ten."""
    story = Story("2026-11-20 09:55")
    edit(story, "2026-11-20 10:00", guest_email="sam at example")
    edit(story, "2026-11-20 10:04", NEXT, guest_email=KIM, status="boked")
    edit(story, "2026-11-20 10:10", THIRD, guest_email="", guest_name="Alex Oak")
    return story


# --- one mail for a burst of edits


def test_three_mistakes_in_ten_minutes_are_one_mail_half_an_hour_after_the_last() -> None:
    story = three_mistakes()
    sweep(story, "10:30", "10:35", "10:39")
    assert mistakes(story) == []
    sweep(story, "10:40", "10:45", "11:15")
    (mail,) = mistakes(story)
    assert "3 things need your eye" in mail
    lines = [line for line in mail.splitlines() if line.startswith("- ")]
    assert [line.partition(":")[0] for line in lines] == [
        "- 2026-12-04, guest_email",
        "- 2026-12-11, status",
        "- 2026-12-18, guest_email",
    ]
    assert story.failed() == []


def test_a_row_that_was_mended_before_the_half_hour_is_not_told() -> None:
    story = three_mistakes()
    edit(story, "2026-11-20 10:20", NEXT, guest_email=KIM)
    sweep(story, "10:40", "11:00")
    (mail,) = mistakes(story)
    assert "2 things need your eye" in mail
    assert "2026-12-11" not in mail


def test_a_mistake_that_gave_way_to_another_is_not_told_though_it_could_not_be_forgotten() -> None:
    story = Story("2026-11-20 09:55")
    edit(story, "2026-11-20 10:00", guest_email="sam at example")
    story.world.seam.fail("ledger.unsee", UnknownOutcomeError("lost"), times=2)
    edit(story, "2026-11-20 10:04", anonymous="perhaps")
    kept = [key for key in story.world.ledger._seen if "guest_email" in key]
    sweep(story, "10:40", "11:15")
    (mail,) = mistakes(story)
    assert (len(kept), "anonymous" in mail, "guest_email" in mail) == (1, True, False)


def test_a_mistake_that_was_mended_and_made_again_is_told_again() -> None:
    story = three_mistakes()
    sweep(story, "10:40")
    edit(story, "2026-11-20 11:00", NEXT, guest_email=KIM)
    edit(story, "2026-11-20 11:10", NEXT, guest_email=KIM, status="boked")
    sweep(story, "11:35", "11:40", "12:15")
    first, second = mistakes(story)
    assert ("3 things" in first, "one thing needs your eye" in second) == (True, True)


def test_a_doubled_event_changes_nothing() -> None:
    story = three_mistakes()
    before = story.world.ledger.look(WEEKEND)
    story.at("2026-11-20 10:25")
    assert story.run(ROSTER_CHECK) == []
    assert story.world.ledger.look(WEEKEND) == before
    sweep(story, "10:40", "10:45")
    story.run(ROSTER_CHECK)
    assert len(mistakes(story)) == 1


def test_an_event_that_never_came_is_made_up_for_within_the_hour() -> None:
    story = Story("2026-11-20 09:55")
    story.book(status="boked")
    sweep(story, "10:15", "10:30")
    assert mistakes(story) == []
    story.at("2026-11-20 11:00")
    story.run(REMINDERS)
    sweep(story, "11:30")
    assert len(mistakes(story)) == 1


def test_a_weekend_that_is_no_date_is_in_the_same_mail() -> None:
    story = three_mistakes()
    story.world.roster.put({"weekend": "18/12/26", "status": "booked"})
    story.run(ROSTER_CHECK)
    sweep(story, "10:40")
    (mail,) = mistakes(story)
    assert "- 18/12/26, weekend: we found “18/12/26”. It should be: " in mail


@pytest.mark.parametrize("sent", [True, False])
def test_a_mail_of_unknown_outcome_is_not_sent_again_in_parts(sent: bool) -> None:
    story = three_mistakes()
    lost = UnknownOutcomeError("no answer")
    story.world.seam.fail("mailer.send", lost, afterwards=sent)
    sweep(story, "10:40", "10:45", "10:55", "11:00", "11:30")
    steps = [step for step in team_mails(story) if "mistake-" in step]
    assert [step.startswith("unsure-") for step in steps] == ([False, True] if sent else [True])
    told = story.world.ledger.look(WEEKEND).told
    states = sorted(one.state for key, one in told.items() if key.startswith("mistake-"))
    assert states == [State.ABSORBED, State.ABSORBED, State.TOLD]


def test_a_mail_that_was_refused_goes_whole_a_little_later() -> None:
    story = three_mistakes()
    story.world.seam.fail("mailer.send", LaterError("throttled"))
    sweep(story, "10:40", "10:45")
    (mail,) = mistakes(story)
    assert "3 things need your eye" in mail


def test_of_two_sweeps_at_once_one_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    story = three_mistakes()
    claim = MemoryLedger.claim

    def claimed_by_the_other(ledger: MemoryLedger, mine: object) -> bool:
        monkeypatch.setattr(MemoryLedger, "claim", claim)
        story.run(REVOCATION)
        return claim(ledger, mine)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryLedger, "claim", claimed_by_the_other)
    sweep(story, "10:40")
    assert len(mistakes(story)) == 1


# --- ending access never waits


def test_a_cancelled_open_weekend_is_closed_by_the_edits_own_run() -> None:
    story, token = signed_in()
    edit(story, "2026-12-05 12:01", status="cancelled")
    assert story.world.ledger.holder() is None
    assert story.turn().how is Ending.CHARITY_STOPPED
    assert gate(story, token) is Reason.CLOSED
    # It mails nobody and proves nothing: that is the sweep's.
    assert (team_mails(story), story.turn().settled("proof")) == ([], False)
    story.run(REVOCATION)
    assert (team_mails(story), story.turn().settled("proof")) == (["charity_stopped"], True)


def test_an_edit_that_takes_the_weekend_away_is_noted_at_once_and_told_after_half_an_hour() -> None:
    story = booked()
    edit(story, "2026-11-23 10:01", status="cancelled")
    assert story.happened(Fact.GONE)
    story.pass_until("2026-11-23 10:30", FIVE_MINUTES, REVOCATION)
    assert story.steps() == ["booked"]
    story.at("2026-11-23 10:31")
    story.run(REVOCATION)
    assert story.steps() == ["booked", "cancelled"]


def test_an_edit_taken_back_at_once_leaves_all_as_it_was() -> None:
    story = booked()
    before = story.turn()
    edit(story, "2026-11-23 10:01", status="cancelled")
    edit(story, "2026-11-23 10:03")
    assert story.turn() == before


def test_a_link_that_went_to_a_mistyped_address_is_dead_at_once() -> None:
    story = booked()
    edit(story, "2026-11-23 10:01", guest_email=KIM)
    assert story.turn().generation == 2


def test_the_row_of_an_open_weekend_is_followed_at_once_both_ways() -> None:
    story, _ = signed_in()
    edit(story, "2026-12-05 12:01", ends_at="Monday at nine")
    assert story.happened(Fact.SUSPENDED)
    edit(story, "2026-12-05 12:04")
    assert not story.happened(Fact.SUSPENDED)
    story.run(REVOCATION)
    assert team_mails(story) == []


def test_the_check_begins_nothing_opens_nothing_and_mails_nobody() -> None:
    story = Story("2026-12-04 12:00")
    story.book()
    story.at("2026-12-04 18:00")
    assert story.run(ROSTER_CHECK) == []
    story.run()
    for instant in ("2026-12-07 09:00", "2026-12-07 12:00", "2026-12-09 12:00"):
        story.at(instant)
        sent = len(story.world.mailer.sent)
        story.run(ROSTER_CHECK)
        assert len(story.world.mailer.sent) == sent
