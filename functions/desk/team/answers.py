"""What guests have answered: beside their weekend, all together, as a file, and to be quoted."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from desk.answers import Answer, HandedOut
from desk.asked import Asked
from takeover.apply.forgetting import QUOTABLE
from takeover.apply.reporting import Given, answers_given
from takeover.commands.team import Member
from takeover.planning.counting import said
from takeover.sheets.writing import guarded
from takeover.wording import dates
from takeover.wording.list_pages import HOME, AnswersShown
from takeover.wording.list_report_pages import ListAnswers, ListQuotes, Quote, Tally
from takeover.wording.quarter_words import share
from takeover.wording.questions import QUESTIONS, answers_in_words

PLACE = "/list/answers"
COUNTED = ("overall", "alone")


def page(asked: Asked, _here: Member) -> Answer:
    """How many people said what, and what each guest said."""
    given = answers_given(asked.world)
    return Answer(200, ListAnswers(tallies=_tallies(given), answers=tuple(map(shown, given))))


def quotes_page(asked: Asked, _here: Member) -> Answer:
    """The words that may be quoted, each with the name that may stand under it."""
    return Answer(200, ListQuotes(quotes=tuple(map(_quote, _quotable(answers_given(asked.world))))))


def hand_out(asked: Asked, _here: Member) -> Answer:
    """All answers as CSV in UTF-8 with a byte order mark, without which Excel garbles accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Weekend", "Name people saw", *(question.text for question in QUESTIONS)])
    for one in answers_given(asked.world):
        words = dict(_in_words(one))
        cells = (words.get(question.text, "") for question in QUESTIONS)
        writer.writerow([str(one.turn.weekend), guarded(one.name), *map(guarded, cells)])
    content = b"\xef\xbb\xbf" + out.getvalue().encode()
    return Answer(200, file=HandedOut("answers.csv", "text/csv; charset=utf-8", content))


def shown(one: Given) -> AnswersShown:
    """One guest's answers, as the team reads them."""
    weekend = one.turn.weekend
    return AnswersShown(
        date=dates.day(weekend),
        path=f"{HOME}/{weekend}/trustees",
        name=one.name,
        said=tuple(_in_words(one)),
    )


def _in_words(one: Given) -> list[tuple[str, str]]:
    return answers_in_words(one.answer.choices, public_name=one.name or "the name people saw")


def _tallies(given: Sequence[Given]) -> tuple[Tally, ...]:
    answers = [one.answer for one in given]
    return tuple(
        Tally(
            question.text,
            tuple(
                (choice.label, share(said(answers, question.id, [choice.value])))
                for choice in question.choices
            ),
        )
        for question in QUESTIONS
        if question.id in COUNTED and said(answers, question.id, ()).of
    )


def _quotable(given: Sequence[Given]) -> list[Given]:
    """Only where the guest has said so; a name that is not known any more is not guessed at."""
    return [
        one
        for one in given
        if one.answer.choices.get("quote") in QUOTABLE
        and one.answer.choices.get("words", "").strip()
    ]


def _quote(one: Given) -> Quote:
    with_name = one.answer.choices["quote"] == "with-name"
    return Quote(
        words=one.answer.choices["words"].strip(),
        name=one.name if with_name else "",
        date=dates.day(one.turn.weekend),
    )
