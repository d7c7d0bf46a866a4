"""Who is no guest: scanners that press what is mailed, and who tries everything that is old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.model.credentials import csrf_token, from_path, issue
from tests.simulation.invariants import SKEW

if TYPE_CHECKING:
    from tests.simulation.weekend import Weekend

MOST_LINKS, MOST_SESSIONS = 2, 2


class Strangers:
    """They know every link that was ever mailed, and (once they are dead) numbers and sessions."""

    def __init__(self, weekend: Weekend) -> None:
        self._weekend = weekend
        self.links: list[str] = []
        self.numbers: dict[str, list[str]] = {}

    def learn(self, link: str, number: str) -> None:
        """A mail was seen by somebody else as well."""
        if link not in self.links:
            self.links.append(link)
        if number:
            turn = from_path(link.split("/")[1])
            self.numbers.setdefault(turn, []).append(number)

    def scan(self, link: str) -> None:
        """A mail scanner follows a link and presses the button behind it; it knows no number."""
        weekend = self._weekend
        stack = weekend.stack
        before, disturbed = weekend.state(), stack.disturbed
        stack.desk.ask("scanner", "GET", link)
        if weekend.state() != before and stack.disturbed == disturbed:
            weekend.checks.breach("I11", "looking at a link changed something")
        seen = stack.desk.ask("scanner", "POST", link)
        if seen.cookie:
            stack.desk.ask("scanner", "GET", "/", cookie=seen.cookie)
            self._try_to_post(seen.cookie, "scanner")

    def try_everything(self) -> None:
        """Old links, old numbers, old sessions."""
        weekend = self._weekend
        chance = weekend.chance
        for link in chance.sample(self.links, min(MOST_LINKS, len(self.links))):
            seen = weekend.stack.desk.ask("adversary", "POST", link)
            if seen.cookie:
                self._try_numbers(from_path(link.split("/")[1]), seen.cookie)
        dead = [cookie for turn, cookie in weekend.tokens if self._is_dead(turn, cookie)]
        for cookie in chance.sample(dead, min(MOST_SESSIONS, len(dead))):
            self._try_to_post(cookie, "adversary")

    def _try_numbers(self, turn_id: str, cookie: str) -> None:
        """What was a number once; while the weekend is on only those that are dead, or a guess."""
        weekend = self._weekend
        turn = weekend.stack.ledger._turns[turn_id]
        right = issue(weekend.stack.secrets._key, turn).number
        old = [n for n in self.numbers.get(turn_id, []) if n != right or self._over(turn_id)]
        guesses = [f"{(int(right) + 5003) % 10_000:04d}"] if weekend.scenario.guesser else []
        for number in [*old[-2:], *guesses]:
            token = cookie.partition(".")[2]
            form = {"csrf": csrf_token(token), "number": number, "own_device": "yes"}
            seen = weekend.stack.desk.ask("adversary", "POST", "/number", form, cookie)
            if seen.cookie:
                weekend.checks.breach("I11", f"an old number let somebody in to {turn_id}")
                cookie = seen.cookie
        self._try_to_post(cookie, "adversary")

    def _try_to_post(self, cookie: str, who: str) -> None:
        weekend = self._weekend
        token = cookie.partition(".")[2]
        attempt = weekend.chance.randbytes(8).hex()
        form = {"csrf": csrf_token(token), "text": f"buy this {attempt}", "attempt": attempt}
        weekend.stack.desk.ask(who, "POST", "/post", form, cookie)

    def _over(self, turn_id: str) -> bool:
        known = self._weekend.checks.known.get(turn_id)
        if known is None or known.given is None:
            return False
        return known.closed or self._weekend.now >= known.given.ends_at + SKEW

    def _is_dead(self, turn_id: str, cookie: str) -> bool:
        """Is this session one that must not post any more, whoever has it?"""
        if self._over(turn_id):
            return True
        known = self._weekend.checks.known.get(turn_id)
        if known is None:
            return False
        wishes = self._weekend.truth.lately(known.weekend, self._weekend.now, 110)
        return all(
            not (w.on and w.guest.number == known.guest.number)
            or self._weekend.now >= w.window.ends_at
            for w in wishes
        )
