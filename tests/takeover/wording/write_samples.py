"""Writing, in every state of its pages."""

from __future__ import annotations

from dataclasses import replace

from takeover.wording import kept_pages as kept
from takeover.wording import page_data as pages
from takeover.wording import refusals
from takeover.wording import write_pages as write
from takeover.wording.page_data import Notice, Page, Problem
from takeover.wording.threads import thread_problems

WORDS = "What helps you sleep?\n\nI put the radio on, very low."
THREAD = ("I slept well, for once.", WORDS, "And you?")
HELLO = "Until Monday our account is with someone who lives with multiple sclerosis. Say hello!"
LONG_WORD = "incomprehensibilities" * 12
BAR = pages.Bar("Monday 9am", "2 days and 15 hours")
LAST_HOURS = pages.Bar("Monday 9am", "1 hour and 5 minutes", goodbye_by="9am")
NAME = "e" * 16

AT = "Saturday 5 December, 10.12am"
POSTED = (
    write.Thread((write.Posted("a" * 16, WORDS, AT),)),
    write.Thread((write.Posted("b" * 16, LONG_WORD, "Saturday 5 December, 9am", unsure=True),)),
    write.Thread(
        (write.Posted("c" * 16, "Good evening, all.", "Friday 4 December, 6pm", taken_down=True),)
    ),
)
REFUSED = write.Thread(
    (write.Posted("d" * 16, "Same again.", AT, posted=False),), again=("Same again.",)
)
STOPPED = write.Thread(
    tuple(
        write.Posted(f"f{number}", text, AT, posted=number < 2, note=f"{number} of 3. ")
        for number, text in enumerate(THREAD, start=1)
    ),
    carry_on="f" * 16,
)
WRITE = write.Write(bar=BAR, threads=POSTED, kept=NAME)
PRACTISE = write.Write(practice=True, kept=NAME)
PREVIEW = write.Preview(bar=BAR, texts=(WORDS,), attempt="d" * 16, kept=NAME)
LINK = write.LinkFound(bar=BAR, texts=("A good night.So I sleep.",), kept=NAME, link="night.So")
HALF_WAY = write.HalfWay(
    bar=BAR,
    attempt=NAME,
    out=1,
    parts=3,
    rest=THREAD[1:],
    why=refusals.half_way("later", from_name="Robin"),
)

KEPT_ONE = kept.KeptWords(NAME, (WORDS,), day="2026-12-05", hour="19", minute="05")
TIMES = kept.Times(
    days=(kept.Choice("2026-12-05", "Saturday 5 December"),),
    hours=tuple(kept.Choice(str(hour), f"{hour}am") for hour in range(1, 12)),
    minutes=(kept.Choice("0", "00"), kept.Choice("5", "05")),
    first="Saturday 5 December, 10.15am",
    last="Monday 7 December, 8.50am",
)
KEPT = kept.Kept(
    words=(
        replace(KEPT_ONE, sends_at="Saturday 5 December, 7.05pm"),
        replace(KEPT_ONE, texts=THREAD),
        replace(KEPT_ONE, missed="Saturday 5 December, 9am"),
        replace(KEPT_ONE, refused=refusals.never_sent("never")),
    ),
    times=TIMES,
    bar=BAR,
    may_write=True,
)


def _problem(text: str, field: str = "text") -> tuple[Problem, ...]:
    return (Problem(text, field),)


