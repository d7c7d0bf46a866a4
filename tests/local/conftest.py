"""The sandboxes on loopback, and the real clients that talk to them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from local import ses_sandbox, x_sandbox
from local.serving import LoopbackServer
from local.ses_state import SesSandbox
from local.x_state import XAccount, XSandbox, sample_keys
from tests.local.running import Ses, X


@pytest.fixture
def x() -> Iterator[X]:
    account = XAccount("ourcharity", "Our Charity")
    state = XSandbox(account, sample_keys(account))
    with LoopbackServer(x_sandbox.create_app(state), "the sandboxed X") as server:
        yield X(state, server.url)


@pytest.fixture
def ses() -> Iterator[Ses]:
    state = SesSandbox({"weekends@example.org", "charity.example.org"})
    with LoopbackServer(ses_sandbox.create_app(state), "the sandboxed SES") as server:
        client = boto3.client(
            "sesv2",
            endpoint_url=server.url,
            region_name="eu-west-2",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}, read_timeout=2),
        )
        yield Ses(state, server.url, client)


@pytest.fixture
def installer(tmp_path: Path) -> Path:
    """Return a stand-in for uv that installs one module and writes down each call."""
    script = tmp_path / "uv"
    script.write_text(
        "#!/bin/sh\n"
        f'echo "$@" >> {tmp_path}/calls\n'
        'while [ "$1" != "--target" ]; do shift; done\n'
        'mkdir -p "$2/dependency/tests" "$2/botocore/data/ec2/1" "$2/botocore/data/sesv2/1"\n'
        'echo "VALUE = 1" > "$2/dependency/__init__.py"\n'
        'touch "$2/dependency/tests/test_it.py"\n'
        'touch "$2/botocore/data/ec2/1/service.json" "$2/botocore/data/sesv2/1/service.json"\n'
    )
    script.chmod(0o755)
    assert shutil.which(str(script))
    return script
