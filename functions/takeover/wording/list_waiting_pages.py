"""The waiting list, as the team sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import ListPage


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits, in words; `id` is for the button that forgets."""

    id: str
    since: str
    first_choice: str
    second_choice: str
    public_name: str
    anonymous: bool
    why: str
    address: str
    phone: str
    agreed: str


@dataclass(frozen=True, kw_only=True)
class ListWaiting(ListPage):
    """Who would like a weekend, newest first."""

    template: ClassVar[str] = "list_waiting.html"
    waiting: tuple[Waiting, ...]
    retention_days: int
    public_page: str
