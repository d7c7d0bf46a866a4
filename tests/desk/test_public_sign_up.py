"""The public form: nothing that is right is lost, nothing that is wrong is kept."""

from __future__ import annotations

import pytest

from takeover.commands.applying import MOST_A_DAY
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.credentials import stamp
from tests.desk.applicants import FILLED, FIRST, MONDAY, SECOND, kept, sends, stranger
from tests.desk.browser import Browser, Seen
from tests.story import Story, local, row

HEADER = "sam@example.org\r\nBcc: all@example.org"


def beside(seen: Seen) -> dict[str, list[str]]:
    """The fields that are marked, each with what is said beside it."""
    found: dict[str, list[str]] = {}
    for tag, given in seen.page.tags:
        name = given.get("id", "")
        if tag == "p" and given.get("class") == "beside":
            found.setdefault(name.partition("-problem")[0], []).append(name)
    return found


def fields(seen: Seen) -> dict[str, str]:
    return seen.page.forms[0].fields


# --- what arrives


def test_what_was_sent_is_in_the_waiting_list_and_a_page_says_thank_you() -> None:
    browser = stranger()
    seen = sends(browser)
    assert (browser.path, seen.status) == ("/sign-up/thanks", 200)
    (entry,) = kept(browser.story)
    assert entry.pop("weekend") != ""
    assert entry == {
        "account": "ourcharity#waiting",
        "applied_at": "2026-11-23T12:00:10.000000+00:00",
        "first_choice": FIRST,
        "second_choice": SECOND,
        "public_name": "Bluebell",
        "anonymous": "yes",
        "why": FILLED["why"],
        "guest_email": "bluebell@example.org",
        "guest_phone": "020 7946 0123",
        "agreed": "sign-up 1, point 1 of the ten points 1",
    }


def test_the_least_that_can_be_sent_is_enough() -> None:
    browser = stranger()
    sends(browser, second_choice="", why="", guest_phone="", anonymous="no")
    (entry,) = kept(browser.story)
    blank = {name for name, cell in entry.items() if cell == ""}
    assert (entry["anonymous"], blank) == ("no", {"second_choice", "why", "guest_phone"})


def test_words_are_kept_in_one_line() -> None:
    browser = stranger()
    sends(
        browser, why="  One.\r\n\r\nTwo.  ", public_name=" Blue  bell ", guest_phone=" 020 79460 "
    )
    (entry,) = kept(browser.story)
    found = entry["why"], entry["public_name"], entry["guest_phone"]
    assert found == ("One. Two.", "Blue bell", "020 79460")


def test_nobody_gets_a_mail_by_being_typed_in() -> None:
    browser = stranger()
    sends(browser)
    browser.story.run()
    assert browser.story.world.mailer.sent == []


def test_the_same_address_again_takes_the_place_of_the_first() -> None:
    browser = stranger()
    sends(browser)
    sends(browser, guest_email=" BlueBell@Example.org ", public_name="Sorrel")
    (entry,) = kept(browser.story)
    assert (entry["public_name"], entry["guest_email"]) == ("Sorrel", "BlueBell@Example.org")


def test_an_answer_does_not_tell_whether_an_address_is_known() -> None:
    story = Story(MONDAY)
    story.book()
    seen = [sends(stranger(story), guest_email=one) for one in
            ("sam@example.org", "new@example.org", "sam@example.org")]  # fmt: skip
    assert len({one.body for one in seen}) == len({str(one.headers) for one in seen}) == 1


