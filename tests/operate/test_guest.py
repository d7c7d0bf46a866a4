"""A guest asks what we hold, or to be forgotten: what the operator is shown, and what is done."""

from __future__ import annotations

import json
from datetime import date

import pytest

from local.stack import LocalStack
from operate import checks, guest
from operate.checks import Finding
from operate.stack import find
from takeover import commands
from takeover.model.post import Draft, Photo, Post
from takeover.model.turn import Fact
from tests.operate.changes import put_row
from tests.story import SAM, WEEKEND, Story, row

KIM = "kim@example.org"
GOES = """\
This is deleted:
  in the list, weekend 2026-12-04: guest_name, guest_email, guest_phone, public_name, introduction
    not, as only you know what they hold: shoe_size
  of the weekend 2026-12-04#1: 1 post as written, and what leads to the guest
    not: what is on X. Take it down on https://desk.example.org/list/2026-12-04/posts: 1900000002"""


class Person:
    """Somebody at a terminal: says one thing, and keeps what was shown."""

    def __init__(self, answer: str = "forget") -> None:
        self._answer = answer
        self.shown: list[str] = []

    def say(self, line: str) -> None:
        self.shown.append(line)

    def ask(self, question: str) -> str:
        self.shown.append(question)
        return self._answer


def afterwards() -> Story:
    """The Tuesday after Sam's weekend."""
    story = Story("2026-12-02 09:30")
    story.book(shoe_size="41", duty="Noor Vale <noor@example.org>")
    story.days_until("2026-12-02 12:00")
    story.accept()
    story.days_until("2026-12-04 18:00")
    story.post(story.sign_in(), "Hello from the garden.")
    story.days_until("2026-12-08 12:00")
    return story


def sams(story: Story) -> commands.Held:
    return commands.held_of_address(story.world, SAM)


def found(story: Story) -> list[Finding]:
    return list(checks.forgetting(story.world, story.world.clock.now()))


def test_it_shows_asks_and_deletes() -> None:
    story, person = afterwards(), Person(" Forget ")
    assert guest.forget(story.world, sams(story), person.say, person.ask) == 0
    *goes, asked, done, backups = person.shown
    assert "\n".join(goes) == GOES
    assert (asked, done, backups) == ("\nType forget to delete it: ", guest.DONE, guest.BACKUPS)
    assert sams(story).nothing
    assert list(story.world.ledger.listed_forgettings()) == ["2026-12-04#1"]


def test_any_other_answer_deletes_nothing() -> None:
    story, person = afterwards(), Person("yes")
    assert guest.forget(story.world, sams(story), person.say, person.ask) == 1
    assert person.shown[-1] == "Nothing was deleted."
    assert not sams(story).nothing


def test_with_yes_nobody_is_asked() -> None:
    story, person = afterwards(), Person()
    assert guest.forget(story.world, sams(story), person.say, None) == 0
    assert sams(story).nothing


def test_a_weekend_that_is_still_on_is_refused_with_what_to_do_first() -> None:
    story, person = Story("2026-11-20 09:30"), Person()
    story.book()
    story.run()
    assert guest.forget(story.world, sams(story), person.say, person.ask) == 1
    assert "\n".join(person.shown) == (
        "The weekend of Friday 4 December 2026 is still on. End it first: write cancelled into its "
        "row's status. A quarter\nof an hour later the guest can be forgotten. To forget a past "
        "weekend only: WEEKEND=its-friday."
    )
    assert not sams(story).nothing


def test_who_waits_for_a_weekend_is_forgotten_as_well() -> None:
    story, person = Story("2026-11-20 09:30"), Person()
    story.world.waiting_list.keep("a1", {"guest_email": SAM, "public_name": "Sam"})
    story.world.waiting_list.keep("b2", {"guest_email": KIM, "public_name": "Kim"})
    assert guest.forget(story.world, sams(story), person.say, person.ask) == 0
    assert person.shown[1] == "  in the waiting list: 1 sign-up"
    assert [entry["weekend"] for entry in story.world.waiting_list.entries()] == ["b2"]


def test_an_export_is_json_with_all_that_was_said() -> None:
    story, person = afterwards(), Person()
    assert guest.export(story.world, sams(story), person.say) == 0
    about = json.loads(person.shown[0])
    assert about["list_of_weekends"] == [
        row(shoe_size="41", duty="Noor Vale <noor@example.org>"),
    ]
    (weekend,) = about["weekends"]
    assert [post["text"] for post in weekend["posts"]] == ["Hello from the garden."]


