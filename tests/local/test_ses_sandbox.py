"""The sandboxed SES refuses what the real one refuses, through a real botocore client."""

from email.message import EmailMessage
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.local.running import Ses

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def written(**headers: str) -> EmailMessage:
    """Return a mail with text, HTML and a calendar entry."""
    message = EmailMessage()
    message["From"] = "Alex Moor <weekends@example.org>"
    message["To"] = "Jo Bloggs <jo@example.org>"
    message["Reply-To"] = "Alex Moor <alex@example.org>"
    message["Subject"] = "Your weekend, José: all set?"
    for name, value in headers.items():
        del message[name]
        message[name] = value
    message.set_content("\nHello Jo,\n\nhttps://desk.example.org/a/b?c=d&e\n")
    message.add_alternative("<html><head></head><body><p>Hello Jo</p></body></html>", "html")
    message.add_attachment(CALENDAR, "text", "calendar", filename="weekend.ics")
    return message


def sent(ses: Ses, raw: bytes | None = None, **changes: Any) -> str:
    """Send a mail and return its id."""
    wanted = {
        "FromEmailAddress": "weekends@example.org",
        "Destination": {"ToAddresses": ["jo@example.org"]},
        "Content": {"Raw": {"Data": written().as_bytes() if raw is None else raw}},
        "EmailTags": [{"Name": "turn", "Value": "2026-12-04_1"}],
        "ConfigurationSetName": "rules",
    }
    answer = ses.client.send_email(**{k: v for k, v in (wanted | changes).items() if v})
    return str(answer["MessageId"])


def refusal(ses: Ses, raw: bytes | None = None, **changes: Any) -> tuple[str, str]:
    """Return name and text of the error that SES answers, having taken nothing."""
    with pytest.raises(ClientError) as refused:
        sent(ses, raw, **changes)
    assert ses.state.mails == []
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


def kinds(ses: Ses) -> list[str]:
    """Return the kinds of the events so far."""
    events = requests.get(f"{ses.url}/_sandbox/events", timeout=2).json()
    return [event["eventType"] for event in events]


def test_a_mail_is_kept_as_it_was_sent_and_read_as_its_reader_would(ses: Ses) -> None:
    raw = written().as_bytes()
    message_id = sent(ses, raw)
    (mail,) = requests.get(f"{ses.url}/_sandbox/mails", timeout=2).json()
    assert requests.get(f"{ses.url}/mailbox/1/raw", timeout=2).content == raw
    assert {name: mail[name] for name in ("message_id", "from", "reply_to", "to", "subject")} == {
        "message_id": message_id,
        "from": "Alex Moor <weekends@example.org>",
        "reply_to": "Alex Moor <alex@example.org>",
        "to": ["jo@example.org"],
        "subject": "Your weekend, José: all set?",
    }
    assert mail["text"].split() == ["Hello", "Jo,", "https://desk.example.org/a/b?c=d&e"]
    assert "<p>Hello Jo</p>" in mail["html"]
    assert mail["attachments"] == [
        {"filename": "weekend.ics", "content_type": "text/calendar", "text": CALENDAR.decode()}
    ]
    assert mail["tags"] == {"turn": "2026-12-04_1"}
    assert mail["delivered"] == ["jo@example.org"]


def test_events_carry_the_tags_and_only_with_a_configuration_set(ses: Ses) -> None:
    sent(ses, ConfigurationSetName=None)
    assert kinds(ses) == []
    message_id = sent(ses)
    assert kinds(ses) == ["Send", "Delivery"]
    mail = ses.state.events[0]["mail"]
    assert mail["messageId"] == message_id
    assert mail["tags"]["turn"] == ["2026-12-04_1"]
    assert mail["tags"]["ses:configuration-set"] == ["rules"]


