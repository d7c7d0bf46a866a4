"""Words for later: written on a good day, sent when the guest says so, or kept to read and copy."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from takeover.apply.publishing import Published
from takeover.commands.posting import new_attempt, own_posts, publish
from takeover.commands.reviewing import MOST_DRAFTS, ask_for, may_go, take_back
from takeover.commands.visit import Visit
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.post import ATTEMPT, MOST_PARTS, Draft, Photo
from takeover.model.turn import SessionKind, State
from takeover.ports import World
from takeover.timeline import SENT_WITHIN
from takeover.wording.length import post_problems, tidy

MARK = timedelta(minutes=5)
LONGEST_KEPT = 10_000
KEPT_TO_READ = timedelta(days=14)
"""So long after the end the guest may read and copy what was not sent."""


class Keeping(StrEnum):
    """What became of words that a guest wanted to keep, or to have sent later."""

    KEPT = "kept"
    ASKED = "asked"
    TOO_MANY = "too many"
    TOO_LONG = "too long"
    GONE_OUT = "gone out"
    NOT_THESE_WORDS = "not these words"
    NUMBER_NEEDED = "number needed"
    NOT_THEN = "not then"
    OVER = "over"


@dataclass(frozen=True)
class Kept:
    """The outcome, with the words' problems; `send_at` is the mark that was chosen.

    `attempt` is the name under which the words are kept.
    """

    keeping: Keeping
    problems: tuple[str, ...] = ()
    send_at: datetime | None = None
    attempt: str = ""


def keep_words(
    world: World, here: Visit, attempt: str, *texts: str, photos: tuple[Photo, ...] = ()
) -> Kept:
    """Keep these words, finished or not, in place of the ones that this attempt had.

    They keep their time, if they can be sent and who changed them could choose one.
    """
    if here.over or here.session.kind is SessionKind.PROBE:
        return Kept(Keeping.OVER)
    if not ATTEMPT.fullmatch(attempt) or not any(map(str.strip, texts)):
        return Kept(Keeping.NOT_THESE_WORDS)
    if len(texts) > MOST_PARTS or sum(map(len, texts)) > LONGEST_KEPT:
        return Kept(Keeping.TOO_LONG)
    if is_out(here, attempt):
        return Kept(Keeping.GONE_OUT)
    drafts = world.ledger.drafts(here.turn.id)
    if len([one for one in drafts if one.attempt != attempt]) >= MOST_DRAFTS:
        return Kept(Keeping.TOO_MANY)
    words = tuple(map(tidy, texts))
    before = next((one for one in drafts if one.attempt == attempt), None)
    if before is not None and before.waits(here.now):
        # The team looks at just these words.
        if before.with_words(words, photos):
            return Kept(Keeping.KEPT, send_at=before.send_at, attempt=attempt)
        return keep_words(world, here, new_attempt(), *texts, photos=photos)
    name = attempt if not _tried_with_others(world, here, attempt, words, photos) else new_attempt()
    draft = before or Draft(here.turn.id, name, words, here.now)
    timed = here.session.kind is SessionKind.NUMBER and not _problems(words)
    send_at = draft.goes_at if timed else None
    draft = replace(
        draft,
        attempt=name,
        texts=words,
        photos=photos,
        saved_at=here.now,
        send_at=send_at,
        refused="",
        ask=ask_for(world, here, send_at) if send_at else None,
        reply=None,
        reason="",
    )
    world.ledger.keep_draft(draft)
    if name != attempt:
        world.ledger.drop_draft(here.turn.id, attempt)
    return Kept(Keeping.KEPT, send_at=draft.send_at, attempt=name)


def _tried_with_others(
    world: World, here: Visit, attempt: str, words: Sequence[str], photos: Sequence[Photo]
) -> bool:
    """Did X refuse other words of this attempt? An attempt is one set of words, so it is spent."""
    tried = [post for post in world.ledger.posts(here.turn.id) if post.thread == attempt]
    if not tried:
        return False
    shown = [photo for post in tried for photo in post.photos]
    return tuple(post.text for post in tried) != tuple(words) or shown != list(photos)


def _problems(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(problem for text in texts for problem in post_problems(text))


def send_later(world: World, here: Visit, attempt: str, at: datetime) -> Kept:
    """Have kept words sent at this instant, or at the next five-minute mark after it.

    Needs the number: who has only the link posts nothing, not even later.
    """
    if here.session.kind is not SessionKind.NUMBER or here.over:
        return Kept(Keeping.OVER if here.over else Keeping.NUMBER_NEEDED)
    draft = draft_of(world, here, attempt)
    if draft is None or is_out(here, attempt):
        return Kept(Keeping.GONE_OUT)
    problems = _problems(draft.texts)
    if problems:
        return Kept(Keeping.NOT_THESE_WORDS, problems)
    mark, window = next_mark(at), here.sight.window
    if mark < here.now or not window.contains(mark) or not window.contains(mark + MARK):
        return Kept(Keeping.NOT_THEN)
    timed = replace(draft, send_at=mark, refused="", saved_at=here.now)
    if may_go(here, draft):
        world.ledger.keep_draft(timed)
        return Kept(Keeping.KEPT, send_at=mark)
    asking = replace(timed, ask=ask_for(world, here, mark), reply=None, reason="")
    asked = world.ledger.swap_draft(draft, asking)
    return Kept(Keeping.ASKED, send_at=mark) if asked else Kept(Keeping.GONE_OUT)


def do_not_send(world: World, here: Visit, attempt: str) -> bool:
    """Keep the words, and send them at no time; False if they are out, or on their way."""
    draft = draft_of(world, here, attempt)
    if draft is None or is_out(here, attempt):
        return False
    if draft.asking is not None:
        return take_back(world, here, attempt)
    world.ledger.keep_draft(replace(draft, send_at=None))
    return True


def throw_away(world: World, here: Visit, attempt: str) -> None:
    """Delete kept words; gone already is success."""
    world.ledger.drop_draft(here.turn.id, attempt)


def send_now(
    world: World, here: Visit, attempt: str, *texts: str, photos: tuple[Photo, ...] = ()
) -> Published:
    """Publish kept words at once, as they were looked at just now; they are kept no longer."""
    said = publish(world, here, attempt, *texts, photos=photos)
    if said.outcome.out and here.session.kind is SessionKind.NUMBER:
        with suppress(LaterError, UnknownOutcomeError):  # they are out, and so not shown again
            world.ledger.drop_draft(here.turn.id, attempt)
    return said


def drafts(world: World, here: Visit) -> Sequence[Draft]:
    """What is kept and not out, in the order in which it is to be sent, then as it was written.

    Nothing any more once it has been kept for two weeks after the end.
    """
    if here.now >= here.sight.window.ends_at + KEPT_TO_READ:
        return []
    kept = [one for one in world.ledger.drafts(here.turn.id) if not is_out(here, one.attempt)]
    return sorted(kept, key=lambda one: (one.goes_at is None, one.goes_at or one.saved_at))


def draft_of(world: World, here: Visit, attempt: str) -> Draft | None:
    """One of them."""
    return next((d for d in world.ledger.drafts(here.turn.id) if d.attempt == attempt), None)


def unsent(world: World, here: Visit) -> list[tuple[str, ...]]:
    """All words that are not out, for their guest to read and copy; until two weeks after the end.

    What was kept for later, and what X did not take.
    """
    if here.now >= here.sight.window.ends_at + KEPT_TO_READ:
        return []
    kept = [one.texts for one in drafts(world, here)]
    left = [(one.text,) for one in own_posts(world, here) if not one.posted and not one.unsure]
    return kept + [texts for texts in left if not any(texts[0] in other for other in kept)]


def is_out(here: Visit, attempt: str) -> bool:
    """Have these words been posted, or may they have been?"""
    record = here.turn.steps.get(f"post-{attempt}")
    return record is not None and record.state is not State.SEEN


def missed(draft: Draft, now: datetime) -> bool:
    """Was it to be sent, and is it too late for that now?"""
    within = timedelta(seconds=SENT_WITHIN)
    return draft.goes_at is not None and now >= draft.goes_at + within


def next_mark(at: datetime) -> datetime:
    """This instant, if it is a five-minute mark, or the next one."""
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + MARK
