"""A relay that passes requests on at once, and answers back one byte at a time, for ever.

No read time-out ends that: each byte comes in time. Calls to X are cut off as a whole; calls to
AWS only by the platform's own time-out.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Self
from urllib.parse import urlsplit

from local.serving import LOOPBACK

SECONDS_A_BYTE = 1.0


class Drip:
    """In front of one address; passes answers on as they are until `dripping` is set."""

    def __init__(self, upstream: str) -> None:
        self.dripping = False
        self._upstream = (LOOPBACK, urlsplit(upstream).port or 80)
        self._door = socket.create_server((LOOPBACK, 0))
        self.url = f"http://{LOOPBACK}:{self._door.getsockname()[1]}"
        threading.Thread(target=self._let_in, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):  # the door is closed
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(self._upstream)
                for source, sink, slow in ((client, server, False), (server, client, True)):
                    threading.Thread(
                        target=self._pass_on, args=(source, sink, slow), daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, slow: bool) -> None:
        with contextlib.suppress(OSError), source, sink:  # either side may have gone
            while piece := source.recv(65536):
                if slow and self.dripping:
                    for byte in piece:
                        sink.sendall(bytes([byte]))
                        time.sleep(SECONDS_A_BYTE)  # noqa: TID251 -- that is what it is for
                else:
                    sink.sendall(piece)
