"""Guests, who read their mails and come to the desk at good moments and bad ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from takeover.model.credentials import csrf_token, session_digest
from takeover.model.turn import SessionKind
from takeover.ports import Letter
from tests.simulation.desk import Seen
from tests.simulation.invariants import SKEW, SLOW
from tests.simulation.mailed import LINK
from tests.simulation.minds import Mind
from tests.simulation.pictured import Picturing
from tests.simulation.prepared import Writing
from tests.simulation.talked import Talking
from tests.simulation.truth import Guest

if TYPE_CHECKING:
    from tests.simulation.weekend import Weekend

NUMBER = re.compile(r"number: (\d{4})")
NEAR_THE_START = (-14_000, -600, -60, -4, -1, 0, 2, 60)
NEAR_THE_END = (-900, -120, -40, -20, -16, -14, -8, -2, 0, 1, 30, 4000)
TRY_AGAIN = timedelta(minutes=3)
ENOUGH = 3
A_MINUTE = timedelta(minutes=1)


@dataclass
class GuestLife:
    """One guest of one turn: what they have in their mailbox, and their browsers."""

    weekend: Weekend
    guest: Guest
    turn: str
    link: str = ""
    number: str = ""
    cookies: list[str] = field(default_factory=list)
    planned: set[str] = field(default_factory=set)
    written: int = 0

    def __post_init__(self) -> None:
        self.writing, self.talking, self.picturing = Writing(self), Talking(self), Picturing(self)
        self.mind = Mind(self)

    # --- mails

    def read(self, letter: Letter, step: str) -> None:
        """A mail arrives: they will do something about it, or not."""
        found, number = LINK.search(letter.text), NUMBER.search(letter.text)
        self.link = found[1] if found else self.link
        self.number = number[1] if number else self.number
        chance, manners = self.weekend.chance, self.weekend.scenario.manners
        window = self.weekend.window_of(self.turn)
        now = self.weekend.now
        soon = now + timedelta(minutes=chance.choice((1, 7, 45, 400)))
        if step in {"booked", "still_for_you", "getting_ready"} and "answer" not in self.planned:
            if chance.random() < manners.accepts:
                self._plan("answer", soon, self.agree)
            elif chance.random() < 0.4:
                self._plan("answer", soon, self.say_no)
        if step == "all_set" and chance.random() < manners.all_set:
            self._plan("all set", soon, lambda: self.press("/all-set"))
        if step in {"number", "new_number"} and chance.random() < manners.comes:
            signs_in = max(now + A_MINUTE, window.starts_at + timedelta(
                minutes=chance.choice((-300, -30, -1, 0, 1, 20, 500))))  # fmt: skip
            self.planned.discard("sign in")
            self._plan("sign in", signs_in, self.sign_in)
            self._plan_the_weekend(window.starts_at, window.ends_at)
        if step == "number" and chance.random() < manners.asks_again:
            self._plan("again", soon, lambda: self.press("/number/again"))
        if step in {"survey", "survey_again"} and chance.random() < manners.answers:
            self._plan("survey", soon, self.answer)
        self.mind.read(step)

    def _plan(self, what: str, at: datetime, act: object) -> None:
        if what not in self.planned:
            self.planned.add(what)
            self.weekend.person_at(at, act)

    def _plan_the_weekend(self, start: datetime, end: datetime) -> None:
        if "weekend" in self.planned:
            return
        self.planned.add("weekend")
        chance, manners = self.weekend.chance, self.weekend.scenario.manners
        length = (end - start).total_seconds()
        for _ in range(manners.posts):
            self.weekend.person_at(start + timedelta(seconds=chance.uniform(-900, length)),
                                   self.post)  # fmt: skip
        if manners.posts:
            seconds = chance.choice(NEAR_THE_START)
            self.weekend.person_at(start + timedelta(seconds=seconds), self.post)
            for _ in range(2):
                seconds = chance.choice(NEAR_THE_END)
                self.weekend.person_at(end + timedelta(seconds=seconds), self.post)
        anywhere = start + timedelta(seconds=chance.uniform(0, length))
        self.writing.plan(anywhere, end)
        self.talking.plan(start, end)
        self.picturing.plan(start, end)
        if chance.random() < manners.pauses:
            self.weekend.person_at(anywhere, lambda: self.press("/pause"))
            self.weekend.person_at(anywhere + timedelta(minutes=5), self.post)
            if chance.random() < 0.7:
                later = anywhere + timedelta(minutes=chance.randint(6, 300))
                self.weekend.person_at(later, lambda: self.press("/resume"))
                self.weekend.person_at(later + A_MINUTE, self.post)
        if chance.random() < manners.stops:
            at = chance.choice((anywhere, end - timedelta(seconds=chance.randint(-30, 60))))
            self.weekend.person_at(at, self.stop)
            self.weekend.person_at(at + timedelta(minutes=4), self.post)
        if chance.random() < manners.second_device:
            self.weekend.person_at(anywhere, self.sign_in)
            if chance.random() < 0.4:
                at = anywhere + timedelta(minutes=chance.choice((1, 90)))
                self.weekend.person_at(at, lambda: self.press("/devices"))
                self.weekend.person_at(at + 3 * A_MINUTE, self.post)
        if chance.random() < 0.1:
            self.weekend.person_at(anywhere + A_MINUTE, lambda: self.press("/sign-out"))

    # --- at the desk

    def come(self) -> str:
        """Tap the button behind the link; the cookie that comes of it."""
        ask = self.weekend.stack.desk.ask
        ask("guest", "GET", self.link)
        seen = ask("guest", "POST", self.link, cookie=self.cookies[-1] if self.cookies else "")
        if seen.cookie:
            self.keep(seen.cookie)
        return self.cookies[-1] if self.cookies else ""

    def keep(self, cookie: str) -> None:
        """A browser remembers."""
        self.cookies.append(cookie)
        self.weekend.tokens.append((self.turn, cookie))

    def press(self, path: str, *, tries: int = ENOUGH, **fields: str) -> Seen:
        """Press a button, and again later where something went wrong."""
        cookie = self.cookies[-1] if self.cookies else self.come()
        if not cookie:
            return Seen(404)
        seen = self.send(path, cookie, fields)
        if seen.status == 403 and seen.reason in {"signed_out", "old_form"} and tries:
            cookie = self.come()
            seen = self.send(path, cookie, fields)
        if seen.status in {502, 503, 409, 500} and tries:
            again = self.weekend.now + TRY_AGAIN
            self.weekend.person_at(again, lambda: self.press(path, tries=tries - 1, **fields))
        if seen.cookie:
            self.keep(seen.cookie)
        if path in {"/stop", "/pause"} and seen.status == 303 and seen.calm:
            self._must_be_heeded(path)
        over = self.weekend.now >= self.weekend.window_of(self.turn).ends_at - SKEW
        if path == "/devices" and seen.status == 303 and seen.calm and not over:
            self._everywhere(cookie)
        return seen

    def _must_be_heeded(self, path: str) -> None:
        """Who said stop has stopped; who paused is paused."""
        holder = self.weekend.stack.ledger._holder
        holds = holder is not None and holder.turn == self.turn
        checks, now = self.weekend.checks, self.weekend.now
        ended = min(self.weekend.window_of(self.turn).ends_at,
                    checks.row_end(checks.known[self.turn], now))  # fmt: skip
        in_vain = path == "/stop" or (holder and holder.paused_at is None)
        if holds and in_vain and now < ended - SKEW:
            checks.breach("I1", f"a guest of {self.turn} said {path}, in vain")

    def _everywhere(self, cookie: str) -> None:
        """Who signed out everywhere is signed in nowhere else, as long as the account is theirs."""
        holder = self.weekend.stack.ledger._holder
        if holder is None or holder.turn != self.turn:
            return  # it is over, and a sweep ends what is left
        here, now = session_digest(cookie.partition(".")[2]), self.weekend.now
        for (turn, digest), one in self.weekend.stack.ledger._sessions.items():
            others = turn == self.turn and digest != here and one.kind is SessionKind.NUMBER
            if others and one.ended_at is None and now < one.ends_at:
                self.weekend.checks.breach("I3", f"{turn} was signed out everywhere, in vain")

    def send(self, path: str, cookie: str, fields: Mapping[str, str | Sequence[str]]) -> Seen:
        """Send a form of the guest's page."""
        token = cookie.partition(".")[2]
        form = {"csrf": csrf_token(token), **fields}
        return self.weekend.stack.desk.ask("guest", "POST", path, form, cookie)

    def agree(self) -> None:
        """Say yes, with the name that people will see."""
        self.come()
        self.press("/agree", terms="yes", consent="yes", typed_name=self.guest.public_name)
        if self.weekend.chance.random() < 0.15:
            hello = f"{self.guest.hello}, happily"
            self.press("/words", public_name=self.guest.public_name, hello=hello)

    def say_no(self) -> None:
        """No, not this time; sometimes yes after all."""
        self.come()
        self._stopped()
        self.press("/no")
        self.mind.said_no()
        if self.weekend.chance.random() < 0.3:
            self.weekend.person_at(self.weekend.now + 30 * A_MINUTE, self.agree)

    def stop(self) -> None:
        """This is enough."""
        self._stopped()
        self.press("/stop")

    def _stopped(self) -> None:
        known = self.weekend.checks.known.get(self.turn)
        if known is not None:
            known.stopped = True

    def sign_in(self) -> None:
        """Type the number of the newest mail, sometimes wrongly first."""
        self.come()
        chance, manners = self.weekend.chance, self.weekend.scenario.manners
        wrong = chance.randint(0, manners.wrong_numbers)
        own = "yes" if chance.random() < manners.own_device else ""
        for guess in range(wrong):
            number = f"{(int(self.number or 0) + 1 + guess) % 10_000:04d}"
            self.press("/number", number=number, own_device=own)
        self.press("/number", number=self.number or "0000", own_device=own)

    def be_in(self, chance: Random) -> None:
        """Type the number anew where a session on somebody's device has run out, mostly."""
        window = self.weekend.window_of(self.turn)
        given = window.starts_at < self.weekend.now < window.ends_at
        out = self.cookies and not self.surely_may(self.cookies[-1])
        if out and given and chance.random() < 0.7:
            self.sign_in()

    def answer(self) -> None:
        """The survey, in own words."""
        self.come()
        contact = "yes" if self.weekend.chance.random() < 0.3 else ""
        self.press("/answer", overall="good", contact=contact,
                   words=f"ownwords of {self.guest.public_name}")  # fmt: skip

    def post(self) -> None:
        """Publish a few words; sometimes the button is pressed twice."""
        if not self.cookies:
            return
        self.written += 1
        words = f"wordsof {self.guest.public_name}, {self.turn} number {self.written}"
        attempt = self.weekend.chance.randbytes(8).hex()
        fields = {"text": words, "attempt": attempt}
        cookie = self.cookies[-1]
        expected = self.surely_may(cookie)
        times = self.weekend.checks.posts.get((self.turn, f"post-{attempt}"), 0)
        seen = self.send("/post", cookie, fields)
        if expected and seen.calm and self.surely_may(cookie) and seen.status != 303:
            self.weekend.checks.breach("given", f"a guest of {self.turn} could not post: "
                                       f"{seen.status} {seen.reason}")  # fmt: skip
        if self.weekend.chance.random() < 0.4 or seen.status != 303:
            self.send("/post", cookie, fields)
            again = self.weekend.now + TRY_AGAIN + A_MINUTE * self.weekend.chance.randint(0, 4)
            self.weekend.person_at(again, lambda: self.send("/post", cookie, fields))
        if seen.status == 303 and not times and self.weekend.chance.random() < 0.1:
            self.send("/take-down", cookie, {"attempt": attempt})

    def surely_may(self, cookie: str) -> bool:
        """Would it be wrong to refuse this session now?"""
        weekend, now = self.weekend, self.weekend.now
        known = weekend.checks.known.get(self.turn)
        if known is None or known.given is None or known.closed:
            return False
        wishes = weekend.truth.lately(known.weekend, now, SLOW)
        on = all(w.on and w.guest.number == known.guest.number for w in wishes)
        end = min([known.given.ends_at, *(w.window.ends_at for w in wishes)])
        minute = timedelta(minutes=1)
        inside = known.given.starts_at + minute < now < end - minute
        holder = weekend.stack.ledger._holder
        token = cookie.partition(".")[2]
        session = weekend.stack.ledger._sessions.get((self.turn, session_digest(token)))
        live = (session is not None and session.kind is SessionKind.NUMBER
                and session.ended_at is None and now + minute < session.ends_at)  # fmt: skip
        free = holder is not None and holder.turn == self.turn and holder.paused_at is None
        return on and inside and live and free
