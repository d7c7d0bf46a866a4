"""Build the code bundle as `sam build` would: a room's sources with its pinned dependencies."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from local.errors import BundleError

# As functions/Makefile does for AWS: Lambda's task folder is read-only, so Python would compile
# everything anew at each cold start. Unchecked, because unpacking changes the sources' times.
_COMPILE = (sys.executable, "-m", "compileall", "-fq", "-j0", "--invalidation-mode=unchecked-hash")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "Makefile")
# The emulator unpacks the bundle at every cold start, and most of its files are botocore's
# descriptions of services that we never call. AWS gets the whole; here an unlisted service fails
# loudly with UnknownServiceError.
_SERVICES = frozenset(
    {
        "cloudformation",
        "cloudwatch",
        "dynamodb",
        "dynamodbstreams",
        "events",
        "kms",
        "lambda",
        "logs",
        "s3",
        "scheduler",
        "secretsmanager",
        "ses",
        "sesv2",
        "sns",
        "sqs",
        "ssm",
        "sts",
    }
)


def build_bundle(source: Path, cache: Path, *, uv: str | None = None) -> Path:
    """Return a zip of `source` and of what its requirements.txt names.

    Dependencies are installed once per content of requirements.txt and kept in `cache`.

    Args:
        source: the folder that a template calls CodeUri.
        cache: a folder of our own that git ignores.
        uv: the uv to install with; by default `$UV`, else the one on the path, else pip.

    Raises:
        BundleError: there is no requirements.txt, or it could not be installed.
    """
    dependencies = _dependencies(source, cache, uv or os.environ.get("UV") or shutil.which("uv"))
    bundle = cache / f"{source.name}.zip"
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        staged, sources = Path(folder) / "bundle.zip", Path(folder) / "sources"
        shutil.copytree(source, sources, ignore=_LEFT_OUT)
        _run([*_COMPILE, str(sources)], "compile the sources")
        shutil.copyfile(dependencies, staged)
        with zipfile.ZipFile(staged, "a", zipfile.ZIP_STORED) as archive:
            for file in sorted(sources.rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(sources))
        staged.replace(bundle)
    return bundle


def _dependencies(source: Path, cache: Path, uv: str | None) -> Path:
    requirements = source / "requirements.txt"
    if not requirements.is_file():
        # `sam build` would say "Build Succeeded" and leave every dependency out.
        raise BundleError(f"{requirements} is missing: the bundle would have no dependencies.")
    content = requirements.read_bytes() + sys.version.encode()
    kept = cache / f"dependencies-{hashlib.sha256(content).hexdigest()[:16]}.zip"
    if kept.is_file():
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        installed = Path(folder) / "installed"
        _install(requirements, installed, uv)
        _run([*_COMPILE, str(installed)], "compile the dependencies")
        packed = Path(folder) / "packed.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for file in sorted(installed.rglob("*")):
                name = file.relative_to(installed)
                if file.is_file() and _is_used(name):
                    archive.write(file, name)
        packed.replace(kept)
    return kept


def _is_used(name: Path) -> bool:
    parts = name.parts
    if parts[:2] == ("botocore", "data") and len(parts) > 3:
        return parts[2] in _SERVICES
    return "tests" not in parts[1:-1] and parts[0] != "bin"


def _install(requirements: Path, target: Path, uv: str | None) -> None:
    installer = (
        [uv, "pip", "install", "--quiet", "--python", sys.executable]
        if uv
        else [sys.executable, "-m", "pip", "install", "--quiet"]
    )
    _run(
        [*installer, "--target", str(target), "--requirement", str(requirements)],
        f"install {requirements}",
    )


def _run(command: list[str], purpose: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BundleError(f"Could not {purpose}: {error}.") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise BundleError(f"Could not {purpose}: {said or f'exit code {done.returncode}'}")
