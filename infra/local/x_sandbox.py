"""X API v2 as tweepy 4.17 calls it: refuses what the real one refuses, publishes nothing."""

import time
from datetime import datetime
from typing import Any

from flask import Flask, Response, abort, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from local import x_problems as problems
from local.clock import iso
from local.control import Fault, control_blueprint
from local.human_pages import add_pages
from local.serving import hang_up
from local.x_posts import Post, as_api, is_too_long
from local.x_state import REFUSALS, XSandbox, limit

_CREATE_KEYS = frozenset(
    {
        "text",
        "reply",
        "reply_settings",
        "media",
        "poll",
        "geo",
        "quote_tweet_id",
        "community_id",
        "made_with_ai",
        "paid_partnership",
        "card_uri",
        "direct_message_deep_link",
        "edit_options",
        "for_super_followers_only",
        "nullcast",
        "share_with_followers",
    }
)
_REPLY_SETTINGS = frozenset({"following", "mentionedUsers", "subscribers", "verified"})
_TIMELINE_PARAMETERS = frozenset(
    {
        "max_results",
        "pagination_token",
        "start_time",
        "end_time",
        "since_id",
        "until_id",
        "exclude",
        "tweet.fields",
        "expansions",
        "user.fields",
        "media.fields",
        "poll.fields",
        "place.fields",
    }
)


def create_app(sandbox: XSandbox) -> Flask:
    """Return the sandbox's WSGI app: API, control addresses and the timeline page."""
    app = Flask(__name__, template_folder="pages")
    app.register_blueprint(control_blueprint(sandbox.faults, sandbox.requests))
    add_pages(app, "/timeline")
    _add_gate(app, sandbox)
    _add_posts(app, sandbox)
    _add_reading(app, sandbox)
    _add_control(app, sandbox)
    _add_timeline_page(app, sandbox)
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


def _add_posts(app: Flask, sandbox: XSandbox) -> None:
    @app.post("/2/tweets")
    def create() -> ResponseReturnValue:
        wanted: Any = request.get_json(silent=True)
        refused = _refuse_post(sandbox, wanted)
        if refused is not None:
            return refused
        reply = wanted.get("reply") or {}
        post = sandbox.posts.add(
            wanted["text"],
            author=sandbox.account.username,
            in_reply_to=reply.get("in_reply_to_tweet_id"),
        )
        return jsonify({"data": as_api(post, frozenset(), sandbox.account.user_id)}), 201

    @app.delete("/2/tweets/<post_id>")
    def delete(post_id: str) -> ResponseReturnValue:
        post = sandbox.posts.get(post_id)
        if post is None:
            return problems.not_found("tweet with id", post_id)
        if post.author != sandbox.account.username:
            return problems.forbidden("You are not authorized to delete this Tweet.")
        sandbox.posts.remove(post_id)
        return jsonify({"data": {"deleted": True}})


def _refuse_post(sandbox: XSandbox, wanted: Any) -> Response | None:
    """Return why X would not publish this request, or None."""
    if not isinstance(wanted, dict) or not isinstance(wanted.get("text"), str):
        return problems.invalid("text: a string is required")
    if unknown := set(wanted) - _CREATE_KEYS:
        return problems.invalid(f"unknown property {min(unknown)}")
    if wanted.get("reply_settings") not in {None, *_REPLY_SETTINGS}:
        return problems.invalid(f"reply_settings: one of {sorted(_REPLY_SETTINGS)}")
    text: str = wanted["text"]
    if not text.strip():
        return problems.invalid("text: must not be empty")
    if "quote_tweet_id" in wanted:
        return problems.not_summoned()
    target = (wanted.get("reply") or {}).get("in_reply_to_tweet_id")
    if target is not None and not sandbox.posts.is_summoned(target):
        return problems.not_summoned()
    if is_too_long(text):
        return problems.too_long()
    if sandbox.posts.is_duplicate(text):
        return problems.duplicate()
    return None


def _add_reading(app: Flask, sandbox: XSandbox) -> None:
    @app.get("/2/users/me")
    def me() -> ResponseReturnValue:
        account = sandbox.account
        return jsonify(
            {
                "data": {
                    "id": account.user_id,
                    "name": account.name,
                    "username": account.username,
                }
            }
        )

    @app.get("/2/users/<user_id>/tweets")
    def timeline(user_id: str) -> ResponseReturnValue:
        if user_id != sandbox.account.user_id:
            return problems.not_found("user with id", user_id)
        if unknown := set(request.args) - _TIMELINE_PARAMETERS:
            return problems.invalid(f"The query parameter [{min(unknown)}] is not allowed.")
        try:
            size = int(request.args.get("max_results", "10"))
            posts = [post for post in sandbox.posts.own() if _wanted(post)]
        except ValueError as error:
            return problems.invalid(str(error))
        if not 5 <= size <= 100:
            return problems.invalid(
                f"The `max_results` query parameter value [{size}] is not between 5 and 100"
            )
        shown = posts[:size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if not shown:
            return jsonify({"meta": meta})
        meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
        fields = frozenset(request.args.get("tweet.fields", "").split(","))
        data = [as_api(post, fields, user_id) for post in shown]
        return jsonify({"data": data, "meta": meta})


def _wanted(post: Post) -> bool:
    """Say whether the query's times and ids let this post through.

    Raises:
        ValueError: a time is not ISO 8601 or an id is not a number.
    """
    bounds = request.args
    if (start := bounds.get("start_time")) and post.created_at < datetime.fromisoformat(start):
        return False
    if (end := bounds.get("end_time")) and post.created_at >= datetime.fromisoformat(end):
        return False
    if (since := bounds.get("since_id")) and int(post.id) <= int(since):
        return False
    if (until := bounds.get("until_id")) and int(post.id) >= int(until):
        return False
    return not (post.in_reply_to and "replies" in bounds.get("exclude", ""))


def _add_control(app: Flask, sandbox: XSandbox) -> None:
    @app.post("/_sandbox/revoke")
    def revoke() -> ResponseReturnValue:
        sandbox.revoked = True
        return "", 204

    @app.post("/_sandbox/access")
    def access() -> ResponseReturnValue:
        level = request.get_json().get("level")
        if level not in {"read", "read-write"}:
            abort(400, "level: read or read-write")
        sandbox.access = level
        return "", 204

    @app.post("/_sandbox/others")
    def somebody_posts() -> ResponseReturnValue:
        wanted = request.get_json()
        post = sandbox.posts.add(wanted["text"], author=wanted.get("author", "somebody"))
        return jsonify({"id": post.id}), 201

    @app.get("/_sandbox/posts")
    def posts() -> ResponseReturnValue:
        return jsonify(
            [
                {
                    "id": post.id,
                    "text": post.text,
                    "created_at": iso(post.created_at),
                    "in_reply_to": post.in_reply_to,
                }
                for post in sandbox.posts.own()
            ]
        )


def _add_timeline_page(app: Flask, sandbox: XSandbox) -> None:
    @app.get("/timeline")
    def timeline_page() -> ResponseReturnValue:
        return render_template("timeline.html", account=sandbox.account, posts=sandbox.posts.own())
