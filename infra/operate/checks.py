"""What must be right for weekends to run by themselves: one finding a question, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from botocore.exceptions import ClientError

from operate.errors import in_plain_words
from operate.stack import AWS_ERRORS, Stack
from operate.x_access import who_am_i
from takeover.adapters.secrets import SecretsManager
from takeover.apply.look import Look
from takeover.errors import LaterError, OutOfCreditError, TakeoverError
from takeover.settings import Settings
from takeover.wording import dates

SWEEP_WITHIN = timedelta(minutes=45)
RULE_TYPES = {"AWS::Events::Rule": "rule", "AWS::Scheduler::Schedule": "schedule"}
FILL_X = (
    "Make an app under the charity's own account at developer.x.com, with Read and write, and put "
    "its four values into the secret {secret}."
)


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
    fill = FILL_X.format(secret=settings.x_tokens_secret)
    if _is_empty(stack, settings.x_tokens_secret):
        if live:
            return Finding(False, "The X token is missing, so nothing can be posted.", fill)
        return Finding(None, "The X token is missing, which is fine while rehearsing.", fill)
    try:
        tokens = SecretsManager(settings).x_tokens()
    except TakeoverError as error:
        return Finding(False, f"The X token is not whole: {error}.", fill)
    try:
        me = who_am_i(tokens, stack.here.get("X_API_URL", ""))
    except (LaterError, OutOfCreditError) as error:
        do = "Try again in a quarter of an hour; is the app's credit used up (developer.x.com)?"
        return Finding(False, f"X could not be asked: {_without_x(error)}.", do)
    except TakeoverError as error:
        do = "Make a new access token with Read and write, and put it into the secret."
        return Finding(False, f"X refuses: {_without_x(error)}.", do)
    if me.name.casefold() != settings.account.casefold():
        do = f"Make the access token while signed in to X as @{settings.account}."
        return Finding(False, f"The X token is @{me.name}'s, not @{settings.account}'s.", do)
    if not me.may_write:
        do = "Set the app to Read and write, then make a new access token: an old one stays as is."
        return Finding(False, f"The X token may only read (it says {me.access!r}).", do)
    return Finding(True, f"The X token is @{me.name}'s and may read and write.")


def sender(stack: Stack, settings: Settings) -> Iterator[Finding]:
    """May mails go out in the sender's name, and to everybody?"""
    ses = stack.client("sesv2")
    address = settings.sender.address
    domain = address.rpartition("@")[2]
    if any(_is_verified(ses, identity) for identity in (address, domain)):
        yield Finding(True, f"SES sends as {address}.")
    else:
        do = f"Press the link in the mail that AWS sent to {address}, or set the DNS records of "
        do += f"{domain} (SES console, Identities)."
        yield Finding(False, f"SES does not know yet that {address} is yours.", do)
    account = ses.get_account()
    if not account.get("SendingEnabled"):
        yield Finding(
            False, "SES has stopped sending for this AWS account.", "See the SES console."
        )
    elif not account.get("ProductionAccessEnabled"):
        do = "Ask for production access (SES console, Get set up); AWS answers within a day or two."
        yield Finding(False, "SES is in its sandbox: mail reaches confirmed addresses only.", do)
    else:
        yield Finding(True, "SES sends to everybody.")


def rules(stack: Stack) -> Iterator[Finding]:
    """Is everything that wakes the functions switched on?"""
    found: dict[str, list[str]] = {"rule": [], "schedule": []}
    off: list[str] = []
    pages = stack.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=stack.name):
        for resource in page["StackResourceSummaries"]:
            kind = RULE_TYPES.get(resource["ResourceType"])
            if kind is None:
                continue
            found[kind].append(resource["LogicalResourceId"])
            if _state(stack, kind, resource["PhysicalResourceId"]) != "ENABLED":
                off.append(resource["LogicalResourceId"])
    if not all(found.values()):
        lacking = " and no ".join(kind for kind, names in found.items() if not names)
        yield Finding(False, f"The stack has no {lacking}.", "Deploy it again.")
    for name in off:
        do = "Enable it in the EventBridge console; or deploy the stack again."
        yield Finding(False, f"{name} is switched off, so what it wakes sleeps.", do)
    if not off and all(found.values()):
        rules_in_words = f"{len(found['rule'])} rules and {len(found['schedule'])} schedule"
        yield Finding(True, f"Everything that wakes the functions is on: {rules_in_words}.")


def alarm_mail(stack: Stack, settings: Settings) -> Finding:
    """Do alarms reach the technical helper?"""
    helper = settings.technical_helper.address
    if stack.is_local:
        return Finding(None, "Alarm mails cannot be checked here: the embedded AWS sends none.")
    topic = stack.output("AlarmTopic")
    pages = stack.client("sns").get_paginator("list_subscriptions_by_topic")
    subscriptions = [
        one for page in pages.paginate(TopicArn=topic) for one in page["Subscriptions"]
    ]
    confirmed = [one for one in subscriptions if one["SubscriptionArn"].startswith("arn:")]
    if any(one["Endpoint"].casefold() == helper.casefold() for one in confirmed):
        return Finding(True, f"Alarms reach {helper}.")
    do = f"Press the link in AWS's mail to {helper} (AWS Notification - Subscription Confirmation)."
    return Finding(False, f"Alarms do not reach {helper} yet.", do)


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
    do = "Open it in a browser, and read the newest lines in the desk function's log."
    try:
        status = requests.get(url, timeout=(3, 20)).status_code
    except requests.RequestException as error:
        return Finding(
            False, f"The guest's page {url} does not answer ({type(error).__name__}).", do
        )
    if status in {200, 404}:  # without a link there is nothing to see
        return Finding(True, f"The guest's page answers at {url}")
    return Finding(False, f"The guest's page {url} answers with an error ({status}).", do)


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


def _is_verified(ses: Any, identity: str) -> bool:  # noqa: ANN401 -- a client of boto3
    try:
        return bool(ses.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "NotFoundException":
            return False
        raise


def _state(stack: Stack, kind: str, name: str) -> str:
    if kind == "rule":
        return str(stack.client("events").describe_rule(Name=name)["State"])
    return str(stack.client("scheduler").get_schedule(Name=name)["State"])


def _without_x(error: TakeoverError) -> str:
    return str(error).removeprefix("X: ")


def _ago(minutes: int) -> str:
    if minutes == 0:
        return "less than a minute ago"
    return "a minute ago" if minutes == 1 else f"{minutes} minutes ago"
