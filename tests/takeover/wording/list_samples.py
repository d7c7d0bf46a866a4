"""Every page of the list of weekends in every state that it can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takeover.wording import list_pages as pages
from takeover.wording import refusals
from takeover.wording.list_waiting_pages import wish_first, wish_second
from takeover.wording.page_data import Problem

SLIP = pages.Slip("Mail address", "kit@example", "a mail address such as sam@example.org", True)
SMALL_SLIP = pages.Slip("Hello", "", "at most 80 letters; until then the hello is left out", False)


LONG = "Wilhelmina von und zu der Aue."
BOOK = "/list/2026-12-11/book"
WISHES = (wish_first(LONG), wish_second("Bluebell"))


def line(day: int, kind: str, name: str = "Bluebell", **more: object) -> pages.Line:
    made = pages.Line(f"/list/2026-12-{day:02d}", f"Friday {day} December", kind, name=name)
    return replace(made, **more)  # type: ignore[arg-type]


LINES = (
    line(4, "open", until="Monday 9am"),
    line(4, "paused", until="Monday 9am"),
    line(4, "open", until="Monday 9am", words_wait=3),
    line(4, "unreadable", until="Monday 9am", slips=(SLIP, SMALL_SLIP)),
    line(11, "free", "", gap=True, book=BOOK),
    line(11, "cancelled", gap=True, book=f"{BOOK}?from=1", booker=LONG, wishes=WISHES),
    line(11, "cancelled", "", book=BOOK),
    line(18, "free", "", book=BOOK, wishes=WISHES[1:]),
    line(18, "pencilled", LONG, gap=True),
    line(18, "pencilled", ""),
    line(18, "said no", gap=True),
    line(18, "booked"),
    line(25, "break", ""),
    line(25, "said yes"),
    line(25, "all set", slips=(SMALL_SLIP,)),
    line(25, "unreadable", "", slips=(SLIP,)),
)
ENDED = (
    *("POSTED", "SILENT", "NEVER_CAME", "GUEST_STOPPED", "CHARITY_STOPPED", "CANCELLED"),
    *("DECLINED", "NEVER_ACCEPTED", "NEVER_OPENED", "MOVED", "RESTORED", "REHEARSAL_OVER", ""),
)
PAST = tuple(
    line(4, "over", name, how=how, posts=posts)
    for how in ENDED
    for name, posts in (("Bluebell", 41), ("", 1))
)
NEWEST = date(2027, 4, 2)


def each_its_own(lines: tuple[pages.Line, ...], newest: date) -> tuple[pages.Line, ...]:
    """One list has a weekend only once."""
    fridays = (newest - timedelta(weeks=back) for back in range(len(lines)))
    return tuple(replace(one, path=f"/list/{day}") for one, day in zip(lines, fridays, strict=True))


LIST = pages.ListView(
    months=(pages.Month("December 2026", each_its_own(LINES, NEWEST)),),
    past=(),
    troubles=(),
    rehearsing=False,
    coordinator="Robin",
)
TOLD = (
    pages.Told("Wednesday 25 November, 11am", "We wrote to Bluebell: how to get ready."),
    pages.Told("Friday 4 December, 6pm", "Bluebell posted for the first time."),
)
COMING = (
    pages.Coming("Monday 7 December, 9am", "", "goodbye and thank you", "if they come"),
    pages.Coming("Monday 7 December, 9am", "Robin", "the account is ours again", ""),
)
WEEKEND = pages.ListWeekend(
    line=LINES[0],
    heading="Friday 4 December 2026",
    opens="Friday 4 December, 5pm",
    closes="Monday 7 December, 9am",
    cells=(("Status", "booked"), ("Notes", "Likes cats.\nAnd tea."), ("favourite cake", "lemon")),
    chapters=(pages.Chapter("", TOLD),),
    coming=COMING,
    rehearsing=False,
    coordinator="Robin",
    posts="/list/2026-12-04/posts",
    before="/list/2026-11-27",
    after="/list/2026-12-11",
)
SIGN_IN = pages.ListSignIn()
NUMBER = pages.ListNumber(address="robin@example.org")


def _problem(text: str, field: str = "") -> tuple[Problem, ...]:
    return (Problem(text, field),)


PAGES: dict[str, pages.ListPage] = {
    "list-sign-in": SIGN_IN,
    "list-sign-in-no-address": replace(
        SIGN_IN, address="robin", problems=_problem(refusals.NO_ADDRESS, "address")
    ),
    "list-sign-in-first": replace(SIGN_IN, problems=_problem(refusals.SIGN_IN_FIRST)),
    "list-number": NUMBER,
    "list-number-slip": replace(NUMBER, problems=_problem(refusals.NUMBER_HAS_SIX, "number")),
    "list-number-wrong": replace(
        NUMBER, own_device=True, problems=_problem(refusals.NOT_THE_NUMBER, "number")
    ),
    "list-fresh": pages.ListFresh(address="robin@example.org", place="/list/going-live"),
    "list-not-from-here": pages.ListNothingDone(why=refusals.NOT_FROM_OUR_PAGE),
    "list-old-page": pages.ListNothingDone(why=refusals.PAGE_TOO_OLD),
    "list-no-such-weekend": pages.ListNothingDone(
        heading="There is no such weekend", why=refusals.NO_SUCH_WEEKEND
    ),
    "list": LIST,
    "list-with-past": replace(LIST, past=each_its_own(PAST, date(2026, 11, 6)), waiting=1),
    "list-filled": replace(
        LIST, months=(pages.Month("December 2026", each_its_own(LINES[-5:], NEWEST)),), waiting=12
    ),
    "list-rehearsing": replace(
        LIST, rehearsing=True, troubles=("Nobody said yes for the weekend of Friday 27 November.",)
    ),
    "list-advised": replace(
        LIST, advice=("Friday 18 December, “Mail address”: Friday 4 December has the same one.",)
    ),
    "weekend": WEEKEND,
    "weekend-empty": replace(
        WEEKEND, line=LINES[3], cells=(), chapters=(), coming=(), before="", after=""
    ),
    "weekend-wanted": replace(WEEKEND, line=LINES[4], ways=((BOOK, "Book somebody"),)),
    "weekend-left-alone": replace(WEEKEND, line=LINES[2], coming=()),
    "weekend-rehearsed": replace(
        WEEKEND,
        chapters=(pages.Chapter("Rehearsal: Sam", TOLD), pages.Chapter("Bluebell", TOLD)),
        rehearsing=True,
        before="",
    ),
}
PAGES |= {f"list-said-{said}": replace(LIST, said=text) for said, text in pages.SENTENCES.items()}
