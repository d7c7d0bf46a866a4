"""`make roster-check`, `roster-import`, `roster-export`: the list of weekends as a spreadsheet.

`FILE` names the file, `FORMAT=json` answers for programs, `YES=1` asks nobody, and `DELETE=yes`
also deletes the weekends to come that the file has not.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from operate import words
from operate.errors import OperateError
from operate.sheet_json import as_data
from operate.stack import find
from takeover.commands import spreadsheet
from takeover.commands.spreadsheet import FileKind, Prepared, Written
from takeover.errors import TakeoverError
from takeover.ports import World
from takeover.sheets.telling import in_words, preview_lines
from takeover.wording.words import counted

type Say = Callable[[str], None]
type Ask = Callable[[str], str]

COMMANDS = ("check", "import", "export")
YES = {"1", "y", "yes", "true"}
REHEARSING = "It still rehearses, so these go to the coordinator alone."


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    file: Path
    for_programs: bool
    asks_nobody: bool
    delete: bool

    @classmethod
    def of(cls, here: Mapping[str, str]) -> Wish:
        """Read what make hands on; raises OperateError for what means nothing."""
        name = here.get("FILE", "")
        if not name:
            raise OperateError("Say which file: FILE=weekends.xlsx (or .csv).")
        form = here.get("FORMAT", "")
        if form not in {"", "json"}:
            raise OperateError(f"FORMAT={form} means nothing here; there is only FORMAT=json.")
        return cls(
            file=Path(name).expanduser(),
            for_programs=form == "json",
            asks_nobody=here.get("YES", "").casefold() in YES,
            delete=here.get("DELETE", "").casefold() in YES,
        )


def check(world: World, wish: Wish, say: Say) -> int:
    """Show what a file would do; nothing is written."""
    prepared = spreadsheet.prepare(world, _content(wish.file), delete=wish.delete)
    if wish.for_programs:
        say(_as_json(prepared))
        return 0
    for line in _shown(world, prepared, wish):
        say(line)
    if prepared.changes(delete=wish.delete):
        again = f"FILE={quote(str(wish.file))}{' DELETE=yes' if wish.delete else ''}"
        say(f"\nNothing was written. To write it: make roster-import {again}")
    else:
        say("\nThere is nothing to write.")
    return 0


def write(world: World, wish: Wish, say: Say, ask: Ask) -> int:
    """Show what a file would do, ask, and write it; returns 1 if any of it was not written."""
    if wish.for_programs and not wish.asks_nobody:
        raise OperateError("FORMAT=json asks nobody, so it needs YES=1.")
    prepared = spreadsheet.prepare(world, _content(wish.file), delete=wish.delete)
    number = prepared.changes(delete=wish.delete)
    if not wish.for_programs:
        for line in _shown(world, prepared, wish):
            say(line)
        if not number:
            say("\nThere is nothing to write.")
            return 0
        question = f"\nWrite this into the list ({counted(number, 'weekend')})? yes or no: "
        if not wish.asks_nobody and ask(question).strip().casefold() not in YES:
            say("Nothing was written.")
            return 1
    done = list(spreadsheet.write(world, prepared.comparison, delete=wish.delete))
    if wish.for_programs:
        say(_as_json(prepared, done))
    else:
        for line in _told(done):
            say(line)
    return 1 if any(one.problem for one in done) else 0


def export(world: World, wish: Wish, say: Say) -> int:
    """Write the whole list into a new file."""
    try:
        kind = FileKind(wish.file.suffix.casefold())
    except ValueError:
        raise OperateError(
            f"{wish.file} should end with .xlsx (Excel) or .csv, which says what it becomes."
        ) from None
    if wish.file.exists() and not wish.asks_nobody:
        raise OperateError(
            f"{wish.file} is there already, and nothing was written over it. Name another file, "
            "or add YES=1 to replace it."
        )
    content = spreadsheet.hand_out(world, kind)
    try:
        wish.file.write_bytes(content)
    except OSError as error:
        raise OperateError(f"{wish.file} could not be written: {error.strerror}.") from error
    weekends = len(spreadsheet.whole_list(world))
    if wish.for_programs:
        say(json.dumps({"file": str(wish.file), "weekends": weekends}))
    else:
        say(f"{wish.file} has the whole list: {counted(weekends, 'weekend')}.")
        say("It holds names and addresses of guests: delete it when you have done with it.")
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OperateError(f"{file} could not be read: {error.strerror}.") from error


def _shown(world: World, prepared: Prepared, wish: Wish) -> Iterator[str]:
    comparison = prepared.comparison
    yield f"What {wish.file.name} says, beside the list of @{world.settings.account}:\n"
    yield from preview_lines(comparison)
    if comparison.gone:
        yield f"  {_becomes_of_the_rest(prepared, wish)}"
    if not prepared.mails:
        yield "\nNo mail more than now follows from this in the next 14 days."
        return
    sure = sum(not mail.only_if for mail in prepared.mails)
    perhaps = len(prepared.mails) - sure
    mails = counted(sure, "mail") + (f" and perhaps {counted(perhaps, 'other')}" if perhaps else "")
    yield f"\nThis sends {mails} more than now in the next 14 days:"
    yield from words.schedule(prepared.mails, world.settings)
    if world.ledger.look(world.clock.now().date()).live_since is None:
        yield f"\n  {REHEARSING}"


def _becomes_of_the_rest(prepared: Prepared, wish: Wish) -> str:
    if not wish.delete:
        return "They stay as they are. DELETE=yes deletes them."
    return prepared.comparison.not_sure or "They are deleted."


def _told(done: Sequence[Written]) -> Iterator[str]:
    written = [one for one in done if not one.problem]
    yield f"\nWritten: {counted(sum(not one.deleted for one in written), 'weekend')}"
    yield from _weekends(one.weekend for one in written if not one.deleted)
    if deleted := [one.weekend for one in written if one.deleted]:
        yield f"Taken out of the list: {counted(len(deleted), 'weekend')}"
        yield from _weekends(deleted)
    if failed := [one for one in done if one.problem]:
        yield f"NOT written: {counted(len(failed), 'weekend')}. Look at the list, and try again."
        yield from (f"  {in_words(one.weekend)}: {one.problem}" for one in failed)


def _weekends(keys: Iterable[str]) -> Iterator[str]:
    yield from (f"  {in_words(key)}" for key in keys)


def _as_json(prepared: Prepared, done: Sequence[Written] = ()) -> str:
    return json.dumps(as_data(prepared, done), ensure_ascii=False, indent=1)


def main(
    arguments: Sequence[str] | None = None,
    here: Mapping[str, str] = os.environ,
    say: Say = print,
    ask: Ask = input,
) -> int:
    """Do one of the three with the stack that the environment points at."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if len(given) != 1 or given[0] not in COMMANDS:
            raise OperateError(f"Say one of {', '.join(COMMANDS)}.")
        wish = Wish.of(here)
        world = find(here).world()
        if given[0] == "check":
            return check(world, wish, say)
        return write(world, wish, say, ask) if given[0] == "import" else export(world, wish, say)
    except (OperateError, TakeoverError) as error:
        say(str(error))
    except (EOFError, KeyboardInterrupt):
        say("\nNobody answered, so nothing was written. Without a terminal: YES=1")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
