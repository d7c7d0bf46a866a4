"""Mail through SES, handed over once: SES has no token by which a second call would be known."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from typing import TYPE_CHECKING, Any

from takeover.adapters.aws_errors import AWS_ERRORS, Trouble, code_of, trouble_of
from takeover.adapters.quiet import hush
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    TakeoverError,
    UnknownOutcomeError,
)
from takeover.ports import Attachment, Letter
from takeover.settings import Settings
from takeover.wording.mail import sender_name

if TYPE_CHECKING:
    from botocore.client import BaseClient

# Old mail servers on the way may not take eight bits.
POLICY = SMTP.clone(cte_type="7bit")

# Source: the errors of SendEmail in the SES API v2 reference.
_REFUSALS: dict[str, tuple[type[TakeoverError], str]] = {
    "AccountSuspendedException": (NotAllowedError, "AWS has suspended this account's mail"),
    "BadRequestException": (NeverError, "SES does not take this mail as it is"),
    "LimitExceededException": (LaterError, "the day's quota of mails is used up"),
    "MailFromDomainNotVerifiedException": (NotAllowedError, "the MAIL FROM domain is not verified"),
    "MessageRejected": (NeverError, "SES rejects this mail"),
    "NotFoundException": (NotAllowedError, "there is no such CONFIGURATION_SET"),
    "SendingPausedException": (LaterError, "sending is paused for this account"),
    "TooManyRequestsException": (LaterError, "too many mails at once"),
}


class SesMailer:
    """Sends as the stack's sender, under the first name of the person who writes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, letter: Letter) -> str:
        """Hand a mail over, once; returns SES's message id."""
        request: dict[str, Any] = {
            "Content": {"Raw": {"Data": self._mime(letter)}},
            "Destination": {"ToAddresses": [in_ascii(address) for address in letter.to]},
            "EmailTags": [{"Name": name, "Value": value} for name, value in letter.tags.items()],
        }
        if self._settings.configuration_set:
            request["ConfigurationSetName"] = self._settings.configuration_set
        try:
            answer = self._client.send_email(**request)
        except AWS_ERRORS as error:
            # The cause stays out: it names addresses, and errors go into the log.
            refusal = _in_our_words(error)
        else:
            return str(answer["MessageId"])
        raise refusal

    def _mime(self, letter: Letter) -> bytes:
        """The whole mail; raises NeverError where it cannot be written as one."""
        try:
            return self._message(letter).as_bytes()
        except (ValueError, IndexError, MessageError) as error:
            wrong = type(error).__name__
        raise NeverError(f"this mail cannot be written: {wrong} in an address or in the subject")

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=POLICY)
        message["From"] = Address(
            sender_name(letter.from_name), addr_spec=in_ascii(self._settings.sender.address)
        )
        message["To"] = [Address(addr_spec=in_ascii(address)) for address in letter.to]
        message["Reply-To"] = Address(addr_spec=in_ascii(letter.reply_to))
        message["Subject"] = letter.subject
        # Tells other computers not to answer by themselves (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        for attachment in letter.attachments:
            _attach(message, attachment)
        return message

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 -- boto3 makes its clients' methods while running
        import boto3  # noqa: PLC0415 -- slow import
        from botocore.config import Config  # noqa: PLC0415 -- slow import

        hush("boto3", "botocore", "urllib3")
        # One attempt. botocore's usual five would send up to five mails when answers are lost.
        config = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
        client: BaseClient = boto3.client("sesv2", config=config)
        return client


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, _, subtype = attachment.media_type.partition("/")
    parameters = dict(attachment.parameters)
    if kind == "text":
        parameters.setdefault("charset", "utf-8")
    message.add_attachment(
        attachment.content,
        maintype=kind,
        subtype=subtype,
        filename=attachment.name,
        params=parameters,
    )


def in_ascii(address: str) -> str:
    """An address as SES takes it: a domain in other letters has an ASCII name as well."""
    name, at, domain = address.rpartition("@")
    return name + at + domain.encode("idna").decode()


def _in_our_words(error: BaseException) -> TakeoverError:
    code = code_of(error)
    if code == "MessageRejected" and "not verified" in str(error):
        # SES has no code of its own for it; only its words tell this from a refused mail.
        return NotAllowedError("SES: sender, or in the SES sandbox the recipient, is not verified")
    if code in _REFUSALS:
        kind, said = _REFUSALS[code]
        return kind(f"SES: {said} ({code})")
    match trouble_of(error):
        case Trouble.LATER:
            return LaterError(f"SES: {code}")
        case Trouble.FORBIDDEN:
            return NotAllowedError(f"SES: {code}; the function's role may not send as the sender")
        case Trouble.LOST:
            return UnknownOutcomeError(f"SES: {code}; the mail may have been sent")
        case Trouble.OTHER:
            # An answer with a 4xx that no list knows: definite, and somebody has to look.
            return NotAllowedError(f"SES: {code}")
