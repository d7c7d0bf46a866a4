"""Pages that a child of eleven could read, as the mails are."""

from __future__ import annotations

import re

import pytest

from takeover.wording.page import render_page
from tests.desk.html import SeenPage
from tests.takeover.wording.page_samples import FRAME, PAGES
from tests.takeover.wording.test_wording_reading import GRADE_FOR_GUESTS, grade


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_easy_to_read(name: str) -> None:
    html = render_page(PAGES[name], FRAME)
    ours = re.sub(
        r'(?s)<textarea.*?</textarea>|<p class="post".*?</p>|<title>.*?</title>', "", html
    )
    lines = re.split(r"</(?:p|h1|h2|li|label|legend|button|summary|a)>", ours)
    text = "\n".join(line for line in (SeenPage(_closed(part)).text for part in lines) if line)
    assert grade(text) <= GRADE_FOR_GUESTS


def _closed(part: str) -> str:
    """A piece of a page without its tags."""
    return re.sub(r"<[^>]*>?", " ", part)
