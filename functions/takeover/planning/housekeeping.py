"""Steps of the account itself: Wednesday's mail, mistakes, trouble, and what nobody knows yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from takeover.model.calendar import Window, local_date
from takeover.model.cells import OTHER_WORDS, TEXT, Mistake
from takeover.model.quarter import Quarter
from takeover.model.sight import Sight, is_guest
from takeover.model.steps import Step, To
from takeover.model.turn import POST_PREFIX, State, StepRecord
from takeover.planning.advice import advice
from takeover.planning.planned import RESTORED, Planned, Scene
from takeover.planning.tuning import first_wednesday, this_wednesday
from takeover.settings import Settings
from takeover.timeline import BY_NAME, is_post, takes

TOLD, WEEKLY = "~told", "~weekly"
MISTAKE, TROUBLE, UNSURE = "mistake-", "trouble-", "unsure-"
SIGN_UPS = "sign-ups-"
IN_ONE_MAIL = 50
FIRST_THE_TURN = timedelta(hours=12)
STILL_WORTH_TELLING = timedelta(days=7)


def mistake_key(mistake: Mistake) -> str:
    """One distinct mistake; what was typed goes in as four digits that cannot be read back."""
    typed = hashlib.sha256(f"{mistake.weekend}\n{mistake.found}".encode()).hexdigest()[:4]
    return f"{MISTAKE}{_weekend(mistake)}-{mistake.cell}-{typed}"


def sign_ups_key(day: date) -> str:
    """All who ask for a weekend on one day: told together, and forgotten together."""
    return f"{SIGN_UPS}{day}"


def restored_key(table: str) -> str:
    """One restore, by the id of the table that it made.

    So a sweep that tries again, be it on another day, tells of it no second time.
    """
    return f"{RESTORED}{hashlib.sha256(table.encode()).hexdigest()[:8]}"


def in_the_log(mistakes: Sequence[Mistake]) -> dict[str, str]:
    """Where each of them is and what would be right, without what stands there."""
    if not mistakes:
        return {}
    said = {
        "weekend": [_weekend(one) for one in mistakes],
        "cell": [one.cell for one in mistakes],
        "right": [_unquoted(one) for one in mistakes],
    }
    return {name: " | ".join(words) for name, words in said.items()}


def _unquoted(mistake: Mistake) -> str:
    quotes = mistake.cell == TEXT or mistake.right.startswith(OTHER_WORDS)
    return "other words" if quotes else mistake.right


def _weekend(mistake: Mistake) -> str:
    """The row's weekend: of what is no date only its digits, for it could be a name as well."""
    return "".join(letter for letter in mistake.weekend if letter in "0123456789-")[:20]


def housekeeping(scene: Scene, by: str = "") -> Iterator[Planned]:
    """The account's own steps that are due now; only this function's parts, or all of them."""
    for part in _parts(by):
        yield from part(scene)


@cache
def _parts(by: str) -> tuple[Callable[[Scene], Iterator[Planned]], ...]:
    """What some function has no step of, it need not work out."""
    return tuple(
        part
        for part, names in PARTS.items()
        if not by or any(takes(by, BY_NAME[name]) for name in names)
    )


def _is_due(scene: Scene, step: Step, **moments: datetime) -> datetime | None:
    known = {"now": scene.now, **moments}
    due = step.due.resolve(known.get, scene.settings.zone)
    late = step.late.resolve(known.get, scene.settings.zone)
    if due is None or due > scene.now or (late is not None and scene.now >= late):
        return None
    return due


def _restored(scene: Scene) -> Iterator[Planned]:
    """After a restore: back to rehearsal, and one mail about it."""
    if scene.account.restored:
        step = scene.tune.housekeeper("restore")
        key = restored_key(scene.account.restored)
        yield Planned(step, "restore", TOLD, scene.now, step.why, subject=key)
    step = scene.tune.housekeeper("restored")
    for key, record in scene.account.told.items():
        if key.startswith(RESTORED) and record.state is State.SEEN:
            yield Planned(step, key, TOLD, record.at, step.why)


