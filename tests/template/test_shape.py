"""The template can be read from top to bottom, and deployed in one order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

import pytest

from tests.template.stack import ANSWERS, REPOSITORY, TEMPLATES, read, translate


def named_in(value: Any) -> Iterator[str]:
    """Every logical id that a value refers to."""
    match value:
        case {"Ref": str(name)}:
            yield name
        case {"Fn::GetAtt": [str(name), *_]}:
            yield name
        case {"Fn::GetAtt": str(dotted)}:
            yield dotted.split(".")[0]
        case {"Fn::Sub": str(text)}:
            yield from (found.split(".")[0] for found in re.findall(r"\$\{([^}]+)\}", text))
        case dict():
            for item in value.values():
                yield from named_in(item)
        case list():
            for item in value:
                yield from named_in(item)


def references(template: dict[str, Any]) -> dict[str, set[str]]:
    resources = template["Resources"]
    return {
        name: {found for found in named_in(resource) if found in resources}
        | {name for name in [resource.get("DependsOn")] if isinstance(name, str)}
        for name, resource in resources.items()
    }


def template(file: str) -> dict[str, Any]:
    return translate(read(file), ANSWERS) if file == "template.yaml" else read(file)


@pytest.mark.parametrize("file", TEMPLATES)
def test_nothing_waits_for_itself(file: str) -> None:
    order = list(TopologicalSorter(references(template(file))).static_order())
    assert sorted(order) == sorted(template(file)["Resources"])


def test_references_run_from_data_and_mail_to_functions_to_watch() -> None:
    needs = references(template("template.yaml"))
    assert needs["Data"] == set()
    assert needs["Mail"] == set()
    assert [name for name, needed in needs.items() if "Watch" in needed] == []
    assert needs["Watch"] == {
        "Data",
        "HandoverFunction",
        "RevocationFunction",
        "RemindersFunction",
        "SurveyFunction",
        "MailEventsFunction",
        "RosterCheckFunction",
        "DeskFunction",
    }


@pytest.mark.parametrize("file", TEMPLATES)
def test_each_line_can_be_read_where_it_stands(file: str) -> None:
    text = (REPOSITORY / file).read_text()
    assert re.findall(r"[:-] [&*]\w", text) == []  # no YAML anchors, which hide what is meant
    assert [line for line in text.splitlines() if len(line) > 112] == []


@pytest.mark.parametrize("file", TEMPLATES)
def test_every_output_says_what_it_is(file: str) -> None:
    outputs = read(file).get("Outputs", {})
    assert [name for name, output in outputs.items() if not output.get("Description")] == []


def test_every_policy_template_is_written_out() -> None:
    functions = [
        resource["Properties"]
        for resource in read("template.yaml")["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Function"
    ]
    assert [function for function in functions if "Policies" in function] == []
