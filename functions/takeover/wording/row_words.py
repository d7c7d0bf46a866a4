"""What in a row's own words could not stand in a post: the name people will see, and the hello."""

from __future__ import annotations

from datetime import date

from takeover.model.cells import OTHER_WORDS, Mistake
from takeover.model.roster import Guest
from takeover.wording.length import check_hello, check_name, looks_plain


def mistaken_words(weekend: date, guest: Guest) -> list[Mistake]:
    """Say what is wrong with the words: without its hello a row can go on, without its name not."""
    name, hello = guest.public_name, guest.introduction
    if looks_plain(name) and looks_plain(hello):
        return []
    return [
        *(
            Mistake(str(weekend), "introduction", hello, OTHER_WORDS + right, False)
            for right in check_hello(hello)
        ),
        *(
            Mistake(str(weekend), "public_name", name, OTHER_WORDS + right)
            for right in check_name(name)
        ),
    ]
