"""The charity's own words for a mail or a post: what is wrong with them, before anybody gets them.

Looked through when they are changed, and once more before they are used, as they may have been
edited in the table. Words without a grave finding can be filled whatever happens in a weekend.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from takeover.wording import template
from takeover.wording.banned_words import seen_first, telling
from takeover.wording.derived import FLAGS, LINKS, LISTS, placeholders
from takeover.wording.errors import WordingError
from takeover.wording.examples import NUMBER, mail_cases, post_cases
from takeover.wording.fillers import (
    MAILS,
    MAILS_AT_ONCE,
    MAILS_TO_GUESTS,
    POSTS,
    POSTS_BY_HAND,
    Needs,
)
from takeover.wording.length import LONGEST_POST, links, weighted_length
from takeover.wording.mail import LONGEST_SUBJECT, MailText, built_in_mail, render_mail
from takeover.wording.markup import is_hidden
from takeover.wording.post import built_in_post, post_words, render_post
from takeover.wording.template import Line, Template

MAIL, POST = "mail/", "post/"
NAMES = (
    *(f"{MAIL}{name}" for name in MAILS if name not in MAILS_AT_ONCE),
    *(f"{POST}{name}" for name in POSTS if name not in POSTS_BY_HAND),
)
"""Every text that the charity may write itself, by the key under which it is kept."""

LONGEST_TEXT = 6_000
MOST_WORDS = 120
_MUST_SAY = frozenset({"number", "trouble_words", "unsure_subject"}) | (LISTS - {"choices"})
_BRACES = re.compile(r"[{}]")
_BUTTON_RIGHT = "Write one such as [See my weekend] on a line of its own."


@dataclass(frozen=True)
class Finding:
    """What is wrong, in which line (0: in the text as a whole), and what would be right.

    Only what is grave keeps a text from being used.
    """

    line: int
    wrong: str
    right: str
    grave: bool = True

    @property
    def words(self) -> str:
        """All of it as sentences."""
        where = f"Line {self.line}: " if self.line else ""
        wrong = self.wrong if where else self.wrong[:1].upper() + self.wrong[1:]
        return f"{where}{wrong} {self.right}"


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
    kind, _, which = name.partition("/")
    return MAILS[which] if f"{kind}/" == MAIL else POSTS[which]


def built_in(name: str) -> str:
    """Our own words for this text."""
    kind, _, which = name.partition("/")
    return (built_in_mail(which) if f"{kind}/" == MAIL else built_in_post(which)).strip("\n")


def grave(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that keep a text from being used."""
    return tuple(one for one in findings if one.grave)


def check(name: str, text: str, ours: Ours) -> tuple[Finding, ...]:
    """Everything that is wrong with these words for this mail or post, each thing once."""
    if wrong := _unreadable(text):
        return (wrong,)
    source, needs = template.read(text), needs_of(name)
    as_written = tuple(_names(source, needs))
    is_mail = name.startswith(MAIL)
    as_written += tuple(_mail_lines(name, source) if is_mail else _post_lines(source))
    if grave(as_written):
        return as_written
    which = name.partition("/")[2]
    as_read = _mail_as_read(which, text, ours) if is_mail else _post_as_read(which, text, ours)
    found = (*as_written, *as_read, *_left_out(name, source))
    return tuple(dict.fromkeys(found))


def example(name: str, text: str | None, ours: Ours) -> MailText | str:
    """What a mail or a post looks like with made-up fillers, ours where `text` is None.

    Raises WordingError for words that have a grave finding.
    """
    which = name.partition("/")[2]
    if name.startswith(MAIL):
        return render_mail(which, next(mail_cases(which)), text=text)
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


# --- what can be seen in the lines as they were written


def _names(source: Template, needs: Needs) -> Iterator[Finding]:
    may_stand = placeholders(needs)
    may_ask = may_stand | (needs.all & FLAGS)
    for line in source.lines:
        if _BRACES.search(_without_placeholders(line)):
            right = "Curly brackets are for words that we fill in, such as {public_name}."
            yield Finding(line.number, "a curly bracket stands alone.", right)
        for name, _ in line.conditions:
            if name not in may_ask:
                yield Finding(line.number, f"{{if {name}}} is not known here.",
                              _did_you_mean(name, may_ask))  # fmt: skip
        for name in line.names:
            if name not in may_stand:
                yield _unknown(line, name, may_stand, needs)
            elif name in LISTS and line.block != name:
                yield Finding(line.number, f"{{{name}}} is a list.", "Give it a line of its own.")
        if line.conditions and not line.words:
            yield Finding(line.number, "nothing stands behind {if …}.",
                          "Write the sentence on the same line.")  # fmt: skip


def _unknown(line: Line, name: str, may_stand: frozenset[str], needs: Needs) -> Finding:
    wrong = f"{{{name}}} is not known here."
    if name.startswith("if "):
        return Finding(line.number, f"{{{name}}} stands inside the line.",
                       "Begin the line with it; it is for the whole line.")  # fmt: skip
    if name in needs.all & FLAGS:
        right = f"It is yes or no: begin a line with {{if {name}}} or {{if not {name}}}."
        return Finding(line.number, wrong, right)
    if name in needs.all & LINKS:
        return Finding(line.number, wrong, f"The button leads there. {_BUTTON_RIGHT}")
    return Finding(line.number, wrong, _did_you_mean(name, may_stand))


def _did_you_mean(name: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.casefold().replace(" ", "_"), sorted(known), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known are: {', '.join(sorted(known))}." if known else "This text has none."


def _mail_lines(name: str, source: Template) -> Iterator[Finding]:
    which = name.removeprefix(MAIL)
    needs = MAILS[which]
    written = {one for line in source.lines for one in line.names}
    for missing in sorted((_MUST_SAY & needs.all) - written):
        yield Finding(0, f"{{{missing}}} is missing.", "Nobody else tells them: put it in.")
    if not any(line.words for line in source.body):
        yield Finding(0, "there is only a subject.",
                      "The first line is the subject. The mail comes below an empty line.")  # fmt: skip
    for line in source.subject:
        if line.button is not None or line.block in LISTS or "**" in line.words:
            yield Finding(line.number, "the subject can only hold words.",
                          "Leave a line empty between the subject and the mail.")  # fmt: skip
        if "number" in line.names:
            yield Finding(line.number, "the number would be on lock screens.",
                          "Put it further down, never into the subject.")  # fmt: skip
    has_page = bool(needs.all & LINKS)
    for line in source.body:
        if "](" in line.words:
            yield Finding(line.number, "that is written as a link.",
                          "A mail has one link, the button. " + _BUTTON_RIGHT)  # fmt: skip
        elif line.button is not None and not has_page:
            yield Finding(line.number, "this mail leads to no page.", "Leave the button out.")


def _post_lines(source: Template) -> Iterator[Finding]:
    for line in source.lines:
        if "@" in _without_placeholders(line):
            yield Finding(line.number, "X limits how programs name people.",
                          "Leave out the @; for our account there is {at_account}.")  # fmt: skip


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
        yield Finding(0, "the button is missing, at least in some cases.", _BUTTON_RIGHT)


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
    if name.removeprefix(MAIL) in MAILS_TO_GUESTS and "from_name" in missing:
        yield Finding(0, "nobody signs it.", "End with {from_name}.", grave=False)


def _without_placeholders(line: Line) -> str:
    plain = dict.fromkeys(line.names, "")
    return line.filled(plain, lambda _, __: "")
