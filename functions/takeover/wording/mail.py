"""Mails: one text in Markdown gives the subject, the plain text and the HTML."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from takeover.wording import template
from takeover.wording.derived import LINKS, as_lists, in_words, with_derived
from takeover.wording.errors import WordingError
from takeover.wording.fillers import MAILS, Needs
from takeover.wording.markup import Html, as_html, as_plain_html, as_text, escape, fold, parse
from takeover.wording.template import Template
from takeover.wording.words import shortened

_HERE = Path(__file__).parent
# RFC 5322 asks for lines of at most 78 characters, and phones show about half of that.
LONGEST_SUBJECT = 78
_LONGEST_VALUE_IN_SUBJECT = 40
_ADDRESS_OF_A_PAGE = re.compile(r"https?://[^\s<>\"\\`]+")


@dataclass(frozen=True)
class MailText:
    """A mail in words, ready to be sent: one line of subject, plain text and HTML.

    `inside` is what the HTML says, for one of our own pages.
    """

    subject: str
    text: str
    html: str
    inside: Html


def render_mail(
    name: str,
    fillers: Mapping[str, object],
    *,
    text: str | None = None,
    rehearsal_for: str | None = None,
) -> MailText:
    """Render the mail called `name`; `takeover.wording.fillers` says what each mail needs.

    `text` takes the place of our own words. With `rehearsal_for`, one line on top says who would
    have got it; nothing else changes.

    Raises:
        WordingError: there is no such mail, a filler is missing, empty or of a wrong kind, or
            `text` has what cannot be filled.
    """
    needs = _needs(name)
    values = _values(name, needs, fillers)
    source = _built_in(name) if text is None else template.read(text)
    try:
        subject = template.one_line(source.subject, values, _in_subject)
        body = template.markdown(
            source.body, values, _in_body, as_lists(values), link_of(needs, values)
        )
        if rehearsal_for is not None:
            body = f"Rehearsal: this mail would have gone to {escape(rehearsal_for)}.\n\n{body}"
        tokens = parse(body)
    except WordingError as error:
        raise WordingError(f'The mail "{name}": {error}') from error
    subject = shortened(fold(subject), LONGEST_SUBJECT)
    shown, inside = as_plain_html(tokens), as_html(tokens)
    whole = _layout().replace("{subject}", html.escape(subject)).replace("{inside}", inside)
    return MailText(subject=subject, text=as_text(tokens), html=whole, inside=shown)


def sender_name(from_name: str) -> str:
    """Return the name that people see as sender: a person's, never the charity's.

    The charity's name can give away an illness in an inbox or on a lock screen.
    """
    return f"{fold(from_name)}, weekend team"


def built_in_mail(name: str) -> str:
    """Our own words for this mail, as the charity may change them."""
    return (_HERE / "mails" / f"{name}.md").read_text(encoding="utf-8")


def link_of(needs: Needs, values: Mapping[str, object]) -> str:
    """Where the button of this mail leads; empty if it has none."""
    return next((str(values[name]) for name in sorted(LINKS & needs.all)), "")


def _needs(name: str) -> Needs:
    if name not in MAILS:
        raise WordingError(f'There is no mail "{name}". There are: {", ".join(sorted(MAILS))}.')
    return MAILS[name]


def _values(name: str, needs: Needs, fillers: Mapping[str, object]) -> dict[str, object]:
    missing = sorted(needs.all - set(fillers))
    if missing:
        raise WordingError(
            f'The mail "{name}" needs the filler(s) {", ".join(missing)}, which nobody gave.'
        )
    values = with_derived(needs, fillers)
    empty = sorted(key for key in needs.filled if values[key] in ("", None))
    if empty:
        raise WordingError(
            f'The mail "{name}" needs the filler(s) {", ".join(empty)}, which are empty.'
        )
    links = [str(values[key]) for key in LINKS & needs.filled]
    if not all(map(_ADDRESS_OF_A_PAGE.fullmatch, links)):
        raise WordingError(f'The mail "{name}" has a link that is not the address of a page.')
    return values


def _in_subject(name: str, value: object) -> str:
    return shortened(fold(in_words(name, value)), _LONGEST_VALUE_IN_SUBJECT)


def _in_body(name: str, value: object) -> str:
    return escape(in_words(name, value))


@cache
def _built_in(name: str) -> Template:
    return template.read(built_in_mail(name))


@cache
def _layout() -> str:
    return (_HERE / "layout.html").read_text(encoding="utf-8")
