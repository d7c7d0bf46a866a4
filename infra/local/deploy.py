"""Deploy a SAM template, with its nested ones, onto the embedded AWS."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from botocore.exceptions import ClientError
from samtranslator.yaml_helper import yaml_parse

from local.bundle import build_bundle
from local.emulator import Emulator
from local.errors import DeployError

_BUCKET = "deployment"
_NESTED = {"AWS::Serverless::Application": "Location", "AWS::CloudFormation::Stack": "TemplateURL"}
_FUNCTION = "AWS::Serverless::Function"
_PATIENCE_SECONDS = 120.0
_ECHOES = ("Resource creation cancelled", "The following resource(s) failed")


@dataclass(frozen=True)
class Deployment:
    """A deployed stack: outputs of the root, and every resource by its path of logical ids.

    The path of a nested resource names its stack: `Data/Roster`.
    """

    stack_name: str
    outputs: Mapping[str, str]
    resources: Mapping[str, str]
    functions: Mapping[str, str]

    def physical(self, logical: str) -> str:
        """Return the physical id of a resource, by its path or by a logical id found once.

        Raises:
            DeployError: there is none of this name, or more than one.
        """
        if logical in self.resources:
            return self.resources[logical]
        found = [path for path in self.resources if path.rpartition("/")[2] == logical]
        if len(found) != 1:
            raise DeployError(
                f"The deployed stack has {len(found)} resources called {logical}: "
                f"{', '.join(found or sorted(self.resources))}."
            )
        return self.resources[found[0]]


def read_template(path: Path) -> dict[str, Any]:
    """Return a template as plain data, intrinsic functions in their long form.

    Raises:
        DeployError: it is missing or not YAML.
    """
    try:
        template = yaml_parse(path.read_text())
    except OSError as error:
        raise DeployError(f"The template {path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise DeployError(f"The template {path} is not YAML: {error}") from error
    if not isinstance(template, dict) or "Resources" not in template:
        raise DeployError(f"The template {path} has no Resources.")
    return template


def deploy(
    emulator: Emulator,
    template: Path,
    parameters: Mapping[str, str],
    *,
    cache: Path,
    stack_name: str = "takeover",
    uv: str | None = None,
) -> Deployment:
    """Build, upload and create the stack, and wait until it stands.

    Raises:
        BundleError: the code bundle could not be built.
        DeployError: with the resource that failed and its reason.
    """
    root = read_template(template)
    if unknown := set(parameters) - set(root.get("Parameters", {})):
        raise DeployError(f"{template} has no parameter {', '.join(sorted(unknown))}.")
    storage = emulator.client("s3")
    storage.create_bucket(
        Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": emulator.region}
    )
    packaged = _package(emulator, storage, template, cache, uv)
    formation = emulator.client("cloudformation")
    try:
        formation.create_stack(
            StackName=stack_name,
            TemplateURL=packaged,
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except ClientError as error:
        said = error.response["Error"].get("Message", str(error))
        raise DeployError(f"{template} was refused. Mend it, and run again: {said}") from error
    return _deployed(formation, stack_name, _wait(formation, stack_name))


def _deployed(formation: Any, stack_name: str, outputs: dict[str, str]) -> Deployment:
    resources = dict(_resources(formation, stack_name))
    return Deployment(
        stack_name=stack_name,
        outputs=outputs,
        resources={path: physical for path, (physical, _) in resources.items()},
        functions={
            path: physical
            for path, (physical, kind) in resources.items()
            if kind == "AWS::Lambda::Function"
        },
    )


def _package(emulator: Emulator, storage: Any, path: Path, cache: Path, uv: str | None) -> str:
    """Upload a template with all it refers to and return its address, as `sam package` does."""
    template = read_template(path)
    here = path.parent
    bundles: dict[Path, str] = {}
    shared = template.get("Globals", {}).get("Function", {})
    functions = [
        resource.setdefault("Properties", {})
        for resource in template["Resources"].values()
        if resource["Type"] == _FUNCTION
    ]
    for properties in (shared, *functions):
        code = properties.get("CodeUri")
        if isinstance(code, str) and "://" not in code:
            source = (here / code).resolve()
            if source not in bundles:
                bundles[source] = _upload(
                    storage, f"{source.name}.zip", build_bundle(source, cache, uv=uv).read_bytes()
                )
            properties["CodeUri"] = f"s3://{_BUCKET}/{bundles[source]}"
    for resource in template["Resources"].values():
        key = _NESTED.get(resource["Type"])
        location = resource.get("Properties", {}).get(key) if key else None
        if isinstance(location, str) and "://" not in location:
            child = (here / location).resolve()
            resource["Properties"][key] = _package(emulator, storage, child, cache, uv)
    key = _upload(storage, f"{path.stem}.json", json.dumps(template, default=str).encode())
    return f"{emulator.url}/{_BUCKET}/{key}"


def _upload(storage: Any, key: str, content: bytes) -> str:
    storage.put_object(Bucket=_BUCKET, Key=key, Body=content)
    return key


def _wait(formation: Any, stack_name: str) -> dict[str, str]:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        stack = formation.describe_stacks(StackName=stack_name)["Stacks"][0]
        status = stack["StackStatus"]
        if status == "CREATE_COMPLETE":
            return {out["OutputKey"]: out["OutputValue"] for out in stack.get("Outputs", [])}
        if not status.endswith("_IN_PROGRESS"):
            told = stack.get("StackStatusReason") or status
            raise DeployError(why_it_failed(_events(formation, stack_name), told))
        time.sleep(0.1)
    raise DeployError(f"The stack did not stand after {_PATIENCE_SECONDS:.0f} seconds.")


def _events(formation: Any, stack_name: str) -> list[dict[str, Any]]:
    """Return the events of a stack and of the stacks nested in it, the oldest first."""
    events: list[dict[str, Any]] = []
    # A nested stack that failed is known by its name alone: its parent has no id of it here.
    for page in formation.get_paginator("list_stacks").paginate():
        for stack in page["StackSummaries"]:
            if stack["StackName"] == stack_name or stack["StackName"].startswith(f"{stack_name}-"):
                told = formation.get_paginator("describe_stack_events")
                for found in told.paginate(StackName=stack["StackId"]):
                    events += found["StackEvents"]
    return sorted(events, key=lambda event: str(event["Timestamp"]))


def why_it_failed(events: list[dict[str, Any]], otherwise: str) -> str:
    """Return one sentence with the resource that failed first and its reason.

    Args:
        events: stack events, the oldest first.
        otherwise: what the stack itself says, for want of a better reason.
    """
    failed = [
        event
        for event in events
        if event.get("ResourceStatus", "").endswith("_FAILED")
        and event.get("ResourceStatusReason")
        and not event["ResourceStatusReason"].startswith(_ECHOES)
    ]
    # A nested stack fails because something in it failed: that something is the reason.
    inner = [event for event in failed if event["ResourceType"] != "AWS::CloudFormation::Stack"]
    for event in (*inner, *failed):
        return (
            f"The template could not be deployed: {event['LogicalResourceId']} "
            f"({event['ResourceType']}) failed with: {event['ResourceStatusReason']}"
        )
    return f"The template could not be deployed: {otherwise}"


def _resources(formation: Any, stack: str, path: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    pages = formation.get_paginator("list_stack_resources").paginate(StackName=stack)
    for page in pages:
        for found in page["StackResourceSummaries"]:
            logical = f"{path}{found['LogicalResourceId']}"
            kind, physical = found["ResourceType"], found.get("PhysicalResourceId", "")
            yield logical, (physical, kind)
            if kind == "AWS::CloudFormation::Stack":
                yield from _resources(formation, physical, f"{logical}/")
