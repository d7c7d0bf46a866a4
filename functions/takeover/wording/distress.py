"""Words of somebody who may be in danger, found in what people write to the account.

A short list, to be read by a person first: it puts two buttons beside a post and does nothing
else. So it would rather show them once too often than once too seldom, but not on every joke.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_LOOKED_AT = 4_000

_MYSELF = "(?:myself|my self)"
_ANY_MORE = "(?:any ?more|any longer|much longer|like this)"
_JOKES = "(?:laughing|of (?:embarrassment|shame|laughter|boredom|cringe)|for (?:a|an|some|this))"
_NO_PLACE = "(?! (?:in|with|at) )"

# fmt: off
_SAYINGS = (
    # To die
    rf"(?:kill|killing|hang|hanging|drown|drowning) {_MYSELF}(?! laughing)",
    r"(?:end|ending|take|taking) my (?:own )?life",
    r"end(?:ing)? it all",
    rf"(?:want|wants|wanted|wanting|going|ready|rather) to die(?! {_JOKES})",
    rf"wanna die(?! {_JOKES})",
    r"wish (?:that )?(?:i|id) (?:was|were|had|could) (?:be |just )?(?:dead|never been born|die)",
    r"(?:rather be|be better off|better off|better if i was|better if i were) dead",
    r"(?:better off|happier) without me",
    r"(?:never|not|dont want to|not want to) wake up(?: again| any ?more)",
    r"suicid(?:e|al)(?! (?:squad|prevention|awareness|door))",
    r"un ?alive (?:me|myself)",
    r"take an overdose|taken an overdose|took an overdose|overdose on",
    # No way on
    rf"can(?:t|not) (?:go on|carry on|live|do this|take this|take it|cope) {_ANY_MORE}",
    rf"(?:dont|do not) want to (?:live|be here|be alive|exist)(?: {_ANY_MORE})?{_NO_PLACE}",
    r"(?:no|not any|any) (?:reason|point) (?:to live|to go on|in living|in going on)",
    r"nothing (?:left )?to live for",
    r"(?:sick|tired) of (?:living|being alive)",
    r"no way out(?! of)",
    # To hurt
    r"self ?harm(?:ing|ed)?",
    rf"(?:want|going|about|need) to (?:hurt|harm|cut) {_MYSELF}",
    rf"(?:harm|harming|harmed) {_MYSELF}",
    rf"cutting {_MYSELF}(?! (?:some|a|off|out|short|shaving))",
)
# fmt: on
_FOUND = re.compile(rf"(?<!\w)(?:{'|'.join(_SAYINGS)})(?!\w)")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc`\u00b4]")
_BETWEEN = re.compile(r"[\W_]+")


def sounds_like_danger(text: str) -> bool:
    """Tell whether somebody who writes this may be in danger: English words, however written."""
    return _FOUND.search(_plain(text[:LONGEST_LOOKED_AT])) is not None


def _plain(text: str) -> str:
    """Letters and single blanks: no case, no accents, no apostrophes, nothing that is not seen."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    seen = (one for one in apart if unicodedata.category(one) not in {"Mn", "Me", "Cf"})
    return _BETWEEN.sub(" ", _APOSTROPHES.sub("", "".join(seen))).strip()
