"""What a browser sends along with a POST: small forms, read strictly."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from desk.uploads import FILE_TYPE, UnreadableUploadError, read_parts, read_start

LARGEST_BYTES = 64 * 1024
# A Function URL takes 6 MB with all around it, and the body comes to us in base64.
LARGEST_WITH_FILE_BYTES = 4_400_000
MOST_FIELDS = 100
FORM_TYPE = "application/x-www-form-urlencoded"


class UnreadableFormError(Exception):
    """The body is no form that one of our pages could have sent."""


class TooLongFormError(Exception):
    """The body is longer than 64 KB, which no form of ours can be; or than 4.4 MB with a file."""


@dataclass(frozen=True)
class Form:
    """The fields of a form, and its files; where one value is wanted, the first counts."""

    fields: Mapping[str, Sequence[str]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed into a field; empty if there was none."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> Sequence[str]:
        """What was typed into all fields of this name, in their order."""
        return self.fields.get(name, ())

    def ticked(self, name: str) -> bool:
        """Was this box ticked?"""
        return self.text(name) == "yes"


def read_form(event: Mapping[str, object], content_type: str, *, with_file: bool = False) -> Form:
    """Read the form in a Function URL's event; one that may have a file is read up to 4.4 MB.

    Raises UnreadableFormError for anything but UTF-8 fields, TooLongFormError over 64 KB.
    """
    kind = content_type.partition(";")[0].strip().lower()
    has_file = with_file and kind == FILE_TYPE
    raw = _body(event, LARGEST_WITH_FILE_BYTES if has_file else LARGEST_BYTES)
    if has_file:
        return _with_files(raw, content_type)
    if raw and kind != FORM_TYPE:
        raise UnreadableFormError
    try:
        pairs = parse_qsl(
            raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:  # no UTF-8, or too many fields
        raise UnreadableFormError from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return Form(fields)


def read_before_file(event: Mapping[str, object], content_type: str) -> Form:
    """What was typed in a form whose file is too large: browsers send it in front of the file.

    An empty form where that cannot be read: then there is nothing to show again.
    """
    body = str(event.get("body") or "")
    fields: dict[str, list[str]] = {}
    try:
        start = body[: LARGEST_BYTES // 3 * 4]  # whole groups of base64
        raw = _decoded(start) if event.get("isBase64Encoded") else start.encode(errors="replace")
        for name, held in read_start(raw, content_type):
            fields.setdefault(name, []).append(held.decode())
    except (UnreadableFormError, UnreadableUploadError, UnicodeDecodeError):
        return Form({})
    return Form(fields)


def _body(event: Mapping[str, object], largest: int) -> bytes:
    body = str(event.get("body") or "")
    if len(body) > largest * 2:
        raise TooLongFormError
    raw = _decoded(body) if event.get("isBase64Encoded") else body.encode(errors="replace")
    if len(raw) > largest:
        raise TooLongFormError
    return raw


def _with_files(raw: bytes, content_type: str) -> Form:
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    try:
        for name, held, is_file in read_parts(raw, content_type):
            if is_file:
                files.setdefault(name, held)
            else:
                fields.setdefault(name, []).append(held.decode())
    except (UnreadableUploadError, UnicodeDecodeError) as error:
        raise UnreadableFormError from error
    return Form(fields, files)


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise UnreadableFormError from error
