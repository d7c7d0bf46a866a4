"""What is owed, in our own words: asked after every run that nothing disturbed (I2, I9, I15).

A calm run of a function must leave nothing of its own undone: that is stronger than any bound in
minutes, which only says how many runs there are. A step is not owed where a mail may not go (at
night, within the 20 hours) or the row cannot be read. Times are the design's, not the product's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION
from takeover.model.turn import Ending, Fact, State, Turn
from tests.simulation.invariants import SKEW, Invariants
from tests.simulation.moved import may_be_moving, torn
from tests.simulation.owed_rules import HALF_AN_HOUR, HOUR, LONDON, MARGIN, RULES, Seen
from tests.simulation.prepared import left_over
from tests.simulation.stack import Stack

GROUP = (
    "booked", "still_for_you", "still_good", "getting_ready", "all_set", "no_rush", "thank_you",
    "did_not_work_out", "survey", "survey_again",
)  # fmt: skip
LATER = {name: frozenset(GROUP[place:]) for place, name in enumerate(GROUP)} | {
    "nobody_sure_14": frozenset({"nobody_sure_7", "nobody_sure_3"}),
    "nobody_sure_7": frozenset({"nobody_sure_3"}),
    "moved": frozenset({"moved_as_asked"}),
}
"""What says as well what this one would."""
NOTHING: frozenset[str] = frozenset()
TELL_OF_GOING = {"cancelled", "cannot_tell"}
SETTLED, NEED_X = ("close", "proof"), {"introduction", "holding", "farewell"}
COUNTED = {"too_much": "pauses", "paused_by_us": "our_pauses",
           "number_again": "number_asks", "new_number": "new_numbers",
           "told_us": "tellings", "answers": "answers", "said_no": "declines",
           "guest_said_no": "declines", "yes_wanted": "yes_mails"}  # fmt: skip


def after_a_calm_run(
    checks: Invariants, stack: Stack, function: str, began: datetime, *, without_x: bool = False
) -> None:
    """Nothing of this function's is owed any more that was when the run began.

    `without_x`: nothing but X took nothing, and that may hold up nothing but the posts.
    """
    ledger, now, waits = stack.ledger, stack.clock.now(), stack.overseen.waits
    holder = ledger._holder.turn if ledger._holder else ""
    paused = ledger._holder is not None and ledger._holder.paused_at is not None
    by_us = ledger._holder is not None and ledger._holder.paused_by_us
    # Until a sweep has seen a restore, the others ask whether there was one only where they have
    # something to do: who has nothing to do for the live turns leaves the rehearsal's for later,
    # and closes none that would go on in a live system.
    unseen = checks.restored and ledger._live_since is not None and function != REVOCATION
    for turn_id, turn in ledger._turns.items():
        wish = checks.truth.wish(turn.weekend)
        if wish is None:
            continue
        known = checks.known[turn_id]
        before = turn.at(Fact.SEEN)
        had = checks.former is not None and before is not None and before < checks.mode_since
        live = checks.live or unseen
        seen = Seen(turn, known, wish, began, now, holder, paused, by_us, live, had)
        # It stood so before a restore: what was due counts as said.
        said = had or unseen or not seen.in_mode
        rules = RULES[function]
        for name in SETTLED if said else rules:
            if name not in rules or (without_x and name in NEED_X):
                continue
            if _taken(turn, name) or not rules[name](seen) or waits(turn_id, name, began):
                continue
            if name not in TELL_OF_GOING or not may_be_moving(checks, turn, now):
                checks.breach("I9", f"{name} of {turn_id} is owed, and a calm run left it")
        for words in () if without_x or had or unseen else _unsent(seen, function):
            checks.breach("I9", words)
    for words in () if without_x else _of_the_account(checks, stack, function, began):
        checks.breach("I9", words)
    if function == REVOCATION:
        checks.swept(began)
        for words in torn(checks, ledger._turns, began):
            checks.breach("move", words)


def _unsent(seen: Seen, function: str) -> Iterator[str]:
    """Words that a guest has prepared go out in time, or in two hours, or not at all."""
    if function == HANDOVER and seen.in_mode and seen.with_them and not seen.paused:
        for words in left_over(seen.turn, seen.began, seen.now):
            yield f"{words} is owed, and a calm run left it"


def _taken(turn: Turn, name: str) -> bool:
    if name == "open":
        return turn.has(Fact.OPENED)
    if name in SETTLED:
        return turn.settled(name)
    if name in COUNTED:
        count = int(getattr(turn, COUNTED[name]))
        return (name if count <= 1 else f"{name}.{count}") in turn.steps
    later = LATER.get(name, NOTHING)
    # What the team wants now says as well what an earlier one would, and goes when it may.
    wanted = any(turn.wanted_now(one) for one in later - {name})
    return name in turn.steps or wanted or not later.isdisjoint(turn.steps)


def _of_the_account(
    checks: Invariants, stack: Stack, function: str, now: datetime
) -> Iterator[str]:
    ledger = stack.ledger
    if function == HANDOVER and not stack.overseen.perhaps_away(now):
        yield from _not_begun(checks, now)
    if function == REMINDERS:
        local = now.astimezone(LONDON)
        wednesday = local.date() + timedelta(days=2 - local.weekday())
        due = datetime.combine(wednesday, time(8, 1), tzinfo=LONDON)
        if due <= now < due + 39 * HOUR and str(wednesday) not in ledger._own["~weekly"]:
            yield "Wednesday's mail is owed, and a calm run left it"
    if function == REVOCATION:
        yield from _untold(checks, stack, now)
        for key, at in ledger._seen.items():
            late = key.startswith("trouble-") and now >= at + HALF_AN_HOUR + MARGIN
            if late and key not in ledger._own["~told"]:
                yield f"{key} was seen half an hour ago, and nobody is told"
        records = {turn_id: turn.steps for turn_id, turn in ledger._turns.items()} | ledger._own
        for record, steps in records.items():
            for key, step in steps.items():
                if step.state is State.CLAIMED and now >= step.at + timedelta(minutes=21):
                    yield f"{key} of {record} has been unknown since {step.at:%a %H:%M}, untold"


def _untold(checks: Invariants, stack: Stack, now: datetime) -> Iterator[str]:
    """Mistakes that stand, and of which the last was seen half an hour ago."""
    seen = {
        key: at
        for key, at in stack.ledger._seen.items()
        if key.startswith("mistake-") and key not in stack.ledger._own["~told"]
    }
    if seen and now >= max(seen.values()) + HALF_AN_HOUR + MARGIN:
        for key, at in seen.items():
            if _stands(checks, key, at):
                yield f"{key} was seen half an hour ago, and nobody is told"


def _stands(checks: Invariants, key: str, seen: datetime) -> bool:
    """Is this what is wrong with the row now?

    One that was mended stays noted where noting that was lost, or where a restore has brought it
    back. It is forgotten by reminders, and not told, also while the row has another mistake.
    """
    weekend = date.fromisoformat(key.removeprefix("mistake-")[:10])
    wish, was = checks.truth.wish(weekend), checks.truth.stood(weekend, seen + SKEW)
    if wish is None or was is None or not wish.there or wish.status == "cancelled":
        return False  # of a weekend that is off nothing has to be put right
    return not wish.readable and was.broken == wish.broken


def _not_begun(checks: Invariants, now: datetime) -> Iterator[str]:
    for weekend in checks.truth.typed:
        wish = checks.truth.wish(weekend)
        if wish is None or not wish.on or now >= wish.window.ends_at - MARGIN:
            continue
        if checks.restored and now >= wish.window.starts_at - MARGIN:
            continue  # there is no use in rehearsing what should be on
        if checks.former and not _begins_after(checks, wish.window.starts_at - MARGIN):
            continue  # it had begun when the system went live again, or back
        turns = {
            name: known
            for name, known in checks.known.items()
            if known.weekend == weekend and _counts(checks, name)
        }
        # Nobody has used the link of the last one: revocation will correct its address.
        mistyped = turns and max(turns) not in checks.used and not turns[max(turns)].closed
        if not mistyped and not any(k.guest.number == wish.guest.number for k in turns.values()):
            yield f"the weekend of {weekend} is booked, and a calm run began no turn"


def _counts(checks: Invariants, turn_id: str) -> bool:
    """Is this turn one that would go on: of the system's mode, and not on other dates by now?"""
    turn = checks.stack.ledger._turns[turn_id]
    return turn.rehearsal != checks.live and turn.how is not Ending.MOVED


def _begins_after(checks: Invariants, start: datetime) -> bool:
    """Does it start after the latest change of the system's mode was seen by a sweep?

    The other functions ask only where they have something to do.
    """
    noticed = checks.former.noticed if checks.former else None
    since = noticed if checks.restored else checks.mode_since
    return since is not None and start > since
