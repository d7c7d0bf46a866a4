"""What the demonstration prints, as it happens: steps and why, mails, posts, people."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from local.clock import Clock, utc_now
from local.sample import DemoWeekend

FUNCTION_STYLES = {
    "handover": "green",
    "revocation": "red",
    "reminders": "blue",
    "survey": "magenta",
    "desk": "yellow",
}


@dataclass(frozen=True)
class StepLine:
    """One line of a function's log: a step taken, and how long after it was due."""

    function: str
    turn: str
    step: str
    name: str
    reason: str
    outcome: str
    late_by: float

    @property
    def done(self) -> bool:
        """Say whether the step was taken."""
        return self.outcome == "done"


def read_step(line: dict[str, Any]) -> StepLine | None:
    """Return the step in a log line, or None for a line of another kind."""
    if "step" not in line or "due_at" not in line:
        return None
    at = datetime.fromisoformat(line["timestamp"])
    due = datetime.fromisoformat(line["due_at"])
    return StepLine(
        function=line["service"],
        turn=line["turn"],
        step=line["step"],
        name=line["message"],
        reason=line["reason"],
        outcome=line["outcome"],
        late_by=max(0.0, (at - due).total_seconds()),
    )


class Show:
    """A console that several threads may print to, one whole line at a time."""

    def __init__(self, demo: DemoWeekend, console: Console, clock: Clock = utc_now) -> None:
        self._demo = demo
        self._console = console
        self._clock = clock
        self._lock = threading.Lock()

    def say(self, text: str, style: str = "") -> None:
        """Print a line without a time."""
        with self._lock:
            self._console.print(text, style=style, highlight=False)

    def heading(self, text: str) -> None:
        """Begin a part."""
        self.say(f"\n[bold]{text}[/bold]")

    def step(self, line: StepLine) -> None:
        """Print a step: by which function, why, and what became of it."""
        style = FUNCTION_STYLES.get(line.function, "")
        whose = "" if line.turn == self._demo.turn else f" [dim]({escape(line.turn)})[/dim]"
        late = f", {line.late_by:.1f} s after it was due" if line.done else ""
        self._line(
            f"[{style}]{line.function:<10}[/{style}] {line.name:<14} "
            f"[dim]because[/dim] {escape(line.reason)}: {escape(line.outcome)}{late}{whose}"
        )

    def mail(self, to: Sequence[str], subject: str) -> None:
        """Print a mail that went out."""
        self._line(f"   ✉       to {escape(', '.join(to))}: “{escape(subject)}”")

    def post(self, text: str) -> None:
        """Print a post that stands on the account."""
        self._line(f"   X       {escape(text)}")

    def person(self, text: str) -> None:
        """Print what a person does."""
        self._line(f"   [bold]☺[/bold]       [bold]{escape(text)}[/bold]")

    def _line(self, text: str) -> None:
        now = self._clock()
        self.say(f"[dim]{self._when(now)}[/dim]  {text}")

    def _when(self, now: datetime) -> str:
        if now < self._demo.starts_at:
            return f"{(self._demo.starts_at - now).total_seconds():3.0f} s before the start"
        if now < self._demo.ends_at:
            return f"{(self._demo.ends_at - now).total_seconds():3.0f} s before the end  "
        return f"{(now - self._demo.ends_at).total_seconds():3.0f} s after the end   "


def summary(
    console: Console, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Print a table; the last column says whether the row is as it should be."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in head:
        table.add_column(column)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print()
    console.print(table)
