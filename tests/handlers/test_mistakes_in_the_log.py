"""What the log says of mistakes in the list: where, and what would be right, not what is there."""

from __future__ import annotations

import pytest

from takeover.model.steps import REVOCATION, ROSTER_CHECK
from tests.handlers.events import Deployed, lines
from tests.story import ROBIN, WEEKEND, Story, row


def told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *rows: dict[str, object],
) -> tuple[Story, str]:
    """The mistakes in these rows have been mailed; and all that was written into the log."""
    story = Story("2026-11-20 09:30")
    for one in rows:
        story.world.roster.put(one)
    deployed = Deployed(story, monkeypatch)
    capsys.readouterr()
    for moment in ("2026-11-20 09:30", "2026-11-20 10:05"):
        story.at(moment)
        deployed.invoke(ROSTER_CHECK)
        deployed.invoke(REVOCATION)
    return story, capsys.readouterr().out


def test_a_name_typed_where_the_weekend_belongs_is_told_and_stands_in_no_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ("F\u00fcller Wendeline", "zoe.wendeline@example.org")
    rows = [row() | {"weekend": name} for name in typed]
    story, written = told(monkeypatch, capsys, *rows)
    mails = [mail for mail in story.world.mailer.sent if ROBIN.address in mail.to]
    assert {name for name in ("F\u00fcller", "zoe") for mail in mails if name in mail.text} == {
        "F\u00fcller",
        "zoe",
    }
    # SES takes no other letters in its tags.
    assert all(value.isascii() for mail in mails for value in mail.tags.values())
    assert "mistakes" in written
    assert [word for word in ("ller", "endeline") if word in written] == []
    assert "endeline" not in repr(story.world.ledger.look(WEEKEND).told)


def test_the_log_says_where_a_mistake_is_and_what_would_be_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, written = told(monkeypatch, capsys, row(starts_at="soon"))
    said = {"weekend": "2026-12-04", "cell": "starts_at",
            "right": "a date and time written like 2026-12-04 17:00"}  # fmt: skip
    about = {"mistake_seen", "mistakes"}
    found = [line for line in lines(written) if line.get("message") in about]
    assert [{name: line[name] for name in said} for line in found] == [said, said]


def test_the_log_does_not_quote_a_name_that_is_a_link(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, written = told(monkeypatch, capsys, row(public_name="Sam.ms", introduction="See Sam.ms"))
    said = {line["right"] for line in lines(written) if "right" in line}
    assert said == {"other words", "other words | other words"}
    assert "Sam.ms" not in written
