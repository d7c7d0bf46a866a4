"""The only place that asks the computer for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The instant now, aware, in UTC."""
        return datetime.now(UTC)

    def wait_until(self, at: datetime) -> None:
        """Come back at this instant, or at once if it has passed."""
        time.sleep(max(0.0, (at - self.now()).total_seconds()))
