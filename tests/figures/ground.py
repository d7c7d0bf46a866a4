"""What the figures are measured on: real tables and secrets, and the sandboxed SES and X."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local import ses_sandbox, x_sandbox
from local.emulator import Emulator
from local.serving import LoopbackServer
from local.ses_state import SesSandbox
from local.x_state import XAccount, XSandbox, sample_keys

ROOT = Path(__file__).resolve().parents[2]
EMULATOR_PYTHON = ROOT / ".venv-local/bin/python"
ACCOUNT = "ourcharity"
SENDER = "weekends@example.org"
PEOPLE = {
    "COORDINATOR": "Robin Lee <robin@example.org>",
    "DEPUTY": "Alex Moss <alex@example.org>",
    "TECHNICAL_HELPER": "Kit Frost <kit@example.org>",
    "SENDER": f"Weekend team <{SENDER}>",
}


@dataclass
class Ground:
    """Addresses and names, as the environment of a function has them."""

    emulator: Emulator
    outputs: dict[str, str]
    ses: SesSandbox
    x: XSandbox
    ses_url: str
    x_url: str

    def environment(self, desk_url: str) -> dict[str, str]:
        """The whole environment of one function of ours, and of nothing else."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.emulator.log.parent),  # no profile of whoever runs this
            "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT / 'infra'}:{ROOT}",
            "AWS_ENDPOINT_URL": self.emulator.url,
            "AWS_ENDPOINT_URL_SESV2": self.ses_url,
            "X_API_URL": self.x_url,
            "AWS_DEFAULT_REGION": self.emulator.region,
            "AWS_ACCESS_KEY_ID": "000000000000",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
            "ACCOUNT": ACCOUNT,
            "ROSTER_TABLE": self.outputs["RosterTable"],
            "LEDGER_TABLE": self.outputs["LedgerTable"],
            "LINK_KEY_SECRET": self.outputs["LinkKeyArn"],
            "X_TOKENS_SECRET": self.outputs["XTokensArn"],
            "ALARM_TOPIC": self.outputs["AlarmsArn"],
            "DESK_URL": desk_url,
            "POWERTOOLS_METRICS_NAMESPACE": "WeekendTakeover/figures",
            **PEOPLE,
        }

    def put_rows(self, *rows: dict[str, str]) -> None:
        """Write rows as a coordinator would, one after the other."""
        table = self.emulator.client("dynamodb")
        for row in rows:
            cells = {name: {"S": text} for name, text in ({"account": ACCOUNT} | row).items()}
            table.put_item(TableName=self.outputs["RosterTable"], Item=cells)


@contextmanager
def ground() -> Iterator[Ground]:
    """Start all of it on loopback, make the tables as infra/data.yaml says, end it afterwards."""
    account = XAccount(ACCOUNT, "Our charity")
    x, ses = XSandbox(account, sample_keys(account)), SesSandbox({SENDER})
    with (
        LoopbackServer(ses_sandbox.create_app(ses), "the sandboxed SES") as ses_server,
        LoopbackServer(x_sandbox.create_app(x), "the sandboxed X") as x_server,
        Emulator(python=EMULATOR_PYTHON) as emulator,
    ):
        outputs = _data(emulator)
        emulator.client("secretsmanager").put_secret_value(
            SecretId=outputs["XTokensArn"], SecretString=json.dumps(vars(x.keys))
        )
        yield Ground(emulator, outputs, ses, x, ses_server.url, x_server.url)


def _data(emulator: Emulator) -> dict[str, str]:
    formation = emulator.client("cloudformation")
    helper = {
        "ParameterKey": "TechnicalHelper",
        "ParameterValue": PEOPLE["TECHNICAL_HELPER"],
    }
    formation.create_stack(
        StackName="data",
        TemplateBody=(ROOT / "infra/data.yaml").read_text(),
        Parameters=[helper],
    )
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        stack: dict[str, Any] = formation.describe_stacks(StackName="data")["Stacks"][0]
        if stack["StackStatus"] == "CREATE_COMPLETE":
            return {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
        assert stack["StackStatus"].endswith("_IN_PROGRESS"), stack
        time.sleep(0.05)  # noqa: TID251 -- the embedded AWS takes real time
    raise AssertionError("infra/data.yaml did not stand after half a minute")
