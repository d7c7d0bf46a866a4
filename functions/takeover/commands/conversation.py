"""Who wrote to us this weekend and what was answered; hiding a post, telling the team of one.

What others wrote is read from X when somebody looks, and never written down: X wants it gone within
a day of its being deleted there. The ledger knows ids only, of what was hidden and told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from weakref import WeakKeyDictionary

from takeover.apply import take_turn
from takeover.apply.own_texts import own_texts
from takeover.apply.publishing import Publication, Published, refusal
from takeover.commands.posting import OwnPost, ask_again, own_posts
from takeover.commands.visit import Visit
from takeover.errors import LaterError, RefusedError, UnknownOutcomeError
from takeover.gate import Reason
from takeover.model.report import HIDDEN_PREFIX, Report, reports
from takeover.model.turn import Fact, SessionKind
from takeover.ports import Channel, Mention, World
from takeover.wording.heard import EXAMPLES
from takeover.wording.post import render_post
from takeover.wording.ready_answers import READY

POST_ID = re.compile(r"[0-9]{1,20}")
AT_ONCE = 50
KEPT = timedelta(seconds=20)
"""So long a process shows what it has just read: a page that is reloaded costs X nothing."""
MOST_REPORTS = 40
APART = timedelta(minutes=20)


class Told(StrEnum):
    """What came of telling the team."""

    TOLD = "told"
    TOO_OFTEN = "too often"
    REFUSED_BY_GATE = "gate"
    NO_SUCH_POST = "no such post"


@dataclass(frozen=True)
class Heard:
    """What somebody wrote to us, and what the guest did about it."""

    mention: Mention
    answers: tuple[OwnPost, ...] = ()
    hidden: bool = False
    told: bool = False


@dataclass(frozen=True)
class Conversation:
    """Some of it, newest first, as X showed it at an instant.

    `older` is where the next ones begin, empty if there are none. `trouble` is the kind of error
    that kept X from showing anything; then `own` has what the guest wrote, from our own records.
    """

    heard: tuple[Heard, ...]
    seen_at: datetime
    older: str = ""
    trouble: str = ""
    retry_at: datetime | None = None
    own: tuple[OwnPost, ...] = ()


@dataclass(frozen=True)
class _Read:
    turn: str
    at: datetime
    mentions: Sequence[Mention]


_LATELY: WeakKeyDictionary[Channel, _Read] = WeakKeyDictionary()


def who_wrote(world: World, here: Visit, before: str = "") -> Conversation:
    """Fifty of those who wrote to us since the window's start, older than the post `before`."""
    try:
        read = _read(world, here)
    except (RefusedError, UnknownOutcomeError) as error:
        kind = error.kind if isinstance(error, RefusedError) else LaterError.kind
        retry_at = error.retry_at if isinstance(error, LaterError) else None
        own = tuple(own_posts(world, here))
        return Conversation((), here.now, trouble=kind, retry_at=retry_at, own=own)
    wanted = read.mentions
    if POST_ID.fullmatch(before):
        wanted = [one for one in wanted if int(one.id) < int(before)]
    shown = wanted[:AT_ONCE]
    older = shown[-1].id if len(wanted) > len(shown) else ""
    return Conversation(tuple(_heard(world, here, shown)), read.at, older)


def heard(world: World, here: Visit, post_id: str) -> Heard | None:
    """One of them; None if it is not there (any more), or X shows nothing just now."""
    try:
        read = _read(world, here)
    except (RefusedError, UnknownOutcomeError):
        return None
    return next(iter(_heard(world, here, [m for m in read.mentions if m.id == post_id])), None)


def ready_answers(world: World) -> dict[str, str]:
    """The prepared answers by their names, in the charity's own words where it has some."""
    own = own_texts(world, [f"post/{name}" for name in READY])
    return {name: render_post(name, {}, text=own[f"post/{name}"].text) for name in READY}


def hide(world: World, here: Visit, post_id: str) -> Published:
    """Hide somebody's answer to us, for everybody; the gate is asked right before the call."""
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    if here.session.kind is SessionKind.PROBE or not POST_ID.fullmatch(post_id):
        return Published(Publication.NOT_THESE_WORDS)
    try:
        if not here.turn.rehearsal:
            world.channel.ready()
            verdict = ask_again(world, here)
            if not verdict.may_post:
                return Published(Publication.REFUSED_BY_GATE, verdict)
            world.channel.hide(post_id)
    except RefusedError as error:
        return Published(refusal(error))
    except UnknownOutcomeError:
        return Published(Publication.UNSURE)
    world.ledger.mark(here.turn.id, HIDDEN_PREFIX + post_id, here.now, "")
    return Published(Publication.POSTED)


def tell_team(world: World, here: Visit, report: Report) -> Told:
    """Tell coordinator and duty of a post, once a post and at once; works in a pause as well.

    It is written down first, so that a sweep tells them if the desk dies or the mail is refused;
    and the report last of it: what the page calls told is never without the fact that owes a mail.
    """
    if here.verdict.reason not in {Reason.OPEN, Reason.PAUSED}:
        return Told.REFUSED_BY_GATE
    if here.session.kind is SessionKind.PROBE or not POST_ID.fullmatch(report.post or "0"):
        return Told.NO_SUCH_POST
    if report.step not in here.turn.steps:
        if here.turn.tellings >= MOST_REPORTS:
            return Told.TOO_OFTEN
        world.ledger.note(here.turn.id, Fact.TOLD_US, here.now)
        world.ledger.mark(here.turn.id, report.step, here.now, "")
    take_turn(world, here.turn.id, ("told_us",))
    return Told.TOLD


def _read(world: World, here: Visit) -> _Read:
    """What X shows now, or showed this process a moment ago; in rehearsal what we made up."""
    turn = here.turn
    if turn.rehearsal:
        return _Read(turn.id, here.now, _made_up(here))
    lately = _LATELY.get(world.channel)
    if lately and lately.turn == turn.id and timedelta() <= here.now - lately.at < KEPT:
        return lately
    _LATELY.pop(world.channel, None)
    read = _Read(turn.id, here.now, world.channel.mentions(here.sight.window.starts_at))
    _LATELY[world.channel] = read
    return read


def _made_up(here: Visit) -> list[Mention]:
    """Examples, newest first, none from before the weekend."""
    since, count = here.sight.window.starts_at, len(EXAMPLES)
    return [
        Mention(
            id=str(count - number),
            text=text,
            at=max(since, here.now - APART * (number + 1)),
            handle=handle,
            name=name,
            reply_to="0" if answerable else "",
            answerable=answerable,
        )
        for number, (name, handle, text, answerable) in enumerate(EXAMPLES)
    ]


def _heard(world: World, here: Visit, mentions: Sequence[Mention]) -> list[Heard]:
    own = own_posts(world, here) if mentions else []
    told = {report.post for report in reports(here.turn)}
    return [
        Heard(
            mention=one,
            answers=tuple(post for post in reversed(own) if post.answers == one.id),
            hidden=HIDDEN_PREFIX + one.id in here.turn.steps,
            told=one.id in told,
        )
        for one in mentions
    ]
