"""What must hold at the instant at which SES takes a mail: I6, I8, I10 and the mail rules.

Guests get mail on weekdays from 09:00 to 19:00 (begun in a hurry: on any day, until 21:00), and
at most one in 20 hours; the tables say what is exempt from which.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from takeover.model.credentials import issue
from takeover.model.turn import Fact, Turn
from takeover.ports import Letter
from tests.simulation.invariants import ONCE_IN_A_LIFE, SLOW, Invariants, Known
from tests.simulation.truth import Guest

LONDON = ZoneInfo("Europe/London")
HALF_AN_HOUR = timedelta(minutes=30)
TO_GUEST = {
    "booked", "still_for_you", "still_good", "getting_ready", "all_set", "said_no", "number",
    "no_rush", "new_number", "was_it_you", "number_again", "ended_early", "cancelled", "thank_you",
    "did_not_work_out", "survey", "survey_again", "moved", "kept_again", "moved_as_asked",
    "paused_by_us",
}  # fmt: skip
AT_ANY_HOUR = {
    "paused_by_us",
    "number", "number_again", "new_number", "was_it_you", "said_no", "ended_early", "kept_again",
    "moved_as_asked",
}  # fmt: skip
AT_ANY_DISTANCE = AT_ANY_HOUR | {"cancelled", "moved"}
ON_ANY_DAY = {"no_rush"}
AT_ONCE_AT_THE_DESK = AT_ANY_HOUR - {"number"}
LINK = re.compile(r"https://desk\.example\.org(/[0-9-]+/[0-9a-f]+)")
NUMBERED = re.compile(r"[._]\d+$")


class Mailed:
    """Looks at every mail."""

    def __init__(self, checks: Invariants) -> None:
        self._checks, self._stack = checks, checks.stack
        self.mails: dict[tuple[str, str, int], datetime] = {}
        self._urgent: dict[str, bool] = {}

    def look(self, letter: Letter) -> None:
        """At the instant at which SES takes a mail."""
        record, step = record_of(letter.tags["turn"]), letter.tags["step"]
        self._once(record, step)
        self._stack.published.talked.mailed(letter, record, step)
        plain = NUMBERED.sub("", step)
        if plain not in TO_GUEST:
            self._to_the_team(letter, record, step)
        elif record in self._checks.known:
            self._to_guest(letter, record, plain)
        else:
            self._checks.breach("I10", f"{step} for a turn that is not there: {record}")

    def _once(self, record: str, step: str) -> None:
        """A corrected turn's mails go out anew; a trouble may come back, but not within minutes.

        A mistake may be made again, when the list was edited in between.
        """
        known, now = self._checks.known.get(record), self._stack.clock.now()
        key = record, step, known.editions if known else 0
        before = self.mails.get(key)
        self.mails[key] = now
        if before is None or (step.startswith("trouble-") and now - before > HALF_AN_HOUR):
            return
        if step.startswith("mistake-") and self._checks.truth.edited(before):
            return
        if not (known and known.corrected and now - known.corrected < timedelta(seconds=SLOW)):
            self._checks.breach("I8", f"SES took {step} of {record} twice")

    def _to_the_team(self, letter: Letter, record: str, step: str) -> None:
        settings = self._stack.settings
        if settings.coordinator.address not in letter.to or not set(letter.to) <= {
            settings.coordinator.address, settings.deputy.address
        }:  # fmt: skip
            self._checks.breach("I10", f"{step} of {record} went to {letter.to}")
        former = self._checks.former
        if step.startswith("restored-") and former is not None:
            former.told += 1
            if former.told > 1:
                self._checks.breach("I18", f"the coordinator is told {former.told} times: {step}")

    def _to_guest(self, letter: Letter, record: str, step: str) -> None:
        known, now = self._checks.known[record], self._stack.clock.now()
        turn = self._stack.ledger._turns[record]
        guest = known.guest
        lately = known.corrected and now - known.corrected < timedelta(seconds=SLOW)
        if lately and known.former and known.former.address in letter.to:
            guest = known.former  # it was on its way when the address was corrected
        coordinator = self._stack.settings.coordinator.address
        wanted = coordinator if turn.rehearsal else guest.address
        if letter.to != (wanted,):
            self._checks.breach("I10", f"{step} of {record} went to {letter.to}, not to {wanted}")
        wishes = self._checks.truth.lately(known.weekend, now, SLOW)
        if not any(w.there and w.guest.number == guest.number for w in wishes):
            self._checks.breach(
                "I10", f"{step} of {record} went to an address that is not in the row"
            )
        self._nobody_elses_words(letter, guest, step)
        self._stack.overseen.mailed(record, step)
        if not turn.rehearsal:
            self._after_a_restore(record, known, step)
            self._in_reach(record, known, step)
        self._hours(turn, known, step, now)
        last = self._checks.mailed.get(record)
        if last and self._urgent.get(record) and now - last < timedelta(seconds=SLOW):
            last = None  # that one needs no distance, and may overtake what was claimed before it
        self._urgent[record] = step in AT_ANY_DISTANCE
        if last and step not in AT_ANY_DISTANCE and now - last < timedelta(hours=20, seconds=-SLOW):
            self._checks.breach("rules", f"{step} of {record} came {now - last} after another mail")
        self._checks.mailed[record] = now
        if step in {"number", "number_again"} and not turn.has(Fact.OPENED):
            self._checks.breach("I6", f"the number of {record} was mailed before it was opened")
        self._own_link(letter, turn, step)

    def _after_a_restore(self, record: str, known: Known, step: str) -> None:
        """I18: nobody is written to in a restored ledger, nor a second time after it."""
        checks, mail = self._checks, (known.weekend, known.guest.number, step)
        if checks.restored and step not in AT_ONCE_AT_THE_DESK:
            checks.breach("I18", f"{step} of {record} went to the guest after a restore")
        former = checks.former
        again = former and mail in former.mails and mail[:2] in former.known
        if again and step in ONCE_IN_A_LIFE and not self._booked_anew(record, known):
            checks.breach("I18", f"{step} of {record} came again after a restore")
        checks.said.add(mail)

    def _booked_anew(self, record: str, known: Known) -> bool:
        """Was this weekend taken off the list and put there again, or somebody else's, since?"""
        return any(
            one.weekend == known.weekend and one.begun >= self._checks.mode_since
            for name, one in self._checks.known.items()
            if name != record
        )

    def _in_reach(self, record: str, known: Known, step: str) -> None:
        """Once it is known that an address is out of reach, no further mail goes there."""
        since = self._checks.out_of_reach.get((record, known.editions))
        if since and self._stack.clock.now() - since > timedelta(seconds=SLOW):
            self._checks.breach("feed", f"{step} of {record} went to an address out of reach")

    def _nobody_elses_words(self, letter: Letter, guest: Guest, step: str) -> None:
        said = f"{letter.subject}\n{letter.text}\n{letter.html}"
        for other in self._checks.truth.guests():
            if other.number != guest.number:
                for word in other.canaries:
                    if word in said:
                        self._checks.breach(
                            "I10", f"{step} says {word!r}, which is another guest's"
                        )

    def _own_link(self, letter: Letter, turn: Turn, step: str) -> None:
        found = LINK.search(letter.text)
        if found and found[1] != issue(self._stack.secrets._key, turn).path:
            fresh = max((at for at in (turn.at(Fact.NEW_NUMBER), turn.at(Fact.CORRECTED)) if at),
                        default=None)  # fmt: skip
            if not fresh or fresh < self._stack.clock.now() - timedelta(seconds=SLOW):
                self._checks.breach(
                    "I10", f"{step} of {turn.id} carries a link that is not its own"
                )

    def _hours(self, turn: Turn, known: Known, step: str, now: datetime) -> None:
        if step in AT_ANY_HOUR:
            return
        local = now.astimezone(LONDON)
        seen = turn.at(Fact.SEEN) or now
        windows = [turn.window] + [
            w.window for w in self._checks.truth.lately(known.weekend, now, 1e9)
        ]
        hurry = any(seen > w.starts_at - timedelta(hours=24, seconds=5) for w in windows)
        minutes = local.hour * 60 + local.minute + local.second / 60
        if not 9 * 60 - 0.1 <= minutes < (21 if hurry else 19) * 60 + SLOW / 60:
            self._checks.breach("rules", f"{step} of {turn.id} came at {local:%H:%M}")
        if local.weekday() >= 5 and not hurry and step not in ON_ANY_DAY:
            self._checks.breach("rules", f"{step} of {turn.id} came on a {local:%A}")


def record_of(tag: str) -> str:
    """The turn that a mail's tag names."""
    weekend, _, number = tag.rpartition("_")
    return f"{weekend}#{number}" if weekend else tag
