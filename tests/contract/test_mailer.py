"""Mail: in memory, and through SES as botocore speaks to it, at a sandbox that refuses as SES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from local.serving import LoopbackServer, free_port
from local.ses_mail import Mail
from local.ses_sandbox import create_app
from local.ses_state import SesSandbox
from takeover.adapters.ses import SesMailer
from takeover.errors import (
    LaterError,
    NeverError,
    NotAllowedError,
    TakeoverError,
    UnknownOutcomeError,
)
from takeover.ports import Attachment, Letter, Mailer
from takeover.settings import Person
from tests.contract.made import SETTINGS
from tests.memory import MemoryMailer

LETTER = Letter(
    to=("sam@example.org",),
    reply_to="alex@example.org",
    from_name="Alex",
    subject="Your weekend – it’s on",
    text="Dear Sam,\n\nsee you on Friday. 👋\n",
    html="<p>Dear Sam,</p><p>see you on Friday. 👋</p>",
    tags={"turn": "2026-12-04_1", "step": "booked"},
)
ENTRY = Attachment("weekend.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar", {"method": "PUBLISH"})


@dataclass
class Sandboxed:
    """The real mailer and the sandbox's state."""

    mailer: SesMailer
    state: SesSandbox

    @property
    def mail(self) -> Mail:
        (only,) = self.state.mails
        return only


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    return monkeypatch


@pytest.fixture
def real(credentials: pytest.MonkeyPatch) -> Iterator[Sandboxed]:
    state = SesSandbox({"weekends@example.org"}, configuration_sets={"weekends"})
    with LoopbackServer(create_app(state), "the sandboxed SES") as server:
        credentials.setenv("AWS_ENDPOINT_URL_SESV2", server.url)
        yield Sandboxed(SesMailer(replace(SETTINGS, configuration_set="weekends")), state)


@pytest.fixture(params=["memory", "ses"])
def mailer(request: pytest.FixtureRequest) -> Mailer:
    if request.param == "memory":
        return MemoryMailer()
    real: Sandboxed = request.getfixturevalue("real")
    return real.mailer


class TestBoth:
    def test_every_mail_has_an_id_of_its_own(self, mailer: Mailer) -> None:
        ids = [mailer.send(LETTER), mailer.send(LETTER)]
        assert len(set(ids) - {""}) == 2


class TestTheMail:
    def test_it_goes_to_whom_it_should(self, real: Sandboxed) -> None:
        message_id = real.mailer.send(replace(LETTER, to=("sam@example.org", "bo@example.org")))
        assert real.mail.message_id == message_id
        assert real.mail.submission.recipients == ("sam@example.org", "bo@example.org")
        assert real.mail.submission.sender == "weekends@example.org"

    def test_its_headers_are_these(self, real: Sandboxed) -> None:
        real.mailer.send(LETTER)
        headers = dict(real.mail.headers)
        assert headers.pop("Content-Type").startswith("multipart/alternative")
        assert headers == {
            "From": '"Alex, weekend team" <weekends@example.org>',
            "To": "sam@example.org",
            "Reply-To": "alex@example.org",
            "Subject": "Your weekend – it’s on",
            "Auto-Submitted": "auto-generated",
            "MIME-Version": "1.0",
        }

    def test_its_words_come_whole_in_both_forms(self, real: Sandboxed) -> None:
        real.mailer.send(LETTER)
        assert real.mail.text.replace("\r\n", "\n") == LETTER.text
        assert real.mail.html.strip() == LETTER.html
        assert real.mail.submission.raw.isascii()

    def test_its_tags_and_its_feed_go_along(self, real: Sandboxed) -> None:
        real.mailer.send(LETTER)
        assert real.mail.submission.tags == {"turn": "2026-12-04_1", "step": "booked"}
        assert real.mail.submission.configuration_set == "weekends"

    @pytest.mark.parametrize("field", ["to", "reply_to", "subject"])
    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_no_line_end_in_it_begins_another_header(
        self, real: Sandboxed, field: str, end: str
    ) -> None:
        evil = f"sam@example.org{end}Bcc: evil@example.org{end}{end}Evil"
        changed: dict[str, Any] = {field: (evil,) if field == "to" else evil}
        with pytest.raises(NeverError):
            real.mailer.send(replace(LETTER, **changed))
        assert real.state.mails == []

    def test_a_name_of_several_lines_is_one_line(self, real: Sandboxed) -> None:
        real.mailer.send(replace(LETTER, from_name="Alex\r\nBcc: evil@example.org\r\n\r\nEvil"))
        assert "Bcc" not in dict(real.mail.headers)
        assert real.mail.submission.recipients == LETTER.to
        assert real.mail.text.replace("\r\n", "\n") == LETTER.text

    def test_a_calendar_entry_keeps_its_method(self, real: Sandboxed) -> None:
        real.mailer.send(replace(LETTER, attachments=(ENTRY,)))
        (attached,) = real.mail.attachments
        assert (attached.filename, attached.content) == ("weekend.ics", ENTRY.content)
        (part,) = [
            part for part in real.mail.message.walk() if part.get_content_type() == "text/calendar"
        ]
        assert part["Content-Type"].params == {"method": "PUBLISH", "charset": "utf-8"}

    def test_a_name_in_any_letters_is_shown_whole(self, real: Sandboxed) -> None:
        real.mailer.send(replace(LETTER, from_name="Zoë “Z” O’Hara"))
        sender = real.mail.message["From"].addresses[0]
        assert sender.display_name == "Zoë “Z” O’Hara, weekend team"

    def test_a_domain_in_other_letters_is_reached(self, real: Sandboxed) -> None:
        real.mailer.send(replace(LETTER, to=("sam@bücher.example.org",)))
        assert real.mail.submission.recipients == ("sam@xn--bcher-kva.example.org",)


