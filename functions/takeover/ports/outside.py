"""The coordinator's table, mail, X, the deployed desk, secrets, the log and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The instant now, aware, in UTC."""


class Roster(Protocol):
    """The coordinator's table; strongly consistent; cells as they are, nothing interpreted."""

    def rows(self, since: date) -> Sequence[Mapping[str, object]]:
        """Every row whose `weekend` is not before this date, in order of weekend."""

    def misfiled(self) -> Sequence[Mapping[str, object]]:
        """Rows whose `weekend` sorts before any date of this century, such as `04/12/2026`."""

    def row(self, weekend: date) -> Mapping[str, object] | None:
        """One row, or None."""

    def set_words(self, weekend: date, address: str, words: Mapping[str, str]) -> None:
        """Set named cells (`public_name`, `introduction`) of the row that still has this address.

        `address` is the raw cell as it was read. Raises RowError if the row is gone or is
        another guest's by now.
        """


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes
    media_type: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """A mail ready to send; addresses are bare, `tags` are SES message tags."""

    to: tuple[str, ...]
    reply_to: str
    from_name: str
    subject: str
    text: str
    html: str
    tags: Mapping[str, str]
    attachments: tuple[Attachment, ...] = ()


class Mailer(Protocol):
    """Sends one mail, once: nobody below retries."""

    def send(self, letter: Letter) -> str:
        """Hand a mail over; returns SES's message id.

        Raises NotAllowedError (sender not verified), LaterError (throttled, paused), NeverError
        (the mail itself is refused) or UnknownOutcomeError.
        """


@dataclass(frozen=True)
class Published:
    """A post as it stands on the account's own timeline; text unescaped, links as written."""

    id: str
    text: str
    at: datetime


class Channel(Protocol):
    """The charity's account on X."""

    def ready(self) -> None:
        """Fetch what the next call needs, so that nothing slow stands between the gate and X."""

    def post(self, text: str) -> str:
        """Publish; returns the post's id. Refusals as in `errors`, never retried here."""

    def delete(self, post_id: str) -> None:
        """Take a post down; one that is gone already is success."""

    def recent(self, since: datetime) -> Sequence[Published]:
        """The account's own posts since this instant, newest first."""


@dataclass(frozen=True)
class Refusal:
    """How the deployed desk answered the probe."""

    status: int
    reason: str


class Probe(Protocol):
    """Tries to post as the guest, over HTTP, at the deployed desk."""

    def try_to_post(self, turn_id: str, session_token: str) -> Refusal:
        """Present this session to the posting route and tell what came back."""


class Secrets(Protocol):
    """The stack's secrets, fetched when touched."""

    def link_key(self) -> bytes:
        """The key under which links and numbers are derived."""


class Journal(Protocol):
    """What the operator reads afterwards: one line a step, and never a person in it."""

    def note(self, step: str, line: Mapping[str, str], *, failed: bool) -> None:
        """Write one line; `line` holds turn, step, reason, outcome and when it was due."""
