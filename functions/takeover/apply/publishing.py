"""A guest's words to X: each post once, a thread in its order, the gate before every single call.

Used by who presses the button and by the clock that sends prepared words; what has to let it
through is the caller's to say.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from takeover.apply.posts import IN_REHEARSAL, fingerprint
from takeover.apply.taking import OWNER_BYTES
from takeover.errors import (
    LaterError,
    NeverError,
    NotSummonedError,
    RefusedError,
    TargetGoneError,
    UnknownOutcomeError,
)
from takeover.gate import Verdict
from takeover.model.limits import limits
from takeover.model.post import Post
from takeover.model.turn import POST_PREFIX, State, Turn
from takeover.photos import SafePhoto
from takeover.planning.housekeeping import TROUBLE
from takeover.ports import Claim, World
from takeover.wording.length import post_problems

X_TROUBLES = tuple(f"{TROUBLE}x-{kind}" for kind in ("later", "credit", "not_allowed"))
ENOUGH = timedelta(seconds=12)
"""The page has thirty seconds, one call to X may take eleven: no part is begun after this."""


class Publication(StrEnum):
    """What became of words that a guest wanted to post; refusals of X are called as in `errors`.

    UNFINISHED: a part of a thread was not begun, because time was short or the part before it is
    not out. ENOUGH_TODAY, ENOUGH_FOR_ALL: more than X lets us post in a day, or than a weekend
    may cost; then nothing was begun. PHOTO_GONE: a photo of it is no photo of this turn. WAITING:
    the team looks at it first.
    """

    POSTED = "posted"
    ALREADY = "already"
    UNSURE = "unsure"
    UNFINISHED = "unfinished"
    WAITING = "waiting"
    NOT_THESE_WORDS = "not_these_words"
    PHOTO_GONE = "photo_gone"
    ENOUGH_TODAY = "enough_today"
    ENOUGH_FOR_ALL = "enough_for_all"
    LATER = "later"
    OUT_OF_CREDIT = "credit"
    NOT_ALLOWED = "not_allowed"
    REFUSED_BY_X = "never"
    NOT_SUMMONED = "not_summoned"
    TARGET_GONE = "target_gone"
    REFUSED_BY_GATE = "gate"

    @property
    def out(self) -> bool:
        """Is it on X?"""
        return self in {Publication.POSTED, Publication.ALREADY}


@dataclass(frozen=True)
class Published:
    """The outcome, with the gate's verdict, the words' problems, or when X works again.

    `post_id` is X's, where it is out; `out` counts how many parts of a thread are.
    """

    outcome: Publication
    verdict: Verdict | None = None
    problems: tuple[str, ...] = ()
    retry_at: datetime | None = None
    post_id: str = ""
    out: int = 0


@dataclass(frozen=True)
class Publishing:
    """One guest's words on their way; `ask_gate` looks everything up anew and the clock last."""

    world: World
    turn: Turn
    ask_gate: Callable[[], Verdict]

    def publish(self, parts: Sequence[Post]) -> Published:
        """Keep the words, then publish part after part; stops at the first that is not out.

        What is out already stays so, however often this is asked: it goes on where it stopped.
        """
        problems = tuple(problem for part in parts for problem in post_problems(part.text))
        if problems or not parts:
            return Published(Publication.NOT_THESE_WORDS, problems=problems)
        if not any(part.step in self.turn.steps for part in parts):
            # What has begun goes on: a limit never stands in the middle of a thread.
            full = self._full(parts)
            if full is not None:
                return full
        if not all(self._keep(part) for part in parts):
            return Published(Publication.NOT_THESE_WORDS)
        return self.go_on(parts)

    def go_on(self, parts: Sequence[Post]) -> Published:
        """Publish parts whose words are kept."""
        begun, before, last = self.world.clock.now(), "", Published(Publication.UNFINISHED)
        for number, part in enumerate(parts):
            if number and self.world.clock.now() >= begun + ENOUGH:
                return Published(Publication.UNFINISHED, out=number)
            try:
                last = self._publish(part, before or part.answers)
            except (LaterError, UnknownOutcomeError):
                if not number:
                    raise
                # The ledger is silent, and the parts before are out: that has to be told.
                return Published(Publication.UNFINISHED, out=number)
            if last.outcome is Publication.TARGET_GONE and part.after:
                # X may not find a post that it has taken a moment ago.
                last = Published(Publication.UNFINISHED)
            if not last.outcome.out:
                return replace(last, out=number)
            before = last.post_id
        return replace(last, out=len(parts))

    def _full(self, parts: Sequence[Post]) -> Published | None:
        """Is there no room for all of these today, or this weekend?"""
        world, turn, settings = self.world, self.turn, self.world.settings
        begun = sum(step.startswith(POST_PREFIX) for step in turn.steps)
        narrowest = min(settings.most_posts_a_day, settings.most_answers_a_day, settings.most_posts)
        if begun + len(parts) <= narrowest:
            return None  # nothing has to be read for that
        now = world.clock.now()
        answers = {post.step for post in world.ledger.posts(turn.id) if post.answers}
        left = limits(answers, turn.steps, now, settings)
        if left.weekend_left < len(parts):
            return Published(Publication.ENOUGH_FOR_ALL)
        again_at = left.again_at(parts)
        return Published(Publication.ENOUGH_TODAY, retry_at=again_at) if again_at else None

    def _keep(self, part: Post) -> bool:
        """An attempt is one set of words: a form sent again with others is not that attempt."""
        return self.world.ledger.write_post(part) or any(
            replace(kept, written_at=part.written_at) == part
            for kept in self.world.ledger.posts(part.turn)
        )

    def _publish(self, post: Post, reply_to: str) -> Published:
        photos = self._photos(post)
        if photos is None:
            return Published(Publication.PHOTO_GONE)
        claim = Claim(
            record=self.turn.id,
            step=post.step,
            owner=secrets.token_hex(OWNER_BYTES),
            at=self.world.clock.now(),
            proof=fingerprint(self.turn, post.text, reply_to),
        )
        if not self.world.ledger.claim(claim):
            return self._as_it_stands(post.step)
        return self._send(claim, post, reply_to, photos)

    def _photos(self, post: Post) -> list[tuple[SafePhoto, str]] | None:
        """The photos of a post, each with what is in it; None if one is not there.

        Read before anything is claimed: trouble of the bucket is none of X, and costs no words.
        """
        found = [(self.world.photos.get(post.turn, one.key), one.alt) for one in post.photos]
        there = [(photo, alt) for photo, alt in found if photo is not None]
        return there if len(there) == len(found) else None

    def _send(
        self, claim: Claim, post: Post, reply_to: str, photos: Sequence[tuple[SafePhoto, str]]
    ) -> Published:
        channel, rehearsal = self.world.channel, self.turn.rehearsal
        try:
            if not rehearsal:
                channel.ready()
        except RefusedError as error:
            return self._refused_by_x(claim, error)
        uploaded: list[str] = []
        for photo, alt in () if rehearsal else photos:
            verdict = self.ask_gate()
            if not verdict.may_post:
                return self._refused_by_gate(claim, verdict)
            try:
                uploaded.append(channel.upload(photo.content, photo.media_type, alt))
                self._be_in_time(claim)
            except RefusedError as error:
                return self._refused_by_x(claim, error)
        verdict = self.ask_gate()
        if not verdict.may_post:
            return self._refused_by_gate(claim, verdict)
        try:
            post_id = IN_REHEARSAL if rehearsal else self._post(post, reply_to, uploaded)
        except RefusedError as error:
            return self._refused_by_x(claim, error)
        except UnknownOutcomeError:
            return Published(Publication.UNSURE)
        return self._posted(claim, post_id)

    def _post(self, post: Post, reply_to: str, photos: Sequence[str]) -> str:
        return self.world.channel.post(post.text, reply_to=reply_to, photos=photos)

    def _be_in_time(self, claim: Claim) -> None:
        """Nobody sees a photo that was handed over, so it is not too late to say "later"."""
        if self.world.clock.now() >= claim.at + ENOUGH:
            raise LaterError("X takes photos too slowly just now")

    def _refused_by_gate(self, claim: Claim, verdict: Verdict) -> Published:
        self.world.ledger.release(claim, None)
        return Published(Publication.REFUSED_BY_GATE, verdict)

    def _posted(self, claim: Claim, post_id: str) -> Published:
        ledger = self.world.ledger
        try:
            ledger.finish(claim, self.world.clock.now(), post_id)
        except (LaterError, UnknownOutcomeError):
            # It is posted; that it is will be found on the timeline by the next sweep.
            return Published(Publication.UNSURE)
        with suppress(LaterError, UnknownOutcomeError):  # the next post says so as well
            ledger.unsee(X_TROUBLES)
        return Published(Publication.POSTED, post_id=post_id)

    def _refused_by_x(self, claim: Claim, error: RefusedError) -> Published:
        """A definite no of X: the words are free again, and what is not about them is told."""
        ledger = self.world.ledger
        ledger.release(claim, None)
        if not isinstance(error, NeverError):
            ledger.see(f"{TROUBLE}x-{error.kind}", self.world.clock.now())
        retry_at = error.retry_at if isinstance(error, LaterError) else None
        return Published(refusal(error), retry_at=retry_at)

    def _as_it_stands(self, step: str) -> Published:
        """Somebody pressed twice, or goes on with a thread: say what became of the first time."""
        turn = self.world.ledger.turn(self.turn.id)
        record = turn.steps.get(step) if turn else None
        if record is not None and record.state is State.DONE:
            return Published(Publication.ALREADY, post_id=record.proof)
        return Published(Publication.UNSURE)


def refusal(error: RefusedError) -> Publication:
    """What a definite no of X is called."""
    match error:
        case NotSummonedError():
            return Publication.NOT_SUMMONED
        case TargetGoneError():
            return Publication.TARGET_GONE
    return Publication(error.kind)
