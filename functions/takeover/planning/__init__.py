"""Which steps now, and why: pure, so that a late, doubled, lost or killed run changes nothing."""

from takeover.planning.housekeeping import in_the_log, mistake_key
from takeover.planning.plan import Planned, plan
from takeover.planning.tuning import kept_until, tuned

__all__ = ["Planned", "in_the_log", "kept_until", "mistake_key", "plan", "tuned"]
