"""What the audit makes of pip-audit's answers."""

from __future__ import annotations

import pytest

from tests.rules.audit import asked, told

SOUND = {"name": "tweepy", "version": "4.17.0", "vulns": []}
SKIPPED = {"name": "boto3", "skip_reason": "not found"}
WEAK = {
    "name": "jinja2",
    "version": "3.0.0",
    "vulns": [{"id": "CVE-2099-1", "fix_versions": ["3.1.6"], "aliases": [], "description": ""}],
}


def test_a_known_weakness_fails_and_names_its_mending() -> None:
    lines, fails = told([SOUND, WEAK])
    assert fails
    assert lines == [
        "Known weaknesses: 1 in 2 packages.",
        "jinja2 3.0.0: CVE-2099-1; mended in 3.1.6",
    ]


def test_nothing_known_passes_and_says_of_how_many() -> None:
    assert told([SOUND]) == (["Known weaknesses: 0 in 1 packages."], False)


def test_what_was_not_asked_is_said() -> None:
    lines, fails = told([SOUND, SKIPPED])
    assert lines[1:] == ["Not asked, for no advisories were to be had: boto3."]
    assert not fails


@pytest.mark.parametrize("packages", [[], [SKIPPED]])
def test_that_nothing_could_be_asked_never_passes_for_all_is_well(
    packages: list[dict[str, object]],
) -> None:
    lines, fails = told(packages)
    assert lines == ["Known weaknesses: NOT ASKED. No advisories can be had from here."]
    assert not fails


def test_a_pip_audit_that_breaks_down_has_asked_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.rules.audit.PIP_AUDIT", "false")
    assert asked("functions/requirements.txt") == ()
