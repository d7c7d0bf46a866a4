"""SES's events as AWS documents them, with invented people in them.

Source: "Examples of event data" in the SES developer guide; the envelope and its names of events
are EventBridge's ("Amazon Simple Email Service events").
"""

from __future__ import annotations

from typing import Any

from takeover.model.mail_event import Fate

ADDRESS = "wendeline@example.org"
MESSAGE = "0107c191be45e9ae-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"
SENT_AT = "2026-12-04T10:00:02.012Z"

_LATER = "2026-12-04T10:00:41.669Z"
_WHO = {"emailAddress": ADDRESS}
_BOUNCE = {
    "bouncedRecipients": [
        {
            **_WHO,
            "action": "failed",
            "status": "5.1.1",
            "diagnosticCode": f"smtp; 550 5.1.1 <{ADDRESS}>: user unknown",
        }
    ],
    "timestamp": _LATER,
    "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    "reportingMTA": "dsn; mta.example.org",
}
_COMPLAINT = {
    "complainedRecipients": [_WHO],
    "timestamp": _LATER,
    "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    "userAgent": "AnyCompany Feedback Loop (V0.01)",
    "complaintFeedbackType": "abuse",
    "arrivalDate": _LATER,
}
_DELAY = {
    "delayedRecipients": [
        {**_WHO, "status": "4.4.1", "diagnosticCode": "smtp; 421 4.4.1 cannot connect"}
    ],
    "delayType": "TransientCommunicationFailure",
    "expirationTime": "2026-12-05T00:00:00.000Z",
    "timestamp": _LATER,
}
_DELIVERY = {
    "timestamp": _LATER,
    "processingTimeMillis": 11893,
    "recipients": [ADDRESS],
    "smtpResponse": "250 2.6.0 Message received",
    "reportingMTA": "mta.example.org",
}


def _bounce(kind: str, why: str) -> dict[str, Any]:
    return {"bounceType": kind, "bounceSubType": why, **_BOUNCE}


_EVENTS: dict[str, tuple[str, str, str, dict[str, Any], Fate]] = {
    "sent": ("Email Sent", "Send", "send", {}, Fate.SENT),
    "delivered": ("Email Delivered", "Delivery", "delivery", _DELIVERY, Fate.DELIVERED),
    "delayed": (
        "Email Delivery Delayed", "DeliveryDelay", "deliveryDelay", _DELAY, Fate.DELAYED,
    ),
    "full mailbox": (
        "Email Bounced", "Bounce", "bounce", _bounce("Transient", "MailboxFull"),
        Fate.BOUNCED_FOR_NOW,
    ),
    "odd answer": (
        "Email Bounced", "Bounce", "bounce", _bounce("Undetermined", "Undetermined"),
        Fate.BOUNCED_FOR_NOW,
    ),
    "bounced": (
        "Email Bounced", "Bounce", "bounce", _bounce("Permanent", "General"), Fate.BOUNCED,
    ),
    "no such address": (
        "Email Bounced", "Bounce", "bounce", _bounce("Permanent", "NoEmail"), Fate.BOUNCED,
    ),
    "on our list": (
        "Email Bounced", "Bounce", "bounce", _bounce("Permanent", "OnAccountSuppressionList"),
        Fate.SUPPRESSED,
    ),
    "on everybody's list": (
        "Email Bounced", "Bounce", "bounce", _bounce("Permanent", "Suppressed"), Fate.SUPPRESSED,
    ),
    "complained": (
        "Email Complaint Received", "Complaint", "complaint", _COMPLAINT, Fate.COMPLAINED,
    ),
    "rejected": (
        "Email Rejected", "Reject", "reject", {"reason": "Bad content"}, Fate.REJECTED,
    ),
}  # fmt: skip

KINDS = {kind: event[-1] for kind, event in _EVENTS.items()}
"""Each event, and what it means."""


def as_eventbridge_sends_it(
    kind: str, *, turn: str, step: str, message: str = MESSAGE, sent_at: str = SENT_AT
) -> dict[str, Any]:
    """The whole event on the account's bus: with addresses and a subject in it."""
    detail_type, event_type, name, details, _ = _EVENTS[kind]
    mail = {
        "timestamp": sent_at,
        "source": "Weekend team <weekends@example.org>",
        "sourceArn": "arn:aws:ses:eu-west-2:123456789012:identity/weekends@example.org",
        "sendingAccountId": "123456789012",
        "messageId": message,
        "destination": [ADDRESS],
        "headersTruncated": False,
        "headers": [
            {"name": "To", "value": ADDRESS},
            {"name": "Subject", "value": "Wendeline: today at 5pm"},
        ],
        "commonHeaders": {
            "from": ["Weekend team <weekends@example.org>"],
            "to": [ADDRESS],
            "messageId": message,
            "subject": "Wendeline: today at 5pm",
        },
        "tags": {
            "ses:configuration-set": ["Mail.Rules"],
            "ses:source-ip": ["192.0.2.0"],
            "ses:from-domain": ["example.org"],
            "ses:caller-identity": ["handover"],
            "turn": [turn],
            "step": [step],
        },
    }
    return {
        "version": "0",
        "id": "12345678-1234-1234-1234-111122223333",
        "detail-type": detail_type,
        "source": "aws.ses",
        "account": "123456789012",
        "time": "2026-12-04T10:00:42Z",
        "region": "eu-west-2",
        "resources": ["arn:aws:ses:eu-west-2:123456789012:configuration-set/Mail.Rules"],
        "detail": {"eventType": event_type, "mail": mail, name: details},
    }
