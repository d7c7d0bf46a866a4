"""microburst as a child process: a proxy that loses answers, resets, throttles and dawdles."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

from local.serving import LOOPBACK, free_port

PROGRAM = Path(__file__).parents[2] / ".venv-wire/bin/microburst"
PATIENCE_SECONDS = 60.0

# What goes wrong, as microburst says it. The first two are the ones that matter.
ANSWER_LOST = {"response": {"abort_frac": 0.0}}
HALF_AN_ANSWER = {"response": {"abort_frac": 0.5}}
CUT_OFF = {"reset": True}

SERVICES = ("dynamodb", "secretsmanager", "ses")

type Fault = dict[str, Any]


def refused(code: str, status: int = 400) -> Fault:
    """A refusal in the service's own words; nothing reaches the service."""
    return {"error": {"code": code, "status": status, "message": "injected"}}


def late(seconds: float) -> Fault:
    """The request waits so long on its way, and reaches the service then, whoever has gone."""
    return {"latency": seconds * 1000}


class Burst:
    """One microburst in front of one address."""

    def __init__(self, upstream: str) -> None:
        port = free_port()
        # By name: from a number it would guess at services, and read all of botocore's for that.
        self.url = f"http://localhost:{port}"
        self._process = subprocess.Popen(
            [PROGRAM, "--upstream", upstream, "--host", LOOPBACK, "--port", str(port)],
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        self._warm_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def breaks(self, *rules: Fault) -> None:
        """Set the faults to come, and forget those of before; the first that fits is used."""
        self._ask("DELETE", "fired")
        self._ask("POST", "rules", list(rules))

    def fired(self) -> list[str]:
        """What was broken since then, by operation (or by service, where that is all it knows)."""
        told: list[dict[str, Any]] = self._ask("GET", "fired?limit=2000")
        return [str(one["operation"] or one["service"] or "X") for one in told]

    def _ask(self, method: str, what: str, body: object = None) -> Any:
        request = urllib.request.Request(
            f"{self.url}/_microburst/{what}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            return json.load(answer)

    def _wait(self) -> None:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            assert self._process.poll() is None, "microburst ended while starting"
            try:
                self._ask("GET", "health")
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)  # noqa: TID251 -- another process takes real time
            else:
                return
        raise AssertionError(f"microburst did not answer within {PATIENCE_SECONDS:.0f} seconds")

    def _warm_up(self) -> None:
        """Let it read botocore's descriptions of services now: later that looks like a slow AWS."""
        for service in SERVICES:
            scope = f"Credential=test/20260101/eu-west-2/{service}/aws4_request"
            request = urllib.request.Request(
                f"{self.url}/warm-up",
                headers={"Authorization": f"AWS4-HMAC-SHA256 {scope}"},
            )
            with (
                contextlib.suppress(urllib.error.HTTPError),  # whatever the answer is
                urllib.request.urlopen(request, timeout=PATIENCE_SECONDS),
            ):
                pass
