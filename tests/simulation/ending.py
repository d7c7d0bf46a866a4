"""What must hold when a weekend is over and everything works again.

I2 no residue; I8/I9 what the ledger calls done was done, and what nobody knows was told; I12/I13
no canary in anything that was written down; I15 all of it within the last calm runs.
I19 comes with forgetting.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from takeover.apply.readiness import ALL_WELL
from takeover.model.credentials import issue
from takeover.model.turn import SessionKind, State, StepRecord
from takeover.timeline import BY_NAME
from tests.simulation.invariants import Invariants
from tests.simulation.stack import Stack
from tests.simulation.talked import OTHERS

AT_ONCE = timedelta(minutes=4)
LOOKS = {"ready_2_days", "ready_3_hours"}


def check_the_end(
    checks: Invariants, stack: Stack, alarms: list[tuple[datetime, str]], secrets: list[str]
) -> None:
    """Once, after the last calm runs."""
    _no_residue(checks, stack)
    _done_was_done(checks, stack, alarms)
    _nothing_leaked(checks, stack, alarms, secrets)
    stack.published.talked.at_the_end(stack)
    stack.published.pictured.at_the_end(stack)


def _no_residue(checks: Invariants, stack: Stack) -> None:
    ledger, now = stack.ledger, stack.clock.now()
    for turn_id, known in checks.known.items():
        if known.given is None or now < known.given.ends_at:
            continue
        if ledger._holder is not None and ledger._holder.turn == turn_id:
            checks.breach("I2", f"{turn_id} still holds the account")
        if ledger._turns[turn_id].open:
            checks.breach("I2", f"{turn_id} is still open")
        for session in ledger._sessions.values():
            kept = session.kind is not SessionKind.LINK and session.ended_at is None
            if session.turn == turn_id and kept:
                checks.breach("I2", f"{turn_id} still has a session that may post")
            if (
                session.turn == turn_id
                and session.kind is SessionKind.NUMBER
                and (session.ends_at > known.given.ends_at)
            ):
                checks.breach("I4", f"a session of {turn_id} lasts longer than the weekend")


def _done_was_done(checks: Invariants, stack: Stack, alarms: list[tuple[datetime, str]]) -> None:
    ledger = stack.ledger
    records = {turn_id: turn.steps for turn_id, turn in ledger._turns.items()} | ledger._own
    for record, steps in records.items():
        for key, step in steps.items():
            if step.state is State.CLAIMED:
                checks.breach("I15", f"{key} of {record} is still unknown at the end")
            elif key in LOOKS and step.proof == ALL_WELL:
                continue  # and so nobody was told anything
            elif step.state is State.DONE and _is_mail(key) and not _sent(stack, record, key):
                checks.breach("I9", f"{key} of {record} is called done, and SES never took it")
            elif step.state is State.DONE and not _its_own(stack, step):
                checks.breach("feed", f"{key} of {record} is called done by another mail's news")
            elif step.state is State.TOLD and not _told(stack, record, key, step, alarms):
                checks.breach("I9", f"{key} of {record} is unknown, and nobody was told")
            elif step.state is State.TOLD and (record, key) not in stack.uncertain:
                checks.breach("I9", f"{key} of {record} was given up, and nothing was unknown")
            elif step.state is State.DONE and _is_post(key) and not _out(checks, record, key, step):
                checks.breach("I9", f"{key} of {record} is called done, and X never took it")


def _is_mail(key: str) -> bool:
    step = BY_NAME.get(key.partition(".")[0])
    return (step is not None and step.is_mail) or key.startswith(("unsure-", "trouble-", "mistake-",
                                                                  "20"))  # fmt: skip


def _is_post(key: str) -> bool:
    return key.startswith("post-") or key in {"introduction", "holding", "farewell"}


def _out(checks: Invariants, record: str, key: str, step: StepRecord) -> bool:
    if step.proof == "rehearsal" or (record, key) in checks.posts:
        return True
    # One holding post says it for the whole weekend: a later guest's names the earlier guest's.
    turns, weekend = checks.stack.ledger._turns, checks.known[record].weekend
    earlier = [turns[one] for one, said in checks.posts if said == key and one in turns]
    return key == "holding" and any(
        turn.weekend == weekend and key in turn.steps and turn.steps[key].proof == step.proof
        for turn in earlier
    )


def _sent(stack: Stack, record: str, key: str) -> bool:
    return (_tag(record.removeprefix("~")), _tag(key)) in stack.mailer.times


def _its_own(stack: Stack, step: StepRecord) -> bool:
    """Is the mail that proves it the one that this very claim sent?"""
    return stack.mailer.owners.get(step.proof, step.owner) == step.owner


def _told(
    stack: Stack, record: str, key: str, step: StepRecord, alarms: list[tuple[datetime, str]]
) -> bool:
    if _sent(stack, record, f"unsure-{key}"):
        return True
    records = stack.ledger._own if record.startswith("~") else {}
    steps = records.get(record) or stack.ledger._turns[record].steps
    teller = steps.get(f"unsure-{key}")
    if teller is not None and teller.state is State.TOLD:
        # The alarm rang when that was given up, which may be a while before.
        return _told(stack, record, f"unsure-{key}", teller, alarms)
    # The last word of a mail that even telling could not be told of is the alarm.
    return any(step.at - AT_ONCE <= at <= step.at + AT_ONCE for at, _ in alarms) or any(
        key in said for _, said in alarms
    )


def _tag(said: str) -> str:
    return "".join(c if (c.isalnum() and c.isascii()) or c in "_-" else "_" for c in said)


def _nothing_leaked(
    checks: Invariants, stack: Stack, alarms: list[tuple[datetime, str]], secrets: list[str]
) -> None:
    said = "\n".join(
        [*(" ".join(line.values()) for line in stack.lines), *(text for _, text in alarms),
         *stack.desk.said]
    )  # fmt: skip
    words = [word for guest in checks.truth.guests() for word in guest.canaries]
    words += [guest.address.title() for guest in checks.truth.guests()]
    words += ["multiple sclerosis", "wordsof", "ownwords", "Robin", "robin@", "boked", "nobody at"]
    words += OTHERS
    for turn in stack.ledger._turns.values():
        words += [issue(stack.secrets._key, turn).mac, turn.salt, turn.guest_hmac]
    words += [session.digest for session in stack.ledger._sessions.values()]
    words += secrets
    for word in words:
        if word in said:
            checks.breach("I13", f"{word!r} stands in a log, a metric or an alarm")
