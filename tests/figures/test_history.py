"""However long the list grows, a tick asks and reads the same."""

from __future__ import annotations

from tests.figures import history


def test_a_tick_asks_and_reads_the_same_with_a_hundred_thousand_past_rows() -> None:
    found = history.measure(rounds=1)
    assert (found.few.rows, found.many.rows) == (100, 100_000)
    assert found.few.requests == found.many.requests == ("Query Roster", "Query Ledger")
    assert found.few.items == found.many.items == len(history.COMING)
