"""The state of the sandboxed SES: identities, suppression list, mails, events, faults."""

import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from local.clock import Clock, iso, utc_now
from local.control import Faults, RequestCounts
from local.ses_mail import Mail, event
from local.ses_rules import RefusalError, Submission, senders_to_check

REFUSALS = {
    "throttled": ("TooManyRequestsException", "Maximum sending rate exceeded.", 429),
    "paused": ("SendingPausedException", "Email sending is paused for this account.", 400),
    "server_error": ("InternalFailure", "An internal error occurred.", 500),
    "rejected": ("MessageRejected", "Email was rejected.", 400),
    "denied": ("AccessDeniedException", "User is not authorized to perform this action.", 403),
}


@dataclass
class SesSandbox:
    """What this SES knows. `verified` holds addresses and whole domains, as does `unconfirmed`.

    `enforcement` is HEALTHY, PROBATION or SHUTDOWN; SES then sends no more.
    """

    verified: set[str]
    region: str = "eu-west-2"
    production: bool = True
    sending: bool = True
    enforcement: str = "HEALTHY"
    unconfirmed: set[str] = field(default_factory=set)
    configuration_sets: set[str] | None = None
    clock: Clock = utc_now
    suppression: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    faults: Faults = field(
        default_factory=lambda: Faults(
            {*REFUSALS, "slow", "lost_answer", "bounce", "no_events"},
            writes_only={"lost_answer", "paused", "rejected", "bounce", "no_events"},
        )
    )
    requests: RequestCounts = field(default_factory=RequestCounts)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def is_verified(self, address: str) -> bool:
        """Say whether the address or its domain is a verified identity."""
        known = {identity.lower() for identity in self.verified}
        return bool(known & {address.lower(), address.lower().rpartition("@")[2]})

    def take(self, submission: Submission, *, fault: str | None = None) -> Mail:
        """Take a mail, deliver it to everybody who is not suppressed, publish its events.

        Raises:
            RefusalError: sender or (in the SES sandbox) recipient not verified; unknown set.
        """
        self._refuse_unverified(submission)
        if not self.sending or self.enforcement == "SHUTDOWN":
            raise RefusalError(*REFUSALS["paused"])
        wanted = submission.configuration_set
        if wanted and self.configuration_sets is not None and wanted not in self.configuration_sets:
            raise RefusalError(
                "NotFoundException", f"Configuration set <{wanted}> does not exist.", 404
            )
        suppressed = tuple(
            address for address in submission.recipients if address.lower() in self.suppression
        )
        reached = tuple(address for address in submission.recipients if address not in suppressed)
        with self._lock:
            mail = Mail(
                id=str(len(self.mails) + 1),
                message_id=f"0107{uuid.uuid4().hex[:12]}-{uuid.uuid4()}-000000",
                at=self.clock(),
                submission=submission,
                delivered=() if fault == "bounce" else reached,
                suppressed=suppressed,
            )
            self.mails.append(mail)
            # Without a configuration set SES tells nobody.
            if wanted and fault != "no_events":
                self.events.extend(self._events(mail, reached))
        return mail

    def _refuse_unverified(self, submission: Submission) -> None:
        addresses = senders_to_check(submission)
        if not self.production:
            addresses += submission.recipients
        failed = [address for address in addresses if not self.is_verified(address)]
        if failed:
            raise RefusalError(
                "MessageRejected",
                "Email address is not verified. The following identities failed the check in "
                f"region {self.region.upper()}: {', '.join(failed)}",
            )

    def _events(self, mail: Mail, reached: tuple[str, ...]) -> list[dict[str, Any]]:
        happened = [event(mail, "Send")]
        now = iso(mail.at)
        if mail.delivered:
            happened.append(
                event(mail, "Delivery", {"timestamp": now, "recipients": list(mail.delivered)})
            )
        bounces = (
            (mail.suppressed, "Permanent", "OnAccountSuppressionList"),
            (() if mail.delivered else reached, "Permanent", "General"),
        )
        for addresses, kind, why in bounces:
            if addresses:
                details = {
                    "bounceType": kind,
                    "bounceSubType": why,
                    "bouncedRecipients": [{"emailAddress": address} for address in addresses],
                    "timestamp": now,
                    "feedbackId": str(uuid.uuid4()),
                }
                happened.append(event(mail, "Bounce", details))
        return happened
