"""One weekend's record for the trustees: questions, and sentences that answer them."""

from __future__ import annotations

from collections.abc import Mapping

from takeover.model.turn import Ending, Fact

WHO_CHOSE = "Who chose the guest?"
AGREED = "What did they agree to?"
ON_DUTY = "Who was on duty?"
WHEN = "When could they post?"
ENDED = "Did it end?"
LOGIN = "Did they ever have our password?"
POSTED = "What was posted?"
WRONG = "Did anything go wrong?"
HOW_WAS_IT = "How was it for the guest?"
DETAILS = "Personal details"

NO_LOGIN = "No. Nobody gets it."
NOTHING_WRONG = "Nothing that our records show."
NOTHING_POSTED = "Nothing."
NOT_OVER = "Not yet. It is still on."
NOT_CHECKED = "It could not be checked."
NOT_BEGUN = "It has not begun yet."
NOBODY = "Nobody had the account on this weekend."
CONTACT = "Asked us to get in touch."

WENT_WRONG: Mapping[Fact, str] = {
    Fact.PAUSED: "“This is too much” was tapped, and everything stopped.",
    Fact.TOLD_US: "The guest told us of somebody in danger, or of somebody who was guessing.",
    Fact.SUSPENDED: "The list could not be read, so for a while nothing could be posted.",
    Fact.NEW_NUMBER: "To be safe, the old link and number were ended, and the guest got new ones.",
    Fact.NUMBERS_USED_UP: "So many wrong numbers were typed in a day that nobody could try on.",
    Fact.BOUNCED: "Our mails did not reach the guest.",
}
ENDED_OTHERWISE: Mapping[Ending, str] = {
    Ending.GUEST_STOPPED: "The guest ended it early.",
    Ending.CHARITY_STOPPED: "We ended it early.",
    Ending.NEVER_CAME: "The guest never came.",
}


def chosen(by: str, on: str) -> str:
    """Who chose, and when they talked, as the list has it; either may be empty."""
    talk = f"a talk on {on}" if on else ""
    if by and talk:
        return f"{by}, after {talk}."
    return f"{by}." if by else f"After {talk}."


def agreed(terms: str, consent: str, at: str) -> str:
    """What was agreed to, by the versions of the texts where they are known."""
    if not terms:
        return f"The ten points, on {at}."
    return f"The ten points, version {terms}, and the health consent, version {consent}, on {at}."


def ended(closes: str, closed: str, *, early: bool) -> str:
    """When it was over, and when all was tidied up."""
    if early:
        return f"Yes, on {closed}."
    return f"Yes. Their time was up on {closes}. All was tidied up on {closed}."


def checked(at: str) -> str:
    """How we know that it is closed."""
    return f"Checked on {at}, by trying to post as the guest: refused."


def posted(posts: str, first: str, last: str, down: int) -> str:
    """How much was posted; `last` may be empty."""
    said = f"{posts}. The first on {first}"
    said += f", the last on {last}." if last else "."
    return f"{said} Taken down again: {down}."


def unsure(number: int) -> str:
    """Say of how much nobody knows whether it went out."""
    return f"Mails or posts of which nobody knows whether they went out: {number}."


def deleted(on: str) -> str:
    """That the guest is forgotten."""
    return f"Deleted on {on}."


def to_be_deleted(on: str) -> str:
    """When the guest will be forgotten."""
    return f"To be deleted on {on}."
