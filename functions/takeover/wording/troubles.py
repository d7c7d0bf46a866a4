"""What is refused, in words for the coordinator; never raw from a program."""

_WORDS = {
    "trouble-x-later": "X does not take our posts just now: it is busy or down",
    "trouble-x-credit": "X takes no more posts, because our credit there is used up. Buy credit",
    "trouble-x-not_allowed": "X refuses our key. It has to be made anew under our own account",
    "trouble-x-never": "X refuses the words of one of our own posts",
    "trouble-desk-later": "we could not yet check that the weekend is closed",
    "trouble-ledger-later": "our own records are slow to answer",
    "trouble-mail-later": "our mails are refused just now: too many, or the service is down",
    "trouble-mail-not_allowed": "our mails are refused: the sender's address is not confirmed",
    "trouble-mail-never": "one of our mails is refused as it is",
}


def trouble_in_words(key: str) -> str:
    """Say what is refused, by the key under which it was noted."""
    return _WORDS.get(key, f"something is refused: {key}")
