"""The addresses of the sandboxed X at which something is published, hidden or taken down."""

from typing import Any

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue

from local import x_problems as problems
from local.x_media import media_type, read_metadata, read_upload
from local.x_state import XSandbox
from local.x_words import is_too_long

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
_MOST_PHOTOS = 4


def add_writing(app: Flask, sandbox: XSandbox) -> None:
    """Serve posts, photos and the hiding of answers."""
    _add_posts(app, sandbox)
    _add_media(app, sandbox)
    _add_hiding(app, sandbox)


def _add_posts(app: Flask, sandbox: XSandbox) -> None:
    @app.post("/2/tweets")
    def create() -> ResponseReturnValue:
        wanted: Any = request.get_json(silent=True)
        refused = _refuse_post(sandbox, wanted)
        if refused is not None:
            return refused
        post = sandbox.posts.add(
            wanted.get("text", ""),
            author=sandbox.account.username,
            in_reply_to=(wanted.get("reply") or {}).get("in_reply_to_tweet_id"),
            photos=tuple((wanted.get("media") or {}).get("media_ids", ())),
            author_name=sandbox.account.name,
        )
        return jsonify({"data": sandbox.answers.created(post)}), 201

    @app.delete("/2/tweets/<post_id>")
    def delete(post_id: str) -> ResponseReturnValue:
        post = sandbox.posts.get(post_id)
        if post is None:
            return problems.not_found("tweet", post_id)
        if post.author != sandbox.account.username:
            return problems.forbidden("You are not authorized to delete this Tweet.")
        sandbox.posts.remove(post_id)
        return jsonify({"data": {"deleted": True}})


def _add_media(app: Flask, sandbox: XSandbox) -> None:
    @app.post("/2/media/upload")
    def upload() -> ResponseReturnValue:
        try:
            content = read_upload(request.get_json(silent=True))
        except problems.InvalidRequestError as error:
            return problems.invalid(str(error))
        photo = sandbox.photos.add(content, media_type(content))
        taken = {
            "id": photo.id,
            "media_key": photo.key,
            "size": len(content),
            "expires_after_secs": 86_400,
            "image": {"image_type": photo.media_type},
        }
        return jsonify({"data": taken})

    @app.post("/2/media/metadata")
    def describe() -> ResponseReturnValue:
        try:
            photo_id, alt = read_metadata(request.get_json(silent=True), sandbox.photos)
        except problems.InvalidRequestError as error:
            return problems.invalid(str(error))
        sandbox.photos.describe(photo_id, alt)
        return jsonify(
            {"data": {"id": photo_id, "associated_metadata": {"alt_text": {"text": alt}}}}
        )


def _add_hiding(app: Flask, sandbox: XSandbox) -> None:
    @app.put("/2/tweets/<post_id>/hidden")
    def hide(post_id: str) -> ResponseReturnValue:
        wanted: Any = request.get_json(silent=True)
        if not isinstance(wanted, dict) or not isinstance(wanted.get("hidden"), bool):
            return problems.invalid("hidden: true or false")
        if unknown := set(wanted) - {"hidden"}:
            return problems.invalid(f"unknown property {min(unknown)}")
        post = sandbox.posts.get(post_id)
        if post is None:
            return problems.not_found("tweet", post_id)
        if not sandbox.posts.is_answer_to_us(post):
            return problems.forbidden()
        sandbox.posts.hide(post_id, hidden=wanted["hidden"])
        return jsonify({"data": {"hidden": wanted["hidden"]}})


def _refuse_post(sandbox: XSandbox, wanted: Any) -> Response | None:
    """Return why X would not publish this request, or None."""
    try:
        text, photos, target = _parts(wanted)
    except problems.InvalidRequestError as error:
        return problems.invalid(str(error))
    if not all(map(sandbox.photos.is_usable, photos)):
        return problems.invalid("Your media IDs are invalid.")
    if "quote_tweet_id" in wanted:
        return problems.not_summoned()
    if target is not None:
        answered = sandbox.posts.get(target)
        if answered is None:
            return problems.target_gone()
        if not sandbox.posts.is_summoned(answered, strictly=sandbox.strictly):
            return problems.not_summoned()
    if is_too_long(text):
        return problems.too_long()
    if text and sandbox.posts.is_duplicate(text, target):
        return problems.duplicate()
    return None


def _parts(wanted: Any) -> tuple[str, list[str], str | None]:
    """Return text, photos and what is answered.

    Raises:
        InvalidRequestError: the request is not as X's specification wants it; the text says where.
    """
    if not isinstance(wanted, dict) or not isinstance(wanted.get("text", ""), str):
        raise problems.InvalidRequestError("text: a string is required")
    if unknown := set(wanted) - _CREATE_KEYS:
        raise problems.InvalidRequestError(f"unknown property {min(unknown)}")
    if wanted.get("reply_settings") not in {None, *_REPLY_SETTINGS}:
        raise problems.InvalidRequestError(f"reply_settings: one of {sorted(_REPLY_SETTINGS)}")
    text, reply, media = wanted.get("text", ""), wanted.get("reply"), wanted.get("media")
    target = reply["in_reply_to_tweet_id"] if reply else None
    if not (target is None or (isinstance(target, str) and target.isdigit())):
        raise problems.InvalidRequestError("reply.in_reply_to_tweet_id: an id is required")
    photos = media["media_ids"] if media else []
    if media and not 1 <= len(photos) <= _MOST_PHOTOS:
        raise problems.InvalidRequestError(f"media.media_ids: one to {_MOST_PHOTOS} are required")
    if not text.strip() and not photos:
        raise problems.InvalidRequestError("text: must not be empty")
    return text, photos, target
