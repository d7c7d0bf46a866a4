"""One row's cells, read as people write them; what cannot be read is a finding, never a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from takeover.errors import SettingsError
from takeover.hours import Hours, read_hours
from takeover.model.calendar import FRIDAY, instant
from takeover.settings import Person

YES = {"yes", "y", "true", "1", "x"}
NO = {"", "no", "n", "false", "0", "-"}
YEARS = range(2000, 3000)
TIME_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")

HOURS_OR_YES = (
    "empty, yes, or hours such as daily 09:00-21:00; until then nothing is posted without your yes"
)

# How `right` begins where it goes on to quote what stands there.
OTHER_WORDS = "other words. "

TEXT = "text"
"""The cell with the charity's own words for a mail or a post."""


@dataclass(frozen=True)
class Mistake:
    """Something in the roster that the system will not guess at.

    `advice` says what it is where nothing is wrong with the cell, but a person should look.
    """

    weekend: str
    cell: str
    found: str
    right: str
    stops_the_row: bool = True
    advice: str = ""


class Cells:
    """A row's cells and the mistakes met while reading them."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = raw
        self.mistakes: list[Mistake] = []
        self.name = str(raw.get("weekend", ""))

    def complain(self, cell: str, found: str, right: str, *, stops_the_row: bool = True) -> None:
        """Note a mistake: where it is, what is there, and what would be right."""
        self.mistakes.append(Mistake(self.name, cell, found, right, stops_the_row))

    def text(self, cell: str, *, stops_the_row: bool = True) -> str:
        """The cell as one line of text; empty if it is not there."""
        value = self._raw.get(cell)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str | int | float | Decimal):
            return " ".join(str(value).split())
        self.complain(cell, type(value).__name__, "plain text", stops_the_row=stops_the_row)
        return ""

    def weekend(self) -> date | None:
        """The Friday that names the row."""
        said = self.text("weekend")
        try:
            day = date.fromisoformat(said)
        except ValueError:
            day = None
        # The text is the row's key, so other ways to write the same day are other rows.
        if day is None or day.year not in YEARS or str(day) != self._raw.get("weekend"):
            self.complain("weekend", said, "a Friday written like 2026-12-04")
            return None
        if day.weekday() != FRIDAY:
            self.complain("weekend", said, f"a Friday; this is a {day:%A}")
            return None
        return day

    def moment(self, cell: str, zone: ZoneInfo) -> datetime | None:
        """A local date and time as an instant, or None where the cell is empty or wrong."""
        said = self.text(cell)
        if not said:
            return None
        for form in TIME_FORMATS:
            try:
                # The zone is added by `instant`, which alone knows the charity's clocks.
                read = datetime.strptime(said.replace("T", " "), form)  # noqa: DTZ007
            except ValueError:
                continue
            if read.year in YEARS:
                return instant(read.date(), read.time(), zone)
        self.complain(cell, said, "a date and time written like 2026-12-04 17:00")
        return None

    def address(self, cell: str) -> str:
        """A mail address; a booked row without one is a mistake."""
        said = self.text(cell)
        address = parseaddr(said)[1]
        name, _, domain = address.rpartition("@")
        if not name or "." not in domain or " " in address:
            self.complain(cell, said, "a mail address such as name@example.org")
        return address

    def person(self, cell: str) -> Person | None:
        """Somebody written as `Name <address>`; empty means nobody in particular."""
        said = self.text(cell)
        if not said:
            return None
        spoken, address = parseaddr(said)
        if not spoken or "@" not in address:
            right = "empty, or written like Robin Lee <robin@example.org>"
            self.complain(cell, said, right, stops_the_row=False)
            return None
        return Person(spoken, address)

    def promise(self, cell: str, usual: Hours) -> Hours | None:
        """In which hours somebody promises to look: `usual` for a mere yes, None for a no.

        What nobody can read is a yes that promises nothing: somebody meant something by it.
        """
        found = len(self.mistakes)
        said = self.text(cell, stops_the_row=False)
        if said.casefold() in NO:
            return None if len(self.mistakes) == found else Hours()
        if said.casefold() in YES:
            return usual
        try:
            hours = read_hours(said)
        except SettingsError:
            hours = Hours()
        if not hours.spans:
            self.complain(cell, said, HOURS_OR_YES, stops_the_row=False)
        return hours

    def yes_or_no(self, cell: str) -> bool:
        """Yes or no as people write it; empty means no."""
        said = self.text(cell).casefold()
        if said not in YES | NO:
            self.complain(cell, said, "yes or no")
        return said in YES
