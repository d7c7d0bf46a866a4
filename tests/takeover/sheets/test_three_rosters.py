"""Three invented rosters with real mistakes: each mistake is found, and nothing right is lost."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl

from tests.takeover.sheets.listed import SAM, found, good, understood

ROSTERS = Path(__file__).parent / "rosters"


def workbook() -> bytes:
    """A rota as Excel keeps it: real dates, ticks, a title, a second sheet, numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Rota"
    sheet.append(["OUR TAKEOVERS"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(
        ["No.", "Friday", "Guest", "Email", "Mobile", "Anonymous?", "Booked?", "Spoke on", None]
    )
    rows: list[list[object]] = [
        [1, date(2026, 11, 6), "Bea Ford", "bea@example.org", None, False, "Yes"],
        [2, date(2026, 12, 4), "Sam Field", "sam@example.org", "01632 960001", False, "Yes",
         date(2026, 11, 14)],
        [3, date(2025, 12, 11), "Kim Lowe", "kim@example.org", 1632960002, False, "Yes"],
        [4, date(2026, 12, 18), "Jo Hart", "JO@Example.org ", "+44 1632 960003", False, "Yes"],
        [5, date(2026, 12, 25), "Christmas break"],
        [6, date(2026, 1, 8), "Ali Moor", "ali@example.org", None, False, "Yes"],
        [7, "=B9+7", "Mo Penn", "mo@example.org", None, False, "Yes"],
        [8, date(2027, 1, 22), "Sam Field (2)", "sam@example.org", None, False, "no"],
        [9, date(2027, 1, 29), "tbc"],
        [10, date(2027, 2, 5), "Ren Oak", "ren@example.org", None, "dunno", "Yes", None, "vip"],
        [11, "#REF!", "Lou Wick", "lou@example.org", None, False, "Yes"],
        [12, date(2027, 2, 19), None, None, None, None, None],
        ["Total", None, 8],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    book.create_sheet("2025").append(["Date", "Name"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_rota_from_windows_with_semicolons() -> None:
    read = understood((ROSTERS / "winter-rota.csv").read_bytes(), SAM)
    assert found(read) == [
        ("A6", "11/12/25", "2026-12-11", "left out"),
        ("D6", "1632960002", "01632960002", "stays"),
        ("C7", "jo at example.org", "jo@example.org", "left out"),
        ("A10", "Sat 9 Jan 2027", "2027-01-08", "left out"),
        ("B11", "Zoë Marsh (2)", "Zoë Marsh", "read"),
        ("E11", "Zoë (2)", "Zoë", "read"),
    ]
    zoe = {
        "guest_name": "Zoë Marsh",
        "guest_email": "zoe@example.org",
        "guest_phone": "01632 960011",
        "public_name": "Zoë",
        "anonymous": "no",
    }
    assert good(read) == {
        "2026-11-27": {**zoe, "status": "booked", "notes": "likes tea, cake & “quiet”"},
        "2026-12-04": {
            "guest_name": "Sam Field",
            "guest_email": "sam@example.org",
            "guest_phone": "01632 960001",
            "public_name": "Sam",
            "anonymous": "no",
            "status": "booked",
        },
        "2026-12-25": {"status": "break", "notes": "Christmas"},
        "2027-01-01": {},
        "2027-01-15": {**zoe, "status": "pencilled"},
        "2027-01-22": {},
    }
    assert (read.notes, read.remarks, read.over) == (
        ("Letters with accents were read as Windows-1252.",), 1, (),
    )  # fmt: skip


def test_a_workbook_with_real_dates_and_formulas() -> None:
    read = understood(workbook(), SAM)
    assert found(read) == [
        ("I3", "", "", "stays"),
        ("B6", "2025-12-11", "2026-12-11", "left out"),
        ("E6", "1632960002", "01632960002", "stays"),
        ("B9", "2026-01-08", "2027-01-08", "left out"),
        ("B10", "=B9+7", "", "left out"),
        ("C11", "Sam Field (2)", "Sam Field", "read"),
        ("F13", "dunno", "", "left out"),
        ("B14", "#REF!", "", "left out"),
    ]
    assert good(read) == {
        "2026-12-04": {
            "No.": "2",
            "guest_name": "Sam Field",
            "guest_email": "sam@example.org",
            "guest_phone": "01632 960001",
            "anonymous": "no",
            "status": "booked",
            "talked_on": "2026-11-14",
        },
        "2026-12-18": {
            "No.": "4",
            "guest_name": "Jo Hart",
            "guest_email": "JO@Example.org",
            "guest_phone": "+44 1632 960003",
            "anonymous": "no",
            "status": "booked",
        },
        "2026-12-25": {"No.": "5", "status": "break"},
        "2027-01-22": {
            "No.": "8",
            "guest_name": "Sam Field",
            "guest_email": "sam@example.org",
            "anonymous": "no",
            "status": "pencilled",
        },
        "2027-01-29": {"No.": "9", "status": "pencilled"},
        "2027-02-19": {"No.": "12"},
    }
    assert (read.notes, read.remarks, read.over) == (
        ("Only the sheet “Rota” was read, not “2025”.",), 1, (4,),
    )  # fmt: skip


def test_a_list_with_remarks_doubles_and_emoji() -> None:
    read = understood((ROSTERS / "our-weekends.csv").read_bytes(), SAM)
    assert found(read) == [
        ("B4", "boked", "booked", "left out"),
        ("A7", "4 Dec", "", "stays"),
        ("E8", "See my blog at jo.example.org", "", "stays"),
        ("G10", "5pm", "2027-01-01 17:00", "left out"),
        ("A13", "Thu 22 January 2027", "2027-01-22", "read"),
        ("D14", "", "", "left out"),
        ("A15", "2027-02-05", "", "left out"),
        ("A16", "5/2/2027", "", "left out"),
        ("C17", "pat@example.org; lou@example.org", "pat@example.org", "left out"),
        ("A18", "19/2/2062", "2027-02-19", "left out"),
        ("A20", "some day in March", "", "left out"),
    ]
    assert good(read) == {
        "2026-12-04": {
            "status": "booked",
            "guest_email": "sam@example.org",
            "public_name": "Sam 🌻",
            "introduction": "Gardener 🌻, bad at resting.",
            "anonymous": "no",
            "T-shirt": "M",
            "talked_on": "14/11/2026",
        },
        "2026-12-18": {
            "status": "booked",
            "guest_email": "jo@example.org",
            "public_name": "Jo",
            "introduction": "See my blog at jo.example.org",
            "anonymous": "no",
        },
        "2026-12-25": {"status": "break"},
        "2027-01-08": {},
        "2027-01-15": {"status": "pencilled"},
        "2027-01-22": {
            "status": "booked",
            "guest_email": "mo@example.org",
            "public_name": "Mo",
            "anonymous": "no",
        },
        "2027-02-26": {},
    }
    assert (read.notes, read.remarks, read.over) == ((), 2, ())
