"""Whatever the charity's colour is, its pages can be read, by day and at night."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.errors import SettingsError
from takeover.settings import Settings
from takeover.wording.colours import BY_DAY, BY_NIGHT, OURS, contrast, palette, readable
from takeover.wording.page import render_page, style_version, stylesheet
from takeover.wording.page_data import Door, Frame

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SOFT, SOFT_BY_NIGHT = "#555d66", "#b3b8be"
ENV = {
    "ACCOUNT": "ourcharity", "COORDINATOR": "Robin Lee <robin@example.org>",
    "DEPUTY": "Alex Moss <alex@example.org>", "TECHNICAL_HELPER": "Kit Frost <kit@example.org>",
    "SENDER": "Weekend team <weekend@example.org>", "ROSTER_TABLE": "r", "LEDGER_TABLE": "l",
    "LINK_KEY_SECRET": "k",
}  # fmt: skip


def names(style: str) -> list[dict[str, str]]:
    """The colours by day, and those at night."""
    roots = re.findall(r":root \{([^}]*)\}", style)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root)) for root in roots]


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast(OURS, OURS) == 1


def test_our_own_colour_needs_no_change_by_day() -> None:
    assert names(palette(OURS))[0]["deep"] == OURS


@given(COLOURS)
def test_every_colour_can_be_read(accent: str) -> None:
    day, night = names(palette(accent))
    assert contrast(day["on-deep"], day["deep"]) >= 4.5
    assert contrast(night["on-deep"], night["deep"]) >= 4.5
    assert min(contrast(day["deep"], one) for one in (*BY_DAY, day["calm"])) >= 4.5
    assert min(contrast(night["deep"], one) for one in (*BY_NIGHT, night["calm"])) >= 4.5
    assert contrast(SOFT, day["calm"]) >= 4.5
    assert contrast(SOFT_BY_NIGHT, night["calm"]) >= 4.5


def test_what_cannot_be_read_on_its_way_is_black_or_white() -> None:
    assert readable("#808080", ("#808080",), "#ffffff", 21) == "#ffffff"


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    style = stylesheet()
    grounds = [
        {style_of[name] for name in ("paper", "card", "look")}
        for style_of in names(style)
        if "paper" in style_of
    ]
    assert grounds == [set(BY_DAY), set(BY_NIGHT)]
    assert [style_of["soft"] for style_of in names(style) if "soft" in style_of] == [
        SOFT,
        SOFT_BY_NIGHT,
    ]


def test_another_colour_is_another_style_sheet_under_another_name() -> None:
    assert "#8a1c5d" in stylesheet("#8a1c5d")
    assert style_version("#8a1c5d") != style_version(OURS)
    assert style_version("#8a1c5d") in render_page(Door(), Frame(), "#8a1c5d")
    assert style_version(OURS) in render_page(Door(), Frame())


@pytest.mark.parametrize("said", ["teal", "#12", "#1c5d6g", "1c5d63", "#1c5d63; }"])
def test_what_is_no_colour_is_refused_with_what_would_be_right(said: str) -> None:
    with pytest.raises(SettingsError, match=r"ACCENT_COLOUR should be six digits .* #1c5d63"):
        Settings.from_env(ENV | {"ACCENT_COLOUR": said})


def test_a_colour_may_be_written_in_capitals_or_left_out() -> None:
    assert Settings.from_env(ENV | {"ACCENT_COLOUR": "#8A1C5D"}).accent_colour == "#8a1c5d"
    assert Settings.from_env(ENV).accent_colour == OURS
