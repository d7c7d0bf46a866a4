"""What the guest sees of words that are kept for later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.model.post import Photo
from takeover.wording.page_data import Bar, Page
from takeover.wording.review_pages import Review


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class KeptWords:
    """Words that are kept; `sends_at` is when they go out by themselves.

    `missed` is when they were to go out and did not; `refused` says why X never takes them.
    `day`, `hour` and `minute` are chosen already in its form. `answers` is X's id of the post that
    they answer; `review` how they stand with the team, where that looks first.
    """

    name: str
    texts: tuple[str, ...]
    photos: tuple[Photo, ...] = ()
    sends_at: str = ""
    missed: str = ""
    refused: str = ""
    day: str = ""
    hour: str = ""
    minute: str = ""
    answers: str = ""
    review: Review | None = None


@dataclass(frozen=True)
class Times:
    """When words may be sent: the days of the weekend, all hours, and five-minute marks."""

    days: tuple[Choice, ...]
    hours: tuple[Choice, ...]
    minutes: tuple[Choice, ...]
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Kept(Page):
    """All of them. `times` is None where no time can be chosen: `number_needed`, or too late.

    `bar`: the weekend is on, and these can be posted at once. `may_write`: they can be changed;
    not in a pause. `closes` is said in the last hours.
    """

    template: ClassVar[str] = "kept.html"
    words: tuple[KeptWords, ...]
    times: Times | None = None
    number_needed: bool = False
    bar: Bar | None = None
    may_write: bool = False
    closes: str = ""

    @property
    def open(self) -> bool:
        """Is the weekend on?"""
        return self.bar is not None

    @property
    def action(self) -> str:
        """Where words go to be looked at, or changed."""
        return "/preview" if self.open else "/practise"


@dataclass(frozen=True, kw_only=True)
class ThrowAway(Page):
    """Asked once more before words are thrown away."""

    template: ClassVar[str] = "throw_away.html"
    words: KeptWords
