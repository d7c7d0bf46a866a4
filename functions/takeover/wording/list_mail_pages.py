"""What the team sees of the mails to come: all of the next weeks, and each as it will look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import HOME, Coming, ListPage
from takeover.wording.markup import Html

MAILS = f"{HOME}/mails"
NO_SUCH_MAIL = (
    "This mail is not among those to come. Perhaps it has gone out by now, or the list has changed."
)
NOT_NOW = (
    "Nothing was done: this mail has gone out by now, or it lacks something that it needs, or "
    "nobody is here just now."
)
NO_HOLD_IN_REHEARSAL = (
    "We rehearse, so this goes to no guest yet. Once it is live, you can hold it back here."
)
HOLD_LATER = "This weekend is new on the list. Once we have begun with it, you can hold this back."
TOO_MANY_TESTS = "You have sent yourself twenty tests within an hour. Please wait a little."
OWN_LINK = "/?the-guests-own-link"
"""Where the button of a mail that is only looked at leads: to the page that asks for one's link."""
OWN_NUMBER = "[the guest’s own number]"
NUMBER_AND_LINK = "The link and the number stand only in the guest’s own mail."


@dataclass(frozen=True)
class Week:
    """What goes out in one week; `name` is its Monday, in words."""

    name: str
    coming: tuple[Coming, ...]


@dataclass(frozen=True, kw_only=True)
class ListMails(ListPage):
    """Every mail and post of the next weeks, in order."""

    template: ClassVar[str] = "list_mails.html"
    weeks: tuple[Week, ...]
    rehearsing: bool
    coordinator: str


@dataclass(frozen=True, kw_only=True)
class ListMail(ListPage):
    """One mail as it will look; `about` is the weekend's address and its day in words.

    `attempt` is this page's own: its button sends one test. `may_hold`: it can be kept back;
    `may_go`: it can go out before its time; `why_not`: why it cannot be held yet.
    """

    template: ClassVar[str] = "list_mail.html"
    coming: Coming
    path: str
    subject: str
    inside: Html
    to_guest: bool
    about: tuple[str, str] = ("", "")
    with_calendar: bool = False
    attempt: str = ""
    may_hold: bool = False
    may_go: bool = False
    why_not: str = ""
