"""One local address in front of desk, mailbox and timeline.

It stands where a browser would meet the desk's Function URL on AWS, and adds nothing to what that
would send: statuses, headers, cookies and redirects pass through as they are.
"""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from local.serving import LOOPBACK, refuse_port_in_use

# A Function URL hands the whole request to Lambda as one event of at most 6 MB, and everything
# but text travels in it as base64.
_LARGEST_EVENT_BODY = 6 * 1024 * 1024
_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/javascript")
_LONGEST_ANSWER_SECONDS = 120
# Some of a refused body is read all the same: a client that is still sending when the connection
# closes would see a reset and never the refusal.
_PATIENCE_BYTES = 32 * 1024 * 1024
_OF_ONE_CONNECTION = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


class Front:
    """A server on 127.0.0.1; `desk` is set once the desk is deployed."""

    def __init__(self, *, mailbox: str, timeline: str, port: int = 0) -> None:
        if port:
            refuse_port_in_use(port, "your browser")
        self.mailbox = mailbox
        self.timeline = timeline
        self.desk: str | None = None
        front = self

        class Handler(_Passing):
            behind = front

        self._server = ThreadingHTTPServer((LOOPBACK, port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Return its address without a slash at the end."""
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def target(self, path: str) -> str | None:
        """Return the address that stands behind this path, or None if nothing does yet."""
        for prefix, address in (("/mailbox", self.mailbox), ("/timeline", self.timeline)):
            if path == prefix or path.startswith((f"{prefix}/", f"{prefix}?")):
                return address
        return self.desk

    def stop(self) -> None:
        """Stop listening; safe to call twice."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Passing(BaseHTTPRequestHandler):
    """Hands one request on and its answer back."""

    behind: Front
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
        """Log nothing: paths hold the links of the guests."""

    def pass_on(self) -> None:
        """Answer one request of any method."""
        if (self.headers.get("Host") or "").rpartition(":")[0] not in {LOOPBACK, "localhost"}:
            return self._refuse(421, "This address serves 127.0.0.1 and localhost only.")
        if not self.path.startswith("/"):
            return self._refuse(400, "The request names no path.")
        if "Transfer-Encoding" in self.headers:
            return self._refuse(411, "A length is required.")
        length = int(self.headers.get("Content-Length") or 0)
        if _in_event(length, self.headers.get("Content-Type", "")) > _LARGEST_EVENT_BODY:
            self.rfile.read(min(length, _PATIENCE_BYTES))
            return self._refuse(413, "The request is larger than the 6 MB that AWS takes.")
        target = self.behind.target(self.path)
        if target is None:
            return self._refuse(503, "The desk is not deployed yet.")
        body = self.rfile.read(length) if length else b""
        return self._exchange(target, body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = pass_on  # noqa: N815

    def _exchange(self, target: str, body: bytes) -> None:
        address = urlsplit(target)
        upstream = http.client.HTTPConnection(
            address.hostname or LOOPBACK, address.port, timeout=_LONGEST_ANSWER_SECONDS
        )
        try:
            upstream.putrequest(self.command, address.path + self.path, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in _OF_ONE_CONNECTION | {"host"}:
                    upstream.putheader(name, value)
            upstream.endheaders(body or None)
            answer = upstream.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            return self._refuse(502, f"Nothing answers behind this address ({error}).")
        finally:
            upstream.close()
        return self._answer(answer, content)

    def _answer(self, answer: http.client.HTTPResponse, content: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            # "Server" would be the emulator's; a Function URL names none.
            if name.lower() not in _OF_ONE_CONNECTION | {"server", "content-length"}:
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        if answer.status >= 200 and answer.status not in {204, 304}:
            self.send_header("Content-Length", length or str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: int, sentence: str) -> None:
        content = f"{sentence}\n".encode()
        self.close_connection = True  # the request's body may still be unread
        self.send_response_only(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _in_event(length: int, content_type: str) -> int:
    """Return how many bytes a body takes within Lambda's event."""
    return length if content_type.startswith(_TEXT_TYPES) else -(-length // 3) * 4
