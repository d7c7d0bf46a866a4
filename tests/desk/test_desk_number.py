"""The number: once a device, five tries, and a new one by mail."""

from __future__ import annotations

import pytest

from takeover.model.turn import Fact, SessionKind
from tests.desk.browser import Browser
from tests.desk.stories import accepted, opened
from tests.story import Story


def wrong(story: Story) -> str:
    return f"{(int(story.key().number) + 1) % 10_000:04d}"


def test_the_number_opens_the_page_under_a_new_secret() -> None:
    story = opened()
    guest = Browser(story)
    guest.open_link()
    before = guest.cookie
    seen = guest.press("Open my page", number=" ".join(story.key().number))
    assert "You are all set" in seen.text
    assert guest.cookie != before
    old = Browser(story)
    old.cookie = before
    assert "Please use your link" in old.get("/").text
    assert story.happened(Fact.SIGNED_IN)


def test_my_own_phone_is_remembered_to_the_end_another_only_while_it_is_open() -> None:
    for own, attributes in ((True, f"; Max-Age={69 * 3600}"), (False, "")):
        story = opened()
        guest = Browser(story)
        guest.open_link()
        boxes = {"own_device": "yes"} if own else {}
        form, _ = guest.last.page.form_with("Open my page")
        fields = form.fields | boxes | {"number": story.key().number}
        (cookie,) = guest.post("/number", fields).cookies
        value = guest.cookie.partition("=")[2]
        assert cookie == (
            f"__Host-weekend={value}; Path=/{attributes}; HttpOnly; Secure; SameSite=Lax"
        )


def test_a_wrong_number_says_how_many_tries_are_left() -> None:
    story = opened()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Open my page", number=wrong(story), own_device="yes")
    assert seen.status == 422
    assert "That is not it." in seen.text
    assert "You can try 4 more times." in seen.text
    assert seen.page.form_with("Open my page")[0].fields["own_device"] == "yes"


@pytest.mark.parametrize("typed", ["", "12", "12345", "abcd", "٠٤١٧"])
def test_a_slip_of_the_finger_is_no_try(typed: str) -> None:
    story = opened()
    guest = Browser(story)
    guest.open_link()
    seen = guest.press("Open my page", number=typed)
    assert (seen.status, story.turn().wrong_numbers) == (422, 0)


def test_the_fifth_wrong_number_sends_a_new_link_and_kills_the_old() -> None:
    story = opened()
    guest = Browser(story)
    guest.open_link()
    old, csrf = story.key(), guest.csrf
    for _ in range(4):
        guest.press("Open my page", number=wrong(story))
    seen = guest.press("Open my page", number=wrong(story))
    assert "Please look at your mail" in seen.text
    assert seen.page.forms == []
    assert story.key().path != old.path
    assert story.steps()[-1] == "new_number"
    for path in ("/stop", "/pause", "/number/again", "/words", "/number"):
        refusal = guest.post(path, {"csrf": csrf, "number": old.number, "public_name": "Mallory"})
        assert (refusal.status, refusal.reason) == (403, "signed_out")
    assert story.turn().open


def test_too_many_new_numbers_in_a_day_tell_a_person() -> None:
    story = opened()
    guest = Browser(story)
    for _ in range(5):
        guest.open_link()
        for _ in range(5):
            guest.press("Open my page", number=wrong(story))
    guest.open_link()
    for _ in range(4):
        guest.press("Open my page", number=wrong(story))
    seen = guest.press("Open my page", number=wrong(story))
    assert (seen.status, story.happened(Fact.NUMBERS_USED_UP)) == (403, True)
    assert "We are telling Robin" in seen.text


def test_the_number_is_sent_again_a_few_times() -> None:
    story = opened()
    guest = Browser(story)
    guest.open_link()
    assert "sending your number again" in guest.press("Send it again").text
    for _ in range(4):
        guest.press("Send it again")
    seen = guest.press("Send it again")
    assert (seen.status, story.turn().number_asks) == (429, 5)
    assert "Please reply to our mail instead." in seen.text


def test_before_the_page_is_open_no_number_is_asked() -> None:
    story = accepted()
    guest = Browser(story)
    guest.open_link()
    answer = guest.post("/number", {"csrf": guest.csrf, "number": story.key().number})
    assert (answer.status, story.happened(Fact.SIGNED_IN)) == (403, False)
    assert [one.kind for one in story.world.ledger.sessions(story.turn().id)][-1:] == [
        SessionKind.LINK
    ]


def test_signing_out_ends_this_phone_and_clears_its_cookie() -> None:
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    cookie = guest.cookie
    seen = guest.press("Sign out")
    assert "You have signed out." in seen.text
    assert guest.cookie == ""
    thief = Browser(story)
    thief.cookie = cookie
    assert "Please use your link" in thief.get("/").text
