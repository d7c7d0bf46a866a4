"""The coordinator's table, mail, X, the deployed desk, secrets, the log and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from takeover.model.readiness import Obstacle

if TYPE_CHECKING:
    from takeover.planning.editing import RowEdit


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The instant now, aware, in UTC."""

    def wait_until(self, at: datetime) -> None:
        """Come back at this instant; only so that an answer's time tells nothing."""


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

    def forget(self, weekend: str, address: object) -> bool:
        """Delete all that is about the guest of the row that still has this raw address.

        Its status is `forgotten` from then on; columns that we do not know stay. False if the
        row is gone or has another address by now.
        """

    def add(self, weekend: str, cells: Mapping[str, str]) -> None:
        """Write a row that is not there yet; `weekend` is its key as text.

        Raises RowError if there is one by now. The same row once more is success.
        """

    def edit(
        self, weekend: str, cells: Mapping[str, str | None], expected: Mapping[str, object]
    ) -> None:
        """Set these cells (None: take the cell out), if each is still as `expected`, raw.

        A cell that `expected` leaves out must not be there. Raises RowError, which names what
        somebody else has changed since; cells that are as wanted already are success.
        """

    def edit_together(self, *edits: RowEdit) -> None:
        """Write these edits, each of another row and with at least one cell: all of them or none.

        Raises RowError, which names what somebody else has changed since; all as wanted already is
        success.
        """

    def delete(self, weekend: str, expected: Mapping[str, object]) -> None:
        """Delete the row, if these raw cells are still the same; one that is gone is success.

        Raises RowError, which names what somebody else has changed since.
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
    """A post as it stands on the account's own timeline; text unescaped, links as written.

    `reply_to` is the id of the post that it answers, ours or another's, or empty. X puts the
    names of those who are answered in front of an answer's words, as in `@anna Thank you`.
    """

    id: str
    text: str
    at: datetime
    reply_to: str = ""


@dataclass(frozen=True)
class Mention:
    """What somebody wrote to the account; text unescaped, links as written, names without the @.

    `handle` and `name` are empty where X does not tell the author. `answerable`: X lets a program
    answer only who has mentioned the account by themselves, or quoted it (its rule since
    2026-02-23). Whether the name that X itself puts in front of an answer to one of our posts
    counts as a mention, X does not say; it is taken for one here, so an answer may still be
    refused (NotSummonedError).
    """

    id: str
    text: str
    at: datetime
    handle: str
    name: str
    reply_to: str
    answerable: bool


class Channel(Protocol):
    """The charity's account on X."""

    def ready(self) -> None:
        """Fetch what the next call needs, so that nothing slow stands between the gate and X."""

    def post(self, text: str, *, reply_to: str = "", photos: Sequence[str] = ()) -> str:
        """Publish; returns the post's id. Refusals as in `errors`, never retried here.

        `reply_to` is a post of ours, which makes a thread, or of somebody who has mentioned us;
        `photos` are at most four ids from `upload`; with a photo the text may be empty. Raises
        NotSummonedError (X does not let us answer this one) and TargetGoneError as well.
        """

    def upload(self, photo: bytes, media_type: str, alt: str) -> str:
        """Hand a photo over for a post to come; returns its id, which X keeps for a day.

        JPEG, PNG or WebP of at most 5 MB (5,242,880 bytes); `alt` says in at most 1,000 letters
        what is to be seen, or is empty. Nobody sees it yet, so even a lost answer is a LaterError.
        """

    def delete(self, post_id: str) -> None:
        """Take a post down; one that is gone already is success."""

    def hide(self, post_id: str) -> None:
        """Hide somebody's answer in a conversation that we began; gone or hidden is success.

        Raises NeverError if it is no such answer. After an UnknownOutcomeError it may be hidden
        again without harm.
        """

    def recent(self, since: datetime) -> Sequence[Published]:
        """The account's own posts since this instant, newest first."""

    def mentions(self, since: datetime) -> Sequence[Mention]:
        """Who wrote to the account since this instant, never older, newest first.

        At most the newest 200, however many there are.
        """


@dataclass(frozen=True)
class Refusal:
    """How the deployed desk answered the probe."""

    status: int
    reason: str


class Probe(Protocol):
    """Tries to post as the guest, over HTTP, at the deployed desk."""

    def try_to_post(self, turn_id: str, session_token: str) -> Refusal:
        """Present this session to the posting route and tell what came back."""


class Readiness(Protocol):
    """Looks whether all that a weekend needs is there; changes nothing."""

    def obstacles(self, guest_address: str, *, live: bool) -> Sequence[Obstacle]:
        """All that stands in the way of a weekend of this guest, each kind once; empty: all well.

        Without an address it is asked by the desk: of the stack, but for guests and itself.
        What could not be asked is an obstacle itself, so this raises nothing that the world
        outside can cause. X, and whether SES has left its sandbox, matter to a live turn only.
        """


class Secrets(Protocol):
    """The stack's secrets, fetched when touched."""

    def link_key(self) -> bytes:
        """The key under which links and numbers are derived."""


class Journal(Protocol):
    """What the operator reads afterwards: one line a step, and never a person in it."""

    def note(self, step: str, line: Mapping[str, str], *, failed: bool) -> None:
        """Write one line; `line` holds turn, step, reason, outcome and when it was due."""
