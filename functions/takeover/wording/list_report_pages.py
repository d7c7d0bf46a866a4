"""What the team sees of weekends that are over: answers, quotes, records, quarters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import AnswersShown, ListPage


@dataclass(frozen=True)
class Tally:
    """One question, and how many people chose what: label and "7 of 9 people"."""

    question: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ListAnswers(ListPage):
    """All answers: first how many people said what, then each guest's, the newest first."""

    template: ClassVar[str] = "list_answers.html"
    tallies: tuple[Tally, ...]
    answers: tuple[AnswersShown, ...]


@dataclass(frozen=True)
class Quote:
    """Words that may be quoted; `name` is empty where it is to be without a name."""

    words: str
    name: str
    date: str


@dataclass(frozen=True, kw_only=True)
class ListQuotes(ListPage):
    """What guests have allowed us to quote, and no more."""

    template: ClassVar[str] = "list_quotes.html"
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Recorded:
    """One guest's hold on a weekend: the name that people saw (or none), questions, answers."""

    name: str
    unnamed: bool
    rehearsal: bool
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ListTrustees(ListPage):
    """One weekend for the trustees, to be printed; `none` says why there is nothing.

    `posts` leads to what was posted, empty if nothing was.
    """

    template: ClassVar[str] = "list_trustees.html"
    date: str
    path: str
    records: tuple[Recorded, ...]
    none: str = ""
    posts: str = ""


@dataclass(frozen=True, kw_only=True)
class ListQuarter(ListPage):
    """One quarter for the trustees, to be printed; `over` is False while it still goes on.

    `weekends` are those with a guest: address of the record, and date.
    """

    template: ClassVar[str] = "list_quarter.html"
    title: str
    over: bool
    sentences: tuple[str, ...]
    weekends: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
