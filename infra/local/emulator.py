"""The embedded AWS: ministack as a child process on loopback, gone when this process is gone."""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from local.errors import EmulatorStartError
from local.serving import LOOPBACK, free_port, refuse_port_in_use

if TYPE_CHECKING:
    import boto3

_CHILD = Path(__file__).with_name("emulator_child.py")
_START_SECONDS = 30.0
DEFAULT_REGION = "eu-west-2"


class Emulator:
    """A running ministack.

    Args:
        workers: what the functions find in their environment besides the usual, such as
            `X_API_URL` and `AWS_ENDPOINT_URL_SESV2`. Nothing of this machine's own reaches them.
        port: 0 chooses a free one.
        python: the interpreter that has ministack and runs the functions; by default this one.

    Raises:
        PortInUseError: another program listens on `port`.
        EmulatorStartError: it did not answer within half a minute.
    """

    def __init__(
        self,
        workers: Mapping[str, str] | None = None,
        *,
        port: int = 0,
        region: str = DEFAULT_REGION,
        python: Path | None = None,
    ) -> None:
        if port:
            refuse_port_in_use(port, "the embedded AWS")
        self.region = region
        self.port = port or free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="weekend-takeover-"))
        self.log = self._folder / "emulator.log"
        self._python = str(python or sys.executable)
        self._session: boto3.Session | None = None
        self._process = self._start(workers or {})
        atexit.register(self.stop)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        """Return its address without a slash at the end."""
        return f"http://{LOOPBACK}:{self.port}"

    def client(self, service: str, **options: Any) -> Any:
        """Return a new boto3 client that talks to this emulator and nowhere else."""
        import boto3  # noqa: PLC0415 -- slow import

        if self._session is None:
            # Invented keys, of no use anywhere else: the emulator checks no signature.
            self._session = boto3.Session("000000000000", "test", region_name=self.region)
        make: Any = self._session.client  # typed for literal names of services only
        return make(service, endpoint_url=self.url, **options)

    def stop(self) -> None:
        """End it and its workers and remove what it wrote; safe to call twice."""
        atexit.unregister(self.stop)
        with contextlib.suppress(ProcessLookupError):
            # Its own group, so that the workers go too. It keeps nothing that is worth a farewell.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self, workers: Mapping[str, str]) -> subprocess.Popen[bytes]:
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [self._python, "-I", str(_CHILD), str(os.getpid())],
                env=self._environment() | dict(workers),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        """Return the whole environment of emulator and workers: workers inherit all of it."""
        folder = str(self._folder)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": os.environ.get("LANG", "C.UTF-8"),
            # An empty home: no profile of the person who runs this can reach a handler.
            "HOME": folder,
            "TMPDIR": folder,
            "S3_DATA_DIR": f"{folder}/s3",
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": LOOPBACK,
            "MINISTACK_HOST": LOOPBACK,
            "MINISTACK_REGION": self.region,
            "IOT_MTLS_ENABLED": "0",  # it would listen on every interface
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "WARNING",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def _wait(self) -> None:
        give_up = time.monotonic() + _START_SECONDS
        while time.monotonic() < give_up:
            if self._process.poll() is not None:
                raise EmulatorStartError(
                    f"The embedded AWS (ministack) ended while starting: {self._last_words()}"
                )
            try:
                with urllib.request.urlopen(  # noqa: S310 -- our own loopback address
                    f"{self.url}/_ministack/health", timeout=1
                ):
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.02)
        raise EmulatorStartError(
            f"The embedded AWS (ministack) did not answer on {self.url} within "
            f"{_START_SECONDS:.0f} seconds. Its last words: {self._last_words()}"
        )

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        if any("No module named ministack" in line for line in lines):
            return (
                "ministack is not installed here. Install infra/local/requirements.txt into the "
                "environment that runs this."
            )
        return lines[-1] if lines else "(it said nothing)"
