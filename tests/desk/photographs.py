"""How a browser sends a photo to the desk, and what became of it."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image

from tests.desk.browser import ORIGIN, Browser, Seen, event
from tests.desk.stories import WORDS
from tests.story import Story

TYPE = "multipart/form-data; boundary=----aBoundary"
type Fields = dict[str, list[str]]


def jpeg(colour: str = "red") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(made, "JPEG")
    return made.getvalue()


def send(guest: Browser, fields: Fields, sent: bytes, **headers: str) -> Seen:
    """Send the form with the photo as browsers do, binary and with a name of its own."""
    raw = b""
    for name, texts in fields.items():
        for text in texts:
            raw += _part(f'name="{name}"', text.encode())
    raw += _part('name="file"; filename="../../etc/x.svg"\r\nContent-Type: text/html', sent)
    raw += b"------aBoundary--\r\n"
    sends = {"content-type": TYPE, "origin": ORIGIN, **headers}
    made: dict[str, Any] = event("POST", "/photos/add", sends, body="x", cookie=guest.cookie)
    guest.last = guest.raw(made | {"body": base64.b64encode(raw).decode()})
    return guest.last


def _part(head: str, held: bytes) -> bytes:
    return f"------aBoundary\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + (
        held + b"\r\n"
    )


def choose(guest: Browser, **typed: str | list[str]) -> Fields:
    """Go to the page on which a photo is chosen, with what is in the boxes."""
    labels = guest.last.page.buttons()
    guest.press("Add a photo" if "Add a photo" in labels else "Add another photo", **typed)
    form, _ = guest.last.page.form_with("Add it")
    return {name: list(texts) for name, texts in form.every.items() if name != "file"}


def add(
    guest: Browser, sent: bytes | None = None, about: str = "", **typed: str | list[str]
) -> Seen:
    fields = choose(guest, **typed)
    return send(guest, fields | {"about": [about]}, jpeg() if sent is None else sent)


def keys(guest: Browser, button: str = "Look at it first") -> list[str]:
    form, _ = guest.last.page.form_with(button)
    return list(form.every.get("photo", []))


def shown(story: Story) -> list[tuple[str, str]]:
    """Of the newest post: what is said about its photos, and what they are."""
    channel = story.world.channel
    found = [channel.photos[one] for one in channel.shown[channel.published[0].id]]
    return [(photo.alt, photo.media_type) for photo in found]


def add_fields(guest: Browser) -> Fields:
    return choose(guest, text=WORDS) | {"about": [""]}
