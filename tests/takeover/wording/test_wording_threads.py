"""Too long for one post: the same words in several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.wording.length import fits, tidy
from takeover.wording.threads import LONGEST_THREAD, MOST_PARTS, joined, split, thread_problems

SENTENCE = "I slept well, for once, and woke up to the sound of rain on the roof."
WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "M"]), min_size=1)
BLANK = st.sampled_from([" ", "  ", "\n", "\n\n", ". ", "! ", "\n \n\n", "\u3000", "\t"])
WRITTEN = st.lists(st.tuples(WORD, BLANK), max_size=200).map(
    lambda pieces: "".join(word + blank for word, blank in pieces)
)


@given(text=WRITTEN)
def test_parts_keep_all_words_in_their_order_and_each_can_be_posted(text: str) -> None:
    parts = split(text)
    if parts:
        assert len(parts) <= MOST_PARTS
        assert [word for part in parts for word in part.split()] == tidy(text).split()
        assert [part for part in parts if not fits(part)] == []


@given(words=st.lists(st.text("abc", min_size=1, max_size=20), min_size=1, max_size=130))
def test_plain_words_can_always_be_split(words: list[str]) -> None:
    parts = split(" ".join(words))
    assert [word for part in parts for word in part.split()] == words


def test_a_paragraph_is_parted_before_a_sentence_and_a_sentence_before_a_word() -> None:
    two = f"{SENTENCE} {SENTENCE}"
    assert split(f"{two}\n\n{two}\n{SENTENCE}") == (two, f"{two}\n{SENTENCE}")
    assert split(f"{two} {two} {SENTENCE}") == (f"{two} {SENTENCE}", two)
    words = "word " * 70
    first, second = split(words)
    assert abs(len(first) - len(second)) <= 5
    assert joined((first, second)) == words.strip()


def test_what_fits_stays_whole_and_empty_parts_go() -> None:
    assert split(SENTENCE, " ", "Two.") == (SENTENCE, "Two.")
    assert split("") == ()


def test_one_word_that_is_too_long_cannot_be_split() -> None:
    assert split("x" * 300) == ()
    assert split(f"Look: {'a.' * 400}") == ()


def test_a_long_link_is_one_word_of_23() -> None:
    link = "https://example.org/" + "a" * 400
    (first, second) = split(f"{SENTENCE * 3} {link} {SENTENCE * 2}")
    assert link in first + second


def test_more_than_ten_parts_is_too_much() -> None:
    assert split("word " * 700) == ()
    assert split("x" * (LONGEST_THREAD + 1)) == ()
    assert len(split(("word " * 56) * MOST_PARTS)) == MOST_PARTS


def test_signs_that_can_not_be_posted_can_not_be_split() -> None:
    assert split("word " * 60 + "\x00") == ()


def test_sentences_that_were_cut_go_on_where_they_are_joined() -> None:
    assert joined(("One. Two", "and a half.", " ", "Three.")) == "One. Two and a half.\n\nThree."
    assert joined(()) == ""


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("a",) * 10, ""),
        (("a",) * 11, "These are 11 parts, and there is room for 10. Join some."),
        (("a" * 4_001,), "This is far too long. 10 parts together have room for about 2,800"),
    ],
)
def test_a_thread_has_up_to_ten_parts(texts: tuple[str, ...], said: str) -> None:
    assert "".join(thread_problems(texts)).startswith(said)
    assert bool(thread_problems(texts)) is bool(said)
