"""What X makes of words: how long it finds them, its own links, and whom it finds named."""

import hashlib
import html
import re
import warnings
from dataclasses import dataclass
from typing import Any

# parse_tweet needs minutes for long hostile input; no valid post that we write is longer.
_LONGEST_LOOKED_AT = 1_000
_NAME = re.compile(r"(?<![\w@])@(\w{1,15})\b")


@dataclass(frozen=True)
class Seen:
    """Words as X hands them out, and what it found in them; places count in `text`."""

    text: str
    links: list[dict[str, Any]]
    names: list[dict[str, Any]]


def is_too_long(text: str) -> bool:
    """Say whether X would refuse this text for its weighted length (280)."""
    if len(text) > _LONGEST_LOOKED_AT:
        return True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it still imports pkg_resources
        from twitter_text import parse_tweet  # noqa: PLC0415 -- slow import
    return bool(text) and not parse_tweet(text).valid


def names_in(text: str) -> set[str]:
    """Return whose handles stand in a text, without the @, folded."""
    return {name.casefold() for name in _NAME.findall(text)}


def user_id(handle: str) -> str:
    """Return an id for an invented person; the same handle has always the same."""
    return str(int(hashlib.sha256(handle.casefold().encode()).hexdigest()[:14], 16))


def as_read(text: str, photos: tuple[tuple[str, str], ...] = ()) -> Seen:
    """Return the words with links as t.co and HTML-escaped; `photos`: media keys and addresses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from twitter_text.extract_urls import (  # noqa: PLC0415 -- slow import
            extract_urls_with_indices,
        )
    out, links, done = "", list[dict[str, Any]](), 0
    for found in extract_urls_with_indices(text):
        start, end = found["indices"]
        out += html.escape(text[done:start], quote=False)
        url = text[start:end]
        links.append(_link(len(out), url, url if "://" in url else f"http://{url}"))
        out += links[-1]["url"]
        done = end
    out += html.escape(text[done:], quote=False)
    if photos:
        # One link for all of them, listed once for each.
        out += " " if out else ""
        shown = [
            _link(len(out), photos[0][1], address) | {"media_key": key} for key, address in photos
        ]
        out += shown[0]["url"]
        links += shown
    names = [
        {
            "start": found.start(),
            "end": found.end(),
            "username": found[1],
            "id": user_id(found[1]),
        }
        for found in _NAME.finditer(out)
    ]
    return Seen(out, links, names)


def _link(start: int, url: str, expanded: str) -> dict[str, Any]:
    short = "https://t.co/" + hashlib.sha256(url.encode()).hexdigest()[:10]
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": expanded.split("://", 1)[1],
    }
