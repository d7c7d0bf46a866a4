"""What can stand in the way of a weekend: a closed list, for those who check and who are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ObstacleKind(StrEnum):
    """Each has its words for the coordinator in `wording/not_ready.py`."""

    X_KEYS = "the four keys of X are missing, not whole, or cannot be read"
    X_REFUSED = "X does not accept the token"
    X_OTHER_ACCOUNT = "the token is another account's"
    X_READ_ONLY = "the token may not write"
    X_CREDIT = "the credit at X is used up"
    X_UNCHECKED = "X could not be asked"
    SENDER_UNCONFIRMED = "SES does not know the sender"
    MAIL_STOPPED = "SES has stopped sending"
    MAIL_SANDBOX = "SES sends to confirmed addresses only"
    MAIL_WARNED = "AWS is looking into the mails of this account"
    GUEST_HELD_BACK = "SES holds back mails to the guest"
    COORDINATOR_HELD_BACK = "SES holds back mails to the coordinator"
    MAIL_UNCHECKED = "SES could not be asked"
    ALARMS_UNCONFIRMED = "an address of the alarm topic is not confirmed"
    ALARMS_UNCHECKED = "the alarm topic could not be asked"
    DESK = "the guest's page does not answer"


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way; `detail` is for whoever mends it, and never names the guest."""

    kind: ObstacleKind
    detail: str = ""
