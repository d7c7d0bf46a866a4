"""The charity's own words: several read at once, and what is said of words that cannot be used."""

from __future__ import annotations

from takeover.apply.own_texts import OwnText, broken_texts, ours, own_text, own_texts
from takeover.model.cells import Mistake
from takeover.wording.findings import grave
from takeover.wording.own_texts import check
from tests.memory.world import MemoryWorld
from tests.story import local, settings

THANKS, WHO, HELP = "post/answer-thanks", "post/answer-who", "post/answer-help"
WRONG = "{one}\n{two}\n{three}"
CANNOT_BE_USED = "your own words cannot be used as they are, so ours go out."


def written(**texts: object) -> MemoryWorld:
    """A world in which the charity has written these posts."""
    world = MemoryWorld(settings(), local("2026-12-05 12:00"))
    for name, text in texts.items():
        world.texts.edit({"weekend": f"post/answer-{name}", "text": text})
    return world


def test_of_several_texts_each_is_the_charitys_where_it_has_written_one() -> None:
    world = written(thanks="Thanks a lot!", help=WRONG, resting="I am resting.")
    assert own_texts(world, [THANKS, WHO, HELP]) == {
        THANKS: OwnText("Thanks a lot!"),
        WHO: OwnText(),
        HELP: own_text(world, HELP),
    }
    assert world.seam.calls.count("texts.all") == 1


def test_words_that_cannot_be_used_stop_no_row_and_two_of_their_faults_are_said() -> None:
    world = written(help=WRONG)
    faults = [one.words for one in grave(check(HELP, WRONG, ours(world.settings)))]
    assert len(faults) > 2
    said = f"{faults[0]} {faults[1]}"
    mistake = Mistake(HELP, "text", "", said, stops_the_row=False, advice=CANNOT_BE_USED)
    assert own_text(world, HELP) == OwnText(None, mistake)
    assert broken_texts(world) == (mistake,)


def test_what_is_no_text_at_all_is_an_empty_one() -> None:
    empty = own_text(written(help=""), HELP)
    assert empty.mistake is not None
    for odd in (7, ["a"], b"words"):
        assert own_text(written(help=odd), HELP) == empty
