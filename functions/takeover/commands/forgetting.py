"""What we hold about a guest: given to them, or deleted, because they ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from takeover.apply import take_turn
from takeover.apply.forgetting import is_theirs
from takeover.apply.look import sight_of
from takeover.model.calendar import iso
from takeover.model.cells import Cells
from takeover.model.post import Draft, Photo
from takeover.model.roster import Takeover, day_of, names_somebody, read_row
from takeover.model.turn import Fact, SessionKind, Turn
from takeover.ports import World

EVER = date(2000, 1, 1)
type Raw = Mapping[str, object]


@dataclass(frozen=True)
class Held:
    """Rows of the list, turns of the ledger and entries of the waiting list, as they are."""

    rows: Sequence[Raw] = ()
    turns: Sequence[Turn] = ()
    waiting: Sequence[Raw] = ()

    @property
    def nothing(self) -> bool:
        """Is there nothing that leads to anybody?"""
        return not (self.named or self.remembered or self.waiting)

    @property
    def named(self) -> list[Raw]:
        """The rows that still say who it is."""
        return [raw for raw in self.rows if names_somebody(raw)]

    @property
    def remembered(self) -> list[Turn]:
        """The turns that are not forgotten yet."""
        return [turn for turn in self.turns if not turn.forgotten]


def held_of_weekend(world: World, weekend: date) -> Held:
    """All that we hold of this weekend, whoever had it."""
    raw = world.roster.row(weekend)
    turns = [turn for turn in world.ledger.look(weekend).turns if turn.weekend == weekend]
    return Held([raw] if raw else [], turns)


def held_of_address(world: World, address: str) -> Held:
    """All that we hold of whoever has this mail address, however long ago."""

    def has_it(raw: Raw) -> bool:
        return _normal(Cells(raw).address("guest_email")) == _normal(address)

    rows = [*world.roster.misfiled(), *world.roster.rows(EVER)]
    return Held(
        [raw for raw in rows if has_it(raw)],
        [one for one in world.ledger.look(EVER).turns if is_theirs(one, {"guest_email": address})],
        [raw for raw in world.waiting_list.entries() if has_it(raw)],
    )


def still_on(world: World, held: Held) -> list[str]:
    """The weekends that are not over yet, or are to come: they must be ended first."""
    on = {str(turn.weekend) for turn in held.remembered if _is_on(world, turn)}
    now = world.clock.now()
    for raw in held.named:
        row = read_row(raw, world.settings)[0]
        begun = any(is_theirs(turn, raw) for turn in held.turns)
        if isinstance(row, Takeover) and row.booked and now < row.window.ends_at and not begun:
            on.add(str(row.weekend))
    return sorted(on)


def forget_guest(world: World, held: Held) -> bool:
    """Delete it: written down first, then done at once; False if the survey function goes on.

    What is asked for is listed outside of both tables, so that a restore forgets it again.
    """
    now, ledger = world.clock.now(), world.ledger
    ids = [turn.id for turn in held.remembered]
    weekends = {turn.weekend for turn in held.remembered}
    # What stands where a date should be could be a name, so it is in no list.
    alone = {day for raw in held.named if (day := day_of(raw))} - weekends
    for key in (*ids, *map(str, sorted(alone))):
        ledger.list_forgetting(key, now)
    for turn_id in ids:
        ledger.note(turn_id, Fact.FORGET_ASKED, now)
    for entry in held.waiting:
        world.waiting_list.forget(str(entry["weekend"]))
    for turn_id in ids:
        take_turn(world, turn_id, ("forget",))
    if any((turn := ledger.turn(turn_id)) and not turn.forgotten for turn_id in ids):
        return False
    for raw in held.named:
        # Those that no turn knows. One that has changed since then is empty, or another guest's.
        world.roster.forget(str(raw["weekend"]), raw.get("guest_email"))
    return True


def all_about(world: World, held: Held) -> dict[str, object]:
    """Everything, readable for the guest; without what would let somebody into their page."""
    return {
        "list_of_weekends": [_cells(raw) for raw in held.rows],
        "weekends": [_turn(world, turn) for turn in held.turns],
        "waiting_list": [_cells(raw) for raw in held.waiting],
    }


def _is_on(world: World, turn: Turn) -> bool:
    return turn.open or sight_of(world, turn).ending is None


def _normal(address: str) -> str:
    return address.strip().casefold()


def _cells(raw: Raw) -> dict[str, str]:
    return {cell: value if isinstance(value, str) else repr(value) for cell, value in raw.items()}


def _turn(world: World, turn: Turn) -> dict[str, object]:
    answer = world.ledger.answer(turn.id)
    return {
        "weekend": str(turn.weekend),
        "starts_at": iso(turn.window.starts_at),
        "ends_at": iso(turn.window.ends_at),
        "rehearsal": turn.rehearsal,
        "agreed_to": turn.terms,
        "how_it_ended": turn.how.value if turn.how else "",
        "what_happened": {fact.value: iso(at) for fact, at in turn.facts.items()},
        "steps": {
            name: {"state": step.state.value, "at": iso(step.at)}
            | ({"proof": step.proof} if step.settled else {})
            for name, step in turn.steps.items()
        },
        "posts": [
            {
                "step": post.step,
                "text": post.text,
                "written_at": iso(post.written_at),
                "taken_down_at": iso(down.at) if (down := turn.down(post.step)) else "",
                "photos": _photos(post.photos),
            }
            for post in world.ledger.posts(turn.id)
        ],
        "kept_for_later": [
            {
                "texts": list(draft.texts),
                "saved_at": iso(draft.saved_at),
                "send_at": iso(draft.send_at) if draft.send_at else "",
                "photos": _photos(draft.photos),
                **_said_to(draft),
            }
            for draft in world.ledger.drafts(turn.id)
        ],
        "photos_still_kept": turn.has(Fact.PHOTO) and not turn.settled("drop_photos"),
        "answers": {"saved_at": iso(answer.saved_at), **answer.choices} if answer else {},
        "devices": [
            {"opened_by": one.kind.value, "from": iso(one.created_at), "until": iso(one.ends_at)}
            for one in world.ledger.sessions(turn.id)
            if one.kind is not SessionKind.PROBE
        ],
    }


def _photos(photos: Sequence[Photo]) -> list[dict[str, str]]:
    return [{"name": photo.key, "what_is_in_it": photo.alt} for photo in photos]


def _said_to(draft: Draft) -> dict[str, str]:
    """What the team said to words that waited for its yes."""
    if draft.ask is None:
        return {}
    said = {"asked_for_a_yes_at": iso(draft.ask.asked_at), "the_team_said": draft.reply or ""}
    return said | {"because": draft.reason}
