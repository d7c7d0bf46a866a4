"""Small changes to words that mails and posts share."""


def sentence(words: str) -> str:
    """Close a sentence that somebody else wrote with a full stop, unless it is closed."""
    words = words.strip()
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."


def counted(number: int, thing: str) -> str:
    """Count things in words: "1 post", "41 posts"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def shortened(text: str, longest: int) -> str:
    """Cut a text to at most `longest` letters; an ellipsis shows that it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def in_words(number: int) -> str:
    """Return a small number as people say it: "two"; from eleven on in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
