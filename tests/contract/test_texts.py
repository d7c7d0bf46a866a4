"""The charity's own words: kept beside the coordinator's rows, and never among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from boto3.dynamodb.types import TypeSerializer

from takeover.adapters.dynamodb import connect
from takeover.adapters.dynamodb_texts import DynamoTexts
from takeover.ports import Texts
from tests.contract.conftest import BOTH, Real
from tests.memory import MemoryTexts

type Edit = Callable[[Mapping[str, object]], None]
BOOKED, INTRO = "mail/booked", "post/intro-named"


@pytest.fixture(params=BOTH)
def both(request: pytest.FixtureRequest) -> tuple[Texts, Edit]:
    """No words of the charity's own yet, and the coordinator's own hand."""
    if request.param == "memory":
        memory = MemoryTexts()
        return memory, memory.edit
    real: Real = request.getfixturevalue("dynamo")

    def edit(text: Mapping[str, object]) -> None:
        made = {**text, "account": "ourcharity#texts"}
        item = {cell: TypeSerializer().serialize(value) for cell, value in made.items()}
        real.client.put_item(TableName="Roster", Item=item)

    return DynamoTexts(real.settings, connect()), edit


@pytest.fixture
def texts(both: tuple[Texts, Edit]) -> Texts:
    return both[0]


def cells(text: str = "Hello") -> dict[str, str]:
    return {"text": text, "changed_at": "2026-11-23T12:00:00.000000+00:00", "changed_by": "Robin"}


def stored(text: str = "Hello", name: str = BOOKED) -> dict[str, object]:
    return {**cells(text), "account": "ourcharity#texts", "weekend": name}


def test_at_first_there_are_none(texts: Texts) -> None:
    assert list(texts.all()) == []
    assert texts.get(BOOKED) is None


def test_what_is_written_is_there_by_its_name(texts: Texts) -> None:
    assert texts.put(INTRO, cells("Meet {public_name}"), None) is True
    assert texts.put(BOOKED, cells(), None) is True
    assert texts.get(BOOKED) == stored()
    assert list(texts.all()) == [stored(), stored("Meet {public_name}", INTRO)]


def test_a_text_is_replaced_as_a_whole_by_who_has_read_it(both: tuple[Texts, Edit]) -> None:
    texts, edit = both
    edit({"weekend": BOOKED, "text": "By hand", "note": "mine"})
    assert texts.put(BOOKED, cells("Better"), "By hand") is True
    assert texts.get(BOOKED) == stored("Better")


@pytest.mark.parametrize("expected", [None, "Older", 7])
def test_what_somebody_else_has_changed_is_not_written_over(texts: Texts, expected: object) -> None:
    texts.put(BOOKED, cells("Newer"), None)
    assert texts.put(BOOKED, cells("Mine"), expected) is False
    assert texts.delete(BOOKED, expected) is False
    assert texts.get(BOOKED) == stored("Newer")


def test_what_is_gone_is_not_written_over_either(texts: Texts) -> None:
    assert texts.put(BOOKED, cells(), "Older") is False
    assert texts.get(BOOKED) is None


def test_the_same_text_once_more_is_success(texts: Texts) -> None:
    texts.put(BOOKED, cells(), None)
    assert texts.put(BOOKED, cells(), None) is True


def test_what_is_deleted_is_gone_and_may_be_deleted_again(texts: Texts) -> None:
    texts.put(BOOKED, cells(), None)
    assert texts.delete(BOOKED, "Hello") is True
    assert texts.delete(BOOKED, "Hello") is True
    assert texts.get(BOOKED) is None


@pytest.mark.parametrize("odd", [7, True, ["a"]])
def test_what_is_no_text_comes_as_it_is_and_may_be_replaced(
    both: tuple[Texts, Edit], odd: object
) -> None:
    texts, edit = both
    edit({"weekend": BOOKED, "text": odd})
    found = texts.get(BOOKED)
    assert found == {"weekend": BOOKED, "text": odd, "account": "ourcharity#texts"}
    assert texts.put(BOOKED, cells(), found["text"]) is True
    assert texts.get(BOOKED) == stored()


def test_a_text_without_words_may_be_replaced(both: tuple[Texts, Edit]) -> None:
    texts, edit = both
    edit({"weekend": BOOKED, "note": "to do"})
    assert texts.put(BOOKED, cells(), None) is True


@pytest.mark.emulator
def test_a_text_is_no_row_of_the_list(dynamo: Real) -> None:
    DynamoTexts(dynamo.settings, connect()).put(BOOKED, cells(), None)
    assert list(dynamo.roster.rows(date(2000, 1, 1))) == []
    assert list(dynamo.roster.misfiled()) == []
