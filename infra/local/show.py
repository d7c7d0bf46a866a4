"""What the demonstration prints, as it happens: steps and why, mails, posts, people."""

import textwrap
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    "roster_check": "red",
    "desk": "yellow",
}
LEGEND = (
    "When · which function · took which step · + how long after it was due · why it was due.",
    "✉ a mail · X a post on the account · ☺ what a person does.",
    "Only the waiting is shortened: the reasons are those of a weekend from Friday to Monday.",
)
_WHEN = 15
_MOST_LINES = 3


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
        self._demo, self._turn = demo, demo.turn
        self._console = console
        self._clock = clock
        self._lock = threading.RLock()
        self._last_when = ""

    def say(self, text: str, style: str = "") -> None:
        """Print a line without a time."""
        with self._lock:
            self._console.print(text, style=style, highlight=False)

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._last_when = ""
        self.say(f"\n[bold]{text}[/bold]")

    def paragraph(self, text: str) -> None:
        """Print sentences, indented, in as many lines as they need."""
        room = self._console.width - 2
        for line in textwrap.wrap(text, room, break_on_hyphens=False, break_long_words=False):
            self.say(f"  {escape(line)}")

    def legend(self) -> None:
        """Say how the lines are to be read."""
        for sentence in LEGEND:
            self.paragraph(sentence)

    def now_about(self, demo: DemoWeekend, turn: str) -> None:
        """From here on times are told, and steps shown, for another turn."""
        self._demo, self._turn = demo, turn

    def steps(self, lines: Sequence[StepLine]) -> None:
        """Print steps: by which function, why, and what became of them.

        The same step of several other weekends is one line: the one that passes is to be seen.
        """
        others: dict[tuple[str, str, str, str], list[StepLine]] = {}
        for line in lines:
            if line.turn == self._turn or line.turn.startswith("~"):
                self._step(line, "")
            else:
                same = (line.function, line.name, line.reason, line.outcome)
                others.setdefault(same, []).append(line)
        for alike in others.values():
            self._step(alike[0], _whose(alike))

    def mail(self, to: Sequence[str], subject: str) -> None:
        """Print a mail that went out."""
        self._line("✉  ", f"to {', '.join(to)}: “{subject}”")

    def post(self, text: str) -> None:
        """Print a post that stands on the account."""
        self._line("X  ", f"“{' '.join(text.split())}”", "cyan")

    def person(self, text: str) -> None:
        """Print what a person does."""
        self._line("☺  ", text, "bold")

    def failure(self, text: str) -> None:
        """Print what should not have happened."""
        self._line("✘  ", text, "red")

    def _step(self, line: StepLine, whose: str) -> None:
        late = f"+{line.late_by:.1f} s" if line.done else "–"
        why = line.reason if line.done else f"{line.reason}: {line.outcome}"
        self._line(
            f"{line.function:<10} {line.name:<14}{late:>7}  ",
            f"{why} ({whose})" if whose else why,
            "dim" if whose else FUNCTION_STYLES.get(line.function, ""),
        )

    def _line(self, mark: str, text: str, style: str = "") -> None:
        indent = " " * (_WHEN + len(mark))
        room = max(20, self._console.width - len(indent))
        first, *more = textwrap.wrap(
            text, room, max_lines=_MOST_LINES, placeholder=" …", break_on_hyphens=False
        ) or [""]
        body = "\n".join([escape(mark + first), *(indent + escape(line) for line in more)])
        with self._lock:
            now = self._when(self._clock())
            when = f"{'' if now == self._last_when else now:<{_WHEN}}"
            self._last_when = now
            self.say(f"[dim]{when}[/dim]" + (f"[{style}]{body}[/{style}]" if style else body))

    def _when(self, now: datetime) -> str:
        if now < self._demo.starts_at:
            return f"{(self._demo.starts_at - now).total_seconds():3.0f} s to start"
        if now < self._demo.ends_at:
            return f"{(self._demo.ends_at - now).total_seconds():3.0f} s to end"
        return f"{(now - self._demo.ends_at).total_seconds():3.0f} s after"


def _whose(lines: Sequence[StepLine]) -> str:
    """Say which other weekends took this step."""
    if len(lines) > 1:
        return f"{len(lines)} other weekends"
    friday = date.fromisoformat(lines[0].turn.partition("#")[0])
    return f"weekend of {friday:%-d %B}"


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
