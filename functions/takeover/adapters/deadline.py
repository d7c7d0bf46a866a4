"""A bound on one whole call over HTTP: connecting, sending, and every byte of the answer.

A read time-out bounds the wait for the next byte only. An answer whose bytes, or whose headers,
drip in one at a time would outlast it, and with it the fifteen seconds by which the gate closes.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextvars import ContextVar
from threading import Lock, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError

_LATE = "too late to connect"


class _Deadline:
    """Ends every connection of a call when its time is over."""

    def __init__(self, seconds: float) -> None:
        self._handles: list[socket.socket] = []
        self._over = False
        self._lock = Lock()
        self.timer = Timer(seconds, self._end)
        self.timer.daemon = True

    def hold(self, connection: socket.socket) -> None:
        """Have this connection ended in time; raises ConnectTimeoutError if it is too late."""
        with self._lock:
            if self._over:
                connection.close()
                raise ConnectTimeoutError(_LATE)
            # A handle of our own: TLS takes over the one that it is given.
            self._handles.append(connection.dup())

    def release(self) -> None:
        """The call is over."""
        self.timer.cancel()
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def _end(self) -> None:
        with self._lock:
            self._over = True
            for handle in self._handles:
                # Whoever waits for a byte gets the end of the answer instead.
                with contextlib.suppress(OSError):  # the other side was first
                    handle.shutdown(socket.SHUT_RDWR)


_CURRENT: ContextVar[_Deadline] = ContextVar("the deadline of this call")


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Bound everything that a `DeadlineAdapter` does meanwhile, in this thread, by these seconds.

    What is cut off looks like a connection that the other side ended. Looking up a name cannot be
    cut off, but nothing is sent after one that took too long.
    """
    deadline = _Deadline(seconds)
    token = _CURRENT.set(deadline)
    deadline.timer.start()
    try:
        yield
    finally:
        deadline.release()
        _CURRENT.reset(token)


class DeadlineAdapter(HTTPAdapter):
    """Connects only `within` a deadline."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- requests' own
        """Have connections made that can be ended from outside."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _CURRENT.get().hold(connection)
        return connection


class _TlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _CURRENT.get().hold(connection)
        return connection


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection
