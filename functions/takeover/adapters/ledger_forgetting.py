"""Guests are forgotten: their words, their sessions, and what led from a turn to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from takeover.adapters.dynamodb import DynamoDB, Table, attribute, if_absent, to
from takeover.adapters.ledger_items import (
    ABOUT,
    ANSWER,
    DRAFT,
    ENTRY,
    POST,
    SESSION,
    step_item,
    step_name,
)
from takeover.adapters.ledger_table import LedgerTable
from takeover.errors import SettingsError, StaleError
from takeover.model.calendar import iso, parse_instant
from takeover.model.report import OF_OTHERS
from takeover.model.turn import Answer, State, StepRecord
from takeover.settings import Settings

FORGET = "forget"


class LedgerForgetting(LedgerTable):
    """The part of the ledger that deletes."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        super().__init__(settings, connection)
        self._list_of = (connection, settings.forgotten_table)

    def keep_answer(self, answer: Answer) -> None:
        """Keep only this of the survey's answer; what is not there is not made up."""
        kept = [
            to(attribute("choices"), answer.choices),
            to(attribute("wants_contact"), answer.wants_contact),
            to(attribute("quote_as"), answer.quote_as),
        ]
        self._table.change((answer.turn, ANSWER), kept, self._table.is_there)

    def forget(self, turn_id: str, at: datetime) -> None:
        """Delete words and sessions; last of all what links the turn to its guest and to others."""
        steps = self._existing_turn(turn_id).steps
        for kind in (POST, DRAFT, SESSION):
            for item in self._table.query(turn_id, attribute(ENTRY).startswith(kind)):
                self._table.delete((item[ABOUT], item[ENTRY]))
        done = step_item(StepRecord(State.DONE, at))
        actions = [
            to(attribute("salt"), ""),
            to(attribute("guest_hmac"), ""),
            if_absent(step_name(FORGET), done),
        ]
        of_others = (name for name in steps if name.startswith(OF_OTHERS))
        actions += [attribute(step_name(name)).remove() for name in sorted(of_others)]
        if not self._table.change(self._turn_key(turn_id), actions, self._table.is_there):
            raise StaleError(f"turn {turn_id} is not in the ledger")

    def list_forgetting(self, turn_id: str, at: datetime) -> None:
        """Write the turn into the list that no restore puts back; the first instant stays."""
        entry = {"account": self._account, "turn": turn_id, "asked_at": iso(at)}
        self._list.put(entry, self._list.is_not_there)

    def listed_forgettings(self) -> Mapping[str, datetime]:
        """The list, whole."""
        items = self._list.query(self._account)
        return {item["turn"]: parse_instant(item["asked_at"]) for item in items}

    @cached_property
    def _list(self) -> Table:
        connection, name = self._list_of
        if not name:
            raise SettingsError("FORGOTTEN_TABLE is missing; deploy the stack again")
        return Table(connection, name, "account", "turn")
