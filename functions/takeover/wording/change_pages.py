"""What the guest's page shows when plans change: other dates, a no and its undoing, gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.page_data import Page
from takeover.wording.public_data import Offered


@dataclass(frozen=True, kw_only=True)
class LetGo(Page):
    """The guest said no; `undo_until` is empty where that cannot be undone (any more)."""

    template: ClassVar[str] = "let_go.html"
    undo_until: str = ""


@dataclass(frozen=True, kw_only=True)
class Gone(Page):
    """The weekend is not on the list any more, passed without a yes, or has other dates now."""

    template: ClassVar[str] = "gone.html"
    passed: bool = False
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class PickAnother(Page):
    """The weekends to choose from, instead of the guest's own; `too_often`: a person helps now."""

    template: ClassVar[str] = "pick_another.html"
    opens: str
    closes: str
    weekends: tuple[Offered, ...]
    too_often: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmMove(Page):
    """What will happen, and one button that makes it so."""

    template: ClassVar[str] = "confirm_move.html"
    opens: str
    closes: str
    chosen: Offered
    accepted: bool
