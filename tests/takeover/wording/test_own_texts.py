"""The charity's own words: refused with a reason when changed, or fit for every weekend."""

from __future__ import annotations

import re

import pytest
from hypothesis import example as with_this
from hypothesis import given, settings
from hypothesis import strategies as st

from takeover.wording import own_texts, render_mail, render_post
from takeover.wording.derived import LINKS, placeholders
from takeover.wording.examples import EXAMPLE, mail_cases, post_cases
from takeover.wording.fillers import GUIDE, MAILS, POSTS
from takeover.wording.findings import grave
from takeover.wording.guide import guide_cases, render_guide
from takeover.wording.length import LONGEST_POST, links, weighted_length
from takeover.wording.own_texts import NAMES, Ours, built_in, check, tidy_text
from tests.takeover.wording.samples import LINK, USUAL, variants
from tests.takeover.wording.test_wording_mails import Page

OURS = Ours("the Owl Trust", "night blindness", "owltrust")
FINE = """{friday_short}: please say yes

Hello {public_name}, this is yours: **{opens}, to {closes}**.

[Say yes]

{from_name}
"""


def wrong(name: str, text: str) -> list[str]:
    """What keeps these words from being used."""
    return [one.words for one in grave(check(name, text, OURS))]


@pytest.mark.parametrize("name", NAMES)
def test_our_own_words_have_nothing_wrong(name: str) -> None:
    assert check(name, built_in(name), OURS) == ()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("mail/")])
def test_our_own_words_may_be_taken_as_a_beginning_and_make_the_same_mail(name: str) -> None:
    which = name.removeprefix("mail/")
    for fillers in variants(which):
        assert render_mail(which, fillers, text=built_in(name)) == render_mail(which, fillers)


def test_there_is_an_example_for_every_filler() -> None:
    needed = {filler for needs in (*MAILS.values(), *POSTS.values(), GUIDE) for filler in needs.all}
    assert needed - set(EXAMPLE) == {"condition", "at_account"}


def test_words_of_her_own_go_out_as_she_wrote_them() -> None:
    assert check("mail/booked", FINE, OURS) == ()
    mail = render_mail("booked", USUAL, text=FINE)
    assert mail.subject == "Friday 4 December: please say yes"
    assert mail.text == (
        "Hello Bluebell, this is yours: Friday 4 December, 5pm, to Monday 7 December, 9am.\n\n"
        f"Say yes:\n{LINK}\n\nRobin\n"
    )
    assert Page(mail.html).hrefs == [LINK]


# --- what is refused, and what would be right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is nothing in it. Write something, or go back to our words."),
        (FINE.replace("{opens}", "{open}"),
         "Line 3: {open} is not known here. Did you mean opens?"),
        (FINE.replace("{from_name}", "{from name}"),
         "Line 7: {from name} is not known here. Did you mean from_name?"),
        (FINE.replace("{from_name}", "{robin"),
         ("Line 7: a curly bracket stands alone. Curly brackets are for words that we fill in, "
          "such as {public_name}.")),
        (FINE.replace("{from_name}", "{link}"),
         ("Line 7: {link} is not known here. The button leads there. Write one such as "
         "[See my weekend] on a line of its own.")),
        (FINE.replace("[Say yes]", ""),
         ("The button is missing, at least in some cases. Write one such as [See my weekend] on a "
         "line of its own.")),
        (FINE.replace("[Say yes]", "{if said_yes_on} [Say yes]"),
         ("The button is missing, at least in some cases. Write one such as [See my weekend] on a "
         "line of its own.")),
        (FINE + "\n[Once more]",
         "There is more than one button. A mail has one. Leave the rest."),
        (FINE.replace("[Say yes]", "[Say yes](https://example.org)"),
         ("Line 5: that is written as a link. A mail has one link, the button. Write one such as "
         "[See my weekend] on a line of its own.")),
        ("Only a subject", ("There is only a subject. The first line is the subject. The "
         "mail comes below an empty line.")),
        (FINE.replace("please say yes", "your account"),
         "Line 1: “account” must not be in a subject. It is read on lock screens. Leave it out."),
        (FINE.replace("please say yes", "life with Night Blindness"),
         ("Line 1: “Night Blindness” must not be in a subject. It is read on lock screens. "
          "Leave it out.")),
        (FINE.replace("this is yours", "the Owl Trust says hello"),
         ("“the Owl Trust” would be on lock screens. Leave it out of the subject and the first 100 "
         "letters.")),
        (FINE.replace("please say yes", "please " * 12),
         "Line 1: the subject is too long. It may have 78 letters; phones show 40."),
        (FINE.replace("{friday_short}: ", "{if said_yes_on} "),
         ("Line 1: there is a case in which the subject is empty. Give it words that always stand "
         "there.")),
        (FINE.replace("Hello", "Hel\u200blo"),
         "Line 3: there is a sign that can’t be seen. Type that line again instead of pasting it."),
        (FINE.replace("Hello", "Hello {if said_yes_on} again"),
         ("Line 3: {if said_yes_on} stands inside the line. Begin the line with it; it is for the "
         "whole line.")),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_line_and_what_would_be_right(text: str, said: str) -> None:
    assert said in wrong("mail/booked", text)


