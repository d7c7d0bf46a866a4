"""`TimelineOverrides` compress a weekend; what they can't mean is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from takeover.errors import SettingsError
from takeover.model.due import After
from takeover.planning import tuned
from takeover.planning.tuning import MailRules
from takeover.timeline import BY_NAME, HOUSEKEEPING, TIMELINE


def test_without_overrides_the_timeline_is_the_timeline() -> None:
    usual = tuned({})
    assert (usual.timeline, usual.housekeeping) == (TIMELINE, HOUSEKEEPING)
    assert usual.rules == MailRules(timedelta(hours=20), any_hour=False)


def test_a_step_gets_another_anchor_and_seconds_and_keeps_the_rest() -> None:
    tune = tuned({"steps": {"booked": {"due": ["seen", 2]}, "proof": {"late": ["end", 60]}}})
    by_name = {step.name: step for step in tune.timeline}
    assert by_name["booked"].due == After("seen", 2)
    assert by_name["booked"].late == BY_NAME["booked"].late
    assert by_name["proof"].late == After("end", 60)
    assert by_name["proof"].due == BY_NAME["proof"].due
    assert [step for step in tune.timeline if step.name not in {"booked", "proof"}] == [
        step for step in TIMELINE if step.name not in {"booked", "proof"}
    ]


def test_a_step_may_wait_for_another_one_that_was_done() -> None:
    tune = tuned({"steps": {"still_for_you": {"due": ["done:booked", 2]}}})
    by_name = {step.name: step for step in tune.timeline}
    assert by_name["still_for_you"].due == After("done:booked", 2)


def test_housekeeping_can_be_compressed_too() -> None:
    tune = tuned({"steps": {"mistakes": {"due": ["seen", 1]}}})
    assert tune.housekeeper("mistakes").due == After("seen", 1)
    assert tune.housekeeper("weekly") == BY_NAME["weekly"]


def test_mail_rules_can_be_compressed() -> None:
    rules = tuned({"any_hour": True, "mail_gap_seconds": 3}).rules
    assert rules == MailRules(timedelta(seconds=3), any_hour=True)


def test_mail_hours_are_kept_unless_they_are_given_up() -> None:
    assert tuned({"mail_gap_seconds": 3}).rules == MailRules(timedelta(seconds=3), any_hour=False)


@pytest.mark.parametrize(
    ("overrides", "named"),
    [
        ({"step": {}}, "step"),
        ({"steps": {"bokked": {"due": ["seen", 2]}}}, "bokked"),
        ({"steps": {"booked": {"due": ["seen"]}}}, "booked"),
        ({"steps": {"booked": {"due": "seen"}}}, "booked"),
        ({"steps": {"booked": {"due": ["seen", "2"]}}}, "booked"),
        ({"steps": {"booked": {"when": ["seen", 2]}}}, "booked"),
        ({"steps": {"booked": {"due": ["sean", 2]}}}, "sean"),
        ({"steps": {"still_for_you": {"due": ["done:bokked", 2]}}}, "done:bokked"),
        ({"steps": {"still_for_you": {"due": ["booked", 2]}}}, "not .'booked', 2."),
        ({"steps": {"booked": ["seen", 2]}}, "booked"),
        ({"steps": ["booked"]}, "steps"),
        ({"mail_gap_seconds": "soon"}, "mail_gap_seconds"),
    ],
)
def test_what_cannot_be_meant_is_named(overrides: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        tuned(overrides)
