"""What must be right for weekends to run by themselves: one finding a question, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from operate import words
from operate.errors import in_plain_words
from operate.stack import AWS_ERRORS, Stack
from takeover.adapters.readiness import (
    alarm_obstacle,
    desk_obstacle,
    sender_obstacle,
    sending_obstacle,
)
from takeover.adapters.secrets import SecretsManager
from takeover.adapters.x_access import x_obstacle
from takeover.apply.forgetting import overdue
from takeover.apply.look import Look
from takeover.commands.forgetting import EVER
from takeover.model.readiness import Obstacle
from takeover.model.roster import read_roster
from takeover.ports import World
from takeover.settings import Settings
from takeover.wording import dates

SWEEP_WITHIN = timedelta(minutes=45)
RULE_TYPES = {
    "AWS::Events::Rule": "rule",
    "AWS::Scheduler::Schedule": "schedule",
    "AWS::Lambda::EventSourceMapping": "stream",
}


@dataclass(frozen=True)
class Finding:
    """One answer: right, wrong (then `do` says what to do), or None where nothing is to be said."""

    right: bool | None
    said: str
    do: str = ""

    @property
    def mark(self) -> str:
        """Return the sign in front of the line."""
        return {True: "✔", False: "✘", None: "–"}[self.right]


def x_token(stack: Stack, settings: Settings, *, live: bool) -> Finding:
    """Is there an X token of this account that may post?"""
    if _is_empty(stack, settings.x_tokens_secret):
        fill = words.FILL_X.format(secret=settings.x_tokens_secret)
        if live:
            return Finding(False, "The X token is missing, so nothing can be posted.", fill)
        return Finding(None, "The X token is missing, which is fine while rehearsing.", fill)
    tokens = SecretsManager(settings).x_tokens
    found = x_obstacle(tokens, settings.account, stack.here.get("X_API_URL", ""))
    well = f"The X token is @{settings.account}'s and may read and write."
    return _finding(found, settings, well)


def sender(stack: Stack, settings: Settings) -> Iterator[Finding]:
    """May mails go out in the sender's name, and to everybody?"""
    ses, address = stack.client("sesv2"), settings.sender.address
    yield _finding(sender_obstacle(ses, address), settings, f"SES sends as {address}.")
    yield _finding(sending_obstacle(ses, live=True), settings, "SES sends to everybody.")


def rules(stack: Stack) -> Iterator[Finding]:
    """Is everything that wakes the functions switched on?"""
    found: dict[str, list[str]] = {kind: [] for kind in RULE_TYPES.values()}
    off: list[tuple[str, str]] = []
    pages = stack.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=stack.name):
        for resource in page["StackResourceSummaries"]:
            kind = RULE_TYPES.get(resource["ResourceType"])
            if kind is None:
                continue
            found[kind].append(resource["LogicalResourceId"])
            if _state(stack, kind, resource["PhysicalResourceId"]).upper() != "ENABLED":
                console = "Lambda" if kind == "stream" else "EventBridge"
                off.append((resource["LogicalResourceId"], console))
    if not all(found.values()):
        lacking = " and no ".join(kind for kind, names in found.items() if not names)
        yield Finding(False, f"The stack has no {lacking}.", "Deploy it again.")
    for name, console in off:
        do = f"Enable it in the {console} console; or deploy the stack again."
        yield Finding(False, f"{name} is switched off, so what it wakes sleeps.", do)
    if not off and all(found.values()):
        numbers = f"{len(found['rule'])} rules, {len(found['schedule'])} schedule"
        yield Finding(True, f"All that wakes the functions is on: {numbers}, the list's stream.")


def alarm_mail(stack: Stack, settings: Settings) -> Finding:
    """Do alarms reach the technical helper?"""
    helper = settings.technical_helper.address
    if stack.is_local:
        return Finding(None, "Alarm mails cannot be checked here: the embedded AWS sends none.")
    found = alarm_obstacle(stack.client("sns"), stack.output("AlarmTopic"), helper)
    return _finding(found, settings, f"Alarms reach {helper}.")


