"""Deliberate bugs in what follows from SES's news, from an edit of the list, and from a restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from takeover import entrypoint
from takeover.apply import effects, mail_events, run
from takeover.apply.look import look
from takeover.errors import StillOwedError
from takeover.model.credentials import guest_hmac
from takeover.model.due import Nothing
from takeover.model.mail_event import Fate
from takeover.model.sight import Sight
from takeover.model.turn import Ending, Fact, State
from takeover.planning import housekeeping, planned
from takeover.planning.planned import Scene
from tests.simulation.bugs import Bug, effect, patched, planning, timeline

NEVER: dict[str, object] = {"due": Nothing()}


# --- what SES tells


def mails_bounced_guests() -> Bug:
    """What is known of an address is not asked before a mail."""

    def may_mail(step: Any, sight: Any, settings: Any, tune: Any) -> bool:
        return sight.addressed is not None and tune.rules.allow(step, sight, settings.zone)

    return patched(planning, "_may_mail", may_mail)


def any_message() -> Bug:
    """A step that is done is taken for the one that the news is about, whatever its mail."""
    really = mail_events._is_about

    def is_about(mail: Any, event: Any) -> bool:
        return mail.step.state is State.DONE or really(mail, event)

    return patched(mail_events, "_is_about", is_about)


def frees_the_claim(world: Any, _: Any, mail: Any) -> bool:
    """A mail of unknown outcome is taken for one that never was."""
    if mail.step.state is not State.CLAIMED:
        return False
    world.ledger.free(mail.record, mail.key, mail.step.owner)
    return True


def leaves_us_alone() -> Bug:
    """That our own people get no mail is nothing to raise an alarm for."""
    really = mail_events.take_mail_event

    def take_mail_event(world: Any, event: Any) -> bool:
        with suppress(StillOwedError):
            return bool(really(world, event))
        return False

    return patched(entrypoint, "take_mail_event", take_mail_event)


def any_bounce() -> Bug:
    """A full mailbox is an address out of reach."""
    final = property(lambda self: self in {Fate.BOUNCED, Fate.BOUNCED_FOR_NOW})
    return patched(Fate, "final", final)


# --- moves and corrections


def tears_a_move(task: Any) -> bool:
    """What was agreed to stays with the old turn."""
    before = {turn.id: turn for turn in task.look.account.turns}
    old = before[task.planned.subject]
    facts = {fact: at for fact, at in old.facts.items() if fact is not Fact.ACCEPTED}
    task.world.ledger.move(replace(old, facts=facts), task.sight.turn, task.now)
    return True


def never_comes_back() -> Bug:
    """A weekend that has moved away cannot be booked any more."""
    really = Scene.wants_a_turn

    def wants_a_turn(scene: Any, row: Any) -> bool:
        moved = any(turn.how is Ending.MOVED for turn in scene.turns_of(row.weekend))
        return not moved and really(scene, row)

    return patched(Scene, "wants_a_turn", wants_a_turn)


def corrects_by_half(task: Any) -> bool:
    """The mails that went astray count as sent."""
    turn, row = task.sight.turn, task.sight.row
    theirs = guest_hmac(row.guest.address, turn.salt)
    task.world.ledger.correct(turn, theirs, (), task.now)
    return True


# --- a restore


def never_looks_whose_table() -> Bug:
    """Nobody asks whether this ledger is the one that went live."""
    return patched(run, "look", lambda world, by, **_: look(world, by, sure=False))


def tells_nobody() -> Bug:
    """It rehearses again, and nobody knows."""
    really = housekeeping._restored

    def restored(scene: Any) -> Iterator[Any]:
        return (one for one in really(scene) if one.step.name != "restored")

    return _in_place_of_restored(restored)


def _in_place_of_restored(wrong: Any) -> Bug:
    really, right = housekeeping._parts, housekeeping._restored

    def parts(by: str) -> tuple[Any, ...]:
        return tuple(wrong if part is right else part for part in really(by))

    return patched(housekeeping, "_parts", parts)


def tells_again() -> Bug:
    """What is told about a restore is seen anew by each sweep."""
    really = housekeeping._restored

    def restored(scene: Any) -> Iterator[Any]:
        for one in really(scene):
            if one.step.name == "restored":
                yield replace(one, key=f"{one.key}-{scene.now:%H%M}")
            else:
                yield one

    return _in_place_of_restored(restored)


@contextmanager
def open_passes_stay() -> Iterator[None]:
    """A live weekend goes on in a restored ledger."""
    rehearsal_only = property(lambda self: self.turn.rehearsal and self.live_since is not None)
    with patch.object(Sight, "out_of_mode", rehearsal_only):
        yield


CHANGES: dict[str, Bug] = {
    "feed: a bounce does not stop mail": mails_bounced_guests(),
    "feed: a bounce is told to nobody": timeline(bounced=NEVER),
    "feed: what SES tells settles nothing": patched(mail_events, "_settle", lambda *_: False),
    "feed: news of the old address stops the corrected one":
        patched(mail_events, "_is_about", lambda *_: True),
    "feed: news is believed whatever mail it names": any_message(),
    "feed: what SES tells lets a mail go again": patched(mail_events, "_settle", frees_the_claim),
    "feed: our own people get no mail, and no alarm says so": leaves_us_alone(),
    "feed: a full mailbox is an address out of reach": any_bounce(),
    "move: what was agreed to is torn": effect("move", tears_a_move),
    "move: it is never seen": patched(planning, "moves", lambda _: ()),
    "move: the cancelled mail goes as well": patched(Scene, "moving", lambda *_: False),
    "move: the guest is told nothing": timeline(moved=NEVER),
    "move: whoever takes the place inherits": patched(planned, "BY_THE_GUEST", {Fact.LINK_USED}),
    "move: there is no way back": never_comes_back(),
    "correct: the right address gets only half": effect("correct", corrects_by_half),
    "restore: it mails again":
        patched(Sight, "counts_as_said", lambda *_: False),
    "restore: everything is mailed anew": patched(effects, "said_before", lambda *_: {}),
    "restore: nobody looks whose table it is": never_looks_whose_table(),
    "restore: nobody is told": tells_nobody(),
    "restore: it is told twice": tells_again(),
    "restore: open passes stay": open_passes_stay,
}  # fmt: skip
