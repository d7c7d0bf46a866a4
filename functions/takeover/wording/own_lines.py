"""What can be seen in the charity's own words line by line, before anything is filled in."""

import difflib
import re
from collections.abc import Iterator

from takeover.wording.derived import FLAGS, LINKS, LISTS, placeholders
from takeover.wording.fillers import MAILS, Needs
from takeover.wording.findings import Finding
from takeover.wording.guide import heading_of
from takeover.wording.template import Line, Template

BUTTON_RIGHT = "Write one such as [See my weekend] on a line of its own."
_MUST_SAY = frozenset({"number", "trouble_words", "unsure_subject"}) | (LISTS - {"choices"})
_BRACES = re.compile(r"[{}]")


def of_names(source: Template, needs: Needs) -> Iterator[Finding]:
    """What stands in curly brackets and may not."""
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
        return Finding(line.number, wrong, f"The button leads there. {BUTTON_RIGHT}")
    return Finding(line.number, wrong, _did_you_mean(name, may_stand))


def _did_you_mean(name: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(name.casefold().replace(" ", "_"), sorted(known), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known are: {', '.join(sorted(known))}." if known else "This text has none."


def of_a_mail(which: str, source: Template) -> Iterator[Finding]:
    """What a mail must have, and what only the lines of others may."""
    needs = MAILS[which]
    written = {one for line in source.lines for one in line.names}
    for missing in sorted((_MUST_SAY & needs.all) - written):
        yield Finding(0, f"{{{missing}}} is missing.", "Nobody else tells them: put it in.")
    if not any(line.words for line in source.body):
        yield Finding(0, "there is only a subject.",
                      "The first line is the subject. The mail comes below an empty line."
                      )  # fmt: skip
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
                          "A mail has one link, the button. " + BUTTON_RIGHT)  # fmt: skip
        elif line.button is not None and not has_page:
            yield Finding(line.number, "this mail leads to no page.", "Leave the button out.")


def of_a_post(source: Template) -> Iterator[Finding]:
    """Whom a post names."""
    for line in source.lines:
        if "@" in _without_placeholders(line):
            yield Finding(line.number, "X limits how programs name people.",
                          "Leave out the @; for our account there is {at_account}.")  # fmt: skip


def of_a_guide(source: Template) -> Iterator[Finding]:
    """Lines without a heading above them, and what the guide has none of."""
    headed = False
    for line in source.lines:
        headed = headed or bool(heading_of(line))
        if line.words and not headed:
            yield Finding(line.number, "it stands before the first heading.",
                          "Put a line such as # Before above it.")  # fmt: skip
        if "](" in line.words or line.button is not None:
            yield Finding(line.number, "that is written as a link or a button.",
                          "The guide has none. Leave it out.")  # fmt: skip
        if line.conditions and heading_of(line):
            yield Finding(line.number, "a heading is always there.",
                          "Put {if …} in front of the lines below it.")  # fmt: skip


def _without_placeholders(line: Line) -> str:
    plain = dict.fromkeys(line.names, "")
    return line.filled(plain, lambda _, __: "")
