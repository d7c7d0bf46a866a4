"""How a guest's words are written down in the ledger: posts, and drafts for later."""

from __future__ import annotations

from dataclasses import asdict

from takeover.adapters.attribute_values import Item
from takeover.adapters.ledger_items import ABOUT, DRAFT, ENTRY, POST, ask_item, read_ask
from takeover.model.calendar import iso, parse_instant
from takeover.model.post import Draft, Photo, Post
from takeover.model.review import Reply


def post_item(post: Post) -> Item:
    """The record of a guest's words."""
    return {
        ABOUT: post.turn,
        ENTRY: POST + post.attempt,
        "text": post.text,
        "written_at": iso(post.written_at),
        "after": post.after,
        "answers": post.answers,
        "photos": [asdict(photo) for photo in post.photos],
    }


def read_post(item: Item) -> Post:
    """Read the record of a guest's words."""
    return Post(
        turn=item[ABOUT],
        attempt=item[ENTRY].removeprefix(POST),
        text=item["text"],
        written_at=parse_instant(item["written_at"]),
        after=item.get("after", ""),
        answers=item.get("answers", ""),
        photos=tuple(Photo(**cells) for cells in item.get("photos", ())),
    )


def draft_item(draft: Draft) -> Item:
    """The record of words that are kept for later."""
    item: Item = {
        ABOUT: draft.turn,
        ENTRY: DRAFT + draft.attempt,
        "texts": list(draft.texts),
        "saved_at": iso(draft.saved_at),
        "answers": draft.answers,
        "refused": draft.refused,
        "photos": [asdict(photo) for photo in draft.photos],
    }
    if draft.send_at is not None:
        item["send_at"] = iso(draft.send_at)
    if draft.ask is not None:
        item |= {"ask": ask_item(draft.ask), "reason": draft.reason}
    if draft.reply is not None:
        item["reply"] = draft.reply.value
    return item


def read_draft(item: Item) -> Draft:
    """Read the record of words that are kept for later."""
    return Draft(
        turn=item[ABOUT],
        attempt=item[ENTRY].removeprefix(DRAFT),
        texts=tuple(item["texts"]),
        saved_at=parse_instant(item["saved_at"]),
        send_at=parse_instant(item["send_at"]) if "send_at" in item else None,
        answers=item["answers"],
        photos=tuple(Photo(**cells) for cells in item.get("photos", ())),
        refused=item["refused"],
        ask=read_ask(item["ask"]) if "ask" in item else None,
        reply=Reply(item["reply"]) if "reply" in item else None,
        reason=item.get("reason", ""),
    )
