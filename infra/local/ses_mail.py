"""The mails that the sandboxed SES took, read for people and for tests, and their events."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import Any, cast

from local.clock import iso
from local.ses_rules import Submission


@dataclass(frozen=True)
class Attachment:
    """One part of a mail that is not its text: a calendar entry, for instance."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail that SES took; `delivered` names who has it, `suppressed` who never will."""

    id: str
    message_id: str
    at: datetime
    submission: Submission
    delivered: tuple[str, ...]
    suppressed: tuple[str, ...]

    @cached_property
    def message(self) -> EmailMessage:
        """Return the parsed message."""
        return message_from_bytes(self.submission.raw, policy=policy.default)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Return the headers, decoded, in their order."""
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def subject(self) -> str:
        """Return the decoded subject."""
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str:
        """Return the plain text, or nothing."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """Return the HTML, or nothing."""
        return self._body("html")

    @property
    def first_line(self) -> str:
        """Return the first line of the text that says something."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")

    @property
    def attachments(self) -> list[Attachment]:
        """Return every part that is neither the text nor the HTML nor a container."""
        bodies = (self.message.get_body(("plain",)), self.message.get_body(("html",)))
        return [
            Attachment(
                part.get_filename() or f"part-{number}.{part.get_content_subtype()}",
                part.get_content_type(),
                cast("bytes", part.get_payload(decode=True)),
            )
            for number, part in enumerate(self.message.walk())
            if not part.is_multipart() and all(part is not body for body in bodies)
        ]

    def as_json(self) -> dict[str, Any]:
        """Return what tests and the display look at."""
        return {
            "id": self.id,
            "message_id": self.message_id,
            "at": iso(self.at),
            "from": str(self.message.get("From", "")),
            "reply_to": str(self.message.get("Reply-To", "")),
            "to": list(self.submission.recipients),
            "subject": self.subject,
            "headers": self.headers,
            "text": self.text,
            "html": self.html,
            "attachments": [
                {
                    "filename": attachment.filename,
                    "content_type": attachment.content_type,
                    "text": attachment.content.decode(errors="replace"),
                }
                for attachment in self.attachments
            ],
            "tags": self.submission.tags,
            "configuration_set": self.submission.configuration_set,
            "delivered": list(self.delivered),
            "suppressed": list(self.suppressed),
        }

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""


def event(mail: Mail, kind: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return one event in the JSON that SES publishes: `Send`, `Delivery`, `Bounce`..."""
    tags = {name: [value] for name, value in mail.submission.tags.items()}
    tags |= {
        "ses:configuration-set": [mail.submission.configuration_set or ""],
        "ses:from-domain": [mail.submission.sender.rpartition("@")[2]],
    }
    return {
        "eventType": kind,
        "mail": {
            "timestamp": iso(mail.at),
            "source": mail.submission.sender,
            "sendingAccountId": "000000000000",
            "messageId": mail.message_id,
            "destination": list(mail.submission.recipients),
            "headersTruncated": False,
            "headers": [{"name": name, "value": value} for name, value in mail.headers],
            "commonHeaders": {
                "from": [str(mail.message.get("From", ""))],
                "to": [str(mail.message.get("To", ""))],
                "messageId": mail.message_id,
                "subject": mail.subject,
            },
            "tags": tags,
        },
        kind[:1].lower() + kind[1:]: details or {},
    }
