"""The survey: seven days or seven minutes later, how was it?"""

from __future__ import annotations

from collections.abc import Mapping

from takeover.apply import take_turn
from takeover.commands.visit import Visit
from takeover.model.turn import Answer, Ending, Fact
from takeover.ports import World
from takeover.wording.errors import WordingError
from takeover.wording.questions import answers_in_words

CONTACT = "contact"
MOST_ANSWERS = 5


def may_answer(here: Visit) -> bool:
    """Is this guest asked at all? Only who came, and whose weekend ended by the clock."""
    return here.turn.has(Fact.CLOSED) and here.turn.how in {Ending.POSTED, Ending.SILENT}


def answer(world: World, here: Visit, said: Mapping[str, str]) -> list[str]:
    """Save the answers in one go and mail them to the coordinator; returns what is wrong."""
    given = {question: text.strip() for question, text in said.items() if text.strip()}
    if not may_answer(here) or here.turn.answers >= MOST_ANSWERS:
        return ["We can't take answers for this weekend now. Please reply to our mail."]
    try:
        answers_in_words(given, public_name="")
    except WordingError as error:
        return [str(error)]
    wants_contact = given.get(CONTACT) == "yes"
    world.ledger.save_answer(Answer(here.turn.id, here.now, given, wants_contact))
    take_turn(world, here.turn.id, ("answers", "get_in_touch"))
    return []
