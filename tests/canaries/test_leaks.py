"""The search for leaks finds what is planted; a search that cannot fail is worth nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from takeover.ports import Letter
from tests.canaries.listening import listening
from tests.canaries.search import Canary, found
from tests.canaries.watch import Watch
from tests.story import ALEX, KIT, ROBIN, SAM, WEEKEND, Story

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
KIM = "kim@example.org"
HELLO = "Gardener, bad at resting."
WORDS = "What helps you sleep through the night?"


@contextmanager
def weekend(**cells: object) -> Iterator[tuple[Story, Watch]]:
    """Friday evening: Sam is signed in and has posted; nothing leaked so far."""
    with listening() as watch:
        story = Story("2026-11-20 09:30")
        story.book(notes="prefers the telephone", **cells)
        story.days_until("2026-11-25 12:00")
        story.accept()
        story.days_until("2026-12-04 12:00")
        token = story.sign_in()
        story.at("2026-12-04 17:05")
        story.run()
        story.post(token, WORDS)
        story.world.roster.put(
            {"weekend": "2026-12-11", "status": "booked", "guest_email": KIM, "public_name": "Kim"}
        )
        assert watch.leaks() == []
        assert watch.mails
        assert watch.posts
        yield story, watch


type Line = Callable[[Story], str]
SECRETS: dict[str, Line] = {
    "the guest's name": lambda _: "Sam Field",
    "the guest's address": lambda _: SAM,
    "the guest's telephone": lambda _: "01632 960001",
    "what people will see": lambda _: "Sam",
    "a hello, cut short": lambda _: HELLO[:22] + "...",
    "a note of the coordinator's": lambda _: "prefers the telephone",
    "the words of a post, cut short": lambda _: WORDS[:24],
    "a link": lambda story: story.key().path,
    "a number": lambda story: f"entered {story.key().number} again",
    "a salt": lambda story: story.turn().salt,
    "who the guest is, hashed": lambda story: story.turn().guest_hmac,
    "a session": lambda story: story.open_link(),
    "the key of links": lambda story: story.world.secrets.link_key().decode(),
    "the coordinator": lambda _: ROBIN.address,
    "the deputy": lambda _: ALEX.name,
    "the technical helper, in an address": lambda _: KIT.address.replace("@", "%40"),
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_it_is_found_in_a_log(secret: Line) -> None:
    with weekend() as (story, watch):
        watch.logs.clear()
        said = secret(story)
        story.world.journal.note("open", {"said": said}, failed=False)
        assert [leak for leak in watch.leaks() if leak.startswith("in the log: ")] != []


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_it_is_found_in_what_is_printed(stream: str) -> None:
    with weekend() as (_, watch):
        getattr(sys, stream).write(json.dumps({"_aws": {"turn": SAM}}))
        assert watch.leaks() == [f"in the log: guest_email '{SAM}' of {SAM}"]


def test_a_librarys_words_are_found_in_a_log() -> None:
    with weekend() as (story, watch):
        story.world.seam.fail("ledger.look", ValueError("bad item: ham and eggs"))
        story.world.journal.note("look", {"said": "bad item: ham and eggs"}, failed=True)
        assert [leak.partition(": ")[2] for leak in watch.leaks()] == [
            "a library's words 'bad item: ham and eggs'"
        ]


def test_a_year_an_offset_and_a_line_of_code_are_no_number() -> None:
    line = '"timestamp":"2026-12-04 17:05:00,150+0000","at":"run.py:1204","turn":"2026-12-04#1"'
    for number in ("2026", "0000", "1204"):
        assert found([Canary(number, "number")], line) == []
    assert found([Canary("2026", "number")], 'number: "2026"') != []


def letter(story: Story, **changes: object) -> Letter:
    first = story.world.mailer.sent[0]
    return replace(first, **changes)  # type: ignore[arg-type]


def test_a_link_of_one_guest_is_found_in_a_mail_to_another() -> None:
    with weekend() as (story, watch):
        story.world.mailer.send(letter(story, to=(KIM,), html="", text=story.key().path))
        assert [leak.split(" '")[0] for leak in watch.leaks()] == [
            f"in the mail booked to {KIM}: link"
        ]


@pytest.mark.parametrize("text", ["Kim", KIM])
def test_another_guest_is_found_in_a_mail_to_the_coordinator_about_this_one(text: str) -> None:
    with weekend() as (story, watch):
        story.world.mailer.send(letter(story, to=(ROBIN.address,), html="", text=f"See {text}."))
        assert [leak.endswith(f"of {KIM}") for leak in watch.leaks()] == [True]


def test_a_number_is_found_in_a_mail_to_the_coordinator() -> None:
    with weekend() as (story, watch):
        said = f"The number is {story.key().number}."
        story.world.mailer.send(letter(story, to=(ROBIN.address,), html="", text=said))
        assert [leak.split(" '")[0] for leak in watch.leaks()] == [
            f"in the mail booked to {ROBIN.address}: number"
        ]


def test_a_mail_to_the_coordinator_may_name_the_guest_it_is_about() -> None:
    with weekend() as (story, watch):
        story.world.mailer.send(letter(story, to=(ROBIN.address,), html="", text=f"Ring {SAM}."))
        assert watch.leaks() == []


def test_a_name_is_found_in_the_tags_of_a_mail() -> None:
    with weekend() as (story, watch):
        story.world.mailer.send(letter(story, tags={"turn": f"{WEEKEND}_1", "step": "for-Sam"}))
        assert watch.leaks() == [
            f"in the tags of the mail for-Sam to {SAM}: public_name 'Sam' of {SAM}"
        ]


def test_an_anonymous_guests_real_name_is_found_in_a_post() -> None:
    with weekend(anonymous="yes", guest_name="Wendeline", public_name="Sam") as (story, watch):
        story.world.channel.post("This weekend: Wendeline.")
        assert watch.leaks() == [f"in a post: guest_name 'Wendeline' of {SAM}"]


def test_an_address_is_found_in_a_post() -> None:
    with weekend() as (story, watch):
        story.world.channel.post(f"Write to {SAM}")
        assert watch.leaks() == [f"in a post: guest_email '{SAM}' of {SAM}"]


def test_the_test_that_leaked_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'functions'}:{ROOT}")
    pytester.makeconftest("from tests.canaries.listening import nothing_leaks")
    pytester.makepyfile(
        """
        from tests.story import Story

        def test_quiet():
            Story("2026-11-20 09:30").book()

        def test_talkative():
            Story("2026-11-20 09:30").book()
            print("Sam Field")
        """
    )
    ran = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    ran.assert_outcomes(passed=2, errors=1)
    ran.stdout.fnmatch_lines(["*in the log: guest_name 'Sam Field' of sam@example.org*"])
