"""What can go wrong, told apart by what the caller does next.

TakeoverError
├── SettingsError            a setting is missing or wrong: somebody has to mend the stack
├── RowError                 a request that the roster as it stands does not allow
├── SheetError               a file cannot be read or written as a list of weekends
├── PhotoError               a file cannot be taken as a photo
├── StaleError               somebody else was quicker: look again in the next run
├── StepsFailedError         a run had unexpected errors: the platform retries and raises the alarm
├── StillOwedError           something is overdue and nobody could be told: raise the alarm
├── RefusedError             a definite no, and nothing happened: the step stays waiting
│   ├── LaterError           busy or down: the same call may work later
│   ├── NeverError           these words will not be taken, now or later
│   │   ├── NotSummonedError X lets us answer only who has mentioned or quoted us
│   │   └── TargetGoneError  what was to be answered is gone, or hidden from us
│   ├── OutOfCreditError     X wants money first
│   └── NotAllowedError      the token or the sender may not do this
└── UnknownOutcomeError      no answer came: it may or may not have happened
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from traceback import walk_tb


class TakeoverError(Exception):
    """Anything that this project raises on purpose."""


class SettingsError(TakeoverError):
    """A setting is missing or cannot be read; the text names it and says what would be right."""


class RowError(TakeoverError):
    """The roster's row is gone, or has changed under the person who is writing to it."""


class SheetError(TakeoverError):
    """A file cannot be read, or the list not be written, as a spreadsheet; the text says why."""


class PhotoError(TakeoverError):
    """A file cannot be taken as a photo; the text says why, to the guest."""


class StaleError(TakeoverError):
    """The ledger was changed by somebody else since it was read; look again."""


class StepsFailedError(TakeoverError):
    """Some steps of a run failed for reasons that nobody expected."""


class StillOwedError(TakeoverError):
    """Something is overdue and could not be told to a person by mail."""


class RefusedError(TakeoverError):
    """A definite refusal: the call had no effect."""

    kind = "refused"


class LaterError(RefusedError):
    """Rate limit, throttling or an outage; `retry_at` is an aware instant where it is known."""

    kind = "later"

    def __init__(self, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class NeverError(RefusedError):
    """The words themselves are refused: a duplicate, too long, an unwanted link."""

    kind = "never"


class NotSummonedError(NeverError):
    """X lets a program answer only whoever has mentioned or quoted the account."""


class TargetGoneError(NeverError):
    """The post that was to be answered is deleted, or not to be seen by us.

    People have seen X say so of a post of their own that was a moment old, too: the next part of a
    thread may be taken a little later.
    """


class OutOfCreditError(RefusedError):
    """X answers 402: the account's credit is used up."""

    kind = "credit"


class NotAllowedError(RefusedError):
    """The token is unknown, revoked or may only read; or the sender is not verified."""

    kind = "not_allowed"


class UnknownOutcomeError(TakeoverError):
    """The call's answer was lost, so its effect may have happened; never repeat it blindly."""


def place_of(error: BaseException) -> str:
    """The file and line that an error came from: for a log that must not quote its text."""
    frames = list(walk_tb(error.__traceback__))
    if not frames:
        return "nowhere"
    frame, line = frames[-1]
    return f"{Path(frame.f_code.co_filename).name}:{line}"
