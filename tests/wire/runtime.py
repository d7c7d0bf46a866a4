"""AWS's own runtime interface emulator around the built bundle: Lambda, without Lambda."""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from local.bundle import build_bundle
from local.serving import LOOPBACK, free_port
from tests.figures.ground import ROOT

LIBRARIES = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
MACHINE = "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"
EMULATOR = ROOT / f".venv-sam/{LIBRARIES}/samcli/local/rapid/aws-lambda-rie-{MACHINE}"
RUNTIME = ROOT / ".venv-wire" / LIBRARIES
# Lambda's runtime and what it stands on; nothing else of that environment may be found.
OF_THE_RUNTIME = ("awslambdaric", "runtime_client*", "simplejson", "snapshot_restore_py*", "six.py")
START_SECONDS = 10.0
INIT = re.compile(r"INIT REPORT\(durationMs: ([\d.]+)\)")
DURATION = re.compile(r"REPORT RequestId.*?\tDuration: ([\d.]+) ms|REPORT.*? Duration: ([\d.]+) ms")


def unpack_bundle(folder: Path) -> Path:
    """The bundle as Lambda has it in its task folder."""
    task = folder / "task"
    with zipfile.ZipFile(build_bundle(ROOT / "functions", ROOT / ".build")) as archive:
        archive.extractall(task)
    return task


@dataclass(frozen=True)
class Answer:
    """What an invocation gave back; `error` is Lambda's own word for it, or empty."""

    status: int
    body: Any

    @property
    def error(self) -> str:
        if isinstance(self.body, dict):
            return str(self.body.get("errorType", ""))
        return "" if self.body is None else str(self.body)


class Lambda:
    """One function of the bundle, cold; one invocation at a time, or the emulator dies."""

    def __init__(
        self, task: Path, handler: str, environment: Mapping[str, str], *, timeout: int = 90
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="weekend-takeover-lambda-")
        here = Path(self._folder.name)
        self.log = here / "log"
        self._url = f"http://{LOOPBACK}:{free_port()}"
        program = [sys.executable, "-S", "-m", "awslambdaric", handler]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [EMULATOR, "--runtime-interface-emulator-address", self._url[7:],
                 "--runtime-api-address", f"{LOOPBACK}:{free_port()}", *program],
                cwd=task,
                env=_of_lambda(environment, task, _libraries(here), handler, timeout),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.cleanup()

    def invoke(self, event: object = None) -> Answer:
        """Invoke it and wait; the first time, until the emulator listens."""
        request = urllib.request.Request(
            f"{self._url}/2015-03-31/functions/function/invocations",
            data=json.dumps(event or {}).encode(),
        )
        give_up = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return Answer(answer.status, _read(answer.read()))
            except urllib.error.HTTPError as error:
                return Answer(error.code, _read(error.read()))
            except urllib.error.URLError:
                assert self._process.poll() is None, self.log.read_text()
                assert time.monotonic() < give_up, "Lambda's emulator does not listen"
                time.sleep(0.02)  # noqa: TID251 -- another process takes real time

    def crash(self) -> None:
        """End the function's own process, as running out of memory does."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "-g", str(self._process.pid)],  # noqa: S607
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for line in listed.stdout.splitlines():
            number, _, command = line.strip().partition(" ")
            if command.startswith(sys.executable):
                os.kill(int(number), signal.SIGKILL)

    @property
    def init_ms(self) -> list[float]:
        """How long each start-up took so far."""
        return [float(found) for found in INIT.findall(self.log.read_text())]

    @property
    def duration_ms(self) -> list[float]:
        """How long each invocation took so far."""
        found = DURATION.findall(self.log.read_text())
        return [float(first or second) for first, second in found]


def _libraries(folder: Path) -> Path:
    libraries = folder / "runtime"
    libraries.mkdir()
    for pattern in OF_THE_RUNTIME:
        for found in RUNTIME.glob(pattern):
            if found.suffix != ".dist-info":
                (libraries / found.name).symlink_to(found)
    return libraries


def _of_lambda(
    environment: Mapping[str, str], task: Path, libraries: Path, handler: str, timeout: int
) -> dict[str, str]:
    return {
        **environment,
        "PYTHONPATH": str(libraries),
        # The task folder is read-only on Lambda: Python can leave no byte code there.
        "PYTHONDONTWRITEBYTECODE": "1",
        "AWS_LAMBDA_FUNCTION_NAME": handler.partition(".")[0],
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "LAMBDA_TASK_ROOT": str(task),
        "_HANDLER": handler,
    }


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
