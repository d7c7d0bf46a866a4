"""A photo on its way into a post: chosen, shown to its guest alone, described, taken off."""

from __future__ import annotations

from takeover.errors import LaterError
from tests.desk.photographs import add, add_fields, jpeg, keys, send, shown
from tests.desk.stories import WORDS, in_the_weekend, own_posts


def test_a_photo_is_added_looked_at_and_posted_without_a_script() -> None:
    story, guest = in_the_weekend()
    seen = add(guest, about="My dog.", text=WORDS)
    form, _ = seen.page.form_with("Look at it first")
    assert (seen.status, form.fields["text"], form.fields["alt"]) == (200, WORDS, "My dog.")
    guest.press("Look at it first")
    assert "In words: My dog." in guest.last.text
    guest.press("Post it")
    assert own_posts(story) == [WORDS]
    assert shown(story) == [("My dog.", "image/jpeg")]


def test_up_to_four_photos_go_along_one_a_request() -> None:
    story, guest = in_the_weekend()
    for colour in ("red", "green", "blue", "white"):
        add(guest, jpeg(colour), about=f"All {colour}", text=WORDS)
    assert len(set(keys(guest))) == 4
    labels = guest.last.page.buttons()
    assert [label for label in labels if label.startswith("Add a") and "photo" in label] == []
    assert [label for label in labels if label.endswith(" off")] == [
        f"Take photo {number} off" for number in range(1, 5)
    ]
    guest.press("Look at it first")
    guest.press("Post it")
    assert [alt for alt, _ in shown(story)] == ["All red", "All green", "All blue", "All white"]


def test_a_fifth_photo_is_not_taken() -> None:
    story, guest = in_the_weekend()
    for colour in ("red", "green", "blue", "white"):
        fields = add_fields(guest)
        send(guest, fields, jpeg(colour))
    assert len(story.world.photos.kept) == 4
    fields = {"csrf": [guest.csrf], "text": [WORDS], "photo": keys(guest), "alt": [""] * 4}
    assert send(guest, fields, jpeg("black")).status == 200
    assert (len(keys(guest)), len(story.world.photos.kept)) == (4, 4)


def test_the_same_photo_twice_is_one() -> None:
    story, guest = in_the_weekend()
    add(guest, about="A dog", text=WORDS)
    add(guest, about="My dog")
    form, _ = guest.last.page.form_with("Look at it first")
    assert (len(keys(guest)), form.fields["alt"]) == (1, "My dog")
    assert len(story.world.photos.kept) == 1


def test_what_is_in_it_may_be_left_out_and_is_asked_for_once_more() -> None:
    story, guest = in_the_weekend()
    add(guest, text=WORDS)
    guest.press("Look at it first")
    assert "You have not said what is in this photo." in guest.last.text
    guest.press("Post it")
    assert shown(story) == [("", "image/jpeg")]


def test_what_is_in_it_can_be_changed_where_the_words_are() -> None:
    story, guest = in_the_weekend()
    add(guest, about="A cat", text=WORDS)
    guest.press("Look at it first", alt="My dog")
    guest.press("Post it")
    assert [alt for alt, _ in shown(story)] == ["My dog"]


def test_a_photo_is_taken_off_and_the_words_stay() -> None:
    story, guest = in_the_weekend()
    add(guest, text=WORDS)
    guest.press("Take it off")
    form, _ = guest.last.page.form_with("Look at it first")
    assert (keys(guest), form.fields["text"]) == ([], WORDS)
    guest.press("Look at it first")
    guest.press("Post it")
    assert shown(story) == []


def test_photos_survive_changing_adding_a_part_splitting_and_refusals() -> None:
    _, guest = in_the_weekend()
    add(guest, about="My dog", text=WORDS)
    (key,) = keys(guest)
    for button, typed in (
        ("Look at it first", {}),
        ("Change it", {}),
        ("Write a second part", {}),
        ("Join them again", {"text": "One. " * 70}),
        ("Look at it first", {}),
        ("Split it in two", {}),
        ("Add another photo", {}),
        ("Go on without it", {}),
    ):
        guest.press(button, **typed)
        where = "Post it" if button == "Look at it first" and guest.last.status == 200 else ""
        where = where or ("Add it" if button == "Add another photo" else "Look at it first")
        assert (button, keys(guest, where)) == (button, [key])


def test_photos_survive_a_no_of_x() -> None:
    story, guest = in_the_weekend()
    add(guest, about="My dog", text=WORDS)
    guest.press("Look at it first")
    story.world.seam.fail("channel.upload", LaterError("busy"))
    assert guest.press("Post it").status == 409
    guest.press("Post it")
    assert shown(story) == [("My dog", "image/jpeg")]


def test_photos_are_kept_with_words_for_later() -> None:
    story, guest = in_the_weekend()
    add(guest, about="My dog", text=WORDS)
    guest.press("Keep it for later")
    assert "In words: My dog" in guest.last.text
    guest.press("Change it")
    guest.press("Look at it first")
    guest.press("Post it")
    assert shown(story) == [("My dog", "image/jpeg")]


def test_a_photo_needs_words_with_it() -> None:
    story, guest = in_the_weekend()
    add(guest, about="My dog")
    seen = guest.press("Look at it first")
    assert (seen.status, len(keys(guest)), own_posts(story)) == (422, 1, [])


def test_the_page_says_with_how_many_photos_a_post_went_out() -> None:
    _, guest = in_the_weekend()
    for colour in ("red", "green"):
        add(guest, jpeg(colour), text=["One.", "Two."])
    guest.press("Look at it first")
    seen = guest.press("Post it")
    assert "1 of 2, with 2 photos. Posted Saturday" in seen.text
    assert "2 of 2. Posted Saturday" in seen.text
