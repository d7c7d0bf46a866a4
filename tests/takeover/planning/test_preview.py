"""What would be sent: compared with what is then sent, and with what a person would expect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from takeover.model.roster import read_roster
from takeover.model.turn import Account, Fact, State, Turn
from takeover.planning.preview import Expected, preview
from takeover.ports import Claim
from tests.story import LONDON, WEEKEND, Story, local, row, settings

MONDAY = "2026-11-23 07:00"
TWO_WEEKS = timedelta(days=14)
SOON = date(2026, 11, 27)
A_TICK = timedelta(hours=1)


def foreseen(
    *rows: dict[str, object],
    at: str = MONDAY,
    account: Account | None = None,
    days: int = 14,
    overrides: dict[str, object] | None = None,
) -> tuple[Expected, ...]:
    ours = settings(timeline_overrides=overrides or {})
    roster = read_roster(rows, ours)
    now = local(at)
    return preview(roster, account or Account(), ours, now, now + timedelta(days=days))


def told(expected: Sequence[Expected]) -> list[tuple[str, str, str]]:
    return [(when(one.at), one.step.name, one.only_if) for one in expected]


def when(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%a %H:%M}"


def happened(turn: Turn) -> dict[str, datetime]:
    return {name: one.at for name, one in turn.steps.items() if one.state is State.DONE}


def agrees(expected: Sequence[Expected], turn: Turn, end: datetime) -> None:
    """What was foreseen is what the ledger has, each within one tick of its instant."""
    sent = {one.step.name: one.at for one in expected}
    done = {
        name: at
        for name, at in happened(turn).items()
        if at < end and name not in {"close", "proof"} and not name.startswith(("post-", "ready_"))
    }
    assert sorted(sent) == sorted(done)
    late = {name: done[name] - sent[name] for name in sent}
    assert {name: gap for name, gap in late.items() if not timedelta(0) <= gap <= A_TICK} == {}


def test_what_is_foreseen_for_a_silent_guest_is_what_happens() -> None:
    expected = [one for one in foreseen(row()) if one.weekend]
    if_silent = [one for one in expected if "not said yes" in one.only_if or not one.only_if]
    story = Story(MONDAY)
    story.book()
    story.run()
    story.pass_until("2026-12-07 07:00", A_TICK)
    agrees(if_silent, story.turn(), local("2026-12-07 07:00"))


def test_what_is_foreseen_for_a_guest_who_comes_and_posts_is_what_happens() -> None:
    soon = "2026-11-27"
    expected = [one for one in foreseen(row(SOON)) if one.weekend]
    if_well = [
        one
        for one in expected
        if one.only_if in {"", "if they say yes", "if they say yes and come"}
    ]
    story = Story(MONDAY)
    story.book(SOON)
    story.run()
    story.pass_until("2026-11-23 09:00")
    behind_link = Guest(story, SOON)
    behind_link.accepts()
    story.pass_until(f"{soon} 08:00")
    behind_link.is_all_set()
    story.pass_until(f"{soon} 17:00")
    behind_link.posts("Hello everybody.")
    story.pass_until("2026-12-07 07:00", A_TICK)
    agrees(if_well, behind_link.turn, local("2026-12-07 07:00"))


def test_one_row_close_by_reads_as_two_weeks_of_a_charity() -> None:
    assert told(foreseen(row(SOON), days=10)) == [
        # "Getting ready" is due as well, and says what the first mail would have said.
        ("Mon 09:00", "getting_ready", ""),
        ("Tue 09:00", "nobody_sure_3", "if they have not said yes by then"),
        ("Wed 08:00", "weekly", ""),
        ("Thu 11:00", "all_set", "if they say yes"),
        ("Fri 10:00", "please_ring", "if they say yes and are not heard of again"),
        ("Fri 10:00", "number", "if they say yes"),
        ("Fri 17:00", "introduction", "if they say yes and come"),
        ("Fri 19:00", "not_signed_in", "if they say yes and are not heard of again"),
        ("Sat 10:00", "no_rush", "if they say yes and are not heard of again"),
        ("Mon 09:00", "receipt", "if they say yes"),
        ("Mon 09:00", "farewell", "if they say yes and come"),
        ("Mon 11:00", "did_not_work_out", "if they say yes and are not heard of again"),
        ("Mon 11:00", "thank_you", "if they say yes and come"),
        ("Wed 08:00", "weekly", ""),
        ("Wed 11:00", "survey", "if they say yes and come"),
        ("Wed 11:00", "answers", "if they answer the survey"),
    ]


def test_it_says_whom_each_mail_reaches() -> None:
    expected = foreseen(row(SOON, duty="Noor Vale <noor@example.org>"))
    readers = {one.step.name: [str(person) for person in one.to] for one in expected}
    assert readers["getting_ready"] == ["Sam <sam@example.org>"]
    assert readers["not_signed_in"] == [
        "Robin Lee <robin@example.org>",
        "Noor Vale <noor@example.org>",
    ]
    assert readers["receipt"] == ["Robin Lee <robin@example.org>"]
    assert readers["introduction"] == []


def test_a_rehearsal_ends_and_the_weekend_begins_anew() -> None:
    story = Story("2026-11-20 10:00", live=False)
    story.book()
    story.run()
    story.pass_until("2026-11-23 07:00")
    assert "booked" in story.turn().steps
    account = story.world.ledger.look(WEEKEND)
    anew = [one.step.name for one in foreseen(row(), account=account) if one.weekend]
    assert anew[0] == "booked"
    assert anew == [one.step.name for one in foreseen(row()) if one.weekend]


def test_a_window_that_has_begun_gets_no_new_turn() -> None:
    story = Story("2026-12-01 10:00", live=False)
    story.book()
    story.run()
    story.at("2026-12-05 12:00")
    account = story.world.ledger.look(WEEKEND)
    expected = foreseen(row(), at="2026-12-05 12:00", account=account)
    assert [one for one in expected if one.weekend] == []


def test_a_live_turn_goes_on_from_where_it_is() -> None:
    story = Story(MONDAY)
    story.book(SOON)
    story.run()
    story.pass_until("2026-11-23 09:00")
    guest = Guest(story, SOON)
    guest.accepts()
    account = story.world.ledger.look(SOON)
    expected = foreseen(row(SOON), at="2026-11-24 10:00", account=account, days=4)
    assert told([one for one in expected if one.weekend]) == [
        ("Thu 11:00", "all_set", ""),
        ("Fri 10:00", "please_ring", "if they are not heard of again"),
        ("Fri 10:00", "number", ""),
        ("Fri 17:00", "introduction", "if they come"),
        ("Fri 19:00", "not_signed_in", "if they are not heard of again"),
    ]


def test_a_pencilled_a_cancelled_and_a_broken_row_send_nothing_to_guests() -> None:
    rows = [
        row(SOON, status="pencilled"),
        row(status="cancelled"),
        row(date(2026, 12, 11), status="boked"),
    ]
    expected = foreseen(*rows)
    assert [one.step.name for one in expected] == ["mistakes", "weekly", "weekly"]
    assert {str(one.to[0]) for one in expected} == {"Robin Lee <robin@example.org>"}


def test_a_compressed_timeline_is_foreseen_to_the_second() -> None:
    overrides: dict[str, object] = {
        "steps": {
            "booked": {"due": ["seen", 2], "late": ["end", -5]},
            "open": {"due": ["start", -20], "late": ["end", 0]},
            "thank_you": {"due": ["end", 4], "late": ["end", 600]},
        },
        "mail_gap_seconds": 0,
        "any_hour": True,
    }
    window = {"starts_at": "2026-11-27 23:01:00", "ends_at": "2026-11-27 23:02:00"}
    expected = foreseen(row(SOON, **window), at="2026-11-27 23:00", overrides=overrides)
    seconds = {
        one.step.name: int((one.at - local("2026-11-27 23:00")).total_seconds())
        for one in expected
        if one.step.name in {"booked", "number", "introduction", "farewell", "thank_you"}
    }
    assert seconds == {
        "booked": 2,
        "number": 40,
        "introduction": 60,
        "farewell": 120,
        "thank_you": 124,
    }


def test_nothing_beyond_the_end_is_told_and_nothing_before_now() -> None:
    expected = foreseen(row(SOON), row(), row(date(2027, 3, 5)))
    now = local(MONDAY)
    assert [one for one in expected if not now <= one.at < now + TWO_WEEKS] == []
    assert list(expected) == sorted(expected, key=lambda one: one.at)


class Guest:
    """A guest of another weekend than the story's usual one."""

    def __init__(self, story: Story, weekend: date) -> None:
        self._story = story
        self._weekend = weekend

    @property
    def turn(self) -> Turn:
        return self._story.turn(1, self._weekend)

    def accepts(self) -> None:
        self._story.world.ledger.accept(self.turn.id, "terms 1", self._now)

    def is_all_set(self) -> None:
        self._story.world.ledger.note(self.turn.id, Fact.ALL_SET, self._now)

    def posts(self, text: str) -> None:
        ledger = self._story.world.ledger
        ledger.note(self.turn.id, Fact.SIGNED_IN, self._now)
        claim = Claim(self.turn.id, "post-0011223344556677", "me", self._now)
        assert ledger.claim(claim)
        ledger.finish(claim, self._now, self._story.world.channel.post(text))

    @property
    def _now(self) -> datetime:
        return self._story.world.clock.now()
