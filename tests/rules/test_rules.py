"""Our own rules find what they must, leave what they must leave, and find nothing in the product.

Fixtures say it line by line: `# ruleid: name` stands over a line that must be found, `# ok: name`
over one that must not be. One run of semgrep, offline, over a copy of product and fixtures.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RULES = HERE / "semgrep.yml"
SEMGREP = ROOT / ".venv-rules" / "bin" / "semgrep"
SAID = re.compile(r"\s*# (ruleid|ok): ([\w, -]+)")
NAMES = [rule["id"] for rule in yaml.safe_load(RULES.read_text())["rules"]]

type Place = tuple[str, int]


@dataclass(frozen=True)
class Scan:
    """What one run found, by rule, in fixtures and product together."""

    found: Mapping[str, set[Place]]
    read: set[str]
    not_read: set[str]
    complaints: list[str]


def copied_to(room: Path) -> None:
    """Product and fixtures in one tree, so that rules about folders are tested as well."""
    caches = shutil.ignore_patterns("__pycache__", "*.pyc")
    for part in ("functions", "infra"):
        shutil.copytree(ROOT / part, room / part, ignore=caches)
    for fixture in sorted((HERE / "fixtures").rglob("*.py")):
        place = room / fixture.relative_to(HERE / "fixtures")
        assert not place.exists(), f"{fixture} has the name of a module of the product"
        shutil.copy(fixture, place)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    assert SEMGREP.exists(), "semgrep is not set up: run make rules"
    room = tmp_path_factory.mktemp("rules")
    copied_to(room)
    command = [SEMGREP, "scan", "--json", "--quiet", "--metrics=off", "--disable-version-check"]
    ran = subprocess.run(
        [*map(str, command), "--config", str(RULES), "."],
        cwd=room,
        # Its own settings and log stay out of the home of whoever runs this.
        env={**os.environ, "PATH": f"{SEMGREP.parent}:{os.environ['PATH']}", "HOME": str(room)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.stdout.startswith("{"), ran.stdout + ran.stderr
    said = json.loads(ran.stdout)
    found: dict[str, set[Place]] = {name: set() for name in NAMES}
    for one in said["results"]:
        place = one["path"].removeprefix("./"), one["start"]["line"]
        found[one["check_id"].rpartition(".")[2]].add(place)
    return Scan(
        found=found,
        read={path.removeprefix("./") for path in said["paths"]["scanned"]},
        not_read={one["path"].removeprefix("./") for one in said["errors"] if "path" in one},
        complaints=[one["message"] for one in said["errors"] if "path" not in one],
    )


def annotated(word: str, rule: str) -> set[Place]:
    """The lines of fixtures over which a comment says this of this rule."""
    places: set[Place] = set()
    for fixture in sorted((HERE / "fixtures").rglob("*.py")):
        path = fixture.relative_to(HERE / "fixtures").as_posix()
        for number, line in enumerate(fixture.read_text().splitlines(), 1):
            said = SAID.fullmatch(line)
            if said and said[1] == word and rule in re.split(r",\s*", said[2]):
                places.add((path, number + 1))
    return places


def fixtures() -> set[str]:
    every = (HERE / "fixtures").rglob("*.py")
    return {path.relative_to(HERE / "fixtures").as_posix() for path in every}


@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_has_something_to_find_and_something_to_leave(rule: str) -> None:
    assert annotated("ruleid", rule)
    assert annotated("ok", rule)


@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_finds_what_it_must_and_nothing_else_in_the_fixtures(rule: str, scan: Scan) -> None:
    inside = {place for place in scan.found[rule] if place[0] in fixtures()}
    assert inside == annotated("ruleid", rule)


@pytest.mark.parametrize("rule", NAMES)
def test_the_product_keeps_the_rule(rule: str, scan: Scan) -> None:
    broken = sorted(place for place in scan.found[rule] if place[0] not in fixtures())
    assert [f"{path}:{line}" for path, line in broken] == []


def test_every_module_of_the_product_was_read(scan: Scan) -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "functions").rglob("*.py")
        if path.stat().st_size
    }
    assert there - scan.read == set()
    assert scan.complaints == []
    assert scan.not_read == set()


def test_every_annotation_names_a_rule() -> None:
    named = {
        rule
        for fixture in (HERE / "fixtures").rglob("*.py")
        for _, rules in SAID.findall(fixture.read_text())
        for rule in re.split(r",\s*", rules)
    }
    assert named == set(NAMES)
