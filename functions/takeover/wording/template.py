"""The grammar in which mails and posts are written, ours and the charity's own.

Plain paragraphs with words in curly brackets. It has three rules and runs nothing, so that a
volunteer can write it and nobody can break out of it:

- `{public_name}` stands for a filler. A line with one that is empty is left out.
- `{if accepted}` or `{if not accepted}` at its start keeps a line for that case only.
- `[See my weekend]`, alone on its line, is the button.

Lines without an empty line between them are one paragraph; the first paragraph is the subject.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from takeover.wording.errors import WordingError

_CONDITION = re.compile(r"\s*\{\s*if\s+(not\s+)?([^{}]*?)\s*\}")
_PLACEHOLDER = re.compile(r"\{\s*([^{}]*?)\s*\}")
_BUTTON = re.compile(r"\[\s*([^\[\]]+?)\s*\]")

type Values = Mapping[str, object]
type Shown = Callable[[str, object], str]


@dataclass(frozen=True)
class Line:
    """One line of a text: where it stands, when it is there, and its words; blank ones too."""

    number: int
    conditions: tuple[tuple[str, bool], ...]
    words: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The placeholders among its words, in order."""
        return tuple(_PLACEHOLDER.findall(self.words))

    @cached_property
    def asks_for(self) -> tuple[str, ...]:
        """Every name that it speaks of, in conditions as well."""
        return (*(name for name, _ in self.conditions), *self.names)

    @cached_property
    def button(self) -> str | None:
        """The label, if this line is a button."""
        found = _BUTTON.fullmatch(self.words)
        return found[1] if found else None

    @cached_property
    def block(self) -> str | None:
        """The name of the placeholder that is all there is in this line."""
        found = _PLACEHOLDER.fullmatch(self.words)
        return found[1] if found else None

    def stands(self, values: Values) -> bool:
        """Is it there with these values? Raises WordingError for a name that is not among them."""
        if missing := next((name for name in self.asks_for if name not in values), None):
            raise WordingError(f"line {self.number} has {{{missing}}}, which is not known here.")
        wanted = all(bool(values[name]) == holds for name, holds in self.conditions)
        return wanted and all(values[name] for name in self.names)

    def filled(self, values: Values, shown: Shown, words: str | None = None) -> str:
        """Its words (or these in their place), each placeholder as `shown` shows its value."""
        said = self.words if words is None else words
        if not self.names:
            return said
        return _PLACEHOLDER.sub(lambda found: shown(found[1], values[found[1]]), said)


@dataclass(frozen=True)
class Template:
    """A text as it was written: the lines of its first paragraph, and all others."""

    subject: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of its lines."""
        return (*self.subject, *self.body)


def read(source: str) -> Template:
    """Read a text; every text can be read, and what is wrong with it is another question."""
    lines = [_line(number, text) for number, text in enumerate(source.splitlines(), start=1)]
    while lines and not lines[0].words and not lines[0].conditions:
        del lines[0]
    blank = (at for at, line in enumerate(lines) if not line.words and not line.conditions)
    end = next(blank, len(lines))
    return Template(tuple(lines[:end]), tuple(lines[end:]))


def one_line(lines: tuple[Line, ...], values: Values, shown: Shown) -> str:
    """What stands of these lines, as one."""
    standing = (line for line in lines if line.stands(values))
    return " ".join(line.filled(values, shown) for line in standing)


def markdown(
    lines: tuple[Line, ...],
    values: Values,
    shown: Shown,
    lists: Mapping[str, list[str]],
    link: str,
) -> str:
    """What stands of these lines, in Markdown; `lists` are those placeholders that become one.

    Raises WordingError for a button where there is no link.
    """
    found: list[str] = []
    for line in lines:
        if not line.words:
            found.append("")
        elif not line.stands(values):
            continue
        elif line.button is not None:
            if not link:
                raise WordingError(f"line {line.number} is a button, and this text has no page.")
            found += ["", f"[{line.filled(values, shown, line.button)}]({link})", ""]
        elif line.block in lists:
            found += ["", *lists[line.block or ""], ""]
        else:
            # What is written as a link stays words: the button is the only one.
            found.append(line.filled(values, shown, line.words.replace("](", r"]\(")))
    return "\n".join(found)


def _line(number: int, text: str) -> Line:
    conditions: list[tuple[str, bool]] = []
    while found := _CONDITION.match(text):
        conditions.append((found[2], not found[1]))
        text = text[found.end() :]
    return Line(number, tuple(conditions), text.strip())
