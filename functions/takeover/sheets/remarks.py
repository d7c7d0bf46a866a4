"""Lines of a sheet that are no weekends: remarks, sums, titles."""

from __future__ import annotations

import re

from takeover.sheets.days import MONTHS
from takeover.sheets.meanings import one_line

_SUM = r"(?:sub|grand)?[ -]?totals?\b|sum\b|count\b"
_TITLE = re.compile(r"([a-z]+|q[1-4]|20\d\d)(?:[ ,]+20\d\d)?")
_PERIOD = re.compile(r"q[1-4]|20\d\d|winter|spring|summer|autumn")


def is_remark(weekend: str, first: str) -> bool:
    """Is a line a remark, a sum or a title, by its weekend and by the first text that it has?"""
    said = one_line(weekend or first).casefold()
    # A line may be numbered "#1", but no weekend begins so.
    sign = r"#|//" if weekend.strip() else r"#(?!\d)|//"
    return (
        bool(re.match(f"{sign}|{_SUM}", said))
        or _is_title(said)
        or (bool(weekend.strip()) and bool(re.match(r"#(?!\d)|//", first.strip())))
    )


def _is_title(said: str) -> bool:
    """Is it "December 2026" or "Q1 2027"?"""
    match = _TITLE.fullmatch(said)
    return match is not None and (match[1][:3] in MONTHS or _PERIOD.fullmatch(match[1]) is not None)
