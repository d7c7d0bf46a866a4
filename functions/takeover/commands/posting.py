"""Publish, take down, pause: what a guest does with the account, through the gate each time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from takeover.apply import take_turn
from takeover.apply.look import row_of
from takeover.apply.posts import IN_REHEARSAL
from takeover.apply.publishing import Publication, Published, Publishing
from takeover.commands.reviewing import publish_or_ask, review_of
from takeover.commands.visit import Visit
from takeover.errors import RefusedError, UnknownOutcomeError
from takeover.gate import Verdict, may_act
from takeover.model.post import ATTEMPT, MOST_PARTS, Draft, Photo, Post, left_of, parts_of
from takeover.model.turn import DOWN_PREFIX, POST_PREFIX, SessionKind, State, StepRecord
from takeover.ports import World
from takeover.wording.length import tidy


@dataclass(frozen=True)
class OwnPost:
    """One of the guest's posts, as their page shows it; `part` of `parts` of a thread.

    `at`: when it went out, which may be long after it was written; else when it was written.
    """

    attempt: str
    text: str
    at: datetime
    posted: bool
    unsure: bool
    taken_down: bool
    part: int = 1
    parts: int = 1
    answers: str = ""
    photos: tuple[Photo, ...] = ()


def new_attempt() -> str:
    """A name for one attempt to post: the same form sent twice is one attempt."""
    return secrets.token_hex(8)


def publish(
    world: World,
    here: Visit,
    attempt: str,
    *texts: str,
    answers: str = "",
    photos: tuple[Photo, ...] = (),
    ours: bool = False,
) -> Published:
    """Publish a guest's words once, as one post or as a thread, through the gate each time.

    `answers` is X's id of the post that the first part answers; `photos` go with that part.
    Unknown outcomes are never repeated; what stopped half way goes on when the same attempt is
    sent again. Where the team looks first, the words wait for its yes, unless they are `ours`.
    """
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    if here.session.kind is SessionKind.PROBE:
        # The probe asks whether it could post. It never does.
        return Published(Publication.POSTED, here.verdict)
    words = tuple(tidy(text) for text in texts)
    if not ATTEMPT.fullmatch(attempt) or len(words) > MOST_PARTS:
        return Published(Publication.NOT_THESE_WORDS)
    draft = Draft(here.turn.id, attempt, words, here.now, answers=answers, photos=photos)
    publishing = _publishing(world, here)
    if review_of(here) is not None and not ours:
        return publish_or_ask(world, here, draft, publishing)
    return publishing.publish(parts_of(draft, here.now))


def carry_on(world: World, here: Visit, attempt: str) -> Published:
    """Go on with a thread that stopped half way."""
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    thread = _thread(world.ledger.posts(here.turn.id), attempt)
    if here.session.kind is SessionKind.PROBE or not left_of(thread, here.turn.steps):
        return Published(Publication.NOT_THESE_WORDS)
    return _publishing(world, here).go_on(thread)


def _publishing(world: World, here: Visit) -> Publishing:
    return Publishing(world, here.turn, lambda: ask_again(world, here))


def ask_again(world: World, here: Visit) -> Verdict:
    """The gate once more, right before the call to X: everything is read anew, then the clock."""
    holder, session = world.ledger.gate_view(here.turn.id, here.session.digest)
    row = row_of(world, here.turn)
    return may_act(world.clock.now(), holder, session, row)


def _thread(posts: Sequence[Post], attempt: str) -> list[Post]:
    return sorted((post for post in posts if post.thread == attempt), key=lambda post: post.part)


def own_posts(world: World, here: Visit) -> list[OwnPost]:
    """What the guest wrote this weekend, what went out last first; a thread's parts in their order.

    Words that X did not take stay in sight, until the same words were posted after all.
    """
    posts = world.ledger.posts(here.turn.id)
    kept = {post.text for post in posts if post.step in here.turn.steps}
    found: list[list[OwnPost]] = []
    for name in dict.fromkeys(post.thread for post in reversed(posts)):
        thread = _thread(posts, name)
        begun = any(post.step in here.turn.steps for post in thread)
        shown = [
            _own_post(here, post, len(thread))
            for post in thread
            if post.step in here.turn.steps or begun or post.text not in kept
        ]
        found += [shown] if shown else []
    found.sort(key=lambda parts: parts[0].at, reverse=True)
    return [part for parts in found for part in parts]


def _own_post(here: Visit, post: Post, parts: int) -> OwnPost:
    record: StepRecord | None = here.turn.steps.get(post.step)
    out = record is not None and record.state is State.DONE
    return OwnPost(
        attempt=post.attempt,
        text=post.text,
        at=record.at if record is not None and out else post.written_at,
        posted=out,
        unsure=record is not None and record.state is State.CLAIMED,
        taken_down=here.turn.down(post.step) is not None,
        part=post.part,
        parts=parts,
        answers=post.answers,
        photos=post.photos,
    )


def take_down(world: World, here: Visit, attempt: str) -> Published:
    """Delete one of the guest's own posts; gone already is success."""
    if not here.verdict.may_post:
        return Published(Publication.REFUSED_BY_GATE, here.verdict)
    step = f"{POST_PREFIX}{attempt}"
    record = here.turn.steps.get(step)
    if here.session.kind is SessionKind.PROBE or record is None or record.state is not State.DONE:
        return Published(Publication.NOT_THESE_WORDS)
    try:
        if record.proof != IN_REHEARSAL:
            world.channel.ready()
            verdict = ask_again(world, here)
            if not verdict.may_post:
                return Published(Publication.REFUSED_BY_GATE, verdict)
            world.channel.delete(record.proof)
    except RefusedError as error:
        return Published(Publication(error.kind))
    except UnknownOutcomeError:
        return Published(Publication.UNSURE)
    world.ledger.mark(here.turn.id, DOWN_PREFIX + step, here.now, "")
    return Published(Publication.POSTED)


def pause(world: World, here: Visit) -> None:
    """This is too much: nothing can be posted from now on, and people are told at once."""
    if world.ledger.pause(here.turn.id, here.now):
        take_turn(world, here.turn.id, ("too_much",))


def resume(world: World, here: Visit) -> None:
    """Pressed by mistake: carry on."""
    world.ledger.resume(here.turn.id)
