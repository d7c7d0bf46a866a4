"""The deployed shape of template.yaml, without AWS: SAM translated, nested stacks followed, every
reference resolved to a name such as `Data.Roster.Arn`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import pytest
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

REPOSITORY: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = (
    "template.yaml",
    "infra/data.yaml",
    "infra/mail.yaml",
    "infra/watch.yaml",
    "infra/budget.yaml",
)
REGION: Final = "eu-west-2"
PSEUDO: Final = {
    "AWS::Region": REGION,
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::StackName": "weekend-takeover",
}
ANSWERS: Final = {
    "Account": "ourcharity",
    "Coordinator": "Sam Hill <sam@example.org>",
    "Deputy": "Kit Lane <kit@example.org>",
    "TechnicalHelper": "Robin Field <robin@example.org>",
    "Sender": "Weekend team <weekends@example.org>",
}
NOTHING: Final = object()

type Template = dict[str, Any]


class _NoManagedPolicies:
    """Stands where SAM would ask AWS for the ARNs of its managed policies: we use none."""

    def load(self) -> dict[str, str]:
        return {}


def read(name: str) -> Template:
    """One template file, as written (short tags become Ref and Fn::...)."""
    return cast(Template, yaml_parse((REPOSITORY / name).read_text()))


def translate(template: Template, answers: Mapping[str, str]) -> Template:
    """What SAM makes of the root template, its code being somewhere in a bucket."""
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/code.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        return cast(Template, transform(template, dict(answers), _NoManagedPolicies()))


class Stack:
    """One template with answers to its parameters; children are the nested ones, by logical id."""

    def __init__(self, template: Template, answers: Mapping[str, Any], path: str = "") -> None:
        self.template = template
        self.path = path
        self.parameters = {
            name: answers.get(name, declared.get("Default", NOTHING))
            for name, declared in template.get("Parameters", {}).items()
        }
        missing = [name for name, value in self.parameters.items() if value is NOTHING]
        unknown = sorted(set(answers) - set(self.parameters))
        assert (missing, unknown) == ([], []), f"parameters of {path or 'template.yaml'}"
        self.children: dict[str, Stack] = {}

    def resources(self) -> Iterator[tuple[str, Template]]:
        """Each resource that is deployed, its references resolved, children's included."""
        for name, resource in self.template["Resources"].items():
            condition = resource.get("Condition")
            if condition is None or self.holds(condition):
                if resource["Type"] == "AWS::CloudFormation::Stack":
                    yield from self.child(name).resources()
                else:
                    yield self.path + name, cast(Template, self.resolved(resource))

    def child(self, name: str) -> Stack:
        """The nested stack of that logical id."""
        if name not in self.children:
            properties = self.template["Resources"][name]["Properties"]
            answers = self.resolved(properties.get("Parameters", {}))
            self.children[name] = Stack(read(properties["TemplateURL"]), answers, f"{name}.")
        return self.children[name]

    def output(self, name: str) -> Any:
        """What the stack gives to whoever asks for that output."""
        return self.resolved(self.template["Outputs"][name]["Value"])

    def holds(self, condition: str) -> bool:
        """Whether a named condition is true for these answers."""
        return bool(self.resolved(self.template["Conditions"][condition]))

    def resolved(self, value: Any) -> Any:
        """The value with every intrinsic function carried out."""
        if isinstance(value, list):
            return [item for item in map(self.resolved, value) if item is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._called(name, argument)
        every = {key: self.resolved(item) for key, item in value.items()}
        return {key: item for key, item in every.items() if item is not NOTHING}

    def _called(self, function: str, argument: Any) -> Any:
        match function, argument:
            case "Ref", "AWS::NoValue":
                return NOTHING
            case "Ref", name:
                return self._named(name)
            case "Fn::GetAtt", str(dotted):
                return self._attribute(*dotted.split(".", 1))
            case "Fn::GetAtt", [name, attribute]:
                return self._attribute(name, attribute)
            case "Fn::Sub", str(text):
                return re.sub(r"\$\{([^}]+)\}", lambda found: self._filled(found[1]), text)
            case "Fn::If", [condition, yes, no]:
                return self.resolved(yes if self.holds(condition) else no)
            case "Fn::Equals", [left, right]:
                return str(self.resolved(left)) == str(self.resolved(right))
            case "Fn::Not", [condition]:
                return not self.resolved(condition)
            case "Fn::Select", [index, items]:
                return self.resolved(items)[int(index)]
            case "Fn::Split", [separator, text]:
                return self.resolved(text).split(separator)
        raise AssertionError(f"{function} is not known here: teach it to tests/template/stack.py")

    def _named(self, name: str) -> Any:
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.parameters:
            return self.parameters[name]
        assert name in self.template["Resources"], f"{name} is neither parameter nor resource"
        return self.path + name

    def _attribute(self, name: str, attribute: str) -> Any:
        assert name in self.template["Resources"], f"{name} is not a resource"
        if attribute.startswith("Outputs."):
            return self.child(name).output(attribute.removeprefix("Outputs."))
        return f"{self.path}{name}.{attribute}"

    def _filled(self, inside: str) -> str:
        name, _, attribute = inside.partition(".")
        return str(self._attribute(name, attribute) if attribute else self._named(name))


class Deployed:
    """Everything that one deployment makes."""

    def __init__(self, **more: str) -> None:
        answers = ANSWERS | more
        self.stack = Stack(translate(read("template.yaml"), answers), answers)
        self.all = dict(self.stack.resources())

    def kind(self, kind: str) -> dict[str, Template]:
        """The properties of every resource of a kind, by its name."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.all.items()
            if resource["Type"] == kind
        }

    def functions(self) -> dict[str, Template]:
        """The properties of every function."""
        return self.kind("AWS::Lambda::Function")
