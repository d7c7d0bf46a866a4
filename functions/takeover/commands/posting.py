"""Publish, take down, pause: what a guest does with the account, through the gate each time."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from takeover.apply import take_turn
from takeover.apply.look import row_of
from takeover.apply.posts import IN_REHEARSAL, fingerprint
from takeover.apply.taking import OWNER_BYTES
from takeover.commands.visit import Visit
from takeover.errors import LaterError, NeverError, RefusedError, UnknownOutcomeError
from takeover.gate import Verdict, may_act
from takeover.model.turn import POST_PREFIX, Post, SessionKind, State, StepRecord
from takeover.planning.housekeeping import TROUBLE
from takeover.ports import Claim, World
from takeover.wording.length import post_problems, tidy

X_TROUBLES = tuple(f"{TROUBLE}x-{kind}" for kind in ("later", "credit", "not_allowed"))
ATTEMPT = re.compile(r"[0-9a-f]{16}")


class Publication(StrEnum):
    """What became of words that a guest wanted to post."""

    POSTED = "posted"
    ALREADY = "already"
    UNSURE = "unsure"
    NOT_THESE_WORDS = "not_these_words"
    LATER = "later"
    OUT_OF_CREDIT = "credit"
    NOT_ALLOWED = "not_allowed"
    REFUSED_BY_X = "never"
    REFUSED_BY_GATE = "gate"


@dataclass(frozen=True)
class Published:
    """The outcome, with the gate's verdict, the words' problems, or when X works again."""

    outcome: Publication
    verdict: Verdict | None = None
    problems: tuple[str, ...] = ()
    retry_at: datetime | None = None


@dataclass(frozen=True)
class OwnPost:
    """One of the guest's posts, as their page shows it."""

    attempt: str
    text: str
    written_at: datetime
    posted: bool
    unsure: bool
    taken_down: bool


def new_attempt() -> str:
    """A name for one attempt to post: the same form sent twice is one attempt."""
    return secrets.token_hex(8)


def publish(world: World, here: Visit, attempt: str, text: str) -> Published:
    """Publish a guest's words once, through the gate; unknown outcomes are never repeated."""
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    if here.session.kind is SessionKind.PROBE:
        # The probe asks whether it could post. It never does.
        return Published(Publication.POSTED, here.verdict)
    words = tidy(text)
    problems = post_problems(words)
    if problems or not ATTEMPT.fullmatch(attempt):
        return Published(Publication.NOT_THESE_WORDS, problems=tuple(problems))
    post = Post(here.turn.id, attempt, words, here.now)
    if not world.ledger.write_post(post) and not _same_words(world, post):
        return Published(Publication.NOT_THESE_WORDS)
    claim = Claim(
        record=here.turn.id,
        step=post.step,
        owner=secrets.token_hex(OWNER_BYTES),
        at=here.now,
        proof=fingerprint(here.turn, words),
    )
    if not world.ledger.claim(claim):
        return _as_it_stands(world, here, post.step)
    return _send(world, here, claim, words)


def _same_words(world: World, post: Post) -> bool:
    """An attempt is one set of words: a form sent again with others is not that attempt."""
    return any(
        kept.attempt == post.attempt and kept.text == post.text
        for kept in world.ledger.posts(post.turn)
    )


def _send(world: World, here: Visit, claim: Claim, words: str) -> Published:
    rehearsal = here.turn.rehearsal
    try:
        if not rehearsal:
            world.channel.ready()
    except RefusedError as error:
        return _refused_by_x(world, here, claim, error)
    verdict = _ask_again(world, here)
    if not verdict.may_post:
        world.ledger.release(claim, None)
        return Published(Publication.REFUSED_BY_GATE, verdict)
    try:
        post_id = IN_REHEARSAL if rehearsal else world.channel.post(words)
    except RefusedError as error:
        return _refused_by_x(world, here, claim, error)
    except UnknownOutcomeError:
        return Published(Publication.UNSURE)
    try:
        world.ledger.finish(claim, world.clock.now(), post_id)
    except (LaterError, UnknownOutcomeError):
        # It is posted; that it is will be found on the timeline by the next sweep.
        return Published(Publication.UNSURE)
    with suppress(LaterError, UnknownOutcomeError):  # the next post says so as well
        world.ledger.unsee(X_TROUBLES)
    return Published(Publication.POSTED)


def _refused_by_x(world: World, here: Visit, claim: Claim, error: RefusedError) -> Published:
    """A definite no of X: the words are free again, and what is not about them is told."""
    world.ledger.release(claim, None)
    if not isinstance(error, NeverError):
        world.ledger.see(f"{TROUBLE}x-{error.kind}", here.now)
    retry_at = error.retry_at if isinstance(error, LaterError) else None
    return Published(Publication(error.kind), retry_at=retry_at)


def _ask_again(world: World, here: Visit) -> Verdict:
    """The gate once more, right before the call to X: everything is read anew, then the clock."""
    holder, session = world.ledger.gate_view(here.turn.id, here.session.digest)
    row = row_of(world, here.turn)
    return may_act(world.clock.now(), holder, session, row)


def _as_it_stands(world: World, here: Visit, step: str) -> Published:
    """Somebody pressed twice: say what became of the first time."""
    turn = world.ledger.turn(here.turn.id)
    record = turn.steps.get(step) if turn else None
    if record is not None and record.state is State.DONE:
        return Published(Publication.ALREADY)
    return Published(Publication.UNSURE)


def own_posts(world: World, here: Visit) -> list[OwnPost]:
    """What the guest wrote this weekend, newest first.

    Words that X did not take stay in sight, until the same words were posted after all.
    """
    posts = world.ledger.posts(here.turn.id)
    kept = {post.text for post in posts if post.step in here.turn.steps}
    found = [
        _own_post(post, here.turn.steps.get(post.step))
        for post in posts
        if post.step in here.turn.steps or post.text not in kept
    ]
    return found[::-1]


def _own_post(post: Post, record: StepRecord | None) -> OwnPost:
    return OwnPost(
        attempt=post.attempt,
        text=post.text,
        written_at=post.written_at,
        posted=record is not None and record.state is State.DONE,
        unsure=record is not None and record.state is State.CLAIMED,
        taken_down=post.taken_down_at is not None,
    )


def take_down(world: World, here: Visit, attempt: str) -> Published:
    """Delete one of the guest's own posts; gone already is success."""
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    record = here.turn.steps.get(f"{POST_PREFIX}{attempt}")
    if here.session.kind is SessionKind.PROBE or record is None or record.state is not State.DONE:
        return Published(Publication.NOT_THESE_WORDS)
    try:
        if record.proof != IN_REHEARSAL:
            world.channel.ready()
            verdict = _ask_again(world, here)
            if not verdict.may_post:
                return Published(Publication.REFUSED_BY_GATE, verdict)
            world.channel.delete(record.proof)
    except RefusedError as error:
        return Published(Publication(error.kind))
    except UnknownOutcomeError:
        return Published(Publication.UNSURE)
    world.ledger.take_down(here.turn.id, attempt, here.now)
    return Published(Publication.POSTED)


def pause(world: World, here: Visit) -> None:
    """This is too much: nothing can be posted from now on, and people are told at once."""
    if world.ledger.pause(here.turn.id, here.now):
        take_turn(world, here.turn.id, ("too_much",))


def resume(world: World, here: Visit) -> None:
    """Pressed by mistake: carry on."""
    world.ledger.resume(here.turn.id)
