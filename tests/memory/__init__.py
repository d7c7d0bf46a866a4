"""The ports in memory, with the real ones' manners; the contract suites run over both."""

from tests.memory.channel import MemoryChannel
from tests.memory.ledger import MemoryLedger
from tests.memory.photos import MemoryPhotos
from tests.memory.roster import MemoryRoster
from tests.memory.seam import Seam
from tests.memory.team import MemoryTeam
from tests.memory.texts import MemoryTexts
from tests.memory.waiting import MemoryWaiting
from tests.memory.world import (
    FixedClock,
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
    "MemoryPhotos",
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
