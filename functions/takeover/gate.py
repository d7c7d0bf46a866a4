"""May this session act now? Asked on every request and before every call to X; fails closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from takeover.model.roster import Row, Takeover
from takeover.model.sight import is_guest
from takeover.model.turn import Holder, Session, SessionKind

CLOSES_EARLY = timedelta(seconds=15)
"""A call to X is cut off after 3 + 8 seconds, as a whole; none may end after the window."""


class Reason(StrEnum):
    """Why the gate lets somebody through, or does not."""

    OPEN = "open"
    TOO_EARLY = "too_early"
    CLOSED = "closed"
    PAUSED = "paused"
    OFF_THE_LIST = "off_the_list"
    UNREADABLE = "unreadable"
    SIGNED_OUT = "signed_out"
    NUMBER_NEEDED = "number_needed"


@dataclass(frozen=True)
class Verdict:
    """The gate's answer."""

    reason: Reason

    @property
    def may_post(self) -> bool:
        """Only `open` lets anything through."""
        return self.reason is Reason.OPEN


def may_act(now: datetime, holder: Holder | None, session: Session | None, row: Row | None
            ) -> Verdict:  # fmt: skip
    """May this session act as the guest at this instant?

    Time decides, not whether a job has run: with every trigger lost it is `closed` from fifteen
    seconds before the window's end.
    """
    if session is None:
        return Verdict(Reason.SIGNED_OUT)
    account = account_is_with(session.turn, now, holder, row)
    if not account.may_post:
        return account
    if session.ended_at is not None or now >= session.ends_at:
        return Verdict(Reason.SIGNED_OUT)
    if session.kind is SessionKind.LINK:
        return Verdict(Reason.NUMBER_NEEDED)
    return account


def account_is_with(turn_id: str, now: datetime, holder: Holder | None, row: Row | None
                    ) -> Verdict:  # fmt: skip
    """Is the account this turn's at this instant? The earlier end of turn and row counts."""
    if holder is None or holder.turn != turn_id:
        return Verdict(Reason.CLOSED)
    window = holder.window
    if isinstance(row, Takeover) and row.booked:
        window = window.ending_by(row.window)
    if now >= window.ends_at - CLOSES_EARLY:
        return Verdict(Reason.CLOSED)
    if now < holder.window.starts_at:
        return Verdict(Reason.TOO_EARLY)
    if row is None or (isinstance(row, Takeover) and not _still_theirs(holder, row)):
        return Verdict(Reason.OFF_THE_LIST)
    if not isinstance(row, Takeover):
        return Verdict(Reason.UNREADABLE)
    if holder.paused_at is not None:
        return Verdict(Reason.PAUSED)
    return Verdict(Reason.OPEN)


def _still_theirs(holder: Holder, row: Takeover) -> bool:
    of_this_weekend = holder.turn.startswith(f"{row.weekend}#")
    return of_this_weekend and row.booked and is_guest(holder, row)
