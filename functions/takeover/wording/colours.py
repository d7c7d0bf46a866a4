"""The charity's colour on our pages: darker by day and lighter by night until it can be read.

A colour that nobody could read would be no reason to stop a weekend, so none is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from colorsys import hls_to_rgb, rgb_to_hls

type Colour = tuple[float, float, float]

OURS = "#1c5d63"
WHITE, BLACK = "#ffffff", "#000000"
# What it stands on, as style.css has them: paper, card and what asks for a look.
BY_DAY, BY_NIGHT = ("#fbfaf7", "#ffffff", "#fdf0d5"), ("#16191c", "#1f2428", "#3a2f14")
INK_BY_NIGHT = "#0d1416"
READABLE, READABLE_BY_NIGHT = 4.5, 7.0
"""WCAG 2.2, 1.4.3 and 1.4.6."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as `#1c5d63`, from 1 to 21 (WCAG 2.2's own formula)."""
    light, dark = sorted((_luminance(_read(one)), _luminance(_read(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: Sequence[str], towards: str, least: float) -> str:
    """The colour itself, or the first of its kind towards black or white that is read on all."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _read(colour)))
    goal = 1.0 if towards == WHITE else 0.0
    for percent in range(101):
        lit = lightness + (goal - lightness) * percent / 100
        tried = _write(part * 255 for part in hls_to_rgb(hue, lit, saturation))
        if min(contrast(tried, ground) for ground in on) >= least:
            return tried
    return towards


def palette(accent: str) -> str:
    """The lines of the style sheet that follow from the charity's colour."""
    calm = _mix(WHITE, accent, 0.12)
    deep = readable(accent, (*BY_DAY, calm), BLACK, READABLE)
    calm_by_night = _mix(BY_NIGHT[1], deep, 0.25)
    light = readable(accent, (*BY_NIGHT, calm_by_night), WHITE, READABLE_BY_NIGHT)
    by_day = f":root {{ --deep: {deep}; --on-deep: {WHITE}; --calm: {calm}; }}"
    by_night = f":root {{ --deep: {light}; --on-deep: {INK_BY_NIGHT}; --calm: {calm_by_night}; }}"
    return f"{by_day}\n@media (prefers-color-scheme: dark) {{ {by_night} }}\n"


def _read(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_read(one), _read(other), strict=True)
    return _write(a + (b - a) * share for a, b in pairs)


def _write(colour: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
