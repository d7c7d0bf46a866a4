"""What a guest is told when a request cannot be carried out."""

from __future__ import annotations

from desk.answers import Answer
from desk.forms import TooLongFormError, UnreadableFormError
from takeover.errors import RefusedError, StaleError, UnknownOutcomeError
from takeover.wording.page_data import Fault, Trouble


def answer_to(error: Exception, *, posting: bool) -> Answer:
    """The status and the page for an error.

    Always a page of ours: a tired guest must not meet the platform's "Internal Server Error".
    So the function does not raise, and the alarm looks at the 5xx answers of its URL instead.
    """
    match error:
        case TooLongFormError():
            return Answer(413, Trouble(fault=Fault.TOO_LONG), refused="too_long")
        case UnreadableFormError():
            return Answer(400, Trouble(fault=Fault.UNREADABLE), refused="unreadable_form")
        case StaleError():
            return Answer(409, Trouble(fault=Fault.CHANGED), refused="changed")
        case RefusedError() | UnknownOutcomeError():
            # Roster or ledger do not answer: nobody can know that this may be done, so it is not.
            return Answer(503, Trouble(fault=Fault.LATER, posting=posting), refused="later")
        case _:
            return Answer(500, Trouble(fault=Fault.UNEXPECTED), refused="unexpected")
