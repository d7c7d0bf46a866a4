"""The pages about mails to come, in every state that they can be in."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import list_mail_pages as pages
from takeover.wording.list_pages import Coming
from takeover.wording.markup import Html
from tests.takeover.wording.list_samples import COMING

PATH = "/list/mails/2026-12-04/getting_ready"
TO_GUEST = Coming("Wednesday 25 November, 11am", "Bluebell", "how to get ready", "", path=PATH)
PERHAPS = replace(TO_GUEST, only_if="if they have not said yes by then")
MAILS = pages.ListMails(
    weeks=(
        pages.Week("Monday 23 November", (TO_GUEST, replace(PERHAPS, held=True))),
        pages.Week("Monday 7 December", COMING),
    ),
    rehearsing=False,
    coordinator="Robin",
)
MAIL = pages.ListMail(
    coming=TO_GUEST,
    path=PATH,
    subject="Friday 4 December: how to get ready",
    inside=Html('<p>Hello Bluebell,</p>\n<p><a href="/">See it</a></p>'),
    to_guest=True,
    about=("/list/2026-12-04", "Friday 4 December 2026"),
)
PAGES = {
    "list-mails": MAILS,
    "list-mails-none": replace(MAILS, weeks=(), rehearsing=True),
    "list-mail": MAIL,
    "list-mail-perhaps": replace(MAIL, coming=PERHAPS, with_calendar=True),
    "list-mail-may-go": replace(MAIL, may_hold=True, may_go=True),
    "list-mail-new": replace(MAIL, why_not=pages.HOLD_LATER),
    "list-mail-rehearsed": replace(MAIL, why_not=pages.NO_HOLD_IN_REHEARSAL),
    "list-mail-held": replace(MAIL, coming=replace(TO_GUEST, held=True), may_hold=True),
    "list-mail-to-the-team": replace(
        MAIL, coming=COMING[1], to_guest=False, about=("", ""), subject="All well"
    ),
}
