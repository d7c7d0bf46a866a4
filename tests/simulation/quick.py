"""What makes a weekend quick without making it any kinder; `test_simulation` runs it both ways.

Reading a row is a pure function of its cells, and the same rows are read some hundred times in a
weekend: here they are read once. Turns are frozen, so that what the ledger in memory hands out
needs no copy, and what of the timeline is left for one is worked out once; nor do rows need a
copy, which nobody writes into. The classes that are made most often do without their own guard
against that. Mails go out as they are before Markdown is made of them, with the same words in
them;
a sweep counts itself without Powertools. Of an edit the pages foretell no mails: that is pure, only
shown, and takes ten times as long as all the rest. Nothing of the product knows.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import Field, field, fields, make_dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import aws_lambda_powertools

from desk.answers import Answer
from takeover.apply import letters, look
from takeover.apply.look import Look
from takeover.commands import away, editing
from takeover.model import roster, sight
from takeover.model.calendar import refuse_naive
from takeover.model.credentials import guest_hmac
from takeover.model.roster import Roster
from takeover.model.sight import Sight
from takeover.model.turn import Account, Session, StepRecord, Turn
from takeover.planning.differing import Difference
from takeover.planning.planned import Planned, Scene
from takeover.ports import Claim
from takeover.settings import Settings
from takeover.wording import length, mail
from tests.memory import ledger, ledger_changes, ledger_desk, ledger_steps, world
from tests.memory import roster as memory_roster

MOST_ROWS = 500
SELDOM = 50_000


@contextmanager
def quickly() -> Iterator[None]:
    """Read the same row once, and let the collector of garbage look seldom."""
    read_row = _once(roster.read_row)
    plan = import_module("takeover.planning.plan")  # the package has a function of the same name
    parser = _remembering(length._parser())
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    with (
        _unguarded(Sight, Account, Turn, StepRecord, Session, Planned, Scene, Look, Claim, Answer),
        patch.object(roster, "read_row", read_row),
        patch.object(look, "read_row", read_row),
        patch.object(look, "read_roster", _read_roster()),
        patch.object(look, "refuse_words", _once_of_each(look.refuse_words)),
        patch.object(plan, "left", _once_of_each(plan.left)),
        _only_refusing_naive(ledger, ledger_changes, ledger_desk, ledger_steps, world),
        patch.object(ledger, "copied", lambda turn: turn),
        patch.object(ledger_steps, "copied", lambda turn: turn),
        patch.object(memory_roster, "copied", lambda row: row),
        patch.object(mail, "parse", lambda source: source),
        patch.object(mail, "as_html", str),
        patch.object(mail, "as_plain_html", str),
        patch.object(mail, "as_text", _as_text),
        patch.object(letters, "calendar_entry", lambda **said: str(said).encode()),
        patch.object(aws_lambda_powertools, "Metrics", _Metrics),
        patch.object(sight, "guest_hmac", lru_cache(MOST_ROWS)(guest_hmac)),
        patch.object(length, "_parser", lambda: parser),
        patch.object(editing, "difference", lambda *_: Difference((), (), ())),
        patch.object(away, "_mails", lambda *_: []),
    ):
        yield
    gc.set_threshold(*before)


def _once(read: Callable[[Any, Settings], Any]) -> Callable[[Any, Settings], Any]:
    """Read the same cells once, whenever they are typed."""
    known: dict[str, Any] = {}

    def once(raw: Mapping[str, object], settings: Settings) -> Any:
        key = str(raw)
        found = known.get(key)
        if found is None:
            if len(known) > MOST_ROWS:
                known.clear()
            found = known[key] = read(raw, settings)
        return found

    return once


def _once_of_each[**P, T](work_out: Callable[P, T]) -> Callable[P, T]:
    """Work it out once for the very same things, which nobody changes, and keep them."""
    known: dict[tuple[int, ...], tuple[object, T]] = {}

    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        assert not kwargs
        key = tuple(map(id, args))
        found = known.get(key)
        if found is None:
            if len(known) > MOST_ROWS:
                known.clear()
            found = known[key] = args, work_out(*args, **kwargs)
        return found[1]

    return once


def _read_roster() -> Callable[[Sequence[Mapping[str, object]], Settings], Roster]:
    once = _once_of_each(lambda settings, *rows: roster.read_roster(rows, settings))
    return lambda rows, settings: once(settings, *rows)


@contextmanager
def _unguarded(*frozen: type) -> Iterator[None]:
    """These classes set their fields as any class does, which is three times as quick."""
    with ExitStack() as stack:
        for cls in frozen:
            given = [(one.name, one.type, _as_before(one)) for one in fields(cls)]
            plain = make_dataclass(cls.__name__, given)
            stack.enter_context(patch.object(cls, "__init__", vars(plain)["__init__"]))
            stack.enter_context(patch.object(cls, "__setattr__", object.__setattr__))
        yield


def _as_before(one: Field[Any]) -> Any:
    return field(default=one.default, default_factory=one.default_factory)


@contextmanager
def _only_refusing_naive(*modules: ModuleType) -> Iterator[None]:
    """The fakes write an instant as text only to see that it can be written."""
    with ExitStack() as stack:
        for module in modules:
            stack.enter_context(patch.object(module, "iso", refuse_naive))
        yield


class _Metrics:
    """The name of each count, as a line of its own where Powertools writes some JSON."""

    def add_metric(self, name: str, **_: object) -> None:
        self._name = name

    def flush_metrics(self) -> None:
        sys.stdout.write(f"{self._name} {self._name}\n")


def _remembering(parser: ModuleType) -> SimpleNamespace:
    """X's own way to count, which takes a millisecond a text."""
    return SimpleNamespace(
        parse_tweet=lru_cache(MOST_ROWS)(parser.parse_tweet),
        extract_urls=lru_cache(MOST_ROWS)(parser.extract_urls),
    )


def _as_text(source: str) -> str:
    return source.replace("**", "").replace("\\", "")
