"""A form with a file in it: multipart/form-data, read by the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

FILE_TYPE = "multipart/form-data"
MOST_PARTS = 24


class UnreadableUploadError(Exception):
    """The body is no form with a file that a browser could have sent."""


def read_parts(raw: bytes, content_type: str) -> Iterator[tuple[str, bytes, bool]]:
    """Each part of such a body: its field's name, what it holds, and whether it is a file.

    Raises UnreadableUploadError for anything else, also for one that was cut off.
    """
    body = _message(raw, content_type)
    parts = body.get_payload() if body.is_multipart() else None
    if not isinstance(parts, list) or body.defects or len(parts) > MOST_PARTS:
        raise UnreadableUploadError
    for part in parts:
        yield _read(part)


def read_start(raw: bytes, content_type: str) -> Iterator[tuple[str, bytes]]:
    """The fields in front of the file, of the beginning of a body that is too large to be read.

    Raises UnreadableUploadError for a body that is none of ours.
    """
    body = _message(raw, content_type)
    parts = body.get_payload()
    if not isinstance(parts, list) or len(parts) > MOST_PARTS:
        raise UnreadableUploadError
    for part in parts[:-1]:  # the last one is cut off
        name, held, is_file = _read(part)
        if is_file:
            return
        yield name, held


def _message(raw: bytes, content_type: str) -> Message:
    head = f"Content-Type: {' '.join(content_type.split())}\r\n\r\n"
    return message_from_bytes(head.encode(errors="replace") + raw, policy=policy.HTTP)


def _read(part: object) -> tuple[str, bytes, bool]:
    if not isinstance(part, Message) or part.is_multipart():
        raise UnreadableUploadError
    name = part.get_param("name", header="content-disposition")
    held = part.get_payload(decode=True)
    if not isinstance(name, str) or not isinstance(held, bytes):
        raise UnreadableUploadError
    return name, held, part.get_param("filename", header="content-disposition") is not None
