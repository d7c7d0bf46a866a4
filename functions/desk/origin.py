"""Did a form come from one of our own pages? Asked before anything else is looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as browsers write them; empty if it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else ""


def is_ours(headers: Mapping[str, str], own: Collection[str]) -> bool:
    """Tell whether a POST came from one of our own origins; `headers` are in lower case.

    Every browser of today sends Origin with a form. Where it is missing, Sec-Fetch-Site and then
    Referer must vouch; a request without any of them is refused.
    """
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() in own
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    return origin_of(headers.get("referer", "")) in own
