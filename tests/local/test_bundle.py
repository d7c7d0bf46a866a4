"""The code bundle holds sources and dependencies, and installs the latter once."""

import zipfile
from pathlib import Path

import pytest

from local.bundle import build_bundle
from local.errors import BundleError


@pytest.fixture
def functions(tmp_path: Path) -> Path:
    source = tmp_path / "functions"
    (source / "desk" / "__pycache__").mkdir(parents=True)
    (source / "desk" / "handler.py").write_text("")
    (source / "desk" / "page.html").write_text("")
    (source / "desk" / "__pycache__" / "handler.cpython-313.pyc").write_text("")
    (source / "requirements.txt").write_text("dependency==1\n")
    return source


def test_a_bundle_holds_sources_and_what_is_used_of_the_dependencies(
    functions: Path, installer: Path, tmp_path: Path
) -> None:
    bundle = build_bundle(functions, tmp_path / "cache", uv=str(installer))
    with zipfile.ZipFile(bundle) as archive:
        assert sorted(archive.namelist()) == [
            "botocore/data/sesv2/1/service.json",
            "dependency/__init__.py",
            "dependency/__pycache__/__init__.cpython-313.pyc",
            "desk/__pycache__/handler.cpython-313.pyc",
            "desk/handler.py",
            "desk/page.html",
            "requirements.txt",
        ]


def test_dependencies_are_installed_once_per_list_of_them(
    functions: Path, installer: Path, tmp_path: Path
) -> None:
    for content in ("dependency==1\n", "dependency==1\n", "dependency==2\n"):
        (functions / "requirements.txt").write_text(content)
        build_bundle(functions, tmp_path / "cache", uv=str(installer))
    assert len((tmp_path / "calls").read_text().splitlines()) == 2


def test_a_missing_list_of_dependencies_is_an_error(functions: Path, tmp_path: Path) -> None:
    (functions / "requirements.txt").unlink()
    with pytest.raises(BundleError, match=r"requirements\.txt is missing"):
        build_bundle(functions, tmp_path / "cache", uv="uv")


def test_a_failed_installation_says_what_the_installer_said(
    functions: Path, installer: Path, tmp_path: Path
) -> None:
    installer.write_text("#!/bin/sh\necho 'no such package' >&2\nexit 1\n")
    with pytest.raises(BundleError, match=r"Could not install .*: no such package"):
        build_bundle(functions, tmp_path / "cache", uv=str(installer))
    assert list((tmp_path / "cache").iterdir()) == []
