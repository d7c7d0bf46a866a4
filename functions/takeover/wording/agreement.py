"""What a guest agrees to, how we look after their details, and what we ask afterwards.

Whoever changes the ten points or the consent counts its version up: the ledger keeps the version
that a guest said yes to. The charity has both looked at by a person before use.
"""

from dataclasses import dataclass

TERMS_VERSION = 1
CONSENT_VERSION = 1

_POINTS = (
    "I am 18 or over and I live with {condition}.",
    "I will write in my own words. Only I will post.",
    "I will be kind. No insults and no hate.",
    "I will not give medical advice. I may say what happened to me.",
    "I will not sell things, ask for money, or tell people how to vote.",
    "I will not share other people's names, photos or private facts unless they said yes.",
    (
        "I know that posts are public and can be copied. "
        "I will share only what I am happy for anyone to see."
    ),
    "I will not share my link or my number.",
    "If someone seems to be in danger, I will tell the team. I do not have to fix it.",
    (
        "I can stop at any time and need not say why. {charity} can pause or end my weekend, "
        "or take down a post, and will tell me why."
    ),
)
AGREE = "I agree to these ten points."
_CONSENT = (
    "I agree that {charity} may use what I tell it about my health to run my weekend, as the "
    "privacy note says. I can change my mind at any time. (My weekend then stops.)"
)


def ten_points(*, condition: str, charity: str) -> list[str]:
    """Return the ten points of the agreement, in order."""
    charity = _at_the_start(charity)
    return [point.format(condition=condition, charity=charity) for point in _POINTS]


def consent(*, charity: str) -> str:
    """Return what is asked apart from the ten points, with a box of its own."""
    return _CONSENT.format(charity=charity)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the privacy note: its first words, and the rest."""

    title: str
    text: str


def privacy_note(
    *,
    from_name: str,
    deputy_name: str,
    technical_helper_name: str,
    sender: str,
    retention_days: int,
    region_in_words: str = "",
    privacy_contact: str = "",
    regulator: str = "",
) -> list[Paragraph]:
    """Return the privacy note; a sentence whose filler is empty is left out."""
    people = listed([from_name, deputy_name, technical_helper_name])
    where = f" Our computers are with Amazon in {region_in_words}." if region_in_words else ""
    contact = f", or write to {privacy_contact}" if privacy_contact else ""
    complain = f" You can complain to {regulator}." if regulator else ""
    return [
        Paragraph(
            "What we keep",
            "your mail address, the name you choose, your hello, your phone number if you give "
            "it, what you agreed to and when, your posts and your words for later, your answers.",
        ),
        Paragraph(
            "Why",
            "to run your weekend and keep you safe. Taking part tells us something about your "
            "health. That is why we ask for a clear yes.",
        ),
        Paragraph("Who sees it", f"{people}. Your posts are public on X.{where}"),
        Paragraph(
            "How long",
            f"name, address, phone, hello, our copy of your words: {retention_days} days after "
            f"your weekend. Answers that we may not quote: {retention_days} days. What you ticked, "
            "without your name: for good. A safety copy stays for 35 days more. Your posts stay on "
            "X until one of us takes them down.",
        ),
        Paragraph(
            "Photos",
            "before we keep one, we take out where and when it was taken. We delete our copy a "
            "day after your weekend. On X it stays with its post.",
        ),
        Paragraph(
            "Your say",
            "you can see it, correct it, have it deleted, or take back your yes. "
            f"Reply to any mail{contact}.{complain}",
        ),
        Paragraph(
            "Our mails",
            f"they come from {sender}. If others can see your inbox, use another address.",
        ),
    ]


def _at_the_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def listed(names: list[str]) -> str:
    """Names in a sentence, each once."""
    # One person may do two of the three jobs.
    *others, last = dict.fromkeys(name for name in names if name)
    return f"{', '.join(others)} and {last}" if others else last
