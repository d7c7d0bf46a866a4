"""The list as a spreadsheet, in the terminal: shown, asked, written, and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from local.stack import LocalStack
from operate import sheets
from operate.errors import OperateError
from operate.sheets import Wish
from operate.stack import find
from tests.memory.world import MemoryWorld
from tests.operate.changes import put_row, remove_row
from tests.operate.test_live import Person
from tests.story import WEEKEND, local, row, settings

TEXT = """\
Date,Status,Name,E-mail,T-shirt
Fri 4th Dec 2026,booked,Sam Field,sam@example.org,M
18/12/2026,confirmed,Jo Hart,jo@example.org,
Sat 9 Jan 2027,booked,Ali Moor,ali@example.org,
"""
SHOWN = """\
What weekends.csv says, beside the list of @ourcharity:

New in the list: 1 weekend
  Friday 18 December 2026: Jo Hart
    booked, jo@example.org
Changed: 1 weekend
  Friday 4 December 2026: Sam Field
    T-shirt: empty → “M”
Please look at: 1 cell
  A4: Date is “Sat 9 Jan 2027”. Right would be a Friday; this is a Saturday (2027-01-09). \
Did you mean Friday 8 January 2027? The row is left out.
In the list but not in the file: 1 weekend to come
  Friday 11 December 2026: Kim Lowe
  They stay as they are. DELETE=yes deletes them.

This sends 1 mail and perhaps 2 others more than now in the next 14 days:

  Monday 23 November
    10:30  mail to Jo Hart <jo@example.org>: the first mail, with their link: please say yes \
(Friday 18 December)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "weekends.csv"
    path.write_text(TEXT)
    return path


def a_world() -> MemoryWorld:
    world = MemoryWorld(settings(), local("2026-11-23 10:00"))
    world.roster.put(row())
    world.roster.put(row(WEEKEND.replace(day=11), guest_name="Kim Lowe", guest_email="kim@e.org"))
    return world


def wish(file: Path, **asked: str) -> Wish:
    return Wish.of({"FILE": str(file), **asked})


def test_it_shows_what_a_file_would_do_and_writes_nothing(file: Path) -> None:
    world, person = a_world(), Person()
    before = list(world.roster.rows(WEEKEND))
    assert sheets.check(world, wish(file), person.say) == 0
    shown = "\n".join(person.shown)
    assert shown.startswith(SHOWN)
    assert shown.endswith(
        "\n  It still rehearses, so these go to the coordinator alone.\n\nNothing was written. "
        f"To write it: make roster-import FILE={file}"
    )
    assert list(world.roster.rows(WEEKEND)) == before


def test_it_asks_writes_and_says_what_was_written(file: Path) -> None:
    world, person = a_world(), Person("Yes")
    assert sheets.write(world, wish(file), person.say, person.ask) == 0
    assert person.asked == ["\nWrite this into the list (2 weekends)? yes or no: "]
    assert person.shown[-3:] == [
        "\nWritten: 2 weekends",
        "  Friday 18 December 2026",
        "  Friday 4 December 2026",
    ]
    assert [one["weekend"] for one in world.roster.rows(WEEKEND)] == [
        "2026-12-04", "2026-12-11", "2026-12-18",
    ]  # fmt: skip


def test_any_other_answer_writes_nothing(file: Path) -> None:
    world, person = a_world(), Person("maybe")
    assert sheets.write(world, wish(file), person.say, person.ask) == 1
    assert (person.shown[-1], len(world.roster.rows(WEEKEND))) == ("Nothing was written.", 2)


def test_what_somebody_else_changed_meanwhile_is_said(file: Path) -> None:
    world, person = a_world(), Person()

    def ask(_question: str) -> str:
        world.roster.put({**row(), "T-shirt": "XL"})
        return "yes"

    assert sheets.write(world, wish(file), person.say, ask) == 1
    assert person.shown[-2:] == [
        "NOT written: 1 weekend. Look at the list, and try again.",
        "  Friday 4 December 2026: somebody changed the row of 2026-12-04 in between: T-shirt",
    ]


def test_nothing_is_deleted_while_a_row_may_be_one_of_the_missing(file: Path) -> None:
    world, person = a_world(), Person()
    sheets.write(world, wish(file, DELETE="yes", YES="1"), person.say, person.ask)
    assert [one["weekend"] for one in world.roster.rows(WEEKEND)][1] == "2026-12-11"
    file.write_text(TEXT.replace("Sat 9 Jan", "Fri 8 Jan"))
    sheets.write(world, wish(file, DELETE="yes", YES="1"), person.say, person.ask)
    assert person.shown[-2:] == ["Taken out of the list: 1 weekend", "  Friday 11 December 2026"]


