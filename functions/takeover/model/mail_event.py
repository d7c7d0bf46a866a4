"""What became of a mail, as SES tells it: by the tags of its turn and step, never by an address.

The rule in the template hands over these few words of SES's event and nothing else, so that no
address can reach this code, its log or the failure queue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from takeover.model.calendar import parse_instant

TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")
ON_A_LIST = {"OnAccountSuppressionList", "Suppressed"}


class Fate(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED_FOR_NOW = "bounced for now"
    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    COMPLAINED = "complained"
    REJECTED = "rejected"

    @property
    def final(self) -> bool:
        """Would every further mail to this address come to nothing, or be unwelcome?"""
        return self in {Fate.BOUNCED, Fate.SUPPRESSED, Fate.COMPLAINED, Fate.REJECTED}


# Source: "Amazon Simple Email Service events" in the EventBridge event reference. A bounce is
# told apart by its type: only a permanent one says that the address is wrong.
FATES = {
    "Email Sent": Fate.SENT,
    "Email Delivered": Fate.DELIVERED,
    "Email Delivery Delayed": Fate.DELAYED,
    "Email Bounced": Fate.BOUNCED_FOR_NOW,
    "Email Complaint Received": Fate.COMPLAINED,
    "Email Rejected": Fate.REJECTED,
}


@dataclass(frozen=True)
class MailEvent:
    """One event about one mail; `message` is SES's id, `sent_at` when SES took the mail."""

    fate: Fate
    turn: str
    step: str
    message: str
    sent_at: datetime | None = None


def tags(record: str, key: str) -> dict[str, str]:
    """SES message tags: only letters, digits, `_` and `-` are allowed in them."""
    return {"turn": plain(record.removeprefix("~")), "step": plain(key)}


def plain(said: str) -> str:
    """A step's key or a turn's id as a tag shows it."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", said)


def read_mail_event(event: object) -> MailEvent | None:
    """Read what the rule hands over; None where it is nothing that we know."""
    if not isinstance(event, Mapping):
        return None
    fate = FATES.get(_word(event.get("kind")))
    turn, step = _word(event.get("turn")), _word(event.get("step"))
    message = _word(event.get("message"))
    if fate is None or not all(TAG.fullmatch(said) for said in (turn, step, message)):
        return None
    if fate is Fate.BOUNCED_FOR_NOW and _word(event.get("bounce")) == "Permanent":
        listed = _word(event.get("reason")) in ON_A_LIST
        fate = Fate.SUPPRESSED if listed else Fate.BOUNCED
    return MailEvent(fate, turn, step, message, _instant(_word(event.get("sent_at"))))


def _word(said: object) -> str:
    """A text, or the first of a list: SES gives each tag a list of values."""
    if isinstance(said, list):
        said = said[0] if said else ""
    return said if isinstance(said, str) else ""


def _instant(text: str) -> datetime | None:
    try:
        return parse_instant(text)
    except ValueError:
        return None
