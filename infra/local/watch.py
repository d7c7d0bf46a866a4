"""Ticks the deployed rules, lets SES tell, and gathers what happens: log lines, mails, posts."""

import threading
from collections import Counter
from dataclasses import dataclass, field

from local.show import Show, StepLine, read_step
from local.stack import LocalStack

PAUSE_SECONDS = 0.7
FUNCTIONS = (
    "HandoverFunction",
    "RevocationFunction",
    "RemindersFunction",
    "SurveyFunction",
    "RosterCheckFunction",
    "DeskFunction",
)


@dataclass
class Watch:
    """Delivers every deployed rule again and again, and SES's news of mails, and shows it all.

    It may be entered again: it goes on where it was left.
    """

    stack: LocalStack
    show: Show
    steps: list[StepLine] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _seen: Counter[str] = field(default_factory=Counter)
    _threads: list[threading.Thread] = field(default_factory=list)
    _gathering: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> "Watch":
        self._stop.clear()
        self._threads = [
            threading.Thread(target=self._run, name="rules", daemon=True),
            threading.Thread(target=self._run_feed, name="feed", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)
        self._tell_news()
        self.gather()

    def told(self, event_type: str) -> int:
        """Return how many of SES's events of this type have reached their function."""
        return self._seen[event_type]

    def gather(self) -> None:
        """Show what is new since the last look."""
        with self._gathering:
            self._gather()

    def _gather(self) -> None:
        # Read before the logs and shown after them: what a step sent follows the step.
        mails, posts = self.stack.mails(), self.stack.posts()[::-1]
        self.show.steps([line for function in FUNCTIONS for line in self._new_steps(function)])
        for mail in mails[self._seen["mails"] :]:
            self.show.mail(mail["to"], mail["subject"])
        self._seen["mails"] = len(mails)
        for post in posts[self._seen["posts"] :]:
            self.show.post(post.text)
        self._seen["posts"] = max(len(posts), self._seen["posts"])

    def _new_steps(self, function: str) -> list[StepLine]:
        lines = [line for raw in self.stack.logs(function) if (line := read_step(raw)) is not None]
        new = lines[self._seen[function] :]
        self.steps += new
        self._seen[function] = len(lines)
        return new

    def _run(self) -> None:
        while not self._stop.is_set():
            for outcome in self.stack.rules.deliver_all():
                if not outcome.ok:
                    self._fail(outcome.rule.function, outcome.error)
            self.gather()
            self._stop.wait(PAUSE_SECONDS)

    def _run_feed(self) -> None:
        """As on AWS, news of mails comes by a way of its own; it is only shown if it fails."""
        while not self._stop.is_set():
            self._tell_news()
            self._stop.wait(PAUSE_SECONDS)

    def _tell_news(self) -> None:
        for delivered in self.stack.feed.deliver_new():
            self._seen[delivered.event_type] += 1
            if delivered.error is not None:
                self._fail(delivered.function, delivered.error)

    def _fail(self, function: str, error: str | None) -> None:
        said = f"{function} failed: {error}"
        # Every tick fails alike until somebody mends it: once is enough.
        if said not in self.errors:
            self.errors.append(said)
            self.show.failure(said)
