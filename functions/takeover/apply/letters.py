"""From a planned step to a mail: who gets it, from whom, in which words."""

from __future__ import annotations

from takeover.apply.fillers import Blanks, fill
from takeover.errors import StaleError
from takeover.model.credentials import in_path
from takeover.model.mail_event import tags
from takeover.model.steps import To
from takeover.ports import Attachment, Letter
from takeover.settings import Person
from takeover.wording import MailText, render_mail
from takeover.wording.calendar import calendar_entry

CALENDAR_FILE = "weekend.ics"
SAYS_WHEN = {"booked", "moved", "kept_again"}
"""Texts that come with a calendar entry, or with its next edition."""
CALLS_OFF = {"cancelled", "said_no"}
"""Mails whose calendar entry takes the first one out of the calendar again."""


def letter(blanks: Blanks) -> Letter:
    """The mail of one step; in rehearsal the coordinator alone gets it, with who it was for.

    Raises StaleError if the row has lost this guest's address since the plan was made.
    """
    planned, settings = blanks.planned, blanks.world.settings
    wanted = _recipients(blanks)
    rehearsal = _rehearsal(blanks)
    reader = ", ".join(str(person) for person in wanted) if rehearsal else None
    text = words(blanks, reader)
    outside = planned.step.to in {To.GUEST, To.TRUSTEES}
    answers = settings.coordinator if outside else settings.technical_helper
    everyone = (settings.coordinator,) if rehearsal else wanted
    return Letter(
        to=tuple(dict.fromkeys(person.address for person in everyone)),
        reply_to=answers.address,
        from_name=settings.coordinator.first_name,
        subject=text.subject,
        text=text.text,
        html=text.html,
        tags=tags(planned.record, planned.key),
        attachments=attachments(blanks),
    )


def words(blanks: Blanks, reader: str | None = None) -> MailText:
    """What the mail says; with a `reader` one line on top says who it is for."""
    template = blanks.planned.step.template
    return render_mail(template, fill(blanks, template), text=blanks.own.text, rehearsal_for=reader)


def _recipients(blanks: Blanks) -> tuple[Person, ...]:
    settings = blanks.world.settings
    match blanks.planned.step.to:
        case To.GUEST:
            if not blanks.guest.address:
                raise StaleError("the guest's address is gone from the roster")
            return (Person(blanks.guest.public_name, blanks.guest.address),)
        case To.COORDINATOR_AND_DUTY:
            return (settings.coordinator, blanks.duty)
        case To.TRUSTEES:
            return settings.trustees
        case _:
            return (settings.coordinator,)


def _rehearsal(blanks: Blanks) -> bool:
    sight = blanks.planned.sight
    return sight.turn.rehearsal if sight else False


def attachments(blanks: Blanks) -> tuple[Attachment, ...]:
    """What goes along with this mail: a calendar entry, or nothing."""
    planned = blanks.planned
    off = planned.step.name in CALLS_OFF
    if not (off or SAYS_WHEN & {planned.step.template, *planned.absorbs}):
        return ()
    window, settings = blanks.sight.window, blanks.world.settings
    turn = blanks.sight.turn
    # One entry, however often the weekend moves: a later edition replaces an earlier one.
    first = in_path(turn.calendar or turn.id)
    entry = calendar_entry(
        uid=f"{first}@{settings.sender.address.split('@')[1]}",
        sequence=turn.sequence + off,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        from_name=settings.coordinator.first_name,
        sender_address=settings.sender.address,
        stamp=blanks.look.now,
        cancelled=off,
    )
    return (Attachment(CALENDAR_FILE, entry, "text/calendar", {"method": "PUBLISH"}),)
