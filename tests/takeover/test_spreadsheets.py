"""The coordinator's spreadsheet, from the file to the list: written row by row, nothing lost."""

from __future__ import annotations

import pytest

from takeover.commands.spreadsheet import FileKind, Written, hand_out, prepare, write
from takeover.errors import LaterError, UnknownOutcomeError
from takeover.model.turn import Fact
from takeover.sheets.comparing import Kind
from tests.memory.world import MemoryWorld
from tests.story import SAM, WEEKEND, Story, local, row, settings

HEAD = "weekend,status,guest_name,guest_email,public_name\n"
SAMS = "2026-12-04,booked,Sam Field,sam@example.org,Sam\n"
KIMS = "2026-12-11,booked,Kim Lowe,kim@example.org,Kim\n"
NEW = "2026-12-18,booked,Jo Hart,jo@example.org,Jo\n"


def a_world() -> MemoryWorld:
    world = MemoryWorld(settings(), local("2026-11-23 10:00"))
    world.ledger.go_live(local("2026-11-20 10:00"))
    world.roster.put({**row(), "T-shirt": "M"})
    return world


def written(world: MemoryWorld, text: str, *, delete: bool = False) -> list[Written]:
    return list(write(world, prepare(world, text.encode()).comparison, delete=delete))


def weekends(world: MemoryWorld) -> dict[str, object]:
    return {str(row["weekend"]): row.get("guest_name") for row in world.roster.rows(WEEKEND)}


def test_a_file_is_looked_at_without_writing() -> None:
    world = a_world()
    prepare(world, (HEAD + SAMS + NEW).encode())
    assert weekends(world) == {"2026-12-04": "Sam Field"}


@pytest.mark.parametrize("kind", FileKind)
def test_what_was_handed_out_changes_nothing_when_it_comes_back(kind: FileKind) -> None:
    world = a_world()
    world.roster.put({"weekend": "04/12/2026", "notes": "=1+1"})
    before = [*world.roster.misfiled(), *world.roster.rows(WEEKEND)]
    prepared = prepare(world, hand_out(world, kind))
    assert (list(write(world, prepared.comparison, delete=True)), prepared.mails) == ([], ())
    assert [*world.roster.misfiled(), *world.roster.rows(WEEKEND)] == before


def test_the_mails_that_follow_are_those_that_would_not_come_otherwise() -> None:
    prepared = prepare(a_world(), (HEAD + SAMS + NEW).encode())
    assert {mail.weekend for mail in prepared.mails} == {WEEKEND.replace(day=18)}
    assert [mail.step.name for mail in prepared.mails if not mail.only_if] == ["booked"]


@pytest.mark.parametrize("cell", ["notes,rings on Tuesdays", "public_name,Bluebell"])
def test_a_row_that_changes_nothing_about_mails_sends_none(cell: str) -> None:
    column, _, said = cell.partition(",")
    text = f"weekend,{column}\n2026-12-04,{said}\n"
    prepared = prepare(a_world(), text.encode())
    assert (len(prepared.comparison.of(Kind.CHANGED)), prepared.mails) == (1, ())


def test_rows_are_written_one_by_one_and_each_is_told() -> None:
    world = a_world()
    assert written(world, HEAD + SAMS.replace(",Sam\n", ",Sammy\n") + NEW) == [
        Written("2026-12-18"), Written("2026-12-04"),
    ]  # fmt: skip
    assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Jo Hart"}
    assert world.roster.row(WEEKEND) == {**row(public_name="Sammy"), "T-shirt": "M"}


def test_what_somebody_else_changed_in_between_is_not_written_over() -> None:
    world = a_world()
    prepared = prepare(world, (HEAD + SAMS.replace(",Sam\n", ",Sammy\n") + NEW).encode())
    world.roster.put({**row(public_name="Samuel"), "T-shirt": "M"})
    world.roster.put(row(WEEKEND.replace(day=18), guest_name="Bo"))
    assert list(write(world, prepared.comparison)) == [
        Written("2026-12-18", problem="there is a row for 2026-12-18 by now"),
        Written(
            "2026-12-04",
            problem="somebody changed the row of 2026-12-04 in between: public_name",
        ),
    ]
    assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Bo"}


