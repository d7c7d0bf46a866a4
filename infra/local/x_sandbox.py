"""X API v2 as our client calls it: refuses what the real one refuses, publishes nothing."""

import time

from flask import Flask, Response, g, request

from local import x_problems as problems
from local.control import Fault, control_blueprint
from local.human_pages import add_pages
from local.serving import hang_up
from local.x_control import add_control
from local.x_pages import add_timeline
from local.x_reading import add_reading
from local.x_state import REFUSALS, XSandbox, limit
from local.x_writing import add_writing


def create_app(sandbox: XSandbox) -> Flask:
    """Return the sandbox's WSGI app: API, control addresses and the timeline page."""
    app = Flask(__name__, template_folder="pages")
    app.register_blueprint(control_blueprint(sandbox.faults, sandbox.requests))
    add_pages(app, "/timeline")
    _add_gate(app, sandbox)
    add_writing(app, sandbox)
    add_reading(app, sandbox)
    add_control(app, sandbox)
    add_timeline(app, sandbox)
    return app


def _route() -> str:
    rule = request.url_rule.rule if request.url_rule else request.path
    return f"{request.method} " + rule.replace("<post_id>", ":id").replace("<user_id>", ":id")


def _add_gate(app: Flask, sandbox: XSandbox) -> None:
    @app.before_request
    def refuse() -> Response | None:
        if not request.path.startswith("/2/"):
            return None
        route = _route()
        sandbox.requests.add(*route.split(" ", 1))
        g.fault = fault = sandbox.faults.take(request.method)
        g.remaining = sandbox.remaining(route)
        refused = sandbox.signatures.refusal(
            request.method,
            request.path,
            request.query_string.decode(),
            dict(request.headers),
            sandbox.clock(),
        )
        if refused or sandbox.revoked:
            return problems.unauthorized()
        if fault and fault.kind in REFUSALS:
            return REFUSALS[fault.kind]()
        if g.remaining < 0:
            return problems.rate_limited()
        if sandbox.access == "read" and request.method != "GET":
            return problems.read_only()
        return None

    @app.after_request
    def finish(answer: Response) -> Response:
        if request.path.startswith("/2/"):
            _add_headers(answer, sandbox)
            fault: Fault | None = g.get("fault")
            if fault and fault.kind == "slow":
                time.sleep(fault.seconds or 10)
            if fault and fault.kind == "lost_answer":
                hang_up(request.environ)
        return answer

    @app.errorhandler(404)
    def unknown(_: Exception) -> Response:
        return problems.not_found("resource", request.path)


def _add_headers(answer: Response, sandbox: XSandbox) -> None:
    fault: Fault | None = g.get("fault")
    limited = answer.status_code == 429
    reset = sandbox.resets_at()
    if fault and limited and fault.seconds:
        reset = int(sandbox.clock().timestamp() + fault.seconds)
    answer.headers["x-access-level"] = sandbox.access
    answer.headers["x-rate-limit-limit"] = str(limit(_route()))
    answer.headers["x-rate-limit-remaining"] = str(0 if limited else max(g.remaining, 0))
    answer.headers["x-rate-limit-reset"] = str(reset)
