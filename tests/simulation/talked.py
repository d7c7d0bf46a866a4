"""Who writes to the account, what a guest does about it, and what must hold of that.

talk  an answer answers the post that it names, and nothing else does; a post is hidden, and one
      taken down, only as a post is published (I1, I3, I7, I10); each report is written down and
      mailed; and what others wrote stands in no mail, no log and no record of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from takeover.model.report import HIDDEN_PREFIX
from takeover.model.steps import REVOCATION
from takeover.model.turn import TOLD_PREFIX, State
from takeover.ports import Letter
from tests.simulation.invariants import Invariants
from tests.simulation.stack import Stack

if TYPE_CHECKING:
    from tests.simulation.people import GuestLife

MINUTE = timedelta(minutes=1)
OTHERS = ("othersay", "Othersname", "othershandle")
EXAMPLES = ("1", "2", "3", "4", "5")
NEAR_THE_END = (-600, -60, -20, -16, -14, -5, 1)
WRITTEN_EARLIER = (1, 3, 40, 400)
NOT_ANSWERABLE = {"not_summoned", "target_gone"}


@dataclass
class Talked:
    """Remembers which post each answer was for, by turn and attempt; and the mails of reports."""

    checks: Invariants
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    reported: dict[str, str] = field(default_factory=dict)

    def look(self, record: str, step: str, reply_to: str) -> None:
        """At the instant at which X publishes a guest's words."""
        attempt, _, part = step.removeprefix("post-").partition("-")
        wanted = self.answers.get((record, attempt), "")
        if part:
            before = attempt if part == "2" else f"{attempt}-{int(part) - 1}"
            wanted = self.ids.get((record, f"post-{before}"), "")
        if reply_to != wanted:
            self.checks.breach("talk", f"{step} of {record} answers {reply_to!r}, not {wanted!r}")

    def mailed(self, letter: Letter, record: str, step: str) -> None:
        """At the instant at which SES takes a mail."""
        said = f"{letter.subject}\n{letter.text}\n{letter.html}"
        for word in OTHERS:
            if word in said:
                self.checks.breach("talk", f"{step} of {record} says what somebody else wrote")
        if step.startswith("told_us"):
            self.reported[record] = self.reported.get(record, "") + letter.text

    def at_the_end(self, stack: Stack) -> None:
        """Once, after the last calm runs."""
        kept = {name: value for name, value in vars(stack.ledger).items()
                if name not in {"seam", "_stack"}}  # fmt: skip
        for word in OTHERS:
            if word in repr(kept):
                self.checks.breach("talk", f"{word!r}, which others wrote, stands in the ledger")
        theirs = {post.id for post in stack.channel.theirs}
        for record, turn in stack.ledger._turns.items():
            for key in turn.steps:
                post = key.removeprefix(HIDDEN_PREFIX)
                real = key.startswith(HIDDEN_PREFIX) and not turn.rehearsal
                if real and post in theirs - stack.channel.hidden:
                    self.checks.breach("talk", f"{key} of {record} is noted, and it is not hidden")
                if key.startswith(TOLD_PREFIX) and not turn.rehearsal and not self.checks.former:
                    self._was_mailed(record, key)

    def _was_mailed(self, record: str, key: str) -> None:
        turn = self.checks.stack.ledger._turns[record]
        mails = [step for name, step in turn.steps.items() if name.startswith("told_us")]
        unknown = any(step.state is not State.DONE for step in mails)
        post = key.rpartition("-")[2]
        if post not in self.reported.get(record, "") and not unknown:
            self.checks.breach("talk", f"{key} of {record} was told to nobody")


