"""X as a weekend meets it: slow, sometimes forgetful, and looked at with every call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.memory.channel import MemoryChannel
from tests.memory.seam import port_call

if TYPE_CHECKING:
    from tests.simulation.stack import Stack

X_TAKES_AT_MOST = 11.0  # 3 s to connect and 8 s to answer: takeover/adapters/x.py
MOST_FOR_TOKENS = 10.0
TEAM = "the team"


class SimChannel(MemoryChannel):
    """X: slow, and in half the weekends without its own refusal of duplicates."""

    def __init__(self, stack: Stack, *, forgetful: bool) -> None:
        super().__init__(stack.clock, stack.seam, stack.settings.account, forgetful=forgetful)
        self._stack = stack

    @port_call
    def ready(self) -> None:
        self._slowly(MOST_FOR_TOKENS)

    def _slowly(self, most: float) -> None:
        if self._stack.chance.random() < self._stack.slow:
            self._stack.pass_by(self._stack.chance.uniform(0, most))

    @port_call
    def post(self, text: str, *, reply_to: str = "", photos: Sequence[str] = ()) -> str:
        self._stack.published.asked()
        self._slowly(X_TAKES_AT_MOST)
        unbroken = MemoryChannel.post.__wrapped__  # type: ignore[attr-defined]
        post_id: str = unbroken(self, text, reply_to=reply_to, photos=photos)
        self._stack.published.look(text, reply_to, tuple(photos))
        self._stack.published.talked.ids[self._stack.actor.claimed] = post_id
        self._stack.tell(f"X publishes {' '.join(self._stack.actor.claimed)}: {text[:40]!r}")
        return post_id

    @port_call
    def upload(self, photo: bytes, media_type: str, alt: str) -> str:
        self._stack.published.acted("a photo")
        self._slowly(X_TAKES_AT_MOST)
        unbroken = MemoryChannel.upload.__wrapped__  # type: ignore[attr-defined]
        photo_id: str = unbroken(self, photo, media_type, alt)
        return photo_id

    @port_call
    def hide(self, post_id: str) -> None:
        self._stack.published.acted("a hiding")
        self._slowly(X_TAKES_AT_MOST)
        MemoryChannel.hide.__wrapped__(self, post_id)  # type: ignore[attr-defined]

    @port_call
    def delete(self, post_id: str) -> None:
        if self._stack.checks.acted and self._stack.actor.who != TEAM:  # who may at any time
            self._stack.published.acted("a deletion")
        MemoryChannel.delete.__wrapped__(self, post_id)  # type: ignore[attr-defined]
