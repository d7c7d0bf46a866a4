"""The charity's own posts, and finding out whether a post of unknown outcome is there."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from takeover.apply import own_texts
from takeover.apply.look import row_of
from takeover.apply.taking import Taking
from takeover.errors import StaleError
from takeover.gate import account_is_with
from takeover.model.calendar import local_date
from takeover.model.roster import Guest
from takeover.model.turn import Turn
from takeover.wording import dates, render_post
from takeover.wording.length import tidy

IN_REHEARSAL = "rehearsal"
SKEW = timedelta(minutes=1)


def introduction(taking: Taking) -> bool:
    """Introduce the guest; asks the gate first, and again right before the call to X."""
    _ask_the_gate(taking)
    return _post(taking, _text(taking, "intro"), _ask_the_gate)


def farewell(taking: Taking) -> bool:
    """Say goodbye and thank you, once the account is back."""
    return _post(taking, _text(taking, "farewell"), _no_gate)


def look_for_post(taking: Taking) -> bool:
    """Read the account's own timeline: what is there was posted, what is not was not.

    The claim is at least two minutes old and a call to X ends within eleven seconds, so what is
    not there now was never taken by X; X refuses the same words twice besides.
    """
    planned, turn = taking.planned, taking.sight.turn
    claim = turn.steps[planned.subject]
    ledger = taking.world.ledger
    if turn.rehearsal:
        # Nothing goes to X in rehearsal, so nothing can be there.
        ledger.free(turn.id, planned.subject, claim.owner)
        return True
    for published in taking.world.channel.recent(claim.at - SKEW):
        if fingerprint(turn, published.text) == claim.proof:
            ledger.settle(turn.id, planned.subject, claim.owner, taking.now, published.id)
            return True
    ledger.free(turn.id, planned.subject, claim.owner)
    return True


def fingerprint(turn: Turn, text: str) -> str:
    """Words as the ledger knows them while nobody knows whether they were posted."""
    # X gives a link back with a scheme that nobody typed, and with a slash at its end.
    plain = re.sub(r"https?://", "", tidy(text)).replace("/ ", " ").removesuffix("/")
    folded = " ".join(plain.split())
    return hmac.digest(bytes.fromhex(turn.salt), folded.encode(), hashlib.sha256).hex()


def _ask_the_gate(taking: Taking) -> None:
    """Raise StaleError unless the account is with this turn; the clock is read last."""
    turn, world = taking.sight.turn, taking.world
    holder, row = world.ledger.holder(), row_of(world, turn)
    verdict = account_is_with(turn.id, taking.now, holder, row)
    if not verdict.may_post:
        raise StaleError(f"the introduction waits: {verdict.reason}")


def _no_gate(_: Taking) -> None:
    """The account is back: what the charity says on it needs nobody's leave."""


def _post(taking: Taking, text: str, gate: Callable[[Taking], None]) -> bool:
    turn, channel = taking.sight.turn, taking.world.channel
    if turn.rehearsal:
        return taking.once(lambda: IN_REHEARSAL)

    def publish() -> str:
        channel.ready()
        gate(taking)
        return channel.post(text)

    return taking.once(publish, proof=fingerprint(turn, text))


def _text(taking: Taking, kind: str) -> str:
    row = taking.sight.addressed
    if row is None or row.guest is None:
        raise StaleError("the guest is off the list")
    name = f"{kind}-anonymous" if row.guest.anonymous else f"{kind}-named"
    own = own_texts.own_text(taking.world, f"post/{name}")
    own_texts.tell(taking.world, own)
    return render_post(name, _fillers(taking, row.guest), text=own.text)


def _fillers(taking: Taking, guest: Guest) -> Mapping[str, object]:
    settings = taking.world.settings
    last_day = local_date(taking.sight.window.ends_at, settings.zone)
    return {
        "public_name": guest.public_name,
        "introduction": guest.introduction,
        "condition": settings.condition,
        "at_account": f"@{settings.account}",
        "end_day": dates.weekday(last_day),
    }
