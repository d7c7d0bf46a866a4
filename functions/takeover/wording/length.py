"""What X makes of a text: how long it counts it, and what it takes for a link.

Also what may be a name and a hello, which stand inside the charity's own posts. X counts an emoji
and many non-Latin letters as two, and every link as 23, however long it is.
"""

import re
import unicodedata
import warnings
from functools import cache
from types import ModuleType

from takeover.wording.errors import WordingError
from takeover.wording.markup import is_hidden
from takeover.wording.words import counted

LONGEST_POST = 280
LONGEST_NAME = 30
LONGEST_HELLO = 80
# The library's time grows with the square of the length: 1,000 hostile characters cost two
# seconds, 10,000 three minutes. Nothing near that fits into a post anyhow.
LONGEST_RAW = 1_000
FAR_TOO_LONG = 3  # times what a name or a hello may have

# X refuses a post that holds one of these.
_REFUSED_BY_X = frozenset("\ufffe\ufeff\uffff")
_NOT_IN_A_LINE = _REFUSED_BY_X | {"\u2028", "\u2029"}


# A link needs a letter right behind its dot; an @ names somebody.
_LIKE_A_LINK = re.compile(r"[@:/]|\.\w")


def tidy(text: str) -> str:
    """Return a post as it will be published: NFC, plain line breaks, no outer blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines).strip()


def weighted_length(text: str) -> int:
    """Return the length of a text as X counts it.

    Raises:
        WordingError: it is over 1,000 characters, or holds control characters.
    """
    _refuse_raw(text)
    if _only_words(text):
        return len(text)
    return int(_parser().parse_tweet(text).weightedLength)


def fits(text: str) -> bool:
    """Tell whether a text can be posted: something to read, at most 280 as X counts it."""
    return not post_problems(text)


def post_problems(text: str) -> list[str]:
    """Say in plain words why a text can't be posted; an empty list means that it can."""
    if not text.strip():
        return ["There is nothing to post yet."]
    try:
        too_many = weighted_length(text) - LONGEST_POST
    except WordingError as error:
        return [str(error)]
    return [f"{counted(too_many, 'letter')} too many."] if too_many > 0 else []


def links(text: str) -> list[str]:
    """Return what X would turn into a link, in order: also words like "Shift.ms".

    Raises:
        WordingError: it is over 1,000 characters, or holds control characters.
    """
    _refuse_raw(text)
    return [] if _only_words(text) else [str(url) for url in _parser().extract_urls(text)]


def link_endings() -> list[str]:
    """Return the ends of addresses that X knows, such as "com" and "so", as it tries them."""
    _parser()
    from twitter_text.regexp.valid_cctld import valid_cctld  # noqa: PLC0415 -- slow import
    from twitter_text.regexp.valid_gtld import valid_gtld  # noqa: PLC0415 -- slow import

    # Each is written (?:(?:one|two|...)(?=...)).
    return [
        ending
        for pattern in (valid_gtld.pattern, valid_cctld.pattern)
        for ending in pattern.removeprefix("(?:(?:").partition(")")[0].split("|")
    ]


def is_meant(link: str) -> bool:
    """Tell whether this was surely typed as a link, and is no full stop without its space."""
    return "://" in link or link.lower().startswith("www.")


def with_spaces(text: str, link: str) -> str:
    """Return the text with a space behind each full stop of what X took for this link."""
    host = re.split(r"[/?]", link, maxsplit=1)[0]
    spaced = re.sub(r"\.(?=\w)", ". ", host) + link[len(host) :]
    return re.sub(rf"(?<![\w/.@-]){re.escape(link)}", lambda _: spaced, text)


def refuse_links(text: str, what: str) -> None:
    """Refuse a text in which X would see a link; `what` names it, as in "the hello".

    Raises:
        WordingError: X would see a link, or the text can't be looked at (see `links`).
    """
    found = links(text)
    if not found:
        return
    remedy = (
        "Leave it out."
        if "://" in found[0]
        else "Put a space after the full stop, or leave the full stop out."
    )
    raise WordingError(
        f"In {what}: X would make a link of “{found[0]}”, which costs 13 times more. {remedy}"
    )


def looks_plain(text: str) -> bool:
    """Tell without the slow library that X can see nothing but words in a name or a hello."""
    return text.isprintable() and _only_words(text)


def _only_words(text: str) -> bool:
    """Nothing that counts as two, and nothing that could be a link: most posts, and all names."""
    return text.isascii() and not _LIKE_A_LINK.search(text)


def check_name(text: str) -> list[str]:
    """Say what is wrong with the name people will see; an empty list means that it is fine."""
    if not any(letter.isalnum() for letter in text):
        return ["The name needs at least one letter or number."]
    return _line_problems(text, "the name", LONGEST_NAME)


def check_hello(text: str) -> list[str]:
    """Say what is wrong with a hello; an empty list means that it is fine, and so is no hello."""
    return _line_problems(text, "the hello", LONGEST_HELLO) if text.strip() else []


def _line_problems(text: str, what: str, longest: int) -> list[str]:
    subject = what.capitalize()
    # Looked at first: the library would take seconds over a hostile text of some hundred letters.
    if len(text) > FAR_TOO_LONG * longest:
        return [f"{subject} is far too long: it may have {longest} letters."]
    if any(is_hidden(letter) or letter in _NOT_IN_A_LINE for letter in text):
        return [f"{subject} must be one line, without signs that can't be seen."]
    problems: list[str] = []
    length = weighted_length(text)
    if length > longest:
        problems.append(
            f"{subject} has {length} letters, and may have {longest}. "
            "An emoji counts as two, and a few other letters do too."
        )
    if "@" in unicodedata.normalize("NFKC", text):
        problems.append(f"Leave out the @ in {what}: X limits how programs name people.")
    try:
        refuse_links(text, what)
    except WordingError as error:
        problems.append(str(error))
    return problems


def _refuse_raw(text: str) -> None:
    if len(text) > LONGEST_RAW:
        raise WordingError(
            f"This text has {len(text):,} characters, and {LONGEST_RAW:,} is the most we look at. "
            f"A post has room for {LONGEST_POST} letters."
        )
    for letter in text:
        if letter in _REFUSED_BY_X or (
            letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")
        ):
            raise WordingError(
                "This text holds a sign that can't be seen and that X does not take "
                f"(U+{ord(letter):04X}). Type the text again instead of pasting it."
            )


@cache
def _parser() -> ModuleType:
    with warnings.catch_warnings():
        # The library reads its list of emojis through pkg_resources, which warns on import.
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
        import twitter_text  # noqa: PLC0415 -- slow import
    module: ModuleType = twitter_text
    return module
