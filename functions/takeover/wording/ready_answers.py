"""Answers that are ready to be sent, changed or not; their words stand with the other posts."""

from __future__ import annotations

from collections.abc import Mapping

HELP = "answer-help"
READY: Mapping[str, str] = {
    "answer-thanks": "Thank you",
    "answer-medical": "I can’t give advice",
    "answer-who": "Please do not guess",
    "answer-resting": "I need a rest",
    HELP: "The help message",
}
"""The name of each post, and what its button says."""
