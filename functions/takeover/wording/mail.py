"""Mails: one template in Markdown gives the subject, the plain text and the HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.wording.errors import WordingError
from takeover.wording.fillers import MAILS
from takeover.wording.markup import as_html, as_text, escape, fold, parse
from takeover.wording.words import counted, sentence, shortened

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HERE = Path(__file__).parent
_SUBJECT = "Subject: "
# RFC 5322 asks for lines of at most 78 characters, and phones show about half of that.
_LONGEST_SUBJECT = 78
_LONGEST_VALUE_IN_SUBJECT = 40
_LINKS = {"link", "list_link", "waiting_link"}
_ADDRESS_OF_A_PAGE = re.compile(r"https?://[^\s<>\"\\`]+")


@dataclass(frozen=True)
class MailText:
    """A mail in words, ready to be sent: one line of subject, plain text and HTML."""

    subject: str
    text: str
    html: str


def render_mail(
    name: str, fillers: Mapping[str, object], *, rehearsal_for: str | None = None
) -> MailText:
    """Render the mail called `name`; `takeover.wording.fillers` says what each mail needs.

    With `rehearsal_for`, one line on top says who would have got it; nothing else changes.

    Raises:
        WordingError: there is no such mail, or a filler is missing, empty or of a wrong kind.
    """
    values = _values(name, fillers)
    subject_template, body_template = _templates(name)
    subject = shortened(fold(_filled(name, subject_template, values)), _LONGEST_SUBJECT)
    body = _filled(name, body_template, values)
    if rehearsal_for is not None:
        body = f"Rehearsal: this mail would have gone to {escape(rehearsal_for)}.\n\n{body}"
    tokens = parse(body)
    inside = as_html(tokens)
    html = _layout().render(subject=subject, inside=inside)
    return MailText(subject=subject, text=as_text(tokens), html=html)


def sender_name(from_name: str) -> str:
    """Return the name that people see as sender: a person's, never the charity's.

    The charity's name can give away an illness in an inbox or on a lock screen.
    """
    return f"{fold(from_name)}, weekend team"


def _values(name: str, fillers: Mapping[str, object]) -> dict[str, object]:
    if name not in MAILS:
        raise WordingError(f'There is no mail "{name}". There are: {", ".join(sorted(MAILS))}.')
    needs = MAILS[name]
    missing = sorted((needs.filled | needs.optional) - set(fillers))
    if missing:
        raise WordingError(
            f'The mail "{name}" needs the filler(s) {", ".join(missing)}, which nobody gave.'
        )
    values = {
        key: fold(value) if isinstance(value, str) else value for key, value in fillers.items()
    }
    empty = sorted(key for key in needs.filled if values[key] in ("", None))
    if empty:
        raise WordingError(
            f'The mail "{name}" needs the filler(s) {", ".join(empty)}, which are empty.'
        )
    links = [str(values[key]) for key in _LINKS & needs.filled]
    if not all(map(_ADDRESS_OF_A_PAGE.fullmatch, links)):
        raise WordingError(f'The mail "{name}" has a link that is not the address of a page.')
    return values


def _filled(name: str, template: "Template", values: Mapping[str, object]) -> str:
    from jinja2 import UndefinedError  # noqa: PLC0415 -- slow import

    try:
        return template.render(values)
    except UndefinedError as error:
        raise WordingError(f'The mail "{name}" lacks a filler: {error.message}.') from error
    except WordingError as error:
        raise WordingError(f'The mail "{name}": {error}') from error


@cache
def _templates(name: str) -> tuple["Template", "Template"]:
    first, _, rest = (_HERE / "mails" / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    if not first.startswith(_SUBJECT):
        raise WordingError(f'The first line of mails/{name}.md must begin with "{_SUBJECT}".')
    subject = _environment(_in_subject).from_string(first.removeprefix(_SUBJECT))
    return subject, _environment(_in_body).from_string(rest)


def _in_subject(value: object) -> str:
    return shortened(fold(_worded(value)), _LONGEST_VALUE_IN_SUBJECT)


def _in_body(value: object) -> str:
    return escape(_worded(value))


def _worded(value: object) -> str:
    """Put a value into words; an undefined one raises here and is named by the caller."""
    from jinja2 import Undefined  # noqa: PLC0415 -- slow import

    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WordingError(f"A filler must be words or a number, not {type(value).__name__}.")
    return str(value)


@cache
def _environment(finalize: Callable[[object], str]) -> "Environment":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 -- slow import

    # Values are escaped for Markdown by finalize; escaping them for HTML here would show twice.
    environment = Environment(
        autoescape=False,  # noqa: S701 -- the renderer escapes for HTML
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = sentence
    environment.filters["counted"] = counted
    return environment


@cache
def _layout() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 -- slow import

    source = (_HERE / "layout.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
