"""What a step needs first; each need is a fact about one turn, with its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from takeover.model.roster import BrokenRow
from takeover.model.sight import Sight
from takeover.model.turn import Ending, Fact, counted

LONG_AGO = timedelta(weeks=6)
WAIT_FOR_PROOF = timedelta(minutes=30)
BETWEEN_TWO_BURSTS = timedelta(minutes=30)
ON_THE_HOUR = 5  # minutes past it
LAST_REQUESTS = timedelta(minutes=2)
"""By then every request is over that the gate let in before the end."""


@dataclass(frozen=True)
class Need:
    """A condition of a step. `mail` names a mail that may as well be due in the same look."""

    words: str
    met: Callable[[Sight], bool]
    mail: str = ""


def sent(mail: str) -> Need:
    """A mail has gone out, or may have, or goes out as a part of this one."""
    return Need(f"the mail {mail!r} was sent", lambda sight: mail in sight.turn.steps, mail)


def sent_before(mail: str, seconds: int) -> Need:
    """A mail went out at least so long ago."""

    def met(sight: Sight) -> bool:
        record = sight.turn.steps.get(mail)
        return record is not None and record.at + timedelta(seconds=seconds) <= sight.now

    return Need(f"the mail {mail!r} was sent a while ago", met)


def told_of_no(mail: str) -> Need:
    """This mail about the guest's latest no went out, or may have."""
    return Need(
        f"the mail {mail!r} about it was sent",
        lambda sight: counted(mail, sight.turn.declines) in sight.turn.steps,
    )


def ended(*endings: Ending) -> Need:
    """The turn ended in one of these ways."""
    words = "it ended: " + ", or ".join(endings)
    return Need(words, lambda sight: sight.ending in endings)


def _booked_long_ago(sight: Sight) -> bool:
    seen = sight.turn.at(Fact.SEEN)
    return seen is not None and sight.window.starts_at - seen > LONG_AGO


def _closing(sight: Sight) -> bool:
    return sight.turn.has(Fact.OPENED) and not sight.turn.settled("close")


def _gone(sight: Sight) -> bool:
    turn = sight.turn
    if turn.has(Fact.OPENED) or turn.has(Fact.GONE) or not sight.off_the_list:
        return False
    return sight.ending is None


def _back(sight: Sight) -> bool:
    turn = sight.turn
    if not turn.has(Fact.GONE) or turn.how is not None or sight.takeover is None:
        return False
    return "cancelled" not in turn.steps and "cannot_tell" not in turn.steps


def _later_end(sight: Sight) -> bool:
    row, turn = sight.takeover, sight.turn
    if row is None:
        return False
    return row.window.ends_at > turn.window.ends_at or row.window.starts_at != turn.window.starts_at


def _proved_or_waited(sight: Sight) -> bool:
    closed = sight.turn.at(Fact.CLOSED)
    waited = closed is not None and sight.now >= closed + WAIT_FOR_PROOF
    return sight.turn.settled("proof") or waited


def _over_and_tidy(sight: Sight) -> bool:
    closed = sight.turn.at(Fact.CLOSED)
    if sight.ending is None or _closing(sight):
        return False
    return closed is None or sight.now >= closed + LAST_REQUESTS


def _old_number_ended(sight: Sight) -> bool:
    return sight.turn.generation > 1 and not sight.turn.has(Fact.CLOSED)


def _account_with_them(sight: Sight) -> bool:
    return sight.turn.open and sight.takeover is not None and sight.now < sight.window.ends_at


def _gone_without_address(sight: Sight) -> bool:
    return sight.addressed is None


def _paused_by_us(sight: Sight) -> bool:
    holder = sight.holder
    return holder is not None and holder.turn == sight.turn.id and holder.paused_by_us


