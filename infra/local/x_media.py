"""The photos of the sandboxed X: taken, described, and forgotten by X after a day."""

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from local.clock import Clock
from local.x_problems import InvalidRequestError

LARGEST = 5 * 1024 * 1024
LONGEST_ALT = 1_000
_KEPT = timedelta(days=1)
_CATEGORIES = frozenset(
    {"tweet_image", "tweet_video", "tweet_gif", "dm_image", "dm_video", "dm_gif", "subtitles"}
)


@dataclass(frozen=True)
class Photo:
    """One photo, and what its author says is to be seen on it."""

    id: str
    content: bytes
    media_type: str
    taken_at: datetime
    alt: str = ""

    @property
    def key(self) -> str:
        """X's other name for it."""
        return f"3_{self.id}"


class Photos:
    """Every photo that was handed over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._photos: dict[str, Photo] = {}

    def add(self, content: bytes, media_type: str) -> Photo:
        """Keep a photo."""
        new_id = str(1_800_000_000_000_000_001 + len(self._photos))
        self._photos[new_id] = photo = Photo(new_id, content, media_type, self._clock())
        return photo

    def describe(self, photo_id: str, alt: str) -> None:
        """Note what is to be seen on it."""
        self._photos[photo_id] = replace(self._photos[photo_id], alt=alt)

    def get(self, photo_id: str) -> Photo | None:
        """Return the photo, also one that a new post may not use any more."""
        return self._photos.get(photo_id)

    def is_usable(self, photo_id: object) -> bool:
        """Say whether a new post may show it: X keeps what no post shows for a day."""
        photo = self._photos.get(str(photo_id))
        return photo is not None and self._clock() - photo.taken_at < _KEPT


def media_type(content: bytes) -> str:
    """Return what kind of picture these bytes begin like, or an empty text."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""


def read_upload(wanted: object) -> bytes:
    """Return the photo of a one-shot upload in JSON.

    Raises:
        InvalidRequestError: X would not take it; the text says why.
    """
    if not isinstance(wanted, dict) or not isinstance(wanted.get("media"), str):
        raise InvalidRequestError("media: a string is required")
    if unknown := set(wanted) - {"media", "media_category", "additional_owners"}:
        raise InvalidRequestError(f"unknown property {min(unknown)}")
    if wanted.get("media_category") not in _CATEGORIES:
        raise InvalidRequestError(f"media_category: one of {sorted(_CATEGORIES)}")
    try:
        content = base64.b64decode(wanted["media"], validate=True)
    except binascii.Error as error:
        raise InvalidRequestError("media: not base64") from error
    if len(content) > LARGEST:
        raise InvalidRequestError(f"File size exceeds {LARGEST} bytes.")
    if wanted["media_category"] == "tweet_image" and not media_type(content):
        raise InvalidRequestError("media type unrecognized.")
    return content


def read_metadata(wanted: object, photos: Photos) -> tuple[str, str]:
    """Return the photo's id, and what is said to be seen on it.

    Raises:
        InvalidRequestError: X would not take it; the text says why.
    """
    if not isinstance(wanted, dict) or not isinstance(wanted.get("id"), str):
        raise InvalidRequestError("id: a string is required")
    if photos.get(wanted["id"]) is None:
        raise InvalidRequestError(f"media id {wanted['id']} is not known")
    alt = ((wanted.get("metadata") or {}).get("alt_text") or {}).get("text")
    if not isinstance(alt, str):
        raise InvalidRequestError("metadata.alt_text.text: a string is required")
    if len(alt) > LONGEST_ALT:
        raise InvalidRequestError(f"metadata.alt_text.text: longer than {LONGEST_ALT}")
    return wanted["id"], alt
