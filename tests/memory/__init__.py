"""The ports in memory, with the real ones' manners; the contract suites run over both."""

from tests.memory.ledger import MemoryLedger
from tests.memory.roster import MemoryRoster
from tests.memory.seam import Seam
from tests.memory.team import MemoryTeam
from tests.memory.texts import MemoryTexts
from tests.memory.waiting import MemoryWaiting
from tests.memory.world import (
    FixedClock,
    MemoryChannel,
    MemoryMailer,
    MemoryProbe,
    MemoryReadiness,
    MemorySecrets,
    MemoryWorld,
)

__all__ = [
    "FixedClock",
    "MemoryChannel",
    "MemoryLedger",
    "MemoryMailer",
    "MemoryProbe",
    "MemoryReadiness",
    "MemoryRoster",
    "MemorySecrets",
    "MemoryTeam",
    "MemoryTexts",
    "MemoryWaiting",
    "MemoryWorld",
    "Seam",
]
