"""Listens to a test: plants what its people and rows say, and hears all that is put out.

Everything that passes the ports in memory is planted or heard there, so no test has to think of it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TextIO

import pytest
from _pytest.capture import CaptureIO, EncodedFile

from takeover.apply import NAMES_NOBODY
from takeover.model.credentials import Pass
from takeover.model.turn import Answer
from takeover.ports import Ledger, Roster
from tests.canaries.watch import Watch
from tests.memory.channel import MemoryChannel
from tests.memory.ledger import MemoryLedger
from tests.memory.roster import MemoryRoster
from tests.memory.seam import Seam
from tests.memory.team import MemoryTeam
from tests.memory.waiting import MemoryWaiting
from tests.memory.world import MemoryMailer, MemorySecrets, MemoryWorld

# The name of one attempt to post: it opens nothing, and the log names the step by it.
ATTEMPT: Final = 16

type Heard = Callable[..., object]


@contextmanager
def listening() -> Iterator[Watch]:
    """Watch everything in memory until the end of the block."""
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch:
        _hear_printing(patch, watch)
        _hear_loggers(patch, watch)
        plant_what_is_stored(patch, watch, MemoryRoster, MemoryLedger)
        before(patch, MemoryRoster, "put", lambda _, row: watch.plant_row(row))
        before(patch, MemoryRoster, "add", lambda _, day, cells: _edited(watch, {}, day, cells))
        before(
            patch, MemoryRoster, "edit", lambda roster, day, cells, _: _edited(
                watch, roster._rows.get(day, {}), day, cells
            )
        )  # fmt: skip
        before(patch, MemoryLedger, "_keep", lambda _, turn: watch.plant_turn(turn))
        before(patch, MemoryWaiting, "keep", lambda _, __, cells: _applied(watch, cells))
        _plant_secrets(patch, watch)
        _hear_what_is_sent(patch, watch)
        yield watch


def _edited(
    watch: Watch, row: Mapping[str, object], weekend: str, cells: Mapping[str, object]
) -> None:
    """The coordinator edits a row on the page: what stands in it then is somebody's."""
    watch.plant_row({**row, "weekend": weekend, **cells})


def _hear_printing(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    """At the kinds of output that pytest puts in place, with capsys and without."""
    for kind in (CaptureIO, EncodedFile):
        write = kind.write

        def heard(stream: TextIO, text: str, write: Callable[..., int] = write) -> int:
            watch.logs.append(text)
            return write(stream, text)

        patch.setattr(kind, "write", heard)


def _hear_loggers(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    """Also those that write elsewhere, or to an output that was put in place before."""
    written = logging.Handler.format

    def heard(handler: logging.Handler, record: logging.LogRecord) -> str:
        line = written(handler, record)
        watch.logs.append(line)
        return line

    patch.setattr(logging.Handler, "format", heard)


def plant_what_is_stored(
    patch: pytest.MonkeyPatch, watch: Watch, roster: type[Roster], ledger: type[Ledger]
) -> None:
    """Whatever goes through these kinds of roster and ledger."""
    before(patch, ledger, "begin", lambda _, turn: watch.plant_turn(turn))
    before(patch, ledger, "add_session", lambda _, one: watch.plant(one.digest, "digest"))
    before(patch, ledger, "write_post", lambda _, one: _wrote(watch, one.turn, one.text))
    before(patch, ledger, "save_answer", lambda _, one: _answered(watch, one))

    def words(_: object, weekend: object, address: str, said: dict[str, str]) -> None:
        watch.plant_row({"weekend": str(weekend), "guest_email": address, **said})

    before(patch, roster, "set_words", words)


def _plant_secrets(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    made = Pass.__init__

    def issued(key: Pass, *args: Any, **kwargs: Any) -> None:
        made(key, *args, **kwargs)
        watch.plant_pass(key)

    patch.setattr(Pass, "__init__", issued)
    for name in ("token_hex", "token_urlsafe"):
        patch.setattr(secrets, name, _planted(watch, getattr(secrets, name)))
    before(patch, MemoryTeam, "ask", lambda _, one, __: watch.plant(one.hashed, "digest"))
    before(patch, MemoryTeam, "enter", lambda _, __, one: watch.plant(one.digest, "digest"))
    drawn = secrets.randbelow

    def number(below: int) -> int:
        made = drawn(below)
        watch.plant(f"{made:06d}", "number for the list", "staff")
        return made

    patch.setattr(secrets, "randbelow", number)
    before(patch, MemorySecrets, "link_key", lambda port: watch.plant(port._key.decode(), "key"))

    def broken(_: object, __: str, error: BaseException, **___: object) -> None:
        if not isinstance(error, NAMES_NOBODY):
            watch.plant_text(error, "a library's words")

    before(patch, Seam, "fail", broken)


def _hear_what_is_sent(patch: pytest.MonkeyPatch, watch: Watch) -> None:
    started = MemoryWorld.__init__

    def starts(world: MemoryWorld, *args: Any, **kwargs: Any) -> None:
        started(world, *args, **kwargs)
        watch.plant_settings(world.settings)

    patch.setattr(MemoryWorld, "__init__", starts)
    before(patch, MemoryMailer, "send", lambda _, letter: watch.mails.append(letter))
    before(patch, MemoryChannel, "post", lambda _, text, **__: watch.posts.append(text.strip()))
    before(patch, MemoryChannel, "upload", lambda _, __, ___, alt: watch.posts.append(alt))


def before(patch: pytest.MonkeyPatch, owner: type, name: str, listener: Heard) -> None:
    """Let a listener know of each call of a method, before it."""
    method = getattr(owner, name)

    def called(*args: Any, **kwargs: Any) -> Any:
        listener(*args, **kwargs)
        return method(*args, **kwargs)

    called.__name__ = name
    patch.setattr(owner, name, called)


def _planted(watch: Watch, make: Callable[..., str]) -> Callable[..., str]:
    def made(*args: Any) -> str:
        token = make(*args)
        if len(token) > ATTEMPT:
            watch.plant(token, "token")
        return token

    return made


def _wrote(watch: Watch, turn: str, text: str) -> None:
    watch.typed.add(text.strip())
    watch.plant_text(text, "post", watch.guests.get(turn, f"turn {turn}"))


def _applied(watch: Watch, cells: dict[str, str]) -> None:
    for cell in ("public_name", "why", "guest_email", "guest_phone"):
        watch.plant(cells[cell], cell, cells["guest_email"])


def _answered(watch: Watch, answer: Answer) -> None:
    for question, said in answer.choices.items():
        if " " in said.strip():  # own words; what was chosen is one word of ours
            watch.plant(said, question, watch.guests.get(answer.turn, f"turn {answer.turn}"))


@pytest.fixture(autouse=True)
def nothing_leaks() -> Iterator[Watch]:
    """Fails the test of which anything leaked: into a log, a mail, a page or a post."""
    with listening() as watch:
        yield watch
    leaks = watch.leaks()
    assert leaks == [], "\n".join(leaks)
