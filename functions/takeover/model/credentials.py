"""The pass: a link and a number, like a bank card and its PIN; derived, never stored."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from takeover.model.turn import Turn

LINK_BYTES = 16
NUMBERS = 10_000
SIGNED_OUT = "signed-out-"
"""So begins the mark of a generation that began because the guest signed out everywhere."""


@dataclass(frozen=True)
class Pass:
    """The guest's credentials for one generation of one turn."""

    turn: str
    mac: str
    number: str

    @property
    def path(self) -> str:
        """Where the link leads: `/2026-12-04-1/{mac}`."""
        return f"/{in_path(self.turn)}/{self.mac}"


@dataclass(frozen=True)
class StandIn:
    """In place of a pass, for eyes that are not the guest's: a path and a number of nobody's."""

    path: str
    number: str


def in_path(turn_id: str) -> str:
    """A turn's name as it stands in an address: `2026-12-04-1`."""
    return turn_id.replace("#", "-")


def from_path(segment: str) -> str:
    """The turn that a part of an address names."""
    weekend, _, number = segment.rpartition("-")
    return f"{weekend}#{number}"


def issue(link_key: bytes, turn: Turn) -> Pass:
    """Derive link and number: HMAC-SHA256 over purpose, turn, salt and generation.

    The number is reduced modulo 10,000; five wrong tries end the generation.
    """
    link = _mac(link_key, "link", turn)[:LINK_BYTES].hex()
    number = int.from_bytes(_mac(link_key, "number", turn)) % NUMBERS
    return Pass(turn.id, link, f"{number:04d}")


def probe_token(link_key: bytes, turn: Turn) -> str:
    """The session token with which revocation tries to post after the end."""
    said = f"probe\x1f{turn.id}\x1f{turn.salt}"
    return hmac.digest(link_key, said.encode(), hashlib.sha256).hex()


def csrf_token(session_token: str) -> str:
    """What a form of this session must carry along; useless without the cookie."""
    return hmac.digest(session_token.encode(), b"form", hashlib.sha256).hex()


def session_digest(session_token: str) -> str:
    """What the ledger keeps of a session token: its SHA-256."""
    return hashlib.sha256(session_token.encode()).hexdigest()


def stamp(link_key: bytes, at: datetime) -> str:
    """When a public form was made, to the second, so that it can be told without keeping it."""
    seconds = str(int(at.timestamp()))
    return f"{seconds}.{_stamp_mac(link_key, seconds)}"


def stamped_at(link_key: bytes, said: str) -> datetime | None:
    """The instant of a stamp; None if we never made it."""
    seconds, _, mac = said.partition(".")
    if not same(_stamp_mac(link_key, seconds), mac):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def sealed(link_key: bytes, purpose: str, text: str, at: datetime) -> str:
    """A text that travels through a browser and back: with its time, and unchanged."""
    seconds = str(int(at.timestamp()))
    return f"{seconds}.{_seal(link_key, purpose, seconds, text)}.{text}"


def unsealed(link_key: bytes, purpose: str, said: str) -> tuple[str, datetime] | None:
    """The text and the second of its sealing; None if we never sealed it for this purpose."""
    seconds, _, rest = said.partition(".")
    mac, _, text = rest.partition(".")
    if not same(_seal(link_key, purpose, seconds, text), mac):
        return None
    return text, datetime.fromtimestamp(int(seconds), UTC)


def guest_hmac(address: str, salt: str) -> str:
    """The guest behind an address, without the address: HMAC-SHA256 under the turn's salt."""
    normal = address.strip().casefold()
    return hmac.digest(bytes.fromhex(salt), normal.encode(), hashlib.sha256).hex()


def same(one: str, other: str) -> bool:
    """Are two secrets equal? Takes as long whether they are or not."""
    return hmac.compare_digest(one.encode(), other.encode())


def _stamp_mac(link_key: bytes, seconds: str) -> str:
    said = f"form\x1f{seconds}"
    return hmac.digest(link_key, said.encode(), hashlib.sha256)[:LINK_BYTES].hex()


def _seal(link_key: bytes, purpose: str, seconds: str, text: str) -> str:
    said = f"seal\x1f{purpose}\x1f{seconds}\x1f{text}"
    return hmac.digest(link_key, said.encode(), hashlib.sha256).hex()


def _mac(link_key: bytes, purpose: str, turn: Turn) -> bytes:
    said = "\x1f".join((purpose, turn.id, turn.salt, str(turn.generation)))
    return hmac.digest(link_key, said.encode(), hashlib.sha256)
