"""The state of the sandboxed X: the account, its keys, its posts, its faults and limits."""

from collections import defaultdict
from dataclasses import dataclass, field

from local import x_problems as problems
from local.clock import Clock, utc_now
from local.control import Faults, RequestCounts
from local.x_answers import SPELLINGS, Answers, Spelling
from local.x_media import Photos
from local.x_posts import Posts
from local.x_signature import SignatureCheck, XKeys

REFUSALS = {
    "unauthorized": problems.unauthorized,
    "no_credit": problems.no_credit,
    "forbidden": problems.forbidden,
    "duplicate": problems.duplicate,
    "not_summoned": problems.not_summoned,
    "rate_limited": problems.rate_limited,
    "unavailable": problems.unavailable,
}
_WINDOW_SECONDS = 900
# Requests per user in 15 minutes. Source: X's rate-limits page of August 2026.
LIMITS = {
    "POST /2/tweets": 100,
    "DELETE /2/tweets/:id": 50,
    "PUT /2/tweets/:id/hidden": 50,
    "POST /2/media/upload": 500,
    "POST /2/media/metadata": 500,
    "GET /2/users/:id/mentions": 300,
    "GET /2/users/:id/tweets": 900,
    "GET /2/users/me": 75,
}


@dataclass(frozen=True)
class XAccount:
    """The charity's account on the sandboxed X."""

    username: str
    name: str
    user_id: str = "1600000000000000001"


def sample_keys(account: XAccount) -> XKeys:
    """Return invented keys in the shape of real ones: the token begins with the user's id."""
    return XKeys(
        "sandbox-consumer-key-0001",
        "sandbox-consumer-secret",
        f"{account.user_id}-sandboxtoken",
        "sandbox-token-secret",
    )


@dataclass
class XSandbox:
    """The state of the sandboxed X: the account, its posts, its keys, its faults.

    Nobody outside X knows which `spelling` it takes, nor whether it reads its own rule about
    whom programs may answer `strictly`; so both can be chosen, while it runs as well.
    """

    account: XAccount
    keys: XKeys
    clock: Clock = utc_now
    revoked: bool = False
    access: str = "read-write"
    spelling: str = "both"
    strictly: bool = False
    faults: Faults = field(
        default_factory=lambda: Faults(
            {*REFUSALS, "slow", "lost_answer"}, writes_only={"lost_answer"}
        )
    )
    requests: RequestCounts = field(default_factory=RequestCounts)

    def __post_init__(self) -> None:
        self.posts = Posts(self.account.username, self.clock)
        self.photos = Photos(self.clock)
        self.signatures = SignatureCheck(self.keys)
        self._window: defaultdict[tuple[str, int], int] = defaultdict(int)

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """Return how this X may be asked for posts."""
        return SPELLINGS[self.spelling]

    @property
    def answers(self) -> Answers:
        """Return who writes its pages of posts."""
        return Answers(self.posts, self.photos, self.account.user_id)

    def remaining(self, route: str) -> int:
        """Count one request against its rate limit and return what is left; < 0 is too many."""
        window = int(self.clock().timestamp()) // _WINDOW_SECONDS
        self._window[route, window] += 1
        return limit(route) - self._window[route, window]

    def resets_at(self) -> int:
        """Return when the present rate window ends, in epoch seconds."""
        return (int(self.clock().timestamp()) // _WINDOW_SECONDS + 1) * _WINDOW_SECONDS


def limit(route: str) -> int:
    """Return how many requests to this route X allows in 15 minutes."""
    return LIMITS.get(route, 900)
