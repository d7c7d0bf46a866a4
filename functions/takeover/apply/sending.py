"""Words that the guest has prepared go out at their time, through the gate like all others."""

from __future__ import annotations

from dataclasses import replace

from takeover.apply.look import row_of
from takeover.apply.publishing import Publication, Published, Publishing
from takeover.apply.taking import Taking
from takeover.errors import StaleError, UnknownOutcomeError
from takeover.gate import Verdict, account_is_with
from takeover.model.post import Draft, parts_of
from takeover.model.review import Reply, ask
from takeover.model.turn import Turn
from takeover.ports import World

FOR_GOOD = {
    Publication.NOT_THESE_WORDS,
    Publication.PHOTO_GONE,
    Publication.REFUSED_BY_X,
    Publication.NOT_SUMMONED,
    Publication.TARGET_GONE,
}


def send(taking: Taking) -> bool:
    """Publish what a guest has prepared for this instant; what X never takes waits for the guest.

    Words that are not out are found again by the next run, until it is too late for them.
    """
    turn, world = taking.sight.turn, taking.world
    drafts = {draft.attempt: draft for draft in world.ledger.drafts(turn.id)}
    draft = drafts.get(taking.planned.subject)
    if draft is None:
        # Throwing them away was cut in two, which ends here.
        world.ledger.drop_draft(turn.id, taking.planned.subject)
        return True
    if draft.goes_at is None or draft.goes_at > taking.now:
        return False  # the guest has thought better of it since this run looked
    asking = _asking(taking, draft)
    if asking is not None:
        return world.ledger.swap_draft(draft, asking)
    said = send_draft(world, turn, draft)
    if said.outcome.out or said.outcome in FOR_GOOD:
        return True
    if said.outcome is Publication.UNSURE:
        raise UnknownOutcomeError("nobody knows whether the prepared words went out")
    reason = said.verdict.reason if said.verdict else said.outcome
    raise StaleError(f"the prepared words wait: {reason}")


def send_draft(world: World, turn: Turn, draft: Draft) -> Published:
    """Publish words that are kept; what is out is kept no longer, what X never takes waits.

    No session is asked: the guest gave the word when they were signed in.
    """
    publishing = Publishing(world, turn, lambda: gate_of(world, turn))
    said = publishing.publish(parts_of(draft, draft.saved_at))
    if said.outcome.out:
        world.ledger.drop_draft(draft.turn, draft.attempt)
    elif said.outcome in FOR_GOOD:
        world.ledger.keep_draft(replace(draft, send_at=None, refused=said.outcome.value))
    return said


def gate_of(world: World, turn: Turn) -> Verdict:
    """Is the account this turn's still? Everything is read anew, and the clock last."""
    holder, row = world.ledger.holder(), row_of(world, turn)
    return account_is_with(turn.id, world.clock.now(), holder, row)


def _asking(taking: Taking, draft: Draft) -> Draft | None:
    """The same words as they ask for a yes, if the team began to look at posts since; else None."""
    row = taking.sight.takeover
    if row is None or row.review is None or draft.reply is Reply.YES:
        return None
    asked = ask(taking.now, row.review, taking.sight.window, taking.world.settings.zone)
    return replace(draft, ask=asked, reply=None, reason="")
