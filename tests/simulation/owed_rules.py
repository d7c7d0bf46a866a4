"""When each step is owed, in our own words and times: the design's, not the product's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window
from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION, ROSTER_CHECK, SURVEY
from takeover.model.turn import Ending, Fact, Turn
from tests.simulation.invariants import Known
from tests.simulation.truth import Wish

LONDON = ZoneInfo("Europe/London")
MARGIN = timedelta(seconds=5)  # skew, and the seconds that a run takes
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NONE = timedelta()
FIVE_MINUTES = timedelta(minutes=5)
HALF_AN_HOUR, TWENTY_HOURS = timedelta(minutes=30), timedelta(hours=20)
CAME = {Ending.POSTED, Ending.SILENT}
BY_THE_CLOCK = CAME | {Ending.NEVER_CAME}


@dataclass
class Seen:
    """One turn after a calm run; nobody changes it, so that what was looked at stands."""

    turn: Turn
    known: Known
    wish: Wish
    began: datetime
    now: datetime
    holder: str
    paused: bool
    by_us: bool
    live: bool
    had_before: bool

    @cached_property
    def in_mode(self) -> bool:
        """Is it a rehearsal in a rehearsing system, or live in a live one?"""
        return self.turn.rehearsal != self.live

    @cached_property
    def on(self) -> bool:
        return self.wish.on and self.wish.guest.number == self.known.guest.number

    @cached_property
    def addressed(self) -> bool:
        wish = self.wish
        same = wish.guest.number == self.known.guest.number
        return wish.there and wish.readable and same

    @cached_property
    def reached(self) -> bool:
        """Does a mail to the guest come to anything?"""
        return self.addressed and not self.has(Fact.BOUNCED)

    @cached_property
    def window(self) -> Window:
        given = self.known.given
        if given is None:
            return self.wish.window if self.on else self.turn.window
        end = min(given.ends_at, self.wish.window.ends_at) if self.on else given.ends_at
        return Window(min(given.starts_at, end - timedelta(seconds=1)), end)

    def has(self, fact: Fact) -> bool:
        return fact in self.turn.facts

    def since(self, at: datetime | None, least: timedelta) -> bool:
        """Is it surely so long since then?"""
        return at is not None and self.began >= at + least + MARGIN

    def until(self, at: datetime) -> bool:
        """Is it surely not that late?"""
        return self.now < at - MARGIN

    def day(self, anchor: datetime, days: int, at: str) -> datetime:
        """A time of day on London's clocks, some days from the anchor's."""
        local = anchor.astimezone(LONDON).date() + timedelta(days=days)
        return datetime.combine(local, time.fromisoformat(at), tzinfo=LONDON)

    def may_mail(self, *, gap: bool = True, any_day: bool = False) -> bool:
        """May a mail to this guest go now, for sure?"""
        if not self.reached:
            return False
        last = self.turn.last_mail_at
        if gap and last is not None and not self.since(last, TWENTY_HOURS):
            return False
        local = self.local
        minutes = local.hour * 60 + local.minute
        return 9 * 60 + 1 <= minutes < 19 * 60 - 1 and (any_day or local.weekday() < 5)

    @cached_property
    def local(self) -> datetime:
        return self.began.astimezone(LONDON)

    @cached_property
    def morning(self) -> datetime:
        start = self.window.starts_at
        return min(self.day(start, 0, "10:00"), start - 2 * HOUR)

    @cached_property
    def still_on(self) -> bool:
        return (self.on and not self.has(Fact.CLOSED) and not self.has(Fact.DECLINED)
                and not self.has(Fact.GONE) and self.until(self.window.ends_at))  # fmt: skip

    @cached_property
    def with_them(self) -> bool:
        return self.turn.open and self.on and self.until(self.window.ends_at)

    def ended(self, *how: Ending) -> bool:
        return self.has(Fact.CLOSED) and self.turn.how in how


Rule = Callable[[Seen], bool]


def _opens(s: Seen) -> bool:
    free = s.holder in {"", s.turn.id}
    ready = s.still_on and s.has(Fact.ACCEPTED) and free
    return ready and s.since(s.morning, NONE) and not s.has(Fact.OPENED)


def _introduced(s: Seen) -> bool:
    there = any(s.since(s.turn.at(fact), NONE) for fact in (Fact.ALL_SET, Fact.SIGNED_IN))
    start = s.window.starts_at
    return (s.with_them and there and s.since(start, NONE) and s.until(start + 25 * HOUR)
            and s.holder == s.turn.id and not s.paused)  # fmt: skip


def _asked_whether_sure(days: int) -> Rule:
    def rule(s: Seen) -> bool:
        booked = s.turn.steps.get("booked")
        start = s.window.starts_at
        due = s.since(s.day(start, -days, "09:00"), NONE) and s.until(start)
        return (s.still_on and not s.has(Fact.ACCEPTED) and booked is not None and due
                and s.since(booked.at, DAY))  # fmt: skip

    return rule


def _after_the_end(s: Seen, least: timedelta, most: timedelta, *how: Ending) -> bool:
    end = s.window.ends_at
    survey = s.day(end, 2, "11:00")  # from then on the survey says what this would
    return s.ended(*how) and s.since(end, least) and s.until(min(end + most, survey))


def _closed_lately(s: Seen, *how: Ending) -> bool:
    closed = s.since(s.turn.at(Fact.CLOSED), NONE)
    return closed and s.ended(*how) and s.until(s.window.ends_at + 2 * DAY)


def _close(s: Seen) -> bool:
    over = (
        not s.in_mode
        or s.since(s.window.ends_at, NONE)
        or s.has(Fact.DECLINED)
        or s.has(Fact.CLOSED)
    )
    return s.has(Fact.OPENED) and (over or (s.wish.readable and not s.on))


def _words_wait(s: Seen) -> bool:
    """Has somebody asked for a yes of which the team has not heard, nor of anything lately?"""
    told = max((step.at for key, step in s.turn.steps.items() if key.startswith("yes_wanted")),
               default=None)  # fmt: skip
    if told is not None and not s.since(told, HALF_AN_HOUR):
        return False
    return any(
        s.since(ask.asked_at, FIVE_MINUTES) and s.until(ask.until)
        and (told is None or ask.asked_at > told)
        for ask in s.turn.asks.values()
    )  # fmt: skip


RULES: dict[str, dict[str, Rule]] = {
    HANDOVER: {
        "open": _opens,
        "please_ring": lambda s: s.still_on and s.has(Fact.ACCEPTED) and not s.has(Fact.ALL_SET)
        and s.since(s.morning, NONE) and s.until(s.window.starts_at),
        "number": lambda s: s.with_them and s.reached and s.since(s.turn.at(Fact.OPENED), NONE),
        "introduction": _introduced,
        "yes_wanted": lambda s: s.with_them and _words_wait(s),
        "holding": lambda s: s.with_them and s.holder == s.turn.id and s.paused and not s.by_us
        and s.since(s.turn.at(Fact.PAUSED), FIVE_MINUTES) and s.since(s.window.starts_at, NONE)
        and s.until(s.window.ends_at - HOUR),
        "not_signed_in": lambda s: s.with_them and not s.has(Fact.SIGNED_IN)
        and s.since(max(s.window.starts_at, s.turn.facts[Fact.OPENED]), 2 * HOUR),
        "no_rush": lambda s: s.with_them and not s.has(Fact.SIGNED_IN)
        and s.since(s.window.starts_at, 17 * HOUR) and s.may_mail(any_day=True)
        and s.until(s.window.starts_at + 25 * HOUR),
    },
    REMINDERS: {
        "booked": lambda s: s.still_on and s.since(s.turn.at(Fact.SEEN), HALF_AN_HOUR)
        and s.until(s.window.ends_at - 12 * HOUR) and s.may_mail(),
        "getting_ready": lambda s: s.still_on and "booked" in s.turn.steps and s.may_mail()
        and s.since(s.day(s.window.starts_at, -9, "11:00"), NONE)
        and s.until(s.window.starts_at - 2 * DAY),
        "all_set": lambda s: s.still_on and s.has(Fact.ACCEPTED) and s.may_mail()
        and s.since(s.day(s.window.starts_at, -1, "11:00"), NONE)
        and s.until(s.window.starts_at),
        "nobody_sure_14": _asked_whether_sure(14),
        "nobody_sure_7": _asked_whether_sure(7),
        "nobody_sure_3": _asked_whether_sure(3),
        "said_no": lambda s: s.since(s.turn.at(Fact.DECLINED), NONE) and s.reached
        and not s.has(Fact.OPENED) and not s.has(Fact.GONE) and s.until(s.window.ends_at),
        "guest_said_no": lambda s: s.since(s.turn.at(Fact.DECLINED), NONE)
        and not s.has(Fact.OPENED)
        and not s.has(Fact.GONE) and s.until(s.window.ends_at),
    },
    REVOCATION: {
        "close": _close,
        "proof": lambda s: s.since(s.turn.at(Fact.CLOSED), NONE)
        and s.until(s.window.ends_at + 2 * DAY),
        "farewell": lambda s: _closed_lately(s, Ending.POSTED) and s.addressed
        and s.until(s.window.ends_at + 12 * HOUR),
        "receipt": lambda s: _closed_lately(s, *BY_THE_CLOCK),
        "guest_stopped": lambda s: _closed_lately(s, Ending.GUEST_STOPPED),
        "ended_early": lambda s: _closed_lately(s, Ending.GUEST_STOPPED) and s.reached,
        "charity_stopped": lambda s: _closed_lately(s, Ending.CHARITY_STOPPED),
        "cancelled": lambda s: s.has(Fact.GONE) and not s.has(Fact.DECLINED) and s.turn.how is None
        and s.wish.readable and not s.on and s.may_mail(gap=False) and "booked" in s.turn.steps
        and s.since(s.turn.at(Fact.GONE), HALF_AN_HOUR)
        and s.until(s.turn.facts[Fact.GONE] + 4 * DAY),
        "cannot_tell": lambda s: s.has(Fact.GONE) and not s.has(Fact.DECLINED)
        and s.turn.how is None and "booked" in s.turn.steps and s.wish.readable
        and not s.addressed and s.since(s.turn.at(Fact.GONE), HALF_AN_HOUR)
        and s.until(s.turn.facts[Fact.GONE] + 7 * DAY),
        "thank_you": lambda s: s.may_mail()
        and _after_the_end(s, 2 * HOUR, 2 * DAY, Ending.POSTED),
        "did_not_work_out": lambda s: s.may_mail()
        and _after_the_end(s, 2 * HOUR, 2 * DAY, Ending.SILENT, Ending.NEVER_CAME),
        "too_much": lambda s: s.since(s.turn.at(Fact.PAUSED), NONE) and s.until(s.window.ends_at),
        "paused_by_us": lambda s: s.with_them and s.by_us and s.holder == s.turn.id and s.reached
        and s.since(s.turn.at(Fact.PAUSED_BY_US), NONE),
        "told_us": lambda s: s.since(s.turn.at(Fact.TOLD_US), NONE) and s.turn.tellings > 0
        and s.until(s.window.ends_at),
        "new_number": lambda s: s.since(s.turn.at(Fact.NEW_NUMBER), NONE) and s.still_on
        and s.reached,
        "was_it_you": lambda s: s.since(s.turn.at(Fact.SECOND_DEVICE), NONE) and s.with_them
        and s.reached,
        "number_again": lambda s: s.since(s.turn.at(Fact.ASKED_NUMBER), NONE) and s.with_them
        and s.reached,
        "bounced": lambda s: s.since(s.turn.at(Fact.BOUNCED), NONE)
        and s.until(s.turn.facts[Fact.BOUNCED] + 7 * DAY),
        "moved": lambda s: s.since(s.turn.at(Fact.MOVED), HALF_AN_HOUR) and s.still_on
        and s.may_mail(gap=False) and s.until(s.turn.facts[Fact.MOVED] + 4 * DAY),
        "later_end": lambda s: s.with_them and (s.wish.window.ends_at > s.turn.window.ends_at
        or s.wish.window.starts_at != s.turn.window.starts_at),
    },
    ROSTER_CHECK: {"close": _close},
    SURVEY: {
        "survey": lambda s: s.may_mail() and not s.has(Fact.ANSWERED)
        and s.since(s.day(s.window.ends_at, 2, "11:00"), NONE)
        and s.ended(*CAME) and s.until(s.window.ends_at + 21 * DAY),
        "survey_again": lambda s: s.may_mail() and not s.has(Fact.ANSWERED) and s.ended(*CAME)
        and s.since(s.day(s.window.ends_at, 9, "11:00"), NONE)
        and "survey" in s.turn.steps and s.until(s.window.ends_at + 21 * DAY),
        "answers": lambda s: s.since(s.turn.at(Fact.ANSWERED), NONE),
        "drop_photos": lambda s: s.since(s.turn.at(Fact.PHOTO), NONE)
        and s.since(s.window.ends_at, DAY),
        "get_in_touch": lambda s: s.since(s.turn.at(Fact.WANTS_CONTACT), NONE),
    },
}  # fmt: skip
