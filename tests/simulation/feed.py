"""SES tells what became of each mail: late, twice, in disorder, or never; the handler is the real.

What must hold when an event was heard and nothing disturbed that:
feed  a mail of unknown outcome that SES did take is settled by its event; an address that is out
      of reach is noted; and news of a mail whose claim is no longer there changes nothing.
What follows from it is checked where mails are (`mailed.py`): nothing more goes to that address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, cast

from aws_lambda_powertools.utilities.typing import LambdaContext

from takeover.entrypoint import mail_feed
from takeover.errors import StepsFailedError, StillOwedError, TakeoverError
from takeover.model.calendar import iso
from takeover.model.turn import Fact, State, StepRecord
from takeover.ports import Letter, World
from tests.simulation.stack import Actor, Instance
from tests.simulation.truth import Guest
from tests.simulation.twists import BOUNCES, COMPLAINS, FULL, REJECTED, Mailbox
from tests.simulation.weather import KilledError

if TYPE_CHECKING:
    from tests.simulation.weekend import Weekend

MINUTE = timedelta(minutes=1)
RETRIES = 2
QUEUED = 12  # times five minutes: the rules drop what is older than an hour
SUPPRESSED = "is suppressed"
FINAL = {BOUNCES, COMPLAINS, REJECTED, SUPPRESSED}
PERMANENT = {"bounce": "Permanent", "reason": "General"}
BECAME: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "": (("Email Delivered", {}),),
    BOUNCES: (("Email Bounced", PERMANENT),),
    SUPPRESSED: (("Email Bounced", PERMANENT | {"reason": "OnAccountSuppressionList"}),),
    FULL: (("Email Delivery Delayed", {}), ("Email Bounced", {"bounce": "Transient",
                                                             "reason": "MailboxFull"})),
    COMPLAINS: (("Email Delivered", {}), ("Email Complaint Received", {})),
    REJECTED: (("Email Rejected", {}),),
}  # fmt: skip
IS_FINAL = {"Email Complaint Received", "Email Rejected"}


@dataclass(frozen=True)
class Mail:
    """One mail that SES took: whose claim it was, and to which edition of which turn it belongs."""

    message: str
    record: str
    key: str
    owner: str
    edition: int
    to_guest: bool
    tags: tuple[str, str]
    at: datetime


@dataclass(frozen=True)
class News:
    """One event about one mail, as the rule in the template hands it over."""

    mail: Mail
    kind: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def final(self) -> bool:
        """Does it say that no further mail should go there?"""
        return self.kind in IS_FINAL or ("bounce", "Permanent") in self.details

    def event(self) -> dict[str, object]:
        """SES gives each tag a list of values."""
        turn, step = self.mail.tags
        return {"kind": self.kind, "turn": [turn], "step": [step], "message": self.mail.message,
                "sent_at": iso(self.mail.at), **dict(self.details)}  # fmt: skip


class FeedOfMails:
    """Knows what SES took, and wakes the handler with what became of it."""

    def __init__(self, weekend: Weekend) -> None:
        self._weekend, self._stack = weekend, weekend.stack
        self._manners = weekend.scenario.twists.feed
        self._chance = Random(f"feed {weekend.seed}")
        self._instance: Instance | None = None
        self._handler = mail_feed(lambda: cast("World", self._instance))
        self.waiting: list[News] = []  # while nobody lets them come by themselves
        self.by_itself = True

    # --- what SES does

    def took(self, letter: Letter, message: str) -> None:
        """SES has a mail: some events about it will come."""
        mail = self._mail(letter, message)
        self._stack.mailer.owners[message] = mail.owner
        if not self._manners.tells:
            return
        fate = self.fate(letter.to, mail.at)
        for kind, details in (("Email Sent", {}), *BECAME[fate]):
            news = News(mail, kind, tuple(details.items()))
            if not self.by_itself:
                self.waiting.append(news)
                continue
            while self._chance.random() >= self._manners.lost:
                late = self._chance.choice(self._manners.late) * (0.5 + self._chance.random())
                at = self._weekend.now + timedelta(seconds=late)
                self._weekend.at(at, lambda n=news: self.hear(n), person=True)  # type: ignore[misc]
                if self._chance.random() >= self._manners.doubled:
                    break

    def _mail(self, letter: Letter, message: str) -> Mail:
        record, key = self._stack.actor.claimed
        step = self._steps(record).get(key)
        known = self._weekend.checks.known.get(record)
        team = {self._stack.settings.coordinator.address, self._stack.settings.deputy.address}
        return Mail(
            message, record, key, step.owner if step else "", known.editions if known else 0,
            not team & set(letter.to), (letter.tags["turn"], letter.tags["step"]),
            self._weekend.now,
        )  # fmt: skip

    def fate(self, to: tuple[str, ...], at: datetime) -> str:
        """What becomes of a mail to these addresses; an empty word if it arrives."""
        if self._weekend.scenario.main.guest.address in to and self._weekend.scenario.suppressed:
            return SUPPRESSED
        for mailbox in self._manners.mailboxes:
            if Guest(mailbox.guest).address in to and mailbox.since <= at:
                return mailbox.fate
        if self._stack.settings.coordinator.address in to:
            return self._manners.our_own
        return ""

    def becomes(self, mailbox: Mailbox) -> None:
        """From now on this is what SES says of that address."""
        self._manners = replace(self._manners, mailboxes=(mailbox,))

    def arrives(self, letter: Letter) -> bool:
        """Does the guest see it? Who complains does as well."""
        return self.fate(letter.to, self._weekend.now) in {"", COMPLAINS}

    # --- what the function does

    def hear(self, news: News, attempt: int = 0) -> None:
        """One invocation, and the platform's own retries."""
        weekend, stack = self._weekend, self._stack
        if stack.weather.down("lambda", weekend.now):
            if attempt < QUEUED:
                self._again(news, 5 * MINUTE, attempt)
            return
        before = stack.disturbed
        step, turns, own = self._step(news), dict(stack.ledger._turns), dict(stack.ledger._own)
        outer, self._instance = self._instance, stack.instance()
        stack.actors.append(Actor("mail events", began=weekend.now, instance=self._instance))
        failure: BaseException | None = None
        try:
            self._handler(news.event(), cast("LambdaContext", None))
        except (TakeoverError, KilledError) as error:
            failure = error
        finally:
            stack.actors.pop()
            self._instance = outer
        word = f": {type(failure).__name__}" if failure else ""
        stack.tell(f"mail events: {news.kind}, {news.mail.key} of {news.mail.record}{word}")
        if isinstance(failure, StepsFailedError):
            weekend.checks.breach("unexpected", f"mail events: {failure}")
        if failure is not None:
            weekend.alarms.append((weekend.now, f"mail events: {type(failure).__name__}"))
            if attempt < RETRIES and not weekend.steady:
                self._again(news, MINUTE * (attempt + 1), attempt)
        if before == stack.disturbed and (failure is None or isinstance(failure, StillOwedError)):
            stands = step is not None and step.owner == news.mail.owner
            if stands:
                was = turns.get(news.mail.record)
                gone = was is not None and was.has(Fact.BOUNCED)
                self._must_be_known(news, failure, reached_no_more=gone)
            elif turns != stack.ledger._turns or own != stack.ledger._own:
                stale = f"{news.mail.key} of {news.mail.record}, which is another mail by now"
                weekend.checks.breach("feed", f"news of {stale}, changed something")

    def _again(self, news: News, wait: timedelta, attempt: int) -> None:
        self._weekend.at(self._weekend.now + wait, lambda: self.hear(news, attempt + 1))

    def _must_be_known(
        self, news: News, failure: BaseException | None, *, reached_no_more: bool
    ) -> None:
        """This very mail was meant, and the function came to its end."""
        mail, checks, now = news.mail, self._weekend.checks, self._weekend.now
        step = self._step(news)
        if step is not None and step.state is State.CLAIMED:
            checks.breach("feed", f"{mail.key} of {mail.record} is unknown, though SES told of it")
        if not news.final:
            turn = self._stack.ledger._turns.get(mail.record)
            if turn is not None and turn.has(Fact.BOUNCED) and not reached_no_more:
                checks.breach("feed", f"{mail.key} of {mail.record} {news.kind}: that is no end")
            return
        if not mail.to_guest:
            if failure is None:
                checks.breach("feed", f"our own people do not get {mail.key}, and no alarm says so")
            return
        if not self._stack.ledger._turns[mail.record].has(Fact.BOUNCED):
            checks.breach("feed", f"{mail.key} of {mail.record} {news.kind}, and it is not noted")
        checks.out_of_reach.setdefault((mail.record, mail.edition), now)

    def _step(self, news: News) -> StepRecord | None:
        return self._steps(news.mail.record).get(news.mail.key)

    def _steps(self, record: str) -> dict[str, StepRecord]:
        ledger = self._stack.ledger
        turn = ledger._turns.get(record)
        return dict(turn.steps) if turn else ledger._own.get(record, {})
