"""Weekends in the shape of a real archive, sent through the page as a browser sends them."""

from __future__ import annotations

from statistics import median

import pytest

from tests.desk.browser import Browser
from tests.desk.invented_slots import (
    BUSIEST_DAY,
    ENDS_AT,
    FIRST_AND_LAST,
    LONGEST,
    MEDIAN,
    SHORTEST,
    SLOTS,
    STARTS_AT,
    Said,
    busiest_day,
    posts_in,
    slot,
    weight,
)
from tests.desk.stories import HANDOVER, REVOCATION, opened
from tests.story import LONDON, Story

type Fields = dict[str, str | list[str]]


def test_the_slots_have_the_shape_of_the_archive() -> None:
    slots = [slot(number) for number in range(SLOTS)]
    inside = [[one for one in each if one.inside] for each in slots]
    posts = [posts_in(each) for each in inside]
    every = [post for each in posts for post in each]
    hours = {one.at.astimezone(LONDON).hour for each in inside for one in each}
    lengths = [weight(text) for each in inside for one in each for text in one.texts]
    assert abs(median(map(len, posts)) - MEDIAN) <= 2
    assert max(map(busiest_day, inside)) == BUSIEST_DAY
    assert abs(sum(post.startswith("@") for post in every) / len(every) - 1 / 3) < 0.04
    assert (min(lengths), max(lengths)) == (SHORTEST, LONGEST)
    assert {0, 5, 6, 22, 23} <= hours
    said = [one for each in slots for one in each]
    assert [one for one in said if one.at < STARTS_AT]
    assert [one for one in said if one.at >= ENDS_AT]
    assert [one for one in said if one.tapped_twice and len(one.texts) > 1]
    assert [one.at for one in said if one.inside and one.at in FIRST_AND_LAST] == (
        [*FIRST_AND_LAST] * SLOTS
    )


@pytest.mark.parametrize("number", range(SLOTS))
def test_what_is_inside_goes_out_once_and_what_is_outside_is_shown_again(number: int) -> None:
    said = slot(number)
    story = opened()
    guest = Browser(story)
    guest.sign_in()
    secret = guest.csrf
    for one in (one for one in said if one.at < STARTS_AT):
        is_refused(guest, secret, one)
    story.world.clock.set(STARTS_AT)
    story.run(HANDOVER)
    before = len(story.posts())
    inside = tuple(one for one in said if one.inside)
    for one in inside:
        story.world.clock.set(one.at)
        write(story, guest, secret, one)
    assert story.posts()[before:] == posts_in(inside)
    for closed, one in enumerate(one for one in said if one.at >= ENDS_AT):
        is_refused(guest, secret, one)
        if not closed:  # the first one meets a page that only the clock has closed
            story.run(REVOCATION)
    assert story.posts()[before : before + len(posts_in(inside))] == posts_in(inside)
    written = {text for one in said if not one.inside for text in one.texts}
    assert written & set(story.posts()) == set()
    assert story.failed() == []


def write(story: Story, guest: Browser, secret: str, said: Said) -> None:
    """Look at it, see just these words, post them; a shaking hand sends the form twice."""
    fields: Fields = {"csrf": [secret], "text": as_sent(said)}
    place = "/preview"
    if said.to:
        fields["to"] = [story.world.channel.somebody_writes("@ourcharity Hm?", handle=said.to)]
        place = "/talk/answer"
    form, _ = guest.post(place, fields).page.form_with("Post it")
    assert form.every["text"] == list(said.texts)
    for _ in range(1 + said.tapped_twice):
        seen = guest.post(form.action, form.every)
        home = "/talk" if said.to else "/"
        assert (seen.status, seen.headers["Location"]) == (303, f"{home}?said=posted")


def is_refused(guest: Browser, secret: str, said: Said) -> None:
    """Neither way lets it through, and both show all the words again."""
    guest.story.world.clock.set(said.at)
    published = guest.story.posts()
    fields: Fields = {"csrf": [secret], "text": as_sent(said)}
    for path in ("/preview", "/post"):
        seen = guest.post(path, fields | {"attempt": ["0123456789abcdef"]})
        assert seen.status == 403
        assert seen.reason in {"too_early", "closed", "signed_out"}
        assert " ".join(" ".join(said.texts).split()) in seen.text
    assert guest.story.posts() == published


def as_sent(said: Said) -> list[str]:
    """Browsers send a line's end as two signs."""
    return [text.replace("\n", "\r\n") for text in said.texts]