def test_a_row_that_cannot_be_written_stops_no_other() -> None:
    world = a_world()
    prepared = prepare(world, (HEAD + KIMS + NEW + SAMS).encode())
    world.seam.fail("roster.add", LaterError("table Roster: busy"))
    assert list(write(world, prepared.comparison)) == [
        Written("2026-12-11", problem="table Roster: busy"),
        Written("2026-12-18"),
    ]


@pytest.mark.parametrize("afterwards", [False, True])
def test_a_lost_answer_is_asked_for_once_more(afterwards: bool) -> None:
    world = a_world()
    prepared = prepare(world, (HEAD + SAMS.replace(",Sam\n", ",Sammy\n") + NEW).encode())
    for call in ("roster.add", "roster.edit"):
        world.seam.fail(call, UnknownOutcomeError("lost"), afterwards=afterwards)
    assert [one.problem for one in write(world, prepared.comparison)] == ["", ""]
    assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Jo Hart"}


def test_what_is_not_in_the_file_stays_unless_it_is_asked_to_go() -> None:
    world = a_world()
    assert written(world, HEAD + NEW) == [Written("2026-12-18")]
    assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Jo Hart"}
    assert written(world, HEAD + NEW, delete=True) == [Written("2026-12-04", deleted=True)]
    assert weekends(world) == {"2026-12-18": "Jo Hart"}


def test_a_weekend_that_somebody_edited_is_not_deleted() -> None:
    world = a_world()
    prepared = prepare(world, (HEAD + NEW).encode(), delete=True)
    world.roster.put({**row(notes="ask again"), "T-shirt": "L"})
    done = list(write(world, prepared.comparison, delete=True))
    assert done[-1] == Written(
        "2026-12-04",
        deleted=True,
        problem="somebody changed the row of 2026-12-04 in between: T-shirt",
    )
    assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Jo Hart"}


class TestMoves:
    def test_the_new_row_stands_before_the_old_one_goes(self) -> None:
        world = a_world()
        assert written(world, HEAD + SAMS.replace("12-04", "12-18")) == [
            Written("2026-12-18"), Written("2026-12-04", deleted=True),
        ]  # fmt: skip
        moved = {**row(WEEKEND.replace(day=18)), "T-shirt": "M"}
        assert world.roster.row(WEEKEND.replace(day=18)) == moved

    def test_a_guest_who_cannot_arrive_does_not_leave(self) -> None:
        world = a_world()
        prepared = prepare(world, (HEAD + SAMS.replace("12-04", "12-18")).encode())
        world.roster.put(row(WEEKEND.replace(day=18), guest_name="Bo"))
        assert [one.problem for one in write(world, prepared.comparison)] == [
            "there is a row for 2026-12-18 by now"
        ]
        assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Bo"}

    def test_nobody_is_written_over_a_guest_who_could_not_leave(self) -> None:
        world = a_world()
        text = HEAD + KIMS.replace("12-11", "12-04") + SAMS.replace("12-04", "12-18")
        prepared = prepare(world, text.encode())
        world.roster.put(row(WEEKEND.replace(day=18), guest_name="Bo"))
        assert [one.problem for one in write(world, prepared.comparison)] == [
            "there is a row for 2026-12-18 by now",
            "left as it is, because its guest could not move to 2026-12-18",
        ]
        assert weekends(world) == {"2026-12-04": "Sam Field", "2026-12-18": "Bo"}

    def test_a_moved_guest_keeps_what_was_agreed_and_gets_the_new_dates(self) -> None:
        story = Story("2026-11-02 10:00")
        story.book()
        story.days_until("2026-11-03 12:00")
        story.accept()
        text = HEAD + SAMS.replace("12-04", "12-18")
        prepared = prepare(story.world, text.encode())
        assert list(write(story.world, prepared.comparison)) == [
            Written("2026-12-18"), Written("2026-12-04", deleted=True),
        ]  # fmt: skip
        story.days_until("2026-11-05 12:00")
        assert story.turn(weekend=WEEKEND.replace(day=18)).has(Fact.ACCEPTED)
        assert "cancelled" not in story.steps(SAM)