def test_a_second_time_there_is_nothing_to_write(file: Path) -> None:
    world, person = a_world(), Person("yes")
    sheets.write(world, wish(file), person.say, person.ask)
    assert sheets.write(world, wish(file), person.say, person.ask) == 0
    assert (person.shown[-1], len(person.asked)) == ("\nThere is nothing to write.", 1)


class TestForPrograms:
    def answer(self, world: MemoryWorld, file: Path, **asked: str) -> dict[str, Any]:
        person = Person()
        given = wish(file, FORMAT="json", **asked)
        if asked:
            sheets.write(world, given, person.say, person.ask)
        else:
            sheets.check(world, given, person.say)
        (said,) = person.shown
        told: dict[str, Any] = json.loads(said)
        return told

    def test_everything_is_said_as_data(self, file: Path) -> None:
        told = self.answer(a_world(), file)
        assert told["changed"] == [
            {
                "weekend": "2026-12-04",
                "row": 2,
                "guest": "Sam Field",
                "moved_from": "",
                "cells": {"T-shirt": {"old": "", "new": "M"}},
            }
        ]
        assert told["not_understood"] == [
            {
                "at": "A4",
                "cell": "weekend",
                "found": "Sat 9 Jan 2027",
                "right": "a Friday; this is a Saturday (2027-01-09)",
                "suggestion": "2027-01-08",
                "taken_as": "",
                "row_left_out": True,
            }
        ]
        assert [told[key] for key in ("rows_left_out", "written", "in_the_list_but_not_in_the_file")] == [  # noqa: E501
            [4], [], ["2026-12-11"],
        ]  # fmt: skip
        assert len(told["mails_in_14_days"]) == 3

    def test_what_was_written_is_said_as_data(self, file: Path) -> None:
        told = self.answer(a_world(), file, YES="1")
        assert (told["written"], told["not_written"]) == (["2026-12-18", "2026-12-04"], {})

    def test_a_program_must_say_yes_itself(self, file: Path) -> None:
        person = Person()
        with pytest.raises(OperateError, match="needs YES=1"):
            sheets.write(a_world(), wish(file, FORMAT="json"), person.say, person.ask)


class TestExport:
    @pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "LIST.XLSX"])
    def test_the_whole_list_becomes_a_file_that_changes_nothing(
        self, tmp_path: Path, name: str
    ) -> None:
        world, person, file = a_world(), Person(), tmp_path / name
        assert sheets.export(world, wish(file), person.say) == 0
        assert person.shown[0] == f"{file} has the whole list: 2 weekends."
        sheets.check(world, wish(file), person.say)
        assert person.shown[-1] == "\nThere is nothing to write."

    def test_a_file_that_is_there_is_not_written_over(self, file: Path) -> None:
        with pytest.raises(OperateError, match="is there already"):
            sheets.export(a_world(), wish(file), Person().say)
        assert file.read_text() == TEXT
        assert sheets.export(a_world(), wish(file, YES="1"), Person().say) == 0

    def test_any_other_ending_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(OperateError, match=r"should end with \.xlsx \(Excel\) or \.csv"):
            sheets.export(a_world(), wish(tmp_path / "list.pdf"), Person().say)


@pytest.mark.parametrize(
    ("arguments", "here", "said"),
    [
        (["look"], {}, "Say one of check, import, export."),
        (["check"], {}, "Say which file: FILE=weekends.xlsx (or .csv)."),
        (["check"], {"FILE": "a.csv", "FORMAT": "xml"}, "FORMAT=xml means nothing here; there is only FORMAT=json."),  # noqa: E501
    ],
)  # fmt: skip
def test_what_means_nothing_is_named(arguments: list[str], here: dict[str, str], said: str) -> None:
    person = Person()
    assert sheets.main(arguments, here, person.say, person.ask) == 1
    assert person.shown == [said]


@pytest.mark.emulator
def test_a_file_goes_into_a_deployed_stack_and_comes_out_again(
    deployed: LocalStack, here: dict[str, str], file: Path
) -> None:
    put_row(deployed, **{name: str(cell) for name, cell in row().items()})
    person, out = Person("yes"), file.with_name("out.xlsx")
    given = {**here, "FILE": str(file)}
    try:
        assert sheets.main(["import"], given, person.say, person.ask) == 0
        assert sheets.main(["export"], {**here, "FILE": str(out)}, person.say, person.ask) == 0
        assert sheets.main(["check"], {**here, "FILE": str(out)}, person.say, person.ask) == 0
        assert person.shown[-1] == "\nThere is nothing to write."
        there = find(here).world().roster.row(WEEKEND)
        assert there is not None
        assert there["T-shirt"] == "M"
    finally:
        for weekend in ("2026-12-04", "2026-12-18"):
            remove_row(deployed, weekend)
