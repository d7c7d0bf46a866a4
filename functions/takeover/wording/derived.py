"""What a text's fillers look like in it: words made of numbers, and lists made of things."""

from collections.abc import Callable, Mapping, Sequence

from takeover.wording.errors import WordingError
from takeover.wording.fillers import Needs
from takeover.wording.markup import escape, fold
from takeover.wording.words import counted, sentence

SENTENCES = frozenset({
    "reason", "help_line_for_guests", "where_to_keep_talking", "proof_words", "trouble_words",
})  # fmt: skip
"""Written by somebody else, and closed with a full stop by us."""

FLAGS = frozenset({
    "accepted", "is_open", "contact_only", "rehearsing", "signed_out", "duty_signs",
})  # fmt: skip
"""Yes or no: only for `{if …}`."""

LINKS = frozenset({"link", "list_link", "review_link", "waiting_link"})
"""Where the button leads; none of them is a placeholder."""


def _people(waiting: int) -> str:
    return "Somebody" if waiting == 1 else f"{waiting} people"


def _are(number: int, one: str, more: str) -> str:
    return one if number == 1 else f"{number} {more}"


def _gaps(weekends: Sequence[object]) -> int:
    return sum(1 for one in weekends if _part(one, "gap"))


def _to_do(problems: Sequence[object], weekends: Sequence[object]) -> str:
    gaps = _gaps(weekends)
    found = ["see the top"] if problems else []
    found += [f"find someone for {counted(gaps, 'weekend')}"] if gaps else []
    return ", and ".join(found) or "nothing"


def _headline(problems: Sequence[object]) -> str:
    return f"To do: {counted(len(problems), 'thing')}" if problems else "All well"


def _next(part: str) -> Callable[[Sequence[object]], object]:
    return lambda weekends: _part(weekends[0], part) if weekends else ""


# fmt: off
DERIVED: Mapping[str, tuple[tuple[str, ...], Callable[..., object]]] = {
    "guest_contact": (("guest_phone", "guest_address"),
                      lambda *ways: ", ".join(fold(str(way)) for way in ways if way)),
    "waiting_people": (("waiting",), _people),
    "waiting_are": (("waiting",), lambda n: _are(n, "One person is", "people are")),
    "mistakes_need": (("mistakes",), lambda of: _are(len(of), "one thing needs", "things need")),
    "obstacles_are": (("obstacles",),
                      lambda of: _are(len(of), "One thing is not", "things are not")),
    "headline": (("problems",), _headline),
    "next_date": (("weekends",), _next("date")),
    "next_words": (("weekends",), _next("words")),
    "to_do": (("problems", "weekends"), _to_do),
}
# fmt: on
"""Words that follow from fillers: of which, and how."""


def placeholders(needs: Needs) -> frozenset[str]:
    """What may stand in curly brackets in the words of this text."""
    derived = {name for name, (of, _) in DERIVED.items() if needs.all.issuperset(of)}
    return (needs.all - FLAGS - LINKS) | derived


def with_derived(needs: Needs, fillers: Mapping[str, object]) -> dict[str, object]:
    """The fillers of one text, folded, and what follows from them."""
    values = {
        name: fold(value) if isinstance(value, str) else value
        for name in needs.all
        for value in [fillers[name]]
    }
    return values | {
        name: make(*(values[one] for one in of))
        for name, (of, make) in DERIVED.items()
        if needs.all.issuperset(of)
    }


def in_words(name: str, value: object) -> str:
    """A filler as it is read. Raises WordingError for what is neither words nor a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WordingError(f"A filler must be words or a number, not {type(value).__name__}.")
    if name in {"posts", "waiting_posts"} and isinstance(value, int):
        return counted(value, "post")
    return sentence(str(value)) if name in SENTENCES else str(value)


def as_lists(values: Mapping[str, object]) -> dict[str, list[str]]:
    """Each filler that is a list, as lines of Markdown.

    Raises WordingError if a thing in it lacks a part.
    """
    return {
        name: [f"- {line(thing)}" for thing in things]
        for name, line in _LISTS.items()
        if isinstance(things := values.get(name), list | tuple)
    } | _weekends(values)


def _answer(thing: object) -> str:
    match thing:
        case (question, answer):
            return f"{escape(str(question))} **{escape(str(answer))}**"
    raise WordingError("an answer must be a pair of question and answer.")


def _mistake(thing: object) -> str:
    where = f"**{_shown(thing, 'weekend')}**, {_shown(thing, 'cell')}: "
    found, right = _shown(thing, "found"), _shown(thing, "right")
    if advice := _shown(thing, "advice"):
        return f"{where}{advice} {right} All goes on meanwhile."
    said = f"we found “{found}”." if found else "it is empty."
    right = escape(sentence(fold(str(_part(thing, "right")))))
    left_alone = "Until you change it, this weekend is left alone."
    then = left_alone if _part(thing, "stops_the_row") else "Meanwhile the rest goes on."
    return f"{where}{said} It should be: {right} {then}"


def _obstacle(thing: object) -> str:
    return f"**{_shown(thing, 'wrong')}** {_shown(thing, 'means')} {_shown(thing, 'mend')}"


def _weekends(values: Mapping[str, object]) -> dict[str, list[str]]:
    """Empty ones first, and to be seen."""
    those = values.get("weekends")
    if not isinstance(those, list | tuple):
        return {}
    said = [(f"{_shown(one, 'date')}: {_shown(one, 'words')}", _part(one, "gap")) for one in those]
    gaps = [f"- **{words}**" for words, gap in said if gap]
    return {"weekends": gaps + [f"- {words}" for words, gap in said if not gap]}


_LISTS: Mapping[str, Callable[[object], str]] = {
    "answers": _answer,
    "mistakes": _mistake,
    "obstacles": _obstacle,
    "problems": lambda one: escape(sentence(fold(str(one)))),
    "notes": lambda one: escape(sentence(fold(str(one)))),
    "counts": lambda one: escape(sentence(fold(str(one)))),
    "choices": lambda one: escape(str(one)),
    "reports": lambda one: escape(str(one)),
}
LISTS = frozenset({*_LISTS, "weekends"})
"""Fillers that become a list: alone on their line."""


def _shown(thing: object, part: str) -> str:
    return escape(str(_part(thing, part)))


def _part(thing: object, part: str) -> object:
    try:
        value: object = getattr(thing, part)
    except AttributeError as error:
        raise WordingError(f"a thing in a list lacks its {part}.") from error
    return value