def test_an_unverified_sender_is_rejected_on_the_envelope_and_in_the_header(ses: Ses) -> None:
    kind, text = refusal(ses, FromEmailAddress="other@example.org")
    assert kind == "MessageRejected"
    assert text.endswith("region EU-WEST-2: other@example.org")
    assert refusal(ses, written(From="other@example.org").as_bytes())[0] == "MessageRejected"


def test_a_verified_domain_covers_its_addresses(ses: Ses) -> None:
    sender = "anybody@charity.example.org"
    sent(ses, written(From=sender).as_bytes(), FromEmailAddress=sender)
    assert len(ses.state.mails) == 1


def test_outside_production_recipients_must_be_verified_too(ses: Ses) -> None:
    ses.state.production = False
    assert refusal(ses)[0] == "MessageRejected"
    assert ses.client.get_account()["ProductionAccessEnabled"] is False


@pytest.mark.parametrize("value", ["2026-12-04#1", "a b", "é", "x" * 257])
def test_a_tag_of_other_characters_is_refused(ses: Ses, value: str) -> None:
    kind, text = refusal(ses, EmailTags=[{"Name": "turn", "Value": value}])
    assert kind == "BadRequestException"
    assert "Invalid tag value" in text


@pytest.mark.parametrize(
    "destination", [None, {"ToAddresses": ["Jo"]}, {"ToAddresses": ["José <jo@example.org>"]}]
)
def test_a_destination_that_is_none_or_no_address_is_refused(
    ses: Ses, destination: dict[str, list[str]] | None
) -> None:
    assert refusal(ses, Destination=destination)[0] == "BadRequestException"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"Subject: no sender\r\n\r\nHello", "Missing required header 'From'."),
        ("From: weekends@example.org\r\nSubject: é\r\n\r\nHello".encode(), "7-bit ASCII"),
        (b"From: weekends@example.org\r\nSubject: a\r\nSubject: b\r\n\r\n", "Duplicate header"),
        (b"From: weekends@example.org\r\n\r\n" + b"a" * 999, "longer than 998"),
        (
            b"From: weekends@example.org\r\nContent-Type: multipart/mixed\r\n\r\nHello",
            "malformed",
        ),
        (
            b'From: weekends@example.org\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x',
            "malformed",
        ),
    ],
)
def test_a_malformed_mail_is_refused(ses: Ses, raw: bytes, why: str) -> None:
    kind, text = refusal(ses, raw)
    assert kind == "BadRequestException"
    assert why in text


def test_a_mail_of_more_than_10_mb_is_rejected(ses: Ses) -> None:
    raw = b"From: weekends@example.org\r\n\r\n" + b"a\r\n" * (4 * 1024 * 1024)
    assert refusal(ses, raw)[0] == "MessageRejected"


def test_a_suppressed_address_is_accepted_and_gets_nothing(ses: Ses) -> None:
    ses.client.put_suppressed_destination(EmailAddress="Jo@example.org", Reason="BOUNCE")
    assert sent(ses)
    (mail,) = ses.state.mails
    assert (mail.delivered, mail.suppressed) == ((), ("jo@example.org",))
    assert kinds(ses) == ["Send", "Bounce"]
    assert ses.state.events[1]["bounce"]["bounceSubType"] == "OnAccountSuppressionList"


def test_the_suppression_list_can_be_asked_and_changed(ses: Ses) -> None:
    ses.client.put_suppressed_destination(EmailAddress="jo@example.org", Reason="COMPLAINT")
    found = ses.client.get_suppressed_destination(EmailAddress="jo@example.org")
    assert found["SuppressedDestination"]["Reason"] == "COMPLAINT"
    assert found["SuppressedDestination"]["LastUpdateTime"].tzinfo is not None
    ses.client.delete_suppressed_destination(EmailAddress="jo@example.org")
    with pytest.raises(ses.client.exceptions.NotFoundException):
        ses.client.get_suppressed_destination(EmailAddress="jo@example.org")


