"""House rules that hold for every post of the charity."""

import unicodedata
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from takeover.wording import WordingError, render_post
from takeover.wording.fillers import POSTS
from takeover.wording.length import (
    LONGEST_HELLO,
    LONGEST_NAME,
    LONGEST_POST,
    check_hello,
    check_name,
    links,
    weighted_length,
)
from takeover.wording.post import _posts
from tests.takeover.wording.samples import LONGEST, USUAL

ALL = sorted(POSTS)
WORST = {
    **LONGEST,
    "public_name": "W" * LONGEST_NAME,
    "introduction": "x" * LONGEST_HELLO,
    "condition": "multiple sclerosis",
    "at_account": "@" + "a" * 15,
    "end_day": "Wednesday",
}


def test_every_post_is_declared_and_every_declared_post_has_words() -> None:
    assert sorted(_posts()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_a_post_uses_exactly_the_fillers_it_declares(name: str) -> None:
    marked = {filler: f"{{{filler}}}" for filler in USUAL}
    used = {filler for filler in marked if marked[filler] in _posts()[name]}
    assert used == POSTS[name].all


@pytest.mark.parametrize(("name", "fillers"), list(product(ALL, (USUAL, WORST))))
def test_a_post_fits_and_holds_no_link(name: str, fillers: dict[str, object]) -> None:
    text = render_post(name, fillers)
    assert weighted_length(text) <= LONGEST_POST
    assert links(text) == []
    assert text == unicodedata.normalize("NFC", text).strip()
    assert "\n" not in text


def test_the_introduction_of_a_named_guest_reads_as_it_should() -> None:
    assert render_post("intro-named", USUAL) == (
        "Meet Bluebell, who has our account until Monday. Gardener, mum of two, bad at resting. "
        "They live with MS and are here on and off. Say hello! Put @ourcharity in your post so "
        "they can answer."
    )


def test_without_a_hello_its_sentence_is_left_out() -> None:
    text = render_post("intro-named", {**USUAL, "introduction": ""})
    assert text.startswith("Meet Bluebell, who has our account until Monday. They live with MS")


def test_a_hello_without_a_full_stop_gets_one() -> None:
    text = render_post("intro-named", {**USUAL, "introduction": "Loves owls"})
    assert "Monday. Loves owls. They live" in text


def test_the_introduction_of_an_unnamed_guest_asks_not_to_guess() -> None:
    text = render_post("intro-anonymous", USUAL)
    assert "Call them Bluebell, and please do not guess who they are" in text


def test_decomposed_letters_are_composed() -> None:
    text = render_post("intro-anonymous", {**USUAL, "public_name": "Zoe\u0308"})
    assert "Call them Zoë," in text


@pytest.mark.parametrize("missing", ["public_name", "condition", "at_account", "end_day"])
def test_a_missing_or_empty_filler_is_named_with_its_post(missing: str) -> None:
    for fillers in ({k: v for k, v in USUAL.items() if k != missing}, {**USUAL, missing: " "}):
        with pytest.raises(WordingError, match=f'"intro-named" needs words for .*{missing}'):
            render_post("intro-named", fillers)


def test_a_post_that_x_would_refuse_or_charge_for_is_not_rendered() -> None:
    with pytest.raises(WordingError, match=r'In the post "intro-named": .* link of “Shift.ms”'):
        render_post("intro-named", {**USUAL, "introduction": "I like Shift.ms a lot."})
    with pytest.raises(WordingError, match=r'"intro-named" has \d+ letters'):
        render_post("intro-named", {**WORST, "condition": "a condition with a very long name"})


def test_an_unknown_post_is_refused_by_name() -> None:
    with pytest.raises(WordingError, match='no post "intro"'):
        render_post("intro", USUAL)


_LETTERS = st.sampled_from("aAm.sS :/@-_éł木😀,!?()0")


@given(
    public_name=st.text(_LETTERS, min_size=1, max_size=LONGEST_NAME),
    introduction=st.text(_LETTERS, max_size=LONGEST_HELLO),
)
@settings(max_examples=40, deadline=None)
def test_a_name_and_a_hello_that_were_taken_never_spoil_a_post(
    public_name: str, introduction: str
) -> None:
    assume(not check_name(public_name) and not check_hello(introduction))
    for name in ALL:
        values = {**WORST, "public_name": public_name, "introduction": introduction}
        assert weighted_length(render_post(name, values)) <= LONGEST_POST
