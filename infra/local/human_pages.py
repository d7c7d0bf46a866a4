"""What the pages for people have in common: a stylesheet and headers that let nothing run."""

from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from flask.typing import ResponseReturnValue

_PAGES = Path(__file__).parent / "pages"
POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def add_pages(app: Flask, prefix: str) -> None:
    """Serve the stylesheet below `prefix` and put the strict headers on every page there."""

    @app.get(f"{prefix}/style.css")
    def style() -> ResponseReturnValue:
        return send_from_directory(_PAGES, "style.css")

    @app.after_request
    def protect(answer: Response) -> Response:
        if request.path.startswith(prefix):
            answer.headers.setdefault("Content-Security-Policy", POLICY)
            answer.headers["X-Content-Type-Options"] = "nosniff"
            answer.headers["Referrer-Policy"] = "no-referrer"
            answer.headers["Cache-Control"] = "no-store"
        return answer
