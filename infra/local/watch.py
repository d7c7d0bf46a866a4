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
    """A thread that delivers every deployed rule again and again, and shows what comes of it."""

    stack: LocalStack
    show: Show
    steps: list[StepLine] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _seen: Counter[str] = field(default_factory=Counter)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Watch":
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
        for function in FUNCTIONS:
            self._new_steps(function)
        mails = self.stack.mails()
        for mail in mails[self._seen["mails"] :]:
            self.show.mail(mail["to"], mail["subject"])
        self._seen["mails"] = len(mails)
        posts = self.stack.posts()[::-1]
        for post in posts[self._seen["posts"] :]:
            self.show.post(post.text)
        self._seen["posts"] = max(len(posts), self._seen["posts"])

    def _new_steps(self, function: str) -> None:
        lines = [line for raw in self.stack.logs(function) if (line := read_step(raw)) is not None]
        for line in lines[self._seen[function] :]:
            self.steps.append(line)
            self.show.step(line)
        self._seen[function] = len(lines)

    def _run(self) -> None:
        while not self._stop.is_set():
            for outcome in self.stack.rules.deliver_all():
                if not outcome.ok:
                    self.errors.append(f"{outcome.rule.function}: {outcome.error}")
                    self.show.say(f"{outcome.rule.function} failed: {outcome.error}", "red")
            self.gather()
            self._stop.wait(PAUSE_SECONDS)
