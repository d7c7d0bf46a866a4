"""Markdown with values from people in it, safely, as HTML and as plain text.

The grammar is the smallest that the mails need: paragraphs, lists, emphasis and links. No raw
HTML, no pictures, no automatic links. Values are folded to one line and every piece of ASCII
punctuation in them is escaped, so that a name can never become markup.
"""

import string
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from takeover.wording.errors import WordingError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ESCAPED = str.maketrans({mark: "\\" + mark for mark in string.punctuation})

# Embeddings, overrides and isolates can show a text in another order than it was typed, and the
# others are not seen at all. Joiners stay: some languages and many emojis need them.
_UNSEEN = frozenset("\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROL_OR_BROKEN = frozenset({"Cc", "Cs"})

_PARAGRAPH = "margin:0 0 1em"
_LIST = "margin:0 0 1em;padding-left:1.5em"
_ITEM = "margin:0 0 0.5em"
# White on the page's deep green is 7:1; the light border lets the button be seen on a dark
# background too.
_BUTTON = (
    "display:inline-block;padding:12px 24px;min-height:20px;line-height:20px;border-radius:8px;"
    "border:1px solid #8fd3d3;background-color:#1c5d63;color:#ffffff;font-weight:bold;"
    "text-decoration:none"
)
_STYLES = {
    "paragraph_open": _PARAGRAPH,
    "ordered_list_open": _LIST,
    "bullet_list_open": _LIST,
    "list_item_open": _ITEM,
}


def is_hidden(letter: str) -> bool:
    """Tell whether a character is one that nobody can see or that reorders what people see."""
    return letter in _UNSEEN or unicodedata.category(letter) in _CONTROL_OR_BROKEN


def fold(value: str) -> str:
    """Bring a value onto one line, without control characters and outer blanks."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    # Line breaks and tabs are control characters too; they become blanks.
    seen = "".join(letter for letter in value if letter.isspace() or not is_hidden(letter))
    return " ".join(seen.split())


def escape(value: str) -> str:
    """Escape a value so that Markdown shows it as it is."""
    return fold(value).translate(_ESCAPED)


def parse(source: str) -> list["Token"]:
    """Read Markdown of our small grammar.

    Raises:
        WordingError: a template has more than one button, or a link that is not a button.
    """
    tokens = _grammar().parse(source)
    buttons = sum(_button(token) is not None for token in tokens)
    links = sum(child.type == "link_open" for token in tokens for child in token.children or [])
    if buttons > 1 or links > buttons:
        raise WordingError(
            f"A mail has at most one link, alone in its paragraph: the button. "
            f"Found {buttons} button(s) and {links} link(s)."
        )
    return tokens


class Html(str):
    """HTML of our own making, in which all that was typed is escaped: shown as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What autoescaping asks for."""
        return self


def as_plain_html(tokens: Sequence["Token"]) -> Html:
    """Render a mail for one of our own pages, whose style sheet says how it looks."""
    md = _grammar()
    return Html(md.renderer.render(tokens, md.options, {}))


def as_html(tokens: Sequence["Token"]) -> str:
    """Render the inside of an HTML mail; styles are inline because many mail programs want it."""
    md = _grammar()
    for token in tokens:
        if token.type in _STYLES:
            token.attrSet("style", _STYLES[token.type])
        if token.children and _button(token) is not None:
            token.children[0].attrSet("style", _BUTTON)
    rendered: str = md.renderer.render(tokens, md.options, {})
    return rendered


def as_text(tokens: Sequence["Token"]) -> str:
    """Render plain text: paragraphs apart, list items marked, a button as its label and address."""
    blocks: list[str] = []
    numbers: list[int | None] = []
    mark = ""
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                numbers.append(1)
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                numbers.pop()
                blocks.append("")
            case "list_item_open":
                number = numbers[-1]
                mark = "- " if number is None else f"{number}. "
                numbers[-1] = None if number is None else number + 1
            case "inline":
                blocks.append(mark + _line(token))
                if not numbers:
                    blocks.append("")
                mark = ""
    return "\n".join(blocks).strip() + "\n"


def _line(inline: "Token") -> str:
    button = _button(inline)
    if button is not None:
        label, address = button
        return f"{label}:\n{address}"
    return "".join(_pieces(inline)).strip()


def _pieces(inline: "Token") -> Iterator[str]:
    for child in inline.children or []:
        if child.type == "hardbreak":
            yield "\n"
        elif child.type == "softbreak":
            yield " "
        else:
            yield child.content


def _button(token: "Token") -> tuple[str, str] | None:
    """A link that is alone in its paragraph is the button: its label and address."""
    children = token.children or []
    if token.type != "inline" or [c.type for c in children] != ["link_open", "text", "link_close"]:
        return None
    return children[1].content, str(children[0].attrs["href"])


@cache
def _grammar() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow import

    rules = ["emphasis", "link", "list", "escape", "newline"]
    return MarkdownIt("zero", {"html": False, "linkify": False}).enable(rules)
