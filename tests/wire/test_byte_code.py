"""The bundle ships byte code that Lambda may use as it is: its task folder is read-only."""

from __future__ import annotations

from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import pytest

from local.deploy import read_template
from tests.figures.ground import ROOT
from tests.wire.runtime import unpack_bundle

BUILT_BY_SAM = ROOT / ".aws-sam/build/HandoverFunction"
UNCHECKED_HASH = (1).to_bytes(4, "little")  # PEP 552


@pytest.fixture(params=["local", "sam"])
def bundle(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "local":
        return unpack_bundle(tmp_path)
    if not BUILT_BY_SAM.exists():
        pytest.skip("make template builds it")
    return BUILT_BY_SAM


def test_every_source_of_a_bundle_has_byte_code_that_is_not_checked(bundle: Path) -> None:
    sources = list(bundle.rglob("*.py"))
    headers = {Path(cache_from_source(str(source))).read_bytes()[:8] for source in sources}
    assert len(sources) > 1000
    assert headers == {MAGIC_NUMBER + UNCHECKED_HASH}


def test_sam_builds_every_function_with_our_makefile() -> None:
    resources = read_template(ROOT / "template.yaml")["Resources"].values()
    built = {
        resource.get("Metadata", {}).get("BuildMethod")
        for resource in resources
        if resource["Type"] == "AWS::Serverless::Function"
    }
    assert built == {"makefile"}
