"""What the guest sees of those who wrote to us, and of their own answers before they go out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from takeover.wording.page_data import Bar, Page, Posted

NOT_SUMMONED = (
    "X does not let us answer this person. It lets us answer only those who wrote to "
    "{at_account}. Your words are safe. You could make them a post of their own, without a name."
)
TARGET_GONE = (
    "What you answer is not there any more, or we can’t see it now. Your words are safe. "
    "You could make them a post of their own."
)
HIDE_REFUSED = (
    "X hides only answers to our own posts, and this is none. You need not answer it. "
    "If it upsets you, tell us."
)
HIDE_LATER = "X did not hide it just now. Please try again in a few minutes."
TOLD_OFTEN = (
    "You have told us of many posts this weekend, and we know of them all. "
    "Please reply to our mail for the next one."
)


class Why(StrEnum):
    """Why X shows us nothing."""

    LATER = "later"
    CREDIT = "credit"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True)
class Other:
    """What somebody else wrote, in words that are safe to be shown.

    `handle` has its @, or is empty. `danger`: it sounds as if they were in danger. `waiting`: the
    guest's answers that wait for the team's yes.
    """

    id: str
    name: str
    handle: str
    words: str
    at: str
    can_answer: bool = True
    can_hide: bool = False
    hidden: bool = False
    told: bool = False
    danger: bool = False
    answers: tuple[Posted, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Talk(Page):
    """Who wrote to us this weekend, newest first.

    `why` says what keeps X from showing it, and `until` until when, where that is known; `own` are
    then the guest's own posts. `older` is where the next ones begin.
    """

    template: ClassVar[str] = "conversation.html"
    bar: Bar
    others: tuple[Other, ...]
    at_account: str
    seen_at: str
    older: str = ""
    newest: bool = True
    why: Why | None = None
    until: str = ""
    own: tuple[Posted, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerTo(Page):
    """The box for an answer; `other` is None where we can't see just now what is answered.

    `ready` are the prepared answers: name and what the button says. `help_message`: the box holds
    the one for somebody in danger.
    """

    template: ClassVar[str] = "conversation_answer.html"
    bar: Bar
    post: str
    other: Other | None
    ready: tuple[tuple[str, str], ...]
    at_account: str
    text: str = ""
    help_message: bool = False
    to_post_instead: bool = False


@dataclass(frozen=True, kw_only=True)
class LookAtAnswer(Page):
    """Exactly what people will see; `accidents` are links that nobody meant, `links` others.

    `sensitive` are words of the charity's own list.
    """

    template: ClassVar[str] = "conversation_look.html"
    bar: Bar
    post: str
    other: Other | None
    text: str
    attempt: str
    links: tuple[str, ...] = ()
    accidents: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    help_message: bool = False
    review: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmHide(Page):
    """Asked once more, as it cannot be taken back here."""

    template: ClassVar[str] = "conversation_hide.html"
    bar: Bar
    post: str
    other: Other | None
