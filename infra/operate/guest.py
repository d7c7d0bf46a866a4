"""`make guest-export`, `make guest-forget`: what we hold about a guest, because they ask.

Whose: `WEEKEND=2026-12-04` or `ADDRESS=sam@example.org`. They come by the environment, so that no
list of running programs shows an address.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from operate.errors import OperateError
from operate.stack import find
from takeover import commands
from takeover.commands import Held
from takeover.errors import TakeoverError
from takeover.model.roster import ABOUT_A_GUEST
from takeover.model.turn import POST_PREFIX, State
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.words import counted

type Say = Callable[[str], None]
PASSWORD = "forget"  # noqa: S105 -- what a person types so as not to press by mistake
OURS = {"account", "weekend", "status", "duty", "starts_at", "ends_at"}
WHOSE = "Say whose: WEEKEND=2026-12-04 or ADDRESS=sam@example.org, one of the two."
STILL_ON = """\
The weekend of {weekend} is still on. End it first: write cancelled into its row's status. A quarter
of an hour later the guest can be forgotten. To forget a past weekend only: WEEKEND=its-friday."""
DONE = "It is deleted, and listed by the weekend's name, so that a restore deletes it again."
LATER = "It is written down. What is not deleted yet goes with the next runs, within the hour."
BACKUPS = "In the tables' backups it stays for 35 days, which AWS lets nobody shorten."


def export(world: World, held: Held, say: Say) -> int:
    """Say everything as JSON; returns 1 if there is nothing."""
    if held.nothing:
        return _nothing(say)
    say(json.dumps(commands.all_about(world, held), indent=2, ensure_ascii=False))
    return 0


def forget(world: World, held: Held, say: Say, ask: Callable[[str], str] | None) -> int:
    """Show, ask and delete; returns 0 once it is done or written down."""
    if held.nothing:
        return _nothing(say)
    if on := commands.still_on(world, held):
        days = " and ".join(dates.day(date.fromisoformat(weekend)) for weekend in on)
        say(STILL_ON.format(weekend=days))
        return 1
    say("This is deleted:")
    for line in _what_goes(world, held):
        say(f"  {line}")
    if ask is not None and ask(f"\nType {PASSWORD} to delete it: ").strip().casefold() != PASSWORD:
        say("Nothing was deleted.")
        return 1
    say(DONE if commands.forget_guest(world, held) else LATER)
    say(BACKUPS)
    return 0


def _what_goes(world: World, held: Held) -> Iterator[str]:
    for raw in held.named:
        cells = [cell for cell in ABOUT_A_GUEST if raw.get(cell) not in (None, "")]
        yield f"in the list, weekend {raw['weekend']}: {', '.join(cells)}"
        if others := sorted(raw.keys() - {*ABOUT_A_GUEST, *OURS}):
            yield f"  not, as only you know what they hold: {', '.join(others)}"
    for turn in held.remembered:
        posts = world.ledger.posts(turn.id)
        said = [f"{counted(len(posts), 'post')} as written"]
        if world.ledger.answer(turn.id) is not None:
            said.append("the survey's answer, but for what may be quoted or only counts")
        yield f"of the weekend {turn.id}: {', '.join(said)}, and what leads to the guest"
        out = [
            step.proof
            for name, step in turn.steps.items()
            if name.startswith(POST_PREFIX) and step.state is State.DONE and not turn.down(name)
        ]
        if out:
            page = f"{world.desk_url}/list/{turn.weekend}/posts"
            yield f"  not: what is on X. Take it down on {page}: {', '.join(out)}"
    if held.waiting:
        yield f"in the waiting list: {counted(len(held.waiting), 'sign-up')}"


def _nothing(say: Say) -> int:
    say("We hold nothing that leads to anybody.")
    return 1


def _held(world: World, here: Mapping[str, str]) -> Held:
    weekend, address = here.get("WEEKEND", "").strip(), here.get("ADDRESS", "").strip()
    if bool(weekend) == bool(address):
        raise OperateError(WHOSE)
    if address:
        return commands.held_of_address(world, address)
    try:
        return commands.held_of_weekend(world, date.fromisoformat(weekend))
    except ValueError:
        raise OperateError(f"WEEKEND={weekend} is no date. {WHOSE}") from None


def main(
    arguments: Sequence[str] | None = None,
    here: Mapping[str, str] = os.environ,
    say: Say = print,
    ask: Callable[[str], str] = input,
) -> int:
    """`export` or `forget`, with the stack that the environment points at; `YES=1` asks nobody."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        world = find(here).world()
        held = _held(world, here)
        if given == ["export"]:
            return export(world, held, say)
        return forget(world, held, say, None if here.get("YES") else ask)
    except (OperateError, TakeoverError) as error:
        say(str(error))
    except (EOFError, KeyboardInterrupt):
        say("\nNobody answered, so nothing was deleted. Without a terminal: YES=1")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
