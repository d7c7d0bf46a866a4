"""What should happen: the coordinator's rows, read leniently, mistakes named in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from takeover.hours import AT_ANY_HOUR, Hours
from takeover.model.calendar import FRIDAY, Window, local_date
from takeover.model.cells import Cells, Mistake
from takeover.settings import Person, Settings

START_WITHIN_DAYS = 3
A_YEAR, HALF_A_YEAR = timedelta(weeks=52), timedelta(weeks=26)
LONGEST_NAME = 30
LONGEST_HELLO = 80
WHO = ("guest_name", "guest_email", "guest_phone", "public_name", "handle", "introduction")
ABOUT_A_GUEST = (
    *WHO, "anonymous", "said_yes_on", "talked_on", "talked_by", "review", "notes",
)  # fmt: skip
"""What forgetting deletes from a row: all that we know to be about its guest, and no other."""


class Status(StrEnum):
    """What the coordinator wants of a weekend."""

    PENCILLED = "pencilled"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    BREAK = "break"
    FORGOTTEN = "forgotten"


HAPPENS = {"", Status.PENCILLED, Status.BOOKED}


@dataclass(frozen=True)
class Guest:
    """Who takes the account over, as the coordinator wrote them down."""

    address: str
    public_name: str
    anonymous: bool
    name: str = ""
    phone: str = ""
    handle: str = ""
    introduction: str = ""


@dataclass(frozen=True)
class Takeover:
    """A row of the roster that reads well.

    `review`: in these hours somebody looks at the guest's posts, which wait for a yes until then;
    None where nobody has to.
    """

    weekend: date
    status: Status
    window: Window
    guest: Guest | None = None
    duty: Person | None = None
    said_yes_on: str = ""
    talked: bool = False
    review: Hours | None = None

    @property
    def booked(self) -> bool:
        """Should this weekend happen?"""
        return self.status is Status.BOOKED and self.guest is not None


@dataclass(frozen=True)
class BrokenRow:
    """A row that is left alone until the coordinator mends it."""

    weekend: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Roster:
    """The rows of one look: what reads well, what does not, and every mistake in it.

    `named` holds the days whose rows, readable or not, say who somebody is.
    """

    takeovers: Mapping[date, Takeover] = field(default_factory=dict)
    broken: Mapping[str, BrokenRow] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    named: tuple[date, ...] = ()


Row = Takeover | BrokenRow


def read_roster(rows: Iterable[Mapping[str, object]], settings: Settings) -> Roster:
    """Read every row by itself, so that one bad row never stops another; then look for overlaps."""
    takeovers: dict[date, Takeover] = {}
    broken: dict[str, BrokenRow] = {}
    mistakes: list[Mistake] = []
    named: list[date] = []
    for raw in rows:
        day = day_of(raw)
        if day is not None and names_somebody(raw):
            named.append(day)
        row, found = read_row(raw, settings)
        mistakes += found
        if isinstance(row, Takeover):
            takeovers[row.weekend] = row
        else:
            broken[row.weekend] = row
    for later, mistake in _overlaps(takeovers, settings.zone):
        mistakes.append(mistake)
        del takeovers[later]
        broken[str(later)] = BrokenRow(str(later), (mistake,))
    return Roster(takeovers, broken, tuple(mistakes), tuple(named))


def day_of(raw: Mapping[str, object]) -> date | None:
    """The day that is a row's key, Friday or not; other ways to write it are other rows."""
    key = str(raw.get("weekend"))
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return None
    return day if str(day) == key else None


def names_somebody(raw: Mapping[str, object]) -> bool:
    """Does this row hold anything by which its guest could be known?"""
    return any(_is_filled(raw.get(cell)) for cell in WHO)


def read_row(raw: Mapping[str, object], settings: Settings) -> tuple[Row, tuple[Mistake, ...]]:
    """Read one row.

    Returns what it says, or a BrokenRow; and its mistakes, of which some (a hello that X
    would turn into a link) leave the rest of the row standing.
    """
    cells = Cells(raw)
    weekend = cells.weekend()
    status = _status(cells)
    window = _window(cells, weekend, settings) if weekend else None
    guest = _guest(cells) if status is Status.BOOKED else _former_guest(raw)
    duty = cells.person("duty")
    usual = settings.help_hours if settings.help_hours.spans else AT_ANY_HOUR
    review = cells.promise("review", usual)
    fatal = [mistake for mistake in cells.mistakes if mistake.stops_the_row]
    if fatal or weekend is None or window is None or status is None:
        return BrokenRow(cells.name, tuple(fatal)), tuple(cells.mistakes)
    talked = any(_is_filled(raw.get(cell)) for cell in ("talked_on", "talked_by"))
    said_yes_on = cells.text("said_yes_on")
    row = Takeover(weekend, status, window, guest, duty, said_yes_on, talked, review)
    return row, tuple(cells.mistakes)


