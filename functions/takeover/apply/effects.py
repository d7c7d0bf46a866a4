"""What each step of the timeline does to the world; a mail is what most of them do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from takeover.apply import own_texts
from takeover.apply.changes import (
    back,
    correct,
    gone,
    mended,
    move,
    restore,
    said_before,
    suspend,
)
from takeover.apply.fillers import Blanks
from takeover.apply.forgetting import drop_photos, forget, forget_row
from takeover.apply.letters import letter
from takeover.apply.listening import listen
from takeover.apply.posts import farewell, holding, introduction, look_for_post
from takeover.apply.readiness import readiness
from takeover.apply.sending import send
from takeover.apply.taking import Taking
from takeover.errors import (
    LaterError,
    RefusedError,
    StaleError,
    StillOwedError,
    UnknownOutcomeError,
)
from takeover.model.applicant import read_applicant
from takeover.model.credentials import guest_hmac, probe_token, session_digest
from takeover.model.sight import is_guest
from takeover.model.turn import Ending, Fact, Holder, Session, SessionKind, StepRecord, Turn
from takeover.planning import Planned
from takeover.planning.housekeeping import TOLD, UNSURE
from takeover.planning.waiting import still_waiting

Effect = Callable[[Taking], bool]
SALT_BYTES = 16
REFUSED_AS_IT_SHOULD_BE = (403, "closed")
KEPT_FROM_BEFORE = (Fact.ACCEPTED, Fact.ALL_SET, Fact.BOUNCED)


def effect_of(planned: Planned) -> Effect:
    """The effect of a step: its own, or a mail."""
    return EFFECTS.get(planned.step.name, mail)


def mail(taking: Taking) -> bool:
    """Send one mail, once; SES is called a single time, whatever it answers."""
    blanks = Blanks(taking.world, taking.planned, taking.look)
    ready = letter(blanks)
    own_texts.tell(taking.world, blanks.own)
    return taking.once(lambda: taking.world.mailer.send(ready))


def unsure_mail(taking: Taking) -> bool:
    """Tell the coordinator of a mail that may or may not have gone out, and leave it at that."""
    planned, ledger = taking.planned, taking.world.ledger
    steps = _steps(taking)
    unsure = steps[planned.subject]
    if planned.subject.startswith(UNSURE):
        # Even this could not be told for certain: the alarm reaches the technical helper, also
        # where nobody knows whether it was written down that it did.
        alarm = StillOwedError(f"nobody knows whether {planned.subject} reached the coordinator")
        try:
            ledger.settle(planned.record, planned.subject, unsure.owner, taking.now, "")
        except (RefusedError, UnknownOutcomeError) as error:
            raise alarm from error
        raise alarm
    told = steps.get(planned.key)
    if told is None and not mail(taking):
        return False  # another run is telling it, and will see whether that went well
    if told is not None and not told.settled:
        return False
    ledger.settle(planned.record, planned.subject, unsure.owner, taking.now, "")
    return True


def begin(taking: Taking) -> bool:
    """Write a turn's record. The same guest, back within one weekend, keeps what they agreed to."""
    row = taking.planned.row
    if row is None or row.guest is None:
        raise StaleError("the row has lost its guest")
    salt = secrets.token_hex(SALT_BYTES)
    facts = {Fact.SEEN: taking.now}
    steps: dict[str, StepRecord] = {}
    terms = ""
    for before in taking.look.account.turns:
        same_rehearsal = before.rehearsal == (taking.look.account.live_since is None)
        if before.weekend == row.weekend and same_rehearsal and is_guest(before, row):
            facts |= {fact: at for fact in KEPT_FROM_BEFORE if (at := before.at(fact))}
            terms = before.terms
            restored = before.how is Ending.RESTORED
            zone = taking.world.settings.zone
            steps = said_before(before, row.window, taking.now, zone) if restored else {}
    turn = Turn(
        weekend=row.weekend,
        number=int(taking.planned.record.split("#")[1]),
        salt=salt,
        guest_hmac=guest_hmac(row.guest.address, salt),
        window=row.window,
        rehearsal=taking.look.account.live_since is None,
        facts=facts,
        steps=steps,
        terms=terms,
    )
    taking.world.ledger.begin(turn)
    return True