PAGES: dict[str, Page] = {
    "write": replace(WRITE, threads=()),
    "write-posted": replace(WRITE, notice=Notice.POSTED),
    "write-introduced": replace(WRITE, introduced="Friday 4 December, 5pm"),
    "write-taken-down": replace(WRITE, notice=Notice.TAKEN_DOWN),
    "write-busy": replace(WRITE, bar=replace(LAST_HOURS, busy=True)),
    "write-last-hours": replace(WRITE, bar=LAST_HOURS, later=2),
    "write-later": replace(WRITE, later=3, next_at="Saturday 5 December, 7pm"),
    "write-refused": replace(WRITE, threads=(REFUSED, *POSTED)),
    "write-half-way": replace(WRITE, threads=(STOPPED, *POSTED)),
    "write-few-left": replace(WRITE, left=write.left_words(4, 200)),
    "write-none-left": replace(WRITE, left=write.left_words(0, 200)),
    "write-little-money": replace(WRITE, left=write.left_words(40, 1)),
    "write-too-long": replace(
        WRITE, texts=("x " * 150,), split_into=2, problems=_problem("19 letters too many.")
    ),
    "write-far-too-long": replace(
        WRITE, texts=("x " * 350,), split_into=4, problems=_problem("419 letters too many.")
    ),
    "write-parts": replace(WRITE, texts=(*THREAD, "")),
    "write-parts-too-long": replace(
        WRITE,
        texts=(*THREAD, "x " * 150),
        split_into=5,
        problems=_problem("Part 4: 19 letters too many.", "text-4"),
    ),
    "write-too-many-parts": replace(
        WRITE, texts=THREAD * 4, problems=_problem(thread_problems(THREAD * 4)[0])
    ),
    "write-cannot-split": replace(
        WRITE, texts=("x" * 300,), problems=_problem(refusals.CANNOT_SPLIT)
    ),
    "write-same-words": replace(WRITE, texts=(WORDS,), problems=_problem(refusals.SAME_WORDS)),
    "write-once-more": replace(WRITE, texts=(WORDS,), problems=_problem(refusals.LOOK_ONCE_MORE)),
    "write-old-page": replace(WRITE, texts=(WORDS,), problems=_problem(refusals.PAGE_TOO_OLD)),
    "write-take-down-unsure": replace(WRITE, problems=_problem(refusals.TAKE_DOWN_UNSURE, "")),
    "write-take-down-refused": replace(WRITE, problems=_problem(refusals.TAKE_DOWN_REFUSED, "")),
    "write-nothing-to-keep": replace(WRITE, problems=_problem(refusals.NOTHING_TO_KEEP)),
    "write-kept-enough": replace(WRITE, texts=(WORDS,), problems=_problem(refusals.KEPT_ENOUGH)),
    "write-kept-too-long": replace(
        WRITE, texts=(WORDS,), problems=_problem(refusals.KEPT_TOO_LONG)
    ),
    "practise": PRACTISE,
    "practise-later": replace(PRACTISE, later=1, notice=Notice.PRACTISED, texts=(WORDS,)),
    "link-found": LINK,
    "link-found-again": replace(LINK, meant=("Shift.ms",)),
    "link-found-practice": replace(LINK, bar=None, practice=True),
    "preview": PREVIEW,
    "preview-thread": replace(PREVIEW, texts=THREAD),
    "preview-practice": replace(PREVIEW, bar=None, practice=True, attempt=""),
    "preview-link": replace(PREVIEW, texts=("Read this: Shift.ms",), links=("Shift.ms",)),
    "preview-links": replace(
        PREVIEW, texts=("https://a.org Shift.ms",), links=("https://a.org", "Shift.ms")
    ),
    "preview-sensitive": replace(PREVIEW, sensitive=("hospital", "my town")),
    "take-down": write.TakeDown(bar=BAR, post=POSTED[0].parts[0], action="/take-down", back="/"),
    "take-down-part": write.TakeDown(
        bar=BAR, post=STOPPED.parts[0], action="/take-down", back="/", parts=3
    ),
    "take-down-answer": write.TakeDown(
        bar=BAR, post=POSTED[0].parts[0], action="/talk/take-down", back="/talk"
    ),
    "introduction": write.Introduction(bar=BAR, words=HELLO, at=AT),
    "introduction-not-known": write.Introduction(bar=BAR, words="", at=AT),
    "half-way": HALF_WAY,
    "kept": KEPT,
    "kept-none": kept.Kept(words=(), bar=BAR, may_write=True),
    "kept-with-the-link": kept.Kept(words=(KEPT_ONE,), number_needed=True, may_write=True),
    "kept-in-the-last-hours": replace(KEPT, closes="9am", notice=Notice.KEPT),
    "kept-in-a-pause": kept.Kept(words=(KEPT_ONE,), notice=Notice.NOT_SENT),
    "kept-will-be-sent": replace(KEPT, notice=Notice.WILL_BE_SENT),
    "kept-thrown-away": replace(KEPT, notice=Notice.THROWN_AWAY),
    "kept-not-then": replace(
        KEPT, problems=_problem(refusals.not_then(TIMES.first, TIMES.last), "day-2")
    ),
    "kept-out-already": replace(KEPT, problems=_problem(refusals.OUT_ALREADY, "")),
    "kept-gone": replace(KEPT, problems=_problem(refusals.KEPT_GONE, "")),
    "throw-away": kept.ThrowAway(words=KEPT_ONE),
    "throw-away-in-time": kept.ThrowAway(
        words=replace(KEPT_ONE, sends_at="Saturday 5 December, 7.05pm")
    ),
    "over-unsent": pages.Over(by=pages.Close.CLOCK, duty_name="Ash", unsent=(THREAD, (WORDS,))),
}
PAGES |= {
    f"half-way-{kind}{'-until' if until else ''}": replace(
        HALF_WAY,
        out=out,
        why=refusals.half_way(kind, from_name="Robin", until=until),
        rest=THREAD[out:],
        may_carry_on=kind not in {"never", "target_gone"},
    )
    for kind, until, out in (
        ("later", "Saturday 5 December, 11pm", 2),
        ("unsure", "", 0),
        ("unfinished", "", 1),
        ("credit", "", 1),
        ("never", "", 1),
        ("target_gone", "", 1),
        ("not_allowed", "", 1),
    )
}
PAGES |= {
    f"preview-{kind}{'-until' if until else ''}": replace(
        PREVIEW,
        problems=_problem(refusals.not_taken_by_x(kind, from_name="Robin", until=until), ""),
    )
    for kind, until in (
        ("later", ""),
        ("later", "Saturday 5 December, 11pm"),
        ("enough_today", "Saturday 5 December, 11pm"),
        ("enough_for_all", ""),
        ("credit", ""),
        ("not_allowed", ""),
    )
}
