"""Every page in every state: found in the samples of the wording's tests, never listed here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import takeover.wording
import tests.takeover.wording
from takeover.wording.page_data import Frame, Page
from tests.takeover.wording.page_samples import FRAME, REHEARSING, SIGNED_OUT

# Nobody is signed in where these are shown.
BEFORE_SIGNING_IN = {
    "Door", "NoSuchPage", "SignedOut", "NotFromHere", "Weekends", "SignUp", "Thanks", "Guide",
    "Helped", "ListSignIn", "ListNumber", "PauseButton",
}  # fmt: skip
IN_A_REHEARSAL = {"write": "write-rehearsing"}


@dataclass(frozen=True)
class State:
    """One page as somebody may meet it; `main`: the first of its kind."""

    name: str
    page: Page
    frame: Frame
    main: bool = False

    @property
    def kind(self) -> str:
        return type(self.page).__name__


def states() -> Iterator[State]:
    """All of them, each kind's own beside each other, in the order in which they were written."""
    by_kind: dict[type[Page], list[State]] = {}
    for name, page in _samples().items():
        mine = by_kind.setdefault(type(page), [])
        mine.append(State(name, page, _frame_of(page), main=not mine))
    for mine in by_kind.values():
        yield from mine
        yield from (
            replace(one, name=IN_A_REHEARSAL[one.name], frame=REHEARSING, main=False)
            for one in mine
            if one.name in IN_A_REHEARSAL
        )


def kinds() -> set[type[Page]]:
    """Every kind of page that can be shown: whatever in the wording has a template."""
    for module in pkgutil.walk_packages(takeover.wording.__path__, "takeover.wording."):
        importlib.import_module(module.name)
    return {kind for kind in _below(Page) if "template" in vars(kind)}


def without_a_state() -> list[str]:
    """Kinds of page, and templates, that no sample shows."""
    shown = {type(page) for page in _samples().values()}
    missing = [kind.__name__ for kind in kinds() - shown]
    return sorted(missing)


def _samples() -> Mapping[str, Page]:
    found: dict[str, Page] = {}
    for folder in tests.takeover.wording.__path__:
        for file in sorted(Path(folder).glob("*_samples.py")):
            module = importlib.import_module(f"tests.takeover.wording.{file.stem}")
            for name, page in getattr(module, "PAGES", {}).items():
                if found.setdefault(name, page) != page:
                    raise ValueError(f'two pages of the samples are called "{name}": rename one')
    return found


def _below(kind: type[Page]) -> Iterator[type[Page]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _frame_of(page: Page) -> Frame:
    return SIGNED_OUT if type(page).__name__ in BEFORE_SIGNING_IN else FRAME
