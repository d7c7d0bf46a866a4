"""Words of distress are found however they are written, and jokes are left alone."""

from __future__ import annotations

import time

import pytest

from takeover.wording.distress import sounds_like_danger

FOUND = (
    "I want to die",
    "i WANT to DIE",
    "I wánt to díe.",
    "I don't want to be here anymore",
    "I don’t want to be here any more",
    "I dont want to live any longer",
    "honestly I do not want to live",
    "I can't go on like this",
    "I can’t do this any more…",
    "I cannot cope any longer",
    "thinking of ending it all",
    "I am going to kill myself",
    "I keep thinking about killing\nmyself",
    "k\u200bill my\u00adself",
    "I could take my own life",
    "they would be better off without me",
    "I wish I was dead",
    "I wish I'd never been born… no, I wish I were dead",
    "there is no point in living",
    "Nothing left to live for",
    "so tired of living",
    "I feel suicidal",
    "Suicide is on my mind",
    "self-harm again last night",
    "I want to hurt myself",
    "I have been cutting myself",
    "I took an overdose",
    "I never want to wake up again: I would rather not wake up again",
    "there is no way out for me",
    "".join(
        chr(ord(one) + 0x1D3BF if one.isupper() else ord(one) + 0x1D3B9) if one != " " else " "
        for one in "I want to die"
    ),  # in the bold letters of mathematicians
    "I_want_to_die",
)
LEFT_ALONE = (
    "",
    "Hello! What helps you sleep?",
    "This heat is killing me",
    "I'm dying to know what you had for tea",
    "I want to diet again",
    "My battery died",
    "I wanted to die of embarrassment",
    "wanna die laughing at this",
    "I killed the plant. And myself? I laughed.",
    "We saw Suicide Squad last night",
    "It is World Suicide Prevention Day",
    "I can't go on holiday this year",
    "I can't do this crossword",
    "I don't want to live in London",
    "I don't want to be here at six",
    "I hurt myself in the garden",
    "I cut myself shaving",
    "I am cutting myself some slack",
    "No point in going out in this rain",
    "Skilled at everything",
    "Dead tired, dead happy",
    "We ended it all with a song? No: we ended with a song",
)


@pytest.mark.parametrize("text", FOUND)
def test_somebody_who_may_be_in_danger_is_seen(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_people_say_every_day_is_left_alone(text: str) -> None:
    assert not sounds_like_danger(text)


def test_the_longest_of_texts_is_looked_at_quickly() -> None:
    began = time.process_time()
    for text in ("want to " * 5_000, "e\u0301" * 20_000, "'" * 25_000, "i wish that i " * 2_000):
        assert not sounds_like_danger(text)
    assert time.process_time() - began < 1
