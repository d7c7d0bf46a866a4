"""What can happen to a turn, and how it can end."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """Something that happened to a turn, with the instant at which it did.

    LEAVING: the guest asked for another weekend, so that what began in its place is CHOSEN.
    LEFT_PAUSED: the guest ended it out of their own pause. TOOK_BACK: so they did with their no.
    """

    SEEN = "seen"
    LINK_USED = "link_used"
    CORRECTED = "corrected"
    MOVED = "moved"
    SUSPENDED = "suspended"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ALL_SET = "all_set"
    OPENED = "opened"
    SIGNED_IN = "signed_in"
    PAUSED = "paused"
    PAUSED_BY_US = "paused_by_us"
    GONE = "gone"
    CLOSED = "closed"
    ANSWERED = "answered"
    WANTS_CONTACT = "wants_contact"
    NEW_NUMBER = "new_number"
    ASKED_NUMBER = "asked_number"
    NUMBERS_USED_UP = "numbers_used_up"
    BOUNCED = "bounced"
    FORGET_ASKED = "forget_asked"
    TOOK_BACK = "took_back"
    LEAVING = "leaving"
    CHOSEN = "chosen"
    LEFT_PAUSED = "left_paused"
    SECOND_DEVICE = "second_device"
    BUSY = "busy"
    TOLD_US = "told_us"
    PHOTO = "photo"


class Ending(StrEnum):
    """How a turn ended; it decides what is said, and to whom."""

    POSTED = "by the clock, with posts"
    SILENT = "by the clock, came but posted nothing"
    NEVER_CAME = "never signed in"
    GUEST_STOPPED = "the guest stopped"
    CHARITY_STOPPED = "the charity stopped"
    CANCELLED = "cancelled before opening"
    DECLINED = "the guest said no"
    NEVER_ACCEPTED = "never said yes"
    NEVER_OPENED = "said yes, but never opened"
    MOVED = "moved to another weekend"
    RESTORED = "ended when the records were put back to an earlier state"
    REHEARSAL_OVER = "a rehearsal that ended when the system went live"
