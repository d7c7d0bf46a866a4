"""Pages: a page's data in, HTML out; everything that a person typed is escaped."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.wording.page_data import Frame, Page

if TYPE_CHECKING:
    from jinja2 import Environment

_PAGES = Path(__file__).with_name("pages")

LAST_RESORT = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Please try again</title>'
    "<h1>Something is not working just now</h1>"
    "<p>Please try again in a few minutes, or reply to any of our mails.</p></html>"
)
"""For the moment in which not even a page can be made."""


def render_page(page: Page, frame: Frame) -> str:
    """Render a page; raises jinja2.UndefinedError if its template asks for what it has not."""
    template = _environment().get_template(page.template)
    return template.render(page=page, frame=frame, style=style_version())


def stylesheet() -> str:
    """Return the one style sheet of all pages."""
    return (_PAGES / "style.css").read_text(encoding="utf-8")


@cache
def style_version() -> str:
    """Return a name for this state of the style sheet, so that browsers may keep it for good."""
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:12]


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
