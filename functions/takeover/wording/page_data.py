"""What each page of the guest's web shows: one plain object per state, ready to be rendered.

The texts stand in the templates of `pages/`; here are only the values that fill them, already in
words (times, names) where a person reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from takeover.model.post import Photo
from takeover.wording.agreement import Paragraph
from takeover.wording.questions import Question


class Notice(StrEnum):
    """What was just done, told once on top of the next page."""

    SAID_YES = "said-yes"
    SAVED = "saved"
    POSTED = "posted"
    TAKEN_DOWN = "taken-down"
    SENT_AGAIN = "sent-again"
    SIGNED_OUT = "signed-out"
    UNDONE = "undone"
    MOVED = "moved"
    OTHERS_OUT = "others-out"
    ALL_OUT = "all-out"
    KEPT = "kept"
    WILL_BE_SENT = "will-be-sent"
    NOT_SENT = "not-sent"
    THROWN_AWAY = "thrown-away"
    PRACTISED = "practised"
    TOLD_US = "told-us"
    HIDDEN = "hidden"
    WAITING = "waiting"
    TAKEN_BACK = "taken-back"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Problem:
    """Something to put right, with the field that it is about, or none."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands around a page; no `csrf`: nobody is signed in; `signed_in`: who of the team.

    `devices`: there may be others on which the guest is signed in.
    """

    charity: str = "our charity"
    csrf: str = ""
    from_name: str = ""
    phone: str = ""
    rehearsal: bool = False
    signed_in: str = ""
    devices: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page; `kept_words` were typed and went nowhere: they are shown, so that none is lost."""

    template: ClassVar[str]
    problems: tuple[Problem, ...] = ()
    notice: Notice | None = None
    kept_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Door(Page):
    """Behind the link: one button, and nothing else."""

    template: ClassVar[str] = "door.html"


@dataclass(frozen=True, kw_only=True)
class NoSuchPage(Page):
    """A link that opens nothing: for every reason the same."""

    template: ClassVar[str] = "no_such_page.html"


@dataclass(frozen=True, kw_only=True)
class SignedOut(Page):
    """Nobody is signed in, or not any more."""

    template: ClassVar[str] = "signed_out.html"


@dataclass(frozen=True, kw_only=True)
class Offer(Page):
    """The ten points, to say yes or no to."""

    template: ClassVar[str] = "offer.html"
    opens: str
    closes: str
    public_name: str
    points: tuple[str, ...]
    agree: str
    consent: str
    privacy: tuple[Paragraph, ...]
    terms_ticked: bool = False
    consent_ticked: bool = False
    typed_name: str = ""


@dataclass(frozen=True)
class Names:
    """The form for the name people will see and the hello."""

    public_name: str
    hello: str


@dataclass(frozen=True, kw_only=True)
class Ready(Page):
    """The guest said yes, and the weekend is still to come.

    `asks_all_set` shows the button of the day before; `late` is set where the start has passed
    and the account is not theirs yet; `names` is None once they can't be changed.
    """

    template: ClassVar[str] = "ready.html"
    opens: str
    closes: str
    asks_all_set: bool
    all_set: bool
    late: bool
    names: Names | None


@dataclass(frozen=True, kw_only=True)
class Number(Page):
    """The number is asked; `day` names the mail that holds it, or is empty: the newest one."""

    template: ClassVar[str] = "number.html"
    day: str
    own_device: bool = False


@dataclass(frozen=True, kw_only=True)
class Renewed(Page):
    """Too many wrong numbers: the old link is dead, a new one is in the mail."""

    template: ClassVar[str] = "renewed.html"


@dataclass(frozen=True, kw_only=True)
class UsedUp(Page):
    """Too many wrong numbers in one day: a person has been told."""

    template: ClassVar[str] = "used_up.html"
    duty_name: str


@dataclass(frozen=True, kw_only=True)
class Early(Page):
    """Signed in with the number, before the start."""

    template: ClassVar[str] = "early.html"
    opens: str
    closes: str
    names: Names


@dataclass(frozen=True)
class Bar:
    """What is always on top while the weekend is on; `goodbye_by` only in the last two hours.

    `busy`: so many write that a break is offered.
    """

    open_until: str
    left: str
    goodbye_by: str = ""
    busy: bool = False


@dataclass(frozen=True)
class Posted:
    """One post of this weekend, as the guest sees it; `note` says which part of a thread it is."""

    attempt: str
    text: str
    at: str
    posted: bool = True
    unsure: bool = False
    taken_down: bool = False
    note: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unsure(Page):
    """X did not say whether the words were posted."""

    template: ClassVar[str] = "unsure.html"


@dataclass(frozen=True, kw_only=True)
class Stopped(Page):
    """This was too much: nothing can be posted until the guest carries on.

    `by_us`: the team has paused it, and lets it go on. `by` is when somebody gets in touch at the
    latest, empty where that is not known. `quiet_said`: X says that it may be quiet for a while;
    `quiet_soon`: it will if nobody carries on.
    """

    template: ClassVar[str] = "stopped.html"
    duty_name: str
    by_us: bool = False
    by: str = ""
    quiet_soon: bool = False
    quiet_said: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmStop(Page):
    """Asked once more before a weekend is given up: before it began, or while it is on."""

    template: ClassVar[str] = "confirm_stop.html"
    begun: bool


class Close(StrEnum):
    """Who ended a weekend."""

    CLOCK = "clock"
    GUEST = "guest"
    CHARITY = "charity"


@dataclass(frozen=True, kw_only=True)
class Over(Page):
    """The weekend is over, and the page is closed; `unsent` are words to read and copy."""

    template: ClassVar[str] = "over.html"
    by: Close
    duty_name: str
    unsent: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Survey(Page):
    """How was it? `given` holds what was typed where it has to be shown again.

    `unsent` are words that the guest wrote and did not send, to read and copy.
    """

    template: ClassVar[str] = "survey.html"
    questions: tuple[Question, ...]
    public_name: str
    answered: bool = False
    may_save: bool = True
    contact_only: bool = False
    pass_on: str = ""
    unsent: tuple[tuple[str, ...], ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Waiting(Page):
    """The list holds a mistake: nothing is lost, and nothing can be done until it is mended."""

    template: ClassVar[str] = "waiting.html"


@dataclass(frozen=True, kw_only=True)
class NotFromHere(Page):
    """A form that did not come from one of our pages."""

    template: ClassVar[str] = "not_from_here.html"


class Fault(StrEnum):
    """Why a request got no better answer."""

    LATER = "later"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    TOO_LONG = "too-long"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, kw_only=True)
class Trouble(Page):
    """Something does not work just now; `posting` if words were to be posted, and were not."""

    template: ClassVar[str] = "trouble.html"
    fault: Fault
    posting: bool = False
    back_to: str = "/"
