"""What tests and the local run do to the sandboxed X: revoke, choose, write as somebody else."""

from flask import Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue

from local.clock import iso
from local.x_answers import SPELLINGS
from local.x_state import XSandbox


def add_control(app: Flask, sandbox: XSandbox) -> None:
    """Serve the addresses under `/_sandbox/` that only X's sandbox has."""
    _add_choices(app, sandbox)
    _add_others(app, sandbox)

    @app.get("/_sandbox/posts")
    def posts() -> ResponseReturnValue:
        return jsonify(
            [
                {
                    "id": post.id,
                    "text": post.text,
                    "created_at": iso(post.created_at),
                    "in_reply_to": post.in_reply_to,
                    "photos": list(post.photos),
                }
                for post in sandbox.posts.own()
            ]
        )


def _add_choices(app: Flask, sandbox: XSandbox) -> None:
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

    @app.post("/_sandbox/reading")
    def reading() -> ResponseReturnValue:
        """How X reads what its documents leave open."""
        wanted = request.get_json()
        spelling = wanted.get("spelling", sandbox.spelling)
        if spelling not in SPELLINGS:
            abort(400, f"spelling: one of {', '.join(SPELLINGS)}")
        sandbox.spelling, sandbox.strictly = spelling, bool(wanted.get("strictly"))
        return "", 204


def _add_others(app: Flask, sandbox: XSandbox) -> None:
    @app.post("/_sandbox/others")
    def somebody_posts() -> ResponseReturnValue:
        """Somebody writes; it is to us if it names the account or answers a post of ours."""
        wanted = request.get_json()
        reply_to = wanted.get("reply_to")
        if reply_to and sandbox.posts.get(reply_to) is None:
            abort(404, "reply_to: there is no such post")
        author = wanted.get("author", "somebody")
        if author.casefold() == sandbox.account.username.casefold():
            abort(400, "author: somebody else")
        post = sandbox.posts.add(
            wanted["text"],
            author=author,
            author_name=wanted.get("name", author),
            in_reply_to=reply_to,
        )
        return jsonify({"id": post.id}), 201

    @app.delete("/_sandbox/others/<post_id>")
    def somebody_deletes(post_id: str) -> ResponseReturnValue:
        sandbox.posts.remove(post_id)
        return "", 204
