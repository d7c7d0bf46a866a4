"""The guide: advice for a weekend, in parts that begin with a heading; ours or the charity's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from takeover.wording import template
from takeover.wording.derived import in_words
from takeover.wording.errors import WordingError
from takeover.wording.examples import EXAMPLE
from takeover.wording.fillers import GUIDE
from takeover.wording.markup import Html, as_plain_html, escape, fold, parse
from takeover.wording.template import Line

_HEADING = "# "


@dataclass(frozen=True)
class Part:
    """One part of the guide, to be folded open."""

    heading: str
    inside: Html


def built_in_guide() -> str:
    """Our own words, as the charity may change them."""
    return _built_in()


def render_guide(fillers: Mapping[str, object], *, text: str | None = None) -> tuple[Part, ...]:
    """Render each part; `text` takes the place of our own words.

    Raises:
        WordingError: a filler is missing, or `text` has what cannot be filled.
    """
    if missing := sorted(GUIDE.all - set(fillers)):
        raise WordingError(
            f"The guide needs the filler(s) {', '.join(missing)}, which nobody gave."
        )
    values = {name: fold(str(fillers[name])) for name in GUIDE.all}
    source = template.read(_built_in() if text is None else text)
    return tuple(
        Part(heading, as_plain_html(parse(template.markdown(lines, values, _shown, {}, ""))))
        for heading, lines in _parts(source.lines)
    )


def heading_of(line: Line) -> str:
    """The heading that this line is; empty for any other line."""
    return line.words.removeprefix(_HEADING).strip() if line.words.startswith(_HEADING) else ""


def guide_cases() -> Iterator[dict[str, object]]:
    """With a number to ring and with somebody who is awake, and without; fullest first."""
    for values in product(*((EXAMPLE[name], "") for name in sorted(GUIDE.all))):
        yield dict(zip(sorted(GUIDE.all), values, strict=True))


def _parts(lines: tuple[Line, ...]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    starts = [at for at, line in enumerate(lines) if heading_of(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield heading_of(lines[start]), lines[start + 1 : end]


def _shown(name: str, value: object) -> str:
    return escape(in_words(name, value))


@cache
def _built_in() -> str:
    return Path(__file__).with_name("guide.md").read_text(encoding="utf-8")
