"""What really is so, kept apart from the product: who was meant, and what was typed when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from takeover.model.calendar import Window

LONDON = ZoneInfo("Europe/London")
NAMES = (
    ("Ottoline", "Vermillowe"), ("Peregrin", "Quistgard"), ("Rosamunda", "Thackwray"),
    ("Zebediah", "Fernhollow"), ("Wilhelmyna", "Oxbarrow"), ("Jocasta", "Umberlyne"),
)  # fmt: skip


@dataclass(frozen=True)
class Guest:
    """Somebody invented; each of their words is a canary."""

    number: int
    anonymous: bool = False

    @property
    def public_name(self) -> str:
        return NAMES[self.number][0]

    @property
    def surname(self) -> str:
        return NAMES[self.number][1]

    @property
    def address(self) -> str:
        return f"{self.surname.lower()}{self.number}@example.org"

    @property
    def phone(self) -> str:
        return f"01632 96{self.number}{self.number}77"

    @property
    def hello(self) -> str:
        return f"Keeps {self.number + 3}7 beehives"

    @property
    def canaries(self) -> tuple[str, ...]:
        """What must be in nobody else's mail, and in no log."""
        return (self.public_name, self.surname, self.address, self.phone, self.hello)

    def cells(self) -> dict[str, object]:
        """What the coordinator types about them."""
        return {
            "guest_name": f"A. {self.surname}",
            "guest_email": self.address,
            "guest_phone": self.phone,
            "public_name": self.public_name,
            "introduction": self.hello,
            "anonymous": "yes" if self.anonymous else "",
        }


@dataclass(frozen=True)
class Wish:
    """What the coordinator means by a row; `broken` is a cell and what stands in it instead."""

    weekend: date
    guest: Guest
    window: Window
    status: str = "booked"
    broken: tuple[str, object] | None = None
    there: bool = True
    review: str = ""

    @property
    def readable(self) -> bool:
        return self.broken is None

    @property
    def on(self) -> bool:
        """Should this weekend happen, as far as anybody can read?"""
        return self.there and self.status == "booked" and self.readable

    def cells(self) -> dict[str, object]:
        """The row as it is typed."""
        usual = Window.usual(self.weekend, LONDON)
        cells: dict[str, object] = {"weekend": str(self.weekend), "status": self.status}
        cells |= self.guest.cells()
        if self.window.starts_at != usual.starts_at:
            cells["starts_at"] = _typed(self.window.starts_at)
        if self.window.ends_at != usual.ends_at:
            cells["ends_at"] = _typed(self.window.ends_at)
        if self.review:
            cells["review"] = self.review
        if self.broken:
            cells[self.broken[0]] = self.broken[1]
        return cells


def _typed(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}"


class Truth:
    """The rows as they were typed, each with the instant from which it stood."""

    def __init__(self) -> None:
        self.typed: dict[date, list[tuple[datetime, Wish]]] = {}

    def note(self, at: datetime, wish: Wish) -> None:
        """From now on this stands in the list."""
        self.typed.setdefault(wish.weekend, []).append((at, wish))

    def wish(self, weekend: date) -> Wish | None:
        """What stands there now."""
        typed = self.typed.get(weekend)
        return typed[-1][1] if typed else None

    def stood(self, weekend: date, at: datetime) -> Wish | None:
        """What stood there at that instant."""
        stood = [wish for since, wish in self.typed.get(weekend, []) if since <= at]
        return stood[-1] if stood else None

    def steady(self, weekend: date, at: datetime, seconds: float) -> bool:
        """Has the row stood as it does for so long?"""
        typed = self.typed.get(weekend)
        return typed is not None and typed[-1][0] <= at - timedelta(seconds=seconds)

    def lately(self, weekend: date, at: datetime, seconds: float) -> list[Wish]:
        """Everything that stood there within the last seconds."""
        found: list[Wish] = []
        for since, wish in reversed(self.typed.get(weekend, [])):
            found.append(wish)
            if since <= at - timedelta(seconds=seconds):
                break
        return found

    def edited(self, since: datetime) -> bool:
        """Has anything been typed since then?"""
        return any(typed[-1][0] > since for typed in self.typed.values())

    def guests(self) -> list[Guest]:
        """Everybody who was ever in the list."""
        seen = {wish.guest.number: wish.guest for typed in self.typed.values() for _, wish in typed}
        return [seen[number] for number in sorted(seen)]


def swapped(wish: Wish, guest: Guest) -> Wish:
    """Another guest in the same row."""
    return replace(wish, guest=guest)
