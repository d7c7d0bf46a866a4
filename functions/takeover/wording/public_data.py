"""What the public pages show: the weekends that are free, the form, the guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from takeover.wording.agreement import Paragraph
from takeover.wording.guide import Part
from takeover.wording.page_data import Page


@dataclass(frozen=True)
class Offered:
    """A weekend that is still to come: the date that names it, in words, and whether it is free."""

    friday: str
    words: str
    free: bool = True


@dataclass(frozen=True, kw_only=True)
class Weekends(Page):
    """The weekends of the next months: those that are free, and those that are taken."""

    template: ClassVar[str] = "public/weekends.html"
    weekends: tuple[Offered, ...]
    condition: str


@dataclass(frozen=True, kw_only=True)
class SignUp(Page):
    """The form, with all that was typed; `first_choice` and the like are named as its fields are.

    `stamp` says when the form was made; `free` are the weekends that can be chosen.
    """

    template: ClassVar[str] = "public/sign_up.html"
    free: tuple[Offered, ...]
    stamp: str
    point: str
    consent: str
    privacy: tuple[Paragraph, ...]
    longest_why: int
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Thanks(Page):
    """The form has arrived; nothing of it is shown."""

    template: ClassVar[str] = "public/thanks.html"
    privacy_contact: str


@dataclass(frozen=True, kw_only=True)
class Guide(Page):
    """Advice for a weekend, each heading to be folded open."""

    template: ClassVar[str] = "public/guide.html"
    parts: tuple[Part, ...]
