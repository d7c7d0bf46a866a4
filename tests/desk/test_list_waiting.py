"""The waiting list: only the team sees it, and nobody's words are anywhere else."""

from __future__ import annotations

import pytest

from takeover.model.steps import REMINDERS
from takeover.ports import Letter
from tests.canaries.watch import Watch
from tests.desk.applicants import FILLED, MONDAY, WHY, kept, sends, stranger
from tests.desk.browser import Browser
from tests.desk.list_stories import sign_in, signed_in
from tests.story import Story

WAITING = "/list/waiting"


def with_two() -> Story:
    story = Story(MONDAY)
    sends(stranger(story))
    story.world.clock.advance(minutes=5)
    sends(stranger(story), guest_email="sorrel@example.org", public_name="Sorrel", anonymous="no")
    return story


def test_the_team_sees_all_that_was_written_the_newest_first() -> None:
    team = signed_in(with_two())
    text = team.get(WAITING).text
    assert text.index("Sorrel") < text.index("Bluebell")
    for said in (WHY, "bluebell@example.org", "020 7946 0123", "Friday 11 December 2026",
                 "Friday 1 January 2027", "Monday 23 November, noon"):  # fmt: skip
        assert said in text


def test_without_anybody_the_page_says_so_and_what_to_pass_on() -> None:
    seen = signed_in(Story(MONDAY)).get(WAITING)
    assert "Nobody is waiting." in seen.text
    assert "https://desk.example.org/weekends" in seen.text


def test_a_stranger_sees_nobody_and_is_asked_to_sign_in_and_then_comes_here() -> None:
    story = with_two()
    seen = stranger(story).get(WAITING)
    assert "Bluebell" not in seen.body
    assert "Sign in" in seen.page.title
    team = Browser(story)
    sign_in(team)
    assert "Bluebell" in team.get(WAITING).text
    fields = seen.page.forms[0].fields
    assert fields["place"] == WAITING


def test_one_is_deleted_for_good_and_the_other_stays() -> None:
    team = signed_in(with_two())
    team.get(WAITING)
    seen = team.press("Delete for good")
    assert (team.path, "Deleted for good." in seen.text) == (
        f"{WAITING}?said=applicant-forgotten",
        True,
    )
    assert [entry["public_name"] for entry in kept(team.story)] == ["Bluebell"]


@pytest.mark.parametrize("entry", ["", "~today", "2026-12-04", "x" * 5000, "../"])
def test_nothing_but_an_application_can_be_deleted_there(entry: str) -> None:
    story = with_two()
    story.book()
    team = signed_in(story)
    team.get(WAITING)
    assert team.press("Delete for good", entry=entry).status == 200
    assert len(kept(story)) == 2


def test_a_stranger_deletes_nobody() -> None:
    story = with_two()
    for entry in kept(story):
        fields = {"entry": str(entry["weekend"]), "csrf": "0" * 64}
        assert stranger(story).post(f"{WAITING}/forget", fields).status == 403
    assert len(kept(story)) == 2


def test_an_entry_that_the_coordinator_edited_is_shown_as_it_is() -> None:
    story = Story(MONDAY)
    story.world.waiting_list.put({"weekend": "hers", "public_name": "Fern", "first_choice": "May",
                                  "anonymous": False, "why": ["a", "b"]})  # fmt: skip
    text = signed_in(story).get(WAITING).text
    assert "Fern Would like best May Wants to stay unknown No" in text
    assert "Since Not known" in text


def test_an_applicants_words_are_in_the_list_and_nowhere_else(nothing_leaks: Watch) -> None:
    story = with_two()
    team = signed_in(story)
    team.get(WAITING)
    nothing_leaks.pages.clear()
    for path in ("/weekends", "/sign-up", "/sign-up/thanks", "/guide", "/", "/list"):
        stranger(story).get(path)
    story.days_until("2026-11-25 12:00")
    story.run(REMINDERS)
    ledger = repr(story.world.ledger.__dict__)
    everywhere = [ledger, team.logs.getvalue(), *nothing_leaks.logs]
    everywhere += [page.text for page in nothing_leaks.pages]
    everywhere += [f"{mail.subject}{mail.text}{mail.html}{mail.tags}" for mail in mails(story)]
    assert [mail.tags["step"] for mail in mails(story)] == ["sign-ups-2026-11-23", "2026-11-25"]
    typed = [FILLED[name] for name in ("public_name", "why", "guest_email", "guest_phone")]
    found = [
        (said, text[:80]) for said in [*typed, "Sorrel"] for text in everywhere if said in text
    ]
    assert found == []


def mails(story: Story) -> list[Letter]:
    return [mail for mail in story.world.mailer.sent if mail.tags["step"] != "list_number"]