# --- what is not right


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("first_choice", ""),
        ("first_choice", "2026-12-12"),
        ("first_choice", "2026-11-27"),
        ("first_choice", "<b>"),
        ("second_choice", FIRST),
        ("second_choice", "2031-01-03"),
        ("public_name", ""),
        ("public_name", "x" * 31),
        ("public_name", "a." * 500),
        ("public_name", "Shift.ms"),
        ("public_name", "@bluebell"),
        ("public_name", "Blue\u202ebell"),
        ("anonymous", ""),
        ("anonymous", "perhaps"),
        ("why", "x" * 501),
        ("why", "a." * 250),
        ("why", "Buy at https://evil.example.org now"),
        ("why", "Buy at evil.com now"),
        ("why", "My friend is kim@example.org"),
        ("why", "a\u200bb"),
        ("why", "a\x00b"),
        ("guest_email", ""),
        ("guest_email", "bluebell"),
        ("guest_email", "bluebell@example"),
        ("guest_email", "Blue Bell <bluebell@example.org>"),
        ("guest_email", "one@example.org, two@example.org"),
        ("guest_email", "one@example.org;two@example.org"),
        ("guest_email", HEADER),
        ("guest_email", "bl\u00fcbell@example.org"),
        ("guest_email", "a" * 65 + "@example.org"),
        ("guest_email", "a@" + "b" * 60 + ".example.org" * 20),
        ("guest_email", ".sam@example.org"),
        ("guest_email", "sam@-example.org"),
        ("guest_phone", "please write"),
        ("guest_phone", "0" * 31),
        ("guest_phone", "(((((("),
        ("point", ""),
        ("consent", ""),
        ("consent", "no"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_all_else_stays(name: str, text: str) -> None:
    browser = stranger()
    seen = sends(browser, **{name: text})
    assert (seen.status, seen.reason, seen.cookies) == (422, "incomplete", [])
    assert list(beside(seen)) == [name]
    stays = {key: value for key, value in FILLED.items() if key != name}
    assert {key: fields(seen).get(key) for key in stays} == stays
    assert kept(browser.story) == []
    if name not in {"first_choice", "second_choice", "anonymous", "point", "consent"}:
        assert fields(seen)[name] == " ".join(text.split()) or fields(seen)[name] == text


def test_what_was_put_right_is_taken() -> None:
    browser = stranger()
    seen = sends(browser, public_name="", consent="")
    assert list(beside(seen)) == ["public_name", "consent"]
    assert browser.press("Send", public_name="Bluebell", consent="yes").status == 200
    assert len(kept(browser.story)) == 1


def test_a_weekend_that_was_taken_meanwhile_can_no_longer_be_chosen() -> None:
    browser = stranger()
    browser.get("/sign-up")
    browser.story.world.roster.put(row(weekend=FIRST))
    browser.story.world.clock.advance(seconds=10)
    seen = browser.press("Send", **FILLED)
    assert list(beside(seen)) == ["first_choice"]
    assert "not free any more" in seen.text
    assert (fields(seen)["first_choice"], fields(seen)["why"]) == ("", FILLED["why"])


def test_what_was_typed_comes_back_as_text_and_nothing_else() -> None:
    evil = '"><script>alert(1)</script>{{ 7*7 }}'
    names = ("public_name", "why", "guest_email", "guest_phone", "first_choice", "stamp")
    browser = stranger()
    seen = sends(browser, **dict.fromkeys(names, evil))
    assert "<script" not in seen.body
    assert fields(seen)["guest_email"] == evil


# --- what machines do


def test_a_field_that_people_do_not_see_has_to_stay_empty() -> None:
    browser = stranger()
    seen = sends(browser, website="https://evil.example.org")
    assert (seen.status, seen.reason, kept(browser.story)) == (422, "for_machines", [])
    # A browser that fills in everything by itself is no machine: the second time it goes.
    assert browser.press("Send", website="").status == 200
    assert len(kept(browser.story)) == 1


@pytest.mark.parametrize(("seconds", "taken"), [(0, 0), (2, 0), (3, 1), (86_400, 1), (86_401, 0)])
def test_a_form_is_taken_three_seconds_to_one_day_after_it_was_made(
    seconds: int, taken: int
) -> None:
    browser = stranger()
    browser.get("/sign-up")
    browser.story.world.clock.advance(seconds=seconds)
    seen = browser.press("Send", **FILLED)
    assert len(kept(browser.story)) == taken
    if not taken:
        assert {key: fields(seen).get(key) for key in FILLED} == FILLED
        browser.story.world.clock.advance(seconds=10)
        assert browser.press("Send").status == 200
        assert len(kept(browser.story)) == 1


@pytest.mark.parametrize(
    "said",
    ["", "now", "1795435200", "1795435200.", "1795435200." + "0" * 32, "-1." + "0" * 32, "9" * 400],
)
def test_a_stamp_that_we_never_made_is_none(said: str) -> None:
    browser = stranger()
    seen = sends(browser, stamp=said)
    assert (seen.status, seen.reason, kept(browser.story)) == (422, "old_form", [])
    assert fields(seen)["stamp"] != said


def test_a_stamp_of_another_stack_or_of_tomorrow_is_none() -> None:
    browser = stranger()
    other = stamp(b"another key", local(MONDAY))
    assert sends(browser, stamp=other).reason == "old_form"
    tomorrow = stamp(browser.story.world.secrets.link_key(), local("2026-11-24 12:00"))
    assert sends(browser, stamp=tomorrow).reason == "too_quick"
    assert kept(browser.story) == []


def test_a_day_has_room_for_so_many_and_then_says_how_else_to_reach_us() -> None:
    story = Story(MONDAY)
    for number in range(MOST_A_DAY):
        assert sends(stranger(story), guest_email=f"n{number}@example.org").status == 200
    seen = sends(stranger(story), guest_email="late@example.org")
    assert (seen.status, seen.reason, len(kept(story))) == (429, "full", MOST_A_DAY)
    assert "write to us on X, @ourcharity" in seen.text
    assert fields(seen)["why"] == FILLED["why"]
    story.at("2026-11-24 12:00")
    assert sends(stranger(story), guest_email="late@example.org").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example.org"},
        {"origin": "null"},
        {"origin": "", "sec_fetch_site": "cross-site"},
        {"origin": ""},
    ],
)
def test_a_form_of_another_site_is_not_looked_at(headers: dict[str, str]) -> None:
    browser = stranger()
    browser.get("/sign-up")
    made = fields(browser.last)["stamp"]
    browser.story.world.clock.advance(seconds=10)
    browser.story.world.seam.calls.clear()
    seen = browser.post("/sign-up", FILLED | {"stamp": made}, **headers)
    assert (seen.status, seen.reason) == (403, "another_site")
    assert browser.story.world.seam.calls == []
    assert FILLED["why"] not in seen.body


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 413), (60 * 1024, 422)])
def test_a_form_that_is_far_too_long_is_not_looked_at(size: int, status: int) -> None:
    seen = sends(stranger(), why="x" * size)
    assert seen.status == status


# --- what goes wrong at ours


@pytest.mark.parametrize(
    "call",
    ["roster.rows", "secrets.link_key", "waiting_list.count", "waiting_list.keep", "ledger.see"],
)
@pytest.mark.parametrize("afterwards", [False, True])
@pytest.mark.parametrize("error", [LaterError("busy"), UnknownOutcomeError("no answer")])
def test_whatever_is_down_nothing_typed_is_lost_and_sending_again_works(
    call: str, error: Exception, *, afterwards: bool
) -> None:
    browser = stranger()
    browser.get("/sign-up")
    browser.story.world.clock.advance(seconds=10)
    browser.story.world.seam.fail(call, error, afterwards=afterwards)
    seen = browser.press("Send", **FILLED)
    assert (seen.status, seen.reason) == (503, "later")
    assert {key: fields(seen).get(key) for key in FILLED} == FILLED
    assert browser.press("Send").status == 200
    assert len(kept(browser.story)) == 1


def test_a_link_that_nobody_has_is_no_sign_up() -> None:
    browser = Browser(Story(MONDAY))
    assert browser.get("/sign-up/other").status == 404
    assert browser.post("/weekends", FILLED).status == 404
