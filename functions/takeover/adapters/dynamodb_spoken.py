"""Numbers for help by phone in DynamoDB: under `about` = `~spoken`, by what they are hashed to."""

from __future__ import annotations

from datetime import timedelta

from takeover.adapters.dynamodb import DynamoDB, Table, add, attribute, to
from takeover.adapters.ledger_items import ABOUT, ENTRY
from takeover.model.calendar import iso, parse_instant
from takeover.model.spoken import Spoken
from takeover.settings import Settings

SPOKEN, TRIES = "~spoken", "~tries"
# Disposal only: what has to end, ends by its own instants.
KEEP = timedelta(days=1)


class DynamoSpoken:
    """The numbers of one account's ledger."""

    def __init__(self, settings: Settings, connection: DynamoDB) -> None:
        self._table = Table(connection, settings.ledger_table, ABOUT, ENTRY)

    def keep(self, spoken: Spoken) -> bool:
        """Write a new one; False if just this number is there already."""
        item = {
            ABOUT: SPOKEN,
            ENTRY: spoken.hashed,
            "turn": spoken.turn,
            "generation": spoken.generation,
            "who": spoken.who,
            "ends_at": iso(spoken.ends_at),
            "expires_at": int((spoken.ends_at + KEEP).timestamp()),
        }
        if self._table.put(item, self._table.is_not_there):
            return True
        return self.find(spoken.hashed) == spoken

    def count_try(self, hour: str, most: int) -> bool:
        """Count a number that was typed, before it is looked at."""
        return self._more(hour, most) or self._first(hour) or self._more(hour, most)

    def find(self, hashed: str) -> Spoken | None:
        """The one that was typed, if nobody has used it."""
        item = self._table.get((SPOKEN, hashed))
        if item is None or "turn" not in item or "owner" in item:
            return None
        return Spoken(
            hashed=item[ENTRY],
            turn=item["turn"],
            generation=item["generation"],
            who=item["who"],
            ends_at=parse_instant(item["ends_at"]),
        )

    def use(self, spoken: Spoken, owner: str) -> bool:
        """Use it up; False if somebody else did."""
        free = self._table.is_there & attribute("owner").does_not_exist()
        key = SPOKEN, spoken.hashed
        if self._table.update(key, [to(attribute("owner"), owner)], free) is not None:
            return True
        item = self._table.get(key)
        return item is not None and item.get("owner") == owner

    def _more(self, hour: str, most: int) -> bool:
        room = (attribute("hour") == hour) & (attribute("tries") < most)
        return self._table.update((SPOKEN, TRIES), [add("tries", 1)], room) is not None

    def _first(self, hour: str) -> bool:
        another = self._table.is_not_there | (attribute("hour") < hour)
        actions = [to(attribute("hour"), hour), to(attribute("tries"), 1)]
        return self._table.update((SPOKEN, TRIES), actions, another) is not None
