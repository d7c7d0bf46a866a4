"""What the team sees when it writes mails and posts in the charity's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.guide import Part
from takeover.wording.list_pages import HOME, ListPage
from takeover.wording.markup import Html
from takeover.wording.story import CONTENT

TEXTS = f"{HOME}/texts"
TO_GUESTS, TO_THE_TEAM, TO_TRUSTEES = "To guests", "To the team", "To the trustees"
ON_X, PAGES = "On X", "Pages"

CHANGED_MEANWHILE = (
    "Nothing was saved: somebody else has changed this text since you opened it. Theirs is shown "
    "below. What you send off now takes its place."
)
NOT_SAVED_YET = "This is what you had typed. It is not saved yet."
OURS_ALREADY = "These are our own words already."

CASES: Mapping[str, str] = {
    "accepted": "they have said yes",
    "is_open": "the weekend has begun",
    "contact_only": "they posted nothing, and are only asked if they want a call",
    "rehearsing": "we rehearse",
    "signed_out": "they have signed out on all devices",
    "duty_signs": "who signs the mail is on duty",
}
"""What is yes or no of a weekend; of all else one can ask if it is there."""

ABOUT: Mapping[str, str] = {
    **CONTENT,
    "signed_up": "somebody has signed up for a weekend",
    "unsure_mail": "nobody knows if a mail went out",
    "trouble": "something is not working",
    "restored": "our records were put back",
    "guide": "advice for a weekend, for anybody to read",
    "intro-named": "who has the account this weekend, with a name people may know",
    "intro-anonymous": "who has the account this weekend, for somebody who stays unknown",
    "farewell-named": "goodbye and thank you, with a name people may know",
    "farewell-anonymous": "goodbye and thank you, to somebody who stays unknown",
    "answer-thanks": "a ready answer for guests: thank you",
    "answer-medical": "a ready answer for guests: no advice about health",
    "answer-who": "a ready answer for guests: please do not guess who I am",
    "answer-resting": "a ready answer for guests: a rest",
    "answer-help": "a ready answer for guests: help for somebody in danger",
}
"""What a text is about, by its name without its kind."""


@dataclass(frozen=True)
class TextLine:
    """One text in the list; `state` is empty for our own words, else who changed it and when."""

    path: str
    title: str
    about: str
    state: str = ""
    broken: bool = False


@dataclass(frozen=True)
class TextGroup:
    """The texts of one kind."""

    name: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, kw_only=True)
class ListTexts(ListPage):
    """All texts that may be written in the charity's own words."""

    template: ClassVar[str] = "list_texts.html"
    groups: tuple[TextGroup, ...]


@dataclass(frozen=True, kw_only=True)
class ListText(ListPage):
    """One text: its words to be changed, and how they will look.

    `kind` is "mail", "post" or "page". `given` is what is in the form; `was` names what was kept
    when it was made. `words` are what may stand in curly brackets, each with an example; `lists`
    need a line of their own; `cases` may be asked for with `{if …}`, each with what it means.
    `looks` is empty while something is wrong. `theirs` is what somebody else has saved meanwhile.
    """

    template: ClassVar[str] = "list_text.html"
    path: str
    title: str
    about: str
    given: Mapping[str, str]
    was: str
    words: tuple[tuple[str, str], ...]
    lists: tuple[str, ...]
    cases: tuple[tuple[str, str], ...]
    kind: str
    has_button: bool
    advice: tuple[str, ...] = ()
    state: str = ""
    subject: str = ""
    looks: Html | tuple[Part, ...] | str = ""
    theirs: str = ""
