"""The addresses of the sandboxed X at which it is read."""

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue

from local import x_problems as problems
from local.x_answers import understood
from local.x_state import XSandbox


def add_reading(app: Flask, sandbox: XSandbox) -> None:
    """Serve who the account is, its own posts, and what others wrote to it."""

    @app.get("/2/users/me")
    def me() -> ResponseReturnValue:
        account = sandbox.account
        told = {"id": account.user_id, "name": account.name, "username": account.username}
        return jsonify({"data": told})

    def page(user_id: str, kind: str) -> ResponseReturnValue:
        if user_id != sandbox.account.user_id:
            return problems.not_found("user", user_id)
        found = sandbox.posts.own() if kind == "tweets" else sandbox.posts.mentions()
        try:
            question = understood(request.args, sandbox.spellings, kind)
        except ValueError as error:
            return problems.invalid(str(error))
        return jsonify(sandbox.answers.page(found, question))

    @app.get("/2/users/<user_id>/tweets")
    def timeline(user_id: str) -> ResponseReturnValue:
        return page(user_id, "tweets")

    @app.get("/2/users/<user_id>/mentions")
    def mentions(user_id: str) -> ResponseReturnValue:
        return page(user_id, "mentions")
