"""The pause button of the team's phones: the button itself, and how to put it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import HOME, ListPage
from takeover.wording.page_data import Page

PAUSE_BUTTON = f"{HOME}/pause-button"


@dataclass(frozen=True, kw_only=True)
class PauseButton(Page):
    """One big button; `until` is when the weekend that is on closes, empty where none is.

    `paused`: nothing can be posted already; `by_us`: and the guest cannot let it go on.
    """

    template: ClassVar[str] = "pause_button.html"
    until: str = ""
    paused: bool = False
    by_us: bool = False


@dataclass(frozen=True, kw_only=True)
class ListPauseButton(ListPage):
    """Where one's own button is, and how it gets on the phone."""

    template: ClassVar[str] = "list_pause_button.html"
    path: str
