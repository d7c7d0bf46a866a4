"""The real template on the embedded AWS, with functions that nobody starts here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from local.serving import LoopbackServer
from local.stack import LocalStack

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-local/bin/python"
NAME = "weekend-takeover"
PARAMETERS = {
    "Account": "ourcharity",
    "Coordinator": "Robin Lee <robin@example.org>",
    "Deputy": "Alex Moss <alex@example.org>",
    "TechnicalHelper": "Kit Frost <kit@example.org>",
    "Sender": "Weekend team <weekends@example.org>",
}
# The bundle is never imported: an installer that installs nothing saves half a minute.
INSTALLER = '#!/bin/sh\nwhile [ "$1" != "--target" ]; do shift; done\nmkdir -p "$2/botocore/data"\n'


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    if not PYTHON.exists():
        pytest.fail("there is no .venv-local with the embedded AWS; `make test` sets it up")
    folder = tmp_path_factory.mktemp("operate")
    installer = folder / "uv"
    installer.write_text(INSTALLER)
    installer.chmod(0o755)
    desk = Flask("desk")  # knows no page, as the real one without a link
    with (
        LoopbackServer(desk, "the desk") as server,
        LocalStack(
            ROOT / "template.yaml",
            PARAMETERS,
            cache=folder,
            stack_name=NAME,
            uv=str(installer),
            python=PYTHON,
        ) as stack,
    ):
        stack.front.desk = server.url
        yield stack


@pytest.fixture
def here(deployed: LocalStack, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of somebody who looks at the local stack."""
    variables = {
        "AWS_ENDPOINT_URL": deployed.emulator.url,
        "AWS_ENDPOINT_URL_SESV2": deployed.ses_url,
        "X_API_URL": deployed.x_url,
        "AWS_DEFAULT_REGION": deployed.emulator.region,
        "AWS_ACCESS_KEY_ID": "000000000000",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The environment of somebody who has never used AWS."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL",
                 "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return monkeypatch
