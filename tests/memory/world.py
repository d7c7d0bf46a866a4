"""The other ports in memory (clock, mailer, the desk as the probe sees it), and all together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from takeover.adapters.journal import PowertoolsJournal
from takeover.errors import RefusedError
from takeover.model.calendar import iso
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.ports import Letter, Refusal
from takeover.settings import Settings
from tests.memory.channel import MemoryChannel
from tests.memory.ledger import MemoryLedger
from tests.memory.photos import MemoryPhotos
from tests.memory.roster import MemoryRoster
from tests.memory.seam import OnSeam, Seam, port_call
from tests.memory.spoken import MemorySpoken
from tests.memory.team import MemoryTeam
from tests.memory.texts import MemoryTexts
from tests.memory.waiting import MemoryWaiting

FOR_LIVE_TURNS = {ObstacleKind.MAIL_SANDBOX} | {
    kind for kind in ObstacleKind if kind.name.startswith("X_")
}
OF_A_GUEST = {ObstacleKind.GUEST_HELD_BACK, ObstacleKind.DESK}


class FixedClock:
    """A clock that stands until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        iso(at)
        self._at = at.astimezone(UTC)

    def wait_until(self, at: datetime) -> None:
        self.set(max(at, self._at))

    def advance(self, **much: float) -> None:
        """Move on: `advance(minutes=5)`."""
        self.move_on(timedelta(**much))

    def move_on(self, by: timedelta) -> None:
        self._at += by


class MemoryMailer(OnSeam):
    """Keeps what was handed over; the seam refuses mails or loses answers."""

    port = "mailer"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self.sent: list[Letter] = []

    @port_call
    def send(self, letter: Letter) -> str:
        self.sent.append(letter)
        return f"mail-{len(self.sent)}"


class MemoryProbe(OnSeam):
    """A desk that answers as it is told to; the gate's own refusal unless a test says more."""

    port = "probe"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self.answer = Refusal(403, "closed")
        self.tried: list[tuple[str, str]] = []

    @port_call
    def try_to_post(self, turn_id: str, session_token: str) -> Refusal:
        self.tried.append((turn_id, session_token))
        return self.answer


class MemoryReadiness(OnSeam):
    """Finds in the way what a test puts there; of X, and of SES's sandbox, for live turns only.

    Never refuses: what the seam refuses could not be asked, and that is in the way as well.
    """

    port = "readiness"

    def __init__(self, seam: Seam | None = None) -> None:
        super().__init__(seam)
        self.in_the_way: list[Obstacle] = []

    def obstacles(self, guest_address: str, *, live: bool) -> Sequence[Obstacle]:
        try:
            found = self.ask(live=live)
            return found if guest_address else [one for one in found if one.kind not in OF_A_GUEST]
        except RefusedError as error:
            return [Obstacle(ObstacleKind.MAIL_UNCHECKED, error.kind)]

    @port_call
    def ask(self, *, live: bool) -> Sequence[Obstacle]:
        return [one for one in self.in_the_way if live or one.kind not in FOR_LIVE_TURNS]


class MemorySecrets(OnSeam):
    """Secrets that are made up."""

    port = "secrets"

    def __init__(
        self, key: bytes = b"a link key that opens nothing anywhere", seam: Seam | None = None
    ) -> None:
        super().__init__(seam)
        self._key = key

    @port_call
    def link_key(self) -> bytes:
        return self._key


class MemoryWorld:
    """All ports of one world on one seam; `takeover.ports.World` in memory."""

    def __init__(
        self, settings: Settings, at: datetime, desk_url: str = "https://desk.example.org"
    ) -> None:
        self.settings = settings
        self.desk_url = desk_url
        self.seam = Seam()
        self.clock = FixedClock(at)
        self.roster = MemoryRoster(seam=self.seam)
        self.ledger = MemoryLedger(self.seam)
        self.team = MemoryTeam(self.seam)
        self.waiting_list = MemoryWaiting(self.seam, settings.account)
        self.texts = MemoryTexts(self.seam, settings.account)
        self.photos = MemoryPhotos(self.seam)
        self.spoken = MemorySpoken(self.seam)
        self.mailer = MemoryMailer(self.seam)
        self.channel = MemoryChannel(self.clock, self.seam, settings.account)
        self.probe = MemoryProbe(self.seam)
        self.readiness = MemoryReadiness(self.seam)
        self.secrets = MemorySecrets(seam=self.seam)
        # The real one: it writes to standard output, which tests can look at.
        self.journal = PowertoolsJournal()
