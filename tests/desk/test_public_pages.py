"""What anybody may see: free weekends and the guide; nobody's name, no cookie, nothing changed."""

from __future__ import annotations

import re

import pytest

from takeover.errors import LaterError
from tests.desk.applicants import FIRST, MONDAY, stranger
from tests.desk.browser import Browser
from tests.story import Story, row

PUBLIC = ("/weekends", "/sign-up", "/sign-up/thanks", "/guide")
HER_ROW = {"guest_email": "", "guest_name": "", "guest_phone": "", "public_name": "",
           "introduction": ""}  # fmt: skip


def free(browser: Browser) -> list[str]:
    """The weekends that can be tapped."""
    body = browser.get("/weekends").body
    return re.findall(r'href="/sign-up\?weekend=([\d-]+)"', body)


def listed(*rows: dict[str, object], at: str = MONDAY) -> Browser:
    story = Story(at)
    for one in rows:
        story.world.roster.put(one)
    return stranger(story)


def a_row(**cells: object) -> dict[str, object]:
    return row(**(HER_ROW | cells)) | {"weekend": FIRST}


def test_without_a_list_every_friday_of_half_a_year_is_free() -> None:
    found = free(listed())
    assert (len(found), found[0], found[-1]) == (26, "2026-12-04", "2027-05-28")


def test_nobody_can_get_ready_in_less_than_a_week() -> None:
    assert free(listed(at="2026-11-27 23:59"))[0] == "2026-12-04"
    assert free(listed(at="2026-11-28 00:00"))[0] == "2026-12-11"


@pytest.mark.parametrize(
    ("cells", "is_free"),
    [
        ({"status": ""}, True),
        ({"status": "pencilled"}, True),
        ({"status": "pencilled", "notes": "ask the choir"}, True),
        ({"status": "pencilled", "guest_name": "Sam Field"}, False),
        ({"status": "pencilled", "guest_email": "sam@example.org"}, False),
        ({"status": "pencilled", "public_name": "Sam"}, False),
        ({"status": "cancelled"}, True),
        ({"status": "cancelled", "guest_email": "sam@example.org", "public_name": "Sam"}, True),
        ({"status": "booked", "guest_email": "sam@example.org", "public_name": "Sam"}, False),
        ({"status": "booked"}, False),
        ({"status": "boked"}, False),
        ({"status": "break"}, False),
        ({"status": "pencilled", "ends_at": "soon"}, False),
    ],
)
def test_a_weekend_is_free_if_it_is_meant_for_nobody(cells: dict[str, str], is_free: bool) -> None:
    assert (FIRST in free(listed(a_row(**cells)))) is is_free


def test_a_taken_weekend_is_shown_without_a_name_and_a_break_is_not_shown() -> None:
    taken = listed(row(weekend=FIRST), a_row(status="break") | {"weekend": "2026-12-18"})
    seen = taken.get("/weekends")
    assert "Taken weekends Friday 11 December, 5pm, to Monday 14 December, 9am" in seen.text
    assert "18 December" not in seen.text
    assert "Sam" not in seen.text


def test_a_weekend_with_its_own_times_says_so() -> None:
    seen = listed(a_row(status="pencilled", ends_at=f"{FIRST} 23:00")).get("/weekends")
    assert "Friday 11 December, 5pm, to Friday 11 December, 11pm" in seen.text


def test_a_weekend_that_was_tapped_is_chosen_on_the_form() -> None:
    browser = listed()
    seen = browser.get(f"/sign-up?weekend={FIRST}")
    assert seen.page.forms[0].fields["first_choice"] == FIRST
    for odd in ("2026-12-12", "<script>", "../x", ""):
        seen = browser.get(f"/sign-up?weekend={odd}")
        assert seen.page.forms[0].fields["first_choice"] == ""
        assert "<script" not in seen.body


def test_the_second_look_at_the_list_is_read_anew() -> None:
    browser = listed()
    assert FIRST in free(browser)
    browser.story.world.roster.put(row(weekend=FIRST))
    assert FIRST not in free(browser)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_kept_a_minute_and_knows_nobody(path: str) -> None:
    browser = listed(row(weekend=FIRST))
    seen = browser.get(path)
    assert (seen.status, seen.cookies) == (200, [])
    assert seen.headers["Cache-Control"] == "public, max-age=60"
    browser.jar["__Host-weekend"] = "2026-12-11-1." + "a" * 43
    assert browser.get(path).body == seen.body


@pytest.mark.parametrize(
    ("path", "calls"),
    [
        ("/weekends", ["roster.rows"]),
        ("/sign-up", ["roster.rows", "secrets.link_key"]),
        ("/sign-up/thanks", []),
        ("/guide", ["texts.get"]),
    ],
)
def test_a_public_page_only_reads_and_the_list_once_at_most(path: str, calls: list[str]) -> None:
    browser = listed()
    browser.story.world.seam.calls.clear()
    browser.send("HEAD", path)
    assert browser.story.world.seam.calls == []
    browser.get(path)
    assert sorted(browser.story.world.seam.calls) == calls


def test_where_the_list_cannot_be_read_the_page_says_so() -> None:
    browser = listed()
    browser.story.world.seam.fail("roster.rows", LaterError("busy"))
    seen = browser.get("/weekends")
    assert (seen.status, seen.headers["Cache-Control"]) == (503, "no-store")


def test_the_guide_opens_heading_by_heading_and_says_whom_to_ring() -> None:
    seen = listed().get("/guide")
    assert len([tag for tag, _ in seen.page.tags if tag == "summary"]) == 12
    assert "Samaritans" in seen.text


def test_the_log_holds_no_address_of_a_page() -> None:
    browser = listed()
    browser.get(f"/sign-up?weekend={FIRST}")
    assert FIRST not in browser.logs.getvalue()
    assert [line["route"] for line in browser.lines()] == ["GET /sign-up"]


def test_the_guide_speaks_in_the_charitys_own_words_if_they_can_be_used() -> None:
    browser = listed()
    texts = browser.story.world.texts
    texts.edit({"weekend": "page/guide", "text": "# First of all\n\nHave **fun**."})
    seen = browser.get("/guide")
    assert "<summary>First of all</summary>" in seen.body
    assert "Have <strong>fun</strong>." in seen.body
    assert "Samaritans" in seen.text
    texts.edit({"weekend": "page/guide", "text": "Have {fun}"})
    assert "Two good hours are plenty." in browser.get("/guide").text
