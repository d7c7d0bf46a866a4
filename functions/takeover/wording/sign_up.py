"""The public form: what somebody agrees to, and what is said about each field that is not right.

Whoever changes the point or the consent counts `SIGN_UP_VERSION` up: it is kept with each
application. The charity has both looked at by a person before use.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from takeover.model.applicant import LONGEST_WHY
from takeover.wording.agreement import Paragraph, listed, ten_points
from takeover.wording.errors import WordingError
from takeover.wording.length import LONGEST_NAME, check_name, links
from takeover.wording.markup import is_hidden
from takeover.wording.page_data import Problem
from takeover.wording.words import counted

SIGN_UP_VERSION = 1
LONGEST_ADDRESS = 254
LONGEST_NAME_BEFORE_AT = 64
# What browsers take for an address in a field of this kind (the HTML standard says so).
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
PHONE = re.compile(r"[0-9+() .-]{5,30}")
DIGITS = re.compile(r"[0-9]")
FEWEST_DIGITS = 5
YES_OR_NO = ("yes", "no")
# X's own library looks for links for seconds in texts that are made for that, so what nobody writes
# is turned away before: anybody on earth may send this form.
LOOKED_AT = 2 * LONGEST_NAME
DOTS_IN_WORDS = re.compile(r"\.\w")
MOST_DOTS_IN_WORDS = 20

_CONSENT = (
    "I agree that {charity} may keep what I write here, to find a weekend for me. "
    "It says something about my health. I can change my mind at any time."
)

CHOOSE = "Please choose a weekend."
CHOOSE_AGAIN = "This weekend is not free any more. Please choose another one."
CHOOSE_TWO = "You have chosen the same weekend twice. Please change one, or leave this one empty."
SAY_YES_OR_NO = "Please choose yes or no."
ADDRESS_NEEDED = "Please type your mail address, such as sam@example.org."
PHONE_ODD = "Please type the number in digits, such as 020 7946 0999. Or leave it empty."
LINK_IN_WHY = "Please leave out “{link}”: there can be no link in here."
NAME_TOO_LONG = f"The name is far too long: it may have {LONGEST_NAME} letters."
SPACES_IN_WHY = "Please leave a space after each full stop."
AT_IN_WHY = "Please leave out the @ sign here. Your mail address has a place of its own."
TICK_POINT = "Please tick this, if it is true. We can only give a weekend to you if it is."
TICK_CONSENT = "Please tick this. Without it we may not keep your details."
ONCE_MORE = "Nothing has been sent yet. Please look at it once more, and press the button again."
SEND_AGAIN = (
    "This page was open for very long, so nothing was sent. All you wrote is still here. "
    "Please press the button again."
)
NOT_NOW = (
    "Something is not working just now, so nothing was sent. All you wrote is still here. "
    "Please press the button again in a few minutes."
)


def point(*, condition: str) -> str:
    """The first of the ten points, which is asked before anything else."""
    return ten_points(condition=condition, charity="")[0]


def consent(*, charity: str) -> str:
    """What is asked with a box of its own."""
    return _CONSENT.format(charity=charity)


def full(*, account: str, phone: str) -> str:
    """So many people have signed up today that no more are taken."""
    ring = f", or call {phone}" if phone else ""
    return (
        "So many people have written to us today that nothing more fits in. All you wrote is still "
        f"here. Please send it again tomorrow. Or write to us on X, @{account}{ring}."
    )


def privacy(
    *,
    from_name: str,
    deputy_name: str,
    technical_helper_name: str,
    retention_days: int,
    region_in_words: str = "",
    privacy_contact: str = "",
    regulator: str = "",
) -> list[Paragraph]:
    """How we look after an application; a sentence whose filler is empty is left out."""
    people = listed([from_name, deputy_name, technical_helper_name])
    where = f" Our computers are with Amazon in {region_in_words}." if region_in_words else ""
    contact = f" Or write to {privacy_contact}." if privacy_contact else ""
    complain = f" You can complain to {regulator}." if regulator else ""
    return [
        Paragraph("What we keep", "what you write here, what you ticked, and when."),
        Paragraph("Why", "to find a weekend for you, and to write to you about it."),
        Paragraph("Who sees it", f"{people}. Nobody else.{where}"),
        Paragraph(
            "How long",
            f"{retention_days} days, and then we delete it. If you get a weekend, we keep it "
            "until your weekend is over, and tell you how long.",
        ),
        Paragraph(
            "Your say",
            "you can see it, change it, or have it deleted. Tell "
            f"{from_name} in an answer to our mail.{contact}{complain}",
        ),
    ]


def one_line(text: str) -> str:
    """A text as it is kept: in one line, without outer blanks."""
    return " ".join(text.split())


def check_sign_up(given: Mapping[str, str], free: Collection[str]) -> list[Problem]:
    """Say beside each field what is not right with it; `free` are the weekends that can be chosen.

    Nothing that was typed is quoted, but a link; so no problem can be long.
    """
    checks = (_choices(given, free), _name(given), _anonymous(given), _why(given), _reach(given))
    return [*(problem for check in checks for problem in check), *_boxes(given)]


def _choices(given: Mapping[str, str], free: Collection[str]) -> Iterator[Problem]:
    first, second = given["first_choice"], given["second_choice"]
    if not first:
        yield Problem(CHOOSE, "first_choice")
    elif first not in free:
        yield Problem(CHOOSE_AGAIN, "first_choice")
    if second and second not in free:
        yield Problem(CHOOSE_AGAIN, "second_choice")
    elif second and second == first:
        yield Problem(CHOOSE_TWO, "second_choice")


def _name(given: Mapping[str, str]) -> Iterator[Problem]:
    name = one_line(given["public_name"])
    if len(name) > LOOKED_AT:
        yield Problem(NAME_TOO_LONG, "public_name")
        return
    for text in check_name(name):
        yield Problem(text, "public_name")


def _anonymous(given: Mapping[str, str]) -> Iterator[Problem]:
    if given["anonymous"] not in YES_OR_NO:
        yield Problem(SAY_YES_OR_NO, "anonymous")


def _why(given: Mapping[str, str]) -> Iterator[Problem]:
    text = one_line(given["why"])
    too_many = len(text) - LONGEST_WHY
    if too_many > 0:
        yield Problem(f"{counted(too_many, 'letter')} too many. Please make it shorter.", "why")
        return
    if len(DOTS_IN_WORDS.findall(text)) > MOST_DOTS_IN_WORDS:
        yield Problem(SPACES_IN_WHY, "why")
        return
    if any(is_hidden(letter) for letter in text):
        yield Problem("There is a sign in it that can't be seen. Please type it again.", "why")
        return
    try:
        found = links(text)
    except WordingError as error:
        yield Problem(str(error), "why")
        return
    if found:
        yield Problem(LINK_IN_WHY.format(link=found[0]), "why")
    elif "@" in text:
        yield Problem(AT_IN_WHY, "why")


def _reach(given: Mapping[str, str]) -> Iterator[Problem]:
    if not is_address(given["guest_email"].strip()):
        yield Problem(ADDRESS_NEEDED, "guest_email")
    phone = one_line(given["guest_phone"])
    few = len(DIGITS.findall(phone)) < FEWEST_DIGITS
    if phone and (few or not PHONE.fullmatch(phone)):
        yield Problem(PHONE_ODD, "guest_phone")


def is_address(text: str) -> bool:
    """Is this one plain mail address, that no mail program reads as more than that?"""
    name = text.partition("@")[0]
    if len(text) > LONGEST_ADDRESS or len(name) > LONGEST_NAME_BEFORE_AT:
        return False
    dots = name.startswith(".") or name.endswith(".") or ".." in name
    return not dots and bool(ADDRESS.fullmatch(text))


def _boxes(given: Mapping[str, str]) -> Iterator[Problem]:
    if given["point"] != "yes":
        yield Problem(TICK_POINT, "point")
    if given["consent"] != "yes":
        yield Problem(TICK_CONSENT, "consent")
