"""What goes back to the browser: a page, or the way to one, always with the same headers."""

from __future__ import annotations

from dataclasses import dataclass

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.shared.cookies import Cookie

from takeover.wording.page_data import Frame, Notice, Page

REASON_HEADER = "X-Refused-Because"
A_YEAR_SECONDS = 31_536_000
SHOWN_SECONDS = 600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
    ),
    # Not no-referrer: with it Chromium sends "Origin: null" on our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Strict-Transport-Security": f"max-age={2 * A_YEAR_SECONDS}",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class HandedOut:
    """A file to be kept by whoever asked; `name` is neutral, as it stands on their screen.

    Without a name it is shown on a page instead.
    """

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What to send: a page, a way, or a file.

    `refused` is the gate's or our own reason in one word, for header and log. `turn` is for the
    log, where a link says whose weekend it is before anybody is signed in; so is `who`, the
    coordinator or the deputy. `frame` is what stands around a page of the team's. Browsers may
    keep a public page for `kept_seconds`.
    """

    status: int
    page: Page | None = None
    location: str = ""
    refused: str = ""
    cookie: Cookie | None = None
    turn: str = ""
    who: str = ""
    frame: Frame | None = None
    kept_seconds: int = 0
    file: HandedOut | None = None

    @property
    def outcome(self) -> str:
        """What became of the request, in one word."""
        sent = self.page or self.file
        return type(sent).__name__ if sent else "redirected"


def go_home(notice: Notice | None = None, cookie: Cookie | None = None) -> Answer:
    """After a POST, so that going back or reloading does nothing twice."""
    location = f"/?said={notice}" if notice else "/"
    return Answer(303, location=location, cookie=cookie)


def respond(answer: Answer, body: str) -> Response[str]:
    """The answer as Powertools sends it."""
    headers = dict(HEADERS)
    if answer.location:
        headers["Location"] = answer.location
    if answer.kept_seconds:
        headers["Cache-Control"] = f"public, max-age={answer.kept_seconds}"
    if answer.refused:
        headers[REASON_HEADER] = answer.refused
    cookies = [answer.cookie] if answer.cookie else []
    return Response(answer.status, HTML, body, headers, cookies)


def respond_file(file: HandedOut) -> Response[bytes]:
    """A file to keep, or to be shown. Powertools sends bytes in base64; the Function URL undoes it.

    What is shown, this browser may keep for a while: a page with many photos is looked at often.
    """
    shown = {"Cache-Control": f"private, max-age={SHOWN_SECONDS}"}
    kept = {"Content-Disposition": f'attachment; filename="{file.name}"'} if file.name else shown
    headers = HEADERS | kept
    return Response(200, file.kind, file.content, headers)


def respond_kept(text: str, kind: str) -> Response[str]:
    """Style sheet and script, which browsers may keep: their address changes whenever they do."""
    headers = HEADERS | {"Cache-Control": f"public, max-age={A_YEAR_SECONDS}, immutable"}
    return Response(200, f"{kind}; charset=utf-8", text, headers)