def last_years(rows: Iterable[Mapping[str, object]], today: date) -> Iterator[Mistake]:
    """Rows of about a year ago that name somebody: whoever is due then next year is meant.

    Who really had that weekend has long been forgotten.
    """
    for raw in rows:
        day = day_of(raw)
        if day is None or not names_somebody(raw) or today - day < A_YEAR - HALF_A_YEAR:
            continue
        meant = day + A_YEAR  # the same Friday, give or take a day
        if meant >= today and Cells(raw).text("status").casefold() in HAPPENS:
            right = f"a Friday to come, such as {meant}; this one is long over"
            yield Mistake(str(day), "weekend", str(day), right)


def _status(cells: Cells) -> Status | None:
    said = cells.text("status").casefold() or Status.PENCILLED
    try:
        return Status(said)
    except ValueError:
        cells.complain("status", said, "booked, pencilled, cancelled or break")
        return None


def _window(cells: Cells, weekend: date, settings: Settings) -> Window | None:
    usual = Window.usual(weekend, settings.zone)
    starts_at = cells.moment("starts_at", settings.zone) or usual.starts_at
    ends_at = cells.moment("ends_at", settings.zone) or usual.ends_at
    if ends_at <= starts_at:
        cells.complain("ends_at", cells.text("ends_at"), "a time after the weekend's start")
        return None
    window = Window(starts_at, ends_at)
    away = abs((local_date(starts_at, settings.zone) - weekend).days)
    if away > START_WITHIN_DAYS:
        right = f"within {START_WITHIN_DAYS} days of the weekend's Friday"
        cells.complain("starts_at", cells.text("starts_at"), right)
        return None
    longest = timedelta(hours=settings.longest_window_hours)
    if window.length > longest:
        right = f"at most {settings.longest_window_hours} hours after the start"
        cells.complain("ends_at", cells.text("ends_at"), right)
        return None
    return window


def _guest(cells: Cells) -> Guest | None:
    address = cells.address("guest_email")
    anonymous = cells.yes_or_no("anonymous")
    name = cells.text("guest_name")
    public_name = cells.text("public_name") or ("" if anonymous else name)
    if not public_name:
        right = "the name people will see" if anonymous else "a guest_name or a public_name"
        cells.complain("public_name", "", right)
    elif len(public_name) > LONGEST_NAME:
        cells.complain("public_name", public_name, f"at most {LONGEST_NAME} letters")
    introduction = cells.text("introduction")
    if len(introduction) > LONGEST_HELLO:
        right = f"at most {LONGEST_HELLO} letters; until then the hello is left out"
        cells.complain("introduction", introduction, right, stops_the_row=False)
        introduction = ""
    phone, handle = cells.text("guest_phone"), cells.text("handle")
    return Guest(address, public_name, anonymous, name, phone, handle, introduction)


def _former_guest(raw: Mapping[str, object]) -> Guest | None:
    """Who a row that is not booked was for: needed to tell them, so its mistakes do not count."""
    cells = Cells(raw)
    guest = _guest(cells) if cells.text("guest_email") else None
    return None if cells.mistakes else guest


def _is_filled(cell: object) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _overlaps(takeovers: Mapping[date, Takeover], zone: ZoneInfo) -> list[tuple[date, Mistake]]:
    """Of two booked windows that share an instant, the one moved by hand is left alone."""
    booked = sorted(
        (row for row in takeovers.values() if row.booked),
        key=lambda row: (row.window != Window.usual(row.weekend, zone), row.weekend),
    )
    standing: list[Takeover] = []
    found = []
    for row in booked:
        clash = next((other for other in standing if other.window.overlaps(row.window)), None)
        if clash is None:
            standing.append(row)
        else:
            right = f"a time that does not overlap the weekend of {clash.weekend}"
            found.append((row.weekend, Mistake(str(row.weekend), "starts_at", "an overlap", right)))
    return found


def next_fridays(first: date, count: int) -> list[date]:
    """The Fridays from this date on."""
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7)
    return [friday + timedelta(weeks=week) for week in range(count)]
