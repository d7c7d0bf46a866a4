"""Serve a WSGI app on loopback from a thread of this process, so that it ends with it."""

from __future__ import annotations  # the WSGI types exist for type checkers only

import logging
import socket
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from local.errors import PortInUseError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = "127.0.0.1"
_OWN_NAMES = frozenset({"127.0.0.1", "localhost"})


def free_port() -> int:
    """Return a loopback port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def refuse_port_in_use(port: int, what: str) -> None:
    """Raise PortInUseError if something already listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise PortInUseError(
                f"Port {port} on {LOOPBACK}, meant for {what}, is in use by another program. "
                "Stop that program, or choose another: PORT=8401 make run. Without PORT a free one "
                "is taken."
            ) from error


def hang_up(environ: dict[str, Any]) -> None:
    """Close the connection without an answer, as a network does between effect and reply."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)


class _QuietHandler(WSGIRequestHandler):
    """Says nothing per request: a log of paths would hold the links of the guests."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 -- werkzeug names it
        logging.getLogger(__name__).debug(message, *args)


def _own_name_only(app: WSGIApplication) -> WSGIApplication:
    """Refuse other host names, so that no web page can reach a sandbox by rebinding DNS."""

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if Request(environ).host.rpartition(":")[0] not in _OWN_NAMES:
            return Response("Not this server.", 421)(environ, start_response)
        return app(environ, start_response)

    return guarded


class LoopbackServer:
    """One WSGI app on 127.0.0.1, in daemon threads; port 0 chooses a free one."""

    def __init__(self, app: WSGIApplication, what: str, port: int = 0) -> None:
        if port:
            refuse_port_in_use(port, what)
        self._server = make_server(
            LOOPBACK, port, _own_name_only(app), threaded=True, request_handler=_QuietHandler
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return self._server.port

    @property
    def url(self) -> str:
        """Return its address without a slash at the end."""
        return f"http://{LOOPBACK}:{self.port}"

    def stop(self) -> None:
        """Stop listening; safe to call twice."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
