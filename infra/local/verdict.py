"""What the demonstration claims at its end, row by row, and whether it held."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from local.guest import ANSWER, POSTS, Attempt
from local.sample import DemoWeekend
from local.show import StepLine, summary
from local.stack import LocalStack
from local.watch import Watch

# What one usual weekend consists of, in order.
STEPS = (
    "begin", "booked", "getting_ready", "all_set", "ready_2_days", "ready_3_hours", "open", "number",  # noqa: E501
    "introduction", "too_much", "close", "proof", "farewell", "receipt", "thank_you", "survey",
    "answers",
)  # fmt: skip
MAILS = (
    "booked", "getting_ready", "all_set", "number", "too_much", "receipt", "thank_you", "survey",
    "answers",
)  # fmt: skip


def verdict(
    console: Console,
    demo: DemoWeekend,
    watch: Watch,
    attempts: Sequence[Attempt],
    stack: LocalStack,
) -> bool:
    """Print the tables and one plain sentence; True if everything held."""
    wrong = [
        *_steps(console, demo, watch.steps, stack),
        *_refusals(console, attempts),
        *_posts(stack),
        *_news(watch, stack),
        *watch.errors,
    ]
    if wrong:
        console.print("\n[red bold]Not as promised:[/red bold] " + "; ".join(wrong) + ".")
        return False
    console.print(
        "\n[green bold]All of it held:[/green bold] each step once, each mail once, and nothing "
        "could be posted before the start, during the pause or after the end."
    )
    return True


def _steps(
    console: Console, demo: DemoWeekend, lines: Sequence[StepLine], stack: LocalStack
) -> list[str]:
    ours = [line for line in lines if line.turn == demo.turn and line.done]
    times = Counter(line.step for line in ours)
    mails = _mails(demo, stack)
    rows, wrong = [], []
    for step in STEPS:
        taken = [line for line in ours if line.step == step]
        sent = str(mails[step]) if step in MAILS else "–"
        first = taken[0] if taken else None
        rows.append(
            (
                step,
                first.function if first else "–",
                str(times[step]),
                sent,
                f"{first.late_by:.1f} s" if first else "–",
            )
        )
        if times[step] != 1:
            wrong.append(f"{step} was taken {times[step]} times")
        if step in MAILS and mails[step] != 1:
            wrong.append(f"the mail {step} went out {mails[step]} times")
    head = ("step", "by", "taken", "mails", "after it was due")
    summary(console, "Each step once, each mail once", head, rows)
    wrong += [f"{step} was not expected" for step in set(times) - set(STEPS)]
    return wrong


def _mails(demo: DemoWeekend, stack: LocalStack) -> Counter[str]:
    turn = demo.turn.replace("#", "_")
    return Counter(
        str(mail["tags"]["step"]) for mail in stack.mails() if mail["tags"].get("turn") == turn
    )


def _news(watch: Watch, stack: LocalStack) -> list[str]:
    """Has SES's word on each mail, sent and delivered, reached the stack?"""
    mails = len(stack.mails())
    told = {kind: watch.told(kind) for kind in ("Send", "Delivery")}
    return [
        f"of {mails} mails the stack heard {kind} of {number}"
        for kind, number in told.items()
        if number != mails
    ]


def _refusals(console: Console, attempts: Sequence[Attempt]) -> list[str]:
    rows = [
        (one.what, f"{one.status} {one.because}".strip(), "refused" if one.refused else "LET IN")
        for one in attempts
    ]
    summary(console, "Tries to post outside the weekend", ("when and how", "answer", ""), rows)
    return [f"a try {one.what} was not refused" for one in attempts if not one.refused]


def _posts(stack: LocalStack) -> list[str]:
    texts = [post.text for post in stack.posts()]
    theirs = (*POSTS, ANSWER)
    wrong = [
        f"“{text}” stands {texts.count(text)} times" for text in theirs if texts.count(text) != 1
    ]
    if len(texts) != len(theirs) + 2:
        wrong.append(f"{len(texts)} posts stand on the account instead of {len(theirs) + 2}")
    return wrong