class TestRefusals:
    @pytest.mark.parametrize(
        ("fault", "refusal"),
        [
            ("throttled", LaterError),
            ("paused", LaterError),
            ("rejected", NeverError),
        ],
    )
    def test_nothing_was_sent(
        self, real: Sandboxed, fault: str, refusal: type[TakeoverError]
    ) -> None:
        real.state.faults.add(fault)
        with pytest.raises(refusal):
            real.mailer.send(LETTER)
        assert real.state.mails == []

    def test_a_sender_that_is_not_verified_may_not_send(self, real: Sandboxed) -> None:
        real.state.verified.clear()
        with pytest.raises(NotAllowedError, match="not verified"):
            real.mailer.send(LETTER)

    def test_a_missing_configuration_set_names_its_setting(self, real: Sandboxed) -> None:
        real.state.configuration_sets = set()
        with pytest.raises(NotAllowedError, match="CONFIGURATION_SET"):
            real.mailer.send(LETTER)

    @pytest.mark.parametrize(
        "change",
        [
            lambda letter: replace(letter, subject="One\nBcc: others@example.org"),
            lambda letter: replace(letter, to=("sam@example.org\nBcc: others@example.org",)),
            lambda letter: replace(letter, to=("",)),
            lambda letter: replace(letter, to=("säm@example.org",)),
            lambda letter: replace(letter, tags={"turn": "2026-12-04#1"}),
        ],
        ids=["subject", "recipient", "nobody", "letters", "tag"],
    )
    def test_a_mail_that_cannot_be_is_never_sent(
        self, real: Sandboxed, change: Callable[[Letter], Letter]
    ) -> None:
        with pytest.raises(NeverError):
            real.mailer.send(change(LETTER))
        assert real.state.mails == []

    def test_an_ses_that_cannot_be_reached_is_for_later(
        self, credentials: pytest.MonkeyPatch
    ) -> None:
        credentials.setenv("AWS_ENDPOINT_URL_SESV2", f"http://127.0.0.1:{free_port()}")
        with pytest.raises(LaterError):
            SesMailer(SETTINGS).send(LETTER)

    def test_no_address_stands_in_an_error(self, real: Sandboxed) -> None:
        real.state.verified.clear()
        with pytest.raises(NotAllowedError) as raised:
            real.mailer.send(LETTER)
        assert "@" not in str(raised.value)
        assert (raised.value.__cause__, raised.value.__context__) == (None, None)


class TestUnknownOutcome:
    def test_a_lost_answer_is_not_asked_for_again(self, real: Sandboxed) -> None:
        real.state.faults.add("lost_answer")
        with pytest.raises(UnknownOutcomeError):
            real.mailer.send(LETTER)
        assert len(real.state.mails) == 1

    def test_an_error_inside_of_aws_is_not_asked_again(self, real: Sandboxed) -> None:
        real.state.faults.add("server_error")
        with pytest.raises(UnknownOutcomeError):
            real.mailer.send(LETTER)
        assert sum(real.state.requests.snapshot().values()) == 1


def test_without_a_configuration_set_none_is_named(credentials: pytest.MonkeyPatch) -> None:
    state = SesSandbox({"example.org"})
    settings = replace(SETTINGS, sender=Person("Weekend team", "other@example.org"))
    with LoopbackServer(create_app(state), "the sandboxed SES") as server:
        credentials.setenv("AWS_ENDPOINT_URL_SESV2", server.url)
        SesMailer(settings).send(LETTER)
    (mail,) = state.mails
    assert mail.submission.configuration_set is None
