"""What SES refuses in a SendEmail request, and in which words.

Source of the rules: the SES v2 reference of SendEmail, RawMessage and MessageTag. Where SES is
more patient than this (it takes recipients from the headers, for instance), the reason is given.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, parseaddr
from typing import Any

_LARGEST = 10 * 1024 * 1024
_LONGEST_LINE = 998
_TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_ONCE = frozenset(
    {
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "reply-to",
        "sender",
        "return-path",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)


@dataclass
class RefusalError(Exception):
    """SES says no: the name of the error, its text, the HTTP status."""

    kind: str
    text: str
    status: int = 400


@dataclass(frozen=True)
class Submission:
    """A mail that SES would take."""

    sender: str
    recipients: tuple[str, ...]
    tags: dict[str, str]
    configuration_set: str | None
    raw: bytes


def read_submission(wanted: Any) -> Submission:
    """Return the mail of a SendEmail request.

    Raises:
        RefusalError: SES would not take it.
    """
    if not isinstance(wanted, dict):
        raise RefusalError("SerializationException", "The request body is not a JSON object.")
    raw = _raw(wanted.get("Content"))
    headers = _check_mime(raw)
    from_header = parseaddr(str(headers.get("From", "")))[1]
    sender = parseaddr(wanted.get("FromEmailAddress") or "")[1] or from_header
    if not from_header or not sender:
        raise RefusalError("BadRequestException", "Missing required header 'From'.")
    return Submission(
        sender=sender,
        recipients=_recipients(wanted),
        tags=_tags(wanted.get("EmailTags") or []),
        configuration_set=wanted.get("ConfigurationSetName"),
        raw=raw,
    )


def senders_to_check(submission: Submission) -> list[str]:
    """Return every address that SES wants verified: the envelope's and the header's."""
    header = str(message_from_bytes(submission.raw, policy=policy.compat32).get("From", ""))
    addresses = [submission.sender, *(address for _, address in getaddresses([header]))]
    return list(dict.fromkeys(address.lower() for address in addresses))


def _raw(content: Any) -> bytes:
    if not isinstance(content, dict) or set(content) != {"Raw"}:
        raise RefusalError(
            "BadRequestException", "This sandbox takes Content.Raw and nothing else."
        )
    try:
        raw = base64.b64decode(content["Raw"]["Data"], validate=True)
    except (KeyError, TypeError, binascii.Error) as error:
        raise RefusalError("SerializationException", "Content.Raw.Data is not base64.") from error
    if len(raw) > _LARGEST:
        raise RefusalError(
            "MessageRejected", f"Message length is more than {_LARGEST} bytes long: '{len(raw)}'."
        )
    return raw


def _check_mime(raw: bytes) -> Message:
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    if not head.isascii():
        raise RefusalError(
            "BadRequestException", "Headers contain characters that are not 7-bit ASCII."
        )
    if any(len(line.rstrip(b"\r")) > _LONGEST_LINE for line in raw.split(b"\n")):
        raise RefusalError(
            "BadRequestException", f"A line is longer than {_LONGEST_LINE} characters."
        )
    message = message_from_bytes(raw, policy=policy.compat32)
    names = [name.lower() for name in message]
    for name in sorted(_ONCE):
        if names.count(name) > 1:
            raise RefusalError("BadRequestException", f"Duplicate header '{name.title()}'.")
    for part in message.walk():
        # Only decoding finds broken base64 in a part.
        if not part.is_multipart():
            part.get_payload(decode=True)
        if part.defects:
            flaw = type(part.defects[0]).__name__
            raise RefusalError("BadRequestException", f"The MIME message is malformed: {flaw}.")
    return message


def _recipients(wanted: dict[str, Any]) -> tuple[str, ...]:
    destination = wanted.get("Destination") or {}
    listed = [
        *(destination.get("ToAddresses") or []),
        *(destination.get("CcAddresses") or []),
        *(destination.get("BccAddresses") or []),
    ]
    # SES would read the headers instead. We insist: who gets a mail is said in one place.
    if not listed:
        raise RefusalError("BadRequestException", "Destination names no recipient.")
    if len(listed) > 50:
        raise RefusalError("BadRequestException", "Recipient count exceeds 50.")
    found = []
    for entry in listed:
        if not entry.isascii():
            raise RefusalError(
                "BadRequestException", "Destination: 7-bit ASCII only; encode the name."
            )
        address = parseaddr(entry)[1]
        if not _ADDRESS.fullmatch(address):
            raise RefusalError("BadRequestException", f"Illegal address in Destination: {entry!r}.")
        found.append(address)
    return tuple(found)


def _tags(listed: list[dict[str, str]]) -> dict[str, str]:
    tags: dict[str, str] = {}
    if len(listed) > 50:
        raise RefusalError("BadRequestException", "More than 50 message tags.")
    for tag in listed:
        name, value = tag.get("Name", ""), tag.get("Value", "")
        for what, text in (("name", name), ("value", value)):
            if not _TAG.fullmatch(text):
                raise RefusalError(
                    "BadRequestException",
                    f"Invalid tag {what} <{text}>: only ASCII letters, digits, '_' and '-' are "
                    "allowed, at most 256 of them.",
                )
        if name in tags:
            raise RefusalError("BadRequestException", f"Duplicate tag name <{name}>.")
        tags[name] = value
    return tags