def last_sweep(stack: Stack, now: datetime) -> Finding:
    """Has the sweep finished lately?"""
    name = stack.output("RevocationName")
    group = stack.revocation.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{name}"
    since = int((now - SWEEP_WITHIN).timestamp() * 1000)
    pages = stack.client("logs").get_paginator("filter_log_events")
    lines = pages.paginate(logGroupName=group, startTime=since, filterPattern='"SweepFinished"')
    # Filtered once more: the embedded AWS is not so exact.
    at = [
        event["timestamp"]
        for page in lines
        for event in page["events"]
        if '"SweepFinished"' in event["message"]
    ]
    if at:
        minutes = max(0, int(now.timestamp() - max(at) / 1000) // 60)
        return Finding(True, f"The last sweep finished {_ago(minutes)}.")
    do = "After a first deployment wait a quarter of an hour. "
    do += f"Otherwise read the newest lines of the log group {group}."
    return Finding(False, "No sweep has finished for 45 minutes.", do)


def desk(settings: Settings) -> Finding:
    """Does the guest's page answer?"""
    url = settings.desk_url
    return _finding(desk_obstacle(url), settings, f"The guest's page answers at {url}")


def rehearsal_or_live(seen: Look, settings: Settings) -> Finding:
    """Which of the two is it, and since when?"""
    since = seen.account.live_since
    if since is None:
        coordinator = settings.coordinator
        do = "When all is well and you have seen a rehearsal: make live."
        return Finding(None, f"It rehearses: every mail goes to {coordinator} alone.", do)
    return Finding(True, f"It is live since {dates.moment(since, settings.zone)}.")


def the_list(seen: Look) -> Iterator[Finding]:
    """Are there mistakes in the list of weekends?"""
    for mistake in seen.roster.mistakes:
        said = f"The list, weekend {mistake.weekend or '(empty)'}: {mistake.cell} is "
        said += repr(mistake.found) if mistake.found else "empty"
        yield Finding(False, f"{said}.", f"Right would be: {mistake.right}.")
    if not seen.roster.mistakes:
        booked = sum(row.booked for row in seen.roster.takeovers.values())
        yield Finding(True, f"The list has no mistakes, and {booked} booked weekends.")


def _finding(found: Obstacle | None, settings: Settings, well: str) -> Finding:
    """What the readiness step would find as well, in words for whoever mends it."""
    if found is None:
        return Finding(True, well)
    said, do = words.obstacle(found, settings)
    return Finding(False, said, do)


def forgetting(world: World, now: datetime) -> Iterator[Finding]:
    """Is every guest forgotten who should be: on their day, or because they asked?"""
    rows, account = world.roster.rows(EVER), world.ledger.look(EVER)
    ever = Look(read_roster(rows, world.settings), account, now)
    kept = {turn.weekend for turn in account.turns if not turn.forgotten}
    asked = world.ledger.listed_forgettings()
    back = {turn.weekend for turn in account.turns if turn.id in asked and not turn.forgotten}
    late = sorted({*overdue(ever, world.settings), *back})
    for weekend in late:
        do = f"If it still says so in an hour: make guest-forget WEEKEND={weekend}"
        said = f"The guest of {dates.day(weekend)} should be forgotten by now, and is not."
        yield Finding(False, said, do)
    gone = {date.fromisoformat(key.partition("#")[0]) for key in asked} - kept
    for weekend in sorted(gone & {*ever.roster.named}):
        said = f"Who had {dates.day(weekend)} asked to be forgotten, and its row names somebody."
        do = f"If a restore put that person back: make guest-forget WEEKEND={weekend}"
        yield Finding(None, said, do)
    if not late:
        yield Finding(True, "No guest is kept longer than promised.")


def _is_empty(stack: Stack, secret: str) -> bool:
    """Has nobody filled the secret in yet?"""
    try:
        held = stack.client("secretsmanager").get_secret_value(SecretId=secret)
    except AWS_ERRORS as error:
        raise in_plain_words(error, "reading the secret of the X tokens") from error
    try:
        values = json.loads(held.get("SecretString") or "{}")
    except json.JSONDecodeError:
        return False
    return isinstance(values, dict) and not any(str(value).strip() for value in values.values())


def _state(stack: Stack, kind: str, name: str) -> str:
    if kind == "rule":
        return str(stack.client("events").describe_rule(Name=name)["State"])
    if kind == "stream":
        return str(stack.client("lambda").get_event_source_mapping(UUID=name)["State"])
    return str(stack.client("scheduler").get_schedule(Name=name)["State"])


def _ago(minutes: int) -> str:
    if minutes == 0:
        return "less than a minute ago"
    return "a minute ago" if minutes == 1 else f"{minutes} minutes ago"