def _weekly(scene: Scene) -> Iterator[Planned]:
    step = scene.tune.housekeeper("weekly")
    wednesday = this_wednesday(scene.now, scene.settings.zone)
    key = str(local_date(wednesday, scene.settings.zone))
    due = _is_due(scene, step, wednesday=wednesday)
    if due is not None and key not in scene.account.weekly:
        yield Planned(step, key, WEEKLY, due, step.why)


def _quarter(scene: Scene) -> Iterator[Planned]:
    """To the trustees, about the quarter that is over; not if all of it was before going live."""
    settings, live_since = scene.settings, scene.account.live_since
    quarter = Quarter.of(local_date(scene.now, settings.zone))
    if not settings.trustees or live_since is None:
        return
    if Quarter.of(local_date(live_since, settings.zone)) >= quarter:
        return
    step, key = scene.tune.housekeeper("quarter"), f"quarter.{quarter.preceding.first}"
    due = _is_due(scene, step, quarter=first_wednesday(quarter, settings.zone))
    if due is not None and key not in scene.account.weekly:
        yield Planned(step, key, WEEKLY, due, step.why, subject=key)


def _mistakes(scene: Scene) -> Iterator[Planned]:
    oldest = str(local_date(scene.now - STILL_WORTH_TELLING, scene.settings.zone))
    standing = {
        mistake_key(mistake): mistake
        for mistake in (*scene.roster.mistakes, *advice(scene))
        if mistake.cell == "weekend" or mistake.weekend >= oldest
    }
    told = scene.account.told
    for key, mistake in standing.items():
        if key not in told:
            step = scene.tune.housekeeper("mistake_seen")
            yield Planned(step, key, TOLD, scene.now, step.why, mistakes=(mistake,))
    yield from _told_together(scene, standing)
    step = scene.tune.housekeeper("mistake_mended")
    for key, record in told.items():
        if key.startswith(MISTAKE) and key not in standing and record.state is not State.CLAIMED:
            yield Planned(step, key, TOLD, scene.now, step.why)


def _told_together(scene: Scene, standing: Mapping[str, Mistake]) -> Iterator[Planned]:
    """All that is new, in one mail, once the coordinator has stopped typing."""
    told = scene.account.told
    new = sorted(key for key in standing if key in told and told[key].state is State.SEEN)
    if not new:
        return
    step = scene.tune.housekeeper("mistakes")
    due = _is_due(scene, step, seen=max(told[key].at for key in new))
    if due is not None:
        first, *others = new[:IN_ONE_MAIL]
        said = tuple(standing[key] for key in (first, *others))
        yield Planned(step, first, TOLD, due, step.why, absorbs=tuple(others), mistakes=said)


def _trouble(scene: Scene) -> Iterator[Planned]:
    for key, record in scene.account.told.items():
        if not key.startswith(TROUBLE) or record.state is State.CLAIMED:
            continue
        name = "trouble" if record.state is State.SEEN else "trouble_over"
        step = scene.tune.housekeeper(name)
        due = _is_due(scene, step, seen=record.at)
        if due is not None:
            yield Planned(step, key, TOLD, due, step.why)


def _sign_ups(scene: Scene) -> Iterator[Planned]:
    """The coordinator hears of a day's sign-ups the next morning; one day nobody keeps them."""
    for key, record in scene.account.told.items():
        if not key.startswith(SIGN_UPS) or record.state is State.CLAIMED:
            continue
        moments = sign_up_moments(key, scene.settings)
        for name in ("signed_up", "forget_applicants"):
            step = scene.tune.housekeeper(name)
            due = _is_due(scene, step, **moments)
            if due is not None and (record.state is State.SEEN or not step.is_mail):
                yield Planned(step, key, TOLD, due, step.why)


