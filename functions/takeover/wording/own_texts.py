"""The charity's own words for a mail or a post: what is wrong with them, before anybody gets them.

Looked through when they are changed, and once more before they are used, as they may have been
edited in the table. Words without a grave finding can be filled whatever happens in a weekend.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from takeover.wording import own_lines, template
from takeover.wording.banned_words import seen_first, telling
from takeover.wording.errors import WordingError
from takeover.wording.examples import NUMBER, mail_cases, post_cases
from takeover.wording.fillers import (
    GUIDE,
    MAILS,
    MAILS_AT_ONCE,
    MAILS_TO_GUESTS,
    MAILS_TO_TRUSTEES,
    POSTS,
    POSTS_BY_HAND,
    Needs,
)
from takeover.wording.findings import Finding, grave
from takeover.wording.guide import Part, built_in_guide, guide_cases, render_guide
from takeover.wording.length import LONGEST_POST, links, weighted_length
from takeover.wording.mail import LONGEST_SUBJECT, MailText, built_in_mail, render_mail
from takeover.wording.markup import is_hidden
from takeover.wording.own_lines import BUTTON_RIGHT
from takeover.wording.post import built_in_post, post_words, render_post
from takeover.wording.template import Template

MAIL, POST, PAGE = "mail/", "post/", "page/"
NAMES = (
    *(f"{MAIL}{name}" for name in MAILS if name not in MAILS_AT_ONCE),
    *(f"{POST}{name}" for name in POSTS if name not in POSTS_BY_HAND),
    f"{PAGE}guide",
)
"""Every text that the charity may write itself, by the key under which it is kept."""

LONGEST_TEXT = 6_000
MOST_WORDS = 120


@dataclass(frozen=True)
class Ours:
    """What a text must not give away, and what stands in posts."""

    charity: str
    condition: str
    account: str


def tidy_text(text: str) -> str:
    """A text as it is kept: plain line breaks, nothing empty around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines)).strip("\n")


def needs_of(name: str) -> Needs:
    """What the mail or post of this name is given."""
    which = name.partition("/")[2]
    if name.startswith(PAGE):
        return GUIDE
    return MAILS[which] if name.startswith(MAIL) else POSTS[which]


def built_in(name: str) -> str:
    """Our own words for this text."""
    which = name.partition("/")[2]
    if name.startswith(PAGE):
        return built_in_guide().strip("\n")
    return (built_in_mail(which) if name.startswith(MAIL) else built_in_post(which)).strip("\n")


def check(name: str, text: str, ours: Ours) -> tuple[Finding, ...]:
    """Everything that is wrong with these words for this mail or post, each thing once."""
    if wrong := _unreadable(text):
        return (wrong,)
    source, which = template.read(text), name.partition("/")[2]
    found = list(own_lines.of_names(source, needs_of(name)))
    if name.startswith(PAGE):
        found += own_lines.of_a_guide(source)
    else:
        is_mail = name.startswith(MAIL)
        found += own_lines.of_a_mail(which, source) if is_mail else own_lines.of_a_post(source)
        if grave(found):
            return tuple(found)
        read = _mail_as_read if is_mail else _post_as_read
        found += read(which, text, ours)
    return tuple(dict.fromkeys((*found, *_left_out(name, source))))


def example(name: str, text: str | None, ours: Ours) -> MailText | tuple[Part, ...] | str:
    """What a mail, a page or a post looks like with made-up fillers, ours where `text` is None.

    Raises WordingError for words that have a grave finding.
    """
    which = name.partition("/")[2]
    if name.startswith(MAIL):
        return render_mail(which, next(mail_cases(which)), text=text)
    if name.startswith(PAGE):
        return render_guide(next(guide_cases()), text=text)
    case = next(post_cases(which, ours.condition, ours.account))
    return render_post(which, case, text=text)


def _unreadable(text: str) -> Finding | None:
    if not text.strip():
        return Finding(0, "there is nothing in it.", "Write something, or go back to our words.")
    if len(text) > LONGEST_TEXT:
        return Finding(0, f"it has {len(text):,} letters.", f"It may have {LONGEST_TEXT:,}.")
    for number, line in enumerate(text.split("\n"), start=1):
        if any(is_hidden(letter) or letter in "\u2028\u2029\ufffe\uffff" for letter in line):
            right = "Type that line again instead of pasting it."
            return Finding(number, "there is a sign that can’t be seen.", right)
    return None


