"""Asks for known weaknesses of what goes into the bundle, and says plainly what was not asked.

    python tests/rules/audit.py functions/requirements.txt

Ends with 1 if a weakness is known. pip-audit by itself is content when it could ask for nothing:
behind a mirror without advisories it skips every package and reports that all is well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PIP_AUDIT = Path(sys.executable).with_name("pip-audit")
SECONDS = 120


def asked(requirements: str) -> Sequence[Mapping[str, Any]]:
    """What pip-audit says of each package; empty where it could not ask at all."""
    command = [str(PIP_AUDIT), "--requirement", requirements, "--require-hashes", "--disable-pip"]
    try:
        ran = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off", "--timeout", "10"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        said: Sequence[Mapping[str, Any]] = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return ()
    return said


def told(packages: Sequence[Mapping[str, Any]]) -> tuple[list[str], bool]:
    """Lines for a person, and whether a weakness is known."""
    weak = [
        f"{one['name']} {one['version']}: {found['id']}; "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for one in packages
        for found in one.get("vulns", ())
    ]
    answered = [one for one in packages if "skip_reason" not in one]
    if not answered:
        return ["Known weaknesses: NOT ASKED. No advisories can be had from here."], False
    lines = [f"Known weaknesses: {len(weak)} in {len(answered)} packages.", *weak]
    if left := [one["name"] for one in packages if "skip_reason" in one]:
        lines.append(f"Not asked, for no advisories were to be had: {', '.join(left)}.")
    return lines, bool(weak)


def main(requirements: str) -> int:
    """Ask, tell, and fail if a weakness is known."""
    lines, weak = told(asked(requirements))
    sys.stdout.write("\n".join(lines) + "\n")
    return int(weak)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
