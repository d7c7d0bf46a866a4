"""Ticks the deployed rules and gathers what happens: log lines, mails, posts."""

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
    "DeskFunction",
)


@dataclass
class Watch:
    """A thread that delivers every deployed rule again and again, and shows what comes of it.

    It may be entered again: it goes on where it was left.
    """

    stack: LocalStack
    show: Show
    steps: list[StepLine] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _seen: Counter[str] = field(default_factory=Counter)
    _thread: threading.Thread | None = None
    _gathering: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> "Watch":
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="rules", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=60)
        self.gather()

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
                said = f"{outcome.rule.function} failed: {outcome.error}"
                # Every tick fails alike until somebody mends it: once is enough.
                if not outcome.ok and said not in self.errors:
                    self.errors.append(said)
                    self.show.failure(said)
            self.gather()
            self._stop.wait(PAUSE_SECONDS)
