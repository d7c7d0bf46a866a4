"""Pages: a page's data in, HTML out; everything that a person typed is escaped."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.wording.colours import OURS, palette
from takeover.wording.length import link_endings
from takeover.wording.page_data import Frame, Page

if TYPE_CHECKING:
    from jinja2 import Environment

_PAGES = Path(__file__).with_name("pages")
_ENDINGS = "com|org|net"
"""What stands in the script for all of them."""

LAST_RESORT = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Please try again</title>'
    "<h1>Something is not working just now</h1>"
    "<p>Please try again in a few minutes, or reply to any of our mails.</p></html>"
)
"""For the moment in which not even a page can be made."""


def render_page(page: Page, frame: Frame, accent: str = OURS) -> str:
    """Render a page in the charity's colour.

    Raises jinja2.UndefinedError if its template asks for what it has not.
    """
    template = _environment().get_template(page.template)
    return template.render(
        page=page, frame=frame, style=style_version(accent), script=script_version()
    )


def stylesheet(accent: str = OURS) -> str:
    """Return the one style sheet of all pages, in the charity's colour (such as `#1c5d63`)."""
    return palette(accent) + (_PAGES / "style.css").read_text(encoding="utf-8")


@cache
def style_version(accent: str = OURS) -> str:
    """Return a name for this state of the style sheet, so that browsers may keep it for good."""
    return hashlib.sha256(stylesheet(accent).encode()).hexdigest()[:12]


@cache
def script() -> str:
    """Return the one script of all pages, with the endings of addresses that X knows.

    They are the counting library's own, so that page and server never count by two lists.
    """
    return _script().replace(_ENDINGS, "|".join(link_endings()), 1)


@cache
def script_version() -> str:
    """Return a name for this state of the script; the slow library is not asked for it."""
    counted_by = version("twitter-text-parser")
    return hashlib.sha256(f"{counted_by} {_script()}".encode()).hexdigest()[:12]


def _script() -> str:
    return (_PAGES / "page.js").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- slow

    return Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