def test_identities_are_known_or_not_found(ses: Ses) -> None:
    known = ses.client.get_email_identity(EmailIdentity="weekends@example.org")
    assert known["VerifiedForSendingStatus"] is True
    with pytest.raises(ses.client.exceptions.NotFoundException):
        ses.client.get_email_identity(EmailIdentity="other@example.org")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("throttled", "TooManyRequestsException"),
        ("paused", "SendingPausedException"),
        ("server_error", "InternalFailure"),
    ],
)
def test_a_switched_fault_refuses_once(ses: Ses, kind: str, error: str) -> None:
    requests.post(f"{ses.url}/_sandbox/faults", json={"kind": kind, "times": 1}, timeout=2)
    assert refusal(ses)[0] == error
    sent(ses)
    assert len(ses.state.mails) == 1


def test_a_lost_answer_leaves_the_mail_delivered(ses: Ses) -> None:
    ses.state.faults.add("lost_answer")
    with pytest.raises(ConnectionClosedError):
        sent(ses)
    assert [mail.delivered for mail in ses.state.mails] == [("jo@example.org",)]


def test_an_identity_is_there_before_it_is_confirmed(ses: Ses) -> None:
    ses.state.unconfirmed.add("new.example.org")
    answer = ses.client.get_email_identity(EmailIdentity="new.example.org")
    assert (answer["VerifiedForSendingStatus"], answer["VerificationStatus"]) == (False, "PENDING")
    assert refusal(ses, FromEmailAddress="a@new.example.org")[0] == "MessageRejected"


@pytest.mark.parametrize("state", [{"sending": False}, {"enforcement": "SHUTDOWN"}])
def test_an_account_that_was_stopped_says_so_and_takes_nothing(
    ses: Ses, state: dict[str, Any]
) -> None:
    vars(ses.state).update(state)
    assert ses.client.get_account()["SendingEnabled"] is False
    assert refusal(ses)[0] == "SendingPausedException"


def test_a_bounce_is_told_by_its_event(ses: Ses) -> None:
    ses.state.faults.add("bounce")
    sent(ses)
    assert ses.state.mails[0].delivered == ()
    assert kinds(ses) == ["Send", "Bounce"]


def test_an_unsigned_request_is_refused(ses: Ses) -> None:
    answer = requests.get(f"{ses.url}/v2/email/account", timeout=2)
    assert answer.status_code == 403
    assert answer.headers["x-amzn-errortype"] == "MissingAuthenticationTokenException"


def test_requests_are_counted_by_route(ses: Ses) -> None:
    sent(ses)
    ses.client.get_account()
    assert requests.get(f"{ses.url}/_sandbox/requests", timeout=2).json() == {
        "total": 2,
        "by": {"POST /v2/email/outbound-emails": 1, "GET /v2/email/account": 1},
    }


def test_the_mailbox_shows_each_mail_and_runs_nothing_of_it(ses: Ses) -> None:
    message = written(Subject="<b>Hello</b>")
    sent(ses, message.as_bytes())
    listed = requests.get(f"{ses.url}/mailbox", timeout=2)
    page = requests.get(f"{ses.url}/mailbox/1", timeout=2)
    framed = requests.get(f"{ses.url}/mailbox/1/html", timeout=2)
    assert "&lt;b&gt;Hello&lt;/b&gt;" in listed.text
    assert "Hello Jo," in listed.text
    assert "<b>" not in listed.text + page.text
    assert 'href="https://desk.example.org/a/b?c=d&amp;e"' in page.text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.text
    assert '<head><base target="_blank"></head>' in framed.text
    assert framed.headers["Content-Security-Policy"].startswith("sandbox allow-popups ")
    attached = requests.get(f"{ses.url}/mailbox/1/attachments/0", timeout=2)
    assert attached.content == CALENDAR
    assert attached.headers["Content-Disposition"] == "attachment; filename=weekend.ics"
    assert requests.get(f"{ses.url}/mailbox/2", timeout=2).status_code == 404
