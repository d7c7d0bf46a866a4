"""Nothing that a person typed becomes markup, a link, a header or another line."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takeover.wording import WordingError, render_mail
from takeover.wording.fillers import MAILS
from takeover.wording.markup import fold
from takeover.wording.not_ready import Told
from tests.takeover.wording.samples import USUAL, Mistake, Weekend
from tests.takeover.wording.test_wording_mails import Page

_MARKS = ["[a](https://evil.example)", "<b>", "</p>", "<script>", "**", "_", "`", "~~", "\\", "{{"]
_LINES = ["\n", "\r\n", "\n\n# ", "\n1. ", "\n> ", "\nBcc: x", "    ", "\u2028", "\x00", "\u202e"]
_WORDS = ["<https://evil.example>", "&lt;", "![i](x)", "{% if %}", "Sam", "“", "é", "https://a.b"]
HOSTILE = st.one_of(st.text(), st.lists(st.sampled_from(_MARKS + _LINES + _WORDS)).map("".join))


def spoiled(fillers: Mapping[str, object], evil: str) -> dict[str, object]:
    """Put the same hostile words wherever somebody's words may stand."""
    listed: dict[str, object] = {
        "answers": [(evil, evil)],
        "obstacles": [Told(evil, evil, evil)],
        "mistakes": [Mistake(evil, evil, evil, evil)],
        "problems": [evil],
        "notes": [evil],
        "choices": [evil],
        "weekends": [Weekend(evil, evil, gap=True)],
    }
    spared = {"link", "list_link", "review_link", "waiting_link", *listed}
    return {
        **{k: evil if isinstance(v, str) and k not in spared else v for k, v in fillers.items()},
        **listed,
    }


TAME = {name: render_mail(name, spoiled(USUAL, "tame")) for name in MAILS}


@given(evil=HOSTILE.filter(lambda text: bool(fold(text))))
@settings(max_examples=60, deadline=None)
def test_no_filler_can_make_a_link_a_tag_a_line_or_a_header(evil: str) -> None:
    for name, tame in TAME.items():
        mail = render_mail(name, spoiled(USUAL, evil))
        page, plain = Page(mail.html), Page(tame.html)
        assert page.tags == plain.tags
        assert page.hrefs == plain.hrefs
        assert page.attributes == plain.attributes
        assert len(mail.text.splitlines()) == len(tame.text.splitlines())
        assert len(mail.subject.splitlines()) == 1
        mail.text.encode()
        mail.subject.encode()


@given(evil=HOSTILE.filter(lambda text: bool(fold(text))))
@settings(max_examples=60, deadline=None)
def test_what_somebody_typed_is_shown_as_it_was_typed(evil: str) -> None:
    mail = render_mail("get_in_touch", {**USUAL, "friday": evil})
    assert fold(evil) == fold(fold(evil))
    assert fold(evil) in mail.text
    assert fold(evil) in " ".join(Page(mail.html).words)


@pytest.mark.parametrize(
    "name",
    [
        "**Bold** <b>Sam</b>",
        "[Sam](https://evil.example)",
        "Sam\r\nBcc: everybody@example.org",
        "Sam\n\n1. one\n2. two",
        "<script>alert(1)</script>",
        "{{ link }} &lt;b&gt; \\",
    ],
)
def test_a_hostile_name_stands_there_as_it_was_typed(name: str) -> None:
    mail = render_mail("booked", {**USUAL, "public_name": name})
    assert mail.text.startswith(f"Hello {' '.join(name.split())},\n\n")
    assert Page(mail.html).tags == Page(TAME["booked"].html).tags


def test_a_long_name_is_cut_in_the_subject_and_whole_in_the_mail() -> None:
    mail = render_mail("please_ring", {**USUAL, "public_name": "Sam " * 50})
    assert mail.subject == "Please ring " + ("Sam " * 10)[:39].rstrip() + "…"
    assert ("Sam " * 50).strip() in mail.text


@pytest.mark.parametrize("value", [True, 1.5, ["a"], b"a"])
def test_only_words_and_numbers_can_be_shown(value: object) -> None:
    with pytest.raises(WordingError, match='"booked": A filler must be words or a number'):
        render_mail("booked", {**USUAL, "opens": value})
