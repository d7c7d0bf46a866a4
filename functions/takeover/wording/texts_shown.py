"""The charity's texts as its own pages show them: in groups, and one with all it may hold."""

from collections.abc import Callable, Collection, Mapping, Sequence

from takeover.wording.derived import DERIVED, FLAGS, LINKS, LISTS, in_words, placeholders
from takeover.wording.examples import EXAMPLE
from takeover.wording.fillers import MAILS_TO_GUESTS, MAILS_TO_TRUSTEES
from takeover.wording.findings import Finding, grave
from takeover.wording.list_text_pages import (
    ABOUT,
    CASES,
    ON_X,
    PAGES,
    TO_GUESTS,
    TO_THE_TEAM,
    TO_TRUSTEES,
    ListText,
    TextGroup,
    TextLine,
)
from takeover.wording.mail import MailText
from takeover.wording.own_texts import MAIL, NAMES, PAGE, Ours, example, needs_of


def groups(
    path_of: Callable[[str], str], states: Mapping[str, str], broken: Collection[str], ours: Ours
) -> tuple[TextGroup, ...]:
    """All texts by who reads them; `states` says of the charity's own who changed them."""
    lines: dict[str, list[TextLine]] = {
        TO_GUESTS: [],
        ON_X: [],
        PAGES: [],
        TO_THE_TEAM: [],
        TO_TRUSTEES: [],
    }
    for name in NAMES:
        lines[_group(name)].append(
            TextLine(
                path_of(name),
                _title(name, ours),
                _about(name) if name.startswith(MAIL) else "",
                states.get(name, ""),
                name in broken,
            )
        )
    return tuple(TextGroup(group, tuple(those)) for group, those in lines.items())


def text_page(name: str, typed: str, found: Sequence[Finding], ours: Ours) -> ListText:
    """One text with these words in the form, and how they look if nothing is wrong."""
    needs = needs_of(name)
    shown = sorted(placeholders(needs) - LISTS)
    look = None if grave(found) else example(name, typed, ours)
    given = {"condition": ours.condition, "at_account": f"@{ours.account}", **EXAMPLE}
    return ListText(
        path="",
        was="",
        title=_title(name, ours),
        about=_about(name),
        given={"text": typed},
        words=tuple((f"{{{one}}}", _as_example(one, given)) for one in shown),
        lists=tuple(f"{{{one}}}" for one in sorted(needs.all & LISTS)),
        cases=tuple((one, _case(one)) for one in sorted((needs.all & FLAGS) | needs.optional)),
        kind=name.partition("/")[0],
        has_button=bool(needs.all & LINKS),
        advice=tuple(one.words for one in found if not one.grave),
        subject=look.subject if isinstance(look, MailText) else "",
        looks=look.inside if isinstance(look, MailText) else look or "",
    )


def _as_example(name: str, given: Mapping[str, object]) -> str:
    if name in DERIVED:
        of, make = DERIVED[name]
        return str(make(*(given[one] for one in of)))
    return in_words(name, given[name])


def _case(name: str) -> str:
    return CASES.get(name, f"there is something for {{{name}}}")


def _group(name: str) -> str:
    if not name.startswith(MAIL):
        return PAGES if name.startswith(PAGE) else ON_X
    mail = name.removeprefix(MAIL)
    if mail in MAILS_TO_TRUSTEES:
        return TO_TRUSTEES
    return TO_GUESTS if mail in MAILS_TO_GUESTS else TO_THE_TEAM


def _title(name: str, ours: Ours) -> str:
    look = example(name, None, ours)
    return look.subject if isinstance(look, MailText) else _about(name)


def _about(name: str) -> str:
    words = ABOUT[name.partition("/")[2]]
    return words[:1].upper() + words[1:]
