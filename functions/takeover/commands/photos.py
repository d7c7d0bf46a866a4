"""A photo is made safe, kept until a day after the weekend, and shown to its own guest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from takeover.commands.visit import Visit
from takeover.model.post import LONGEST_ALT, MOST_PHOTOS, PHOTO_KEY, Photo
from takeover.model.turn import Fact
from takeover.photos import SafePhoto, make_safe
from takeover.ports import World
from takeover.wording.length import tidy


def add_photo(world: World, here: Visit, sent: bytes) -> str:
    """Keep a photo, and return its key; the same photo twice is one.

    Raises PhotoError with a sentence for the guest. Who may post may do this; the caller asks.
    """
    photo = make_safe(sent)
    key = hashlib.sha256(photo.content).hexdigest()[:32]
    if not here.turn.has(Fact.PHOTO):
        # First, so that no photo is there of which nobody knows that it has to go.
        world.ledger.note(here.turn.id, Fact.PHOTO, here.now)
    world.photos.put(here.turn.id, key, photo)
    return key


def photo_of(world: World, here: Visit, key: str) -> SafePhoto | None:
    """One photo of this guest's own weekend."""
    return world.photos.get(here.turn.id, key) if PHOTO_KEY.fullmatch(key) else None


def photos_from(keys: Sequence[str], alts: Sequence[str]) -> tuple[Photo, ...]:
    """The photos that a form names, each once, and never more than a post may have."""
    said = [*alts, *[""] * len(keys)]
    found = {
        key: Photo(key, tidy(alt)[:LONGEST_ALT])
        for key, alt in zip(keys, said, strict=False)
        if PHOTO_KEY.fullmatch(key)
    }
    return tuple(found.values())[:MOST_PHOTOS]
