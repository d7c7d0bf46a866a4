"""Edits of single weekends: what is foreseen is what then happens, and what stands is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from takeover.apply.look import Look, look
from takeover.commands import editing
from takeover.commands.editing import Foreseen
from takeover.errors import LaterError, RowError, UnknownOutcomeError
from takeover.model.steps import HANDOVER
from takeover.model.turn import Ending, Fact
from takeover.planning.editing import NO_GUEST, RowEdit, edit_of, emptied, moved, undoing
from tests.story import SAM, WEEKEND, Story, local
from tests.takeover.openings import FIVE_MINUTES, KIM, booked, on_friday, team_mails

LATER = date(2026, 12, 18)
SOON, LONG_AFTER = "2026-11-23 10:00", "2026-11-26 12:00"
BOOKED = {"status": "booked", "guest_email": KIM, "public_name": "Kim"}

type Wanted = Callable[[Look], Sequence[RowEdit]]


def seen_by(story: Story) -> Look:
    return look(story.world, HANDOVER)


def row_of(seen: Look, day: date = WEEKEND) -> dict[str, object]:
    return dict(seen.cells[str(day)])


def cancelled(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {"status": "cancelled"})]


def a_break(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {"status": "break"})]


def freed(seen: Look) -> list[RowEdit]:
    return [emptied(WEEKEND, row_of(seen))]


def swapped(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {**NO_GUEST, **BOOKED})]


def moved_on(seen: Look) -> Sequence[RowEdit]:
    return moved(row_of(seen), WEEKEND, LATER, seen.cells.get(str(LATER)))


def another_booked(seen: Look) -> list[RowEdit]:
    return [edit_of(LATER, seen.cells.get(str(LATER)), BOOKED)]


def another_address(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {"guest_email": "sam.field@example.org"})]


def another_start(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {"starts_at": "2026-12-03 09:00"})]


def another_hello(seen: Look) -> list[RowEdit]:
    return [edit_of(WEEKEND, row_of(seen), {"introduction": "Baker."})]


EDITS: Sequence[Wanted] = (
    cancelled, a_break, freed, swapped, moved_on, another_booked, another_address, another_start,
    another_hello,
)  # fmt: skip


def silent(story: Story) -> None:
    """Sam has not been on the page."""


def at_link(story: Story) -> None:
    story.open_link()


def said_yes(story: Story) -> None:
    story.accept()


GUESTS = (silent, at_link, said_yes)
OF_SOMEBODY_SILENT = {"", "if they have not said yes by then", "if they are not heard of again"}


@pytest.mark.parametrize("live", [True, False], ids=["live", "rehearsing"])
@pytest.mark.parametrize("guest", GUESTS)
@pytest.mark.parametrize("wanted", EDITS)
def test_what_is_foreseen_is_what_happens(
    wanted: Wanted, guest: Callable[[Story], None], live: bool
) -> None:
    without, story = until_soon(guest, live=live), until_soon(guest, live=live)
    seen = seen_by(story)
    foreseen = editing.foresee(story.world, seen, wanted(seen))
    editing.carry_out(story.world, seen, wanted(seen))
    for one in (without, story):
        one.days_until(LONG_AFTER)
    more, fewer = mails(story) - mails(without), mails(without) - mails(story)
    assert (more, fewer) == foretold(foreseen)
    assert (foreseen.mistakes, foreseen.ends, story.failed()) == ((), (), [])


def until_soon(guest: Callable[[Story], None], *, live: bool) -> Story:
    story = booked(live=live)
    guest(story)
    story.days_until(SOON)
    return story


def mails(story: Story) -> Counter[str]:
    """How often each mail went out, Wednesday's aside."""
    steps = (mail.tags["step"] for mail in story.world.mailer.sent)
    return Counter(step for step in steps if not step.startswith("2026-"))


def foretold(foreseen: Foreseen) -> tuple[Counter[str], Counter[str]]:
    """What comes until then only because of the edit, and what does not come until then."""
    until = local(LONG_AFTER)
    more, fewer = Counter[str](), Counter[str]()
    for one in (*foreseen.mails.sent, *(one for one, _ in foreseen.mails.later)):
        more[one.step.name] += one.at < until and one.only_if in OF_SOMEBODY_SILENT
    for one in foreseen.mails.not_sent:
        fewer[one.step.name] += one.at < until and one.only_if in OF_SOMEBODY_SILENT
    for one, was in foreseen.mails.later:
        fewer[one.step.name] += was < until
    return +(more - fewer), +(fewer - more)


def test_a_weekend_that_is_on_ends_at_once_and_nobody_else_ends_it_again() -> None:
    story = on_friday()
    seen = seen_by(story)
    foreseen = editing.foresee(story.world, seen, cancelled(seen))
    assert [turn.id for turn in foreseen.ends] == [f"{WEEKEND}#1"]
    editing.carry_out(story.world, seen, cancelled(seen))
    assert story.turn().how is Ending.CHARITY_STOPPED
    assert story.world.ledger.holder() is None
    story.run()
    assert team_mails(story).count("charity_stopped") == 1


