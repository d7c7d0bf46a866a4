"""Forgetting, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from takeover.model.calendar import iso
from takeover.model.report import OF_OTHERS
from takeover.model.turn import Answer, State, StepRecord
from tests.memory.ledger_changes import MemoryChanges
from tests.memory.seam import Seam, port_call


class MemoryForgetting(MemoryChanges):
    """The part of the ledger that deletes; its list is a table of its own."""

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self._listed: dict[str, datetime] = {}

    @port_call
    def keep_answer(self, answer: Answer) -> None:
        if answer.turn in self._answers:
            self._answers[answer.turn] = replace(answer, choices=dict(answer.choices))

    @port_call
    def forget(self, turn_id: str, at: datetime) -> None:
        iso(at)
        self._posts = {key: kept for key, kept in self._posts.items() if key[0] != turn_id}
        self._drafts = {key: kept for key, kept in self._drafts.items() if key[0] != turn_id}
        self._sessions = {key: kept for key, kept in self._sessions.items() if key[0] != turn_id}
        turn = self._existing(turn_id)
        kept = {key: one for key, one in turn.steps.items() if not key.startswith(OF_OTHERS)}
        steps = {"forget": StepRecord(State.DONE, at)} | kept
        self._keep(replace(turn, salt="", guest_hmac="", steps=steps))

    @port_call
    def list_forgetting(self, turn_id: str, at: datetime) -> None:
        iso(at)
        self._listed.setdefault(turn_id, at)

    @port_call
    def listed_forgettings(self) -> Mapping[str, datetime]:
        return dict(self._listed)
