"""Two ways in which things could go, compared mail by mail. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from takeover.planning.preview import Expected


@dataclass(frozen=True)
class Difference:
    """What a change means for the mails of some weekends.

    `sent` comes only because of it, `later` came at another time (given) before, `not_sent` comes
    no more.
    """

    sent: tuple[Expected, ...]
    later: tuple[tuple[Expected, datetime], ...]
    not_sent: tuple[Expected, ...]


def difference(before: Iterable[Expected], after: Iterable[Expected]) -> Difference:
    """Compare what is sent as things are with what would be sent otherwise."""
    was = {_as_sent(one): one for one in before}
    then = {_as_sent(one): one for one in after}
    both = [(one, was[key].at) for key, one in then.items() if key in was]
    return Difference(
        sent=tuple(one for key, one in then.items() if key not in was),
        later=tuple((one, at) for one, at in both if one.at != at),
        not_sent=tuple(one for key, one in was.items() if key not in then),
    )


def _as_sent(one: Expected) -> tuple[object, ...]:
    return one.step.name, one.weekend, tuple(person.address for person in one.to)
