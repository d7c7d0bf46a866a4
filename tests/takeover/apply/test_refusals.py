"""One step, taken by itself: what is said of it, what a refusal leaves, and what ends it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from takeover.apply import Result
from takeover.apply.look import Look
from takeover.apply.run import Outcome, take
from takeover.errors import (
    LaterError,
    NotAllowedError,
    StaleError,
    StillOwedError,
    UnknownOutcomeError,
)
from takeover.model.cells import Mistake
from takeover.model.roster import Roster
from takeover.model.turn import Account, State, StepRecord
from takeover.planning import Planned
from takeover.timeline import BY_NAME
from tests.memory.world import MemoryWorld
from tests.story import local, settings
from tests.takeover.apply.journal import Lines

NOW = "2026-12-02 08:00"
WEEK = "2026-12-02"
REFUSED = NotAllowedError("the sender is not confirmed")
IN_DOUBT = StepRecord(State.CLAIMED, local("2026-12-02 07:30"), "somebody")


class Taken:
    """A world in which one step is taken."""

    def __init__(self) -> None:
        self.world = MemoryWorld(settings(), local(NOW))
        self.journal = Lines()
        self.world.journal = self.journal  # type: ignore[assignment]

    def take(self, name: str, key: str = WEEK, record: str = "~weekly", **more: object) -> Outcome:
        """Take one step of the account's own, as it stands in the ledger now."""
        account = self.world.ledger.look(local(NOW).date())
        step = BY_NAME[name]
        planned = Planned(step, key, record, local(NOW), step.why)
        planned = replace(planned, **more)  # type: ignore[arg-type]
        return take(self.world, Look(Roster(), account, local(NOW)), planned)

    def noted(self) -> Sequence[str]:
        return list(self.account().told)

    def account(self) -> Account:
        return self.world.ledger.look(local(NOW).date())


def test_what_was_taken_is_one_line_with_its_reason_and_when_it_was_due() -> None:
    here = Taken()
    assert here.take("weekly").result is Result.DONE
    line = {
        "turn": "~weekly",
        "step": WEEK,
        "reason": "it is Wednesday; this mail always comes",
        "outcome": "done",
        "due_at": "2026-12-02T08:00:00.000+00:00",
    }
    assert here.journal.written == [("weekly", line, False)]


def test_a_mistake_is_logged_by_its_place_and_without_what_was_typed() -> None:
    here = Taken()
    mistake = Mistake("2026-12-04", "guest_email", "sam at example", "a mail address")
    here.take("mistake_seen", "mistake-1", "~told", mistakes=(mistake,))
    ((_, line, failed),) = here.journal.written
    assert (line["weekend"], line["cell"], line["right"]) == (
        "2026-12-04",
        "guest_email",
        "a mail address",
    )
    assert (here.noted(), line["outcome"], failed) == (["mistake-1"], "done", False)


def test_a_refused_mail_waits_and_the_kind_of_refusal_is_noted() -> None:
    here = Taken()
    here.world.seam.fail("mailer.send", REFUSED)
    outcome = here.take("weekly")
    assert (outcome.result, outcome.error) == (Result.REFUSED, REFUSED)
    assert (here.noted(), here.account().weekly) == (["trouble-mail-not_allowed"], {})
    ((_, line, failed),) = here.journal.written
    assert (line["outcome"], line["error"], line["said"], failed) == (
        "refused, waits",
        "NotAllowedError",
        "the sender is not confirmed",
        False,
    )
    assert line["at"].endswith(tuple("0123456789"))


def test_a_ledger_that_is_busy_is_noted_as_such() -> None:
    here = Taken()
    here.world.seam.fail("ledger.see", LaterError("busy"))
    assert here.take("mistake_seen", "mistake-1", "~told").result is Result.REFUSED
    assert here.noted() == ["trouble-ledger-later"]


def test_the_same_refusal_is_noted_once() -> None:
    here = Taken()
    for _ in range(2):
        here.world.seam.fail("mailer.send", REFUSED)
        here.take("weekly")
    assert here.world.seam.calls.count("ledger.see") == 1


def test_what_works_again_ends_the_trouble_of_its_kind_and_no_other() -> None:
    here = Taken()
    for key in ("trouble-mail-later", "trouble-mail-never", "trouble-x-later"):
        here.world.ledger.see(key, local(NOW))
    here.take("weekly")
    assert here.noted() == ["trouble-x-later"]
    here.take("weekly", "2026-12-09")
    assert here.world.seam.calls.count("ledger.unsee") == 1


def test_the_mail_about_a_trouble_does_not_end_it() -> None:
    here = Taken()
    for key in ("trouble-mail-later", "trouble-mail-never"):
        here.world.ledger.see(key, local(NOW))
    assert here.take("trouble", "trouble-mail-later", "~told").result is Result.DONE
    assert here.noted() == ["trouble-mail-later"]


@pytest.mark.parametrize("lost", [LaterError("busy"), UnknownOutcomeError("no answer")])
def test_a_trouble_that_cannot_be_ended_now_is_ended_by_the_next_step(lost: Exception) -> None:
    here = Taken()
    here.world.ledger.see("trouble-mail-later", local(NOW))
    here.world.seam.fail("ledger.unsee", lost)
    assert here.take("weekly").result is Result.DONE
    assert here.take("weekly", "2026-12-09").result is Result.DONE
    assert here.noted() == []


