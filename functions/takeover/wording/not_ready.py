"""What stands in the way of a weekend, in words: what is wrong, what it means, who can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from takeover.model.readiness import Obstacle, ObstacleKind


@dataclass(frozen=True)
class Told:
    """One obstacle as the coordinator reads it; `mend` says who can do what."""

    wrong: str
    means: str
    mend: str


def in_words(obstacle: Obstacle, *, public_name: str, account: str, helper: str) -> Told:
    """Say it to the coordinator; `account` is without the @, `helper` a first name."""
    wrong, means, mend = (
        part.format(name=public_name, account=account, helper=helper, detail=obstacle.detail)
        for part in _WORDS[obstacle.kind]
    )
    return Told(wrong, means, mend)


_NO_POST = "Nothing can be posted, and nobody is introduced."
_NO_MAIL = "{name} would get no mail, so no number."
_NEW_KEY = "{helper} can make a new key, signed in to X as @{account}."
_LOOK = "{helper} can look why."

_WORDS: dict[ObstacleKind, tuple[str, str, str]] = {
    ObstacleKind.X_KEYS: (
        "Our keys for X are not there, or not all of them.",
        _NO_POST,
        "{helper} can put them in.",
    ),
    ObstacleKind.X_REFUSED: ("X does not take our key.", _NO_POST, _NEW_KEY),
    ObstacleKind.X_OTHER_ACCOUNT: (
        "Our key for X belongs to @{detail}, not to @{account}.",
        "All posts would stand there.",
        _NEW_KEY,
    ),
    ObstacleKind.X_READ_ONLY: (
        "Our key for X may read, but not post.",
        _NO_POST,
        "{helper} can set our app at X to “Read and write”, and then make a new key.",
    ),
    ObstacleKind.X_CREDIT: (
        "Our credit at X is used up.",
        _NO_POST,
        "Whoever pays for X can buy more. {helper} knows where.",
    ),
    ObstacleKind.X_UNCHECKED: (
        "We could not ask X if it takes our posts.",
        "Perhaps nothing can be posted.",
        _LOOK,
    ),
    ObstacleKind.SENDER_UNCONFIRMED: (
        "The address that our mails come from is not confirmed.",
        _NO_MAIL,
        "{helper} can confirm it: Amazon has sent a link to that address.",
    ),
    ObstacleKind.MAIL_STOPPED: (
        "Amazon has stopped our mails.",
        _NO_MAIL,
        "{helper} can ask Amazon why, and put it right.",
    ),
    ObstacleKind.MAIL_SANDBOX: (
        "Amazon lets us mail a few tested addresses only.",
        _NO_MAIL,
        "{helper} can ask Amazon for more. It takes a day or two.",
    ),
    ObstacleKind.MAIL_WARNED: (
        "Amazon is looking into our mails, as too many came back.",
        "It may stop them.",
        "{helper} can read what Amazon wants, and answer.",
    ),
    ObstacleKind.GUEST_HELD_BACK: (
        "Mails to the guest's address are held back: one came back, or was not wanted.",
        _NO_MAIL,
        "Please ask {name} for another, for the list of weekends. Or {helper} can free this one.",
    ),
    ObstacleKind.COORDINATOR_HELD_BACK: (
        "Mails to you are held back: one came back, or was not wanted.",
        "You would not hear how the weekend goes.",
        "{helper} can free your address.",
    ),
    ObstacleKind.MAIL_UNCHECKED: (
        "We could not ask Amazon if all our mails go out.",
        "Perhaps {name} gets no mail.",
        _LOOK,
    ),
    ObstacleKind.ALARMS_UNCONFIRMED: (
        "Our warnings do not reach {helper} yet, or somebody else who should get them.",
        "If something breaks, perhaps nobody hears of it.",
        "{helper} can ask Amazon for a new link, and press it.",
    ),
    ObstacleKind.ALARMS_UNCHECKED: (
        "We could not ask who gets our warnings.",
        "If something breaks, perhaps nobody hears of it.",
        _LOOK,
    ),
    ObstacleKind.DESK: (
        "The guest's page does not answer.",
        "{name} could not get in, post, or stop.",
        _LOOK,
    ),
}
