"""The refusals of X's API in its own words, as others have seen them.

Bodies of 401, 403 (duplicate, not summoned, deleted, permissions) and 429, and the words about
media ids, are quoted from public reports; those of 402, "too long" and hiding are our wording of
what X is known to refuse. 400 and 404 are as X's OpenAPI document has them.
"""

from flask import Response, jsonify

_PROBLEMS = "https://api.x.com/2/problems/"


class InvalidRequestError(Exception):
    """A request that X's specification does not allow; the text says what would be right."""


def problem(status: int, title: str, detail: str, kind: str = "about:blank") -> Response:
    """Return a refusal in X's shape."""
    answer = jsonify({"title": title, "detail": detail, "type": kind, "status": status})
    return _as_problem(answer, status)


def unauthorized() -> Response:
    """Return the answer to an unknown or revoked token, or to a wrong signature."""
    return problem(401, "Unauthorized", "Unauthorized")


def no_credit() -> Response:
    """Return the answer to an account that has used up its credits."""
    return problem(
        402,
        "CreditsDepleted",
        "Your enrolled account does not have any credits to fulfill this request.",
        _PROBLEMS + "credits",
    )


def forbidden(detail: str = "You are not permitted to perform this action.") -> Response:
    """Return a refusal that asking again will not change."""
    return problem(403, "Forbidden", detail)


def duplicate() -> Response:
    """Return the answer to a text that the account already shows."""
    return forbidden("You are not allowed to create a Tweet with duplicate content.")


def not_summoned() -> Response:
    """Return the answer to a reply whose author did not ask for one."""
    return forbidden(
        "You can only reply to or quote posts where you are mentioned or are the author."
    )


def target_gone() -> Response:
    """Return the answer to a reply to a post that is not there."""
    return forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")


def too_long() -> Response:
    """Return the answer to a text of more than 280 weighted characters."""
    return forbidden("Your Tweet text is too long.")


def read_only() -> Response:
    """Return the answer to a write with a token that may only read."""
    return problem(
        403,
        "Forbidden",
        "Your client app is not configured with the appropriate oauth1 app permissions "
        "for this endpoint.",
        _PROBLEMS + "oauth1-permissions",
    )


def rate_limited() -> Response:
    """Return the answer to one request too many; the caller adds the rate headers."""
    return problem(429, "Too Many Requests", "Too Many Requests")


def unavailable() -> Response:
    """Return the answer of an X that is down."""
    return problem(503, "Service Unavailable", "Service Unavailable")


def not_found(what: str, value: str) -> Response:
    """Return the answer about a resource that is not there."""
    answer = jsonify(
        {
            "title": "Not Found Error",
            "detail": f"Could not find {what} with id: [{value}].",
            "type": _PROBLEMS + "resource-not-found",
            "resource_type": what,
            "resource_id": value,
            "value": value,
            "status": 404,
        }
    )
    return _as_problem(answer, 404)


def invalid(message: str) -> Response:
    """Return the answer to a request that X's specification does not allow."""
    answer = jsonify(
        {
            "errors": [{"message": message}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": _PROBLEMS + "invalid-request",
            "status": 400,
        }
    )
    return _as_problem(answer, 400)


def _as_problem(answer: Response, status: int) -> Response:
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