def sign_up_moments(key: str, settings: Settings) -> dict[str, datetime]:
    """The day of these sign-ups, and the one after which they are kept no longer."""
    day = datetime.fromisoformat(key.removeprefix(SIGN_UPS)).replace(tzinfo=settings.zone)
    return {"signed_up": day, "kept_until": day + timedelta(days=settings.retention_days + 1)}


def _old_rows(scene: Scene) -> Iterator[Planned]:
    """Rows of long ago that still say who somebody is: with a turn, without, or unreadable."""
    step = scene.tune.housekeeper("forget_row")
    for day in scene.roster.named:
        row = scene.roster.takeovers.get(day)
        window = row.window if row else Window.usual(day, scene.settings.zone)
        due = _is_due(scene, step, end=window.ends_at)
        if due is None or (scene.now < due + FIRST_THE_TURN and _has_a_turn(scene, day)):
            continue
        yield Planned(step, step.name, str(day), due, step.why, subject=str(day))


def _has_a_turn(scene: Scene, day: date) -> bool:
    """Does a turn know this row's guest? Then `forget` deletes both, and knows what it may keep."""
    row = scene.roster.takeovers.get(day)
    return row is not None and any(is_guest(turn, row) for turn in scene.turns_of(day))


def _nobody_knows(scene: Scene) -> Iterator[Planned]:
    """Claims without an answer, of each turn and of the account itself."""
    for turn in scene.account.turns:
        if not turn.forgotten:
            yield from _unknown(scene, turn.id, turn.steps, scene.sight(turn))
    yield from _unknown(scene, TOLD, scene.account.told, None)
    yield from _unknown(scene, WEEKLY, scene.account.weekly, None)


def _unknown(
    scene: Scene, record_name: str, steps: Mapping[str, StepRecord], sight: Sight | None
) -> Iterator[Planned]:
    """A post is looked for on X, a mail is told to a person."""
    for key, record in steps.items():
        if record.state is not State.CLAIMED:
            continue
        step = scene.tune.housekeeper("look_for_post" if is_post(key) else "unsure_mail")
        due = _is_due(scene, step, claimed=record.at)
        if due is not None:
            own_key = f"{UNSURE}{key}" if step.to is not To.LEDGER else key
            yield Planned(step, own_key, record_name, due, step.why, sight=sight, subject=key)


def _prepared(scene: Scene) -> Iterator[Planned]:
    """Words that guests have prepared."""
    for turn in scene.account.turns:
        if turn.sends and turn.open and not turn.forgotten:
            yield from _to_send(scene, scene.sight(turn))


def _to_send(scene: Scene, sight: Sight) -> Iterator[Planned]:
    """One guest's, once it is time for them, and while the account is theirs."""
    turn = sight.turn
    if scene.now >= sight.window.ends_at:
        return
    step = scene.tune.housekeeper("send")
    for attempt, at in sorted(turn.sends.items(), key=lambda send: (send[1], send[0])):
        due = _is_due(scene, step, send_at=at)
        record = turn.steps.get(f"{POST_PREFIX}{attempt}")
        # What may be out already is looked for on X first.
        if due is not None and (record is None or record.state is not State.CLAIMED):
            key = f"{step.name}-{attempt}"
            yield Planned(step, key, turn.id, due, step.why, sight=sight, subject=attempt)


PARTS: Mapping[Callable[[Scene], Iterator[Planned]], tuple[str, ...]] = {
    _restored: ("restore", "restored"),
    _weekly: ("weekly",),
    _quarter: ("quarter",),
    _mistakes: ("mistake_seen", "mistakes", "mistake_mended"),
    _trouble: ("trouble", "trouble_over"),
    _sign_ups: ("signed_up", "forget_applicants"),
    _old_rows: ("forget_row",),
    _nobody_knows: ("look_for_post", "unsure_mail"),
    _prepared: ("send",),
}
"""What works out which of these steps are due, in this order."""
