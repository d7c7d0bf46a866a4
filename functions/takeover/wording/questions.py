"""What we ask after the weekend: the five questions of the first release, all optional."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from takeover.wording.errors import WordingError

# A page of handwriting; more is a slip of the paste key.
LONGEST_ANSWER = 2_000


class Kind(StrEnum):
    """How a question is answered: one choice, one box to tick, or own words."""

    CHOICE = "choice"
    TICK = "tick"
    WORDS = "words"


@dataclass(frozen=True)
class Choice:
    """One possible answer: what is kept, and what people read."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question; `default` is the choice that is made already, or empty."""

    id: str
    kind: Kind
    text: str
    choices: tuple[Choice, ...] = ()
    default: str = ""


QUESTIONS = (
    Question(
        "overall",
        Kind.CHOICE,
        "Overall, how was your weekend with us?",
        (
            Choice("very-good", "Very good"),
            Choice("good", "Good"),
            Choice("neither", "Neither good nor poor"),
            Choice("poor", "Poor"),
            Choice("very-poor", "Very poor"),
        ),
    ),
    Question(
        "alone",
        Kind.CHOICE,
        "Since the weekend, do you feel less alone, or more?",
        (
            Choice("much-less", "Much less alone"),
            Choice("less", "A bit less alone"),
            Choice("same", "No change"),
            Choice("more", "A bit more alone"),
            Choice("much-more", "Much more alone"),
            Choice("not-sure", "Not sure"),
        ),
    ),
    Question(
        "contact",
        Kind.TICK,
        "Would you like us to get in touch?",
        (Choice("yes", "Please get in touch with me."),),
    ),
    Question(
        "words",
        Kind.WORDS,
        "What was the best bit, and what should we change?",
    ),
    Question(
        "quote",
        Kind.CHOICE,
        "May we quote your answers?",
        (
            Choice("no", "No"),
            Choice("without-name", "Yes, without my name"),
            Choice("with-name", "Yes, as {public_name}"),
        ),
        default="no",
    ),
)
_BY_ID = {question.id: question for question in QUESTIONS}


def answers_in_words(answers: Mapping[str, str], *, public_name: str) -> list[tuple[str, str]]:
    """Return question and answer as people read them, in our order; skipped ones are left out.

    Raises:
        WordingError: an answer is not one of the choices, or belongs to no question of ours.
    """
    unknown = sorted(set(answers) - set(_BY_ID))
    if unknown:
        raise WordingError(f"There is no question {', '.join(unknown)}.")
    return [
        (question.text, _in_words(question, answers[question.id], public_name))
        for question in QUESTIONS
        if answers.get(question.id, "").strip()
    ]


def _in_words(question: Question, answer: str, public_name: str) -> str:
    if question.kind is Kind.WORDS:
        if len(answer) > LONGEST_ANSWER:
            raise WordingError(
                f"Your words are {len(answer):,} letters long. There is room for "
                f"{LONGEST_ANSWER:,}."
            )
        return answer.strip()
    for choice in question.choices:
        if choice.value == answer:
            return choice.label.format(public_name=public_name)
    choices = ", ".join(choice.value for choice in question.choices)
    raise WordingError(f'To "{question.text}" the answers are {choices}; not "{answer[:30]}".')
