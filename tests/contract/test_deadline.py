"""An X whose answer drips in one byte at a time is given up in time, wherever it drips."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from urllib3.connection import HTTPConnection

from local.serving import LOOPBACK
from takeover.adapters import deadline, x_client
from takeover.adapters.secrets import XTokens
from takeover.adapters.x import XChannel
from takeover.errors import LaterError, TakeoverError, UnknownOutcomeError
from takeover.model.calendar import parse_instant

TOKENS = XTokens("key", "secret", "1-token", "secret")
SINCE = parse_instant("2026-12-04T17:00:00+00:00")
BODY = b'{"data": {"id": "1", "text": "Good morning!"}}'
HEAD = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
PADDING = 400
ANSWERS = {
    "in its first line": (b"HTTP/1.1 201 Created", b" " * PADDING),
    "in its headers": (b"HTTP/1.1 201 Created\r\n", b"X-Long: a\r\n" * (PADDING // 11)),
    "in its body": (HEAD % (len(BODY) + PADDING), b" " * PADDING + BODY),
}
BETWEEN_BYTES = 0.01


class DrippingX:
    """Takes one request after the other, and answers each byte by byte."""

    def __init__(self, at_once: bytes, dripping: bytes) -> None:
        self._at_once, self._dripping = at_once, dripping
        self._door = socket.create_server((LOOPBACK, 0))
        self.url = f"http://{LOOPBACK}:{self._door.getsockname()[1]}"
        self.requests = 0
        self.dripped = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # the door is closed
            while True:
                client, _ = self._door.accept()
                with contextlib.suppress(OSError), client:  # whoever asked has gone
                    self._answer(client)

    def _answer(self, client: socket.socket) -> None:
        if not client.recv(65536):
            return  # connected, and nothing was sent
        self.requests += 1
        client.sendall(self._at_once)
        for byte in self._dripping:
            client.sendall(bytes([byte]))
            self.dripped += 1
            time.sleep(BETWEEN_BYTES)  # noqa: TID251 -- that is what it is for


CALLS: dict[str, Callable[[XChannel], object]] = {
    "post": lambda channel: channel.post("Good morning!"),
    "hide": lambda channel: channel.hide("7"),
    "recent": lambda channel: channel.recent(SINCE),
    "mentions": lambda channel: channel.mentions(SINCE),
    "upload": lambda channel: channel.upload(b"a photo", "image/png", "A cat"),
}


@pytest.fixture(params=ANSWERS)
def dripping(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DrippingX]:
    # No byte is late; all of them together would take many times as long.
    monkeypatch.setattr(x_client, "CONNECT_SECONDS", BETWEEN_BYTES * 10)
    monkeypatch.setattr(x_client, "READ_SECONDS", BETWEEN_BYTES * 20)
    x = DrippingX(*ANSWERS[request.param])
    yield x
    x.close()


def is_given_up(x: DrippingX, refusal: type[TakeoverError], call: str) -> None:
    channel = XChannel(lambda: TOKENS, x.url)
    with pytest.raises(refusal):
        CALLS[call](channel)
    assert 0 < x.dripped < PADDING // 2
    assert x.requests == 1


@pytest.mark.parametrize("call", ["post", "hide"])
def test_what_is_seen_is_given_up_and_its_outcome_unknown(dripping: DrippingX, call: str) -> None:
    is_given_up(dripping, UnknownOutcomeError, call)


@pytest.mark.parametrize("call", ["recent", "mentions", "upload"])
def test_what_nobody_sees_is_given_up_for_later(dripping: DrippingX, call: str) -> None:
    is_given_up(dripping, LaterError, call)


def test_nothing_is_sent_once_it_is_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    x = DrippingX(HEAD % len(BODY), BODY)
    connect = HTTPConnection._new_conn

    def slowly(self: HTTPConnection) -> socket.socket:
        time.sleep(BETWEEN_BYTES)  # noqa: TID251 -- the name is looked up, the way is long
        return connect(self)

    monkeypatch.setattr(HTTPConnection, "_new_conn", slowly)
    monkeypatch.setattr(x_client, "within", lambda _: deadline.within(0))
    with pytest.raises(LaterError):
        XChannel(lambda: TOKENS, x.url).post("Good morning!")
    x.close()
    assert x.requests == 0