def test_if_the_mail_about_a_trouble_is_refused_only_the_alarm_is_left() -> None:
    here = Taken()
    here.world.ledger.see("trouble-x-later", local(NOW))
    here.world.seam.fail("mailer.send", REFUSED)
    outcome = here.take("trouble", "trouble-x-later", "~told")
    assert (outcome.result, type(outcome.error)) == (Result.FAILED, StillOwedError)
    assert str(outcome.error) == "nobody could be told of trouble-x-later: not_allowed"
    assert here.noted() == ["trouble-x-later"]
    assert here.journal.written[0][2]


def test_if_the_mail_about_a_mail_in_doubt_is_refused_only_the_alarm_is_left() -> None:
    here = Taken()
    here.world.ledger._own["~weekly"][WEEK] = IN_DOUBT
    here.world.seam.fail("mailer.send", REFUSED)
    outcome = here.take("unsure_mail", f"unsure-{WEEK}", subject=WEEK)
    assert (outcome.result, type(outcome.error)) == (Result.FAILED, StillOwedError)
    assert (here.noted(), here.account().weekly) == ([], {WEEK: IN_DOUBT})


@pytest.mark.parametrize("second", [LaterError("busy"), RuntimeError("unexpected")])
def test_a_refusal_that_cannot_be_noted_fails_loudly(second: Exception) -> None:
    here = Taken()
    here.world.seam.fail("mailer.send", REFUSED)
    here.world.seam.fail("ledger.see", second)
    outcome = here.take("weekly")
    assert (outcome.result, outcome.error) == (Result.FAILED, second)


@pytest.mark.parametrize(
    ("error", "result", "said"),
    [
        (StaleError("somebody was quicker"), Result.WAITS, "somebody was quicker"),
        (UnknownOutcomeError("no answer"), Result.UNKNOWN, "no answer"),
        (KeyError("sam@example.org"), Result.FAILED, None),
    ],
)
def test_an_error_is_named_and_quoted_only_if_it_is_one_of_ours(
    error: Exception, result: Result, said: str | None
) -> None:
    here = Taken()
    here.world.seam.fail("mailer.send", error)
    outcome = here.take("weekly")
    assert (outcome.result, outcome.error) == (result, error)
    ((_, line, failed),) = here.journal.written
    assert (line["error"], line.get("said")) == (type(error).__name__, said)
    assert failed == (result is Result.FAILED)


def test_what_somebody_else_has_claimed_is_left_to_them() -> None:
    here = Taken()
    here.world.ledger._own["~weekly"][WEEK] = IN_DOUBT
    assert here.take("weekly").result is Result.TAKEN
    assert here.world.mailer.sent == []


# --- a mail of which nobody knows


def test_a_mail_in_doubt_is_told_and_then_settled_as_told() -> None:
    here = Taken()
    here.world.ledger._own["~weekly"][WEEK] = IN_DOUBT
    assert here.take("unsure_mail", f"unsure-{WEEK}", subject=WEEK).result is Result.DONE
    states = {key: record.state for key, record in here.account().weekly.items()}
    assert states == {WEEK: State.TOLD, f"unsure-{WEEK}": State.DONE}
    (letter,) = here.world.mailer.sent
    assert "our mail about the list of weekends" in letter.text


def test_a_mail_in_doubt_of_the_lists_mistakes_is_told_too() -> None:
    here = Taken()
    here.world.ledger._own["~told"]["mistake-1"] = IN_DOUBT
    outcome = here.take("unsure_mail", "unsure-mistake-1", "~told", subject="mistake-1")
    assert outcome.result is Result.DONE
    assert here.account().told["mistake-1"].state is State.TOLD


@pytest.mark.parametrize(
    ("state", "result", "left"),
    [
        (State.CLAIMED, Result.TAKEN, State.CLAIMED),
        (State.DONE, Result.DONE, State.TOLD),
        (State.TOLD, Result.DONE, State.TOLD),
    ],
)
def test_what_another_run_is_telling_is_settled_once_it_was_told(
    state: State, result: Result, left: State
) -> None:
    here = Taken()
    told = replace(IN_DOUBT, state=state, owner="another")
    here.world.ledger._own["~weekly"] |= {WEEK: IN_DOUBT, f"unsure-{WEEK}": told}
    assert here.take("unsure_mail", f"unsure-{WEEK}", subject=WEEK).result is result
    assert here.account().weekly[WEEK].state is left
    assert here.world.mailer.sent == []


def test_another_run_that_is_quicker_to_tell_it_is_left_to_tell_it() -> None:
    here = Taken()
    here.world.ledger._own["~weekly"][WEEK] = IN_DOUBT

    def quicker(call: str) -> None:
        if call == "ledger.claim":
            here.world.ledger._own["~weekly"][f"unsure-{WEEK}"] = replace(IN_DOUBT, owner="it")

    here.world.seam.before = quicker
    assert here.take("unsure_mail", f"unsure-{WEEK}", subject=WEEK).result is Result.TAKEN
    assert here.account().weekly[WEEK] == IN_DOUBT


@pytest.mark.parametrize("lost", [None, LaterError("busy"), UnknownOutcomeError("no answer")])
def test_if_nobody_knows_whether_that_was_told_the_alarm_says_of_which(
    lost: Exception | None,
) -> None:
    here = Taken()
    key = f"unsure-{WEEK}"
    here.world.ledger._own["~weekly"][key] = IN_DOUBT
    if lost:
        here.world.seam.fail("ledger.settle", lost)
    outcome = here.take("unsure_mail", f"unsure-{key}", subject=key)
    assert (outcome.result, type(outcome.error)) == (Result.FAILED, StillOwedError)
    assert str(outcome.error) == f"nobody knows whether {key} reached the coordinator"
    left = State.CLAIMED if lost else State.TOLD
    assert here.account().weekly[key].state is left
