"""What a browser sends along with a POST: small forms, read strictly."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

LARGEST_BYTES = 64 * 1024
MOST_FIELDS = 100
FORM_TYPE = "application/x-www-form-urlencoded"


class UnreadableFormError(Exception):
    """The body is no form that one of our pages could have sent."""


class TooLongFormError(Exception):
    """The body is longer than 64 KB, which no form of ours can be."""


@dataclass(frozen=True)
class Form:
    """The fields of a form; of a field that came twice the first counts."""

    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """What was typed into a field; empty if there was none."""
        return self.fields.get(name, "")

    def ticked(self, name: str) -> bool:
        """Was this box ticked?"""
        return self.text(name) == "yes"


def read_form(event: Mapping[str, object], content_type: str) -> Form:
    """Read the form in a Function URL's event.

    Raises UnreadableFormError for anything but UTF-8 fields, TooLongFormError over 64 KB.
    """
    body = str(event.get("body") or "")
    if len(body) > LARGEST_BYTES * 2:
        raise TooLongFormError
    raw = _decoded(body) if event.get("isBase64Encoded") else body.encode(errors="replace")
    if len(raw) > LARGEST_BYTES:
        raise TooLongFormError
    kind = content_type.partition(";")[0].strip().lower()
    if raw and kind != FORM_TYPE:
        raise UnreadableFormError
    fields: dict[str, str] = {}
    try:
        pairs = parse_qsl(
            raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:  # no UTF-8, or too many fields
        raise UnreadableFormError from error
    for name, value in pairs:
        fields.setdefault(name, value)
    return Form(fields)


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise UnreadableFormError from error