@dataclass
class Talking:
    """What one guest does about those who write."""

    life: GuestLife
    number: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(f"talk {self.life.weekend.seed} {self.life.turn}")
        self._answered: list[str] = []

    def plan(self, start: datetime, end: datetime) -> None:
        """Who writes, and what the guest will do about it, and when."""
        weekend, chance = self.life.weekend, self.chance
        answers, hides, tells = (self.answer,) * 2, (self.hide,) * 2, (self.tell,) * 3
        acts = (*answers, self.help, *hides, *tells, self.look)
        for number in range(weekend.scenario.acts.talks):
            at = start + timedelta(seconds=chance.uniform(-300, (end - start).total_seconds()))
            if number % 4 == 3:
                at = end + timedelta(seconds=chance.choice(NEAR_THE_END))
            earlier = chance.choice(WRITTEN_EARLIER) * MINUTE
            weekend.at(max(at - earlier, weekend.now), self.somebody_writes)
            weekend.person_at(at, chance.choice(acts))

    def somebody_writes(self) -> None:
        """Somebody else on X: to us or not, about a post of ours or not; some delete it again."""
        channel, chance = self.life.weekend.stack.channel, self.chance
        self.number += 1
        account = self.life.weekend.stack.settings.account
        text = f"othersay {self.number}"
        ours = [post.id for post in channel.published]
        reply = chance.choice(ours) if ours and chance.random() < 0.6 else ""
        if not reply and chance.random() < 0.8:
            text = f"@{account} {text}"
        post = channel.somebody_writes(
            text, handle="othershandle", name="Othersname", reply_to=reply
        )
        if chance.random() < 0.15:
            later = self.life.weekend.now + chance.choice((1, 30)) * MINUTE
            self.life.weekend.at(later, lambda: channel.somebody_deletes(post))

    def look(self) -> None:
        """Read who wrote."""
        if self.life.cookies:
            self.life.weekend.stack.desk.ask("guest", "GET", "/talk", cookie=self.life.cookies[-1])

    def answer(self, **more: str) -> None:
        """Answer somebody, once; sometimes the button is pressed twice."""
        life, post = self.life, self._theirs()
        life.be_in(self.chance)
        if not life.cookies or not post:
            return
        life.written += 1
        words = f"wordsof {life.guest.public_name}, {life.turn} answer {life.written}"
        attempt = self.chance.randbytes(8).hex()
        cookie, form = life.cookies[-1], {"to": post, "text": words, **more}
        self._answers[life.turn, attempt] = post
        life.send("/talk/answer", cookie, form)
        form["attempt"] = attempt
        expected = life.surely_may(cookie)
        seen = life.send("/talk/post", cookie, form)
        fine = seen.status == 303 or seen.reason in NOT_ANSWERABLE
        if expected and seen.calm and life.surely_may(cookie):
            if not fine:
                self._breach(f"could not answer {post}: {seen.status} {seen.reason}")
            if more and f"{TOLD_PREFIX}danger-{post}" not in self._steps:
                self._breach(f"sent the help message to {post}, and the team is not told")
        if self.chance.random() < 0.4 or seen.status != 303:
            again = life.weekend.now + self.chance.randint(0, 4) * MINUTE
            life.weekend.person_at(again, lambda: life.send("/talk/post", cookie, form))
        if seen.status == 303 and self.chance.random() < 0.15:
            life.send("/talk/take-down", cookie, {"attempt": attempt})

    def help(self) -> None:
        """The help message: the team is told as well."""
        self.answer(help="yes")
        self.life.weekend.tick(REVOCATION, self.life.weekend.now + MINUTE)

    def hide(self) -> None:
        """Hide somebody's answer to us."""
        life, post = self.life, self._theirs()
        life.be_in(self.chance)
        if not life.cookies or not post:
            return
        stack = life.weekend.stack
        there = any(one.id == post for one in stack.channel.theirs)
        seen = life.send("/talk/hide", life.cookies[-1], {"post": post})
        turn = stack.ledger._turns.get(life.turn)  # a restore may have lost it
        live = turn is not None and not turn.rehearsal
        said = seen.status == 303 and seen.calm and "hidden" in seen.to
        if said and there and live and post not in stack.channel.hidden:
            self._breach(f"was told that {post} is hidden, and it is not")

    def tell(self) -> None:
        """Tell the team of somebody's post."""
        life, post = self.life, self._theirs()
        life.be_in(self.chance)
        if not life.cookies or not post:
            return
        cookie, about = life.cookies[-1], self.chance.choice(("danger", "guessing"))
        expected = life.surely_may(cookie)
        form = {"post": post, "about": about}
        if self.chance.random() < 0.6:  # what is half done must be seen by whoever presses again
            life.weekend.stack.weather.strike_soon(self.chance.randint(3, 5))
        seen = life.send("/talk/tell", cookie, form)
        if seen.status != 303:
            again = life.weekend.now + 3 * MINUTE
            life.weekend.person_at(again, lambda: life.send("/talk/tell", cookie, form))
        told = seen.status == 303 and f"{TOLD_PREFIX}{about}-{post}" in self._steps
        if expected and seen.calm and life.surely_may(cookie) and not told:
            self._breach(f"could not tell the team of {post}: {seen.status} {seen.reason}")
        life.weekend.tick(REVOCATION, life.weekend.now + MINUTE)

    def _theirs(self) -> str:
        """Some post of others; in a rehearsal one of the examples."""
        stack = self.life.weekend.stack
        turn = stack.ledger._turns.get(self.life.turn)
        if turn is not None and turn.rehearsal:
            return self.chance.choice(EXAMPLES)
        posts = [post.id for post in stack.channel.theirs]
        return self.chance.choice(posts) if posts else ""

    @property
    def _answers(self) -> dict[tuple[str, str], str]:
        return self.life.weekend.stack.published.talked.answers

    @property
    def _steps(self) -> set[str]:
        turn = self.life.weekend.stack.ledger._turns.get(self.life.turn)
        return set(turn.steps) if turn else set()

    def _breach(self, words: str) -> None:
        self.life.weekend.checks.breach("talk", f"a guest of {self.life.turn} {words}")