NUMBER = built_in("mail/number")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NUMBER.replace("**{number}**", "what I told you"),
         "{number} is missing. Nobody else tells them: put it in."),
        (NUMBER.replace("2. Type", "{if is_open} 2. Type"),
         "There is a case in which {number} is missing. Put it on a line without {if …}."),
        (NUMBER.replace("Open this mail. There are two things in it that you need.", "{number}"),
         "The number would be on lock screens. Put another 100 letters before it."),
        (NUMBER.replace("{if is_open} Your page is open", "{number}", 1),
         ("Line 1: the number would be on lock screens. Put it further down, never into the "
         "subject.")),
        (NUMBER.replace("{from_name}", "{is_open}"),
         ("Line 25: {is_open} is not known here. It is yes or no: begin a line with {if is_open} "
          "or {if not is_open}.")),
    ],
)  # fmt: skip
def test_the_number_is_always_there_and_never_on_a_lock_screen(text: str, said: str) -> None:
    assert said in wrong("mail/number", text)


def test_a_list_needs_a_line_of_its_own() -> None:
    text = built_in("mail/answers").replace("{answers}", "They said: {answers}")
    assert wrong("mail/answers", text) == [
        "Line 5: {answers} is a list. Give it a line of its own."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Meet {public_name}. " + "x" * 270,
         ("It can have 307 letters as X counts them. It may have 280 with the longest name and "
         "hello.")),
        ("Meet {public_name}.org!",
         ("X would make a link of “Bluebell.org”, which costs 13 times more. Put a space after "
          "each full stop, and leave addresses out.")),
        ("Meet {public_name}, a friend of @robin",
         ("Line 1: X limits how programs name people. Leave out the @; for our account there is "
         "{at_account}.")),
        ("{introduction}",
         "There is a case in which it is empty. Give it words that always stand there."),
    ],
)  # fmt: skip
def test_a_post_fits_with_the_longest_name_and_holds_no_link(text: str, said: str) -> None:
    assert said in wrong("post/intro-named", text)


def test_what_may_be_meant_is_only_said() -> None:
    found = check("mail/booked", FINE.replace("{from_name}", "word " * 120), OURS)
    assert [(one.words, one.grave) for one in found] == [
        ("It is long for somebody who is tired. Under 120 words is best.", False),
        ("Our own words also tell {from_name}. If you leave that out on purpose, all is well.",
         False),
        ("Nobody signs it. End with {from_name}.", False),
    ]  # fmt: skip


def test_the_names_of_the_charity_may_stand_further_down() -> None:
    later = FINE + "\n" + "word " * 20 + "\nThe Owl Trust, for people with night blindness."
    assert wrong("mail/booked", later) == []


