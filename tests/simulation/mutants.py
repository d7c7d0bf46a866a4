"""`make mutants`: each deliberate bug by itself, and how soon it is caught; 1 if one survives."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context

from takeover import commands, entrypoint, gate
from takeover.apply import effects, letters, posts, run
from takeover.commands import agreeing, devices, posting
from takeover.errors import RefusedError, StaleError, UnknownOutcomeError
from takeover.gate import Reason
from takeover.model.calendar import Window
from takeover.model.due import After, Nothing, Now
from takeover.model.turn import Fact
from takeover.planning import planned, tuning
from takeover.planning.tuning import MailRules
from tests.simulation import bugs, bugs_of_people, bugs_of_steps
from tests.simulation.bugs import Bug, effect, everywhere, letting, patched, timeline
from tests.simulation.bugs_of_changes import CHANGES
from tests.simulation.bugs_of_pages import PAGES
from tests.simulation.bugs_of_steps import once
from tests.simulation.bugs_of_talk import TALK
from tests.simulation.bugs_of_team import TEAM
from tests.simulation.bugs_of_words import WORDS
from tests.simulation.exhaustive import single_faults, struck
from tests.simulation.many import WORKERS, say
from tests.simulation.quick import quickly
from tests.simulation.weekend import acted_weekend_of, weekend_of

SEEDS = int(os.environ.get("SEEDS") or 1500)
EVERY = 7
ALL_ERRORS = (RefusedError, StaleError, UnknownOutcomeError)
NEVER: dict[str, object] = {"due": Nothing()}

ACTED: dict[str, Bug] = TALK | TEAM | PAGES
"""Bugs in what only a fifth of all weekends has in it."""
TABLE: dict[str, Bug] = {
    "the gate trusts state instead of the clock":
        patched(gate, "CLOSES_EARLY", timedelta(days=-400)),
    "the gate closes 15 s late": patched(gate, "CLOSES_EARLY", timedelta(seconds=-15)),
    "the gate closes at the end, not 15 s early": patched(gate, "CLOSES_EARLY", timedelta()),
    "the gate opens before the start": letting(Reason.TOO_EARLY),
    "the gate does not ask for a pause": letting(Reason.PAUSED),
    "the gate does not ask the row": letting(Reason.OFF_THE_LIST),
    "the gate lets an unreadable row through": letting(Reason.UNREADABLE),
    "the gate lets the link post without the number": letting(Reason.NUMBER_NEEDED),
    "the gate lets ended sessions through": letting(Reason.SIGNED_OUT),
    "the gate leaves old sessions to TTL": bugs.sessions_for_ever(),
    "the gate is not asked again before X": patched(posting, "ask_again", bugs.asks_only_once),
    "grant before obligation": effect("open", bugs_of_steps.grants_first),
    "the number is mailed before it is open": timeline(
        number={"due": After("start", -30 * 3600), "needs": ()}),
    "the end moves later": patched(Window, "ending_by", bugs_of_people.any_end),
    "a session survives closing": effect("close", bugs_of_steps.leaves_sessions),
    "an error while closing is swallowed": effect("close", bugs_of_steps.swallows),
    "closing gives up after ten minutes": timeline(close={"late": After("end", 600)}),
    "the SDK retries mails by itself": patched(effects, "mail", bugs_of_steps.sdk_retries),
    "a mail of unknown outcome is sent again at once": once(free=ALL_ERRORS),
    "nobody looks whose claim it is": once(free=(RefusedError, StaleError), keep_claims=False),
    "a refused mail is never tried again": once(free=(StaleError,)),
    "what nobody knows is told to nobody": timeline(unsure_mail=NEVER),
    "what nobody knows is only called told": effect("unsure_mail", bugs_of_steps.settles_silently),
    "a trouble is told to nobody": timeline(trouble=NEVER),
    "a mistake in the list is told to nobody": timeline(mistakes=NEVER),
    "an unknown post is taken for none": effect("look_for_post", bugs_of_steps.frees_unseen),
    "an unknown post is looked for never": timeline(look_for_post=NEVER),
    "an unknown post is posted once more": bugs_of_people.publishes_again(),
    "a swapped guest inherits finished steps": effect("begin", bugs_of_steps.inherits),
    "the old guest's link works after a swap": bugs_of_people.nobody_is_another(),
    "a doubled trigger begins a second turn":
        patched(planned.Scene, "wants_a_turn", bugs_of_people.begins_again),
    "a correction goes to somebody else":
        timeline(correct={"needs": ()}),
    "a mail in the night": timeline(MailRules(any_hour=True)),
    "mails without a distance": timeline(MailRules(gap=timedelta())),
    "mails on Sundays": patched(tuning, "SATURDAY", 7),
    "a warm process mails the last guest": bugs_of_people.remembers_a_guest(),
    "rehearsal mails go to guests": patched(letters, "_rehearsal", lambda _: False),
    "five wrong numbers do not count across devices": bugs_of_people.counts_per_device(),
    "a number is compared before it is counted": bugs_of_people.numbers_before_counting(),
    "the introduction goes out without the gate":
        patched(posts, "_ask_the_gate", lambda _: None),
    "the introduction comes in the morning": timeline(introduction={"due": After(Fact.OPENED)}),
    "signing out everywhere ends nothing": patched(devices, "_end_others", lambda *_: None),
    "the holding post is never sent": timeline(holding=NEVER),
    "a farewell however it ended": timeline(farewell={"needs": ()}),
    "a post says an anonymous guest's name": bugs_of_people.real_names(),
    "the receipt is never sent": timeline(receipt=NEVER),
    "the number is never sent": timeline(number=NEVER),
    "nobody is asked to ring": timeline(please_ring=NEVER),
    "a cancelled guest is told nothing": timeline(cancelled=NEVER),
    "an open turn of a row that is off goes on": patched(planned, "is_guest", lambda *_: False),
    "one refused step stops all others": bugs_of_people.stops_at_the_first(),
    "a finished sweep is not counted":
        patched(entrypoint, "report", bugs_of_people.reports_nothing),
    "the guest's stop is not heeded":
        everywhere("stop", bugs_of_people.says_no_to_stop, commands, agreeing),
    "the guest's pause is not heeded":
        everywhere("pause", bugs_of_people.says_no_to_stop, commands, posting),
    "the log says what was typed": patched(run, "in_the_log", bugs_of_people.said_in_the_log),
    "closing happens before the end": timeline(close={"due": Now()}),
} | CHANGES | WORDS | ACTED  # fmt: skip


@dataclass(frozen=True)
class Caught:
    """A bug: which invariant saw it first, and after how many weekends."""

    name: str
    by: str = ""
    after: str = ""


def hunt(name: str) -> Caught:
    """Try seeds, and then every single fault, until something is breached."""
    weekend = acted_weekend_of if name in ACTED else weekend_of
    with quickly(), TABLE[name]():
        for seed in range(SEEDS):
            breaches = weekend(seed).breaches
            if breaches:
                return Caught(name, str(breaches[0]), f"{seed + 1} seeds")
        for tried, fault in enumerate(single_faults()[::EVERY]):
            breaches = struck([fault]).breaches
            if breaches:
                return Caught(name, str(breaches[0]), f"{SEEDS} seeds and {tried + 1} faults")
    return Caught(name)


def hunt_all(names: list[str]) -> Iterator[Caught]:
    """Each bug in a process of its own, so that none leaves anything behind."""
    with get_context("fork").Pool(WORKERS, maxtasksperchild=1) as pool:
        yield from pool.imap(hunt, names, chunksize=1)


def main() -> int:
    """Print the table; returns how the process ends."""
    only = os.environ.get("ONLY", "")
    names = [name for name in TABLE if only in name]
    survivors = []
    for number, caught in zip(itertools.count(1), hunt_all(names), strict=False):
        if not caught.by:
            survivors.append(caught.name)
        verdict = f"{caught.after:>12}  {caught.by[:110]}" if caught.by else "SURVIVES"
        say([f"{number:2}. {caught.name:<48} {verdict}"])
    say([f"{len(names)} deliberate bugs, {len(survivors)} survive"])
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