# --- what a reader would see


def _mail_as_read(which: str, text: str, ours: Ours) -> Iterator[Finding]:
    tells = telling((ours.condition, ours.charity, ours.account))
    for case in mail_cases(which):
        try:
            mail = render_mail(which, case, text=text)
        except WordingError:
            # The lines are as they should be, so it is the only thing that is left to go wrong.
            yield Finding(0, "there is more than one button.", "A mail has one. Leave the rest.")
            return
        yield from _subject(mail.subject, tells)
        first = seen_first(mail.text)
        if found := tells.search(first):
            yield Finding(0, f"“{found[0]}” would be on lock screens.",
                          "Leave it out of the subject and the first 100 letters.")  # fmt: skip
        if NUMBER in first and case.get("number"):
            yield Finding(0, "the number would be on lock screens.",
                          "Put another 100 letters before it.")  # fmt: skip
        yield from _what_is_needed(which, case, mail)
        words = sum(1 for word in mail.text.split() if word != "-" and "://" not in word)
        if words >= MOST_WORDS:
            yield Finding(0, "it is long for somebody who is tired.",
                          f"Under {MOST_WORDS} words is best.", grave=False)  # fmt: skip


def _subject(subject: str, tells: re.Pattern[str]) -> Iterator[Finding]:
    if not subject:
        yield Finding(1, "there is a case in which the subject is empty.",
                      "Give it words that always stand there.")  # fmt: skip
    if found := tells.search(subject):
        yield Finding(1, f"“{found[0]}” must not be in a subject.",
                      "It is read on lock screens. Leave it out.")  # fmt: skip
    if len(subject) == LONGEST_SUBJECT and subject.endswith("…"):
        yield Finding(1, "the subject is too long.", "It may have 78 letters; phones show 40.")


def _what_is_needed(which: str, case: Mapping[str, object], mail: MailText) -> Iterator[Finding]:
    if case.get("number") and "number" in MAILS[which].all and NUMBER not in mail.text:
        yield Finding(0, "there is a case in which {number} is missing.",
                      "Put it on a line without {if …}.")  # fmt: skip
    if "link" in MAILS[which].all and "<a " not in mail.html:
        yield Finding(0, "the button is missing, at least in some cases.", BUTTON_RIGHT)


def _post_as_read(which: str, text: str, ours: Ours) -> Iterator[Finding]:
    cases = post_cases(which, ours.condition, ours.account)
    said = [post_words(which, case, text) for case in cases]
    if not all(said):
        yield Finding(0, "there is a case in which it is empty.",
                      "Give it words that always stand there.")  # fmt: skip
    longest = max(map(_length, said))
    if longest > LONGEST_POST:
        yield Finding(0, f"it can have {longest} letters as X counts them.",
                      f"It may have {LONGEST_POST} with the longest name and hello.")  # fmt: skip
    elif found := [link for one in said for link in links(one)]:
        yield Finding(0, f"X would make a link of “{found[0]}”, which costs 13 times more.",
                      "Put a space after each full stop, and leave addresses out.")  # fmt: skip


def _length(said: str) -> int:
    """As X counts it; its own counting takes long over a text that is far too long anyhow."""
    return weighted_length(said) if len(said) <= 2 * LONGEST_POST else len(said)


def _left_out(name: str, source: Template) -> Iterator[Finding]:
    """What our own words tell and these do not: perhaps on purpose."""
    asked = {one for line in source.lines for one in line.asks_for}
    told = {one for line in template.read(built_in(name)).lines for one in line.names}
    if missing := sorted(told - asked):
        named = ", ".join(f"{{{one}}}" for one in missing)
        yield Finding(0, f"our own words also tell {named}.",
                      "If you leave that out on purpose, all is well.", grave=False)  # fmt: skip
    if name.removeprefix(MAIL) in MAILS_TO_GUESTS | MAILS_TO_TRUSTEES and "from_name" in missing:
        yield Finding(0, "nobody signs it.", "End with {from_name}.", grave=False)
