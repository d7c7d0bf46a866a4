"""A text that is too long for one post, in parts: split at paragraphs, sentences, then words."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf

from takeover.wording.errors import WordingError
from takeover.wording.length import LONGEST_POST, fits, tidy, weighted_length

MOST_PARTS = 10
LONGEST_THREAD = 4_000
"""So many characters all parts may have together, before anything slow looks at them."""

_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
# What it costs to part there. A part more is better than half a sentence.
_A_PART, _LINE, _SENTENCE, _WORD = 1_000, 100, 200, 1_500
_UNEVEN = 300


def split(*texts: str) -> tuple[str, ...]:
    """The same words in parts that can be posted, in their order; what fits already stays whole.

    Empty where that can't be done: in ten parts, or because one word alone is too long.
    """
    if sum(map(len, texts)) > LONGEST_THREAD:
        return ()
    found: list[str] = []
    for text in filter(str.strip, texts):
        parts = (tidy(text),) if _fits(text) else _split(tidy(text))
        if not parts:
            return ()
        found += parts
    return tuple(found) if len(found) <= MOST_PARTS else ()


def joined(texts: Sequence[str]) -> str:
    """Parts as one text again: a sentence that was cut goes on, all else is a new paragraph."""
    whole = ""
    for text in filter(str.strip, texts):
        between = "\n\n" if _SENTENCE_ENDS.search(whole) else " "
        whole = f"{whole}{between}{text.strip()}" if whole else text.strip()
    return whole


def thread_problems(texts: Sequence[str]) -> list[str]:
    """Say what keeps a thread as a whole back; an empty list means that its parts decide."""
    if len(texts) > MOST_PARTS:
        return [f"These are {len(texts)} parts, and there is room for {MOST_PARTS}. Join some."]
    if sum(map(len, texts)) > LONGEST_THREAD:
        room = f"about {MOST_PARTS * LONGEST_POST:,} letters"
        return [f"This is far too long. {MOST_PARTS} parts together have room for {room}."]
    return []


def _fits(text: str) -> bool:
    return fits(tidy(text))


def _split(text: str) -> tuple[str, ...]:
    words = list(re.finditer(r"\S+", text))
    weights = _weights(words)
    if not weights:
        return ()
    for strict in (True, False):
        costs = [0.0] + [_cost(text, *two) if strict else 0.0 for two in pairwise(words)]
        parts = tuple(text[start:end] for start, end in _best(words, weights, costs))
        if parts and len(parts) <= MOST_PARTS and all(map(fits, parts)):
            return parts
    return ()


def _weights(words: Sequence[re.Match[str]]) -> list[int]:
    """How long each word is for X; nothing where one of them can't be in any post.

    X sees no link across a blank, so the weight of words is that of the text without its blanks.
    """
    found: list[int] = []
    for word in words:
        # Nothing but a link may be longer than it counts.
        if len(word[0]) > LONGEST_POST and "/" not in word[0]:
            return []
        try:
            found.append(weighted_length(word[0]))
        except WordingError:
            return []
    return found


def _cost(text: str, before: re.Match[str], after: re.Match[str]) -> float:
    """What it costs to part between these two words."""
    lines = text.count("\n", before.end(), after.start())
    if lines > 1:
        return 0
    if lines:
        return _LINE
    return _SENTENCE if _SENTENCE_ENDS.search(before[0]) else _WORD


def _best(
    words: Sequence[re.Match[str]], weights: Sequence[int], costs: Sequence[float]
) -> list[tuple[int, int]]:
    """Where the cheapest parts begin and end in the text; `costs` of parting before each word."""
    ends = [0, *accumulate(weights)]
    letters = [0, *accumulate(len(word[0]) for word in words)]
    cheapest, begins = [0.0] + [inf] * len(words), [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        for start in range(end - 1, -1, -1):
            blanks = words[end - 1].end() - words[start].start() - letters[end] + letters[start]
            weight = ends[end] - ends[start] + blanks
            if weight > LONGEST_POST:
                break
            uneven = _UNEVEN * (weight / LONGEST_POST) ** 2
            cost = cheapest[start] + _A_PART + costs[start] + uneven
            if cost < cheapest[end]:
                cheapest[end], begins[end] = cost, start
    return _traced(words, begins) if cheapest[-1] < inf else []


def _traced(words: Sequence[re.Match[str]], begins: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    end = len(words)
    while end:
        start = begins[end]
        found.append((words[start].start(), words[end - 1].end()))
        end = start
    return found[::-1]
