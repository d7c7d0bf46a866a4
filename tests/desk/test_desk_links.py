"""No link by accident: what X would make one of is asked about before anything is shown."""

from __future__ import annotations

import pytest

from takeover.wording.length import is_meant, links, with_spaces
from tests.desk.stories import in_the_weekend, own_posts

NIGHT = "A good night.So I slept."


def test_a_forgotten_space_is_asked_about_and_put_in_with_one_button() -> None:
    story, guest = in_the_weekend()
    seen = guest.write(NIGHT)
    assert "Did you mean this to be a link? night.So" in seen.text
    assert seen.page.buttons()[1:4] == ["Add a space", "Yes, it is a link", "Change it"]
    seen = guest.press("Add a space")
    assert "A good night. So I slept." in seen.text
    assert "13 times" not in seen.text
    guest.press("Post it")
    assert own_posts(story) == ["A good night. So I slept."]


def test_a_link_that_is_meant_is_shown_with_its_price_and_not_asked_about_again() -> None:
    story, guest = in_the_weekend()
    guest.write("Found on Shift.ms yesterday")
    seen = guest.press("Yes, it is a link")
    assert "“Shift.ms”: this is a link. A post with a link costs us 13 times more." in seen.text
    guest.press("Post it")
    assert own_posts(story) == ["Found on Shift.ms yesterday"]


def test_several_are_asked_about_one_by_one() -> None:
    _, guest = in_the_weekend()
    assert "night.So" in guest.write(f"{NIGHT} And Shift.ms helps.It is good.").text
    assert "Shift.ms" in guest.press("Add a space").text
    assert "helps.It" in guest.press("Yes, it is a link").text
    seen = guest.press("Add a space")
    assert "A good night. So I slept. And Shift.ms helps. It is good." in seen.text
    assert "“Shift.ms”: this is a link." in seen.text


def test_in_a_thread_each_part_is_asked_about() -> None:
    _, guest = in_the_weekend()
    guest.press("Look at it first", text=["Hello.", NIGHT])
    seen = guest.press("Add a space")
    assert "1 of 2 Hello. 2 of 2 A good night. So I slept." in seen.text


def test_a_typed_address_is_no_accident_and_is_said_once() -> None:
    _, guest = in_the_weekend()
    seen = guest.write("See https://example.org and www.example.org please")
    assert "these are links" in seen.text
    assert "Post it" in seen.page.buttons()


def test_change_it_goes_back_with_the_words() -> None:
    _, guest = in_the_weekend()
    guest.write(NIGHT)
    form, _ = guest.press("Change it").page.form_with("Look at it first")
    assert form.fields["text"] == NIGHT


def test_a_space_may_make_it_too_long_and_a_link_alone_as_well() -> None:
    _, guest = in_the_weekend()
    words = f"{'x' * 259} night.So"
    assert "Did you mean" in guest.write(words).text
    assert "Post it" in guest.press("Add a space").page.buttons()
    guest.write(words)
    assert "3 letters too many." in guest.press("Yes, it is a link").text


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("night.So", "night. So"),
        ("hard.It.is over", "hard. It. is over"),
        ("https://night.So/x night.So", "https://night.So/x night. So"),
        ("see example.org/a.b now", "see example. org/a.b now"),
    ],
)
def test_spaces_go_where_the_full_stops_are(text: str, fixed: str) -> None:
    accident = next(link for link in links(text) if not is_meant(link))
    assert with_spaces(text, accident) == fixed
    assert [link for link in links(fixed) if not is_meant(link)] == []
