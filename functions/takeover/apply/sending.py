"""Words that the guest has prepared go out at their time, through the gate like all others."""

from __future__ import annotations

from dataclasses import replace

from takeover.apply.look import row_of
from takeover.apply.publishing import Publication, Published, Publishing
from takeover.apply.taking import Taking
from takeover.errors import StaleError, UnknownOutcomeError
from takeover.gate import Verdict, account_is_with
from takeover.model.post import Draft, parts_of

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
    if draft.send_at is None or draft.send_at > taking.now:
        return False  # the guest has thought better of it since this run looked
    publishing = Publishing(world, turn, lambda: _ask_the_gate(taking))
    return _settled(taking, draft, publishing.publish(parts_of(draft, draft.saved_at)))


def _settled(taking: Taking, draft: Draft, said: Published) -> bool:
    ledger, outcome = taking.world.ledger, said.outcome
    if outcome.out:
        ledger.drop_draft(draft.turn, draft.attempt)
        return True
    if outcome in FOR_GOOD:
        ledger.keep_draft(replace(draft, send_at=None, refused=outcome.value))
        return True
    if outcome is Publication.UNSURE:
        raise UnknownOutcomeError("nobody knows whether the prepared words went out")
    reason = said.verdict.reason if said.verdict else outcome
    raise StaleError(f"the prepared words wait: {reason}")


def _ask_the_gate(taking: Taking) -> Verdict:
    """The guest gave the word when they were signed in; the account has to be theirs still."""
    turn, world = taking.sight.turn, taking.world
    holder, row = world.ledger.holder(), row_of(world, turn)
    return account_is_with(turn.id, taking.now, holder, row)
