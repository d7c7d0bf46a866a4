"""Signing out on every phone and computer: looked at once before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.page_data import Page


@dataclass(frozen=True, kw_only=True)
class Devices(Page):
    """What will happen, and one button. `stays`: this browser knows the number, and goes on."""

    template: ClassVar[str] = "devices.html"
    stays: bool
