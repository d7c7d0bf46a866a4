"""What `make live` and `make doctor` say, where a word of the code would say less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from takeover.model.steps import Step
from takeover.planning.preview import Expected
from takeover.settings import Settings
from takeover.wording import dates

# By the mail's text, or the post's step; a step that is not here says why it comes.
CONTENT = {
    "booked": "the first mail, with their link: please say yes",
    "still_for_you": "is the weekend still for you?",
    "still_good": "is the date still good?",
    "getting_ready": "how to get ready",
    "all_set": "tomorrow it starts; one tap shows that our mail arrives",
    "nobody_sure": "nobody has said yes yet",
    "please_ring": "please ring the guest, who has not tapped that our mail arrives",
    "waiting_to_open": "it starts soon and the account is not with the guest",
    "number": "the number that opens the account",
    "introduction": "who has the account this weekend",
    "not_signed_in": "the guest has not been there yet",
    "no_rush": "there is no rush",
    "farewell": "goodbye and thank you",
    "receipt": "the account is ours again, with the proof",
    "thank_you": "thank you",
    "did_not_work_out": "it did not work out; another date?",
    "survey": "how was it? The survey",
    "survey_again": "the survey, once more",
    "answers": "the guest's answers",
    "weekly": "Wednesday's look-ahead",
    "mistakes": "a mistake in the list of weekends",
}
NOTHING = "  Nothing at all: no weekend of the list is booked and near enough."


def content(step: Step) -> str:
    """Say what a mail or a post is about."""
    return CONTENT.get(step.template, step.why)


def schedule(expected: Sequence[Expected], settings: Settings) -> Iterator[str]:
    """Say line by line what is sent, day by day, on the charity's own clocks."""
    if not expected:
        yield NOTHING
    # A compressed weekend takes minutes, so its seconds count.
    form = "%H:%M:%S" if settings.timeline_overrides else "%H:%M"
    day: date | None = None
    for one in expected:
        local = one.at.astimezone(settings.zone)
        if local.date() != day:
            day = local.date()
            yield f"\n  {dates.day_short(day)}"
        readers = " and ".join(str(person) for person in one.to)
        where = f"mail to {readers}" if readers else f"post on @{settings.account}"
        weekend = f" ({dates.day_short(one.weekend)})" if one.weekend else ""
        yield f"    {local:{form}}  {where}: {content(one.step)}{weekend}"
        if one.only_if:
            yield f"    {' ' * len(f'{local:{form}}')}  only {one.only_if}"
