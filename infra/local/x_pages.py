"""The sandboxed X for people: what the account shows, and a way to write to it as somebody else."""

import re

from flask import Flask, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from local.human_pages import POLICY
from local.x_state import XSandbox

_HANDLE = re.compile(r"\w{1,15}")
_LONGEST = 1_000
# Its own photos are to be seen, and its own form may be sent.
_OWN_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'") + "; img-src 'self'"


def add_timeline(app: Flask, sandbox: XSandbox) -> None:
    """Serve the timeline, its photos, and the form with which somebody writes."""

    @app.get("/timeline")
    def timeline_page() -> ResponseReturnValue:
        posts = sandbox.posts.all()
        answer = make_response(
            render_template(
                "timeline.html",
                account=sandbox.account,
                posts=posts,
                photo=sandbox.photos.get,
                by_id={post.id: post for post in posts},
            )
        )
        answer.headers["Content-Security-Policy"] = _OWN_POLICY
        return answer

    @app.get("/timeline/photos/<photo_id>")
    def photo_of(photo_id: str) -> ResponseReturnValue:
        photo = sandbox.photos.get(photo_id)
        if photo is None:
            abort(404)
        return Response(photo.content, mimetype=photo.media_type)

    @app.post("/timeline/somebody")
    def somebody_writes() -> ResponseReturnValue:
        # Another site's page cannot read this answer, but it could send the form.
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            abort(403)
        form = request.form
        handle, text = form.get("handle", "").lstrip("@"), form.get("text", "").strip()
        if (
            not _HANDLE.fullmatch(handle)
            or handle.casefold() == sandbox.account.username.casefold()
        ):
            abort(400, "A name of up to 15 letters, digits and underlines, and not the account's.")
        if not 0 < len(text) <= _LONGEST:
            abort(400, "Something to say is needed.")
        reply_to = form.get("reply_to") or None
        if reply_to and sandbox.posts.get(reply_to) is None:
            abort(404)
        name = form.get("name", "").strip() or handle
        sandbox.posts.add(text, author=handle, author_name=name, in_reply_to=reply_to)
        return redirect("/timeline", 303)
