"""What goes wrong with words."""

from takeover.errors import TakeoverError


class WordingError(TakeoverError):
    """A text can't be made or shown as it stands; the message says what would be right."""
