"""The charity's own posts, and finding out whether a post of unknown outcome is there."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from takeover.apply import own_texts
from takeover.apply.look import row_of, sight_of
from takeover.apply.taking import Taking
from takeover.errors import StaleError
from takeover.gate import account_is_with
from takeover.model.calendar import local_date
from takeover.model.needs import OWN_PAUSE_STANDS
from takeover.model.roster import Guest
from takeover.model.sight import Sight
from takeover.model.turn import Fact, State, Turn
from takeover.ports import World
from takeover.wording import dates, render_post
from takeover.wording.length import tidy

IN_REHEARSAL = "rehearsal"
HOLDING = "holding"
SKEW = timedelta(minutes=1)
DECIDED = timedelta(minutes=2)
"""So long after its claim a post is out, or never will be: no function runs longer."""
_NAMES_IN_FRONT = re.compile(r"\A(?:@\w{1,15}(?:\s+|\Z))+")


def introduction(taking: Taking) -> bool:
    """Introduce the guest; asks the gate first, and again right before the call to X."""
    _ask_the_gate(taking)
    return _post(taking, _text(taking, "intro"), _ask_the_gate)


def words_of_introduction(world: World, sight: Sight) -> str:
    """The introduction of this guest as it goes out; raises StaleError once they are off the list.

    In the charity's own words where it has any.
    """
    name = _kind(_guest(sight), "intro")
    own = own_texts.own_text(world, f"post/{name}")
    return render_post(name, _fillers(world, sight), text=own.text)


def farewell(taking: Taking) -> bool:
    """Say goodbye and thank you, once the account is back."""
    return _post(taking, _text(taking, "farewell"), _no_gate)


def holding(taking: Taking) -> bool:
    """Say that it may be quiet for a while; once a weekend, whoever has it."""
    _ask_whether_paused(taking)
    if said := _said_before(taking):
        return taking.once(lambda: said)
    return _post(taking, _own_words(taking, HOLDING), _ask_whether_paused)


def _said_before(taking: Taking) -> str:
    """What X knows this weekend's holding post by, if it went out for an earlier guest of it."""
    turn = taking.sight.turn
    earlier = (
        other.steps[HOLDING].proof
        for other in taking.look.account.turns
        if other.weekend == turn.weekend and other.rehearsal == turn.rehearsal
        if other.id != turn.id and other.settled(HOLDING)
    )
    return next(earlier, "")


def look_for_post(taking: Taking) -> bool:
    """Read the account's own timeline: what is there was posted, what is not was not.

    The claim is at least two minutes old and a call to X ends within eleven seconds, so what is
    not there now was never taken by X; X refuses the same words twice besides. The same words may
    have been posted by somebody else's claim, such as the introduction of the guest's next turn:
    what came later than this claim can have sent it, or is known as another step's, is not ours.
    """
    planned, turn = taking.planned, taking.sight.turn
    claim = turn.steps[planned.subject]
    ledger = taking.world.ledger
    if turn.rehearsal:
        # Nothing goes to X in rehearsal, so nothing can be there.
        ledger.free(turn.id, planned.subject, claim.owner)
        return True
    others, latest = _known_posts(taking), claim.at + DECIDED + SKEW
    for published in taking.world.channel.recent(claim.at - SKEW):
        if published.at > latest or published.id in others:
            continue
        if fingerprint(turn, published.text, published.reply_to) == claim.proof:
            ledger.settle(turn.id, planned.subject, claim.owner, taking.now, published.id)
            return True
    ledger.free(turn.id, planned.subject, claim.owner)
    return True


def _known_posts(taking: Taking) -> set[str]:
    """The ids of all posts of which it is known which step published them."""
    steps = (step for turn in taking.look.account.turns for step in turn.steps.values())
    return {step.proof for step in steps if step.state is State.DONE}


def fingerprint(turn: Turn, text: str, reply_to: str = "") -> str:
    """Words as the ledger knows them while nobody knows whether they were posted.

    `reply_to` is the post that they answer: the same thanks to two people are two posts.
    """
    # X puts the names of those who are answered in front, whether they were typed or not.
    words = _NAMES_IN_FRONT.sub("", tidy(text)) if reply_to else tidy(text)
    # X gives a link back with a scheme that nobody typed, and with a slash at its end.
    plain = re.sub(r"https?://", "", words).replace("/ ", " ").removesuffix("/")
    folded = " ".join(plain.split())
    if reply_to:
        folded = f"{reply_to}\n{folded}"  # no folded words hold a line break
    return hmac.digest(bytes.fromhex(turn.salt), folded.encode(), hashlib.sha256).hex()


def _ask_the_gate(taking: Taking) -> None:
    """Raise StaleError unless the account is with this turn; the clock is read last."""
    turn, world = taking.sight.turn, taking.world
    holder, row = world.ledger.holder(), row_of(world, turn)
    verdict = account_is_with(turn.id, taking.now, holder, row)
    if not verdict.may_post:
        raise StaleError(f"the introduction waits: {verdict.reason}")


def _ask_whether_paused(taking: Taking) -> None:
    """Raise StaleError unless the very pause that was seen still stands; the clock is read last.

    The gate lets nobody in while it does: these words are the charity's own.
    """
    seen = taking.sight.turn
    turn = taking.world.ledger.turn(seen.id)
    same = turn is not None and turn.at(Fact.PAUSED) == seen.at(Fact.PAUSED)
    if turn is None or not same or not OWN_PAUSE_STANDS.met(sight_of(taking.world, turn)):
        raise StaleError("the pause is over, so there is nothing to say about it")


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
    return _own_words(taking, _kind(_guest(taking.sight), kind))


def _kind(guest: Guest, kind: str) -> str:
    return f"{kind}-anonymous" if guest.anonymous else f"{kind}-named"


def _guest(sight: Sight) -> Guest:
    row = sight.addressed
    if row is None or row.guest is None:
        raise StaleError("the guest is off the list")
    return row.guest


def _own_words(taking: Taking, name: str) -> str:
    """The post as it goes out, in the charity's own words where it has any."""
    own = own_texts.own_text(taking.world, f"post/{name}")
    own_texts.tell(taking.world, own)
    return render_post(name, _fillers(taking.world, taking.sight), text=own.text)


def _fillers(world: World, sight: Sight) -> Mapping[str, object]:
    settings, guest = world.settings, _guest(sight)
    last_day = local_date(sight.window.ends_at, settings.zone)
    return {
        "public_name": guest.public_name,
        "introduction": guest.introduction,
        "condition": settings.condition,
        "at_account": f"@{settings.account}",
        "end_day": dates.weekday(last_day),
    }
