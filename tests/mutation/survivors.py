"""Changes gate, planning and apply in small ways, one at a time: which does no test notice?

    python tests/mutation/survivors.py [NAMES...]

mutmut makes the mutants and tries them; how is said in pyproject.toml. NAMES such as
`takeover.gate*` try those alone, on what the last run has made. Ends with 1 if one survives that
is not in equivalents.toml, or if that list names one that is not there or does not survive.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import ndiff
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOM = ROOT / ".build/mutation"
LIST = Path(__file__).with_name("equivalents.toml")
CORES = "2"
KILLED_BY_TYPES = 37
KILLED = {1, 3, KILLED_BY_TYPES, 36, 24, -24, 152, 255}
"""mutmut's exit codes for: a test failed, pytest itself failed, types, and no end in time."""
MADE = {".py", ".meta", ".spans"}


@dataclass(frozen=True)
class Change:
    """What one mutant does to one function; lines without their indentation."""

    function: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.function}\n    - {self.was}\n    + {self.becomes}"


@dataclass(frozen=True)
class Mutant:
    """One mutant, and how it ended: mutmut's exit code."""

    name: str
    change: Change
    ended: int | None


def lay_out(*, anew: bool) -> None:
    """Make the room in which mutmut works: it wants a `src`, and writes where it stands."""
    made = ROOM / "mutants"
    shutil.rmtree(made if anew else made / "tests", ignore_errors=True)
    for copy in made.glob("src/**/*.*"):
        if copy.suffix not in MADE:
            copy.unlink()  # mutmut would keep the texts as they were
    ROOM.mkdir(parents=True, exist_ok=True)
    for name, there in (("src", "functions"), ("tests", "tests")):
        link = ROOM / name
        link.unlink(missing_ok=True)
        link.symlink_to(ROOT / there)
    shutil.copy(ROOT / "pyproject.toml", ROOM)


def run(names: Sequence[str]) -> int:
    """Let mutmut make and try the mutants; what it says goes straight to the terminal."""
    mutmut = Path(sys.executable).with_name("mutmut")
    path = f"{mutmut.parent}:/usr/bin:/bin"
    command = [str(mutmut), "run", "--max-children", CORES, *names]
    return subprocess.run(command, cwd=ROOM, env={"PATH": path}, check=False).returncode


def mutants(names: Sequence[str]) -> Iterable[Mutant]:
    """All mutants, or those that were asked for, as the last run left them."""
    made = ROOM / "mutants"
    for meta in sorted(made.glob("src/**/*.meta")):
        ended: Mapping[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
        source = meta.with_suffix("")
        if not ended:
            continue
        spans = json.loads(source.with_name(source.name + ".spans").read_text())["spans"]
        lines = source.read_text().splitlines()
        for name, code in ended.items():
            if names and not any(fnmatch(name, asked) for asked in names):
                continue
            mangled = name.rpartition(".")[2]
            original = f"{mangled.partition('__mutmut_')[0]}__mutmut_orig"
            bodies = [_body(lines, spans[one]) for one in (original, mangled)]
            yield Mutant(name, _change(name, *bodies), code)


def _body(lines: Sequence[str], span: Sequence[int]) -> list[str]:
    """The lines of a function, without its first ones, in which only its name differs."""
    body = [line.strip() for line in lines[span[0] - 1 : span[1]]]
    return [line for line in body if "__mutmut_" not in line]


def _change(name: str, was: Sequence[str], becomes: Sequence[str]) -> Change:
    module, _, mangled = name.rpartition(".")
    words = mangled.partition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ")
    changed = list(ndiff(was, becomes))
    return Change(
        f"{module}.{words.replace('ǁ', '.')}",
        " ".join(line[2:] for line in changed if line.startswith("- ")),
        " ".join(line[2:] for line in changed if line.startswith("+ ")),
    )


def equivalents() -> dict[Change, str]:
    """The committed list: the change, and why nothing can tell it from the original."""
    found = tomllib.loads(LIST.read_text()).get("equivalent", [])
    return {Change(one["function"], one["was"], one["becomes"]): one["why"] for one in found}


def tell(tried: Sequence[Mutant], known: Mapping[Change, str], *, all_of_them: bool) -> bool:
    """Say what survives, and the counts last; True if all is as it should be."""
    alive = [mutant for mutant in tried if mutant.ended not in KILLED]
    equal = [mutant for mutant in alive if mutant.change in known]
    survive = [mutant for mutant in alive if mutant.change not in known]
    for mutant in survive:
        _say(f"SURVIVES {mutant.name} ({mutant.ended})\n  {mutant.change}")
    wrong = set(known) - {mutant.change for mutant in equal} if all_of_them else set[Change]()
    for change in sorted(wrong, key=str):
        _say(f"NOT A SURVIVOR, take it out of {LIST.name}:\n  {change}")
    types = sum(mutant.ended == KILLED_BY_TYPES for mutant in tried)
    killed = len(tried) - len(alive)
    _say(f"Killed by the types alone: {types}; by a test: {killed - types}.")
    _say(f"{len(tried)} mutants, {killed} killed, {len(survive)} survive, {len(equal)} equivalent")
    return not survive and not wrong


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(names: Sequence[str]) -> int:
    """Make, try, tell."""
    lay_out(anew=not names)
    if code := run(names):
        _say(f"mutmut ended with {code} and tried not all: what it says stands above.")
        return 1
    return int(not tell(list(mutants(names)), equivalents(), all_of_them=not names))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
