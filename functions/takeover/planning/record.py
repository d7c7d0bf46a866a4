"""One weekend for the trustees: only what roster and ledger know, and nobody's own name. Pure.

Still the same page, with less in it, once the guest is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from takeover.model.calendar import local_date
from takeover.model.cells import Cells
from takeover.model.roster import Row, Takeover
from takeover.model.turn import POST_PREFIX, Answer, Fact, State, Turn
from takeover.planning.counting import guest_row
from takeover.settings import Settings
from takeover.wording import dates
from takeover.wording import record_words as texts
from takeover.wording.questions import answers_in_words
from takeover.wording.words import counted, sentence

ABOUT_THEM = ("overall", "alone")
TERMS = re.compile(r"terms (\d+), consent (\d+)")


@dataclass(frozen=True)
class Kept:
    """All that there is about one guest's hold on a weekend; `raw` is the row as it was typed."""

    turn: Turn
    row: Row | None
    raw: Mapping[str, object]
    answer: Answer | None

    @property
    def theirs(self) -> Takeover | None:
        """The row, while it is still this guest's."""
        return guest_row(self.turn, self.row)

    @property
    def name(self) -> str:
        """The name that people saw, while it is known."""
        return self.theirs.guest.public_name if self.theirs and self.theirs.guest else ""

    @property
    def unnamed(self) -> bool:
        """Did they wish to stay unknown, as far as it is known?"""
        return bool(self.theirs and self.theirs.guest and self.theirs.guest.anonymous)


def record(kept: Kept, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Questions and answers; a question that our records do not answer is left out."""
    turn, zone = kept.turn, settings.zone
    found = [
        (texts.WHO_CHOSE, _chosen(kept)),
        (texts.AGREED, _agreed(turn, settings)),
        (texts.ON_DUTY, _duty(kept.row)),
        (texts.WHEN, sentence(dates.span(turn.window.starts_at, turn.window.ends_at, zone))),
        (texts.ENDED, " ".join(_ended(turn, settings))),
        (texts.LOGIN, texts.NO_LOGIN),
        (texts.POSTED, _posted(kept, settings)),
        (texts.WRONG, " ".join(_wrong(turn)) or texts.NOTHING_WRONG),
        (texts.HOW_WAS_IT, " ".join(_how_was_it(kept))),
        (texts.DETAILS, _details(turn, settings)),
    ]
    return tuple((question, answer) for question, answer in found if answer)


def _chosen(kept: Kept) -> str:
    if kept.theirs is None:
        return ""
    cells = Cells(kept.raw)
    by, on = cells.text("talked_by"), cells.text("talked_on")
    return texts.chosen(by, on) if by or on else ""


def _agreed(turn: Turn, settings: Settings) -> str:
    at = turn.at(Fact.ACCEPTED)
    if at is None:
        return ""
    found = TERMS.fullmatch(turn.terms)
    terms, consent = found.groups() if found else ("", "")
    return texts.agreed(terms, consent, dates.moment(at, settings.zone))


def _duty(row: Row | None) -> str:
    """Only who was named for this weekend; who else it would be today says nothing about then."""
    return sentence(row.duty.name) if isinstance(row, Takeover) and row.duty else ""


def _ended(turn: Turn, settings: Settings) -> Iterator[str]:
    closed, proof = turn.at(Fact.CLOSED), turn.steps.get("proof")
    if closed is None:
        yield texts.NOT_OVER
        return
    if turn.how in texts.ENDED_OTHERWISE and turn.how:
        yield texts.ENDED_OTHERWISE[turn.how]
    early = closed < turn.window.ends_at
    closes, at = (dates.moment(one, settings.zone) for one in (turn.window.ends_at, closed))
    yield texts.ended(closes, at, early=early)
    if proof is not None and proof.settled:
        yield texts.checked(dates.moment_to_the_second(proof.at, settings.zone))
    else:
        yield texts.NOT_CHECKED


def _posted(kept: Kept, settings: Settings) -> str:
    times = sorted(
        step.at
        for name, step in kept.turn.steps.items()
        if name.startswith(POST_PREFIX) and step.state is State.DONE
    )
    if not times:
        return texts.NOTHING_POSTED
    first, last = (dates.moment(at, settings.zone) for at in (times[0], times[-1]))
    several = len(times) > 1
    posts, down = counted(len(times), "post"), kept.turn.posts_down
    return texts.posted(posts, first, last if several else "", down)


def _wrong(turn: Turn) -> Iterator[str]:
    for fact, words in texts.WENT_WRONG.items():
        if turn.has(fact) or (fact is Fact.PAUSED and turn.pauses):
            yield words
    told = sum(step.state is State.TOLD for step in turn.steps.values())
    if told:
        yield texts.unsure(told)


def _how_was_it(kept: Kept) -> Iterator[str]:
    given = kept.answer.choices if kept.answer else {}
    about = {question: given[question] for question in ABOUT_THEM if given.get(question)}
    for _, words in answers_in_words(about, public_name=""):
        yield sentence(words)
    if kept.turn.has(Fact.WANTS_CONTACT):
        yield texts.CONTACT


def _details(turn: Turn, settings: Settings) -> str:
    if turn.forgotten:
        at = turn.steps["forget"].at
        return texts.deleted(dates.day(local_date(at, settings.zone)))
    due = turn.window.ends_at + timedelta(days=settings.retention_days)
    return texts.to_be_deleted(dates.day(local_date(due, settings.zone)))
