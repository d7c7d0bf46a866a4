"""What did happen: the system's own table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from takeover.model.post import Draft, Post
from takeover.model.turn import (
    Account,
    Answer,
    Ending,
    Fact,
    Holder,
    Session,
    Turn,
)
from takeover.model.wish import Wish


@dataclass(frozen=True)
class Claim:
    """One attempt to take one step, known by its owner's random token.

    `record` is a turn's id, or `~told` or `~weekly` for steps of the account itself.
    `mails_before` is set for a mail to a guest: the claim then holds only while the turn's
    `mails` still has that value, raises it by one and sets `last_mail_at`. `absorbs` are steps
    that this one contains: they are taken with it, or none is. `seen_at` is set for what was
    seen in `~told` first: the claim then holds only while that very entry stands.
    """

    record: str
    step: str
    owner: str
    at: datetime
    mails_before: int | None = None
    proof: str = ""
    absorbs: tuple[str, ...] = ()
    seen_at: datetime | None = None


class Ledger(Protocol):
    """What did happen. Every write is conditional; a lost answer to our own write is success."""

    def look(self, since: date) -> Account:
        """All turns of weekends from this date on, the holder's turn however old, holder, live,
        told, weekly and away; strongly consistent, one query (two if the holder's turn is older).
        """

    def turn(self, turn_id: str) -> Turn | None:
        """One turn, strongly consistent."""

    def holder(self) -> Holder | None:
        """Who holds the account now, strongly consistent."""

    def begin(self, turn: Turn) -> None:
        """Write a new turn; raises StaleError if that number is taken by another record."""

    def open(self, turn: Turn, holder: Holder, probe: Session, at: datetime) -> None:
        """Holder, pass and the obligation to close, in one transaction.

        Sets the fact OPENED and the window on the turn. Raises StaleError if another turn
        holds, or this one was opened, closed, declined or marked gone before.
        """

    def close(self, turn_id: str, how: Ending, at: datetime) -> None:
        """Release the holder and set CLOSED and `how`, in one transaction.

        Closing what is closed already (by anybody) is success and changes nothing.
        """

    def move(self, gone: Turn, to: Turn, at: datetime) -> None:
        """Let one turn take another's place, in one transaction.

        The new one gets MOVED (CHOSEN too, if the guest was LEAVING), the acceptance, the calendar
        entry's next edition, the count of `moves`, and its booked mail absorbed; the old one the
        ending MOVED. Raises StaleError if either has changed.
        """

    def leave(self, turn_id: str, at: datetime) -> None:
        """Write down that the guest asks for another weekend: LEAVING and GONE, before the row.

        Raises StaleError if the turn was opened, closed, declined or marked gone meanwhile.
        """

    def stay(self, turn_id: str, at: datetime) -> None:
        """Take `leave` of this instant back, as the row could not be changed.

        What has gone on since, or was begun anew, stays as it is.
        """

    def correct(self, turn: Turn, guest_hmac: str, mails: Sequence[str], at: datetime) -> None:
        """Give a turn whose link nobody has used to the same guest's right address.

        Ends the generation, forgets these mails, GONE and BOUNCED, sets SEEN and CORRECTED;
        for an open turn the holder follows in the same transaction. Raises StaleError if the
        link was used, or the turn opened, closed or corrected meanwhile.
        """

    def suspend(self, turn_id: str, at: datetime) -> bool:
        """Note and count that an open turn's row cannot be read; False if it is noted."""

    def bounce(self, turn: Turn, at: datetime) -> bool:
        """Note BOUNCED: no mail reaches this address; False if it is noted.

        Raises StaleError if the turn has another generation by now, so perhaps another address.
        """

    def note(self, turn_id: str, fact: Fact, at: datetime, how: Ending | None = None) -> bool:
        """Write down that something happened, once; False if it was written before.

        With `how`, sets the turn's ending too (for a turn that never opened).
        """

    def forget_fact(self, turn_id: str, *facts: Fact) -> None:
        """Take facts back (an undone cancellation: GONE and `how`; a resumed pause)."""

    def accept(self, turn_id: str, terms: str, at: datetime) -> bool:
        """Write the agreement: ACCEPTED with the texts' versions, once; False if it was given."""

    def decline(self, turn_id: str, at: datetime) -> bool:
        """Write the guest's no (DECLINED) and count it (`declines`); False if it stands already."""

    def take_back(self, turn_id: str, at: datetime) -> bool:
        """Take the guest's no back: TOOK_BACK in place of DECLINED; False if there is no such no.

        Counts two editions of the calendar entry: the no's mail had one, and its undoing has
        another. Raises StaleError if the turn was opened, closed or marked gone meanwhile.
        """

    def wish(self, turn_id: str, step: str, wish: Wish | None) -> bool:
        """Keep what the team wants of a mail that nobody has claimed; None takes it back.

        A mail to a guest that is held is not claimed from that instant on. False if it is claimed.
        """

    def pause(self, turn_id: str, at: datetime, *, by_us: bool = False) -> bool:
        """Pause the holder if it is this turn and not paused; sets PAUSED, counts `pauses`.

        `by_us`: PAUSED_BY_US and `our_pauses` instead. One transaction on holder and turn; False
        if it was paused or does not hold.
        """

    def resume(self, turn_id: str, *, by_us: bool = False) -> bool:
        """Take the pause off the holder if it is this turn; False if it was not paused.

        What the team has paused only the team (`by_us`) lets go on.
        """

    def ask_number(self, turn_id: str, at: datetime) -> int:
        """Note that the guest asked for the number again (ASKED_NUMBER at the latest instant);
        returns how often by now (`number_asks`).
        """

    def claim(self, claim: Claim) -> bool:
        """Claim a step that nobody has claimed, or that is only `seen`, with what it absorbs.

        False if it, or one of those, is somebody else's, or if it is a mail to a guest that the
        team holds. Finding our own token there is success.
        """

    def finish(self, claim: Claim, at: datetime, proof: str) -> None:
        """Mark our claim done, with its proof; raises StaleError if it is no longer ours."""

    def release(self, claim: Claim, last_mail_at: datetime | None) -> None:
        """Give a claim back after a definite refusal, with what it absorbed.

        Restores the turn's `last_mail_at`.
        """

    def settle(self, record: str, step: str, owner: str, at: datetime, proof: str) -> None:
        """End a claim of unknown outcome: DONE with its proof (found on X), or, with an empty
        proof, TOLD (a person knows). Nothing happens if the claim is not this owner's.
        """

    def mark(self, record: str, step: str, at: datetime, proof: str) -> None:
        """Mark a step that needs no claim (closing, proof) as DONE; done already is success."""

    def free(self, record: str, step: str, owner: str) -> None:
        """Remove a claim whose effect surely did not happen (not on X's timeline)."""

    def see(self, step: str, at: datetime) -> None:
        """Note in `~told` when something was first seen; does nothing if it is there."""

    def unsee(self, steps: Sequence[str]) -> None:
        """Remove entries of `~told` that no longer hold."""

    def go_live(self, at: datetime) -> bool:
        """Write the instant of going live and this table's own id, once.

        False if it was written before, for this very table.
        """

    def set_away(self, until: datetime | None, before: datetime | None) -> bool:
        """Write until when nobody of the charity is there, in place of `before`; None: they are.

        False if somebody else has changed it meanwhile.
        """

    def table_id(self) -> str:
        """The id of this very table, asked once a process; a restored copy has another."""

    def end_live(self) -> None:
        """Forget that this table went live: it is a copy of the one that did, restored."""

    def add_session(self, session: Session) -> None:
        """Write a new session; raises StaleError for one with the number if the turn is closed."""

    def session(self, turn_id: str, digest: str) -> Session | None:
        """One session, strongly consistent."""

    def sessions(self, turn_id: str) -> Sequence[Session]:
        """All sessions of a turn that the table still has."""

    def end_session(self, turn_id: str, digest: str, at: datetime) -> None:
        """Mark a session as ended; ending it again changes nothing."""

    def gate_view(self, turn_id: str, digest: str) -> tuple[Holder | None, Session | None]:
        """Holder and session in one strongly consistent read: what the gate asks each time."""

    def write_post(self, post: Post) -> bool:
        """Keep the words of one attempt; False if this attempt's words are there already."""

    def posts(self, turn_id: str) -> Sequence[Post]:
        """The words of a turn's attempts, oldest first."""

    def keep_draft(self, draft: Draft) -> None:
        """Keep these words in place of the draft's last ones, and in the turn when they are to go
        out, or what they wait for. Raises StaleError if the turn is to be forgotten.
        """

    def swap_draft(self, before: Draft | None, after: Draft) -> bool:
        """The same, only where the draft still is of the edition `before`; None: there was none.

        False if somebody was quicker, so that of a guest and two members one alone has the word.
        """

    def drafts(self, turn_id: str) -> Sequence[Draft]:
        """What a turn's guest keeps for later, the oldest first."""

    def drop_draft(self, turn_id: str, attempt: str) -> None:
        """Throw these words away, and do not send them; gone already is success."""

    def save_answer(self, answer: Answer) -> None:
        """Keep the survey's answer (the newest counts); sets ANSWERED, counts `answers`,
        and WANTS_CONTACT if asked for. Raises StaleError once the turn is to be forgotten.
        """

    def answer(self, turn_id: str) -> Answer | None:
        """The survey's answer."""

    def keep_answer(self, answer: Answer) -> None:
        """Keep only this of the survey's answer, in place of all of it; counts nothing."""

    def forget(self, turn_id: str, at: datetime) -> None:
        """Delete a turn's posts and sessions, its salt and its guest; then mark `forget` as done.

        Which posts of others were hidden, or told of, goes too.

        What X knows its posts by stays, so that they can be taken down. A crash in between
        leaves it to be done again; again is success.
        """

    def list_forgetting(self, turn_id: str, at: datetime) -> None:
        """Write down that this turn was to be forgotten before its time; the first instant stays.

        The list is a table of its own, which no restore of the ledger puts back.
        """

    def listed_forgettings(self) -> Mapping[str, datetime]:
        """The turns that were to be forgotten before their time, and since when."""

    def count_number(self, turn_id: str, generation: int) -> int:
        """Count a number against this generation, before it is looked at; returns the count.

        So of numbers that come all at once no more are looked at than of numbers one by one.
        Raises StaleError if the generation is over.
        """

    def number_was_right(self, turn_id: str, generation: int) -> None:
        """Take a count back: that number was no wrong one."""

    def next_generation(self, turn_id: str, generation: int, at: datetime) -> bool:
        """End this generation: the next number, NEW_NUMBER at this instant, no wrong tries.

        False if somebody else ended it before.
        """
