"""What X makes of a text, and what may be a name or a hello."""

import subprocess
import sys
import warnings

import pytest

from takeover.wording import WordingError, length
from takeover.wording.length import (
    check_hello,
    check_name,
    fits,
    links,
    post_problems,
    refuse_links,
    tidy,
    weighted_length,
)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Hello", 5),
        ("a\nb", 3),
        ("Zoe\u0308", 3),
        ("木", 2),
        ("😀", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("https://example.org/a/very/long/address/that/goes/on", 23),
        ("Shift.ms", 23),
        ("x" * 280, 280),
    ],
)
def test_length_is_counted_as_x_counts_it(text: str, weight: int) -> None:
    assert weighted_length(text) == weight


def test_a_post_fits_up_to_280() -> None:
    assert (fits("x" * 280), fits("x" * 281), fits("木" * 140), fits("木" * 141)) == (
        *(True, False),
        *(True, False),
    )
    assert post_problems("x" * 281) == ["1 letter too many."]
    assert post_problems("x" * 285) == ["5 letters too many."]
    assert post_problems(" \n") == ["There is nothing to post yet."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I like Shift.ms and example.org/x.", ["Shift.ms", "example.org/x"]),
        ("So hard.It is", ["hard.It"]),
        ("So hard. It is, e.g. at 5.30pm", []),
        ("See https://example.org", ["https://example.org"]),
        ("Write to robin@example", []),
    ],
)
def test_links_are_what_x_takes_for_one(text: str, found: list[str]) -> None:
    assert links(text) == found


def test_a_link_is_refused_with_what_it_costs_and_what_to_do() -> None:
    with pytest.raises(WordingError) as refusal:
        refuse_links("We love Shift.ms", "the hello")
    assert str(refusal.value) == (
        "In the hello: X would make a link of “Shift.ms”, which costs 13 times more. "
        "Put a space after the full stop, or leave the full stop out."
    )
    with pytest.raises(WordingError, match=r"Leave it out\.$"):
        refuse_links("See https://example.org", "the hello")
    refuse_links("We love Shift MS", "the hello")


def test_a_hostile_text_is_refused_before_the_slow_library_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never() -> None:
        raise AssertionError("The library was called.")

    monkeypatch.setattr(length, "_parser", never)
    hostile = "a." * 5_000
    for look in (weighted_length, links):
        with pytest.raises(WordingError, match="10,000 characters, and 1,000 is the most"):
            look(hostile)
    assert not fits(hostile)
    assert check_name(hostile) == ["The name is far too long: it may have 30 letters."]
    assert check_hello(hostile) == ["The hello is far too long: it may have 80 letters."]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\r", "\x7f", "\ufeff", "\ud800"])
def test_signs_that_x_does_not_take_are_refused(sign: str) -> None:
    with pytest.raises(WordingError, match=rf"U\+{ord(sign):04X}"):
        weighted_length(f"a{sign}b")
    assert not fits(f"a{sign}b")


def test_a_post_is_tidied_before_it_is_shown_and_sent() -> None:
    assert tidy(" Zoe\u0308\r\n\tone\rtwo \n") == "Zoë\n one\ntwo"


@pytest.mark.parametrize(
    "name", ["Bluebell", "Sam J.", "Zoë", "木", "O'Hara-Smith", "Owl 🦉", "W" * 30, "👩‍👩‍👧‍👦 x"]
)
def test_a_fine_name_is_taken(name: str) -> None:
    assert check_name(name) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "needs at least one letter"),
        ("🦉 .", "needs at least one letter"),
        ("W" * 31, "has 31 letters, and may have 30"),
        ("木" * 16, "has 32 letters, and may have 30"),
        ("Shift.ms", "link of “Shift.ms”"),
        ("@sam", "Leave out the @"),
        ("\uff20sam", "Leave out the @"),
        ("Sam\nBcc: x", "one line"),
        ("Sam\u202ex", "one line"),
        ("S\u200bam", "one line"),
    ],
)
def test_a_name_that_can_not_stand_in_a_post_is_refused_in_words(name: str, problem: str) -> None:
    (said,) = check_name(name)
    assert problem in said


def test_no_hello_is_fine_and_each_mistake_in_one_is_named() -> None:
    assert check_hello("") == []
    assert check_hello(" ") == []
    assert check_hello("Gardener, mum of two, bad at resting.") == []
    assert len(check_hello("x" * 70 + " ask @sam or Shift.ms")) == 3


def test_the_words_are_imported_without_the_slow_libraries() -> None:
    slow = "{'jinja2', 'markdown_it', 'icalendar', 'twitter_text', 'pkg_resources'}"
    modules = "takeover.wording.agreement, takeover.wording.calendar, takeover.wording.questions"
    program = f"import sys, {modules}; print(sorted({slow} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "functions"},
    )
    assert ran.stdout.strip() == "[]"


def test_the_library_is_brought_in_without_its_warning() -> None:
    length._parser.cache_clear()
    for module in [m for m in sys.modules if m.startswith("twitter_text") or m == "pkg_resources"]:
        del sys.modules[module]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert weighted_length("Hello") == 5
