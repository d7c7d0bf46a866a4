"""A guest adds a photo: the page on which it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.write_pages import WordsPage


@dataclass(frozen=True, kw_only=True)
class AddPhoto(WordsPage):
    """Choose one photo; the words and photos of the post come along. `about` is in it so far."""

    template: ClassVar[str] = "add_photo.html"
    about: str = ""
