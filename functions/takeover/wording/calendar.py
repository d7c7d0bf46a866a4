"""The calendar entry that goes with a booked weekend; nothing in it tells what the weekend is."""

from datetime import UTC, datetime

from takeover.wording.dates import aware
from takeover.wording.mail import sender_name

TITLE = "Weekend online"


def calendar_entry(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    from_name: str,
    sender_address: str,
    stamp: datetime,
    cancelled: bool = False,
) -> bytes:
    """Return an iCalendar file with one entry: shows as free, private, without an alarm.

    The instants are aware and written in UTC, so that every calendar shows them in its own zone.
    A later entry with the same `uid` and a higher `sequence` replaces this one.
    """
    from icalendar import Calendar, Event, vCalAddress, vText  # noqa: PLC0415 -- slow import

    organiser = vCalAddress(f"mailto:{sender_address}")
    organiser.params["cn"] = vText(sender_name(from_name))
    entry = Event()
    entry.add("uid", uid)
    entry.add("sequence", sequence)
    entry.add("dtstamp", aware(stamp).astimezone(UTC))
    entry.add("dtstart", aware(starts_at).astimezone(UTC))
    entry.add("dtend", aware(ends_at).astimezone(UTC))
    entry.add("summary", TITLE)
    entry.add("description", f"Link and details: see your mail from {from_name}.")
    entry.add("organizer", organiser)
    entry.add("transp", "TRANSPARENT")
    # Outlook does not look at TRANSP, and people share their calendars with colleagues.
    entry.add("x-microsoft-cdo-busystatus", "FREE")
    entry.add("class", "PRIVATE")
    if cancelled:
        entry.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Weekend team//Weekend online//EN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