def open_account(taking: Taking) -> bool:
    """Give holder, pass and the obligation to close in one transaction; the gate waits.

    Only one turn holds at a time: this one waits while another does.
    """
    turn, row, held = taking.sight.turn, taking.sight.takeover, taking.look.account.holder
    if held is not None:
        raise StaleError(f"{held.turn} still holds the account")
    if row is None:
        raise StaleError("the row is off the list")
    token = probe_token(taking.world.secrets.link_key(), turn)
    holder = Holder(turn.id, turn.salt, turn.guest_hmac, row.window)
    probe = Session(
        turn=turn.id,
        digest=session_digest(token),
        kind=SessionKind.PROBE,
        generation=turn.generation,
        created_at=taking.now,
        ends_at=row.window.ends_at,
    )
    # The row's times count until now, and these from now on.
    taking.world.ledger.open(replace(turn, window=row.window), holder, probe, taking.now)
    return True


def close(taking: Taking) -> bool:
    """Release the holder, then end every session; repeated until both are done."""
    turn, ledger = taking.sight.turn, taking.world.ledger
    ledger.close(turn.id, taking.sight.how_to_close, taking.now)
    for session in ledger.sessions(turn.id):
        if session.ended_at is None:
            ledger.end_session(turn.id, session.digest, taking.now)
    ledger.mark(turn.id, "close", taking.now, taking.sight.how_to_close)
    return True


def proof(taking: Taking) -> bool:
    """Try to post as the guest at the deployed desk; only its refusal proves the end."""
    turn = taking.sight.turn
    token = probe_token(taking.world.secrets.link_key(), turn)
    answer = taking.world.probe.try_to_post(turn.id, token)
    if answer.status < 300:
        raise StillOwedError(f"the desk let the probe of {turn.id} in after the end: look at once")
    if (answer.status, answer.reason) != REFUSED_AS_IT_SHOULD_BE:
        raise LaterError(f"the desk answered the probe with {answer.status} {answer.reason!r}")
    taking.world.ledger.mark(turn.id, "proof", taking.now, f"{answer.status} {answer.reason}")
    return True


def seen(taking: Taking) -> bool:
    """Note a mistake in the list; it is told once the coordinator has had time to mend it."""
    taking.world.ledger.see(taking.planned.key, taking.now)
    return True


def over(taking: Taking) -> bool:
    """Forget a mistake that was mended, or a trouble that is over."""
    taking.world.ledger.unsee([taking.planned.key])
    return True


def signed_up(taking: Taking) -> bool:
    """Tell the coordinator who waits, unless she has booked or forgotten them all by now."""
    applicants = map(read_applicant, taking.world.waiting_list.entries())
    if still_waiting(applicants, taking.look.roster, taking.now):
        return mail(taking)
    return taking.once(lambda: "nobody waits")


def forget_applicants(taking: Taking) -> bool:
    """Delete the applications that have been kept long enough; safe to repeat."""
    oldest = taking.now - timedelta(days=taking.world.settings.retention_days)
    waiting_list = taking.world.waiting_list
    for applicant in map(read_applicant, waiting_list.entries()):
        if applicant.applied_at is not None and applicant.applied_at < oldest:
            waiting_list.forget(applicant.id)
    return over(taking)


def _steps(taking: Taking) -> Mapping[str, StepRecord]:
    """The steps of the record that a housekeeping step is about."""
    account = taking.look.account
    if taking.planned.sight is not None:
        return taking.planned.sight.turn.steps
    return account.told if taking.planned.record == TOLD else account.weekly


EFFECTS: Mapping[str, Effect] = {
    "begin": begin,
    "gone": gone,
    "back": back,
    "correct": correct,
    "move": move,
    "restore": restore,
    "suspend": suspend,
    "mended": mended,
    "ready_2_days": readiness,
    "ready_3_hours": readiness,
    "open": open_account,
    "close": close,
    "proof": proof,
    "introduction": introduction,
    "holding": holding,
    "listen": listen,
    "farewell": farewell,
    "signed_up": signed_up,
    "forget_applicants": forget_applicants,
    "mistake_seen": seen,
    "mistake_mended": over,
    "trouble_over": over,
    "forget": forget,
    "forget_row": forget_row,
    "drop_photos": drop_photos,
    "look_for_post": look_for_post,
    "send": send,
    "unsure_mail": unsure_mail,
}
