"""The whole local stack on the embedded AWS, with a small template in the shape of ours."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from local.emulator import Emulator
from local.errors import DeployError, EmulatorStartError, PortInUseError
from local.serving import LOOPBACK
from local.stack import LocalStack

PYTHON = Path(".venv-local/bin/python").absolute()

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.skipif(not PYTHON.exists(), reason="there is no .venv-local with ministack"),
]

HANDLER = """
import json, os
from dependency import VALUE

def lambda_handler(event, context):
    print(json.dumps({"said": os.environ["X_API_URL"]}))
    if "requestContext" in event:
        return {"statusCode": 200, "body": json.dumps(sorted(os.environ)),
                "cookies": ["a=1; Secure", "b=2"]}
    if event.get("job") == "fail":
        raise ValueError("on purpose")
    return {"source": event.get("source"), "job": event.get("job"), "value": VALUE}
"""
ROOT = """
Transform: AWS::Serverless-2016-10-31
Parameters:
  PublicBaseUrl: { Type: String }
Globals:
  Function: { CodeUri: functions/, Runtime: python3.13, Handler: desk.handler.lambda_handler }
Resources:
  Data:
    Type: AWS::Serverless::Application
    Properties: { Location: infra/data.yaml }
  DeskFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig: { AuthType: NONE }
      Environment: { Variables: { SECRET: !GetAtt Data.Outputs.XTokens, BASE: !Ref PublicBaseUrl } }
      Events:
        Plain: { Type: Schedule, Properties: { Schedule: rate(1 hour) } }
        Fails: { Type: Schedule, Properties: { Schedule: rate(1 hour), Input: '{"job": "fail"}' } }
        Off: { Type: Schedule, Properties: { Schedule: rate(2 hours), Enabled: false } }
        Zoned:
          Type: ScheduleV2
          Properties: { ScheduleExpression: rate(1 hour), Input: '{"job": "z"}', OmitName: true }
Outputs:
  Base: { Value: !Ref PublicBaseUrl }
"""
CHILD = """
Resources:
  XTokens:
    Type: AWS::SecretsManager::Secret
    Properties: { SecretString: "{}" }
Outputs:
  XTokens: { Value: !Ref XTokens }
"""


def living(group: int) -> list[str]:
    """Return the processes of a group that still run, by what the kernel says of them."""
    stats = []
    for process in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats.append(process.read_text())
        except OSError:  # it ended while we looked
            continue
    fields = {stat: stat.rpartition(")")[2].split() for stat in stats}
    # A killed process whose new parent has not asked for it yet is dead: "Z".
    return [
        stat for stat, (state, _, of, *_) in fields.items() if state != "Z" and of == str(group)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a template, a nested one and a function."""
    (tmp_path / "functions" / "desk").mkdir(parents=True)
    (tmp_path / "infra").mkdir()
    (tmp_path / "functions" / "requirements.txt").write_text("dependency==1\n")
    (tmp_path / "functions" / "desk" / "handler.py").write_text(HANDLER)
    (tmp_path / "template.yaml").write_text(ROOT)
    (tmp_path / "infra" / "data.yaml").write_text(CHILD)
    return tmp_path


def started(project: Path, installer: Path) -> LocalStack:
    """Return the stack of this project, not yet entered."""
    return LocalStack(
        project / "template.yaml",
        {},
        cache=project / ".build",
        uv=str(installer),
        python=PYTHON,
    )


@pytest.fixture
def stack(project: Path, installer: Path) -> Iterator[LocalStack]:
    with started(project, installer) as stack:
        yield stack


def test_the_deployed_rules_are_delivered_with_their_own_inputs(stack: LocalStack) -> None:
    outcomes = {
        (outcome.rule.kind, outcome.rule.payload): outcome for outcome in stack.rules.deliver_all()
    }
    plain = outcomes.pop(("rule", None))
    zoned = outcomes.pop(("schedule", '{"job": "z"}'))
    failed = outcomes.pop(("rule", '{"job": "fail"}'))
    assert outcomes == {}
    assert json.loads(plain.answer) == {"source": "aws.events", "job": None, "value": 1}
    assert json.loads(zoned.answer) == {"source": None, "job": "z", "value": 1}
    assert (failed.ok, failed.error) == (False, "on purpose")
    assert sorted(rule.enabled for rule in stack.rules.deployed()) == [False, True, True, True]
    assert next(stack.logs("DeskFunction")) == {"said": stack.x_url}


def test_the_front_leads_to_the_desk_whose_world_is_scrubbed(stack: LocalStack) -> None:
    answer = requests.get(f"{stack.front_url}/any/path", timeout=20)
    assert answer.raw.headers.getlist("Set-Cookie") == ["a=1; Secure", "b=2"]
    ours = {name for name in os.environ if name not in {"PATH", "LANG", "HOME"}}
    assert set(answer.json()) & ours == set()
    assert stack.outputs == {"Base": stack.front_url}
    assert requests.get(f"{stack.front_url}/mailbox", timeout=5).status_code == 200
    stack.give_x_tokens()
    secret = stack.clients("secretsmanager").get_secret_value(
        SecretId=stack.deployment.physical("XTokens")
    )
    assert json.loads(secret["SecretString"]) == vars(stack.x_keys)


def test_nothing_listens_beyond_loopback_and_nothing_stays(stack: LocalStack) -> None:
    stack.rules.deliver_all()
    ports = [int(url.rpartition(":")[2]) for url in (stack.front_url, stack.emulator.url)]
    folder = stack.emulator.log.parent
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        address, port = line.split()[1].split(":")
        if line.split()[3] == "0A" and int(port, 16) in ports:
            assert address == "0100007F"
    group = stack.emulator._process.pid
    assert len(living(group)) > 1
    stack.__exit__(None, None, None)
    assert living(group) == []
    assert not folder.exists()


def test_a_refused_resource_is_named_in_one_sentence(project: Path, installer: Path) -> None:
    child = CHILD.replace("Resources:", "Resources:\n  Budget: { Type: 'AWS::Budgets::Budget' }")
    (project / "infra" / "data.yaml").write_text(child)
    sentence = r"Budget \(AWS::Budgets::Budget\) failed with: .*Unsupported resource type"
    with pytest.raises(DeployError, match=sentence), started(project, installer):
        pass


def test_an_unknown_parameter_is_named(project: Path, installer: Path) -> None:
    stack = LocalStack(
        project / "template.yaml",
        {"Colour": "green"},
        cache=project / ".build",
        uv=str(installer),
        python=PYTHON,
    )
    with pytest.raises(DeployError, match="has no parameter Colour"), stack:
        pass


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} on 127.0.0.1"):
            Emulator(port=port, python=PYTHON)


def test_an_interpreter_without_ministack_is_told_what_to_install() -> None:
    with pytest.raises(EmulatorStartError, match="ministack is not installed here"):
        Emulator(python=Path(sys.executable))


def test_the_emulator_dies_with_a_parent_that_is_killed() -> None:
    script = (
        "import os, pathlib\n"
        "from local.emulator import Emulator\n"
        f"e = Emulator(python=pathlib.Path({str(PYTHON)!r}))\n"
        "print(e._process.pid, e.log.parent, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": "infra"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    group, folder = int(told[0]), Path(told[1])
    give_up = time.monotonic() + 5
    while living(group) and time.monotonic() < give_up:
        time.sleep(0.05)  # noqa: TID251 -- another process ends in its own time
    assert living(group) == []
    assert not folder.exists()
