"""Help by phone: the team shows a number and reads it out; the guest types it, and is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from takeover.wording.list_pages import ListPage
from takeover.wording.page_data import Page

NUMBER_HAS_EIGHT = "The number that we read out has 8 digits, such as 0417 2256. Please type all 8."
NOT_IT = (
    "That is not it, or it does not work any more. It works once, for half an hour. Please check "
    "it with whoever read it out."
)
TOO_MANY = (
    "Too many numbers were typed here in the last hour, so we look at no more. Please use the "
    "button in our newest mail, or try again in an hour."
)
NOT_WITH_THEM = "That works only while the account is with the guest."


@dataclass(frozen=True, kw_only=True)
class Helped(Page):
    """Somebody of the team reads a number out: type it here."""

    template: ClassVar[str] = "helped.html"
    number: str = ""
    own_device: bool = False


@dataclass(frozen=True, kw_only=True)
class ListHelp(ListPage):
    """What to say on the phone, and the button that shows the number."""

    template: ClassVar[str] = "list_help.html"
    date: str
    path: str
    name: str
    phone: str
    page_address: str


@dataclass(frozen=True, kw_only=True)
class ListSpoken(ListPage):
    """The number, shown once; `until` is when it ends, in words."""

    template: ClassVar[str] = "list_spoken.html"
    date: str
    path: str
    name: str
    number: str
    until: str
    page_address: str
