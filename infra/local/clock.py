"""The one place where the local stack asks what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return this machine's time as an aware instant in UTC."""
    return datetime.now(UTC)


def iso(instant: datetime) -> str:
    """Write an instant as X and SES do: UTC, milliseconds, `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