def _own_pause_stands(sight: Sight) -> bool:
    """A weekend that the guest ended out of a pause is as quiet as one that they paused."""
    turn, holder = sight.turn, sight.holder
    if turn.has(Fact.CLOSED):
        left = turn.how is Ending.GUEST_STOPPED and turn.at(Fact.LEFT_PAUSED) is not None
        as_left = left and turn.at(Fact.LEFT_PAUSED) == turn.at(Fact.CLOSED)
        return as_left and holder is None and sight.takeover is not None
    paused = turn.at(Fact.PAUSED)
    if holder is None or holder.turn != turn.id or paused is None or holder.paused_by_us:
        return False
    return holder.paused_at == paused and _account_with_them(sight)


def _listens(sight: Sight) -> bool:
    """On the hour, as X asks money for each look; a hole of some minutes for runs that are late."""
    turn, holder = sight.turn, sight.holder
    there = turn.has(Fact.SIGNED_IN) and not turn.has(Fact.BUSY) and not turn.rehearsal
    resting = holder is None or holder.paused_at is not None
    return there and not resting and sight.now.minute < ON_THE_HOUR


def _not_told_lately(sight: Sight) -> bool:
    told = sight.told_that_words_wait
    return told is None or sight.now >= told + BETWEEN_TWO_BURSTS


NOT_TOLD_LATELY = Need("the last such mail was half an hour ago", _not_told_lately)
REPORTED = Need("a post was reported", lambda sight: sight.turn.tellings > 0)
LISTENS = Need("it is the hour, the guest is there, and it was not busy so far", _listens)
OWN_PAUSE_STANDS = Need("the guest's own pause still stands", _own_pause_stands)
PAUSED_BY_US = Need("the team's pause still stands", _paused_by_us)
NOT_MOVING = Need("no other weekend of this guest waits", lambda sight: not sight.moving)
IN_ITS_PLACE = Need("it took another weekend's place", lambda sight: bool(sight.turn.moved_from))
CORRECTABLE = Need("nobody has used the link yet", lambda sight: sight.correctable)
UNREADABLE = Need(
    "the row cannot be read",
    lambda sight: (
        sight.turn.open
        and isinstance(sight.row, BrokenRow)
        and not sight.turn.has(Fact.SUSPENDED)
        and sight.now < sight.window.ends_at
    ),
)
READABLE_AGAIN = Need(
    "the row can be read again",
    lambda sight: sight.turn.has(Fact.SUSPENDED) and not isinstance(sight.row, BrokenRow),
)
STILL_ON = Need(
    "the weekend is still on",
    lambda sight: sight.ending is None and sight.takeover is not None and not sight.out_of_mode,
)
ACCEPTED = Need("the guest said yes", lambda sight: sight.turn.has(Fact.ACCEPTED))
NOT_ACCEPTED = Need("the guest has not said yes", lambda sight: not sight.turn.has(Fact.ACCEPTED))
NOT_ALL_SET = Need("no tap on all set", lambda sight: not sight.turn.has(Fact.ALL_SET))
NOT_OPENED = Need("not open yet", lambda sight: not sight.turn.has(Fact.OPENED))
NEVER_SIGNED_IN = Need("never signed in", lambda sight: not sight.turn.has(Fact.SIGNED_IN))
ANSWERED_NOT = Need("no answer yet", lambda sight: not sight.turn.has(Fact.ANSWERED))
BOOKED_LONG_AGO = Need("booked over six weeks before", _booked_long_ago)
ACCOUNT_WITH_THEM = Need("the account is with the guest", _account_with_them)
STILL_OFF = Need("the row is still off the list", lambda sight: sight.off_the_list)
OFF_THE_LIST = Need("the row is off the list", _gone)
BACK_AGAIN = Need("the row is back", _back)
CLOSING = Need("opened, and not tidied up yet", _closing)
LATER_END_WANTED = Need("the row asks for other times than were given", _later_end)
PROVED_OR_WAITED = Need("the proof is there, or half an hour has passed", _proved_or_waited)
OLD_NUMBER_ENDED = Need("the old number was ended", _old_number_ended)
OVER_AND_TIDY = Need("it is over, and what was open is closed", _over_and_tidy)
GONE_WITHOUT_ADDRESS = Need("the address is gone with the row", _gone_without_address)