def test_a_change_of_words_ends_no_weekend_that_is_on() -> None:
    story = on_friday()
    seen = seen_by(story)
    editing.carry_out(story.world, seen, another_hello(seen))
    assert story.turn().open


@pytest.mark.parametrize(
    ("error", "afterwards", "times"),
    [
        (LaterError("busy"), False, 1),
        (UnknownOutcomeError("lost"), False, 2),
        (UnknownOutcomeError("lost"), True, 2),
    ],
)
def test_a_guest_who_moves_stands_in_one_weekend_whatever_breaks_off(
    error: Exception, afterwards: bool, times: int
) -> None:
    story = until_soon(said_yes, live=True)
    seen = seen_by(story)
    story.world.seam.fail("roster.edit_together", error, afterwards=afterwards, times=times)
    with pytest.raises(type(error)):
        editing.carry_out(story.world, seen, moved_on(seen))
    stands = [is_sams(story, day) for day in (WEEKEND, LATER)]
    assert stands == [not afterwards, afterwards]
    if not afterwards:
        editing.carry_out(story.world, seen, moved_on(seen))
    story.days_until(LONG_AFTER)
    assert (story.steps(), team_mails(story)) == (["booked", "moved"], [])
    assert story.turn(1, LATER).has(Fact.ACCEPTED)


def is_sams(story: Story, day: date) -> bool:
    row = story.world.roster.row(day)
    return row is not None and (row.get("guest_email"), row.get("status")) == (SAM, "booked")


@pytest.mark.parametrize("wanted", EDITS)
def test_what_was_undone_is_as_it_was_and_nobody_loses_a_weekend(wanted: Wanted) -> None:
    story = until_soon(said_yes, live=True)
    story.world.roster.put({**row_of(seen_by(story)), "favourite_cake": "lemon"})
    before = [dict(row) for row in story.world.roster.rows(WEEKEND)]
    edits = wanted(seen_by(story))
    editing.carry_out(story.world, seen_by(story), edits)
    story.pass_until("2026-11-23 10:20", FIVE_MINUTES)
    editing.carry_out(story.world, seen_by(story), [undoing(edit) for edit in reversed(edits)])
    after = [dict(row) for row in story.world.roster.rows(WEEKEND) if len(row) > 1]
    assert after == before
    story.pass_until("2026-11-24 12:00")
    # A guest who moved there and back is told once where they are: their link is a new one.
    assert story.steps() == (["booked", "moved"] if wanted is moved_on else ["booked"])
    assert (team_mails(story), story.steps(KIM)) == ([], [])
    assert story.turn(2 if wanted is moved_on else 1).has(Fact.ACCEPTED)


def test_what_somebody_has_changed_since_is_not_undone() -> None:
    story = until_soon(said_yes, live=True)
    edits = cancelled(seen_by(story))
    editing.carry_out(story.world, seen_by(story), edits)
    story.book(status="break")
    with pytest.raises(RowError):
        editing.carry_out(story.world, seen_by(story), [undoing(edits[0])])
    assert (story.world.roster.row(WEEKEND) or {})["status"] == "break"


def test_an_edit_of_somebody_elses_guest_is_not_written() -> None:
    story = until_soon(said_yes, live=True)
    edits = cancelled(seen_by(story))
    story.book(guest_email=KIM)
    with pytest.raises(RowError):
        editing.carry_out(story.world, seen_by(story), edits)
    assert (story.world.roster.row(WEEKEND) or {})["status"] == "booked"


def test_an_edit_touches_nothing_that_it_is_not_about() -> None:
    story = booked()
    story.book(favourite_cake="lemon", anonymous=False, talked_on=20261012, notes=" Cats. ")
    seen = seen_by(story)
    (edit,) = [edit_of(WEEKEND, row_of(seen), {"anonymous": "", "notes": "Cats.", "handle": "s"})]
    assert edit.changed == ("handle",)
    editing.carry_out(story.world, seen, [edit])
    assert row_of(seen_by(story)) == {**row_of(seen), "handle": "s"}


def test_times_that_overlap_another_weekend_are_a_mistake_foreseen() -> None:
    story = booked()
    story.book(date(2026, 12, 11), guest_email=KIM, public_name="Kim")
    seen = seen_by(story)
    wide = {"starts_at": "2026-12-08 08:00", "ends_at": "2026-12-12 09:00"}
    edit = edit_of(date(2026, 12, 11), row_of(seen, date(2026, 12, 11)), wide)
    assert editing.foresee(story.world, seen, [edit]).mistakes == ()
    edit = edit_of(WEEKEND, row_of(seen), {"ends_at": "2026-12-08 09:00"})
    (mistake,) = editing.foresee(
        story.world, seen, [edit, edit_of(date(2026, 12, 11), None, wide)]
    ).mistakes
    assert mistake.right == "a time that does not overlap the weekend of 2026-12-04"
