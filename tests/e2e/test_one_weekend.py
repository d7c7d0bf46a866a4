"""One compressed weekend through the deployed template, over HTTP, with nobody's hand in it."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-local" / "bin" / "python"


def test_one_weekend_runs_by_itself_and_the_account_comes_back() -> None:
    """The demonstration checks itself: steps, mails, posts and refusals, from the outside."""
    answer = subprocess.run(
        [str(PYTHON), "-m", "tests.e2e.overheard"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'infra'}:{ROOT}", "ONCE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-6000:] + answer.stderr[-3000:]
    assert "All of it held" in answer.stdout
    assert " posts searched: 0 leaks." in answer.stdout