def test_an_export_has_what_was_kept_for_later_and_the_photos() -> None:
    story, person = afterwards(), Person()
    turn, ledger = story.turn(), story.world.ledger
    dog = Photo("1" * 32, "My dog.")
    now = story.world.clock.now()
    ledger.note(turn.id, Fact.PHOTO, now)
    ledger.write_post(Post(turn.id, "c" * 16, "Look.", now, photos=(dog,)))
    ledger.keep_draft(Draft(turn.id, "d" * 16, ("One.", "Two."), now, photos=(Photo("2" * 32),)))
    guest.export(story.world, sams(story), person.say)
    (weekend,) = json.loads(person.shown[0])["weekends"]
    assert [post["photos"] for post in weekend["posts"]] == [
        [], [{"name": "1" * 32, "what_is_in_it": "My dog."}],
    ]  # fmt: skip
    (later,) = weekend["kept_for_later"]
    assert (later["texts"], later["send_at"]) == (["One.", "Two."], "")
    assert later["photos"] == [{"name": "2" * 32, "what_is_in_it": ""}]
    assert weekend["photos_still_kept"]
    story.run()
    guest.export(story.world, sams(story), person.say)
    assert not json.loads(person.shown[1])["weekends"][0]["photos_still_kept"]


def test_of_somebody_unknown_there_is_nothing() -> None:
    story, person = afterwards(), Person()
    nobody = commands.held_of_address(story.world, KIM)
    assert guest.export(story.world, nobody, person.say) == 1
    assert guest.forget(story.world, nobody, person.say, person.ask) == 1
    assert person.shown == ["We hold nothing that leads to anybody."] * 2


def test_the_doctor_names_who_should_be_forgotten_and_what_to_do() -> None:
    story = afterwards()
    assert found(story) == [Finding(True, "No guest is kept longer than promised.")]
    story.at("2028-01-01 12:00")  # longer ago than any run looks back
    assert [(one.right, one.said, one.do) for one in found(story)] == [
        (
            False,
            "The guest of Friday 4 December 2026 should be forgotten by now, and is not.",
            "If it still says so in an hour: make guest-forget WEEKEND=2026-12-04",
        )
    ]
    person = Person()
    held = commands.held_of_weekend(story.world, WEEKEND)
    assert guest.forget(story.world, held, person.say, None) == 0
    assert found(story) == [Finding(True, "No guest is kept longer than promised.")]


def test_the_doctor_asks_about_a_row_that_names_somebody_again() -> None:
    story = afterwards()
    commands.forget_guest(story.world, sams(story))
    story.book()  # only the list was restored
    first, second = found(story)
    assert first.said == (
        "Who had Friday 4 December 2026 asked to be forgotten, and its row names somebody."
    )
    assert second.right
    held = commands.held_of_weekend(story.world, date(2026, 12, 4))
    guest.forget(story.world, held, Person().say, None)
    assert [one.right for one in found(story)] == [True]


@pytest.mark.emulator
def test_on_a_deployed_stack_it_is_exported_and_then_forgotten(
    deployed: LocalStack, here: dict[str, str]
) -> None:
    put_row(deployed, weekend="2026-01-02", status="cancelled", guest_email=SAM, shoe_size="41")
    mine, person = here | {"ADDRESS": SAM}, Person()
    assert guest.main(["export"], mine, person.say, person.ask) == 0
    assert json.loads(person.shown[0])["list_of_weekends"][0]["shoe_size"] == "41"
    assert guest.main(["forget"], here | {"WEEKEND": "2026-01-02", "YES": "1"}, person.say) == 0
    assert find(here).world().roster.row(date(2026, 1, 2)) == {
        "account": "ourcharity",
        "weekend": "2026-01-02",
        "status": "forgotten",
        "shoe_size": "41",
    }
    assert guest.main(["export"], mine, person.say, person.ask) == 1


@pytest.mark.emulator
@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ({}, guest.WHOSE),
        ({"WEEKEND": "2026-12-04", "ADDRESS": SAM}, guest.WHOSE),
        ({"WEEKEND": "4 December"}, f"WEEKEND=4 December is no date. {guest.WHOSE}"),
    ],
)
def test_it_must_be_said_whose(here: dict[str, str], whose: dict[str, str], said: str) -> None:
    person = Person()
    assert guest.main(["export"], here | whose, person.say, person.ask) == 1
    assert person.shown == [said]
