"""What SES tells of a mail is read leniently: what is not understood is nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from takeover.model.mail_event import Fate, MailEvent, plain, read_mail_event, tags

GOOD = {
    "kind": "Email Bounced",
    "turn": ["2026-12-04_1"],
    "step": ["number"],
    "message": "0107-abc-000000",
    "sent_at": "2026-12-04T10:00:02.012Z",
    "bounce": "Permanent",
    "reason": "General",
}


@pytest.mark.parametrize(
    ("changes", "fate"),
    [
        ({}, Fate.BOUNCED),
        ({"reason": "NoEmail"}, Fate.BOUNCED),
        ({"reason": "OnAccountSuppressionList"}, Fate.SUPPRESSED),
        ({"reason": "Suppressed"}, Fate.SUPPRESSED),
        ({"reason": None}, Fate.BOUNCED),
        ({"bounce": "Transient", "reason": "MailboxFull"}, Fate.BOUNCED_FOR_NOW),
        ({"bounce": "Undetermined", "reason": "Undetermined"}, Fate.BOUNCED_FOR_NOW),
        ({"bounce": None}, Fate.BOUNCED_FOR_NOW),
        ({"kind": "Email Sent"}, Fate.SENT),
        ({"kind": "Email Delivered"}, Fate.DELIVERED),
        ({"kind": "Email Delivery Delayed"}, Fate.DELAYED),
        ({"kind": "Email Complaint Received"}, Fate.COMPLAINED),
        ({"kind": "Email Rejected"}, Fate.REJECTED),
    ],
)
def test_each_kind_of_news_has_its_meaning(changes: dict[str, Any], fate: Fate) -> None:
    at = datetime(2026, 12, 4, 10, 0, 2, 12_000, tzinfo=UTC)
    expected = MailEvent(fate, "2026-12-04_1", "number", "0107-abc-000000", at)
    assert read_mail_event(GOOD | changes) == expected


@pytest.mark.parametrize(
    "event",
    [
        None,
        {},
        [],
        "Email Sent",
        GOOD | {"kind": "Email Opened"},
        GOOD | {"kind": None},
        GOOD | {"turn": []},
        GOOD | {"turn": [7]},
        GOOD | {"step": ""},
        GOOD | {"step": "sam@example.org"},
        GOOD | {"turn": "Wendeline F\u00fcller"},
        GOOD | {"message": ["a b"]},
        {name: said for name, said in GOOD.items() if name != "message"},
    ],
)
def test_what_is_not_understood_is_nothing(event: object) -> None:
    assert read_mail_event(event) is None


@pytest.mark.parametrize("said", [None, "", "yesterday", "2026-12-04T10:00:02", 7])
def test_without_an_instant_that_can_be_read_the_rest_still_counts(said: object) -> None:
    told = read_mail_event(GOOD | {"sent_at": said})
    assert told is not None
    assert (told.fate, told.sent_at) == (Fate.BOUNCED, None)


def test_only_four_fates_end_the_mails_to_an_address() -> None:
    final = {fate for fate in Fate if fate.final}
    assert final == {Fate.BOUNCED, Fate.SUPPRESSED, Fate.COMPLAINED, Fate.REJECTED}


def test_tags_hold_a_plain_form_of_record_and_key() -> None:
    assert tags("2026-12-04#1", "number.2") == {"turn": "2026-12-04_1", "step": "number_2"}
    assert tags("~told", "trouble-x-later") == {"turn": "told", "step": "trouble-x-later"}
    assert plain("F\u00fcller.1") == "F_ller_1"
