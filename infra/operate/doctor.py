"""`make doctor`: is everything right with this stack, and if not, what is to be done first?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from operate import checks
from operate.checks import Finding
from operate.errors import OperateError, in_plain_words
from operate.stack import AWS_ERRORS, Stack, find
from takeover.apply.look import look
from takeover.errors import TakeoverError
from takeover.model.steps import REMINDERS

type Check = Callable[[], Finding | Iterator[Finding]]


def examine(stack: Stack) -> Iterator[Finding]:
    """Ask every question in order; one that cannot be asked is a finding, and the rest go on."""
    world = stack.world()
    settings = world.settings
    seen = look(world, REMINDERS)
    live = seen.account.live_since is not None
    asked: tuple[tuple[str, Check], ...] = (
        ("reading the X token", lambda: checks.x_token(stack, settings, live=live)),
        ("asking SES about the sender", lambda: checks.sender(stack, settings)),
        ("reading the rules", lambda: checks.rules(stack)),
        ("reading who gets the alarms", lambda: checks.alarm_mail(stack, settings)),
        ("reading revocation's log", lambda: checks.last_sweep(stack, seen.now)),
        ("opening the guest's page", lambda: checks.desk(settings)),
        ("reading the ledger", lambda: checks.rehearsal_or_live(seen, settings)),
        ("looking whom we still know", lambda: checks.forgetting(world, seen.now)),
        ("reading the list", lambda: checks.the_list(seen)),
    )
    for doing, check in asked:
        yield from _answers(check, doing)


def _answers(check: Check, doing: str) -> Iterator[Finding]:
    try:
        found = check()
        if isinstance(found, Finding):
            yield found
        else:
            yield from found
    except OperateError as error:
        yield Finding(False, str(error))
    except AWS_ERRORS as error:
        yield Finding(False, str(in_plain_words(error, doing)))


def main(here: Mapping[str, str] = os.environ, say: Callable[[str], None] = print) -> int:
    """Examine the stack and say what was found; returns 0 if nothing is wrong."""
    try:
        stack = find(here)
        say(f"The stack {stack.name} in {stack.region}:")
        found = list(_said(stack, say))
    except (OperateError, TakeoverError) as error:
        say(f"✘ {error}")
        return 1
    wrong = sum(finding.right is False for finding in found)
    if wrong:
        say(f"\nTo do: {wrong}. Begin at the top.")
    else:
        say("\nNothing is wrong.")
    return 1 if wrong else 0


def _said(stack: Stack, say: Callable[[str], None]) -> Iterator[Finding]:
    for finding in examine(stack):
        say(f"{finding.mark} {finding.said}")
        if finding.do:
            say(f"    {finding.do}")
        yield finding


if __name__ == "__main__":
    raise SystemExit(main())