def test_a_text_is_kept_with_plain_line_breaks() -> None:
    assert tidy_text("\r\n One\t\r\n\r\nTwo  \r\n\r\n") == " One\n\nTwo"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello\n\n# Before\n\nRest.",
         "Line 1: it stands before the first heading. Put a line such as # Before above it."),
        ("# Before\n\n[See it]",
         "Line 3: that is written as a link or a button. The guide has none. Leave it out."),
        ("# Before\n\n[this](https://example.org)",
         "Line 3: that is written as a link or a button. The guide has none. Leave it out."),
        ("{if phone} # Before\n\nRest.",
         "Line 1: a heading is always there. Put {if …} in front of the lines below it."),
        ("# Before\n\n{phon}", "Line 3: {phon} is not known here. Did you mean phone?"),
    ],
)  # fmt: skip
def test_the_guide_has_headings_and_no_links(text: str, said: str) -> None:
    assert said in wrong("page/guide", text)


def test_the_guide_leaves_out_who_is_not_there() -> None:
    *_, full = render_guide(next(guide_cases()))
    *_, bare = render_guide(dict.fromkeys(GUIDE.all, ""))
    assert "Somebody of ours is awake: Saturday and Sunday, 9am to 9pm." in full.inside
    assert "reply to our mail, or call 020 7946 0999." in full.inside
    assert bare.inside == (
        "<p>“This is too much” works at once, at any hour.\nTo tell us anything else, reply to our "
        "mail.</p>\n"
    )


# --- whatever is typed is refused, or can be sent


_PIECES = st.sampled_from([
    "\n", "\n\n", " ", "{", "}", "{if ", "{if not ", "[", "]", "](", "(", ")", "**", "*", "_", "`",
    "1. ", "- ", "> ", "# ", "<b>", "&", "\\", "https://evil.example", "@robin", "Hello", "word. ",
    "{{ 7*7 }}", "{% if x %}", "{public_name.__class__}", "{0}", "😀", "ﷺ", "\u202e", "\ud800",
    "\x85",
    "[See my weekend]\n", "{number}", "{from_name}\n", "{answers}\n", "{introduction}", ".org",
])  # fmt: skip


def _texts(name: str) -> st.SearchStrategy[str]:
    known = sorted(placeholders(own_texts.needs_of(name)))
    own = st.sampled_from([f"{{{one}}}" for one in known] or ["word"])
    lines = st.sampled_from(built_in(name).splitlines(keepends=True))
    return st.lists(st.one_of(_PIECES, own, lines, st.text(max_size=8)), max_size=25).map("".join)


@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_every_text_is_refused_with_a_reason_or_makes_a_mail_in_every_case(
    data: st.DataObject,
) -> None:
    name = data.draw(st.sampled_from(NAMES))
    text = tidy_text(data.draw(_texts(name)))
    if wrong(name, text):
        return
    which = name.partition("/")[2]
    if name.startswith("post/"):
        for case in post_cases(which, OURS.condition, OURS.account):
            said = render_post(which, case, text=text)
            assert (weighted_length(said) <= LONGEST_POST, links(said)) == (True, [])
        return
    if name.startswith("page/"):
        for case in guide_cases():
            for part in render_guide(case, text=text):
                tags = set(Page(part.inside).tags)
                assert tags <= {"p", "strong", "em", "ol", "ul", "li", "br"}
        return
    for case in (*mail_cases(which), *variants(which)):
        mail = render_mail(which, case, text=text)
        page = Page(mail.html)
        assert len(page.hrefs) <= 1
        assert set(page.hrefs) <= {case.get(link) for link in LINKS}
        assert not set(page.tags) & {"script", "img", "b", "iframe"}
        assert mail.subject
        assert len(mail.subject) <= 78
        (mail.subject + mail.text + mail.html).encode()


@given(text=st.text(st.sampled_from("ab {}[]()*_-.1\n\\`<>&if")))
@with_this(text="-" * 400)
@with_this(text="- " * 2_000)
@with_this(text="*" * 5_000)
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_odd_to_be_looked_through(text: str) -> None:
    for name in ("mail/number", "post/intro-named"):
        for one in check(name, tidy_text(text), OURS):
            assert re.search(r"[.!?]$", one.words)
