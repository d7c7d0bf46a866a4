"""What `make live` and `make doctor` say, where a word of the code would say less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.planning.preview import Expected
from takeover.planning.story import content
from takeover.settings import Settings
from takeover.wording import dates

FILL_X = (
    "Make an app under the charity's own account at developer.x.com, with Read and write, and put "
    "its four values into the secret {secret}."
)
_MADE_ANEW = "Make a new access token with Read and write, and put it into the secret."
_LATER = "Try again in a quarter of an hour."
_CONSOLE = "See the SES console."
_OBSTACLES: dict[ObstacleKind, tuple[str, str]] = {
    ObstacleKind.X_KEYS: ("The X token is not whole: {detail}.", FILL_X),
    ObstacleKind.X_REFUSED: ("X refuses: {detail}.", _MADE_ANEW),
    ObstacleKind.X_OTHER_ACCOUNT: (
        "The X token is @{detail}'s, not @{account}'s.",
        "Make the access token while signed in to X as @{account}.",
    ),
    ObstacleKind.X_READ_ONLY: (
        "The X token may only read (it says {detail!r}).",
        "Set the app to Read and write, then make a new access token: an old one stays as is.",
    ),
    ObstacleKind.X_CREDIT: ("X refuses: {detail}.", "Buy credit at developer.x.com."),
    ObstacleKind.X_UNCHECKED: ("X could not be asked: {detail}.", _LATER),
    ObstacleKind.SENDER_UNCONFIRMED: (
        "SES does not know yet that {sender} is yours.",
        (
            "Press the link in the mail that AWS sent to {sender}, or set the DNS records of "
            "{domain} (SES console, Identities)."
        ),
    ),
    ObstacleKind.MAIL_STOPPED: ("SES has stopped sending for this AWS account.", _CONSOLE),
    ObstacleKind.MAIL_SANDBOX: (
        "SES is in its sandbox: mail reaches confirmed addresses only.",
        "Ask for production access (SES console, Get set up); AWS answers within a day or two.",
    ),
    ObstacleKind.MAIL_WARNED: ("AWS is looking into the mails of this account.", _CONSOLE),
    ObstacleKind.ALARMS_UNCONFIRMED: (
        "Alarms do not reach {detail} yet.",
        (
            "Press the link in AWS's mail to {detail} (AWS Notification - Subscription "
            "Confirmation)."
        ),
    ),
    ObstacleKind.DESK: (
        "The guest's page {url} {detail}.",
        "Open it in a browser, and read the newest lines in the desk function's log.",
    ),
}
NOTHING = "  Nothing at all: no weekend of the list is booked and near enough."


def obstacle(found: Obstacle, settings: Settings) -> tuple[str, str]:
    """Say what is wrong with the stack, and what to do about it."""
    sender = settings.sender.address
    said, do = (
        part.format(
            detail=found.detail,
            account=settings.account,
            secret=settings.x_tokens_secret,
            sender=sender,
            domain=sender.rpartition("@")[2],
            url=settings.desk_url,
        )
        for part in _OBSTACLES[found.kind]
    )
    return said, do


def schedule(expected: Sequence[Expected], settings: Settings) -> Iterator[str]:
    """Say line by line what is sent, day by day, on the charity's own clocks."""
    if not expected:
        yield NOTHING
    # A compressed weekend takes minutes, so its seconds count.
    form = "%H:%M:%S" if settings.timeline_overrides else "%H:%M"
    day: date | None = None
    for one in expected:
        local = one.at.astimezone(settings.zone)
        if local.date() != day:
            day = local.date()
            yield f"\n  {dates.day_short(day)}"
        readers = " and ".join(str(person) for person in one.to)
        where = f"mail to {readers}" if readers else f"post on @{settings.account}"
        weekend = f" ({dates.day_short(one.weekend)})" if one.weekend else ""
        yield f"    {local:{form}}  {where}: {content(one.step)}{weekend}"
        if one.only_if:
            yield f"    {' ' * len(f'{local:{form}}')}  only {one.only_if}"
