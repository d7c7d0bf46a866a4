"""The account on X: in memory, and through tweepy at a sandbox that refuses what X refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from local.serving import LoopbackServer
from local.x_sandbox import create_app
from local.x_state import XAccount, XSandbox, sample_keys
from takeover.adapters.clock import SystemClock
from takeover.adapters.secrets import XTokens
from takeover.adapters.x import XChannel
from takeover.ports import Channel
from tests.memory import FixedClock, MemoryChannel

ACCOUNT = XAccount("ourcharity", "Our Charity")
KEYS = sample_keys(ACCOUNT)
TOKENS = XTokens(
    KEYS.consumer_key, KEYS.consumer_secret, KEYS.access_token, KEYS.access_token_secret
)
HOUR = timedelta(hours=1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@dataclass
class Sandboxed:
    """The real channel and the sandbox's state."""

    channel: XChannel
    state: XSandbox
    url: str


@dataclass
class X:
    """A channel, how to set the clock by which posts are dated, and other people."""

    channel: Channel
    now: datetime
    set_clock: Callable[[datetime], None]
    somebody_writes: Callable[..., str]
    somebody_deletes: Callable[[str], None]
    shown: Callable[[str], tuple[tuple[bytes, str], ...]]
    """The photos of a post: what is on them, and what is said about that."""
    is_hidden: Callable[[str], bool]

    @property
    def since(self) -> datetime:
        """An hour ago."""
        return self.now - HOUR


@contextmanager
def sandboxed_x(spelling: str = "both") -> Iterator[Sandboxed]:
    """The sandbox and the real channel that talks to it."""
    state = XSandbox(ACCOUNT, KEYS, spelling=spelling)
    with LoopbackServer(create_app(state), "the sandboxed X") as server:
        yield Sandboxed(XChannel(lambda: TOKENS, server.url), state, server.url)


def in_memory() -> X:
    """X in memory."""
    now = SystemClock().now()
    clock = FixedClock(now)
    channel = MemoryChannel(clock, account=ACCOUNT.username)

    def shown(post_id: str) -> tuple[tuple[bytes, str], ...]:
        photos = (channel.photos[one] for one in channel.shown[post_id])
        return tuple((photo.content, photo.alt) for photo in photos)

    return X(
        channel,
        now,
        clock.set,
        channel.somebody_writes,
        channel.somebody_deletes,
        shown,
        lambda post_id: post_id in channel.hidden,
    )


def at_the_sandbox(here: Sandboxed) -> X:
    """The real channel at the sandbox."""
    posts, photos = here.state.posts, here.state.photos

    def set_clock(at: datetime) -> None:
        # Only of the posts: signatures have to be fresh by the true time.
        posts._clock = lambda: at

    def somebody_writes(
        text: str, *, handle: str = "reader", name: str = "A reader", reply_to: str = ""
    ) -> str:
        return posts.add(text, author=handle, author_name=name, in_reply_to=reply_to or None).id

    def shown(post_id: str) -> tuple[tuple[bytes, str], ...]:
        post = posts.get(post_id)
        assert post is not None
        found = [photo for one in post.photos if (photo := photos.get(one))]
        return tuple((photo.content, photo.alt) for photo in found)

    def is_hidden(post_id: str) -> bool:
        post = posts.get(post_id)
        return post is not None and post.hidden

    now = SystemClock().now()
    return X(here.channel, now, set_clock, somebody_writes, posts.remove, shown, is_hidden)
