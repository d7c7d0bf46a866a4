"""A weekend as a story: rows, people and triggers over ports in memory, told in local time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from takeover import commands
from takeover.apply import Outcome, Result, take_all
from takeover.commands import Agreement, Publication, Visit
from takeover.model.credentials import Pass, issue
from takeover.model.steps import FUNCTIONS, HANDOVER, REMINDERS, REVOCATION, SURVEY
from takeover.model.turn import Fact, SessionKind, Turn
from takeover.settings import Person, Settings
from tests.memory.world import MemoryWorld

LONDON = ZoneInfo("Europe/London")
WEEKEND = date(2026, 12, 4)
SAM = "sam@example.org"
ROBIN = Person("Robin Lee", "robin@example.org")
ALEX = Person("Alex Moss", "alex@example.org")
KIT = Person("Kit Frost", "kit@example.org")
SENDER = Person("Weekend team", "weekend@example.org")
EVERY = {
    HANDOVER: timedelta(minutes=5),
    REVOCATION: timedelta(minutes=5),
    REMINDERS: timedelta(hours=1),
    SURVEY: timedelta(hours=1),
}
TRIGGERED = (9, 11, 17)


def settings(**changes: object) -> Settings:
    """Settings of an invented charity; `changes` replace some."""
    usual: dict[str, object] = {
        "account": "ourcharity",
        "coordinator": ROBIN,
        "deputy": ALEX,
        "technical_helper": KIT,
        "sender": SENDER,
        "zone": LONDON,
        "desk_url": "https://desk.example.org",
    }
    return Settings(**(usual | changes))  # type: ignore[arg-type]


def row(weekend: date = WEEKEND, /, **cells: object) -> dict[str, object]:
    """A booked row as the coordinator would type it."""
    usual: dict[str, object] = {
        "weekend": str(weekend),
        "status": "booked",
        "guest_name": "Sam Field",
        "guest_email": SAM,
        "guest_phone": "01632 960001",
        "public_name": "Sam",
        "introduction": "Gardener, bad at resting.",
    }
    return usual | cells


def local(text: str) -> datetime:
    """An instant, from the date and time on London's clocks: `2026-12-04 17:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class Story:
    """One stack in memory, and everybody who touches it."""

    def __init__(
        self, at: str, *, live: bool = True, overrides: Mapping[str, object] | None = None
    ) -> None:
        self.world = MemoryWorld(settings(timeline_overrides=overrides or {}), local(at))
        self.outcomes: list[Outcome] = []
        if live:
            self.world.ledger.go_live(local(at))

    # --- the coordinator

    def book(self, weekend: date = WEEKEND, /, **cells: object) -> None:
        self.world.roster.put(row(weekend, **cells))

    def remove(self, weekend: date = WEEKEND) -> None:
        self.world.roster.remove(weekend)

    # --- time

    def at(self, text: str) -> None:
        """Let the clock stand at this local time; nothing runs."""
        self.world.clock.set(local(text))

    def run(self, *functions: str) -> list[Outcome]:
        """Trigger these functions now, once each; all four if none is named."""
        found: list[Outcome] = []
        for function in functions or FUNCTIONS:
            found += take_all(self.world, function, lambda: 60.0).outcomes
        self.outcomes += found
        return found

    def pass_until(
        self, text: str, step: timedelta = timedelta(minutes=30), *functions: str
    ) -> None:
        """Let time pass, with these functions (or all) triggered now and then."""
        end = local(text)
        while self.world.clock.now() + step < end:
            self.world.clock.advance(seconds=step.total_seconds())
            self.run(*functions)
        self.at(text)
        self.run(*functions)

    def days_until(self, text: str) -> None:
        """Let days pass, with every function triggered a few times on each, and at the end."""
        end = local(text)
        day = self.world.clock.now().astimezone(LONDON).date()
        while day <= end.date():
            for hour in TRIGGERED:
                moment = datetime.combine(day, time(hour), tzinfo=LONDON)
                if self.world.clock.now() < moment < end:
                    self.world.clock.set(moment)
                    self.run()
            day += timedelta(days=1)
        self.at(text)
        self.run()

    # --- the guest

    def turn(self, number: int = 1, weekend: date = WEEKEND) -> Turn:
        found = self.world.ledger.turn(f"{weekend}#{number}")
        assert found is not None
        return found

    def key(self, number: int = 1) -> Pass:
        return issue(self.world.secrets.link_key(), self.turn(number))

    def visit(self, token: str, number: int = 1) -> Visit:
        here = commands.visit(self.world, f"{WEEKEND}#{number}", token)
        assert here is not None
        return here

    def open_link(self, number: int = 1) -> str:
        """Press the button behind the link; returns the session's token."""
        key = self.key(number)
        _, segment, mac = key.path.split("/")
        turn = commands.follow_link(self.world, segment, mac)
        assert turn is not None
        return commands.start_session(self.world, turn, SessionKind.LINK)

    def accept(self, number: int = 1, name: str = "Sam") -> None:
        here = self.visit(self.open_link(number), number)
        assert commands.agree(self.world, here, Agreement(True, True, name)) == []

    def all_set(self, number: int = 1) -> None:
        commands.all_set(self.world, self.visit(self.open_link(number), number))

    def sign_in(self, number: int = 1) -> str:
        """Type the number on the guest's own phone; returns the new token."""
        here = self.visit(self.open_link(number), number)
        entered = commands.enter_number(self.world, here, self.key(number).number, own_device=True)
        assert entered.token
        return entered.token

    def post(self, token: str, text: str, attempt: str | None = None) -> Publication:
        here = self.visit(token)
        return commands.publish(self.world, here, attempt or commands.new_attempt(), text).outcome

    # --- what the world has seen

    def subjects(self, to: str = SAM) -> list[str]:
        return [mail.subject for mail in self.world.mailer.sent if to in mail.to]

    def steps(self, to: str = SAM) -> list[str]:
        """The steps whose mails this address got, in order."""
        return [mail.tags["step"] for mail in self.world.mailer.sent if to in mail.to]

    def posts(self) -> list[str]:
        return [post.text for post in reversed(self.world.channel.published)]

    def failed(self) -> list[str]:
        return [
            f"{one.planned.key}: {one.error!r}"
            for one in self.outcomes
            if one.result is Result.FAILED
        ]

    def happened(self, fact: Fact, number: int = 1) -> bool:
        return self.turn(number).has(fact)
