"""The sample roster: invented people in a coordinator's sheet, moved to the weekends ahead."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

SHEET = Path(__file__).with_name("sample.csv")
FRIDAY = 4
# A window starts within three days of the Friday that names its weekend.
NEAREST = timedelta(days=3)


@dataclass(frozen=True)
class DemoWeekend:
    """The weekend that passes while you watch: named by the nearest Friday, minutes long."""

    friday: date
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def starting(cls, starts_at: datetime, length: timedelta, zone: ZoneInfo) -> "DemoWeekend":
        """Return a weekend that starts at this instant, to the second."""
        local = starts_at.astimezone(zone).replace(microsecond=0)
        nearest = local.date() + NEAREST
        friday = nearest - timedelta(days=(nearest.weekday() - FRIDAY) % 7)
        return cls(friday, local, local + length)

    @property
    def turn(self) -> str:
        """Return the name of its first turn in the ledger."""
        return f"{self.friday}#1"


def read_sheet(path: Path = SHEET) -> list[dict[str, str]]:
    """Return the sheet's rows; empty cells are left out, as in a table that a person fills."""
    with path.open(encoding="utf-8", newline="") as sheet:
        return [{cell: text for cell, text in row.items() if text} for row in csv.DictReader(sheet)]


def moved_to(rows: Iterable[Mapping[str, str]], demo: DemoWeekend) -> list[dict[str, str]]:
    """Move the sheet by whole weeks so that its first row is the demonstration's weekend."""
    moved = [dict(row) for row in rows]
    weeks = demo.friday - date.fromisoformat(moved[0]["weekend"])
    for row in moved:
        row["weekend"] = str(date.fromisoformat(row["weekend"]) + weeks)
    moved[0]["starts_at"] = f"{demo.starts_at:%Y-%m-%d %H:%M:%S}"
    moved[0]["ends_at"] = f"{demo.ends_at:%Y-%m-%d %H:%M:%S}"
    return moved


def with_you(row: Mapping[str, str], demo: DemoWeekend, address: str) -> dict[str, str]:
    """Give a row to whoever looks at the demonstration: another guest, so another turn."""
    return {
        **row,
        "guest_email": address,
        "public_name": "Visitor",
        "notes": "you",
        "starts_at": f"{demo.starts_at:%Y-%m-%d %H:%M:%S}",
        "ends_at": f"{demo.ends_at:%Y-%m-%d %H:%M:%S}",
    }


def write_roster(
    dynamodb: Any, table: str, account: str, rows: Iterable[Mapping[str, str]]
) -> None:
    """Write rows as the coordinator would in the DynamoDB console: text in every cell."""
    for row in rows:
        cells = {cell: {"S": text} for cell, text in row.items()}
        dynamodb.put_item(TableName=table, Item={"account": {"S": account}, **cells})
