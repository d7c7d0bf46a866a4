"""Posts by the charity: introduction, farewell and what is said when plans change."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from takeover.wording import template
from takeover.wording.errors import WordingError
from takeover.wording.fillers import POSTS
from takeover.wording.length import LONGEST_POST, refuse_links, weighted_length
from takeover.wording.markup import fold
from takeover.wording.words import sentence


def render_post(name: str, fillers: Mapping[str, object], *, text: str | None = None) -> str:
    """Render the post called `name` as X will show it: one paragraph, NFC, no outer blanks.

    `text` takes the place of our own words.

    Raises:
        WordingError: there is no such post, a filler is missing, empty or no words, `text` has
            what cannot be filled, or X would see a link in it or find it too long.
    """
    said = post_words(name, fillers, text)
    refuse_links(said, f'the post "{name}"')
    length = weighted_length(said)
    if length > LONGEST_POST:
        raise WordingError(
            f'The post "{name}" has {length} letters as X counts them; '
            f"it may have {LONGEST_POST}. Make the name, the hello or the condition shorter."
        )
    return said


def post_words(name: str, fillers: Mapping[str, object], text: str | None) -> str:
    """The post's words, filled, before anybody asks whether X would take them.

    Raises:
        WordingError: there is no such post, a filler is missing, empty or no words, or `text` has
            what cannot be filled.
    """
    if name not in POSTS:
        raise WordingError(f'There is no post "{name}". There are: {", ".join(sorted(POSTS))}.')
    values = _values(name, fillers)
    source = template.read(built_in_post(name) if text is None else text)
    try:
        said = template.one_line(source.lines, values, lambda _, value: str(value))
    except WordingError as error:
        raise WordingError(f'The post "{name}": {error}') from error
    return unicodedata.normalize("NFC", fold(said))


def built_in_post(name: str) -> str:
    """Our own words for this post, as the charity may change them."""
    return _posts()[name]


def _values(name: str, fillers: Mapping[str, object]) -> dict[str, str]:
    needs = POSTS[name]
    values: dict[str, str] = {}
    for filler in sorted(needs.all):
        value = fillers.get(filler)
        if not isinstance(value, str) or not (fold(value) or filler in needs.optional):
            raise WordingError(f'The post "{name}" needs words for its filler {filler}.')
        values[filler] = fold(value)
    if values.get("introduction"):
        values["introduction"] = sentence(values["introduction"])
    return values


@cache
def _posts() -> dict[str, str]:
    source = Path(__file__).with_name("posts.toml").read_text(encoding="utf-8")
    return {name: str(text).strip() for name, text in tomllib.loads(source).items()}
