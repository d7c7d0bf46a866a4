"""What the next runs write down about an edit of the list, before they mail anybody: supposed.

A preview plays each turn by itself; that a guest stands in another weekend's row by now, or under
another address in the same one, is seen only beside the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from takeover.model.credentials import guest_hmac
from takeover.model.roster import Roster, Takeover
from takeover.model.sight import is_guest
from takeover.model.steps import To
from takeover.model.turn import Account, Ending, Fact, State, StepRecord, Turn
from takeover.planning.planned import Scene, went
from takeover.planning.tuning import Tuned
from takeover.settings import Settings
from takeover.timeline import step_of

NO_SALT = "00" * 16  # nothing is kept of a turn that is only supposed
BOOKED = "booked"


def followed(roster: Roster, account: Account, settings: Settings, now: datetime) -> Account:
    """The ledger once the next runs have followed the list: what was moved, and what corrected.

    A system that rehearses is told as if it were live all along, so that what a rehearsal would
    send is what is foreseen.
    """
    account = _as_live(account)
    scene = Scene(roster, account, settings, Tuned(), now)
    moves = dict(_moves(scene))
    turns = [_noted(scene, turn, moves) for turn in account.turns]
    known = {turn.id for turn in turns}
    turns += [turn for turn in moves.values() if turn.id not in known]
    in_order = sorted(turns, key=lambda turn: (turn.weekend, turn.number))
    return replace(account, turns=tuple(in_order))


def begun(row: Takeover, address: str, number: int, now: datetime) -> Turn:
    """The turn that the next run would begin for a row."""
    return Turn(
        weekend=row.weekend,
        number=number,
        salt=NO_SALT,
        guest_hmac=guest_hmac(address, NO_SALT),
        window=row.window,
        rehearsal=False,
        facts={Fact.SEEN: now},
    )


def _as_live(account: Account) -> Account:
    if account.live_since is not None:
        return account
    turns = tuple(replace(turn, rehearsal=False) for turn in account.turns if turn.rehearsal)
    started = min((at for turn in turns for at in turn.facts.values()), default=None)
    return replace(account, turns=turns, live_since=started)


def _moves(scene: Scene) -> Iterator[tuple[str, Turn]]:
    """Each turn that leaves its weekend for another one, and the turn that takes its place."""
    for turn in scene.account.turns:
        gone = _going(scene, turn)
        places = _places(scene, gone) if went(gone) else iter(())
        for place in places:
            yield turn.id, _taking_place(place, gone, scene.now)
            break


def _places(scene: Scene, gone: Turn) -> Iterator[Turn]:
    """The turns that may take its place: begun already, or about to."""
    for weekend, row in scene.roster.takeovers.items():
        there = [one for one in scene.account.turns if one.weekend == weekend]
        yield from (one for one in there if scene.took_its_place(gone, one))
        guest = row.guest if row.booked and scene.now < row.window.ends_at else None
        if guest is None or weekend == gone.weekend or not is_guest(gone, row):
            continue
        if not any(is_guest(one, row) for one in there):
            yield begun(row, guest.address, len(there) + 1, scene.now)


def _going(scene: Scene, turn: Turn) -> Turn:
    """The turn as the next run notes it, where its row has gone."""
    sight = scene.sight(turn)
    stays = turn.has(Fact.OPENED) or turn.has(Fact.GONE) or not sight.off_the_list
    if stays or sight.ending is not None:
        return turn
    return replace(turn, facts={**turn.facts, Fact.GONE: scene.now})


def _taking_place(turn: Turn, gone: Turn, now: datetime) -> Turn:
    facts = {**turn.facts, Fact.MOVED: now}
    if accepted := gone.at(Fact.ACCEPTED):
        facts[Fact.ACCEPTED] = accepted
    said = StepRecord(State.ABSORBED, now, proof=gone.id)
    return replace(turn, facts=facts, steps={**turn.steps, BOOKED: said})


def _noted(scene: Scene, turn: Turn, moves: Mapping[str, Turn]) -> Turn:
    if turn.id in moves:
        return replace(_going(scene, turn), how=Ending.MOVED)
    for place in moves.values():
        if place.id == turn.id:
            return place
    return _corrected(scene, turn) if scene.correctable(turn) else turn


def _corrected(scene: Scene, turn: Turn) -> Turn:
    row = scene.roster.takeovers[turn.weekend]
    address = row.guest.address if row.guest else ""
    dropped = {Fact.GONE, Fact.BOUNCED}
    return replace(
        turn,
        guest_hmac=guest_hmac(address, turn.salt),
        generation=turn.generation + 1,
        facts={fact: at for fact, at in turn.facts.items() if fact not in dropped}
        | {Fact.SEEN: scene.now, Fact.CORRECTED: scene.now},
        steps={key: one for key, one in turn.steps.items() if not _is_of_one_address(key)},
        last_mail_at=None,
    )


def _is_of_one_address(key: str) -> bool:
    step = step_of(key)
    return step is not None and (step.to is To.GUEST or step.name == "bounced")
