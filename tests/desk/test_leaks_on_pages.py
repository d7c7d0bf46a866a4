"""The search for leaks sees what the desk answers; what it must find is planted here."""

from __future__ import annotations

import pytest

from tests.canaries.watch import Watch
from tests.desk.browser import Browser
from tests.desk.stories import booked, in_the_weekend


def leaking(text: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("desk.app.render_page", lambda *_: f"<p>{text}</p>")


def taken(watch: Watch) -> list[str]:
    """What leaked; from here on as if it had not."""
    leaks = watch.leaks()
    watch.pages.clear()
    return leaks


def test_a_guest_on_a_page_for_anybody_is_found(
    nothing_leaks: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Browser(booked())
    leaking("Sam Field", monkeypatch)
    guest.get("/")
    assert taken(nothing_leaks) == [
        "on a page for nobody: guest_name 'Sam Field' of sam@example.org",
        "on a page for nobody: public_name 'Sam' of sam@example.org",
    ]


def test_the_own_name_on_the_own_page_is_no_leak_and_another_guests_is(
    nothing_leaks: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, guest = in_the_weekend()
    story.world.roster.put({"weekend": "2027-01-08", "guest_email": "kim@example.org"})
    leaking("Sam Field", monkeypatch)
    guest.get("/")
    assert taken(nothing_leaks) == []
    leaking("kim@example.org", monkeypatch)
    guest.get("/")
    assert [leak[-18:] for leak in taken(nothing_leaks)] == ["of kim@example.org"]


def test_an_anonymous_guests_real_name_is_found_even_on_the_own_page(
    nothing_leaks: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, guest = in_the_weekend(anonymous="yes", guest_name="Wendeline")
    leaking("Wendeline", monkeypatch)
    guest.get("/")
    assert [leak[:35] for leak in taken(nothing_leaks)] == ["on a page for sam@example.org: gues"]
