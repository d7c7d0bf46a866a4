"""`make live`: end the rehearsal, after showing what will be sent and asking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from operate import checks, words
from operate.errors import NotReadyError, OperateError, in_plain_words
from operate.stack import AWS_ERRORS, Stack, find
from takeover.commands import going_live
from takeover.commands.going_live import prospect
from takeover.errors import TakeoverError
from takeover.ports import World
from takeover.wording import dates
from takeover.wording.words import counted

PASSWORD = "live"  # noqa: S105 -- what a person types so as not to press by mistake
MEANING = """
What going live means:
  From then on mails go to the guests themselves, and posts are published on @{account}.
  Every rehearsal ends now: a weekend that has begun already is left out, and each later one
  starts anew, with its first mail.
  There is no way back to rehearsing: to stop a weekend, write cancelled into its row."""
AFTERWARDS = """
It is live since {since}.
  What is due goes out with the next run, within the hour; {coordinator} is told every Wednesday
  how things stand. To see whether all is well at any time: make doctor"""


def go_live(world: World, say: Callable[[str], None], ask: Callable[[str], str] | None) -> int:
    """Show, ask and write; returns 0 once it is live. Without `ask` nobody is asked."""
    ahead, settings = prospect(world), world.settings
    if ahead.live_since is not None:
        since = dates.moment(ahead.live_since, settings.zone)
        say(f"@{settings.account} is live already, since {since}. Nothing was changed.")
        return 0
    day = dates.day_short(ahead.until.astimezone(settings.zone))
    say(f"If @{settings.account} goes live now, this is sent until {day}:")
    for line in words.schedule(ahead.expected, settings):
        say(line)
    if found := ahead.seen.roster.mistakes:
        mistakes = counted(len(found), "mistake")
        say(f"\n  The list has {mistakes}, which make doctor names: such a row sends nothing.")
    say(MEANING.format(account=settings.account))
    if ask is not None and ask(f"\nType {PASSWORD} to go live: ").strip().casefold() != PASSWORD:
        say("Nothing was changed: it still rehearses.")
        return 1
    now = going_live.go_live(world)
    if now is None:
        say("Somebody else went live at this moment. Nothing was changed.")
        return 0
    since = dates.moment(now, settings.zone)
    say(AFTERWARDS.format(since=since, coordinator=settings.coordinator.first_name))
    return 0


def refuse_if_not_ready(stack: Stack, world: World) -> None:
    """Raise NotReadyError while posts could not be published, or mails not be sent."""
    settings = world.settings
    try:
        found = [checks.x_token(stack, settings, live=True), *checks.sender(stack, settings)]
    except AWS_ERRORS as error:
        raise in_plain_words(error, "asking whether all is ready") from error
    wrong = [f"✘ {one.said}\n    {one.do}" for one in found if one.right is False]
    if wrong:
        raise NotReadyError("\n".join(["It cannot go live as it is:", *wrong]))


def main(
    arguments: Sequence[str] | None = None,
    here: Mapping[str, str] = os.environ,
    say: Callable[[str], None] = print,
    ask: Callable[[str], str] = input,
) -> int:
    """Go live with the stack that the environment points at; `--yes` asks nobody."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if unknown := [argument for argument in given if argument != "--yes"]:
        say(f"{unknown[0]} means nothing here; there is only --yes.")
        return 1
    try:
        stack = find(here)
        world = stack.world()
        if world.ledger.look(world.clock.now().date()).live_since is None:
            refuse_if_not_ready(stack, world)
        return go_live(world, say, None if "--yes" in given else ask)
    except (OperateError, TakeoverError) as error:
        say(str(error))
    except (EOFError, KeyboardInterrupt):
        say("\nNobody answered, so nothing was changed. Without a terminal: --yes")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
