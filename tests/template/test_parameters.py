"""What a person is asked on deploying, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from takeover.settings import Settings
from tests.template.stack import ANSWERS, TEMPLATES, Deployed, read

CONSTRAINTS = {"AllowedPattern", "AllowedValues", "MinLength", "MinValue"}
PARAMETERS = [(file, name) for file in TEMPLATES for name in read(file)["Parameters"]]
WITH_ANSWER = [
    pytest.param(declared, id=name)
    for name, declared in read("template.yaml")["Parameters"].items()
    if "Default" in declared
]


def lets_through(declared: dict[str, Any], value: object) -> bool:
    """Whether CloudFormation would take the value."""
    text = str(value)
    pattern = declared.get("AllowedPattern")
    values = [str(allowed) for allowed in declared.get("AllowedValues", [text])]
    return (
        (pattern is None or re.fullmatch(pattern, text) is not None)
        and text in values
        and len(text) <= declared.get("MaxLength", 4096)
        and ("MinValue" not in declared or declared["MinValue"] <= int(text))
        and ("MaxValue" not in declared or declared["MaxValue"] >= int(text))
    )


def test_deploying_asks_five_questions() -> None:
    asked = [
        name
        for name, declared in read("template.yaml")["Parameters"].items()
        if "Default" not in declared
    ]
    assert asked == ["Account", "Coordinator", "Deputy", "TechnicalHelper", "Sender"]


@pytest.mark.parametrize(("file", "name"), PARAMETERS)
def test_every_parameter_says_what_it_is_and_what_it_takes(file: str, name: str) -> None:
    declared = read(file)["Parameters"][name]
    assert declared.get("Description", "").endswith(".")
    assert CONSTRAINTS & set(declared)
    assert declared.get("ConstraintDescription", "").startswith("must ")


@pytest.mark.parametrize("declared", WITH_ANSWER)
def test_every_default_is_one_that_is_let_through(declared: dict[str, Any]) -> None:
    assert lets_through(declared, declared["Default"])


@pytest.mark.parametrize("who", ["Coordinator", "Deputy", "TechnicalHelper", "Sender"])
@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("Sam Hill <sam@example.org>", True),
        ("Sam <sam.hill+weekend@mail.example.org>", True),
        ("Zoë O'Neil-Hill <zoe@example.org>", True),
        ("sam@example.org", False),
        ("<sam@example.org>", False),
        ("Sam Hill sam@example.org", False),
        ("Hill, Sam <sam@example.org>", False),
        ("Sam <sam@example>", False),
        ("Sam <sam@example.org>, Kit <kit@example.org>", False),
        ("", False),
    ],
)
def test_a_person_is_a_name_and_an_address(who: str, said: str, taken: bool) -> None:
    assert lets_through(read("template.yaml")["Parameters"][who], said) is taken


@pytest.mark.parametrize(
    ("name", "said", "taken"),
    [
        ("Account", "ourcharity", True),
        ("Account", "@ourcharity", False),
        ("Account", "sixteen_letters_", False),
        ("Zone", "America/Argentina/Buenos_Aires", True),
        ("Zone", "UTC+1 hour", False),
        ("CloseCron", "cron(0 9 ? * MON *)", True),
        ("CloseCron", "0 9 * * MON", False),
        ("PublicBaseUrl", "https://weekends.example.org", True),
        ("PublicBaseUrl", "http://127.0.0.1:8080", True),
        ("PublicBaseUrl", "http://weekends.example.org", False),
        ("PublicBaseUrl", "https://weekends.example.org/page", False),
        ("TimelineOverrides", '{"open": {"due": "start"}}', True),
        ("TimelineOverrides", "none", False),
        ("HelpHours", "Fri 17:00-22:00, Sat-Sun 09:00-24:00", True),
        ("HelpHours", "Fri 17-22", False),
        ("HelpHours", "Fri 17:00-22:00,", False),
        ("Trustees", "ada@example.org, Jo Ash <jo@example.org>", True),
        ("Trustees", "ada@example.org", True),
        ("Trustees", "Ada Pine", False),
        ("Trustees", "ada@example.org jo@example.org", False),
        ("Trustees", ", ada@example.org", False),
        ("MostPostsADay", 10, True),
        ("MostPostsADay", 9, False),
        ("MostAnswersADay", 0, False),
        ("MostPosts", 300, True),
        ("MostPosts", 9, False),
        ("SensitiveWords", "hospital, my town", True),
        ("SensitiveWords", "<b>", False),
        ("DeskConcurrency", 20, True),
        ("DeskConcurrency", -1, False),
        ("MonthlyBudget", 0, True),
        ("MonthlyBudget", -1, False),
        ("LogRetentionDays", 0, False),
    ],
)
def test_a_setting_that_cannot_work_is_refused(name: str, said: object, taken: bool) -> None:
    assert lets_through(read("template.yaml")["Parameters"][name], said) is taken


def test_every_function_can_read_its_settings(deployed: Deployed) -> None:
    read_by = {
        name: Settings.from_env(function["Environment"]["Variables"])
        for name, function in deployed.functions().items()
    }
    assert {str(settings.coordinator) for settings in read_by.values()} == {ANSWERS["Coordinator"]}
    assert {settings.account for settings in read_by.values()} == {"ourcharity"}


def test_the_longest_overrides_leave_room_in_a_functions_environment() -> None:
    longest = read("template.yaml")["Parameters"]["TimelineOverrides"]["MaxLength"]
    overrides = "{" + "x" * (longest - 2) + "}"
    trustees = "x" * read("template.yaml")["Parameters"]["Trustees"]["MaxLength"]
    words = "x" * read("template.yaml")["Parameters"]["SensitiveWords"]["MaxLength"]
    all_of_them = Deployed(TimelineOverrides=overrides, Trustees=trustees, SensitiveWords=words)
    for function in all_of_them.functions().values():
        variables = function["Environment"]["Variables"]
        assert sum(len(name) + len(str(value)) for name, value in variables.items()) < 4096
